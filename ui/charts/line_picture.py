"""How the line chart is painted: lines in their dashes, names at their ends, named points, the current point.

Everything is given in pixels of the widget. Lines that lie on each other share their stretch: each draws every
second (third…) dash of it, so that none hides another.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from pyqtgraph.functions import create_qpolygonf, ndarray_from_qpolygonf
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from ui.charts.axes import spread
from ui.charts.shape import NEAR, Run, bends, runs
from ui.theme.manager import Theme

WIDTH = 2.0
SHARED = 3.5  # dash of a shared stretch, line widths
NEAR_EDGE = 0.2  # share of the width from which a line's own end is too close to the edge for its name
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
STEPS = (0.0, -0.9, 0.9, -1.8, 1.8, -2.7, 2.7, -3.6, 3.6)  # heights of a word by which a name may move aside
ANCHORS = ((-0.06, -0.25), (1.06, -0.25), (1.06, 1.25), (-0.06, 1.25))


class Series(msgspec.Struct, frozen=True):
    """One line: id (its hue in the theme), the name at its end, dash pattern in line widths (empty: solid)."""

    id: str
    label: str
    dash: tuple[float, ...] = ()


class Mark(msgspec.Struct, frozen=True):
    """A named point: places on both axes, 0 to 1."""

    x: float
    y: float
    text: str


class End(msgspec.Struct, frozen=True):
    """Names where lines end: the spot, and (words, colour) of each line that ends there, one below the other."""

    x: float
    y: float
    names: tuple[tuple[str, QColor], ...]


def paint_lines(
    painter: QPainter, theme: Theme, series: Sequence[Series], xs: np.ndarray, table: np.ndarray
) -> None:
    """All lines; `xs` (n,) and `table` (lines, n) in pixels, NaN where a line has no point."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    kept = bends(xs, table)
    for run in runs(xs, table):
        painter.setPen(_pen(theme, series[run.line], run))
        painter.drawPolyline(_polygon(xs, table, kept, run))


def _pen(theme: Theme, one: Series, run: Run) -> QPen:
    pen = QPen(theme.hue(one.id), WIDTH)
    if run.many > 1:
        pen.setDashPattern([SHARED, SHARED * (run.many - 1)])
        pen.setDashOffset(SHARED * (run.many - run.rank))
    elif one.dash:
        pen.setDashPattern(list(one.dash))
    else:
        return pen
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _polygon(xs: np.ndarray, table: np.ndarray, kept: np.ndarray, run: Run) -> QPolygonF:
    """The points of a stretch that matter, its ends always."""
    wanted = kept[run.line, run.start : run.stop + 1].copy()
    wanted[0] = wanted[-1] = True
    across = xs[run.start : run.stop + 1][wanted]
    polygon = create_qpolygonf(len(across))
    memory = ndarray_from_qpolygonf(polygon)
    memory[:, 0] = across
    memory[:, 1] = table[run.line, run.start : run.stop + 1][wanted]
    return polygon


# names at the ends


def label_width(theme: Theme, series: Sequence[Series]) -> float:
    """Room for the longest name, also where it stands behind an equals sign."""
    metrics = QFontMetricsF(theme.font("small"))
    return max((metrics.horizontalAdvance(f"= {one.label}") for one in series), default=60.0) + 20.0


def ends(
    theme: Theme,
    series: Sequence[Series],
    same: Sequence[Sequence[str]],
    lines: tuple[np.ndarray, np.ndarray],
    right: float,
) -> tuple[list[End], list[End]]:
    """Where lines end at the right edge, and where others end before it; lines that end together share an end.

    `lines` are xs (n,) and table (lines, n) in pixels; `right` is the edge and the plot begins at the first x.
    """
    xs, table = lines
    spots = []
    for row, line in enumerate(table):
        (finite,) = np.nonzero(np.isfinite(line))
        if len(finite):
            last = int(finite[-1])
            spots.append((float(xs[last]), float(line[last]), row))
    near = right - NEAR_EDGE * (right - float(xs[0]))
    at_edge = sorted((spot for spot in spots if spot[0] >= near), key=lambda spot: spot[1])
    inside = sorted((spot for spot in spots if spot[0] < near), key=lambda spot: (spot[0], spot[1]))
    found = []
    for chosen, across in ((at_edge, False), (inside, True)):
        groups: list[list[tuple[float, float, int]]] = []
        for spot in chosen:
            if groups and _meet(groups[-1][-1], spot, across):
                groups[-1].append(spot)
            else:
                groups.append([spot])
        found.append([_end(theme, series, same, group) for group in groups])
    return found[0], found[1]


