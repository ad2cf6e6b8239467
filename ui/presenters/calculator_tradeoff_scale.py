"""The two scales of cost against time: even or logarithmic, with round figures. Qt-free."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import msgspec

WIDE = 12.0
"""From this ratio of the largest to the smallest value on, a log scale shows both."""
CENT = 0.01
MOST = 8  # figures on a scale
_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86_400.0
TIMES = (
    *(part * 10.0**exponent for exponent in (-3, -2, -1, 0) for part in (1.0, 2.0, 5.0)),
    *(10.0, 20.0, 30.0),
    *(_MINUTE * n for n in (1, 2, 5, 10, 20, 30)),
    *(_HOUR * n for n in (1, 2, 5, 10)),
    *(_DAY * part * 10.0**exponent for exponent in range(6) for part in (1.0, 2.0, 5.0)),
)
"""Seconds people count in."""
ROUND_TIMES = frozenset(
    (0.001, 0.01, 0.1, 1.0, 10.0, _MINUTE, 10 * _MINUTE, _HOUR, 10 * _HOUR, *(_DAY * 10.0**n for n in range(6)))
)


class Scale(msgspec.Struct, frozen=True):
    """An axis from `low` to `high`; `ticks` are (value, words) of its grid lines."""

    low: float
    high: float
    log: bool
    ticks: tuple[tuple[float, str], ...]

    def place(self, value: float) -> float:
        """Where a value stands, 0 to 1; what lies outside stands at an end."""
        if self.log:
            share = math.log(max(value, self.low) / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return min(max(share, 0.0), 1.0)


Said = Callable[[float], str]


def time_scale(values: Sequence[float], said: Said) -> Scale:
    """A scale for seconds (all above zero)."""
    low, high = min(values), max(values)
    if high <= WIDE * low:
        top = high * 1.12
        step = next((step for step in TIMES if top / step <= 6.0), top)
        return Scale(0.0, top, False, _even(step, top, said))
    low, high = low / 1.5, high * 1.5
    ticks = [tick for tick in TIMES if low <= tick <= high]
    if len(ticks) > MOST:
        ticks = [tick for tick in ticks if tick in ROUND_TIMES]
    return Scale(low, high, True, tuple((tick, said(tick)) for tick in ticks))


def money_scale(values: Sequence[float], said: Said) -> Scale:
    """A scale for amounts; what is less than a cent stands at a cent on a log scale."""
    low, high = max(min(values), CENT), max(values)
    if high <= WIDE * low or high <= CENT:
        top = high * 1.15 or 1.0
        size = 10.0 ** math.floor(math.log10(top))
        step = next(size * part for part in (0.1, 0.2, 0.5, 1.0, 2.0) if top / (size * part) <= 6.0)
        return Scale(0.0, top, False, ((0.0, said(0.0)), *_even(step, top, said)))
    low, high = low / 1.6, high * 1.6
    exponents = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    ticks = [10.0**n * part for n in exponents for part in (1.0, 2.0, 5.0) if low <= 10.0**n * part <= high]
    if len(ticks) > MOST:
        ticks = [10.0**n for n in exponents if low <= 10.0**n <= high]
    return Scale(low, high, True, tuple((tick, said(tick)) for tick in ticks))


def _even(step: float, top: float, said: Said) -> tuple[tuple[float, str], ...]:
    """Multiples of a step up to the top."""
    return tuple((step * n, said(step * n)) for n in range(1, math.floor(top / step + 1e-9) + 1))
