"""The curves as arrays: cost or time of each service along one input, and where the best one changes. Qt-free.

Arrays come from the engine; this module samples and compares them. Sampling more finely costs next to nothing, for
the engine's work does not grow with the points of one curve.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import msgspec

from models.cost import engine
from models.cost.demand import Demand
from models.cost.engine import RANKED, checked
from models.cost.limits import load_limits
from models.cost.ops import np
from models.cost.options import Options
from models.cost.price_book import PriceBook
from models.cost.results import Estimate
from models.cost.workload import Workload
from models.duration.engine import duration_all
from models.duration.options import DurationOptions
from models.duration.results import DurationEstimate
from models.duration.times import times
from ui.presenters.calculator_curve_axes import Measure
from ui.presenters.calculator_map_axes import Axis, current

COARSE = 121
"""Points while an input moves."""
POINTS = 361
"""Points at rest: about one for each pixel."""
SCAN = 1025
"""Points at which a change of the best service is looked for."""
SECTIONS = 64
ROUNDS = 5
"""A change is located to 1/64 of where it was known, so many times: a billionth of the distance of two points."""
PASSES = 4
"""Services that may win in turn between two neighbouring points."""
TIE: dict[str, float] = {"cost": 5e-5, "time": 1e-6}
"""USD a month, seconds: what differs by less is the same."""
NOBODY = -1


class Question(msgspec.Struct, frozen=True):
    """What the engine is asked with: the workload, the prices, the way of buying, and cost or time."""

    workload: Workload
    book: PriceBook
    options: Options
    measure: Measure = "cost"
    quotas: DurationOptions = DurationOptions()

    def lines(self, name: str, values: Any) -> Any:
        """Every ranked service at values (n,) of an input, shape (services, n); NaN where one does not fit.

        USD a month before rounding, or seconds. The demand is worked out once and servers chosen for one service
        serve the others. Errors: WorkloadError for a value out of the input's bounds.
        """
        numpy, limits = np(), load_limits()
        swept = msgspec.structs.replace(self.workload, **{name: checked(name, values)})
        demand, shape = Demand(swept, limits), numpy.shape(values)
        found = numpy.empty((len(RANKED), *shape))
        with numpy.errstate(divide="ignore", invalid="ignore"):  # what holds no unit costs endlessly much
            for row, service in enumerate(RANKED):
                found[row] = self._line(service, swept, demand)
        found[numpy.isinf(found)] = numpy.nan
        return found

    def _line(self, service: str, swept: Workload, demand: Demand) -> Any:
        limits = load_limits()
        if self.measure == "time":
            return times(service, swept, limits, self.quotas, demand=demand)
        return engine.totals(service, swept, self.book, self.options, limits, demand=demand)

    def point(self, name: str, value: float) -> dict[str, float]:
        """What the list shows at another value of an input: each bill to the cent, or each time. NaN: no fit."""
        there = msgspec.structs.replace(self.workload, **{name: value})
        if self.measure == "time":
            return seconds(duration_all(there, options=self.quotas))
        found = engine.estimate_all(there, self.book, self.options)
        return {one.service: one.total if one.feasible else math.nan for one in found if one.service in RANKED}


def exact(estimates: tuple[Estimate, ...]) -> dict[str, float]:
    """The unrounded bill of every ranked service, USD a month; NaN where it does not fit."""
    return {one.service: one.exact if one.feasible else math.nan for one in estimates if one.service in RANKED}


def seconds(durations: tuple[DurationEstimate, ...]) -> dict[str, float]:
    """The seconds every service is ranked by; NaN where it does not fit."""
    return {one.service: one.seconds if one.feasible else math.nan for one in durations if one.service in RANKED}


class Curves(NamedTuple):
    """The lines of every ranked service along an axis.

    `places` and `xs` have shape (n,), `table` (services, n) with NaN where a service does not fit. `joints`, shape
    (n - 1,), holds the place of the step between two neighbours of a whole axis, NaN where numbers between them
    were left out (and on other axes). `now` is the current value and `now_ys` the figures there: those of the list
    before rounding, not of the grid.
    """

    question: Question
    axis: Axis
    places: Any
    xs: Any
    table: Any
    joints: Any
    now: float
    now_ys: dict[str, float]

    @property
    def services(self) -> tuple[str, ...]:
        """The service of each row of the table."""
        return RANKED

    def moved(self, question: Question, now_ys: dict[str, float]) -> Curves:
        """The same lines with another current value; nothing is computed again."""
        return self._replace(
            question=question, now=current(question.workload, self.axis.input_name), now_ys=now_ys
        )


class Crossing(NamedTuple):
    """Where the best service changes: from `x` on `after` is the best; both empty where none fits.

    `y` is what `after` comes to at x (or `before` did, where nothing fits from there on): USD a month, or seconds.
    """

    x: float
    y: float
    before: str
    after: str


def curves(question: Question, axis: Axis, now_ys: dict[str, float], points: int = POINTS) -> Curves:
    """Lines over a whole axis. Every whole number is there on a short whole axis."""
    numpy = np()
    places = numpy.linspace(0.0, 1.0, points)
    xs = axis.value(places)
    if axis.whole:
        xs = numpy.unique(xs)
        places = numpy.array([axis.place(x) for x in xs.tolist()])
    joints = numpy.full(len(xs) - 1, numpy.nan)
    if axis.whole:
        (steps,) = numpy.nonzero(numpy.diff(xs) == 1.0)
        joints[steps] = [axis.place(x + 0.5) for x in xs[steps].tolist()]
    now = current(question.workload, axis.input_name)
    return Curves(question, axis, places, xs, question.lines(axis.input_name, xs), joints, now, now_ys)


def winners(table: Any, measure: Measure) -> list[int]:
    """The row that is best in each column of a table (services, n); NOBODY: none fits. Who won keeps a tie."""
    numpy = np()
    tied, fits = _tied(table, measure)
    firsts, found, last = numpy.argmax(tied, axis=0).tolist(), [], NOBODY
    columns = tied.T.tolist()
    for column, fit in enumerate(fits.tolist()):
        if not fit:
            last = NOBODY
        elif last == NOBODY or not columns[column][last]:
            last = firsts[column]
        found.append(last)
    return found


def _tied(table: Any, measure: Measure) -> tuple[Any, Any]:
    """Which rows are the best of their column, and in which columns anything fits."""
    numpy = np()
    filled = numpy.where(numpy.isnan(table), numpy.inf, table)
    least = filled.min(axis=0)
    fits = numpy.isfinite(least)
    return (filled <= least + TIE[measure]) & fits, fits


def crossings(found: Curves) -> tuple[Crossing, ...]:
    """Every change of the best service, ascending, exact to a billionth of the distance of two points.

    On a whole axis, and for amounts, the first whole number at which another service is the best.
    """
    xs = _scanned(found.axis)
    best = winners(found.question.lines(found.axis.input_name, xs), found.question.measure)
    changed = {i for i in range(1, len(best)) if best[i] != best[i - 1]}
    places = {i: found.axis.place(float(xs[i])) for one in changed for i in (one - 1, one)}
    todo = [
        _Gap(places[i - 1], places[i], best[i - 1], best[i])
        for i in sorted(changed)
    ]
    changes: list[tuple[float, Crossing]] = []
    for _ in range(PASSES):
        if not todo:
            break
        ends = _narrowed(found, todo)
        changes += [(place, crossing) for place, _, crossing in ends]
        todo = _left_over(found, todo, ends)
    return tuple(crossing for _, crossing in sorted(changes, key=lambda change: change[0]))


def _scanned(axis: Axis) -> Any:
    """Values at which changes are looked for, ascending: evenly along it, densely at the foot of an even axis."""
    numpy = np()
    values = axis.value(numpy.linspace(0.0, 1.0, SCAN))
    if axis.knee == 0.0:
        foot = axis.low + (axis.high - axis.low) * numpy.geomspace(1e-6, 1.0, SCAN)
        values = numpy.concatenate((values, numpy.minimum(numpy.round(foot) if axis.whole else foot, axis.high)))
    return numpy.unique(values)


class _Gap(NamedTuple):
    """Between two places the best service changes from one row to another (and maybe others in between)."""

    low: float
    high: float
    before: int
    after: int


def _left_over(found: Curves, gaps: list[_Gap], ends: list[tuple[float, int, Crossing]]) -> list[_Gap]:
    """What is left of gaps in which a third service won and is no longer the best at the end."""
    numpy, axis = np(), found.axis
    left = [
        _Gap(place, gap.high, after, gap.after)
        for gap, (place, after, _) in zip(gaps, ends, strict=True)
        if after != gap.after and place < gap.high
    ]
    if not left:
        return []
    values = axis.value(numpy.array([gap.high for gap in left]))
    tied, fits = _tied(found.question.lines(axis.input_name, values), found.question.measure)
    holds = [tied[gap.before, i] if gap.before != NOBODY else not fits[i] for i, gap in enumerate(left)]
    return [gap for gap, held in zip(left, holds, strict=True) if not held]


def _narrowed(found: Curves, gaps: list[_Gap]) -> list[tuple[float, int, Crossing]]:
    """Where the first service of each gap stops being the best: place, the row that is then, and the crossing."""
    numpy, question, axis = np(), found.question, found.axis
    lows, highs = numpy.array([gap.low for gap in gaps]), numpy.array([gap.high for gap in gaps])
    rows = numpy.array([gap.before for gap in gaps])
    shares, which = numpy.arange(1, SECTIONS + 1) / SECTIONS, numpy.arange(len(gaps))
    for _ in range(ROUNDS):
        grid = lows[:, None] + (highs - lows)[:, None] * shares
        grid[:, -1] = highs
        table = question.lines(axis.input_name, axis.value(grid).ravel())
        tied, fits = _tied(table, question.measure)
        holds = numpy.where(rows[:, None] == NOBODY, ~fits.reshape(grid.shape), _of(tied, rows, grid.shape))
        first = numpy.argmin(holds, axis=1)  # the end of a gap never holds
        table = table.reshape(len(RANKED), *grid.shape)[:, which, first]
        lows = numpy.where(first > 0, grid[which, first - 1], lows)
        highs = grid[which, first]
    tied, fits = _tied(table, question.measure)
    firsts = numpy.argmax(tied, axis=0).tolist()
    after = [row if fit else NOBODY for row, fit in zip(firsts, fits.tolist(), strict=True)]
    xs = [_whole(axis, x) for x in axis.value(highs).tolist()]
    answers = []
    for i, (gap, row) in enumerate(zip(gaps, after, strict=True)):
        y = float(table[row, i]) if row != NOBODY else _left_of(found, float(lows[i]), gap.before)
        crossing = Crossing(xs[i], y, _name(gap.before), _name(row))
        answers.append((float(highs[i]), row, crossing))
    return answers


def _whole(axis: Axis, x: float) -> float:
    """Requests are counted too: the first whole number from which on the change holds."""
    return float(math.ceil(x)) if axis.input_name == "amount" and x >= 1.0 else x


def _of(tied: Any, rows: Any, shape: tuple[int, ...]) -> Any:
    """For each gap, whether its own row is the best at each of its places."""
    numpy = np()
    by_row = tied.reshape(len(RANKED), *shape)
    return by_row[numpy.maximum(rows, 0), numpy.arange(shape[0])]


def _left_of(found: Curves, place: float, row: int) -> float:
    """What a service came to just before nothing fits any more."""
    numpy, axis = np(), found.axis
    value = numpy.asarray([axis.value(place)], dtype=float)
    return float(found.question.lines(axis.input_name, value)[row, 0])


def _name(row: int) -> str:
    return "" if row == NOBODY else RANKED[row]


def together(found: Curves) -> tuple[tuple[str, ...], ...]:
    """Services whose lines are one and the same over the whole axis, group by group; alone ones are left out."""
    numpy, tie = np(), TIE[found.question.measure]
    filled = numpy.where(numpy.isnan(found.table), 1e300, found.table)
    apart = numpy.abs(filled[:, None, :] - filled[None, :, :]).max(axis=2)
    groups, left = [], numpy.flatnonzero(filled.min(axis=1) < 1e300).tolist()
    while left:
        group = [row for row in left if apart[left[0], row] <= tie]
        left = [row for row in left if row not in group]
        if len(group) > 1:
            groups.append(tuple(RANKED[row] for row in group))
    return tuple(groups)
