"""The arithmetic of drawing lines: stairs, points a line can do without, stretches where lines share pixels."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

STRAIGHT = 0.05  # pixels by which a point may stand off its neighbours' middle and still be left out
ASTRAY = 0.3  # pixels by which a point left out may stand off the line that is drawn
EVERY = 8  # one point in so many stays all the same, so that gentle bends keep their form
NEAR = 1.2  # pixels: lines closer than this hide one another
SHORT = 9.0  # pixels: lines that meet for less than this merely cross


def stairs(xs: np.ndarray, table: np.ndarray, joints: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A step at each joint that is a number: two points there, at the height before and after.

    `xs` has shape (n,), `table` (lines, n), `joints` (n - 1,); the answer is longer by two points for each step.
    The first and the last stretch reach to the ends 0 and 1, for each value has a whole band.
    """
    (steps,) = np.nonzero(np.isfinite(joints))
    if not steps.size:
        return xs, table
    at = np.repeat(steps + 1, 2)
    found = np.insert(table, at, table[:, np.stack((steps, steps + 1), axis=1).ravel()], axis=1)
    places = np.insert(xs, at, np.repeat(joints[steps], 2))
    if steps[0] == 0 and xs[0] > 0.0:
        places, found = np.insert(places, 0, 0.0), np.insert(found, 0, found[:, 0], axis=1)
    if steps[-1] == len(joints) - 1 and xs[-1] < 1.0:
        places, found = np.append(places, 1.0), np.append(found, found[:, -1:], axis=1)
    return places, found


def bends(xs: np.ndarray, table: np.ndarray) -> np.ndarray:
    """Which points of each line change its direction; those between draw nothing. Same shape as `table` (pixels).

    `xs` has shape (n,). Points beside a gap stay.
    """
    kept = np.ones(table.shape, dtype=bool)
    if len(xs) > 2:
        share = (xs[1:-1] - xs[:-2]) / (xs[2:] - xs[:-2])
        straight = table[:, :-2] + (table[:, 2:] - table[:, :-2]) * share
        kept[:, 1:-1] = ~(np.abs(table[:, 1:-1] - straight) <= STRAIGHT)
        kept[:, ::EVERY] = True
        for row, line in enumerate(table):  # unevenly spaced points hide a bend from each other
            drawn = np.interp(xs, xs[kept[row]], line[kept[row]])
            kept[row] |= np.abs(drawn - line) > ASTRAY
    return kept


class Run(NamedTuple):
    """A stretch of one line, points start..stop (both included), drawn as one of `many` that share it."""

    line: int
    start: int
    stop: int
    rank: int
    many: int


def runs(xs: np.ndarray, table: np.ndarray) -> list[Run]:
    """The stretches to draw, all in pixels: where lines lie on each other each of them gets its turn.

    `xs` has shape (n,), `table` (lines, n), NaN where a line has no point.
    """
    key = _sharing(xs, table)
    lines, cuts = np.nonzero(key[:, 1:] != key[:, :-1])
    found = []
    for line, keys in enumerate(key.tolist()):
        edges = [0, *(cuts[lines == line] + 1).tolist(), len(keys)]
        for start, stop in pairwise(edges):
            if keys[start] >= 0:
                many, rank = divmod(keys[start], 64)
                found.append(Run(line, start, stop, rank, many))
    return found


def _sharing(xs: np.ndarray, table: np.ndarray) -> np.ndarray:
    """For each line and each piece between two points: 64 x lines there + its rank among them; -1: no piece.

    Meetings that are over within a few pixels do not count.
    """
    drawn = np.isfinite(table)
    key = np.where(drawn[:, :-1] & drawn[:, 1:], 64, -1)
    first, second = np.triu_indices(len(table), 1)
    with np.errstate(invalid="ignore"):
        near = np.abs(table[first] - table[second]) < NEAR
    pieces = np.zeros((len(first), len(xs) + 1), dtype=bool)
    pieces[:, 1:-1] = near[:, :-1] & near[:, 1:]
    pairs, edges = np.nonzero(pieces[:, 1:] != pieces[:, :-1])
    long = xs[edges[1::2]] - xs[edges[::2]] >= SHORT
    for pair, start, stop in zip(pairs[::2][long], edges[::2][long], edges[1::2][long], strict=True):
        key[first[pair], start:stop] += 64
        key[second[pair], start:stop] += 65
    return key
