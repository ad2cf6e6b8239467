"""The map as arrays: the best service at every node of a grid, and where exactly it changes between nodes.

Best is cheapest or quickest. Services whose figures are the same share their area: no tie is broken in silence.
Safe to run beside the window's thread: it reads nothing but its question, and stops when told that nobody waits
for the answer any more. Figures come from the engines; this module only compares them. Qt-free.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from models.cost.demand import Demand
from models.cost.engine import RANKED, totals
from models.cost.ops import np
from models.cost.questions.setting import Setting
from models.duration.options import DurationOptions
from models.duration.times import times
from ui.presenters.calculator_map_axes import Axis

COARSE = (48, 48)
"""Columns and rows while an input moves."""
CELLS_AT_ONCE = 16_384
"""Cells worked out together; between services and between such blocks the work may be given up."""
SAME: dict[str, float] = {"cost": 0.005, "time": 0.0005}
"""Figures no further apart are the same to a person: half a cent of USD, half a millisecond."""
NOBODY = -1

Area = tuple[str, ...]
"""Services that are equally good, in the app's order; none where nothing fits."""


class MapQuestion(NamedTuple):
    """What is asked: the setting, the two inputs that vary, and whether `cost` or `time` decides."""

    setting: Setting
    x: Axis
    y: Axis
    measure: str = "cost"
    quotas: DurationOptions = DurationOptions()

    def figures(self, services: Area, inputs: dict[str, Any]) -> Iterator[Any]:
        """USD a month or seconds of each service with `inputs` replaced; inf = unfit.

        Arrays that broadcast to the shape of the inputs. Errors: WorkloadError.
        """
        setting = self.setting
        swept, limits = setting.varied(**inputs), setting.known()
        demand = Demand(swept, limits)
        if self.measure == "time":
            return (times(one, swept, limits, self.quotas, demand=demand) for one in services)
        prices, options = setting.prices, setting.options
        return (totals(one, swept, prices, options, limits, demand=demand) for one in services)


class MapGrid(NamedTuple):
    """Winners at the nodes of an even grid over both axes (ends included), shape (rows, columns)."""

    question: MapQuestion
    areas: tuple[Area, ...]
    winner: Any
    """Index into `areas`; NOBODY where nothing fits (int16)."""
    best: Any
    """USD a month or seconds of the winner, unrounded; inf where nothing fits."""
    lines: Any = None
    """The exact frontiers as segments (n, 4) of places, 0 to 1: x1, y1, x2, y2; None while an input moves."""

    def shares(self) -> tuple[tuple[Area, float], ...]:
        """(area, part of the map it takes), largest first; an empty area for the part where nothing fits."""
        counts = np().bincount(self.winner.ravel() + 1, minlength=len(self.areas) + 1).tolist()
        parts = zip(((), *self.areas), counts, strict=True)
        found = [(area, count / self.winner.size) for area, count in parts if count]
        return tuple(sorted(found, key=lambda part: -part[1]))

    def area(self, index: int) -> Area:
        """The services behind an entry of `winner`."""
        return () if index == NOBODY else self.areas[index]


class OutdatedError(Exception):
    """Nobody waits for this answer any more."""


def always() -> bool:
    """Never outdated."""
    return True


def solve(question: MapQuestion, size: tuple[int, int], wanted: Callable[[], bool]) -> MapGrid:
    """The map on `size` columns and rows, without frontiers. Errors: OutdatedError."""
    columns, rows = size
    levels = leveled(question, _values(question.x, columns), _values(question.y, rows), wanted)
    found, winner = _areas(_thick(levels))
    return MapGrid(question, found, winner, levels.best)


def winners(question: MapQuestion, xs: list[float], ys: list[float]) -> tuple[tuple[Area, ...], ...]:
    """The best services at values of both inputs, a tuple for each of ys."""
    levels = leveled(question, xs, ys, always)
    return tuple(tuple(_services(mask) for mask in row) for row in levels.near.tolist())


class Levels(NamedTuple):
    """The lowest figure at each node, and who has it: bit i stands for service i of RANKED."""

    best: Any
    near: Any
    """Those whose figure is the same to a person (uint16)."""
    exact: Any
    """Those whose figure is the same to the last bit (uint16)."""


def leveled(question: MapQuestion, xs: list[float], ys: list[float], wanted: Callable[[], bool]) -> Levels:
    """Levels at values of both inputs, shape (ys, xs). Errors: OutdatedError."""
    numpy, step = np(), max(1, CELLS_AT_ONCE // len(xs))
    across, up = question.x.input_name, question.y.input_name
    parts = []
    for top in range(0, len(ys), step):
        rows = numpy.asarray(ys[top : top + step])[:, None]
        inputs = {across: numpy.asarray(xs)[None, :], up: rows}
        parts.append(_block(question, inputs, (len(rows), len(xs)), wanted))
    if len(parts) == 1:
        return parts[0]
    return Levels(*(numpy.vstack(column) for column in zip(*parts, strict=True)))


def _block(
    question: MapQuestion, inputs: dict[str, Any], shape: tuple[int, int], wanted: Callable[[], bool]
) -> Levels:
    numpy, same = np(), SAME[question.measure]
    found: list[tuple[int, Any]] = []
    best = numpy.full(shape, numpy.inf)
    with numpy.errstate(divide="ignore", invalid="ignore"):  # what holds no unit costs endlessly much
        for bit, figure in enumerate(question.figures(RANKED, inputs)):
            if not wanted():
                raise OutdatedError
            if numpy.ndim(figure) or figure < numpy.inf:
                numpy.minimum(best, figure, out=best)
                found.append((1 << bit, figure))
    near, exact = numpy.zeros(shape, dtype=numpy.uint16), numpy.zeros(shape, dtype=numpy.uint16)
    most, fits = best + same, numpy.isfinite(best)
    for bit, figure in found:
        near |= (figure <= most) * numpy.uint16(bit)
        exact |= (figure == best) * numpy.uint16(bit)
    return Levels(best, near * fits, exact * fits)


def _thick(levels: Levels) -> Any:
    """Who shares each node. Along every frontier two figures are nearly the same: such a line is no area."""
    near, exact = levels.near, levels.exact
    if (near == exact).all():
        return exact
    alike = (near[1:, 1:] == near[:-1, :-1]) & (near[1:, :-1] == near[:-1, 1:]) & (near[1:, 1:] == near[1:, :-1])
    kept = np().zeros(near.shape, dtype=bool)
    for rows in (slice(1, None), slice(None, -1)):
        for columns in (slice(1, None), slice(None, -1)):
            kept[rows, columns] |= alike
    return np().where(kept, near, exact)


def _areas(masks: Any) -> tuple[tuple[Area, ...], Any]:
    """The distinct areas, and which one each node belongs to."""
    numpy = np()
    there = numpy.bincount(masks.ravel(), minlength=1).nonzero()[0]
    found = there[there > 0]
    index = numpy.full(int(there[-1]) + 1, NOBODY, dtype=numpy.int16)
    index[found] = numpy.arange(len(found))
    return tuple(_services(mask) for mask in found.tolist()), index[masks]


def _services(mask: int) -> Area:
    return tuple(name for bit, name in enumerate(RANKED) if mask >> bit & 1)


def _values(axis: Axis, count: int) -> list[float]:
    return [float(axis.value(i / (count - 1))) for i in range(count)]
