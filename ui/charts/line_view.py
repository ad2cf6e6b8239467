"""What the line chart shows and how it is kept on screen; `line_chart` adds the hands.

It knows nothing of money or time: places on both axes run from 0 to 1, and words are given. What stands still is
kept as a picture, so that moving the current point or the crosshair repaints nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QPaintEngine, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.charts import line_picture as picture
from ui.charts.axes import TOP, AxisLook, bottom_height, left_width, paint_axes
from ui.charts.line_picture import Mark, Series
from ui.charts.reading import ReadingBox, ReadingRow
from ui.charts.shape import stairs
from ui.theme.manager import Theme

FRAME = 3  # pixels around everything, for the focus ring


class Lines(NamedTuple):
    """What is drawn, in places: `xs` (n,), `table` (lines in the order of the series, n; NaN: none there).

    `joints` (n - 1,): where a line steps from one point to the next, NaN where it slopes. `same`: ids of lines
    that are one all the way.
    """

    xs: np.ndarray
    table: np.ndarray
    joints: np.ndarray
    same: Sequence[Sequence[str]] = ()


class Spot(NamedTuple):
    """What stands at one place: its height on every line (NaN: none), a title and the rows of the card."""

    place: float
    ys: Sequence[float]
    title: str
    rows: list[ReadingRow]


class LineView(QWidget):
    """The picture, with the current point and a crosshair; `read` tells what the crosshair says."""

    ACCESSIBLE_ROLE = QAccessible.Role.Chart

    read = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._series: tuple[Series, ...] = ()
        self._x, self._y = AxisLook(), AxisLook()
        self._left = 0.0
        self._lines = Lines(np.zeros(0), np.zeros((0, 0)), np.zeros(0))
        self._marks: tuple[Mark, ...] = ()
        self._now, self._now_ys = 0.0, np.zeros(0)
        self._spot: Spot | None = None
        self._reader: Callable[[float], Spot] | None = None
        self._stepper: Callable[[float, int], float] | None = None
        self._named: list[picture.Named] = []
        self._hot = self._held = False
        self._frame = self._still = QPixmap()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.box = ReadingBox(theme, self)
        self._lay_out()

    # what it shows

    def set_series(self, series: Sequence[Series]) -> None:
        """Name the lines, in the order of the table."""
        if tuple(series) != self._series:
            self._series = tuple(series)
            self._lay_out()

    def set_axes(self, x: AxisLook, y: AxisLook) -> None:
        """Captions and figures of both axes. The plot keeps its left edge while only figures change."""
        if (x, y) == (self._x, self._y):
            return
        if (x.caption, y.caption) != (self._x.caption, self._y.caption):
            self._left = 0.0
        self._x, self._y = x, y
        self._lay_out()

    def set_reader(self, reader: Callable[[float], Spot], stepper: Callable[[float, int], float]) -> None:
        """What stands at a place, and the place some steps away from one."""
        self._reader, self._stepper = reader, stepper

    def show_lines(self, lines: Lines, now: float, now_ys: Sequence[float]) -> None:
        """Draw the lines and the current point."""
        self._lines = lines
        self._still = QPixmap()
        self._now, self._now_ys = now, np.asarray(now_ys)
        self.update()
        self._read_again()

    def move_now(self, now: float, now_ys: Sequence[float]) -> None:
        """The current point stands elsewhere on the same lines."""
        self._update_around(self._now)
        self._now, self._now_ys = now, np.asarray(now_ys)
        self._update_around(now)
        self._read_again()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show named points, or none. A name that would stand on another is left to the words below the chart."""
        if tuple(marks) != self._marks:
            self._marks = tuple(marks)
            self._still = QPixmap()
            self.update()

    def show_reading(self, place: float | None) -> None:
        """Put the crosshair on a place, or take it away."""
        if self._spot is not None:
            self._update_around(self._spot.place)
        self._spot = None
        if place is None or self._reader is None or not len(self._lines.xs):
            self.box.hide()
            return
        spot = self._spot = self._reader(place)
        self._update_around(spot.place)
        self.box.show_rows(spot.title, spot.rows)
        self.box.stand_beside(self.x_of(spot.place))
        self.read.emit(self.box.text())

    def retheme(self) -> None:
        """Take colours and text size from the theme."""
        self._left = 0.0
        self._lay_out()

    @property
    def dragging(self) -> bool:
        """Whether the current point is held."""
        return self._held

    @property
    def reading(self) -> float | None:
        """The place the crosshair stands on."""
        return None if self._spot is None else self._spot.place

    # places

    def x_of(self, place: float) -> float:
        """The pixel of a place along."""
        return self.plot.left() + place * self.plot.width()

    def y_of(self, place: float) -> float:
        """The pixel of a place upright."""
        return self.plot.bottom() - place * self.plot.height()

    def place_at(self, x: float) -> float:
        """The place of a pixel, kept within the axis."""
        return min(max((x - self.plot.left()) / max(self.plot.width(), 1.0), 0.0), 1.0)

    def sizeHint(self) -> QSize:
        return QSize(400, self.minimumHeight())

    def _lay_out(self) -> None:
        """Where the plot lies; everything still is to be painted anew."""
        area = QRectF(self.rect()).adjusted(FRAME, FRAME + TOP, -FRAME, -FRAME)
        self._left = max(self._left, left_width(self._theme, self._y))
        right, bottom = picture.label_width(self._theme, self._series), bottom_height(self._theme, self.height())
        self.plot, self._foot = area.adjusted(self._left, 0.0, -right, -bottom), bottom
        self._frame = self._still = QPixmap()
        self.update()

    def _read_again(self) -> None:
        if self._spot is not None:
            self.show_reading(self._spot.place)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._on_screen(painter):
            self._paint_kept(painter, event.rect())
        else:
            self._paint_frame(painter)
            self._paint_lines(painter)
        self._paint_moving(painter)

    def _paint_kept(self, painter: QPainter, part: QRect) -> None:
        """What stands still, from its picture."""
        if self._still.isNull():
            if self._frame.isNull():
                self._frame = self._blank()
                inside = QPainter(self._frame)
                self._paint_frame(inside)
                inside.end()
            self._still = self._frame.copy()
            inside = QPainter(self._still)
            self._paint_lines(inside)
            inside.end()
        ratio = self._still.devicePixelRatio()
        source = QRectF(part.x() * ratio, part.y() * ratio, part.width() * ratio, part.height() * ratio)
        painter.drawPixmap(QRectF(part), self._still, source)

    def _blank(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap((QSize(self.size()) * ratio).expandedTo(QSize(1, 1)))
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _on_screen(self, painter: QPainter) -> bool:
        """Whether pictures of the screen's own pixels will do; a page wants shapes and text."""
        raster = painter.paintEngine().type() == QPaintEngine.Type.Raster
        return raster and abs(painter.combinedTransform().m11() - self.devicePixelRatioF()) < 1e-6

    def _paint_frame(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), self._theme.color("surface"))
        paint_axes(painter, self._theme, self.plot, (self._x, self._y), self._foot)

    def _paint_lines(self, painter: QPainter) -> None:
        theme, plot = self._theme, self.plot
        if len(self._lines.table) != len(self._series) or not len(self._lines.xs):
            return
        places, table = stairs(self._lines.xs, self._lines.table, self._lines.joints)
        xs, ys = plot.left() + places * plot.width(), plot.bottom() - table * plot.height()
        picture.paint_lines(painter, theme, self._series, xs, ys)
        edge, inside = picture.ends(theme, self._series, self._lines.same, (xs, ys), plot.right())
        picture.paint_edge(painter, theme, plot, edge)
        self._named = picture.named_spots(theme, plot, self._spots(), self.x_of(self._now))
        picture.paint_inside(painter, theme, plot, inside, picture.taken(theme, self._named))
        picture.paint_marks(painter, theme, self._named)

    def _spots(self) -> list[tuple[QPointF, str]]:
        return [(QPointF(self.x_of(mark.x), self.y_of(mark.y)), mark.text) for mark in self._marks]

    def _paint_moving(self, painter: QPainter) -> None:
        theme, plot = self._theme, self.plot
        if len(self._lines.xs):
            x = self.x_of(self._now)
            picture.paint_now(painter, theme, plot, x, self._hot or self._held)
            picture.paint_marks(painter, theme, [one for one in self._named if one.is_crossed(x)])
            self._paint_dots(painter, self._now, self._now_ys, 7)
        if self._spot is not None:
            x = self.x_of(self._spot.place)
            painter.setPen(QPen(theme.color("muted"), 1))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            self._paint_dots(painter, self._spot.place, self._spot.ys, 9)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _paint_dots(self, painter: QPainter, place: float, ys: Sequence[float], size: float) -> None:
        spots = [(self.y_of(y), one.id) for one, y in zip(self._series, ys, strict=False) if np.isfinite(y)]
        picture.paint_dots(painter, self._theme, self.x_of(place), spots, size)

    def _update_around(self, place: float) -> None:
        """Repaint the strip a moving line stands in."""
        half = self._theme.px(9) + 2
        self.update(QRect(round(self.x_of(place)) - half, 0, 2 * half, self.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._read_again()
