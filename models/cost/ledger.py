"""Where a bill writes its lines: `Totals` only adds (numbers or arrays), `Bill` also keeps every line's words.

A service's bill is one function that talks to this interface. Both ledgers do the same additions in the same
order, so the total of a bill and the same cell of a map are equal to the last bit.
"""

from __future__ import annotations

import math

from models.cost.demand import Demand
from models.cost.limits import Limits, unit_factor
from models.cost.ops import Flag, Num, anywhere, both, cents
from models.cost.options import Options
from models.cost.price_book import Price, PriceBook
from models.cost.results import BrokenLimit, LineItem, Sizing, shown
from models.cost.workload import Workload
from models.texts import Message

ROUNDING = Message("cost.rounding.cents")


class Case:
    """Everything a bill may read: workload, prices, options, limits, and the demand derived from them."""

    __slots__ = ("demand", "limits", "options", "prices", "w")

    def __init__(
        self, w: Workload, prices: PriceBook, options: Options, limits: Limits, demand: Demand | None = None
    ) -> None:
        self.w = w
        self.prices = prices
        self.options = options
        self.limits = limits
        self.demand = demand or Demand(w, limits)

    def in_mode(self, options: Options) -> Case:
        """The same case bought in another way."""
        return self if options is self.options else Case(self.w, self.prices, options, self.limits, self.demand)

    @property
    def arch(self) -> str:
        """The architecture as price ids spell it: x86 or arm."""
        return "arm" if self.w.arch == "arm64" else "x86"


class Unfit(Exception):
    """Raised by `Totals` when nothing fits in any cell, so that the rest of the bill need not be worked out."""


class Totals:
    """Adds amounts (USD a month) and feasibility, and forgets words."""

    keeps_words = False

    def __init__(self, prices: PriceBook, limits: Limits) -> None:
        self.prices = prices
        self.limits = limits
        self.exact: Num = 0.0
        self.feasible: Flag = True
        self.complete = True

    def line(self, line_id: str, quantity: Num, price_id: str, switch: str = "", **numbers: Num) -> None:
        """Add `quantity` (in the price's unit) at the price `price_id`."""
        if isinstance(quantity, float) and quantity == 0.0:
            return
        price = self.prices.find(price_id)
        if price is None:
            self._missing(price_id, quantity)
        else:
            self.line_at(line_id, quantity, price.value, price, switch=switch, **numbers)

    def line_at(
        self, line_id: str, quantity: Num, unit_price: Num, price: Price, *, switch: str = "", **numbers: Num
    ) -> None:
        """Add `quantity` at `unit_price` USD, documented by `price` (unit, source, date)."""
        amount = quantity * unit_price
        total = self.exact
        if isinstance(total, float) and total == 0.0:
            self.exact = amount
        elif not isinstance(total, float) and total.shape == getattr(amount, "shape", ()):
            total += amount  # our own array, made by an earlier line
        else:
            self.exact = total + amount

    def require(self, fact_id: str, needed: Num, fix: str = "", **numbers: Num) -> None:
        """`needed` (base units: s, MB, vCPU, count) must not exceed the limit of `fact_id`."""
        limit = self.limits.get(fact_id)
        if limit is not None:
            self._fits(needed <= limit)

    def refuse(self, fact_id: str, needed: Num, fix: str = "", **numbers: Num) -> None:
        """The service does not offer this at all (fact `fact_id`): infeasible where `needed` is above zero."""
        self._fits(needed <= 0.0)

    def _fits(self, condition: Flag) -> None:
        self.feasible = both(self.feasible, condition)
        if self.feasible is False and not self.keeps_words:
            raise Unfit

    def warn(self, key: str, **numbers: object) -> None:
        """Tell something the reader should know."""

    def size(
        self, name: str, count: Num, vcpu: Num, memory_gb: Num, *, hours: Num, key: str, **numbers: object
    ) -> None:
        """State what would be rented and why (text key under cost.sizing)."""

    def because(self, key: str, **numbers: object) -> None:
        """State the one-line reason of the ranked list (text key under cost.reason)."""

    def _missing(self, price_id: str, quantity: Num) -> None:
        """A price nobody knows: the bill is not complete where something would be paid."""
        if anywhere(quantity != 0.0):
            self.complete = False


