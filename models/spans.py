"""Lengths of time as people say them, the same in every view."""

from __future__ import annotations

import math

from models import formats
from models.texts import Texts

# larger unit, smaller unit, seconds of the smaller and of the larger, and from how many the next pair is used
_CLOCK = (
    ("min", "s", 1.0, 60.0, 60),
    ("h", "min", 60.0, 3600.0, 48),
    ("d", "h", 3600.0, 86_400.0, math.inf),
)


def span_text(seconds: float, texts: Texts) -> str:
    """A time as people say it: 85 ms, 1.2 s, 4 min 10 s, 2 h 5 min, 3 days 4 h."""
    quantity = texts.quantity
    if seconds < 1.0:
        return quantity(float(f"{seconds * 1000.0:.3g}"), "ms")
    if seconds < 59.95:
        return f"{formats.significant(seconds, texts.language, 3)}{formats.NBSP}{texts.unit('s')}"
    for big, small, step, size, most in _CLOCK:
        whole, rest = divmod(round(seconds / step), round(size / step))
        if whole < most:
            first = quantity(float(whole), big)
            return f"{first} {quantity(float(rest), small)}" if rest and whole < 100 else first
    raise ValueError(seconds)
