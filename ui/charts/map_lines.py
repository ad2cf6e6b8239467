"""The frontiers of the map as line segments: exact, through the cuts the grid knows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Segments = np.ndarray
"""Shape (n, 4): x1, y1, x2, y2 as places on the axes, 0 to 1."""


def frontier(shape: tuple[int, int], cuts: Sequence[np.ndarray]) -> Segments:
    """Join exact cuts (row, column, upright, x, y, each (n,), as the grid's `Cuts`) square by square.

    Two cuts in a square are joined; three or four meet at their middle, where three or more areas touch.
    """
    rows, columns = shape
    flat, tall = np.full((rows, columns, 2), np.nan), np.full((rows, columns, 2), np.nan)
    row, column, upright, x, y = cuts
    lying, at = upright == 0, np.stack([x, y], axis=1)
    flat[row[lying], column[lying]] = at[lying]
    tall[row[~lying], column[~lying]] = at[~lying]
    # the four sides of every square that has a cut: below, right, above, left
    sides = np.stack([flat[:-1, :-1], tall[:-1, 1:], flat[1:, :-1], tall[:-1, :-1]], axis=2).reshape(-1, 4, 2)
    cut = ~np.isnan(sides[:, :, 0])
    count = cut.sum(axis=1)
    pairs = sides[count == 2][cut[count == 2]].reshape(-1, 4)
    meeting = sides[count > 2]
    middle = np.nanmean(meeting, axis=1) if len(meeting) else np.zeros((0, 2))
    spokes = np.concatenate([meeting, np.repeat(middle[:, None, :], 4, axis=1)], axis=2)
    return np.concatenate([pairs, spokes[cut[count > 2]].reshape(-1, 4)])
