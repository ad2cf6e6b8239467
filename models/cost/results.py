"""What an estimate consists of. Plain frozen data: amounts in USD, texts as Messages without a language."""

from __future__ import annotations

import msgspec

from models.texts import Message


class LineItem(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a bill. `amount` is what is shown (whole cents); `exact` the same before rounding, in USD."""

    id: str
    label: Message
    quantity: float
    unit: str
    unit_price: float
    amount: float
    exact: float
    formula: Message
    """The formula in words."""
    numbers: Message
    """The same formula with this workload's numbers."""
    rounding: Message
    price_id: str
    source: str
    as_of: str
    basis: str
    companion: str = ""
    """The switch that adds or removes this line; empty for the service's own lines."""


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
