"""Arithmetic that is the same for one number and for an array of them.

A bill is written once with these functions. Given Python floats they stay in pure Python (numpy is not even
imported); given float64 arrays of any shapes that broadcast they use numpy. Both are IEEE 754 double
operations in the same order, so a scalar bill equals the matching cell of a map to the last bit.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, TypeAlias

Num: TypeAlias = Any  # float, or numpy.ndarray of float64
Flag: TypeAlias = Any  # bool, or numpy.ndarray of bool

NUMBER = (float, int)  # a tuple: asked thousands of times for one bill, where `float | int` is made anew each time
TINY = 1e-9  # relative slack that keeps 3.0000000000000004 units from becoming 4


@lru_cache(maxsize=1)
def np() -> Any:
    """The numpy module, imported on first use (it must not load before the first window)."""
    import numpy

    return numpy


def is_scalar(*values: Num) -> bool:
    """True when every value is one number."""
    return False not in [isinstance(value, NUMBER) for value in values]


def ceil(value: Num) -> Num:
    """The next whole number, with the slack TINY against representation noise."""
    if isinstance(value, NUMBER):
        return float(math.ceil(value * (1.0 - TINY)))
    return np().ceil(value * (1.0 - TINY))


def floor(value: Num) -> Num:
    """The whole number below, with the slack TINY against representation noise."""
    if isinstance(value, NUMBER):
        return float(math.floor(value * (1.0 + TINY)))
    return np().floor(value * (1.0 + TINY))


def larger(a: Num, b: Num) -> Num:
    """The larger of two, cell by cell."""
    if isinstance(a, NUMBER) and isinstance(b, NUMBER):
        return a if a >= b else b
    return np().maximum(a, b)


def smaller(a: Num, b: Num) -> Num:
    """The smaller of two, cell by cell."""
    if isinstance(a, NUMBER) and isinstance(b, NUMBER):
        return a if a <= b else b
    return np().minimum(a, b)


def above(value: Num, base: Num) -> Num:
    """What `value` has above `base`, never below zero."""
    return larger(value - base, 0.0)


def pick(condition: Flag, yes: Num, no: Num) -> Num:
    """`yes` where `condition` holds, else `no`; when it is the same everywhere, that one as it is."""
    if isinstance(condition, bool):
        return yes if condition else no
    if condition.all():
        return yes
    return np().where(condition, yes, no)


def both(a: Flag, b: Flag) -> Flag:
    """Logical and, cell by cell."""
    if isinstance(a, bool) and isinstance(b, bool):
        return a and b
    return np().logical_and(a, b)


def anywhere(condition: Flag) -> bool:
    """Whether the condition holds in some cell."""
    return condition if isinstance(condition, bool) else bool(condition.any())


def highest(value: Num) -> float:
    """The largest of all cells."""
    return float(value) if isinstance(value, float | int) else float(value.max())


def expm1(value: Num) -> Num:
    """e to the power of `value`, less one; arrays may differ from numbers in the last bit."""
    return math.expm1(value) if isinstance(value, float | int) else np().expm1(value)


def cents(amount: Num) -> Num:
    """An amount of USD in whole cents, halves up (0.005 USD is one cent). Same shape as `amount`."""
    if isinstance(amount, NUMBER):
        return float(math.floor(amount * 100.0 + (0.5 + TINY)))
    return np().floor(amount * 100.0 + (0.5 + TINY))
