"""Strips over one time axis, one per service: how many items run and how many wait, from the asking to the end.

`TimelineChart` is given strips, words and ticks; it knows no engine.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.manager import Theme
from ui.widgets.basics import paint_tile

STRIP, GAP = 30, 12  # design pixels: height of a strip, air between strips
LEAST = 200  # design pixels: the narrowest plot that stands beside the names
STEPS = 48  # arrow presses across the plot


class Strip(msgspec.Struct, frozen=True):
    """One row: id (its hue), name, glyph, words at its right (bold and quiet) and values at ascending moments.

    `running` is the share of its own greatest value, `waiting` that of all items; each holds until the next one.
    """

    id: str
    name: str
    glyph: str
    end: str
    peak: str
    times: tuple[float, ...]
    running: tuple[float, ...]
    waiting: tuple[float, ...]
    mark: float | None = None
    """The moment that is marked; by default the last one."""


class TimelineChart(QWidget):
    """The chart. The arrow keys or the pointer stand at a moment; `read` tells it (None: none)."""

    ACCESSIBLE_ROLE = QAccessible.Role.Chart

    read = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._strips: tuple[Strip, ...] = ()
        self._low = self._high = 1.0
        self._log = False
        self._ticks: tuple[tuple[float, str], ...] = ()
        self._widest = ""
        self._place: float | None = None
        self._reader: Callable[[float], tuple[str, list[tuple[str, str]]]] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._measure()

    # what it shows

    def show_strips(self, strips: Sequence[Strip], low: float, high: float, log: bool, widest: str) -> None:
        """Draw rows from `low` (0 on an even scale) to `high` seconds; `widest` keeps room at the right."""
        self._strips, self._low, self._high, self._log = tuple(strips), low, high, log
        self._widest = widest
        self._measure()

    def set_ticks(self, ticks: Sequence[tuple[float, str]]) -> None:
        """(seconds, words) of the moments that may carry a figure; what collides is left out."""
        self._ticks = tuple(ticks)
        self.update()

    def set_reader(self, reader: Callable[[float], tuple[str, list[tuple[str, str]]]]) -> None:
        """Where the words at a moment come from: the moment, and (bold, quiet) of each row."""
        self._reader = reader

    def retheme(self) -> None:
        """Take colours and text size from the theme."""
        self._measure()

    @property
    def moment(self) -> float | None:
        """The moment being read, in seconds; None when none is."""
        return None if self._place is None else self.moment_at(self._place)

    def moment_at(self, place: float) -> float:
        """The moment at a place of the axis, 0 to 1."""
        if self._log:
            return self._low * (self._high / self._low) ** place
        return self._high * place

    def place_of(self, moment: float) -> float:
        """Where a moment stands on the axis, 0 to 1; what lies before a log scale begins stands at its start."""
        if not self._log:
            return moment / self._high
        return math.log(max(moment, self._low) / self._low) / math.log(self._high / self._low)

    # measures

    def _measure(self) -> None:
        theme = self._theme
        body, small = QFontMetrics(theme.font("strong")), QFontMetrics(theme.font("small"))
        names = [body.horizontalAdvance(one.name) for one in self._strips]
        words = [body.horizontalAdvance(text) for text in (self._widest, *(one.end for one in self._strips))]
        quiet = [small.horizontalAdvance(text) for text in (self._widest, *(one.peak for one in self._strips))]
        self._name_width = theme.px(32) + max(names, default=0)
        self._word_width = max(*words, *quiet)
        self._lines = body.height() + small.height()
        self._arrange()

    def _arrange(self) -> None:
        theme = self._theme
        gap = theme.px(GAP)
        beside = self.width() - self._name_width - self._word_width - 2 * gap
        self._stacked = beside < theme.px(LEAST)
        strip = max(theme.px(STRIP), 0 if self._stacked else self._lines)
        self._head = self._lines + theme.px(2) if self._stacked else 0
        self._step = strip + self._head + gap
        self._strip = strip
        self._axis = QFontMetrics(theme.font("small")).height() + theme.px(8)
        tall = len(self._strips) * self._step + self._axis
        if self.minimumHeight() != tall:
            self.setFixedHeight(tall)
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self.minimumHeight())

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(480), self.minimumHeight())

    def _plot(self) -> QRectF:
        """The strips' area: left and right edge count, the rest is per row."""
        if self._stacked:
            return QRectF(2.0, 0.0, self.width() - 4.0, self.height() - self._axis)
        gap = self._theme.px(GAP)
        left = self._name_width + gap
        return QRectF(left, 0.0, self.width() - left - self._word_width - gap - 2.0, self.height() - self._axis)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = self._plot()
        self._paint_axis(painter, plot)
        reading = None
        if self._place is not None and self._reader is not None:
            reading = self._reader(self.moment_at(self._place))
        for row, strip in enumerate(self._strips):
            top = row * self._step
            area = QRectF(plot.left(), top + self._head, plot.width(), self._strip)
            self._paint_strip(painter, area, strip)
            words = reading[1][row] if reading else (strip.end, strip.peak)
            self._paint_words(painter, top, strip, words)
        if reading:
            self._paint_cursor(painter, plot, reading[0])
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_axis(self, painter: QPainter, plot: QRectF) -> None:
        theme = self._theme
        painter.setFont(theme.font("small"))
        metrics = painter.fontMetrics()
        free = plot.left() - 1.0
        for moment, words in self._ticks:
            x = plot.left() + self.place_of(moment) * plot.width()
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(x, 0.0), QPointF(x, plot.bottom()))
            width = metrics.horizontalAdvance(words)
            left = min(max(x - width / 2.0, 0.0), self.width() - width)
            if self._place is None and left > free and x <= plot.right() + 1.0:
                painter.setPen(theme.color("muted"))
                painter.drawText(QPointF(left, self.height() - metrics.descent() - 1.0), words)
                free = left + width + theme.px(8)

    def _paint_strip(self, painter: QPainter, area: QRectF, strip: Strip) -> None:
        theme = self._theme
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        running = self._stairs(area, strip.times, strip.running)
        painter.setPen(QPen(theme.hue(strip.id), 1.5))
        painter.setBrush(theme.hue(strip.id, 0.28))
        edges = (QPointF(running[0].x(), area.bottom()), QPointF(running[-1].x(), area.bottom()))
        painter.drawPolygon(QPolygonF([edges[0], *running, edges[1]]))
        pen = QPen(theme.color("muted"), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        start = QPointF(area.left(), area.top() + 2.0)  # before anything runs, all wait
        first = QPointF(running[0].x(), start.y())
        painter.drawPolyline(QPolygonF([start, first, *self._stairs(area, strip.times, strip.waiting)]))
        marked = strip.times[-1] if strip.mark is None else strip.mark
        end = area.left() + self.place_of(marked) * area.width()
        painter.setPen(QPen(theme.color("text"), 2))
        painter.drawLine(QPointF(end, area.top()), QPointF(end, area.bottom()))

    def _stairs(self, area: QRectF, times: Sequence[float], shares: Sequence[float]) -> list[QPointF]:
        """Steps through the values; runs of equal values need no points between."""
        found: list[QPointF] = []
        before = None
        for index, (time, share) in enumerate(zip(times, shares, strict=True)):
            if share == before and index < len(times) - 1:
                continue
            x = area.left() + self.place_of(time) * area.width()
            y = area.bottom() - share * (area.height() - 2.0)
            if found:
                found.append(QPointF(x, found[-1].y()))
            found.append(QPointF(x, y))
            before = share
        return found

    def _paint_words(self, painter: QPainter, top: float, strip: Strip, words: tuple[str, str]) -> None:
        theme, side = self._theme, self._theme.px(22)
        tall = self._lines if self._stacked else self._strip
        tile = QRectF(2.0, top + (tall - side) / 2.0, side, side)
        paint_tile(painter, tile, theme, strip.id, strip.glyph)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.color("text"))
        name = QRectF(theme.px(32), top, self._name_width, tall)
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, strip.name)
        bold, quiet = QFontMetrics(theme.font("strong")).height(), QFontMetrics(theme.font("small")).height()
        first = top + (tall - bold - quiet) / 2.0
        left = self.width() - self._word_width - 2.0
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, first, self._word_width, bold), right, words[0])
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        painter.drawText(QRectF(left, first + bold, self._word_width, quiet), right, words[1])

    def _paint_cursor(self, painter: QPainter, plot: QRectF, words: str) -> None:
        theme = self._theme
        assert self._place is not None
        x = plot.left() + self._place * plot.width()
        painter.setPen(QPen(theme.color("text"), 1))
        painter.drawLine(QPointF(x, 0.0), QPointF(x, plot.bottom()))
        painter.setFont(theme.font("strong", 12 / 14))
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(words)
        left = min(max(x - width / 2.0, 0.0), self.width() - width)
        painter.drawText(QPointF(left, self.height() - metrics.descent() - 1.0), words)

    # reading

    def stand_at(self, place: float | None) -> None:
        """Read the moment at a place, 0 to 1, or none."""
        place = None if place is None or not self._strips else min(max(place, 0.0), 1.0)
        if place != self._place:
            self._place = place
            self.update()
            self.read.emit(self.moment)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, now = event.key(), self._place
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1.0 / STEPS if key == Qt.Key.Key_Right else -1.0 / STEPS
            self.stand_at(0.5 if now is None else now + step)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.stand_at(0.0 if key == Qt.Key.Key_Home else 1.0)
        elif key == Qt.Key.Key_Escape and now is not None:
            self.stand_at(None)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        plot = self._plot()
        place = (event.position().x() - plot.left()) / max(plot.width(), 1.0)
        self.stand_at(place if -0.02 <= place <= 1.02 else None)

    def leaveEvent(self, event: QEvent) -> None:
        self.stand_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.stand_at(None)
        self.update()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


def shares(values: Sequence[float], most: float) -> tuple[float, ...]:
    """Values as shares of the most there can be."""
    return tuple(value / most if most > 0.0 else 0.0 for value in values)
