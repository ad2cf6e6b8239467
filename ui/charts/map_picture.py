"""The areas of the map as one picture: each pixel shows the winner of its nearest node, frontiers on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLine, QLineF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from ui.charts.map_patterns import brush
from ui.theme.manager import Theme

if TYPE_CHECKING:
    from ui.charts.map_chart import MapData

LINE_WIDTH = 1.6
HALO_WIDTH = 3.4
THIN_WIDTH = 0.8
BINS = 32
CROWDED = 30  # segments in a bin from which on lines are thin: halos would cover the areas between them


class Painted:
    """Paints grids of winners at one size; keeps a full sheet of each service's pattern between pictures."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._size: tuple[int, int, float] = (0, 0, 0.0)
        self._sheets: dict[str, np.ndarray] = {}
        self._pixels = np.zeros((0, 0), dtype=np.uint32)

    def forget(self) -> None:
        """Colours or text size have changed."""
        self._sheets.clear()

    def picture(self, data: MapData, size: tuple[int, int], ratio: float) -> QImage:
        """The map in `size` logical pixels at a device pixel ratio."""
        wide, tall = max(1, round(size[0] * ratio)), max(1, round(size[1] * ratio))
        if (wide, tall, ratio) != self._size:
            self._size = (wide, tall, ratio)
            self._sheets.clear()
        self._pixels = self._filled(data.winner, data.services)
        image = QImage(self._pixels.data, wide, tall, 4 * wide, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        scale, shift = np.asarray([size[0], -size[1]] * 2), np.asarray([0, size[1]] * 2)
        draw = self._draw_exact if data.exact else self._draw_cells
        draw(image, data.lines * scale + shift, _crowded(data.lines))
        return image

    def _filled(self, winner: np.ndarray, services: Sequence[str]) -> np.ndarray:
        wide, tall, _ = self._size
        rows, columns = winner.shape
        row = np.rint((1.0 - (np.arange(tall) + 0.5) / tall) * (rows - 1)).astype(np.intp)
        column = np.rint((np.arange(wide) + 0.5) / wide * (columns - 1)).astype(np.intp)
        counts = np.bincount(winner.ravel().astype(np.intp) + 1, minlength=len(services) + 1)
        present = np.argsort(-counts)[: np.count_nonzero(counts)] - 1
        pixels = self._sheet(services, int(present[0])).copy()
        nearest = winner.take(row, axis=0).take(column, axis=1) if len(present) > 1 else winner
        for index in present[1:]:
            np.copyto(pixels, self._sheet(services, int(index)), where=nearest == index)
        return pixels

    def _sheet(self, services: Sequence[str], index: int) -> np.ndarray:
        """The whole picture filled with one service's pattern, (tall, wide) of 0xffRRGGBB."""
        name = services[index] if index >= 0 else ""
        found = self._sheets.get(name)
        if found is None:
            wide, tall, ratio = self._size
            image = QImage(wide, tall, QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(ratio)
            painter = QPainter(image)
            painter.fillRect(0, 0, wide, tall, brush(self._theme, name, ratio))
            painter.end()
            found = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(tall, -1)[:, :wide].copy()
            self._sheets[name] = found
        return found

    def _draw_cells(self, image: QImage, lines: np.ndarray, _: np.ndarray) -> None:
        """Plain edges of the cells, quick to draw while an input moves."""
        painter = QPainter(image)
        painter.setPen(QPen(self._theme.color("text"), 1))
        painter.drawLines([QLine(*line) for line in np.rint(lines).astype(int).tolist()])
        painter.end()

    def _draw_exact(self, image: QImage, lines: np.ndarray, crowded: np.ndarray) -> None:
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
