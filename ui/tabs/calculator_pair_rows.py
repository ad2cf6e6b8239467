"""The painted rows of two scenarios: a name, A, B and the difference in columns, and an explanation below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.presenters.calculator_pair_words import CauseView, PairLineView, PairRowView
from ui.tabs.calculator_pair_columns import INKS, LEFT, RIGHT, WRAP, Columns, tall_of
from ui.theme.manager import Theme
from ui.widgets.basics import paint_tile
from ui.widgets.buttons import PaintedButton

TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class PairHead(QWidget):
    """The captions of the columns."""

    def __init__(self, theme: Theme, columns: Columns, indent: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._columns, self._indent = theme, columns, indent
        self.texts: tuple[str, str, str, str] = ("", "", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_texts(self, *texts: str) -> None:
        """Name, A, B and the difference."""
        self.texts = texts  # type: ignore[assignment]
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self._theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        left, right = float(theme.px(6)), float(self.width() - theme.px(6))
        tall = float(self.height())
        if not self._columns.stacked(right - left - theme.px(self._indent)):
            painter.drawText(QRectF(left + theme.px(self._indent), 0, right, tall), LEFT, self.texts[0])
        for area, text in zip(self._columns.areas(left, right, 0, tall), self.texts[1:], strict=True):
            painter.drawText(area, RIGHT, text)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class PairRow(PaintedButton):
    """A service: tile, name and figures; the chosen one is opened beside."""

    step_requested = Signal(int)
    on_paper = True  # unlike other buttons it means something in a picture
    INDENT = 30

    def __init__(self, theme: Theme, columns: Columns, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._columns = columns
        self.view: PairRowView | None = None
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_row(self, view: PairRowView) -> None:
        """Show a service; nothing is done for the same."""
        if view != self.view:
            self.view = view
            self.setAccessibleName(view.spoken)
            self.update()

    def heightForWidth(self, width: int) -> int:
        stacked = self._columns.stacked(width - self._theme.px(12 + self.INDENT))
        return self._theme.px(52 if stacked else 30)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self.heightForWidth(max(self.width(), self._theme.px(160))))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -99, Qt.Key.Key_End: 99}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in steps:
            self.step_requested.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        view, theme = self.view, self._theme
        if view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.fillRect(self.rect(), theme.color("accent_tint" if self.isChecked() else "band"))
        px = theme.px
        left, right = float(px(6)), float(self.width() - px(6))
        line = float(px(30))
        if self.isChecked():
            painter.fillRect(0, 0, px(3), self.height(), theme.color("accent"))
        paint_tile(painter, QRectF(left, (line - px(20)) / 2, px(20), px(20)), theme, view.service, view.glyph)
        figures = (view.a, view.b, view.difference)
        self._columns.paint(painter, (left + px(self.INDENT), left, right), (view.name, view.tone), figures)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        self.paint_focus(painter, 4)


class _Told(QWidget):
    """A painted row with text that wraps: it knows its height for a width."""

    ACCESSIBLE_ROLE = QAccessible.Role.ListItem

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self.heightForWidth(max(self.width(), self._theme.px(200))))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.update()

    def paint_frame(self, painter: QPainter) -> None:
        """The hairline below, and the ring of the row that has the keyboard."""
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -2), 4, 4)


class PairLine(_Told):
    """A line of the bill in both, and why it differs."""

    def __init__(self, theme: Theme, columns: Columns, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._columns = columns
        self.view: PairLineView | None = None
        self._measured: tuple[object, ...] = ()
        self._tall = 0

    def show_line(self, view: PairLineView) -> None:
        """Show a line; nothing is done for the same."""
        if view != self.view:
            before = self.heightForWidth(self.width())
            self.view = view
            self.setAccessibleName(view.spoken)
            self.setAccessibleDescription(view.why)
            self.update()
            if self.heightForWidth(self.width()) != before:
                self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        key = (width, self.view, self._columns.widths, self._theme.scale)
        if key != self._measured:
            tall = round(self._top(width) + self._why(width).height()) + self._theme.px(8)
            self._measured, self._tall = key, tall
        return self._tall

    def paintEvent(self, event: QPaintEvent) -> None:
        view, theme = self.view, self._theme
        if view is None:
            return
        painter, px = QPainter(self), theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = float(px(6)), float(self.width() - px(6))
        figures = (view.a, view.b, view.difference)
        self._columns.paint(painter, (left, left, right), (view.label, view.tone), figures)
        painter.setFont(theme.font("label", 12.5 / 13))
        painter.setPen(theme.color("muted"))
        painter.drawText(self._why(self.width()), TOP | WRAP, view.why)
        self.paint_frame(painter)

    def _top(self, width: int) -> float:
        """Where the explanation begins."""
        px, inner = self._theme.px, width - self._theme.px(12)
        if not self._columns.stacked(inner):
            room = inner - sum(self._columns.widths)
            label = self.view.label if self.view else ""
            return max(px(26), tall_of(self._theme.font("strong"), label, room) + px(6))
        return float(px(50))

    def _why(self, width: int) -> QRectF:
        px, text = self._theme.px, self.view.why if self.view else ""
        inner = width - px(12)
        tall = tall_of(self._theme.font("label", 12.5 / 13), text, inner) if text else 0
        return QRectF(px(6), self._top(width), inner, tall)


class CauseRow(_Told):
    """An input that differs: its name and values, a bar from the middle, and its part of the difference."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.view: CauseView | None = None

    def show_cause(self, view: CauseView) -> None:
        """Show an input; nothing is done for the same."""
        if view != self.view:
            self.view = view
            self.setAccessibleName(view.spoken)
            self.update()
            self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        words, values, bar = self._areas(width)
        return round(max(values.bottom(), bar.bottom(), words.bottom())) + self._theme.px(6)

    def paintEvent(self, event: QPaintEvent) -> None:
        view, theme = self.view, self._theme
        if view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words, values, bar = self._areas(self.width())
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text"))
        painter.drawText(words, TOP | WRAP, view.name)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.color(INKS[view.tone]))
        right = QRectF(words.right(), words.top(), self.width() - words.right() - theme.px(6), bar.top())
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, view.part)
        painter.setFont(theme.font("label", 12.5 / 13))
        painter.setPen(theme.color("muted"))
        painter.drawText(values, TOP | WRAP, view.values)
        self._paint_bar(painter, bar)
        self.paint_frame(painter)

    def _paint_bar(self, painter: QPainter, area: QRectF) -> None:
        """Filled where B is dearer, outlined where it is cheaper: the side and the fill say it, not the colour."""
        view, theme = self.view, self._theme
        assert view is not None
        middle, half = area.center().x(), area.width() / 2.0 - 1.0
        length = max(3.0, abs(view.share) * half)
        left = middle if view.share > 0.0 else middle - length
        bar = QRectF(left, area.top(), length, area.height())
        color = theme.color(INKS[view.tone])
        painter.setPen(QPen(color, 1.5))
        painter.setBrush(color if view.share > 0.0 else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(bar.adjusted(0.75, 0.75, -0.75, -0.75), 2, 2)
        painter.setPen(QPen(theme.color("control_line"), 1))
        painter.drawLine(round(middle), round(area.top()) - 1, round(middle), round(area.bottom()) + 1)

    def _areas(self, width: int) -> tuple[QRectF, QRectF, QRectF]:
        """Where the name, the values and the bar go."""
        px, view = self._theme.px, self.view
        left, inner = float(px(6)), float(width - px(12))
        part = QFontMetrics(self._theme.font("strong")).horizontalAdvance(view.part if view else "") + px(10)
        room = max(float(px(60)), inner - part)
        words = QRectF(left, px(5), room, tall_of(self._theme.font("body"), view.name if view else "", room))
        tall = tall_of(self._theme.font("label", 12.5 / 13), view.values if view else "", inner)
        values = QRectF(left, words.bottom(), inner, tall)
        return words, values, QRectF(left, values.bottom() + px(3), inner, px(9))
