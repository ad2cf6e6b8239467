"""A slider that paints itself from tokens."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.manager import Theme
from ui.widgets.latest import Latest

TARGET = 24
"""Design pixels a finger or a shaky hand needs."""


class Slider(QWidget):
    """A thin slider over 0..1; what the ends mean is its owner's business. Arrows move it by 1/100."""

    ACCESSIBLE_ROLE = QAccessible.Role.Slider

    moved = Signal(float)
    released = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._position, self._held = theme, 0.0, False
        self._latest = Latest(self)
        self._span: tuple[float, float] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(TARGET))

    @property
    def position(self) -> float:
        """Where the handle stands, 0 to 1."""
        return self._position

    @property
    def held(self) -> bool:
        """Whether the person is dragging it now."""
        return self._held

    def accessible_value(self) -> str:
        """What the handle stands at, in the owner's words."""
        return self.accessibleDescription()

    def set_position(self, position: float) -> None:
        """Place the handle without telling anyone."""
        position = min(1.0, max(0.0, position))
        if abs(position - self._position) > 1e-6:
            self._position = position
            self.update()

    @property
    def span(self) -> tuple[float, float] | None:
        """The range shown on the track, 0 to 1 each; None without one."""
        return self._span

    def set_span(self, span: tuple[float, float] | None) -> None:
        """Show between what the value may lie, or nothing."""
        if span != self._span:
            self._span = span
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
            self._latest.flush()
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
        if self._span is not None:
            self._paint_span(painter, self._span, middle, radius)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x, middle), radius - 1, radius - 1)
            painter.setPen(Qt.PenStyle.NoPen)
        handle = radius * (0.62 if not (self.underMouse() or self._held) else 0.72)
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(QPointF(x, middle), handle, handle)

    def _paint_span(self, painter: QPainter, span: tuple[float, float], middle: float, radius: float) -> None:
        """A thicker stretch of track with a foot at each end."""
        left, right = (radius + end * (self.width() - 2 * radius) for end in span)
        painter.setBrush(self._theme.color("muted"))
        painter.drawRect(QRectF(left, middle - 2.5, right - left, 5))
        painter.setBrush(self._theme.color("text"))
        for x in (left, right):
            painter.drawRect(QRectF(x - 1, middle - radius * 0.75, 2, radius * 1.5))

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
            self._latest.run(self.moved.emit, position)
