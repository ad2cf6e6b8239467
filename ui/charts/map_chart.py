"""The map: areas of the best service over two inputs, their names inside them, the workload as a ring.

`MapChart` knows nothing of money or workloads: it is given winners on a grid, the places of figures, words, and
tells where the ring should go. Places on both axes run from 0 to 1. It paints itself: axes and areas are kept as
pictures, so that a workload moving over the map costs no more than its ring.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.charts.map_areas import Ahead, MapAreas, Place
from ui.charts.map_axes import EDGE, PlaceAxis, Tick
from ui.charts.map_names import AreaLabel
from ui.charts.map_patterns import Area
from ui.charts.map_picture import MapData
from ui.charts.reading import ReadingBox, ReadingRow
from ui.theme.manager import Theme

FAR = 8  # how many steps an arrow with Shift goes
MARGIN = 3.0  # pixels around everything, for the focus
TOP = 10.0  # pixels above the frame, for the upper half of the topmost figure
Reading = tuple[str, list[ReadingRow]]
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Down: (0, -1),
    Qt.Key.Key_Up: (0, 1),
}


class MapChart(QWidget):
    """The chart. `place_requested` asks to move the ring to a place, `step_requested` to move it by steps."""

    ACCESSIBLE_ROLE = QAccessible.Role.Chart

    place_requested = Signal(float, float)
    step_requested = Signal(int, int)
    gesture_ended = Signal()
    read = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._reader: Callable[[Place | None], Reading] | None = None
        self._held = False
        self._hover: Place | None = None
        self._ground: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._x_axis, self._y_axis = PlaceAxis(theme, "bottom"), PlaceAxis(theme, "left")
        self.areas = MapAreas(theme)
        self._frame = QRect()
        self._box = ReadingBox(theme, self)

    # what it shows

    def set_axes(self, x: tuple[str, Sequence[Tick]], y: tuple[str, Sequence[Tick]]) -> None:
        """Caption and figures of both axes."""
        changed = [self._x_axis.set_words(*x), self._y_axis.set_words(*y)]
        if any(changed):
            self._relay()

    def set_reader(self, reader: Callable[[Place | None], Reading]) -> None:
        """Where the words under the pointer come from: called with a place, or with None for the ring's."""
        self._reader = reader

    def show_map(
        self, data: MapData, labels: Mapping[Area, AreaLabel], ring: Place, ahead: Ahead | None = None
    ) -> None:
        """Draw winners and frontiers with the names of the areas, and the ring at a place.

        `ahead` is what `areas.painted_ahead` made of the same data, if anything.
        """
        self.areas.show(data, labels, ring, ahead)
        self.update()
        self._refresh_reading()

    def move_ring(self, ring: Place) -> None:
        """The workload stands elsewhere on the same map."""
        if ring != self.areas.ring:
            before = self.areas.ring_box(self._frame)
            if self.areas.move_ring(ring):
                self.update()
            else:
                self.update(QRegion(before) | self.areas.ring_box(self._frame))
        self._refresh_reading()

    def unnamed(self) -> tuple[Area, ...]:
        """Areas without room for their name: those with tiles alone, and those without any."""
        return self.areas.names.unnamed

    def retheme(self) -> None:
        """Take colours and text size from the theme."""
        self.areas.retheme()
        self._relay()

    def reading_text(self) -> str:
        """What the card says now; empty when it is hidden."""
        return self._box.text() if self._box.isVisible() else ""

    def pixel_of(self, place: Place) -> QPointF:
        """Where a place of the axes lies on the widget."""
        return QPointF(*self.areas.point(self._frame, place))

    # reading

    def show_reading(self, place: Place | None) -> None:
        """Read a place (None: the ring's own) and put the card beside it."""
        self._hover = place
        if self._reader is None:
            return
        title, rows = self._reader(place)
        self._box.show_rows(title, [self._short(row) for row in rows])
        self._put_box(place or self.areas.ring)
        self._set_cross(place)
        self.read.emit("; ".join([title, *(f"{row.name} {row.value}".strip() for row in rows)]))

    def _short(self, row: ReadingRow) -> ReadingRow:
        """A row that the card can hold within the chart; the whole sentence goes to `read`."""
        room = self.width() - self._theme.px(48)
        metrics = QFontMetricsF(self._theme.font("small"))
        return ReadingRow(row.id, metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room), row.value)

    def hide_reading(self) -> None:
        """No card."""
        self._hover = None
        self._box.hide()
        self._set_cross(None)

    def _set_cross(self, place: Place | None) -> None:
        if place != self.areas.cross:
            self.areas.cross = place
            self.update()

    def _refresh_reading(self) -> None:
        if self._box.isVisible():
            self.show_reading(self._hover)

    def _put_box(self, place: Place) -> None:
        """Beside the place, on the side with room, never outside, never over the place."""
        gap, spot = self._theme.px(14), self.pixel_of(place).toPoint()
        left, top = spot.x() + gap, spot.y() + gap
        if left + self._box.width() > self.width():
            left = spot.x() - gap - self._box.width()
        if top + self._box.height() > self.height():
            top = spot.y() - gap - self._box.height()
        left = min(max(0, left), max(0, self.width() - self._box.width()))
        self._box.move(left, max(0, top))
        self._box.raise_()

    # pointer and keyboard

    def _place_at(self, position: QPointF, clamp: bool = False) -> Place | None:
        if self._frame.isEmpty() or not (clamp or self._frame.contains(position.toPoint())):
            return None
        x = (position.x() - self._frame.left()) / self._frame.width()
        y = 1.0 - (position.y() - self._frame.top()) / self._frame.height()
        return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place and self.areas.ready:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._held = True
            self.place_requested.emit(*place)
            self.show_reading(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position(), clamp=self._held)
        if self._held and place:
            self.place_requested.emit(*place)
        elif not event.buttons() and self.areas.ready:
            if place:
                self.show_reading(place)
            else:
                self._leave()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._held = False
            self.gesture_ended.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self._held:
            self._leave()

    def _leave(self) -> None:
        """The pointer is gone: back to the ring's own reading if the keyboard is here."""
        if self.hasFocus() and self.areas.ready:
            self.show_reading(None)
        else:
            self.hide_reading()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self.areas.ready:
            far = FAR if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self.step_requested.emit(_STEPS[key][0] * far, _STEPS[key][1] * far)
            self.show_reading(None)
        elif key == Qt.Key.Key_Escape and self._box.isVisible():
            self.hide_reading()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if not event.isAutoRepeat():
            self.gesture_ended.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.areas.ready and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.show_reading(None)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hide_reading()
        self.gesture_ended.emit()
        self.update()

    # painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._relay()

    def _relay(self) -> None:
        """Size, words or text size have changed: the frame takes what the axes leave."""
        left, low = MARGIN + self._y_axis.thickness(), MARGIN + self._x_axis.thickness()
        room = QRectF(self.rect()).adjusted(left, MARGIN + TOP, -MARGIN - EDGE, -low)
        self._frame = room.toRect() if room.isValid() else QRect()
        self._ground = None
        self.update()

    def _grounded(self) -> QPixmap:
        """The surface with both axes, kept until something about them changes."""
        ratio = self.devicePixelRatioF()
        if self._ground is None or self._ground.devicePixelRatio() != ratio:
            self._ground = QPixmap(self.size() * ratio)
            self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(self._theme.color("surface"))
            painter = QPainter(self._ground)
            for axis in (self._x_axis, self._y_axis):
                axis.paint(painter, QRectF(self._frame))
            painter.end()
        return self._ground

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._grounded())
        if self.areas.ready:
            self.areas.paint(painter, self._frame)
            self.areas.paint_over(painter, self._frame)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