class Bill(Totals):
    """Keeps the lines, sizing, warnings and broken limits of one workload. Scalars only."""

    keeps_words = True

    def __init__(self, prices: PriceBook, limits: Limits) -> None:
        super().__init__(prices, limits)
        self.lines: list[LineItem] = []
        self.warnings: list[Message] = []
        self.broken: list[BrokenLimit] = []
        self.sizing: Sizing | None = None
        self.reason = Message("cost.reason.none")

    def line_at(
        self, line_id: str, quantity: Num, unit_price: Num, price: Price, *, switch: str = "", **numbers: Num
    ) -> None:
        exact = quantity * unit_price
        self.exact = self.exact + exact if self.exact != 0.0 else exact
        if quantity == 0.0:
            return
        self.lines.append(
            LineItem(
                id=line_id,
                quantity=quantity,
                unit=price.unit,
                unit_price=unit_price,
                amount=cents(exact) / 100.0,
                exact=exact,
                given=numbers,
                rounding=ROUNDING,
                price_id=price.id,
                source=price.source,
                as_of=price.as_of,
                basis=price.basis,
                companion=switch,
            )
        )

    def require(self, fact_id: str, needed: Num, fix: str = "", **numbers: Num) -> None:
        most = self.limits.get(fact_id)
        if most is not None and needed <= most:
            return
        limit = self.limits.find(fact_id)
        if limit is None:
            self.warn("cost.warning.limit_unknown", fact=fact_id)
            return
        self.feasible = False
        self._broke(fact_id, needed / unit_factor(limit.unit), limit.value, limit.unit, _fix(fix, numbers))

    def refuse(self, fact_id: str, needed: Num, fix: str = "", **numbers: Num) -> None:
        if needed > 0.0:
            self.feasible = False
            self._broke(fact_id, needed, 0.0, "", _fix(fix, numbers))

    def _broke(self, fact_id: str, needed: float, limit: float, unit: str, fix: Message) -> None:
        args = {**fix.args, "needed": brief(needed), "limit": limit}
        told = Message(fix.key, args)
        self.broken.append(BrokenLimit(fact_id=fact_id, needed=needed, limit=limit, unit=unit, fix=told))

    def warn(self, key: str, **numbers: object) -> None:
        message = Message(key, {name: brief(value) for name, value in numbers.items()})
        if message not in self.warnings:
            self.warnings.append(message)

    def size(
        self, name: str, count: Num, vcpu: Num, memory_gb: Num, *, hours: Num, key: str, **numbers: object
    ) -> None:
        args = {name_: brief(value) for name_, value in numbers.items()}
        args.update(name=name, count=brief(count), vcpu=brief(vcpu), memory=brief(memory_gb), hours=brief(hours))
        reason = Message(f"cost.sizing.{key}", args)
        self.sizing = Sizing(name=name, count=count, vcpu=vcpu, memory_gb=memory_gb, hours=hours, reason=reason)

    def because(self, key: str, **numbers: object) -> None:
        self.reason = Message(f"cost.reason.{key}", {name: brief(value) for name, value in numbers.items()})

    def _missing(self, price_id: str, quantity: Num) -> None:
        super()._missing(price_id, quantity)
        if quantity != 0.0:
            self.warn("cost.warning.price_missing", price=price_id, region=self.prices.region)

    def shown_total(self) -> float:
        """The sum of the shown amounts, exact in cents."""
        return math.fsum(round(line.amount * 100.0) for line in self.lines) / 100.0


def _fix(key: str, numbers: dict[str, Num]) -> Message:
    return Message(key or "cost.fix.none", {name: brief(value) for name, value in numbers.items()})


def brief(value: object) -> object:
    """A number with three significant digits (whole numbers stay whole), for sentences."""
    return shown(value, 3)
