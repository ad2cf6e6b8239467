"""The axes of the map: figures at places of ours, as many as there is room for, and the name of the input."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from ui.theme.manager import Theme

Tick = tuple[float, str]
GAP = 12.0  # least space between two figures, pixels
EDGE = 10.0  # pixels to the right of the frame


class PlaceAxis:
    """An axis from 0 to 1 at the left or the bottom of a frame, with its caption."""

    def __init__(self, theme: Theme, orientation: str) -> None:
        self._theme = theme
        self._lying = orientation == "bottom"
        self._ticks: Sequence[Tick] = ()
        self._caption = ""

    def set_words(self, caption: str, ticks: Sequence[Tick]) -> bool:
        """Name the input and the places that may carry a figure, ascending; whether that is something new."""
        if (caption, ticks) == (self._caption, self._ticks):
            return False
        self._caption, self._ticks = caption, ticks
        return True

    def thickness(self) -> float:
        """Pixels that figures and caption take across the axis."""
        metrics = QFontMetricsF(self._theme.font("small"))
        if self._lying:
            return 2 * metrics.height() + 8
        widest = max((metrics.horizontalAdvance(text) for _, text in self._ticks), default=0.0)
        return widest + metrics.height() + 14

    def shown(self, length: float) -> list[Tick]:
        """The figures that fit along `length` pixels without touching; the first one always."""
        metrics, found, free = QFontMetricsF(self._theme.font("small")), list[Tick](), -1e9
        for place, text in self._ticks:
            half = (metrics.horizontalAdvance(text) + GAP if self._lying else metrics.height()) / 2.0
            if place * length - half >= free:
                found.append((place, text))
                free = place * length + half
        return found

    def paint(self, painter: QPainter, frame: QRectF) -> None:
        """Figures and caption beside the frame."""
        font = self._theme.font("small")
        painter.setFont(font)
        painter.setPen(self._theme.color("muted"))
        if self._lying:
            self._paint_bottom(painter, QFontMetricsF(font), frame)
        else:
            self._paint_left(painter, QFontMetricsF(font), frame)

    def _paint_left(self, painter: QPainter, metrics: QFontMetricsF, frame: QRectF) -> None:
        left, height = frame.left() - self.thickness(), frame.height()
        for place, text in self.shown(height):
            box = QRectF(left, frame.bottom() - place * height - 20.0, self.thickness() - 8.0, 40.0)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.save()
        painter.translate(left, frame.bottom())
        painter.rotate(-90.0)
        box = QRectF(0.0, 0.0, height, metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._elided(metrics, height))
        painter.restore()

    def _paint_bottom(self, painter: QPainter, metrics: QFontMetricsF, frame: QRectF) -> None:
        width, top = frame.width(), frame.bottom()
        for place, text in self.shown(width):
            half = metrics.horizontalAdvance(text) / 2.0 + 1.0
            middle = min(place * width, width + EDGE - half)  # the last figure keeps inside the chart
            box = QRectF(frame.left() + middle - half, top + 4.0, 2.0 * half, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        box = QRectF(frame.left(), top + self.thickness() - metrics.height(), width, metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._elided(metrics, width))

    def _elided(self, metrics: QFontMetricsF, length: float) -> str:
        return metrics.elidedText(self._caption, Qt.TextElideMode.ElideRight, length)
