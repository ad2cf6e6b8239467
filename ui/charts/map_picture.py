"""The areas of the map as one picture: each pixel shows the winner of its nearest node, frontiers on top."""

from __future__ import annotations

import msgspec
import numpy as np
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from ui.charts.map_patterns import Area, brush
from ui.theme.manager import Theme

LINE_WIDTH = 1.6
HALO_WIDTH = 3.4
THIN_WIDTH = 0.8
BINS = 32
CROWDED = 30  # segments in a bin from which on lines are thin: halos would cover the areas between them
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
        image = QImage(self._pixels.data, wide, tall, 4 * wide, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        if data.lines is not None:
            scale, shift = np.asarray([size[0], -size[1]] * 2), np.asarray([0, size[1]] * 2)
            self._draw_lines(image, data.lines * scale + shift, _crowded(data.lines))
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
            image = QImage(wide, tall, QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(ratio)
            painter = QPainter(image)
            painter.fillRect(0, 0, wide, tall, brush(self._theme, area, ratio))
            painter.end()
            found = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(tall, -1)[:, :wide].copy()
            if len(self._sheets) >= KEPT:
                self._sheets.clear()
            self._sheets[area] = found
        return found

    def _draw_lines(self, image: QImage, lines: np.ndarray, crowded: np.ndarray) -> None:
        """Frontiers in ink with a halo of the surface, so that they stand out from both sides."""
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thin, strong = ([QLineF(*line) for line in lines[which].tolist()] for which in (crowded, ~crowded))
        for token, width, drawn in (
            ("text", THIN_WIDTH, thin),
            ("surface", HALO_WIDTH, strong),
            ("text", LINE_WIDTH, strong),
        ):
            pen = QPen(self._theme.color(token), width)
            pen.setCapStyle(Qt.PenCapStyle.SquareCap)
            painter.setPen(pen)
            painter.drawLines(drawn)
        painter.end()


def _crowded(lines: np.ndarray) -> np.ndarray:
    """Which segments (n,) lie where so many meet that areas between them are only a few pixels wide."""
    middle = (lines[:, :2] + lines[:, 2:]) / 2.0
    column, row = np.clip((middle * BINS).astype(np.intp), 0, BINS - 1).T
    number = row * BINS + column
    found: np.ndarray = np.bincount(number, minlength=BINS * BINS)[number] > CROWDED
    return found
