"""The map: areas of the cheapest service over two inputs, their names inside them, the workload as a ring.

`MapChart` knows nothing of money or workloads: it is given winners on a grid, the places of figures, words, and
tells where the ring should go. Places on both axes run from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.charts.map_areas import AreaLabel, MapAreas
from ui.charts.map_axes import EDGE, PlaceAxis, Tick
from ui.charts.plot import Plot
from ui.charts.reading import ReadingBox, ReadingRow
from ui.theme.manager import Theme
from ui.widgets.basics import vbox

FAR = 8  # how many steps an arrow with Shift goes
Reading = tuple[str, list[ReadingRow]]


class MapData(msgspec.Struct, frozen=True):
    """What is drawn: winners (rows, columns), the services they index, frontiers (n, 4); `exact` at rest."""

    winner: np.ndarray
    services: tuple[str, ...]
    lines: np.ndarray
    exact: bool = False


class MapChart(QWidget):
    """The chart. `place_requested` asks to move the ring to a place, `step_requested` to move it by steps."""

    place_requested = Signal(float, float)
    step_requested = Signal(int, int)
    gesture_ended = Signal()
    read = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._reader: Callable[[float, float] | None, Reading] | None = None
        self._held = False
        self._hover: tuple[float, float] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._x_axis, self._y_axis = PlaceAxis(theme, "bottom"), PlaceAxis(theme, "left")
        edge = pg.AxisItem("right")
        edge.setStyle(showValues=False, tickLength=0)
        edge.setPen(None)
        edge.setWidth(EDGE)
        self.plot = Plot(self._y_axis, self._x_axis, edge)
        self.plot.fit((0.0, 1.0), (0.0, 1.0))
        self.plot.viewport().installEventFilter(self)
        self.areas = MapAreas(theme)
        self.plot.add(self.areas, 1)
        vbox(self, 0, (3, 3, 3, 3)).addWidget(self.plot)
        self._box = ReadingBox(theme, self)
        self.retheme()

    # what it shows

    def set_axes(self, x: tuple[str, Sequence[Tick]], y: tuple[str, Sequence[Tick]]) -> None:
        """Caption and figures of both axes."""
        self._x_axis.set_words(*x)
        self._y_axis.set_words(*y)

    def set_labels(self, labels: Sequence[AreaLabel]) -> None:
        """The names of the areas, one for each service that can win and one (id '') where nothing fits."""
        self.areas.set_labels(labels)

    def set_reader(self, reader: Callable[..., Reading]) -> None:
        """Where the words under the pointer come from: called with a place, or with None for the ring's."""
        self._reader = reader

    def show_map(self, data: MapData, ring: tuple[float, float]) -> None:
        """Draw winners and frontiers, with the ring at a place."""
        self.areas.show(data, ring)
        self._refresh_reading()

    def move_ring(self, ring: tuple[float, float]) -> None:
        """The workload stands elsewhere on the same map."""
        self.areas.move_ring(ring)
        self._refresh_reading()

    def unnamed(self) -> tuple[str, ...]:
        """Services whose areas have no room for a name."""
        return self.areas.unnamed()

    def retheme(self) -> None:
        """Take colours and text size from the theme."""
        self.plot.setBackground(self._theme.color("surface"))
        self._x_axis.retheme()
        self._y_axis.retheme()
        self.areas.retheme()
        self.update()

    def reading_text(self) -> str:
        """What the card says now; empty when it is hidden."""
        return self._box.text() if self._box.isVisible() else ""

    # reading

    def show_reading(self, place: tuple[float, float] | None) -> None:
        """Read a place (None: the ring's own) and put the card beside it."""
        self._hover = place
        if self._reader is None:
            return
        title, rows = self._reader(place)
        self._box.show_rows(title, [self._short(row) for row in rows])
        self._put_box(place or self.areas.ring)
        self.areas.set_cross(place)
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
        self.areas.set_cross(None)

    def _refresh_reading(self) -> None:
        if self._box.isVisible():
            self.show_reading(self._hover)

    def _put_box(self, place: tuple[float, float]) -> None:
        """Beside the place, on the side with room, never outside, never over the place."""
        gap = self._theme.px(14)
        spot = self.plot.mapTo(self, self.plot.mapFromScene(self.plot.box.mapViewToScene(QPointF(*place))))
        left, top = spot.x() + gap, spot.y() + gap
        if left + self._box.width() > self.width():
            left = spot.x() - gap - self._box.width()
        if top + self._box.height() > self.height():
            top = spot.y() - gap - self._box.height()
        left = min(max(0, left), max(0, self.width() - self._box.width()))
        self._box.move(left, max(0, top))
        self._box.raise_()

    # pointer and keyboard

    def _place_at(self, position: QPointF, clamp: bool = False) -> tuple[float, float] | None:
        scene = self.plot.mapToScene(position.toPoint())
        point = self.plot.box.mapSceneToView(scene)
        if not clamp and not self.plot.box.sceneBoundingRect().contains(scene):
            return None
        return min(max(point.x(), 0.0), 1.0), min(max(point.y(), 0.0), 1.0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and self.areas.ready:
            self._on_mouse(event)
        elif event.type() == QEvent.Type.Leave and not self._held:
            self.show_reading(None) if self.hasFocus() else self.hide_reading()
        return super().eventFilter(watched, event)

    def _on_mouse(self, event: QMouseEvent) -> None:
        kind, place = event.type(), self._place_at(event.position(), clamp=self._held)
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton and place:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._held = True
            self.place_requested.emit(*place)
            self.show_reading(None)
        elif kind == QEvent.Type.MouseMove and self._held and place:
            self.place_requested.emit(*place)
        elif kind == QEvent.Type.MouseButtonRelease and self._held:
            self._held = False
            self.gesture_ended.emit()
        elif kind == QEvent.Type.MouseMove and not event.buttons():
            if place:
                self.show_reading(place)
            else:
                self.show_reading(None) if self.hasFocus() else self.hide_reading()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Down: (0, -1),
            Qt.Key.Key_Up: (0, 1),
        }
        key = Qt.Key(event.key())
        if key in steps and self.areas.ready:
            far = FAR if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self.step_requested.emit(steps[key][0] * far, steps[key][1] * far)
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

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
