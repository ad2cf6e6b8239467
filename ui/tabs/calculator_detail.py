"""What opens under a row: how it is sized, what does not fit, every line with its formula, source and date."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
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
WIDE = 620  # design pixels from which a line of the bill has two columns
_Drawn = tuple[QRectF, int, QFont, str, str]
NO_LINE = LineView("", "", "", "", "", "", "")


class LineRow(QWidget):
    """One line of the bill, painted: label and amount, then quantity, formula, numbers, source."""

    ACCESSIBLE_ROLE = QAccessible.Role.ListItem

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.view = theme, NO_LINE
        self._plan_key: tuple[object, ...] = ()
        self._plan: tuple[list[_Drawn], int] = ([], 0)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.refont()

    def refont(self) -> None:
        """Take the fonts of the current text size."""
        self._strong, self._small = self._theme.font("strong"), self._theme.font("label", 12.5 / 13)
        self._metrics = {True: QFontMetrics(self._strong), False: QFontMetrics(self._small)}
        self._plan_key = ()
        self.updateGeometry()

    def show_line(self, view: LineView) -> bool:
        """Show a line; True when its height may have changed."""
        if view == self.view:
            return False
        before = self.heightForWidth(self.width())
        self.view = view
        self.setAccessibleName(f"{view.label}: {view.amount}")
        self.setAccessibleDescription(
            ". ".join(
                part for part in (view.companion, view.formula, view.numbers, view.quantity, view.origin) if part
            )
        )
        self.update()
        if self.heightForWidth(self.width()) == before:
            return False
        self.updateGeometry()
        return True

    def heightForWidth(self, width: int) -> int:
        return self._planned(width)[1]

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
        for area, how, font, ink, text in self._planned(self.width())[0]:
            painter.setFont(font)
            painter.setPen(self._theme.color(ink))
            painter.drawText(area, how, text)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -2), 4, 4)

    def _planned(self, width: int) -> tuple[list[_Drawn], int]:
        """The plan for a width, made once for each text."""
        key = (width, self.view)
        if key != self._plan_key:
            self._plan_key, self._plan = key, self._layout(width)
        return self._plan

    def _layout(self, width: int) -> tuple[list[_Drawn], int]:
        """Everything to draw and the height it takes: two columns where there is room, else one."""
        view, px = self.view, self._theme.px
        left, right = float(px(4)), float(width - px(4))
        amount = max(px(110), self._metrics[True].horizontalAdvance(view.amount) + px(16))
        found: list[_Drawn] = [
            (QRectF(right - amount, px(6), amount, px(40)), RIGHT, self._strong, "text", view.amount)
        ]
        words = [
            (self._strong, "text", view.label),
            (self._small, "accent", view.companion),
            (self._small, "muted", view.formula),
        ]
        sums = [(self._small, "text", view.numbers), (self._small, "muted", view.quantity)]
        tail = [(self._small, "muted", view.origin)]
        inner = right - amount - left
        if width >= px(WIDE):
            middle = left + inner * 0.44
            low = self._stack(found, words, left, middle - left - px(16), px(6))
            other = self._stack(found, [*sums, *tail], middle, right - amount - middle, px(7))
            return found, round(max(low, other)) + px(7)
        y = self._stack(found, words[:1], left, inner, px(6))
        y = self._stack(found, [*words[1:], *sums, *tail], left, right - left, y)
        return found, round(y) + px(7)

    def _stack(
        self, found: list[_Drawn], texts: list[tuple[QFont, str, str]], left: float, width: float, top: float
    ) -> float:
        """Put texts under each other; the y below the last."""
        for font, ink, text in texts:
            if text:
                tall = self._tall(font, text, width)
                found.append((QRectF(left, top, width, tall), LEFT | WRAP, font, ink, text))
                top += tall
        return top

    def _tall(self, font: QFont, text: str, width: float) -> int:
        """Height of a wrapped text; most fit one line, and asking for their length is much cheaper."""
        metrics = self._metrics[font.weight() == self._strong.weight()]
        if metrics.horizontalAdvance(text) <= width:
            return metrics.height()
        return metrics.boundingRect(0, 0, max(20, int(width)), 4000, WRAP, text).height()


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
        self._under = label(theme, "label", muted=True, wrap=True)
        self._under.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._under.setContentsMargins(0, 0, 4, 2)
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
        column.addWidget(self._under)
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
            changed |= row.show_line(line)
        changed |= self._say(self._total, f"{view.total_label}   {view.total}" if view.total else "")
        changed |= self._say(self._under, "\n".join(view.under_total))
        changed |= self._say(self._notes, "\n".join([*view.warnings, *filter(None, [view.rounding])]))
        self._copy.setText(t("calc.copy"))
        self._page.setText(t("calc.open_page"))
        if changed:
            self.layout().invalidate()
            self.resized.emit()

    def stops(self) -> list[QWidget]:
        """Where Tab stops inside, in order."""
        return [*(row for row in self._lines if not row.isHidden()), self._copy, self._page]

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
