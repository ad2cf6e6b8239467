"""What is inside the frame of the map: the areas with their names as one picture, ring and cross above it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from ui.charts.map_names import RING, AreaLabel, MapNames
from ui.charts.map_patterns import Area
from ui.charts.map_picture import MapData, Painted
from ui.theme.manager import Theme

Place = tuple[float, float]
Ahead = tuple[object, QImage]
"""A picture painted ahead, and the size and look it was painted for."""


class MapAreas:
    """Keeps its picture until something in it changes; the ring moves above it without touching it."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._painted, self._beside = Painted(theme), Painted(theme)
        self._look = 0
        self._data: MapData | None = None
        self._ground: QImage | None = None
        self._picture: QImage | None = None
        self._drawn: tuple[int, int, float] = (0, 0, 0.0)
        self.names = MapNames(theme)
        self.cross: Place | None = None
        self.ring: Place = (0.5, 0.5)

    @property
    def ready(self) -> bool:
        """Whether there is a map to point at."""
        return self._data is not None

    def show(
        self, data: MapData, labels: Mapping[Area, AreaLabel], ring: Place, ahead: Ahead | None = None
    ) -> None:
        """Take winners, frontiers and names, and the picture of them if it was painted ahead."""
        self._data, self.ring = data, ring
        self._ground = self._picture = None
        if ahead is not None and ahead[0] == (self._drawn, self._look):
            self._ground = ahead[1]
        self.names.set_labels(labels)

    def painted_ahead(self, data: MapData) -> Ahead | None:
        """The picture of winners and frontiers, to be shown later; may run beside the window, one at a time."""
        drawn, look = self._drawn, self._look
        if min(drawn) < 1:
            return None
        return (drawn, look), self._beside.picture(data, drawn[:2], drawn[2]).copy()

    def move_ring(self, ring: Place) -> bool:
        """The workload stands elsewhere; whether a name has to step aside."""
        self.ring = ring
        if self._picture is None or not self.names.in_the_way(ring):
            return False
        self._picture = None
        return True

    def retheme(self) -> None:
        """Colours or text size have changed."""
        self._painted.forget()
        self._beside = Painted(self._theme)
        self._look += 1
        self.names.forget()
        self._ground = self._picture = None

    def paint(self, painter: QPainter, frame: QRect) -> None:
        """The picture in its frame."""
        size = (frame.width(), frame.height(), painter.device().devicePixelRatioF())
        if self._data is None or min(size) < 1:
            return
        if size != self._drawn:
            self._drawn, self._ground, self._picture = size, None, None
        if self._picture is None:
            self._picture = self._composed(self._data)
        painter.drawImage(frame.topLeft(), self._picture)

    def paint_over(self, painter: QPainter, frame: QRect) -> None:
        """The cross, and the ring, which reaches out of the frame at its edge."""
        theme, (x, y) = self._theme, self.point(frame, self.ring)
        if self.cross is not None:
            at = self.point(frame, self.cross)
            painter.setPen(QPen(theme.color("text"), 1, Qt.PenStyle.DotLine))
            lines = [QLineF(at[0], frame.top(), at[0], frame.bottom())]
            painter.drawLines([*lines, QLineF(frame.left(), at[1], frame.right(), at[1])])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = RING * theme.scale
        for token, width in (("surface", 6.0), ("text", 2.5)):
            painter.setPen(QPen(theme.color(token), width))
            painter.drawEllipse(QPointF(x, y), radius, radius)

    def ring_box(self, frame: QRect) -> QRect:
        """The pixels the ring covers."""
        x, y = self.point(frame, self.ring)
        reach = RING * self._theme.scale + 5.0
        return QRectF(x - reach, y - reach, 2.0 * reach, 2.0 * reach).toAlignedRect()

    def point(self, frame: QRect, place: Place) -> Place:
        """Where a place lies in pixels."""
        return frame.left() + place[0] * frame.width(), frame.top() + (1.0 - place[1]) * frame.height()

    def _composed(self, data: MapData) -> QImage:
        """Areas, edge and names."""
        wide, tall, ratio = self._drawn
        if self._ground is None:
            self._ground = self._painted.picture(data, (wide, tall), ratio)
        self.names.place(data, (wide, tall), self.ring)
        picture = self._ground.copy() if data.lines is not None else self._ground
        painter = QPainter(picture)
        painter.setPen(QPen(self._theme.color("control_line"), 1))
        painter.drawRect(QRectF(0.5, 0.5, wide - 1.0, tall - 1.0))
        self.names.paint(painter)
        painter.end()
        if picture is self._ground:  # while an input moves the next one is drawn anew anyhow
            self._ground = None
        return picture
