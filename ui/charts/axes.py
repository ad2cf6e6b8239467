"""The axes of the line chart: figures where there is room for them, quiet lines at each, and the captions."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from ui.theme.manager import Theme

Tick = tuple[float, str]
GAP = 12.0  # least space between two figures that lie side by side, pixels
CAPTIONED = 200  # design pixels: lower charts leave the name of the lying axis to their title
TOP = 10  # pixels above the plot, for the upper half of the topmost figure
CENTRE = Qt.AlignmentFlag.AlignCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class AxisLook(msgspec.Struct, frozen=True):
    """An axis: its caption, and (place 0 to 1, words) of the values that may carry a figure, ascending."""

    caption: str = ""
    ticks: tuple[Tick, ...] = ()


def shown(ticks: Sequence[Tick], length: float, metrics: QFontMetricsF, upright: bool) -> list[Tick]:
    """The figures that fit along `length` pixels without touching; the first one always."""
    found, free = list[Tick](), -1e9
    for place, text in ticks:
        half = (metrics.height() if upright else metrics.horizontalAdvance(text) + GAP) / 2.0
        if place * length - half >= free:
            found.append((place, text))
            free = place * length + half
    return found


def left_width(theme: Theme, axis: AxisLook) -> float:
    """Room for the figures and the caption of the upright axis."""
    metrics = QFontMetricsF(theme.font("small"))
    return max((metrics.horizontalAdvance(text) for _, text in axis.ticks), default=0.0) + metrics.height() + 14


def bottom_height(theme: Theme, height: float) -> float:
    """Room for the figures of the lying axis, and for its caption where a chart of this height can spare it."""
    lines = 2 if height >= theme.px(CAPTIONED) else 1
    return lines * QFontMetricsF(theme.font("small")).height() + 8


def paint_axes(
    painter: QPainter, theme: Theme, plot: QRectF, axes: tuple[AxisLook, AxisLook], foot: float
) -> None:
    """Grid, figures and captions around the plot; `foot` is the height below it. `axes`: lying, upright."""
    x, y = axes
    metrics = QFontMetricsF(theme.font("small"))
    across = shown(x.ticks, plot.width(), metrics, upright=False)
    up = shown(y.ticks, plot.height(), metrics, upright=True)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(theme.color("line"), 1))
    columns = (plot.left() + place * plot.width() for place, _ in across)
    rows = (plot.bottom() - place * plot.height() for place, _ in up)
    painter.drawLines([QLineF(x, plot.top(), x, plot.bottom()) for x in columns])
    painter.drawLines([QLineF(plot.left(), y, plot.right(), y) for y in rows])
    painter.setFont(theme.font("small"))
    painter.setPen(theme.color("muted"))
    for place, text in across:
        half = metrics.horizontalAdvance(text) / 2.0 + 1.0
        box = QRectF(plot.left() + place * plot.width() - half, plot.bottom() + 4.0, 2.0 * half, metrics.height())
        painter.drawText(box, CENTRE, text)
    for place, text in up:
        middle = plot.bottom() - place * plot.height()
        painter.drawText(QRectF(0.0, middle - 20.0, plot.left() - 8.0, 40.0), RIGHT, text)
    _paint_captions(painter, metrics, plot, (x.caption if foot > 1.9 * metrics.height() else "", y.caption))


def _paint_captions(painter: QPainter, metrics: QFontMetricsF, plot: QRectF, captions: tuple[str, str]) -> None:
    along, up = (
        metrics.elidedText(text, Qt.TextElideMode.ElideRight, length)
        for text, length in zip(captions, (plot.width(), plot.height()), strict=True)
    )
    box = QRectF(plot.left(), plot.bottom() + metrics.height() + 6.0, plot.width(), metrics.height())
    painter.drawText(box, CENTRE, along)
    painter.save()
    painter.translate(0.0, plot.bottom())
    painter.rotate(-90.0)
    painter.drawText(QRectF(0.0, 0.0, plot.height(), metrics.height()), CENTRE, up)
    painter.restore()


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