def _meet(one: tuple[float, float, int], other: tuple[float, float, int], across: bool) -> bool:
    return abs(one[1] - other[1]) < NEAR and (not across or abs(one[0] - other[0]) < 2.0 * NEAR)


def _end(
    theme: Theme, series: Sequence[Series], same: Sequence[Sequence[str]], group: list[tuple[float, float, int]]
) -> End:
    """The names of lines that end at one spot; `=` before a line that is the same all the way, else `≈`."""
    known = {name: index for index, names in enumerate(same) for name in names}
    rows = sorted((row for _, _, row in group), key=lambda row: (known.get(series[row].id, len(same) + row), row))
    names, before = [], None
    for row in rows:
        one = series[row]
        mark = known.get(one.id, -1 - row)
        sign = "" if before is None else "= " if mark == before else "≈ "
        names.append((f"{sign}{one.label}", theme.hue(one.id)))
        before = mark
    return End(max(x for x, _, _ in group), sum(y for _, y, _ in group) / len(group), tuple(names))


def paint_edge(painter: QPainter, theme: Theme, plot: QRectF, found: Sequence[End]) -> None:
    """The names at the right edge, moved apart when they meet, tied to their lines."""
    step = QFontMetricsF(theme.font("small")).height() * 0.96
    painter.setFont(theme.font("small"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    wanted = [end.y for end in found for _ in end.names]
    places = iter(spread(wanted, step, plot.top() - 8.0, plot.bottom() + 8.0))
    for end in found:
        rows = [next(places) for _ in end.names]
        bar, left = plot.right() + 11.0, plot.right() + 1.0
        if len(rows) > 1:
            painter.setPen(QPen(theme.color("muted"), 1))
            painter.drawLine(QPointF(bar, rows[0] - step * 0.3), QPointF(bar, rows[-1] + step * 0.3))
        middle = min(max(end.y, rows[0]), rows[-1])
        painter.setPen(QPen(end.names[0][1] if len(rows) == 1 else theme.color("muted"), 1))
        painter.drawLine(QPointF(left, end.y), QPointF(bar, middle))
        for at, (words, color) in zip(rows, end.names, strict=True):
            painter.setPen(color)
            painter.drawText(QRectF(bar + 4.0, at - step, 400.0, 2 * step), LEFT, words)


def paint_inside(
    painter: QPainter, theme: Theme, plot: QRectF, found: Sequence[End], filled: list[QRectF]
) -> None:
    """The names of lines that end before the edge, beside their ends and off what is `filled` already."""
    metrics, room = QFontMetricsF(theme.font("small")), plot.adjusted(0.0, -9.0, 0.0, 0.0)
    for end in found:
        words = " ".join(name for name, _ in end.names)
        width, height = metrics.horizontalAdvance(words) + 8.0, metrics.height()
        beside = QRectF(end.x + 2.0, end.y - height / 2.0, width, height)
        aside = theme.px(26)
        areas = [beside.translated(aside * right, height * down) for down in STEPS for right in (0.0, 1.0)]
        free = (one for one in areas if room.contains(one) and not _meets(one, filled))
        area = next(free, beside)
        filled.append(area)
        color = end.names[0][1] if len(end.names) == 1 else theme.color("text")
        paint_words(painter, theme, area, words, color)


def paint_words(painter: QPainter, theme: Theme, area: QRectF, words: str, color: QColor) -> None:
    """Words on a ground that keeps lines from running through them."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("surface", 0.8))
    painter.drawRect(area)
    painter.setFont(theme.font("small"))
    painter.setPen(color)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)


# points


class Named(msgspec.Struct, frozen=True):
    """A named point: its spot, its words, and where they stand (None: no room)."""

    spot: QPointF
    words: str
    area: QRectF | None

    def is_crossed(self, x: float) -> bool:
        """Whether an upright line at `x` runs through its words."""
        return self.area is not None and self.area.left() < x < self.area.right()


def named_spots(theme: Theme, plot: QRectF, spots: Sequence[tuple[QPointF, str]], now: float) -> list[Named]:
    """Places for the names of spots, free of each other and inside the plot: below a spot first, then above.

    Off the line of the current point and off other spots where there is room.
    """
    metrics, found = QFontMetricsF(theme.font("small")), list[Named]()
    line = QRectF(now - 3.0, plot.top(), 6.0, plot.height())
    for spot, words in spots:
        width, height = metrics.horizontalAdvance(words) + 10.0, metrics.height() + 10.0
        areas = [QRectF(spot.x() - a * width, spot.y() - b * height, width, height) for a, b in ANCHORS]
        filled = [one.area for one in found if one.area is not None]
        free = [area for area in areas if plot.contains(area) and not _meets(area, filled)]
        quiet = [line, *(_ring(theme, other) for other, _ in spots if other is not spot)]
        area = next((area for area in free if not _meets(area, quiet)), free[0] if free else None)
        found.append(Named(spot, words, None if area is None else area.adjusted(1.0, 5.0, -1.0, -5.0)))
    return found


def taken(theme: Theme, named: Sequence[Named]) -> list[QRectF]:
    """What named points cover: their rings and their words."""
    words = [one.area for one in named if one.area is not None]
    return words + [_ring(theme, one.spot) for one in named]


def _ring(theme: Theme, spot: QPointF) -> QRectF:
    side = theme.px(10) + 4.0
    return QRectF(spot.x() - side / 2.0, spot.y() - side / 2.0, side, side)


def _meets(area: QRectF, others: Sequence[QRectF]) -> bool:
    return any(area.intersects(other) for other in others)


def paint_marks(painter: QPainter, theme: Theme, named: Sequence[Named]) -> None:
    """Rings with their names."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = theme.px(10) / 2.0
    for one in named:
        if one.area is not None:
            paint_words(painter, theme, one.area, one.words, theme.color("text"))
        painter.setPen(QPen(theme.color("text"), 2))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(one.spot, radius, radius)


def paint_now(painter: QPainter, theme: Theme, plot: QRectF, x: float, hot: bool) -> None:
    """The upright line of the current point, with the grip by which it is moved."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.color("accent" if hot else "text"), 3 if hot else 1.5)
    if not hot:
        pen.setDashPattern([4, 3])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
    painter.setPen(QPen(theme.color("accent" if hot else "text"), 2))
    painter.setBrush(theme.color("surface"))
    half, tall = theme.px(4), theme.px(11)
    painter.drawRoundedRect(QRectF(x - half, plot.bottom() - tall / 2.0, 2 * half, tall), 3, 3)


def paint_dots(painter: QPainter, theme: Theme, x: float, spots: Sequence[tuple[float, str]], size: float) -> None:
    """A dot at each height (y, id of its hue) above `x`; dots on each other share one disc."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("surface"), 1))
    groups: list[list[tuple[float, str]]] = []
    for spot in sorted(spots, key=lambda one: one[0]):
        if groups and spot[0] - groups[-1][-1][0] < NEAR:
            groups[-1].append(spot)
        else:
            groups.append([spot])
    radius = theme.px(size) / 2.0
    for group in groups:
        disc = QRectF(x - radius, group[0][0] - radius, 2.0 * radius, 2.0 * radius)
        part = 360 * 16 // len(group)
        for i, (_, name) in enumerate(group):
            painter.setBrush(theme.hue(name))
            if len(group) == 1:
                painter.drawEllipse(disc)
            else:
                painter.drawPie(disc, 90 * 16 + i * part, part)
