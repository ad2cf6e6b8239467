"""Where exactly one area of the map gives way to another: cuts between neighbours, joined to lines. Qt-free.

Each cut is halved along the way from one node to the other, with nothing but the figures of the engines.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from models.cost.ops import np
from ui.presenters.calculator_map_grid import SAME, Area, MapGrid, MapQuestion, OutdatedError, solve

HALVINGS = 12
"""A cut is located to 1/4096 of the distance between two nodes: far below a pixel."""


def solve_exact(question: MapQuestion, size: tuple[int, int], wanted: Callable[[], bool]) -> MapGrid:
    """The map on `size` columns and rows with its frontiers. Errors: OutdatedError."""
    grid = solve(question, size, wanted)
    return grid._replace(lines=joined(grid.winner.shape, find_cuts(grid, wanted)))


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


def find_cuts(grid: MapGrid, wanted: Callable[[], bool]) -> Cuts:
    """Every change of winner between neighbours. Errors: OutdatedError."""
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
        at = _halved(grid.question, (grid.area(low), grid.area(high)), way, wanted)
        x[mine] += at * right
        y[mine] += at * up
    return Cuts(row, column, upright, x, y)


class _Way(NamedTuple):
    """Ways from nodes to neighbours: start, step, and whether the first of both areas is at the start."""

    x: Any
    y: Any
    right: Any
    up: Any
    first_here: Any


def _halved(question: MapQuestion, pair: tuple[Area, Area], way: _Way, wanted: Callable[[], bool]) -> Any:
    """How far along each way, 0 to 1, one area of a pair gives way to the other."""
    x, y = question.x, question.y
    near, far = way.x * 0.0, way.x * 0.0 + 1.0
    for _ in range(HALVINGS):
        if not wanted():
            raise OutdatedError
        middle = (near + far) / 2.0
        inputs = {
            x.input_name: x.value(way.x + middle * way.right),
            y.input_name: y.value(way.y + middle * way.up),
        }
        still = _is_first(question, pair, inputs) == way.first_here
        near, far = near + still * (middle - near), far + ~still * (middle - far)
    return (near + far) / 2.0


def _is_first(question: MapQuestion, pair: tuple[Area, Area], inputs: dict[str, Any]) -> Any:
    """Where the first area of a pair is rather than the second. Between two that share services: where the
    services only one has are not, or are, as good as the rest."""
    numpy, (first, second) = np(), pair
    mine = tuple(one for one in first if one not in second)
    others = tuple(one for one in second if one not in first)
    with numpy.errstate(divide="ignore", invalid="ignore"):
        if mine and others:
            one, other = question.figures((mine[0], others[0]), inputs)
            return numpy.less_equal(one, other)
        if not first:
            return numpy.logical_and.reduce([one == numpy.inf for one in question.figures(second, inputs)])
        smaller = first if others else second
        rest, *more = question.figures((smaller[0], *mine, *others), inputs)
        level = numpy.logical_and.reduce([one <= rest + SAME[question.measure] for one in more])
        return ~level if others else level


def joined(shape: tuple[int, int], cuts: Cuts) -> Any:
    """The segments (n, 4) of frontiers through cuts, square by square: x1, y1, x2, y2 as places, 0 to 1.

    Two cuts in a square are joined; three or four meet at their middle, where three or more areas touch.
    """
    numpy, (rows, columns) = np(), shape
    flat, tall = numpy.full((rows, columns, 2), numpy.nan), numpy.full((rows, columns, 2), numpy.nan)
    row, column, upright, x, y = cuts
    lying, at = upright == 0, numpy.stack([x, y], axis=1)
    flat[row[lying], column[lying]] = at[lying]
    tall[row[~lying], column[~lying]] = at[~lying]
    # the four sides of every square that has a cut: below, right, above, left
    sides = numpy.stack([flat[:-1, :-1], tall[:-1, 1:], flat[1:, :-1], tall[:-1, :-1]], axis=2).reshape(-1, 4, 2)
    cut = ~numpy.isnan(sides[:, :, 0])
    count = cut.sum(axis=1)
    pairs = sides[count == 2][cut[count == 2]].reshape(-1, 4)
    meeting = sides[count > 2]
    middle = numpy.nanmean(meeting, axis=1) if len(meeting) else numpy.zeros((0, 2))
    spokes = numpy.concatenate([meeting, numpy.repeat(middle[:, None, :], 4, axis=1)], axis=2)
    return numpy.concatenate([pairs, spokes[cut[count > 2]].reshape(-1, 4)])
