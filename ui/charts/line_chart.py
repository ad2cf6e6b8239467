"""Lines over two log axes, one per service, with direct labels, the current point and a crosshair.

`LineChart` knows nothing of money: it is given series, points, words and marks.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.charts.axes import DecadeAxis, EndLabels, Grid
from ui.charts.plot import Plot
from ui.charts.reading import Crosshair, ReadingRow
from ui.charts.shape import FLOOR, corners, logarithms, span
from ui.theme.manager import Theme
from ui.widgets.basics import vbox

LINE_WIDTH = 2.0
NEAR_EDGE = 0.2  # share of the width from which a line's own end is too close to the edge for its name


class Series(msgspec.Struct, frozen=True):
    """One line: id (its hue in the theme), the name at its end, dash pattern in line widths (empty: solid)."""

    id: str
    label: str
    dash: tuple[float, ...] = ()


class Mark(msgspec.Struct, frozen=True):
    """A named point, in data units."""

    x: float
    y: float
    text: str


class LineChart(QWidget):
    """The chart. `point_requested` asks to move the current point to an x; `read` tells the crosshair's index."""

    point_requested = Signal(float)
    drag_ended = Signal()
    read = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._xs = np.zeros(0)
        self._ys: dict[str, np.ndarray] = {}
        self._series: dict[str, Series] = {}
        self._curves: dict[str, pg.PlotCurveItem] = {}
        self._index: int | None = None
        self._now, self._dragging = 0.0, False
        self._reader: Callable[[int], tuple[str, list[ReadingRow]]] | None = None
        self._marks: list[pg.TextItem] = []
        self._cuts: list[pg.TextItem] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._x_axis, self._y_axis = DecadeAxis(theme, "bottom"), DecadeAxis(theme, "left")
        self._labels = EndLabels(theme)
        self.plot = Plot(self._y_axis, self._x_axis, self._labels)
        self.plot.viewport().installEventFilter(self)
        vbox(self, 0, (3, 3, 3, 3)).addWidget(self.plot)
        self._add_pointers()
        self._cross = Crosshair(theme, self.plot, self)
        self.retheme()

    # what it shows

    def set_series(self, series: Sequence[Series]) -> None:
        """Name the lines. Lines already drawn are kept."""
        self._series = {one.id: one for one in series}
        for name in [name for name in self._curves if name not in self._series]:
            self.plot.remove(self._curves.pop(name))
        for name in self._series:
            if name not in self._curves:
                curve = self._curves[name] = pg.PlotCurveItem(antialias=True, connect="finite")
                self.plot.add(curve, 3)
        self._labels.reserve_for([one.label for one in series])
        self._paint_lines()

    def set_reader(self, reader: Callable[[int], tuple[str, list[ReadingRow]]]) -> None:
        """Where the words of the crosshair come from: index of a point -> title and rows."""
        self._reader = reader

    def set_axis_words(self, x_text: Callable[[float], str], y_text: Callable[[float], str]) -> None:
        """How the figures at the axes are written."""
        self._x_axis.set_words(x_text)
        self._y_axis.set_words(y_text)

    def show_lines(self, xs: Sequence[float], ys: dict[str, list[float]], now: float) -> None:
        """Draw the lines (NaN: none there) and the current point, which must be among `xs`."""
        self._xs = np.log10(np.asarray(xs, dtype=np.float64))
        table = logarithms([ys[name] for name in self._series])
        self._ys = dict(zip(self._series, table, strict=True))
        self._fit(table)
        for (name, line), kept in zip(self._ys.items(), corners(self._xs, table), strict=True):
            self._curves[name].setData(self._xs[kept], line[kept])
        self._label_ends()
        self._now = math.log10(now)
        self._put_here(self.index_of_now())
        if not self._dragging:
            self._put_now()
        if self._index is not None:
            self.show_index(self._index)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show named points, or none. A name that would stand on another is left to the words below the chart."""
        for item in self._marks:
            self.plot.remove(item)
        self._marks = []
        spots = [(math.log10(mark.x), math.log10(max(mark.y, FLOOR))) for mark in marks]
        taken: list[QRectF] = []
        for spot, mark in zip(spots, marks, strict=True):
            anchor = self._free_anchor(mark.text, QPointF(*spot), taken)
            if anchor is not None:
                item = self._text(mark.text, anchor)
                item.setPos(*spot)
                self._marks.append(item)
        self._rings.setData(pos=np.asarray(spots, dtype=np.float64).reshape(-1, 2))

    def _free_anchor(self, text: str, spot: QPointF, taken: list[QRectF]) -> tuple[float, float] | None:
        """Where a name beside a point stands free of the others and inside the plot: below first, then above."""
        view = self.plot.box
        metrics = QFontMetricsF(self._theme.font("small"))
        width, height = metrics.horizontalAdvance(text) + 10.0, metrics.height() + 10.0
        point, room = view.mapViewToScene(spot), view.sceneBoundingRect()
        for anchor in ((-0.06, -0.25), (1.06, -0.25), (1.06, 1.25), (-0.06, 1.25)):
            area = QRectF(point.x() - anchor[0] * width, point.y() - anchor[1] * height, width, height)
            if room.contains(area) and not any(area.intersects(other) for other in taken):
                taken.append(area)
                return anchor
        return None

    def show_index(self, index: int | None) -> None:
        """Put the crosshair on a point, or take it away."""
        if index is None or not len(self._xs):
            self._index = None
            self._cross.hide()
            return
        index = self._index = max(0, min(index, len(self._xs) - 1))
        words = self._reader(index) if self._reader is not None else None
        self._cross.show(
            float(self._xs[index]), {name: float(line[index]) for name, line in self._ys.items()}, words
        )
        self.read.emit(index)

    def index_of_now(self) -> int:
        """The point the current line stands on."""
        return int(np.argmin(np.abs(self._xs - self._now))) if len(self._xs) else 0

    def retheme(self) -> None:
        """Take colours and text size from the theme."""
        theme = self._theme
        self.plot.setBackground(theme.color("surface"))
        self._grid.update()
        for axis in (self._x_axis, self._y_axis, self._labels):
            axis.retheme()
        dashed = QPen(theme.color("text"), 1.5)
        dashed.setCosmetic(True)
        dashed.setDashPattern([4, 3])
        self._now_line.setPen(dashed)
        self._now_line.setHoverPen(pg.mkPen(theme.color("accent"), width=3))
        self._cross.retheme()
        self._rings.setPen(pg.mkPen(theme.color("text"), width=2))
        self._rings.setBrush(pg.mkBrush(theme.color("surface")))
        self._rings.setSize(theme.px(10))
        self._here.setPen(pg.mkPen(theme.color("surface"), width=1))
        self._here.setSize(theme.px(7))
        for item in self._marks:
            item.setColor(theme.color("text"))
            item.setFont(theme.font("small"))
        self._paint_lines()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, self.minimumHeight())

    # inside

    def _add_pointers(self) -> None:
        self._grid = Grid(self._theme)
        self._now_line = pg.InfiniteLine(angle=90, movable=True)
        self._rings = pg.ScatterPlotItem(pxMode=True, size=10)
        self._here = pg.ScatterPlotItem(pxMode=True, size=7)
        heights = (
            (self._grid, -10),
            (self._now_line, 5),
            (self._here, 7),
            (self._rings, 9),
        )
        for item, z in heights:
            self.plot.add(item, z)
        self._now_line.sigDragged.connect(self._on_dragged)
        self._now_line.sigPositionChangeFinished.connect(self._on_drag_finished)

    def _paint_lines(self) -> None:
        for name, curve in self._curves.items():
            pen = QPen(self._theme.hue(name), LINE_WIDTH)
            pen.setCosmetic(True)
            if self._series[name].dash:
                pen.setDashPattern(list(self._series[name].dash))
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            curve.setPen(pen)
        self._label_ends()

    def _fit(self, table: np.ndarray) -> None:
        """An unchanged range is left alone, so that nothing is laid out again."""
        xs = (float(self._xs[0]), float(self._xs[-1]))
        if self.plot.fit(xs, span(table)):
            self._now_line.blockSignals(True)
            self._now_line.setBounds(xs)
            self._now_line.blockSignals(False)

    def _label_ends(self) -> None:
        """Names at the right edge; a line that ends well before it carries its name where it ends."""
        for item in self._cuts:
            self.plot.remove(item)
        self._cuts = []
        ends = []
        for name, line in self._ys.items():
            finite = np.flatnonzero(np.isfinite(line))
            if name not in self._series or not len(finite):
                continue
            last = int(finite[-1])
            label, hue = self._series[name].label, self._theme.hue(name)
            if self._xs[-1] - self._xs[last] <= NEAR_EDGE * (self._xs[-1] - self._xs[0]):
                ends.append((float(line[last]), label, hue))
                continue
            item = self._text(label, (0.0, 0.5))
            item.setColor(hue)
            item.setPos(self._xs[last], line[last])
            self._cuts.append(item)
        self._labels.set_ends(ends)

    def _text(self, text: str, anchor: tuple[float, float]) -> pg.TextItem:
        ground = self._theme.color("surface", 0.8)
        item = pg.TextItem(text, color=self._theme.color("text"), anchor=anchor, fill=pg.mkBrush(ground))
        item.setFont(self._theme.font("small"))
        self.plot.add(item, 10)
        return item

    def _put_here(self, index: int) -> None:
        """A dot on every line at the current point."""
        names = [name for name, line in self._ys.items() if np.isfinite(line[index])]
        spots = np.asarray([(self._xs[index], self._ys[name][index]) for name in names]).reshape(-1, 2)
        self._here.setData(pos=spots, brush=[pg.mkBrush(self._theme.hue(name)) for name in names])

    def _put_now(self) -> None:
        self._now_line.blockSignals(True)
        self._now_line.setValue(self._now)
        self._now_line.blockSignals(False)

    def _index_at(self, position: QPointF) -> int | None:
        view, scene = self.plot.box, self.plot.mapToScene(position.toPoint())
        if not len(self._xs) or not view.sceneBoundingRect().contains(scene):
            return None
        return int(np.argmin(np.abs(self._xs - view.mapSceneToView(scene).x())))

    def _request(self, index: int | None) -> None:
        if index is not None:
            self.point_requested.emit(float(10.0 ** self._xs[index]))
            self.drag_ended.emit()

    # keyboard and pointer

    def _on_dragged(self, line: pg.InfiniteLine) -> None:
        self._dragging = True
        self.point_requested.emit(float(10.0 ** line.value()))

    def _on_drag_finished(self, _line: pg.InfiniteLine) -> None:
        self._dragging = False
        self._put_now()
        self.drag_ended.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        far = len(self._xs)
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_PageDown: -8,
            Qt.Key.Key_PageUp: 8,
            Qt.Key.Key_Home: -far,
            Qt.Key.Key_End: far,
        }
        key = Qt.Key(event.key())
        if key in steps and far:
            start = self.index_of_now() if self._index is None else self._index
            self.show_index(max(0, start + steps[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._index is not None:
            self._request(self._index)
        elif key == Qt.Key.Key_Escape and self._index is not None:
            self.show_index(None)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.show_index(None)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseMove and not event.buttons():
                self.show_index(self._index_at(event.position()))
            elif event.type() == QEvent.Type.MouseButtonDblClick:
                self._request(self._index_at(event.position()))
        elif event.type() == QEvent.Type.Leave and not self.hasFocus():
            self.show_index(None)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
