"""Lines over two axes, one per service, with direct labels, a current point to drag and a crosshair to read by."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

from ui.charts.line_picture import Mark, Series
from ui.charts.line_view import Lines, LineView, Spot

__all__ = ["LineChart", "Lines", "Mark", "Series", "Spot"]
GRIP = 9.0  # pixels from the current point's line within which it is taken hold of
CATCH = 6.0  # pixels from a named point within which the crosshair stands on it
FAR = 8  # steps of Page Up and Page Down


class LineChart(LineView):
    """The chart. `place_requested` asks for the current point at a place, 0 to 1; `drag_ended` ends a gesture."""

    place_requested = Signal(float)
    drag_ended = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_PageDown: -FAR,
            Qt.Key.Key_PageUp: FAR,
        }
        ends = {Qt.Key.Key_Home: 0.0, Qt.Key.Key_End: 1.0}
        key, start = Qt.Key(event.key()), self._now if self._spot is None else self._spot.place
        if key in ends:
            self.show_reading(ends[key])
        elif key in steps and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._read_mark(start, steps[key])
        elif key in steps and self._stepper is not None:
            self.show_reading(self._stepper(start, steps[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._spot is not None:
            self._request(self._spot.place)
        elif key == Qt.Key.Key_Escape and self._spot is not None:
            self.show_reading(None)
        else:
            super().keyPressEvent(event)

    def _read_mark(self, start: float, step: int) -> None:
        """The next named point in a direction, if there is one."""
        beyond = [mark.x for mark in self._marks if (mark.x - start) * step > 1e-9]
        if beyond:
            self.show_reading(min(beyond) if step > 0 else max(beyond))

    def _request(self, place: float) -> None:
        self.place_requested.emit(place)
        self.drag_ended.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self._near_now(event.position()):
            self._held = True
            self.show_reading(None)
            self._update_around(self._now)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self.place_requested.emit(self.place_at(event.position().x()))
        elif not event.buttons():
            self._warm(self._near_now(event.position()))
            self.show_reading(self._read_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._held:
            self._held = False
            self._update_around(self._now)
            self.drag_ended.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self._read_at(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._request(place)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._warm(False)
        if not self.hasFocus():
            self.show_reading(None)

    def _near_now(self, at: QPointF) -> bool:
        inside = self.plot.adjusted(-GRIP, 0.0, GRIP, self._theme.px(10)).contains(at)
        return inside and bool(len(self._lines.xs)) and abs(at.x() - self.x_of(self._now)) <= GRIP

    def _warm(self, hot: bool) -> None:
        """The line under the pointer can be taken hold of."""
        if hot != self._hot:
            self._hot = hot
            self.setCursor(Qt.CursorShape.SplitHCursor if hot else Qt.CursorShape.ArrowCursor)
            self._update_around(self._now)

    def _read_at(self, at: QPointF) -> float | None:
        """The place to read under the pointer: a named point close by, else its own."""
        if not self.plot.contains(at):
            return None
        close = [mark.x for mark in self._marks if abs(self.x_of(mark.x) - at.x()) <= CATCH]
        return close[0] if close else self.place_at(at.x())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.show_reading(None)
        self.update()
