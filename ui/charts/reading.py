"""The crosshair: a line over the plot, a dot on every line, and a card with the exact values there."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.charts.plot import Plot
from ui.theme.manager import Theme


class ReadingRow(msgspec.Struct, frozen=True):
    """One line's value: id (for its hue), name and figure."""

    id: str
    name: str
    value: str


class Crosshair:
    """Shown at one point of the plot at a time; `box` is the card with its values."""

    def __init__(self, theme: Theme, plot: Plot, parent: QWidget) -> None:
        self._theme, self._plot, self._parent = theme, plot, parent
        self._line = pg.InfiniteLine(angle=90, movable=False)
        self._dots = pg.ScatterPlotItem(pxMode=True, size=9)
        plot.add(self._line, 6)
        plot.add(self._dots, 8)
        self._line.hide()
        self.box = ReadingBox(theme, parent)

    def show(self, x: float, ys: dict[str, float], words: tuple[str, list[ReadingRow]] | None) -> None:
        """Stand at `x` with a dot at each finite y; all in view units."""
        names = [name for name, y in ys.items() if math.isfinite(y)]
        spots = np.asarray([(x, ys[name]) for name in names], dtype=np.float64).reshape(-1, 2)
        self._dots.setData(pos=spots, brush=[pg.mkBrush(self._theme.hue(name)) for name in names])
        self._line.setValue(x)
        self._line.show()
        if words is not None:
            self.box.show_rows(*words)
            self._place(x)

    def hide(self) -> None:
        """Take it away."""
        self._line.hide()
        self._dots.setData(pos=np.zeros((0, 2)))
        self.box.hide()

    def retheme(self) -> None:
        """Take colours and text size from the theme."""
        self._line.setPen(pg.mkPen(self._theme.color("muted"), width=1))
        self._dots.setPen(pg.mkPen(self._theme.color("surface"), width=1))
        self._dots.setSize(self._theme.px(9))

    def _place(self, x: float) -> None:
        """The card beside the line, on the side with more room, never outside."""
        spot = self._plot.mapFromScene(self._plot.box.mapViewToScene(QPointF(x, 0.0)))
        point, gap = self._plot.mapTo(self._parent, spot), self._theme.px(10)
        left = point.x() + gap
        if left + self.box.width() > self._parent.width() - gap:
            left = point.x() - gap - self.box.width()
        self.box.move(max(0, left), max(0, (self._parent.height() - self.box.height()) // 4))
        self.box.raise_()


class ReadingBox(QWidget):
    """Paints itself over the chart; never takes the pointer."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = ""
        self._rows: Sequence[ReadingRow] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_rows(self, title: str, rows: Sequence[ReadingRow]) -> None:
        """Fill, size and show."""
        self._title, self._rows = title, rows
        small, strong = QFontMetrics(self._theme.font("small")), QFontMetrics(self._theme.font("strong", 12 / 14))
        names = max((small.horizontalAdvance(row.name) for row in rows), default=0)
        values = max((strong.horizontalAdvance(row.value) for row in rows), default=0)
        pad = self._theme.px(10)
        width = max(strong.horizontalAdvance(title), names + values + self._theme.px(16) + pad) + 2 * pad
        self.resize(width, (len(rows) + 1) * self._step() + 2 * self._theme.px(8))
        self.show()
        self.update()

    def text(self) -> str:
        """What the card says, for a screen reader."""
        return "; ".join([self._title, *(f"{row.name} {row.value}" for row in self._rows)])

    def _step(self) -> int:
        return QFontMetrics(self._theme.font("small")).height() + 1

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        pad, step, side = theme.px(10), self._step(), theme.px(8)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        area = QRectF(pad, theme.px(8), self.width() - 2 * pad, step)
        strong, small = theme.font("strong", 12 / 14), theme.font("small")
        painter.setFont(strong)
        painter.setPen(theme.color("text"))
        painter.drawText(area, left, self._title)
        for row in self._rows:
            area.translate(0, step)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.hue(row.id))
            painter.drawRoundedRect(QRectF(area.left(), area.center().y() - side / 2, side, side), 2, 2)
            painter.setPen(theme.color("muted"))
            painter.setFont(small)
            painter.drawText(area.adjusted(theme.px(16), 0, 0, 0), left, row.name)
            painter.setPen(theme.color("text"))
            painter.setFont(strong)
            painter.drawText(area, right, row.value)
