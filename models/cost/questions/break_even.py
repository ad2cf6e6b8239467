"""Where two services cost the same, and what would have to change for one to win."""

from __future__ import annotations

from typing import Any, NamedTuple

from models.cost.ops import np
from models.cost.questions.setting import SCANNED, Setting, reach
from models.cost.questions.solve import Crossing, crossings

SAMPLES = 1025
QUICK = 257


class BreakEven(NamedTuple):
    """A value of one input at which the cheaper of two services changes."""

    x: float
    below: str
    """The cheaper service just below x."""
    above: str
    is_step: bool
    """True when a bill jumps there (one more server), so that no value makes both equal."""
    cost: float
    """USD a month at x (the lower of both)."""


def break_evens(
    first: str, second: str, setting: Setting, input_name: str, span: tuple[float, float] | None = None
) -> tuple[BreakEven, ...]:
    """Every break-even of two services along one input within `span` (its reach by default), ascending.

    A place where one of them stops fitting is a change of winner too, and a step.
    """
    low, high = span or reach(input_name)

    def difference(x: Any) -> Any:
        return _difference(*setting.costs((first, second), **{input_name: x}))

    found = crossings(difference, low, high, SAMPLES)
    return tuple(_named(one, first, second, setting, input_name) for one in found)


def _difference(a: Any, b: Any) -> Any:
    """a - b where both fit; +1e300 or -1e300 where only one does; NaN where none does."""
    numpy = np()
    finite_a, finite_b = numpy.isfinite(a), numpy.isfinite(b)
    with numpy.errstate(invalid="ignore"):
        plain = a - b
    one = numpy.where(finite_a, -1e300, 1e300)
    return numpy.where(finite_a & finite_b, plain, numpy.where(finite_a | finite_b, one, numpy.nan))


def _named(one: Crossing, first: str, second: str, setting: Setting, input_name: str) -> BreakEven:
    below, above = (first, second) if one.before < 0 else (second, first)
    both = (float(setting.cost(name, **{input_name: one.x})) for name in (first, second))
    return BreakEven(one.x, below, above, one.is_step, min(both))


def reaches(service: str, usd: float, setting: Setting, input_name: str) -> tuple[float, ...]:
    """Values of an input at which a service costs `usd` a month, ascending."""
    low, high = reach(input_name)

    def difference(x: Any) -> Any:
        return setting.cost(service, **{input_name: x}) - usd

    return tuple(one.x for one in crossings(difference, low, high, SAMPLES))


class Threshold(NamedTuple):
    """The nearest value of one input that makes a service the cheapest; None: no value does."""

    input_name: str
    now: float
    needed: float | None
    cost: float | None
    """USD a month of the service there."""


def thresholds(service: str, setting: Setting, inputs: tuple[str, ...] = SCANNED) -> tuple[Threshold, ...]:
    """For each input alone: how far it must move for `service` to win, or that no value does. Nearest first.

    "Nearest" compares ratios. A service that wins already needs nothing: its thresholds are where it is now.
    """
    found = [_threshold(service, setting, name) for name in inputs]
    return tuple(sorted(found, key=_distance))


def _distance(one: Threshold) -> float:
    if one.needed is None:
        return float("inf")
    low, high = sorted((one.now, one.needed))
    return (high + 1e-9) / (low + 1e-9)


def _threshold(service: str, setting: Setting, name: str) -> Threshold:
    now = float(getattr(setting.workload, name))

    def difference(x: Any) -> Any:
        return _difference(*setting.with_cheapest_other(service, **{name: x}))

    here = float(difference(np().asarray(now)))
    if here < 0.0:
        return Threshold(name, now, now, float(setting.cost(service, **{name: now})))
    low, high = reach(name)
    sides = [one.x for one in crossings(difference, low, high, QUICK)]
    if not sides:
        return Threshold(name, now, None, None)
    needed = min(sides, key=lambda x: _distance(Threshold(name, now, x, None)))
    winning = _winning_side(difference, needed)
    return Threshold(name, now, winning, float(setting.cost(service, **{name: winning})))


def _winning_side(difference: Any, x: float) -> float:
    """The nearest double to `x` at which the difference is not above zero."""
    numpy = np()
    for candidate in (x, numpy.nextafter(x, 0.0), numpy.nextafter(x, numpy.inf)):
        if float(difference(numpy.asarray(candidate))) <= 0.0:
            return float(candidate)
    return x
