"""The axes of a chart: decades with words of ours, and the names at the ends of the lines."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from ui.theme.manager import Theme


class DecadeAxis(pg.AxisItem):
    """A log axis whose view holds log10 of the values; one figure and one quiet line at each decade."""

    def __init__(self, theme: Theme, orientation: str) -> None:
        super().__init__(orientation)
        self._theme = theme
        self._words: Callable[[float], str] = str
        self.setStyle(tickLength=0, autoExpandTextSpace=False, hideOverlappingLabels=False)
        self.enableAutoSIPrefix(False)

    def set_words(self, words: Callable[[float], str]) -> None:
        """How a value is written."""
        self._words = words
        self.picture = None
        self.update()

    def retheme(self) -> None:
        """Colours and text size of the theme."""
        theme, font = self._theme, self._theme.font("small")
        self.setPen(pg.mkPen(theme.color("line"), width=1))
        self.setTextPen(pg.mkPen(theme.color("muted")))
        self.setStyle(tickFont=font)
        self.setGrid(255)
        metrics = QFontMetricsF(font)
        if self.orientation == "left":
            self.setWidth(metrics.horizontalAdvance("10 000 000") + 10)
        else:
            self.setHeight(metrics.height() + 10)

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        decades = range(math.ceil(minVal - 1e-9), math.floor(maxVal + 1e-9) + 1)
        metrics = QFontMetricsF(self._theme.font("small"))
        room = (
            metrics.horizontalAdvance("1 000 M") * 1.2 if self.orientation == "bottom" else metrics.height() * 1.4
        )
        every = max(1, math.ceil(room * max(1, len(decades) - 1) / max(size, 1.0)))
        return [(float(every), [float(d) for i, d in enumerate(decades) if i % every == 0])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [self._words(10.0**value) for value in values]


class EndLabels(pg.AxisItem):
    """At the right: the name of each line where it ends, moved apart when they meet, tied to its line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("right")
        self._theme = theme
        self._ends: list[tuple[float, str, QColor]] = []
        self._names: list[str] = []

    def set_ends(self, ends: Sequence[tuple[float, str, QColor]]) -> None:
        """(height in view units, name, colour) of each line."""
        fresh = sorted(ends, key=lambda end: -end[0])
        if fresh != self._ends:
            self._ends = fresh
            self.update()

    def reserve_for(self, names: Sequence[str]) -> None:
        """Keep room for these names even while their lines end elsewhere."""
        self._names = list(names)
        self.retheme()

    def retheme(self) -> None:
        """Room for the longest name at the current text size."""
        metrics = QFontMetricsF(self._theme.font("small"))
        widest = max((metrics.horizontalAdvance(name) for name in self._names), default=60.0)
        self.setWidth(widest + 22)

    def paint(self, painter: QPainter, option: object, widget: object) -> None:
        view = self.linkedView()
        if view is None or not self._ends:
            return
        area = QRectF(0.0, 0.0, self.size().width(), self.size().height())
        low, high = view.viewRange()[1]
        font = self._theme.font("small")
        painter.setFont(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = QFontMetricsF(font).height() * 0.96
        at = [(high - y) / (high - low) * area.height() for y, _, _ in self._ends]
        places = spread(at, step, -4.0, area.height() + 4.0)
        for y_line, y_text, (_, text, color) in zip(at, places, self._ends, strict=True):
            painter.setPen(QPen(color, 1))
            painter.drawLine(QPointF(1.0, y_line), QPointF(11.0, y_text))
            box = QRectF(14.0, y_text - step, area.width() - 14.0, 2 * step)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def spread(wanted: Sequence[float], step: float, top: float, bottom: float) -> list[float]:
    """Places near `wanted` (ascending) at least `step` apart and inside top..bottom as far as they fit."""
    groups: list[tuple[list[float], float]] = []  # members and where their middle goes
    for place in wanted:
        groups.append(([place], _middle([place], step, top, bottom)))
        while len(groups) > 1 and _touch(groups[-2], groups[-1], step):
            members = groups[-2][0] + groups[-1][0]
            groups[-2:] = [(members, _middle(members, step, top, bottom))]
    found: list[float] = []
    for members, middle in groups:
        first = middle - step * (len(members) - 1) / 2
        found += [first + step * i for i in range(len(members))]
    return found


def _touch(one: tuple[list[float], float], other: tuple[list[float], float], step: float) -> bool:
    return other[1] - one[1] < step * (len(one[0]) + len(other[0])) / 2


def _middle(members: Sequence[float], step: float, top: float, bottom: float) -> float:
    half = step * len(members) / 2
    return max(top + half, min(bottom - half, sum(members) / len(members)))
