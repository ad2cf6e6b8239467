"""Where the names of the areas go: each inside its own area, at its roomiest place, clear of the ring."""

from __future__ import annotations

import numpy as np

FINEST = 144  # columns and rows looked at; finer grids are thinned
GROWTH = 8  # halvings of the search for the largest label that fits


def thinned(winner: np.ndarray) -> np.ndarray:
    """Every second, third ... node, so that at most FINEST remain each way."""
    steps = [-(-side // FINEST) for side in winner.shape]
    return winner[:: steps[0], :: steps[1]]


def areas(winner: np.ndarray) -> tuple[np.ndarray, int]:
    """Number the connected areas (rows, columns) of one winner; how many there are. Neighbours share a side."""
    rows, columns = winner.shape
    starts = np.ones((rows, columns), dtype=bool)
    starts[:, 1:] = winner[:, 1:] != winner[:, :-1]
    runs = np.cumsum(starts).reshape(rows, columns) - 1
    parent = list(range(int(runs[-1, -1]) + 1))
    same = winner[1:] == winner[:-1]
    count = len(parent)
    links = np.unique(runs[:-1][same] * count + runs[1:][same])
    for a, b in zip((links // count).tolist(), (links % count).tolist(), strict=True):
        one, other = _root(parent, a), _root(parent, b)
        parent[max(one, other)] = min(one, other)
    roots, numbers = np.unique([_root(parent, i) for i in range(len(parent))], return_inverse=True)
    return numbers[runs], len(roots)


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def roomiest(free: np.ndarray, width: int, height: int) -> tuple[float, float] | None:
    """The centre (column, row) of the largest box of this shape within `free` (rows, columns); None: none fits.

    Among equally large ones the one nearest to the middle of them all.
    """
    rows, columns = free.shape
    table = np.zeros((rows + 1, columns + 1), dtype=np.int32)
    table[1:, 1:] = free.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
    low, high, best = 1.0, 1.0 + min(columns / width, rows / height), None
    found = _corners(table, width, height)
    if found is None:
        return None
    best = (found, width, height)
    for _ in range(GROWTH):
        middle = (low + high) / 2.0
        size = round(width * middle), round(height * middle)
        found = _corners(table, *size)
        if found is None:
            high = middle
        else:
            low, best = middle, (found, *size)
    corners, wide, tall = best
    centre = corners.mean(axis=0)
    row, column = corners[np.argmin(((corners - centre) ** 2).sum(axis=1))]
    return float(column) + (wide - 1) / 2.0, float(row) + (tall - 1) / 2.0


def _corners(table: np.ndarray, width: int, height: int) -> np.ndarray | None:
    """The lowest corners (n, 2) of every box that lies wholly inside, from the summed table."""
    if height >= table.shape[0] or width >= table.shape[1]:
        return None
    inside = table[height:, width:] - table[:-height, width:] - table[height:, :-width] + table[:-height, :-width]
    found = np.argwhere(inside == width * height)
    return found if len(found) else None


def fits(free: np.ndarray, at: tuple[float, float], width: int, height: int) -> bool:
    """Whether a box centred at a place (0 to 1) lies inside `free`."""
    rows, columns = free.shape
    column, row = at[0] * (columns - 1), at[1] * (rows - 1)
    left, low = round(column - (width - 1) / 2.0), round(row - (height - 1) / 2.0)
    if left < 0 or low < 0 or left + width > columns or low + height > rows:
        return False
    return bool(free[low : low + height, left : left + width].all())
