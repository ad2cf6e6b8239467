"""Inputs with words: a number with its unit inside the field, a slider, a group that opens and closes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.manager import Theme
from ui.widgets.basics import label, vbox
from ui.widgets.buttons import PaintedButton
from ui.widgets.fields import Field


class NumberEdit(Field):
    """A line edit that shows a unit inside, at the right, and leaves undo to the screen it stands in."""

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._unit = QLabel(self)
        theme.set_role(self._unit, "label")
        self._unit.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_unit(self, unit: str) -> None:
        """Show a unit inside the field."""
        if unit != self._unit.text():
            self._unit.setText(unit)
            self.place_unit()

    def place_unit(self) -> None:
        """Put the unit at the right edge and keep the typed text clear of it."""
        width = self._unit.sizeHint().width()
        self._unit.setGeometry(self.width() - width - self._theme.px(10), 0, width, self.height())
        self.setTextMargins(0, 0, width + self._theme.px(6), 0)

    def set_invalid(self, invalid: bool) -> None:
        """Draw the border of a wrong input."""
        self.set_wrong(invalid)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_unit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_undo(event):
            event.ignore()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


def _is_undo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class Slider(QWidget):
    """A thin slider over 0..1; what the ends mean is its owner's business. Arrows move it by 1/100."""

    moved = Signal(float)
    released = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._position, self._held = theme, 0.0, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(18))

    @property
    def position(self) -> float:
        """Where the handle stands, 0 to 1."""
        return self._position

    @property
    def held(self) -> bool:
        """Whether the person is dragging it now."""
        return self._held

    def set_position(self, position: float) -> None:
        """Place the handle without telling anyone."""
        position = min(1.0, max(0.0, position))
        if abs(position - self._position) > 1e-6:
            self._position = position
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self._take(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._take(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._held = False
            self.released.emit()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        steps = {
            Qt.Key.Key_Left: -0.01,
            Qt.Key.Key_Down: -0.01,
            Qt.Key.Key_Right: 0.01,
            Qt.Key.Key_Up: 0.01,
            Qt.Key.Key_PageDown: -0.1,
            Qt.Key.Key_PageUp: 0.1,
            Qt.Key.Key_Home: -1.0,
            Qt.Key.Key_End: 1.0,
        }
        if key in steps:
            self._emit(self._position + steps[key])
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if not event.isAutoRepeat() and not self._held:
            self.released.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, radius = self.height() / 2, self._radius()
        x = radius + self._position * (self.width() - 2 * radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line_strong"))
        painter.drawRoundedRect(QRectF(radius, middle - 1.5, self.width() - 2 * radius, 3), 1.5, 1.5)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(QRectF(radius, middle - 1.5, max(0.0, x - radius), 3), 1.5, 1.5)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x, middle), radius - 1, radius - 1)
            painter.setPen(Qt.PenStyle.NoPen)
        handle = radius * (0.62 if not (self.underMouse() or self._held) else 0.72)
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(QPointF(x, middle), handle, handle)

    def _radius(self) -> float:
        return self._theme.px(18) / 2

    def _take(self, x: float) -> None:
        radius = self._radius()
        self._emit((x - radius) / max(1.0, self.width() - 2 * radius))

    def _emit(self, position: float) -> None:
        position = min(1.0, max(0.0, position))
        if position != self._position:
            self._position = position
            self.update()
            self.moved.emit(position)


class NumberField(QWidget):
    """Caption and echo above, number with unit, slider below, and what is wrong in place when something is.

    `typed` carries the text after each key; `moved` the slider's place; `settled` says a gesture ended.
    """

    typed = Signal(str)
    moved = Signal(float)
    settled = Signal()

    def __init__(self, theme: Theme, with_slider: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        column = vbox(self, 3)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.caption = label(theme, "label", muted=True, wrap=True)
        self._echo = label(theme, "small", muted=True)
        self._echo.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.caption, 1)
        head.addWidget(self._echo)
        self.edit = NumberEdit(theme)
        self.edit.textEdited.connect(self.typed)
        self.edit.left.connect(self.settled)
        self.edit.returnPressed.connect(self.settled)
        self._error = label(theme, "small", wrap=True)
        self._error.hide()
        column.addLayout(head)
        column.addWidget(self.edit)
        self.slider: Slider | None = Slider(theme) if with_slider else None
        if self.slider is not None:
            self.slider.moved.connect(self.moved)
            self.slider.released.connect(self.settled)
            column.addWidget(self.slider)
        column.addWidget(self._error)
        self.retheme()

    @property
    def wrong(self) -> bool:
        """Whether the field holds something that could not be understood."""
        return not self._error.isHidden()

    def show_value(self, text: str, unit: str, echo: str, placeholder: str, position: float | None) -> None:
        """Show a value. While the person types here, their text stays as it is."""
        if not self.edit.hasFocus() and self.edit.text() != text:
            self.edit.setText(text)
        if self.edit.placeholderText() != placeholder:
            self.edit.setPlaceholderText(placeholder)
        self.edit.set_unit(unit)
        self.show_echo(echo)
        if self.slider is not None and position is not None and not self.slider.held:
            self.slider.set_position(position)

    def show_echo(self, echo: str) -> None:
        """Show what was understood, or the same value said another way."""
        if self._echo.text() != echo:
            self._echo.setText(echo)

    def show_error(self, text: str) -> None:
        """Say what is wrong under the field; empty when nothing is."""
        if text != (self._error.text() if self.wrong else ""):
            self._error.setText(text)
            self._error.setVisible(bool(text))
            self.edit.set_invalid(bool(text))
            self.edit.setAccessibleDescription(text or self.toolTip())

    def retext(self, text: str) -> None:
        """Replace the text even while the field has the focus (undo, a new example, leaving the field)."""
        if self.edit.text() != text:
            self.edit.setText(text)

    def rename(self, caption: str, spoken: str, slider: str) -> None:
        """Put the words in."""
        if self.caption.text() != caption:
            self.caption.setText(caption)
        self.edit.setAccessibleName(spoken)
        if self.slider is not None:
            self.slider.setAccessibleName(slider)

    def explain(self, text: str) -> None:
        """Say what the input means, on hover and to a screen reader."""
        if text != self.toolTip():
            self.setToolTip(text)
            if not self.wrong:
                self.edit.setAccessibleDescription(text)

    def retheme(self) -> None:
        """Colour the message and place the unit for the current text size."""
        palette = QPalette(self._error.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(self._theme.color("bad")))
        self._error.setPalette(palette)
        self.edit.place_unit()
        if self.slider is not None:
            self.slider.updateGeometry()


class Fold(QWidget):
    """A group with a heading that opens and closes it. `toggled` tells the new state."""

    toggled = Signal(bool)

    def __init__(self, theme: Theme, open_: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = vbox(self, 6)
        self.head = _FoldHead(theme, open_)
        self.body = QWidget()
        self.column: QVBoxLayout = vbox(self.body, 12, (0, 2, 0, 4))
        self.body.setVisible(open_)
        self.head.clicked.connect(self._on_head_clicked)
        column.addWidget(self.head)
        column.addWidget(self.body)

    @property
    def is_open(self) -> bool:
        """Whether the group shows its content."""
        return self.head.isChecked()

    def rename(self, title: str, spoken: str) -> None:
        """Put the words in."""
        self.head.setText(title)
        self.head.setAccessibleName(spoken)

    def _on_head_clicked(self) -> None:
        self.body.setVisible(self.is_open)
        self.toggled.emit(self.is_open)


class _FoldHead(PaintedButton):
    """The heading of a group with its triangle."""

    role = "strong"
    pad_x, pad_y = 4, 5

    def __init__(self, theme: Theme, open_: bool) -> None:
        super().__init__(theme)
        self.setCheckable(True)
        self.setChecked(open_)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width() + self._theme.px(18), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("muted"))
        painter.drawPolygon(triangle(theme.px(8), self.height() / 2, theme.px(4), self.isChecked()))
        painter.setPen(theme.color("accent" if self.underMouse() else "text"))
        painter.setFont(self.font())
        area = QRectF(self.rect()).adjusted(theme.px(20), 0, 0, 0)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        self.paint_focus(painter, 4)


def triangle(x: float, y: float, half: float, down: bool) -> QPolygonF:
    """The mark of something that opens: pointing down when open, right when closed."""
    if down:
        return QPolygonF(
            [QPointF(x - half, y - half * 0.6), QPointF(x + half, y - half * 0.6), QPointF(x, y + half * 0.8)]
        )
    return QPolygonF(
        [QPointF(x - half * 0.6, y - half), QPointF(x + half * 0.8, y), QPointF(x - half * 0.6, y + half)]
    )
