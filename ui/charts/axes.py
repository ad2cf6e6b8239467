"""The axes of a chart: decades with words of ours, and the names at the ends of the lines."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from ui.theme.manager import Theme


class DecadeAxis(pg.AxisItem):
    """A log axis whose view holds log10 of the values; one figure at each decade, those at the ends included."""

    def __init__(self, theme: Theme, orientation: str) -> None:
        super().__init__(orientation)
        self._theme = theme
        self._words: Callable[[float], str] = str

    def set_words(self, words: Callable[[float], str]) -> None:
        """How a value is written."""
        self._words = words
        self.update()

    def retheme(self) -> None:
        """Room for the figures at the current text size."""
        self._font = self._theme.font("small")
        metrics = self._metrics = QFontMetricsF(self._font)
        if self.orientation == "left":
            self.setWidth(metrics.horizontalAdvance("1 000 000") + 10)
        else:
            self.setHeight(metrics.height() + 8)
        self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(0.0, 0.0, self.size().width(), self.size().height()).adjusted(-40.0, -12.0, 40.0, 12.0)

    def paint(self, painter: QPainter, option: object, widget: object) -> None:
        view = self.linkedView()
        if view is None:
            return
        flat = self.orientation == "bottom"
        low, high = view.viewRange()[0 if flat else 1]
        width, height = self.size().width(), self.size().height()
        painter.setFont(self._font)
        painter.setPen(self._theme.color("muted"))
        for decade in self._shown(low, high, width if flat else height):
            text, share = self._words(10.0**decade), (decade - low) / (high - low)
            if flat:
                box = QRectF(share * width - 60.0, 4.0, 120.0, height - 4.0)
                painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)
            else:
                box = QRectF(-40.0, (1.0 - share) * height - 12.0, width + 32.0, 24.0)
                painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def _shown(self, low: float, high: float, length: float) -> list[int]:
        """The decades that get a figure: all of them, or every second or third where room is short."""
        metrics = self._metrics
        need = metrics.horizontalAdvance("1 000 M") if self.orientation == "bottom" else metrics.height()
        whole = decades(low, high)
        every = max(1, math.ceil(need * 1.15 * max(1, len(whole) - 1) / max(length, 1.0)))
        return whole[::every]


class Grid(pg.GraphicsObject):
    """Quiet lines at the decades, under everything else."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def boundingRect(self) -> QRectF:
        view = self.getViewBox()
        return view.viewRect() if view is not None else QRectF()

    def viewRangeChanged(self) -> None:
        self.prepareGeometryChange()
        self.update()

    def paint(self, painter: QPainter, option: object, widget: object) -> None:
        view = self.getViewBox()
        if view is None:
            return
        (left, right), (low, high) = view.viewRange()
        pen = QPen(self._theme.color("line"), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        lines = [QLineF(x, low, x, high) for x in decades(left, right)]
        lines += [QLineF(left, y, right, y) for y in decades(low, high)]
        painter.drawLines(lines)


def decades(low: float, high: float) -> list[int]:
    """Whole exponents from `low` to `high`."""
    return list(range(math.ceil(low - 1e-9), math.floor(high + 1e-9) + 1))


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
        self._font = self._theme.font("small")
        metrics = self._metrics = QFontMetricsF(self._font)
        widest = max((metrics.horizontalAdvance(name) for name in self._names), default=60.0)
        self.setWidth(widest + 22)

    def paint(self, painter: QPainter, option: object, widget: object) -> None:
        view = self.linkedView()
        if view is None or not self._ends:
            return
        area = QRectF(0.0, 0.0, self.size().width(), self.size().height())
        low, high = view.viewRange()[1]
        painter.setFont(self._font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self._metrics.height() * 0.96
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
