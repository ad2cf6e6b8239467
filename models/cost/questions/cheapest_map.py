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
BLOCK = 49_152
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
    """Points where the winner changes from `first` (smaller x) to `second`, at each y of the grid."""

    first: str
    second: str
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


def frontiers(found: CheapestMap, setting: Setting) -> tuple[Frontier, ...]:
    """The exact x of every change of winner between neighbours in a row, grouped by the two services.

    Each is bisected to neighbouring doubles. Areas where nothing fits have no frontier line: the limit is exact
    in the limits themselves.
    """
    numpy = np()
    left, right = found.winner[:, :-1], found.winner[:, 1:]
    rows, columns = numpy.nonzero((left != right) & (left != NOBODY) & (right != NOBODY))
    lines = []
    pairs = sorted({(int(left[r, c]), int(right[r, c])) for r, c in zip(rows, columns, strict=True)})
    for a, b in pairs:
        mine = (left[rows, columns] == a) & (right[rows, columns] == b)
        lines.append(_line(found, setting, (a, b), rows[mine], columns[mine]))
    return tuple(lines)


def _line(found: CheapestMap, setting: Setting, pair: tuple[int, int], rows: Any, columns: Any) -> Frontier:
    numpy = np()
    first, second = (found.services[index] for index in pair)
    y = found.ys[rows]

    def difference(x: Any) -> Any:
        grid = {found.x_input: x, found.y_input: y}
        with numpy.errstate(invalid="ignore"):
            gap = setting.cost(first, **grid) - setting.cost(second, **grid)
        return numpy.where(numpy.isnan(gap), 1.0, gap)

    x, gap = bisect(difference, found.xs[columns], found.xs[columns + 1])
    return Frontier(first, second, x, y, gap)
