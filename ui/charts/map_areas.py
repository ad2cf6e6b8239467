"""What is inside the frame of the map: the areas with their names, the ring, and the cross under the pointer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPen, QTransform

from ui.charts import map_labels
from ui.charts.map_labels import Spot
from ui.charts.map_picture import Painted
from ui.theme.manager import Theme
from ui.widgets.basics import paint_tile

if TYPE_CHECKING:
    from ui.charts.map_chart import MapData

RING = 7.0  # radius, pixels at 100 % text
TILE = 18.0
MOST = 24  # areas looked at for a name, largest first


class AreaLabel(msgspec.Struct, frozen=True):
    """The name of an area: service id ('' where nothing fits), words, letters on the tile."""

    service: str
    text: str
    glyph: str


class MapAreas(pg.GraphicsObject):
    """One item over the unit square. It paints in pixels: patterns, lines and letters keep their size."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._painted = Painted(theme)
        self._data: MapData | None = None
        self._labels: dict[str, AreaLabel] = {}
        self._image: QImage | None = None
        self._kept: list[tuple[Spot, bool]] = []
        self._present: set[int] = set()
        self._placed: list[tuple[Spot, bool]] | None = None
        self._unnamed: tuple[str, ...] = ()
        self._drawn: tuple[int, int, float] = (0, 0, 0.0)
        self._cross: tuple[float, float] | None = None
        self.ring = (0.5, 0.5)

    @property
    def ready(self) -> bool:
        """Whether there is a map to point at."""
        return self._data is not None

    def show(self, data: MapData, ring: tuple[float, float]) -> None:
        """Draw these winners and frontiers."""
        self._kept = [] if data.exact else (self._placed or [])  # while an input moves, names keep calm
        self._data, self.ring, self._image = data, ring, None
        self._place()
        self.update()

    def move_ring(self, ring: tuple[float, float]) -> None:
        """Put the ring elsewhere; a name in its way steps aside."""
        if ring != self.ring:
            self.ring = ring
            if self._placed is not None and any(self._under_ring(*placed) for placed in self._placed):
                self._placed = None
            self.update()

    def set_cross(self, place: tuple[float, float] | None) -> None:
        """Hair lines through the place being read."""
        if place != self._cross:
            self._cross = place
            self.update()

    def set_labels(self, labels: Sequence[AreaLabel]) -> None:
        """The names there may be."""
        self._labels = {one.service: one for one in labels}
        self._placed = None
        self.update()

    def retheme(self) -> None:
        """Colours or text size have changed."""
        self._painted.forget()
        self._image = self._placed = None
        self.update()

    def unnamed(self) -> tuple[str, ...]:
        """Services on the map whose name found no room: those with a tile alone, and those without any."""
        return self._unnamed

    def names(self) -> list[tuple[str, QRectF]]:
        """The words on the map and their boxes in pixels of the frame."""
        width, height, _ = self._drawn
        frame = QRectF(0.0, 0.0, width, height)
        found = []
        for spot, full in self._placed or []:
            label = self._label(spot.index)
            found.append((label.text if full else label.glyph, self._box(spot, full, frame)))
        return found

    # painting

    def boundingRect(self) -> QRectF:
        return QRectF(0.0, 0.0, 1.0, 1.0)

    def paint(self, painter: QPainter, option: object, widget: object) -> None:
        frame = painter.worldTransform().mapRect(QRectF(0.0, 0.0, 1.0, 1.0)).toAlignedRect()
        size = (frame.width(), frame.height(), painter.device().devicePixelRatioF())
        if self._data is None or min(size) < 1:
            return
        if size != self._drawn:
            self._drawn, self._image, self._placed = size, None, None
        if self._image is None:
            data = self._data
            self._image = self._painted.picture(data, size[:2], size[2])
        if self._placed is None:
            self._place()
        painter.save()
        painter.setWorldTransform(QTransform.fromTranslate(frame.x(), frame.y()))
        painter.drawImage(QPointF(0.0, 0.0), self._image)
        self._paint_over(painter, QRectF(0.0, 0.0, *size[:2]))
        painter.restore()

    def _paint_over(self, painter: QPainter, frame: QRectF) -> None:
        theme = self._theme
        painter.setPen(QPen(theme.color("control_line"), 1))
        painter.drawRect(frame.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for spot, full in self._placed or []:
            self._paint_label(painter, spot, full, frame)
        if self._cross is not None:
            x, y = self._cross[0] * frame.width(), (1.0 - self._cross[1]) * frame.height()
            painter.setPen(QPen(theme.color("text"), 1, Qt.PenStyle.DotLine))
            painter.drawLines([QLineF(x, 0.0, x, frame.height()), QLineF(0.0, y, frame.width(), y)])
        painter.setClipping(False)  # at the edge the ring reaches out of the frame
        centre = QPointF(self.ring[0] * frame.width(), (1.0 - self.ring[1]) * frame.height())
        radius = RING * theme.scale
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for token, width in (("surface", 6.0), ("text", 2.5)):
            painter.setPen(QPen(theme.color(token), width))
            painter.drawEllipse(centre, radius, radius)

    def _paint_label(self, painter: QPainter, spot: Spot, full: bool, frame: QRectF) -> None:
        theme, label, box = self._theme, self._label(spot.index), self._box(spot, full, frame)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(box, 5, 5)
        side, pad = TILE * theme.scale, 3.0 * theme.scale
        if label.service:
            paint_tile(
                painter, QRectF(box.x() + pad, box.y() + pad, side, side), theme, label.service, label.glyph
            )
        if full or not label.service:
            painter.setFont(theme.font("strong", 13 / 14))
            painter.setPen(theme.color("text"))
            shift = side + 2 * pad if label.service else 2 * pad
            painter.drawText(box.adjusted(shift, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, label.text)

    # names

    def _label(self, index: int) -> AreaLabel:
        assert self._data is not None
        service = self._data.services[index] if index >= 0 else ""
        return self._labels.get(service, AreaLabel(service, service, service[:2].upper()))

    def _size(self, label: AreaLabel, full: bool) -> tuple[float, float]:
        """Pixels a name takes."""
        scale = self._theme.scale
        side, pad = TILE * scale, 3.0 * scale
        if label.service and not full:
            return side + 2 * pad, side + 2 * pad
        words = QFontMetricsF(self._theme.font("strong", 13 / 14)).horizontalAdvance(label.text)
        return (side + pad if label.service else 0.0) + words + 4 * pad, side + 2 * pad

    def _box(self, spot: Spot, full: bool, frame: QRectF) -> QRectF:
        width, height = self._size(self._label(spot.index), full)
        x, y = spot.x * frame.width(), (1.0 - spot.y) * frame.height()
        return QRectF(x - width / 2.0, y - height / 2.0, width, height)

    def _place(self) -> None:
        """Find a place for the name of every area; without room for the name the tile alone; else none."""
        width, height, _ = self._drawn
        if self._data is None or not width:
            return
        small = map_labels.thinned(self._data.winner)
        free = self._away_from_ring(small.shape, width, height)
        if self._still_good(small, free):
            self._placed = self._kept
        else:
            self._placed = self._new_places(small, free)
        named = {spot.index for spot, full in self._placed if full}
        present = [int(i) for i in np.unique(self._data.winner) if int(i) not in named]
        unnamed = tuple(self._data.services[i] if i >= 0 else "" for i in present)
        self._unnamed = unnamed

    def _still_good(self, small: np.ndarray, free: np.ndarray) -> bool:
        """While an input moves: whether every name still lies inside its area and clear of the ring."""
        if not self._kept:
            return False
        for spot, full in self._kept:
            cells = self._cells(spot.index, full, small.shape)
            if not map_labels.fits((small == spot.index) & free, (spot.x, spot.y), *cells):
                return False
        return {*np.unique(small).tolist()} == self._present

    def _new_places(self, small: np.ndarray, free: np.ndarray) -> list[tuple[Spot, bool]]:
        self._present = {*np.unique(small).tolist()}
        numbers, count = map_labels.areas(small)
        sizes = np.bincount(numbers.ravel(), minlength=count)
        placed: list[tuple[Spot, bool]] = []
        for area in np.argsort(-sizes)[:MOST]:
            rows, columns = (numbers == area).nonzero()
            index = int(small[rows[0], columns[0]])
            if len(rows) < math.prod(self._cells(index, False, small.shape)):
                continue  # not even its tile can fit
            box = slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1)
            found = self._fit(numbers[box] == area, free[box], index, small.shape)
            if found is not None:
                (column, row), full = found
                x, y = (column + box[1].start) / (small.shape[1] - 1), (row + box[0].start) / (small.shape[0] - 1)
                placed.append((Spot(index, x, y), full))
        return placed

    def _fit(
        self, mask: np.ndarray, free: np.ndarray, index: int, shape: tuple[int, ...]
    ) -> tuple[tuple[float, float], bool] | None:
        """The roomiest (column, row) in one area for its name, and whether whole; the tile alone if need be."""
        for full, ground in ((True, mask & free), (False, mask & free), (False, mask)):
            at = map_labels.roomiest(ground, *self._cells(index, full, shape))
            if at is not None:
                return at, full
        return None

    def _cells(self, index: int, full: bool, shape: tuple[int, ...]) -> tuple[int, int]:
        """How many columns and rows of a grid a name covers, rounded up."""
        wide, tall = self._size(self._label(index), full)
        return math.ceil(wide / self._drawn[0] * shape[1]) + 1, math.ceil(tall / self._drawn[1] * shape[0]) + 1

    def _away_from_ring(self, shape: tuple[int, int], width: int, height: int) -> np.ndarray:
        rows, columns = shape
        radius = (RING + 5.0) * self._theme.scale
        x = np.abs(np.arange(columns) / (columns - 1) - self.ring[0]) * width > radius
        y = np.abs(np.arange(rows) / (rows - 1) - self.ring[1]) * height > radius
        return x[None, :] | y[:, None]

    def _under_ring(self, spot: Spot, full: bool) -> bool:
        width, height, _ = self._drawn
        reach = (RING + 3.0) * self._theme.scale
        box = self._box(spot, full, QRectF(0.0, 0.0, width, height)).adjusted(-reach, -reach, reach, reach)
        return box.contains(QPointF(self.ring[0] * width, (1.0 - self.ring[1]) * height))
