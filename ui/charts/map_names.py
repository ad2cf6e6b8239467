"""The names on the map: what each area is called, where its name stands, how it is painted."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import msgspec
import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from ui.charts import map_labels
from ui.charts.map_patterns import Area
from ui.charts.map_picture import MapData
from ui.theme.manager import Theme
from ui.widgets.basics import paint_tile

RING = 7.0  # radius, pixels at 100 % text
TILE = 18.0
MOST = 24  # areas looked at for a name, largest first


class AreaLabel(msgspec.Struct, frozen=True):
    """The name of an area: its services (none where nothing fits), words, letters on each tile."""

    area: Area
    text: str
    glyphs: tuple[str, ...]


class Spot(NamedTuple):
    """Where a name stands: its area, its centre as places on the axes, and whether whole (else tiles alone)."""

    area: Area
    x: float
    y: float
    whole: bool


class MapNames:
    """Finds and keeps the places of the names of one map."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._labels: Mapping[Area, AreaLabel] = {}
        self._size = (1, 1)
        self._present: frozenset[Area] = frozenset()
        self._pixels: dict[tuple[Area, bool], tuple[float, float]] = {}
        self.spots: list[Spot] = []
        self.unnamed: tuple[Area, ...] = ()

    def set_labels(self, labels: Mapping[Area, AreaLabel]) -> None:
        """The names there are, by area."""
        if labels != self._labels:
            self._labels = labels
            self.forget()

    def forget(self) -> None:
        """Words or text size have changed."""
        self._pixels.clear()
        self.spots = []

    def place(self, data: MapData, size: tuple[int, int], ring: tuple[float, float]) -> None:
        """Find a place for the name of every area; without room for the name the tiles alone; else none.

        While an input moves, names keep calm: they stay as long as they lie inside their areas.
        """
        small = map_labels.thinned(data.winner)
        free = self._away_from(ring, size, small.shape)
        present = frozenset(data.area(index) for index in np.unique(small).tolist())
        calm = data.lines is None and present == self._present and size == self._size
        self._size, self._present = size, present
        if not (calm and self._hold(data, small, free)):
            self.spots = self._new_places(data, small, free)
        named = {spot.area for spot in self.spots if spot.whole}
        self.unnamed = tuple(sorted(area for area in present if area not in named))

    def boxes(self) -> list[tuple[Area, str, QRectF]]:
        """The areas that carry a name, the words there, and their boxes in pixels of the frame."""
        labels = [self._label(spot.area) for spot in self.spots]
        words = [one.text if spot.whole else "" for one, spot in zip(labels, self.spots, strict=True)]
        return [(spot.area, text, self._box(spot)) for spot, text in zip(self.spots, words, strict=True)]

    def in_the_way(self, ring: tuple[float, float]) -> bool:
        """Whether the ring would cover a name."""
        reach = (RING + 3.0) * self._theme.scale
        point = QPointF(ring[0] * self._size[0], (1.0 - ring[1]) * self._size[1])
        return any(self._box(spot).adjusted(-reach, -reach, reach, reach).contains(point) for spot in self.spots)

    def paint(self, painter: QPainter) -> None:
        """Every name at its place; the painter stands at the frame's upper left corner."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for spot in self.spots:
            self._paint_label(painter, self._label(spot.area), self._box(spot), spot.whole)

    def _paint_label(self, painter: QPainter, label: AreaLabel, box: QRectF, whole: bool) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(box, 5, 5)
        side, pad = TILE * theme.scale, 3.0 * theme.scale
        x = box.x() + pad
        for service, glyph in zip(label.area, label.glyphs, strict=True):
            paint_tile(painter, QRectF(x, box.y() + pad, side, side), theme, service, glyph)
            x += side + pad
        if whole:
            painter.setFont(theme.font("strong", 13 / 14))
            painter.setPen(theme.color("text"))
            room = QRectF(x + pad, box.y(), box.width(), box.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, label.text)

    def _label(self, area: Area) -> AreaLabel:
        return self._labels.get(area) or AreaLabel(area, " = ".join(area), area)

    def _extent(self, area: Area, whole: bool) -> tuple[float, float]:
        """Width and height in pixels that a name takes; where nothing fits there are words only."""
        whole = whole or not area
        found = self._pixels.get((area, whole))
        if found is None:
            side, pad = TILE * self._theme.scale, 3.0 * self._theme.scale
            width = len(area) * (side + pad) + pad
            if whole:
                metrics = QFontMetricsF(self._theme.font("strong", 13 / 14))
                width += metrics.horizontalAdvance(self._label(area).text) + 3 * pad
            found = self._pixels[(area, whole)] = width, side + 2 * pad
        return found

    def _box(self, spot: Spot) -> QRectF:
        width, height = self._extent(spot.area, spot.whole)
        x, y = spot.x * self._size[0], (1.0 - spot.y) * self._size[1]
        return QRectF(x - width / 2.0, y - height / 2.0, width, height)

    # finding places

    def _hold(self, data: MapData, small: np.ndarray, free: np.ndarray) -> bool:
        """Whether every name still lies inside its area and clear of the ring."""
        index = {area: number for number, area in enumerate(data.areas)}
        return bool(self.spots) and all(
            map_labels.fits(
                (small == index.get(spot.area, -1)) & free,
                (spot.x, spot.y),
                *self._cells(spot.area, spot.whole, small.shape),
            )
            for spot in self.spots
        )

    def _new_places(self, data: MapData, small: np.ndarray, free: np.ndarray) -> list[Spot]:
        numbers, count = map_labels.areas(small)
        sizes = np.bincount(numbers.ravel(), minlength=count)
        placed = []
        for number in np.argsort(-sizes)[:MOST]:
            rows, columns = (numbers == number).nonzero()
            area = data.area(int(small[rows[0], columns[0]]))
            if len(rows) < math.prod(self._cells(area, False, small.shape)):
                continue  # not even its tiles can fit
            box = slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1)
            found = self._fit(numbers[box] == number, free[box], area, small.shape)
            if found is not None:
                (column, row), whole = found
                x, y = (column + box[1].start) / (small.shape[1] - 1), (row + box[0].start) / (small.shape[0] - 1)
                placed.append(Spot(area, x, y, whole))
        return placed

    def _fit(
        self, mask: np.ndarray, free: np.ndarray, area: Area, shape: tuple[int, ...]
    ) -> tuple[tuple[float, float], bool] | None:
        """The roomiest (column, row) in one area for its name, and whether whole; the tiles alone if need be."""
        for whole, ground in ((True, mask & free), (False, mask & free), (False, mask)):
            at = map_labels.roomiest(ground, *self._cells(area, whole, shape))
            if at is not None:
                return at, whole or not area
        return None

    def _cells(self, area: Area, whole: bool, shape: tuple[int, ...]) -> tuple[int, int]:
        """How many columns and rows of a grid a name covers, rounded up."""
        wide, tall = self._extent(area, whole)
        return math.ceil(wide / self._size[0] * shape[1]) + 1, math.ceil(tall / self._size[1] * shape[0]) + 1

    def _away_from(self, ring: tuple[float, float], size: tuple[int, int], shape: tuple[int, ...]) -> np.ndarray:
        rows, columns = shape
        radius = (RING + 5.0) * self._theme.scale
        x = np.abs(np.arange(columns) / (columns - 1) - ring[0]) * size[0] > radius
        y = np.abs(np.arange(rows) / (rows - 1) - ring[1]) * size[1] > radius
        away: np.ndarray = x[None, :] | y[:, None]
        return away
