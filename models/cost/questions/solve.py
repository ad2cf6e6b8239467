"""Finding where a difference changes sign, for functions that may have steps (whole servers, tiers)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from models.cost.ops import np

CENT = 0.01
HALVINGS = 100


class Crossing(NamedTuple):
    """Where a difference changes sign. `gap` is |difference| there (USD); a step has a gap and no equal point."""

    x: float
    gap: float
    before: int
    """Sign of the difference just below x: -1 or 1."""

    @property
    def is_step(self) -> bool:
        """True when the difference jumps over zero instead of passing through it."""
        return self.gap >= CENT


def spread(low: float, high: float, count: int) -> Any:
    """`count` points from `low` to `high`, shape (count,): by ratio over a wide positive span, else evenly."""
    numpy = np()
    if low > 0.0 and high / low > 4.0:
        points = numpy.geomspace(low, high, count)
        points[0], points[-1] = low, high  # geomspace may miss its ends by an ulp
        return points
    return numpy.linspace(low, high, count)


def bisect(difference: Callable[[Any], Any], low: Any, high: Any) -> tuple[Any, Any]:
    """Halve brackets [low, high] (shape (n,)) of a sign change until neighbouring doubles or no difference.

    `difference` maps (n,) to (n,). Returns the point of smaller |difference| and that |difference|, both (n,).
    """
    numpy = np()
    low, high = numpy.array(low, dtype=float), numpy.array(high, dtype=float)
    at_low, at_high = difference(low), difference(high)
    sign = numpy.sign(at_low)
    for _ in range(HALVINGS):
        middle = low + (high - low) / 2.0
        if bool(((middle <= low) | (middle >= high)).all()):
            break
        value = difference(middle)
        same = numpy.sign(value) == sign
        low, at_low = numpy.where(same, middle, low), numpy.where(same, value, at_low)
        high, at_high = numpy.where(same, high, middle), numpy.where(same, at_high, value)
    nearer = numpy.abs(at_low) <= numpy.abs(at_high)
    return numpy.where(nearer, low, high), numpy.where(nearer, numpy.abs(at_low), numpy.abs(at_high))


def crossings(
    difference: Callable[[Any], Any], low: float, high: float, count: int = 1025
) -> tuple[Crossing, ...]:
    """Every sign change of `difference` between `low` and `high` that `count` samples separate, ascending.

    `difference` maps an array (n,) to USD (n,); NaN and infinities of one sign are never a crossing.
    """
    numpy = np()
    xs = spread(low, high, count)
    signs = numpy.sign(difference(xs))
    signs = numpy.where(numpy.isnan(signs), 0.0, signs)
    (where,) = numpy.nonzero(signs[:-1] * signs[1:] < 0.0)
    found = []
    if where.size:
        points, gaps = bisect(difference, xs[where], xs[where + 1])
        found = [
            Crossing(float(x), float(gap), int(signs[i])) for x, gap, i in zip(points, gaps, where, strict=True)
        ]
    (zeros,) = numpy.nonzero(signs == 0.0)
    for i in zeros:
        if 0 < i < len(xs) - 1 and signs[i - 1] * signs[i + 1] < 0.0:
            found.append(Crossing(float(xs[i]), 0.0, int(signs[i - 1])))
    return tuple(sorted(found))
