"""The arithmetic of drawing: logarithms with a floor, ranges in quiet steps, points a line can do without."""

from __future__ import annotations

import math

import numpy as np

STRAIGHT = 0.002  # a change of slope (decades of cost in each decade of amount) no eye can see
FLOOR = 0.01  # USD: what costs less than a cent stands at the bottom edge


def logarithms(rows: list[list[float]]) -> np.ndarray:
    """log10 of costs, shape (lines, points); NaN stays NaN and nothing goes below the floor."""
    return np.log10(np.maximum(np.asarray(rows, dtype=np.float64), FLOOR))


def span(table: np.ndarray) -> tuple[float, float]:
    """Lowest and highest exponent to show, in steps of a quarter decade, at least one decade apart."""
    values = table[np.isfinite(table)]
    if not values.size:
        return -1.0, 3.0
    low, high = _down(float(values.min())), -_down(-float(values.max()) - 0.02)
    return low, max(high, low + 1.0)


def corners(xs: np.ndarray, table: np.ndarray) -> np.ndarray:
    """Which points of each line change its direction: straight runs need no points between, and draw faster.

    `xs` has shape (points,), `table` and the answer (lines, points). The drawn line moves by less than a pixel.
    """
    kept = np.ones(table.shape, dtype=bool)
    if len(xs) > 2:
        slopes = np.diff(table) / np.diff(xs)
        turns = np.abs(np.diff(slopes))
        kept[:, 1:-1] = (turns > STRAIGHT) | np.isnan(turns)
    return kept


def _down(exponent: float) -> float:
    """The next quarter of a decade at or below."""
    return math.floor(exponent * 4.0 + 1e-9) / 4.0
