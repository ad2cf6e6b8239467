"""What opens under a row: how it is sized, what does not fit, every line with its formula, source and date."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.context import AppContext
from ui.presenters.calculator_words import DetailView, LineView
from ui.theme.manager import Theme
from ui.widgets.basics import label, vbox
from ui.widgets.buttons import Button

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
WRAP = Qt.TextFlag.TextWordWrap
NO_LINE = LineView("", "", "", "", "", "", "")


class LineRow(QWidget):
    """One line of the bill, painted: label and amount, then quantity, formula, numbers, source."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.view = theme, NO_LINE
        self._height_key: tuple[object, ...] = ()
        self._height = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.refont()

    def refont(self) -> None:
        """Take the fonts of the current text size."""
        self._strong, self._small = self._theme.font("strong"), self._theme.font("label", 12.5 / 13)
        self._height_key = ()
        self.updateGeometry()

    def show_line(self, view: LineView, companion: str) -> bool:
        """Show a line; True when its height may have changed."""
        if view == self.view:
            return False
        before = self.heightForWidth(self.width())
        self.view, self._companion = view, companion
        self.setAccessibleName(f"{view.label}: {view.amount}")
        self.setAccessibleDescription(". ".join(part for part in (companion, *self._below()) if part))
        self.update()
        if self.heightForWidth(self.width()) == before:
            return False
        self.updateGeometry()
        return True

    _companion = ""

    def heightForWidth(self, width: int) -> int:
        key = (width, self.view)
        if key != self._height_key:
            self._height_key, self._height = key, self._layout(width)[1]
        return self._height

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(300), self.heightForWidth(max(self.width(), self._theme.px(300))))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(160), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for area, how, font, ink, text in self._layout(self.width())[0]:
            painter.setFont(font)
            painter.setPen(self._theme.color(ink))
            painter.drawText(area, how, text)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -2), 4, 4)

    def _below(self) -> list[str]:
        view = self.view
        return [text for text in (view.quantity, view.formula, view.numbers, view.origin) if text]

    def _layout(self, width: int) -> tuple[list[tuple[QRectF, int, QFont, str, str]], int]:
        """Everything to draw and the height it takes."""
        px, found = self._theme.px, []
        left, right, y = px(4), width - px(4), float(px(6))
        amount = QFontMetrics(self._strong).horizontalAdvance(self.view.amount) + px(12)
        title = self.view.label + (f"  ·  {self._companion}" if self._companion else "")
        tall = self._tall(self._strong, title, right - amount - left)
        found.append((QRectF(left, y, right - amount - left, tall), LEFT | WRAP, self._strong, "text", title))
        found.append((QRectF(right - amount, y, amount, tall), RIGHT, self._strong, "text", self.view.amount))
        y += tall + 1
        for text in self._below():
            tall = self._tall(self._small, text, right - left)
            ink = "text" if text == self.view.numbers else "muted"
            found.append((QRectF(left, y, right - left, tall), LEFT | WRAP, self._small, ink, text))
            y += tall
        return found, round(y) + px(7)

    @staticmethod
    def _tall(font: QFont, text: str, width: float) -> int:
        return QFontMetrics(font).boundingRect(0, 0, max(20, int(width)), 4000, WRAP, text).height()


class DetailPanel(QWidget):
    """The opened row. Widgets are reused from answer to answer. `resized` says that the height changed."""

    resized = Signal()
    page_requested = Signal(str)
    copy_requested = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self._service = ""
        column = vbox(self, 6, (48, 4, 28, 14))
        self._sizing = label(theme, "body", wrap=True)
        self._broken = label(theme, "body", wrap=True)
        self._lines_box = vbox(spacing=0)
        self._lines: list[LineRow] = []
        self._total = label(theme, "strong")
        self._total.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._total.setContentsMargins(0, 2, 4, 2)
        self._notes = label(theme, "label", muted=True, wrap=True)
        self._copy = Button(theme, icon="copy")
        self._page = Button(theme, icon="info")
        self._copy.clicked.connect(self._on_copy)
        self._page.clicked.connect(self._on_page)
        buttons = QHBoxLayout()
        buttons.addWidget(self._copy)
        buttons.addWidget(self._page)
        buttons.addStretch(1)
        for widget in (self._sizing, self._broken):
            column.addWidget(widget)
        column.addLayout(self._lines_box)
        column.addWidget(self._total)
        column.addWidget(self._notes)
        column.addLayout(buttons)
        self.retheme()

    def show_detail(self, view: DetailView) -> None:
        """Show a service's bill."""
        t, changed = self._context.t, view.service != self._service
        self._service = view.service
        changed |= self._say(self._sizing, view.sizing)
        changed |= self._say(self._broken, "\n".join(view.broken))
        changed |= self._fit_lines(len(view.lines))
        for row, line in zip(self._lines, view.lines, strict=False):
            changed |= row.show_line(line, t("calc.companion", name=line.companion) if line.companion else "")
        changed |= self._say(self._total, f"{t('calc.total')}   {view.total}" if view.total else "")
        changed |= self._say(self._notes, "\n".join([*view.warnings, *filter(None, [view.rounding])]))
        self._copy.setText(t("calc.copy"))
        self._page.setText(t("calc.open_page"))
        if changed:
            self.layout().invalidate()
            self.resized.emit()

    def retheme(self) -> None:
        """Colours and text size."""
        palette = QPalette(self._broken.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(self._context.theme.color("bad")))
        self._broken.setPalette(palette)
        for row in self._lines:
            row.refont()
        self.layout().invalidate()

    def _fit_lines(self, count: int) -> bool:
        """Enough line rows, the spare ones hidden."""
        before = sum(1 for row in self._lines if not row.isHidden())
        while len(self._lines) < count:
            row = LineRow(self._context.theme, self)
            self._lines.append(row)
            self._lines_box.addWidget(row)
        for index, row in enumerate(self._lines):
            row.setVisible(index < count)
        return before != count

    @staticmethod
    def _say(target: QLabel, text: str) -> bool:
        """Put a text in, hiding an empty one; True when the height may change."""
        if target.text() == text and target.isHidden() == (not text):
            return False
        same = bool(text) and len(target.text()) == len(text) and not target.isHidden()
        target.setText(text)
        target.setVisible(bool(text))
        return not same

    def _on_copy(self) -> None:
        self.copy_requested.emit(self._service)
        self._copy.setText(self._context.t("calc.copied"))

    def _on_page(self) -> None:
        self.page_requested.emit(self._service)


def put_on_clipboard(text: str) -> None:
    """Copy plain text."""
    QGuiApplication.clipboard().setText(text)
