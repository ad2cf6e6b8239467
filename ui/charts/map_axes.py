"""The axes of the map: figures at places of ours, as many as there is room for, and the name of the input."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from ui.theme.manager import Theme

Tick = tuple[float, str]
GAP = 12.0  # least space between two figures, pixels
EDGE = 10.0  # pixels to the right of the frame


class PlaceAxis(pg.AxisItem):
    """An axis from 0 to 1 at the left or the bottom, with its caption."""

    def __init__(self, theme: Theme, orientation: str) -> None:
        super().__init__(orientation)
        self._theme = theme
        self._ticks: Sequence[Tick] = ()
        self._caption = ""

    def set_words(self, caption: str, ticks: Sequence[Tick]) -> None:
        """Name the input and the places that may carry a figure, ascending."""
        if (caption, ticks) != (self._caption, self._ticks):
            self._caption, self._ticks = caption, ticks
            self.retheme()

    def retheme(self) -> None:
        """Room for figures and caption at the current text size."""
        metrics = QFontMetricsF(self._theme.font("small"))
        if self.orientation == "left":
            widest = max((metrics.horizontalAdvance(text) for _, text in self._ticks), default=0.0)
            self.setWidth(widest + metrics.height() + 14)
        else:
            self.setHeight(2 * metrics.height() + 8)
        self.update()

    def shown(self, length: float) -> list[Tick]:
        """The figures that fit along `length` pixels without touching; the first one always."""
        metrics, found, free = QFontMetricsF(self._theme.font("small")), list[Tick](), -1e9
        for place, text in self._ticks:
            half = (
                metrics.height() if self.orientation == "left" else metrics.horizontalAdvance(text) + GAP
            ) / 2.0
            if place * length - half >= free:
                found.append((place, text))
                free = place * length + half
        return found

    def boundingRect(self) -> QRectF:
        return QRectF(0.0, 0.0, self.size().width(), self.size().height()).adjusted(-40.0, -12.0, 40.0, 12.0)

    def paint(self, painter: QPainter, option: object, widget: object) -> None:
        font = self._theme.font("small")
        painter.setFont(font)
        painter.setPen(self._theme.color("muted"))
        if self.orientation == "left":
            self._paint_left(painter, QFontMetricsF(font))
        else:
            self._paint_bottom(painter, QFontMetricsF(font))

    def _paint_left(self, painter: QPainter, metrics: QFontMetricsF) -> None:
        width, height = self.size().width(), self.size().height()
        for place, text in self.shown(height):
            box = QRectF(0.0, (1.0 - place) * height - 20.0, width - 8.0, 40.0)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.save()
        painter.translate(0.0, height)
        painter.rotate(-90.0)
        box = QRectF(0.0, 0.0, height, metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._elided(metrics, height))
        painter.restore()

    def _paint_bottom(self, painter: QPainter, metrics: QFontMetricsF) -> None:
        width, height = self.size().width(), self.size().height()
        for place, text in self.shown(width):
            half = metrics.horizontalAdvance(text) / 2.0 + 1.0
            middle = min(place * width, width + EDGE - half)  # the last figure keeps inside the chart
            box = QRectF(middle - half, 4.0, 2.0 * half, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        box = QRectF(0.0, height - metrics.height(), width, metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._elided(metrics, width))

    def _elided(self, metrics: QFontMetricsF, length: float) -> str:
        return metrics.elidedText(self._caption, Qt.TextElideMode.ElideRight, length)
