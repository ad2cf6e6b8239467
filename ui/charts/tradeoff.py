"""Points of cost against time: the front as a line, the beaten ones hollow, and the ways to finish sooner.

`TradeoffChart` is given places, words and ticks; it knows no engine. Arrows walk the points, Enter opens one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.charts.spots import Box, places
from ui.charts.tradeoff_paint import Ink, paint_box, paint_dot, paint_label
from ui.theme.manager import Theme

TALL = 300  # design pixels
NEAR = 28  # design pixels within which the pointer reads a point
Ticks = Sequence[tuple[float, str]]


class Dot(msgspec.Struct, frozen=True):
    """One point: id (its hue), glyph, label, place on both axes (0 to 1) and whether it is on the front.

    `trail`: the places of the same service with more at once, from the nearest on.
    """

    id: str
    glyph: str
    label: str
    x: float
    y: float
    front: bool
    trail: tuple[tuple[float, float], ...] = ()


class Reading(msgspec.Struct, frozen=True):
    """What is read: the number of a point, and of a step of its trail (-1: the point itself)."""

    dot: int
    step: int = -1


class Words(msgspec.Struct, frozen=True):
    """What a reading says: title, (name, value) rows and a closing sentence."""

    title: str
    rows: tuple[tuple[str, str], ...]
    note: str


class TradeoffChart(QWidget):
    """The chart. `read` tells what is being read (a Reading or None), `opened` the id of a point."""

    ACCESSIBLE_ROLE = QAccessible.Role.Chart

    read = Signal(object)
    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._dots: tuple[Dot, ...] = ()
        self._x_ticks: Ticks = ()
        self._y_ticks: Ticks = ()
        self._axes = ("", "")
        self._tries: dict[str, int] = {}
        self._boxes: list[Box] = []
        self._reading: Reading | None = None
        self._reader: Callable[[Reading], Words] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.retheme()

    # what it shows

    def show_dots(self, dots: Sequence[Dot], x_ticks: Ticks, y_ticks: Ticks, axes: tuple[str, str]) -> None:
        """Draw points in reading order; `ticks` are (place 0 to 1, words), `axes` the titles of x and y."""
        read = self._dots[self._reading.dot].id if self._reading is not None else ""
        self._dots, self._x_ticks, self._y_ticks, self._axes = tuple(dots), x_ticks, y_ticks, axes
        if self._reading is not None:
            still = next((i for i, dot in enumerate(self._dots) if dot.id == read), -1)
            self._reading = self._possible(Reading(still, self._reading.step)) if still >= 0 else None
        self._arrange()

    def set_reader(self, reader: Callable[[Reading], Words]) -> None:
        """Who says what stands at a point."""
        self._reader = reader

    def retheme(self) -> None:
        """Take colours and text size from the theme."""
        theme = self._theme
        self._ink = Ink(theme)
        self._small = QFontMetricsF(theme.font("small"))
        self.setMinimumHeight(round(TALL * (0.55 + 0.45 * theme.scale)))
        self._tries.clear()
        self._arrange()

    @property
    def reading(self) -> Reading | None:
        """What is being read now."""
        return self._reading

    def labels(self) -> dict[str, Box]:
        """Where the label of each point stands, in pixels."""
        return {dot.id: box for dot, box in zip(self._dots, self._boxes, strict=True)}

    def spot(self, index: int, step: int = -1) -> QPointF:
        """Where a point, or a step of its trail, is drawn."""
        dot, plot = self._dots[index], self._plot()
        x, y = (dot.x, dot.y) if step < 0 else dot.trail[step]
        return QPointF(plot.left() + x * plot.width(), plot.bottom() - y * plot.height())

    # measures

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(480), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self.minimumHeight())

    def _plot(self) -> QRectF:
        """The plane, inside the figures of both axes."""
        px, line = self._theme.px, self._small.height()
        words = [self._small.horizontalAdvance(text) for _, text in self._y_ticks]
        left = max(words, default=0.0) + px(16)
        top, bottom = line + px(12), self.height() - 2.0 * line - px(10)
        return QRectF(left, top, self.width() - left - px(18), bottom - top)

    def _arrange(self) -> None:
        """Find a place for every label, those of the front first."""
        if not self._dots or self.width() < 40:
            self._boxes = []
            self.update()
            return
        plot = self._plot()
        order = sorted(range(len(self._dots)), key=lambda i: (not self._dots[i].front, self._dots[i].x))
        spots = [self.spot(i) for i in order]
        sizes = [self._ink.label_size(self._dots[i].label, self._dots[i].front) for i in order]
        area = Box(plot.left() + 2.0, 2.0, self.width() - 2.0, plot.bottom() - 2.0)
        before = [self._tries.get(self._dots[i].id, 0) for i in order]
        found = places([(s.x(), s.y()) for s in spots], sizes, area, self._theme.scale, before)
        boxes = dict(zip(order, found, strict=True))
        self._boxes = [boxes[i][0] for i in range(len(self._dots))]
        self._tries = {dot.id: boxes[i][1] for i, dot in enumerate(self._dots)}
        self.update()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, plot = QPainter(self), self._plot()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axes(painter, plot)
        if not self._dots:
            return
        self._paint_front(painter, plot)
        for index in range(len(self._dots)):
            self._paint_trail(painter, index)
        read = self._reading.dot if self._reading is not None else -1
        for index, (dot, box) in enumerate(zip(self._dots, self._boxes, strict=True)):
            paint_label(painter, self._ink, (dot.id, dot.glyph, dot.label, dot.front), box, self.spot(index))
        for index, dot in enumerate(self._dots):
            paint_dot(painter, self._ink, (dot.id, self.spot(index)), dot.front, index == read)
        if self._reading is not None and self._reader is not None:
            self._paint_reading(painter, plot, self._reading, self._reader(self._reading))
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_axes(self, painter: QPainter, plot: QRectF) -> None:
        theme, small = self._theme, self._small
        painter.setFont(theme.font("small"))
        free = -1.0
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, words in self._x_ticks:
            x = plot.left() + place * plot.width()
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            width = small.horizontalAdvance(words)
            left = min(max(x - width / 2.0, 0.0), self.width() - width)
            if left > free:
                painter.setPen(theme.color("muted"))
                painter.drawText(QPointF(left, plot.bottom() + small.ascent() + 3.0), words)
                free = left + width + theme.px(10)
        for place, words in self._y_ticks:
            y = plot.bottom() - place * plot.height()
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.color("muted"))
            painter.drawText(
                QRectF(0, y - small.height(), plot.left() - theme.px(6), 2 * small.height()), right, words
            )
        painter.setPen(theme.color("muted"))
        painter.drawText(
            QRectF(theme.px(6), theme.px(4), self.width(), small.height() + 2),
            Qt.AlignmentFlag.AlignLeft,
            self._axes[1],
        )
        below = QRectF(
            plot.left(), self.height() - small.height() - 2.0, plot.width() + theme.px(12), small.height()
        )
        painter.drawText(below, right, self._axes[0])

    def _paint_front(self, painter: QPainter, plot: QRectF) -> None:
        """The stairs through the front; what lies above and to the right of them is beaten."""
        front = [i for i, dot in enumerate(self._dots) if dot.front]
        spots = sorted((self.spot(i) for i in front), key=lambda spot: (spot.x(), -spot.y()))
        stairs = [QPointF(spots[0].x(), plot.top()), spots[0]]
        for spot in spots[1:]:
            stairs += [QPointF(spot.x(), stairs[-1].y()), spot]
        stairs.append(QPointF(plot.right(), stairs[-1].y()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent", 0.06))
        painter.drawPolygon(QPolygonF([*stairs, QPointF(plot.right(), plot.top())]))
        painter.setPen(QPen(self._theme.color("accent"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(stairs))

    def _paint_trail(self, painter: QPainter, index: int) -> None:
        """The same service with more at once: dots on a dotted line, dearer or cheaper, always sooner."""
        dot = self._dots[index]
        if not dot.trail:
            return
        spots = [self.spot(index), *(self.spot(index, step) for step in range(len(dot.trail)))]
        read = self._reading is not None and self._reading.dot == index
        painter.setPen(QPen(self._theme.hue(dot.id), 2.0 if read else 1.2, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(spots))
        side = self._theme.px(3)
        painter.setPen(QPen(self._theme.hue(dot.id), 1.2))
        painter.setBrush(self._theme.color("surface"))
        for step, spot in enumerate(spots[1:]):
            now = read and self._reading is not None and self._reading.step == step
            painter.setBrush(self._theme.hue(dot.id) if now else self._theme.color("surface"))
            painter.drawRect(QRectF(spot.x() - side, spot.y() - side, 2 * side, 2 * side))

    def _paint_reading(self, painter: QPainter, plot: QRectF, reading: Reading, words: Words) -> None:
        """Lines to both axes with their figures, and the box with the words."""
        theme, spot = self._theme, self.spot(reading.dot, reading.step)
        painter.setPen(QPen(theme.color("text"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(spot, QPointF(spot.x(), plot.bottom()))
        painter.drawLine(spot, QPointF(plot.left(), spot.y()))
        paint_box(painter, self._ink, QRectF(self.rect()), spot, (words.title, words.rows, words.note))

    # reading

    def read_at(self, reading: Reading | None) -> None:
        """Read a point, a step of its trail (the last where it has fewer), or nothing."""
        reading = None if reading is None else self._possible(reading)
        if reading != self._reading:
            self._reading = reading
            self.update()
            self.read.emit(reading)

    def _possible(self, reading: Reading) -> Reading:
        return Reading(reading.dot, min(reading.step, len(self._dots[reading.dot].trail) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, now = event.key(), self._reading
        order = sorted(range(len(self._dots)), key=lambda i: (self._dots[i].x, self._dots[i].y))
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(order) - 1}
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if not order:
            super().keyPressEvent(event)
        elif key in ends:
            self.read_at(Reading(order[ends[Qt.Key(key)]]))
        elif key in steps:
            at = 0 if now is None else order.index(now.dot) + steps[Qt.Key(key)]
            self.read_at(Reading(order[min(max(at, 0), len(order) - 1)]))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and now is not None:
            step = now.step + (1 if key == Qt.Key.Key_Up else -1)
            self.read_at(Reading(now.dot, max(step, -1)))
        elif key == Qt.Key.Key_Escape and now is not None:
            self.read_at(None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and now is not None:
            self.opened.emit(self._dots[now.dot].id)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.read_at(self._under(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self._under(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self._dots[found.dot].id)

    def _under(self, at: QPointF) -> Reading | None:
        """The label under the pointer, else the nearest point or step that is near enough."""
        for index, box in enumerate(self._boxes):
            if box.left <= at.x() <= box.right and box.top <= at.y() <= box.bottom:
                return Reading(index)
        all_of = [Reading(i, s) for i, dot in enumerate(self._dots) for s in range(-1, len(dot.trail))]
        away = [((self.spot(one.dot, one.step) - at).manhattanLength(), one) for one in all_of]
        nearest = min(away, key=lambda pair: pair[0], default=None)
        return nearest[1] if nearest is not None and nearest[0] <= self._theme.px(NEAR) else None

    def leaveEvent(self, event: QEvent) -> None:
        self.read_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.read_at(None)
        self.update()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
