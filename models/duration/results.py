"""What a duration answer consists of: spans in seconds (low, expected, high) and where each comes from."""

from __future__ import annotations

import msgspec

from models.cost.results import BrokenLimit
from models.texts import Message

LEAST_SECONDS = 1e-3
"""No time is told as shorter than a millisecond."""


class Span(msgspec.Struct, frozen=True):
    """Seconds: a low, an expected and a high value (equal when there is nothing uncertain)."""

    low: float
    expected: float
    high: float

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.expected + other.expected, self.high + other.high)

    @classmethod
    def sure(cls, seconds: float) -> Span:
        """A span without uncertainty."""
        return cls(seconds, seconds, seconds)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch of an item's time: what it is, how long, and the fact it comes from ('' = the workload)."""

    id: str
    label: Message
    span: Span
    fact_id: str = ""


class DurationEstimate(msgspec.Struct, frozen=True, kw_only=True):
    """How long a workload takes on one service."""

    service: str
    feasible: bool
    item: Span | None = None
    """Seconds from asking for one item to its end; None when the service runs nothing or never ends."""
    parts: tuple[Part, ...] = ()
    """What the item's time is made of, in order."""
    lot: Span | None = None
    """Seconds until the whole month's items are done when all are asked for at once."""
    slots: float = 0.0
    """Items that run at the same time at most."""
    waves: float = 0.0
    """Rounds of `slots` items the lot needs."""
    limited_by: str = ""
    """Fact id of the quota or rate that decides `slots`; '' when nothing does."""
    reason: Message = Message("duration.reason.none")
    warnings: tuple[Message, ...] = ()
    broken: tuple[BrokenLimit, ...] = ()

    @property
    def seconds(self) -> float:
        """The expected seconds services are ranked by: of the lot, or until it is up for work that never ends."""
        if self.lot is not None:
            return max(self.lot.expected, LEAST_SECONDS)
        return max(sum(part.span.expected for part in self.parts), LEAST_SECONDS)
