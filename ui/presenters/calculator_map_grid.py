"""The map as arrays: the cheapest service at every node of a grid, and where exactly it changes between nodes.

Safe to run beside the window's thread: it reads nothing but its question, and stops when told that nobody waits
for the answer any more. Arrays come from the engine; this module only compares them. Qt-free.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from models.cost.engine import RANKED
from models.cost.ops import np
from models.cost.questions.cheapest_map import NOBODY, cheapest_map
from models.cost.questions.setting import Setting
from models.cost.workload import Workload
from ui.presenters.calculator_map_axes import Axis

COARSE = (64, 64)
"""Columns and rows while an input moves."""
CELLS_AT_ONCE = 16_384
"""Between two of these many cells the work may be given up."""
HALVINGS = 16
"""A change of winner is located to 1/65536 of the distance between two nodes: far below a pixel."""


_PRICED_BY = frozenset({"hours_per_day", "month_hours"})
"""Inputs that change the price of a server's month rather than how many there are."""


class _Spread(Setting):
    """A setting that gives the engine every cell's own inputs: it cannot yet vary prices along one axis alone."""

    def varied(self, **inputs: Any) -> Workload:
        whole = np().broadcast_arrays(*inputs.values())
        return super().varied(**dict(zip(inputs, (one.copy() for one in whole), strict=True)))


class MapQuestion(NamedTuple):
    """What is asked: the setting and the two inputs that vary."""

    setting: Setting
    x: Axis
    y: Axis


class Cuts(NamedTuple):
    """Where the winner changes between two neighbouring nodes. All arrays have shape (n,).

    `row`, `column` name the lower left node; `upright` says that the other node is the one above, not the one
    at the right. `x`, `y` are places on the axes, 0 to 1.
    """

    row: Any
    column: Any
    upright: Any
    x: Any
    y: Any


class MapGrid(NamedTuple):
    """Winners at the nodes of an even grid over both axes (ends included), shape (rows, columns)."""

    question: MapQuestion
    services: tuple[str, ...]
    winner: Any
    """Index into `services`; NOBODY where none fits (int8)."""
    cost: Any
    """USD a month of the winner, unrounded; inf where none fits."""
    cuts: Cuts | None = None
    """The exact frontier; None while an input moves."""

    def shares(self) -> tuple[tuple[str, float], ...]:
        """(service, part of the map it wins), largest first; an empty id for the part where nothing fits."""
        total = float(self.winner.size)
        parts = [(name, float((self.winner == i).sum()) / total) for i, name in enumerate(self.services)]
        parts.append(("", float((self.winner == NOBODY).sum()) / total))
        return tuple(sorted((part for part in parts if part[1] > 0.0), key=lambda part: -part[1]))


class OutdatedError(Exception):
    """Nobody waits for this answer any more."""


def solve(
    question: MapQuestion, size: tuple[int, int], wanted: Callable[[], bool], *, exact: bool = False
) -> MapGrid:
    """The map on `size` columns and rows; with its exact frontier if asked. Errors: OutdatedError."""
    columns, rows = size
    xs, ys = _values(question.x, columns), _values(question.y, rows)
    winner, cost = winners(question, xs, ys, wanted)
    grid = MapGrid(question, RANKED, winner, cost)
    return grid._replace(cuts=_cuts(grid, wanted)) if exact else grid


def _values(axis: Axis, count: int) -> list[float]:
    return [float(axis.value(i / (count - 1))) for i in range(count)]


def winners(
    question: MapQuestion, xs: list[float], ys: list[float], wanted: Callable[[], bool] = lambda: True
) -> tuple[Any, Any]:
    """Winners and costs at values of both inputs, shape (ys, xs); a few rows at a time, to be given up in between.

    Errors: OutdatedError.
    """
    x, y, step = question.x.input_name, question.y.input_name, max(1, CELLS_AT_ONCE // len(xs))
    setting, parts = question.setting, []
    if _PRICED_BY & {x, y}:
        setting = _Spread(*setting)
    for top in range(0, len(ys), step):
        if top and not wanted():
            raise OutdatedError
        with np().errstate(divide="ignore", invalid="ignore"):  # what holds no unit costs endlessly much
            parts.append(cheapest_map(setting, x, xs, y, ys[top : top + step]))
    if len(parts) == 1:
        return parts[0].winner, parts[0].cost
    return np().vstack([part.winner for part in parts]), np().vstack([part.cost for part in parts])


def _cuts(grid: MapGrid, wanted: Callable[[], bool]) -> Cuts:
    """Every change of winner between neighbours, halved along the way from one node to the other."""
    winner, join = grid.winner, np().concatenate
    rows, columns = winner.shape
    flat_row, flat_column = (winner[:, :-1] != winner[:, 1:]).nonzero()
    tall_row, tall_column = (winner[:-1, :] != winner[1:, :]).nonzero()
    row, column = join((flat_row, tall_row)), join((flat_column, tall_column))
    upright = join((flat_row * 0, tall_row * 0 + 1))
    here, there = winner[row, column], winner[row + upright, column + 1 - upright]
    x, y = column / (columns - 1), row / (rows - 1)
    pairs = sorted({(min(a, b), max(a, b)) for a, b in zip(here.tolist(), there.tolist(), strict=True)})
    for low, high in pairs:
        mine = ((here == low) & (there == high) | (here == high) & (there == low)).nonzero()[0]
        right, up = (1 - upright[mine]) / (columns - 1), upright[mine] / (rows - 1)
        way = _Way(x[mine], y[mine], right, up, here[mine] == low)
        at = _halved(grid, (low, high), way, wanted)
        x[mine] += at * right
        y[mine] += at * up
    return Cuts(row, column, upright, x, y)


class _Way(NamedTuple):
    """Ways from nodes to neighbours: start, step, and whether the lower of both services wins at the start."""

    x: Any
    y: Any
    right: Any
    up: Any
    low_first: Any


def _halved(grid: MapGrid, pair: tuple[int, int], way: _Way, wanted: Callable[[], bool]) -> Any:
    """How far along each way, 0 to 1, the winner changes from one of a pair to the other."""
    x, y = grid.question.x, grid.question.y
    near, far = way.x * 0.0, way.x * 0.0 + 1.0
    for _ in range(HALVINGS):
        if not wanted():
            raise OutdatedError
        middle = (near + far) / 2.0
        inputs = {
            x.input_name: x.value(way.x + middle * way.right),
            y.input_name: y.value(way.y + middle * way.up),
        }
        still = _wins(grid, pair, inputs) == way.low_first
        near, far = near + still * (middle - near), far + ~still * (middle - far)
    return (near + far) / 2.0


def _wins(grid: MapGrid, pair: tuple[int, int], inputs: dict[str, Any]) -> Any:
    """Where the first of a pair wins against the second (a tie goes to the first); nobody wins where none fits."""
    setting, second = grid.question.setting, grid.services[pair[1]]
    with np().errstate(divide="ignore", invalid="ignore"):
        cost = setting.cost(second, **inputs)
        if pair[0] == NOBODY:
            return cost == float("inf")
        return setting.cost(grid.services[pair[0]], **inputs) <= cost
