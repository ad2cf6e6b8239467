"""Which service is cheapest over two inputs: a grid, and the exact frontiers between the areas."""

from __future__ import annotations

from typing import Any, NamedTuple

from models.cost.demand import Demand
from models.cost.engine import RANKED, totals
from models.cost.ops import np
from models.cost.questions.setting import Setting
from models.cost.questions.solve import bisect
from models.cost.workload import Workload

NOBODY = -1
BLOCK = 65_536
"""Cells worked out together: small enough for their arrays to stay in a processor's cache."""


class CheapestMap(NamedTuple):
    """A grid of winners. Arrays have shape (len(ys), len(xs))."""

    services: tuple[str, ...]
    xs: Any
    ys: Any
    x_input: str
    y_input: str
    winner: Any
    """Index into `services`; NOBODY where none fits (int8)."""
    cost: Any
    """USD a month of the winner; inf where none fits (float64)."""


class Frontier(NamedTuple):
    """Points where the winner changes from `first` to `second` as the input `along` grows."""

    first: str
    second: str
    along: str
    """The input that was solved for; the other one is at the grid's values."""
    x: Any
    y: Any
    gap: Any
    """|difference| of both bills at each point, USD; a cent or more means a bill jumps there."""


def cheapest_map(
    setting: Setting, x_input: str, xs: Any, y_input: str, ys: Any, *, services: tuple[str, ...] = RANKED
) -> CheapestMap:
    """The cheapest service in every cell of xs (n,) by ys (m,). Errors: WorkloadError for unknown inputs."""
    numpy = np()
    xs, ys = numpy.asarray(xs, dtype=float), numpy.asarray(ys, dtype=float)
    best = numpy.empty((ys.size, xs.size))
    winner = numpy.empty((ys.size, xs.size), dtype=numpy.int8)
    rows = max(1, BLOCK // max(1, xs.size))
    for top in range(0, ys.size, rows):
        block = slice(top, top + rows)
        grid = {x_input: xs[None, :], y_input: ys[block, None]}
        _fill(setting, setting.varied(**grid), services, best[block], winner[block])
    return CheapestMap(services, xs, ys, x_input, y_input, winner, best)


def _fill(setting: Setting, swept: Workload, services: tuple[str, ...], best: Any, winner: Any) -> None:
    """Work out one block of rows in place."""
    numpy, limits = np(), setting.known()
    best.fill(numpy.inf)
    winner.fill(NOBODY)
    demand = Demand(swept, limits)
    for index, service in enumerate(services):
        cost = totals(service, swept, setting.prices, setting.options, limits, demand=demand)
        better = cost < best
        numpy.copyto(best, cost, where=better)
        numpy.copyto(winner, numpy.int8(index), where=better)


def frontiers(found: CheapestMap, setting: Setting, *, both: bool = False) -> tuple[Frontier, ...]:
    """The exact place of every change of winner between neighbours in a row, by the two services.

    `both` adds the changes between neighbours in a column (a frontier that runs along the rows has only those).
    Each is bisected to neighbouring doubles. Areas where nothing fits have no frontier line: the limit is exact
    in the limits themselves.
    """
    return (*_along(found, setting, 1), *(_along(found, setting, 0) if both else ()))


def _along(found: CheapestMap, setting: Setting, axis: int) -> list[Frontier]:
    """Frontiers met when moving along one axis of the grid (1: x grows, 0: y grows)."""
    numpy = np()
    winner = found.winner if axis else found.winner.T
    lower, upper = winner[:, :-1], winner[:, 1:]
    lines, places = numpy.nonzero((lower != upper) & (lower != NOBODY) & (upper != NOBODY))
    here, there = lower[lines, places], upper[lines, places]
    pairs = sorted(set(zip(here.tolist(), there.tolist(), strict=True)))
    found_lines = []
    for pair in pairs:
        mine = (here == pair[0]) & (there == pair[1])
        found_lines.append(_line(found, setting, pair, axis, (lines[mine], places[mine])))
    return found_lines


def _line(
    found: CheapestMap, setting: Setting, pair: tuple[int, int], axis: int, where: tuple[Any, Any]
) -> Frontier:
    """One pair's frontier along an axis: bisect between the two cells of each change."""
    numpy = np()
    first, second = (found.services[index] for index in pair)
    moving, still = (found.xs, found.ys) if axis else (found.ys, found.xs)
    names = (found.x_input, found.y_input) if axis else (found.y_input, found.x_input)
    lines, places = where
    fixed = still[lines]

    def difference(value: Any) -> Any:
        grid = {names[0]: value, names[1]: fixed}
        with numpy.errstate(invalid="ignore"):
            gap = setting.cost(first, **grid) - setting.cost(second, **grid)
        return numpy.where(numpy.isnan(gap), 1.0, gap)

    solved, gap = bisect(difference, moving[places], moving[places + 1])
    x, y = (solved, fixed) if axis else (fixed, solved)
    return Frontier(first, second, names[0], x, y, gap)
