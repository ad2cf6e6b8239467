"""What an estimate consists of. Plain frozen data: amounts in USD, texts as Messages without a language."""

from __future__ import annotations

import math
from collections.abc import Mapping

import msgspec

from models.texts import Message


class LineItem(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a bill. `amount` is what is shown (whole cents); `exact` the same before rounding, in USD."""

    id: str
    quantity: float
    unit: str
    unit_price: float
    amount: float
    exact: float
    given: Mapping[str, object]
    """What the formula is made of beside quantity and price, by the name its text has for it."""
    rounding: Message
    price_id: str
    source: str
    as_of: str
    basis: str
    companion: str = ""
    """The switch that adds or removes this line; empty for the service's own lines."""

    @property
    def label(self) -> Message:
        """What is charged."""
        return self._message("label")

    @property
    def formula(self) -> Message:
        """The formula in words."""
        return self._message("formula")

    @property
    def numbers(self) -> Message:
        """The same formula with this workload's numbers."""
        return self._message("numbers")

    def _message(self, part: str) -> Message:
        """Made when it is read: a move of a slider makes hundreds of lines and shows none of their words."""
        args = {name: shown(value) for name, value in self.given.items()}
        args |= {"quantity": shown(self.quantity), "price": self.unit_price}
        return Message(f"cost.line.{self.id}.{part}", args)


def shown(value: object, digits: int = 9) -> object:
    """A number with at most `digits` significant digits, so that a substituted formula is readable."""
    if isinstance(value, float) and math.isfinite(value) and value != int(value):
        return round(value, max(0, digits - 1 - math.floor(math.log10(abs(value)))))
    return value


class BrokenLimit(msgspec.Struct, frozen=True, kw_only=True):
    """A limit this workload does not respect: the fact, what is needed, what is allowed (both in `unit`)."""

    fact_id: str
    needed: float
    limit: float
    unit: str
    fix: Message


class Sizing(msgspec.Struct, frozen=True, kw_only=True):
    """What would be rented: `count` of `name`, each with `vcpu` and `memory_gb`, for `hours` a month."""

    name: str
    count: float
    vcpu: float
    memory_gb: float
    hours: float
    reason: Message


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """The bill of one service for one workload. `total` (USD a month) is the sum of the lines as shown."""

    service: str
    region: str
    feasible: bool
    complete: bool
    """False when a price is unknown in this region: its line is missing from the total and a warning names it."""
    total: float
    exact: float
    """The total before any rounding, USD a month: what curves, maps and frontiers use."""
    lines: tuple[LineItem, ...] = ()
    sizing: Sizing | None = None
    reason: Message = Message("cost.reason.none")
    warnings: tuple[Message, ...] = ()
    broken: tuple[BrokenLimit, ...] = ()
    mode: str = ""
    """The way of running that was priced, for services that have several (ec2, fargate, auto…)."""
