"""The areas of the map as one picture: each pixel shows the winner of its nearest node, frontiers on top."""

from __future__ import annotations

import math

import msgspec
import numpy as np
from PySide6.QtCore import QLineF
from PySide6.QtGui import QImage, QPainter, QPen

from ui.charts.map_patterns import RGB, SMOOTH, SQUARE, Area, brush
from ui.theme.manager import Theme

LINE_WIDTH = 1.6
HALO_WIDTH = 3.4
THIN_WIDTH = 0.8
CELL = 2.0  # pixels of the squares in which the length of lines is added up
NEAR = 6  # squares of the window, each way, in which lines are counted
CROWDED = 1.6  # lines in a window from which on they are thin: halos would cover the areas between them
FULL = 4.0  # and from which on they cannot be told apart
CLOSE = 3  # squares, each way, within which such a zone has some line
WIDE = 10  # squares of the window, each way, most of which are full where no line is drawn any more
KEPT = 24  # sheets of patterns


class MapData(msgspec.Struct, frozen=True):
    """What is drawn: winners (rows, columns) as indices of `areas`, -1 where nothing fits.

    `lines` are exact frontiers (n, 4), places from 0 to 1; None while an input moves.
    """

    winner: np.ndarray
    areas: tuple[Area, ...]
    lines: np.ndarray | None = None

    def area(self, index: int) -> Area:
        """The services behind an entry of `winner`; none where nothing fits."""
        return self.areas[index] if index >= 0 else ()


class Painted:
    """Paints grids of winners at one size; keeps a full sheet of each area's pattern between pictures."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._size: tuple[int, int, float] = (0, 0, 0.0)
        self._sheets: dict[Area, np.ndarray] = {}
        self._pixels = np.zeros((0, 0), dtype=np.uint32)

    def forget(self) -> None:
        """Colours or text size have changed."""
        self._sheets.clear()

    def picture(self, data: MapData, size: tuple[int, int], ratio: float) -> QImage:
        """The map in `size` logical pixels at a device pixel ratio. Shares memory with this object."""
        wide, tall = max(1, round(size[0] * ratio)), max(1, round(size[1] * ratio))
        if (wide, tall, ratio) != self._size:
            self._size = (wide, tall, ratio)
            self._sheets.clear()
        self._pixels = self._filled(data)
        image = QImage(self._pixels.data, wide, tall, 4 * wide, RGB)
        image.setDevicePixelRatio(ratio)
        if data.lines is not None:
            scale, shift = np.asarray([size[0], -size[1]] * 2), np.asarray([0, size[1]] * 2)
            self._draw_lines(image, data.lines * scale + shift, size)
        return image

    def _filled(self, data: MapData) -> np.ndarray:
        wide, tall, _ = self._size
        rows, columns = data.winner.shape
        row = np.rint((1.0 - (np.arange(tall) + 0.5) / tall) * (rows - 1)).astype(np.intp)
        column = np.rint((np.arange(wide) + 0.5) / wide * (columns - 1)).astype(np.intp)
        counts = np.bincount(data.winner.ravel() + 1, minlength=1)
        present = np.argsort(-counts)[: np.count_nonzero(counts)] - 1
        pixels = self._sheet(data.area(int(present[0]))).copy()
        if len(present) == 1:
            return pixels
        nearest = data.winner.take(column, axis=1).take(row, axis=0)
        for index in present[1:].tolist():
            np.copyto(pixels, self._sheet(data.area(index)), where=nearest == index)
        if data.lines is None:  # plain edges of the cells, quick to draw while an input moves
            ink = self._theme.color("text").rgb()
            pixels[:, 1:][nearest[:, 1:] != nearest[:, :-1]] = ink
            pixels[1:][nearest[1:] != nearest[:-1]] = ink
        return pixels

    def _sheet(self, area: Area) -> np.ndarray:
        """The whole picture filled with one area's pattern, (tall, wide) of 0xffRRGGBB."""
        found = self._sheets.get(area)
        if found is None:
            wide, tall, ratio = self._size
            image = QImage(wide, tall, RGB)
            image.setDevicePixelRatio(ratio)
            painter = QPainter(image)
            painter.fillRect(0, 0, wide, tall, brush(self._theme, area, ratio))
            painter.end()
            found = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(tall, -1)[:, :wide].copy()
            if len(self._sheets) >= KEPT:
                self._sheets.clear()
            self._sheets[area] = found
        return found

    def _draw_lines(self, image: QImage, lines: np.ndarray, size: tuple[int, int]) -> None:
        """Frontiers in ink with a halo of the surface, so that they stand out from both sides.

        Where they come too close to be told apart the pixels alone show them, within an outline.
        """
        painter = QPainter(image)
        painter.setRenderHint(SMOOTH)
        crowded, full, zone = _density(lines, size)
        for token, width, drawn in (
            ("text", THIN_WIDTH, lines[crowded & ~full]),
            ("text", THIN_WIDTH, _outline(zone)),
            ("surface", HALO_WIDTH, lines[~crowded & ~full]),
            ("text", LINE_WIDTH, lines[~crowded & ~full]),
        ):
            pen = QPen(self._theme.color(token), width)
            pen.setCapStyle(SQUARE)
            painter.setPen(pen)
            painter.drawLines([QLineF(*line) for line in drawn.tolist()])
        painter.end()


def _density(lines: np.ndarray, size: tuple[int, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which segments (n, 4) in pixels lie close to others, which too close, and the squares where that is so.

    Shapes (n,), (n,) and (rows, columns) of squares of CELL pixels.
    """
    length = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1])
    columns, rows = (max(1, math.ceil(side / CELL)) for side in size)
    middle = (lines[:, :2] + lines[:, 2:]) / 2.0 / CELL
    column, row = np.clip(middle, 0.0, (columns - 1.0, rows - 1.0)).astype(np.intp).T
    cells = np.bincount(row * columns + column, weights=length, minlength=rows * columns).reshape(rows, columns)
    density = _windowed(cells, NEAR) / (NEAR * CELL)
    zone = _windowed((density > FULL).astype(float), WIDE) > WIDE * WIDE / 2
    zone &= _windowed((cells > 0.0).astype(float), CLOSE) > 0.0
    return density[row, column] > CROWDED, zone[row, column], zone


def _windowed(cells: np.ndarray, side: int) -> np.ndarray:
    """The sum of the window of so many cells each way around every cell; beyond the edge they are mirrored."""
    before, after = side // 2, side - side // 2
    wider = np.pad(cells, ((before, after - 1), (before, after - 1)), mode="symmetric")
    sums = np.pad(wider, ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
    found: np.ndarray = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    return found


def _outline(inside: np.ndarray) -> np.ndarray:
    """The segments (n, 4) in pixels around the squares that are inside."""
    row, column = (inside[:, 1:] != inside[:, :-1]).nonzero()
    upright = np.stack([column + 1, row, column + 1, row + 1], axis=1)
    row, column = (inside[1:] != inside[:-1]).nonzero()
    return np.concatenate([upright, np.stack([column, row + 1, column + 1, row + 1], axis=1)]) * CELL
