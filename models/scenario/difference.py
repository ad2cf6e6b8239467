"""Two scenarios side by side: each service's two bills, line by line, and why every amount differs.

Lines are matched by what they charge, so that a server of another type, another tier or a plan's rate stand beside
what they replace. A matched line's difference has two parts, as a textbook splits it: what the quantity does at
A's price, then what the price does at B's quantity. All figures are those a bill shows: USD a month, whole cents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from models.cost.engine import RANKED, estimate, estimate_all
from models.cost.price_book import PriceBook, load_price_book
from models.cost.results import BrokenLimit, Estimate, LineItem
from models.scenario.scenario import Scenario

How = Literal["same", "quantity", "price", "both", "only_a", "only_b"]
REPLACES = {"lambda_duration_sp": "lambda_duration"}
"""Lines that stand where another one stood, by line id."""
APART = ("tier", "name")
"""Numbers of a line that tell it from others with the same id."""


class LinePair(msgspec.Struct, frozen=True):
    """A line of A beside the line of B that charges the same; one of them may be missing.

    `quantity` and `price` are the parts of the difference in whole cents and sum to it; a line of one side only
    has its whole amount in `quantity`.
    """

    how: How
    a: LineItem | None
    b: LineItem | None
    quantity: int = 0
    price: int = 0

    @property
    def cents(self) -> int:
        """How much more B pays for it, in whole cents."""
        return self.quantity + self.price


class ServicePair(msgspec.Struct, frozen=True):
    """What a service costs in A and in B. `lines` in B's order, those of A alone where they stood."""

    service: str
    a: Estimate
    b: Estimate
    lines: tuple[LinePair, ...] = ()

    @property
    def comparable(self) -> bool:
        """Whether both have a total to compare."""
        return has_total(self.a) and has_total(self.b)

    @property
    def cents(self) -> int:
        """How much more B costs than A, in whole cents; 0 where one has no total."""
        return in_cents(self.b.total) - in_cents(self.a.total) if self.comparable else 0

    @property
    def broken(self) -> tuple[tuple[BrokenLimit, ...], tuple[BrokenLimit, ...]]:
        """The limits A and B do not respect."""
        return self.a.broken, self.b.broken


def book_of(scenario: Scenario) -> PriceBook:
    """The prices of a scenario's region, the person's own on top. Errors: ContentError (unknown region)."""
    return _book(scenario.region, tuple(sorted(scenario.prices.items())))


def compare(a: Scenario, b: Scenario, service: str) -> ServicePair:
    """One service in both, with its lines. Errors: as `estimate`."""
    return pair(*(estimate(service, one.workload, book_of(one), one.options) for one in (a, b)))


def compare_all(a: Scenario, b: Scenario) -> tuple[ServicePair, ...]:
    """Every service in both, in B's ranking, with its lines. Errors: as `estimate_all`."""
    before, after = (estimate_all(one.workload, book_of(one), one.options) for one in (a, b))
    return tuple(pair(one.a, one.b) for one in pairs(before, after))


def pairs(a: Iterable[Estimate], b: Iterable[Estimate]) -> tuple[ServicePair, ...]:
    """Bills already worked out, service by service in the order of `b`; without lines, which `pair` matches."""
    before = {one.service: one for one in a}
    return tuple(ServicePair(one.service, before[one.service], one) for one in b if one.service in before)


def pair(a: Estimate, b: Estimate) -> ServicePair:
    """Two bills of one service with their lines matched; no lines where one side does not fit."""
    both = has_total(a) and has_total(b)
    return ServicePair(b.service, a, b, match(a.lines, b.lines) if both else ())


def has_total(one: Estimate) -> bool:
    """Whether a bill has a total: a ranked service that fits, or another one that charges something."""
    return one.feasible and (one.service in RANKED or bool(one.lines))


def match(a: Sequence[LineItem], b: Sequence[LineItem]) -> tuple[LinePair, ...]:
    """Each line of two bills once: matched, or alone. The cents sum to the difference of the shown totals."""
    left = list(a)
    partner: dict[int, LineItem] = {}
    for alike in (_same_price, _same_charge, _same_kind):
        for i, line in enumerate(b):
            if i not in partner:
                other = next((one for one in left if one.unit == line.unit and alike(one, line)), None)
                if other is not None:
                    partner[i] = other
                    left = [one for one in left if one is not other]
    found = [_explained(partner.get(i), line) for i, line in enumerate(b)]
    at = 0  # where the line of A that came before stands
    for line in a:
        if any(line is one for one in left):
            found.insert(at, _explained(line, None))
        at = 1 + next(i for i, one in enumerate(found) if one.a is line)
    return tuple(found)


def in_cents(usd: float) -> int:
    """An amount as shown, in whole cents."""
    return round(usd * 100.0)


@lru_cache(maxsize=16)
def _book(region: str, own: tuple[tuple[str, float], ...]) -> PriceBook:
    book = load_price_book(region)
    return book.replaced(dict(own)) if own else book


def _same_price(a: LineItem, b: LineItem) -> bool:
    """The same meter at the same place of the price list."""
    return (a.id, a.price_id, _apart(a)) == (b.id, b.price_id, _apart(b))


def _same_charge(a: LineItem, b: LineItem) -> bool:
    """The same meter, tier by tier: another region's, architecture's or type's price."""
    return (_kind(a), _apart(a)) == (_kind(b), _apart(b))


def _same_kind(a: LineItem, b: LineItem) -> bool:
    """The same charge in other parts, such as a plan's one rate for the tiers of on-demand."""
    return _kind(a) == _kind(b) and a.id != b.id


def _kind(line: LineItem) -> str:
    return REPLACES.get(line.id, line.id)


def _apart(line: LineItem) -> tuple[object, ...]:
    return tuple(line.label.args.get(name) for name in APART)


def _explained(a: LineItem | None, b: LineItem | None) -> LinePair:
    """How a line changed, its parts to the cent. The part that is rounded away goes to the price."""
    if a is None or b is None:
        amount = (in_cents(b.amount) if b else 0) - (in_cents(a.amount) if a else 0)
        return LinePair("only_a" if b is None else "only_b", a, b, amount)
    delta = in_cents(b.amount) - in_cents(a.amount)
    other_quantity, other_price = b.quantity != a.quantity, b.unit_price != a.unit_price
    if other_quantity and other_price:
        quantity = in_cents((b.quantity - a.quantity) * a.unit_price)
        return LinePair("both", a, b, quantity, delta - quantity)
    if other_price:
        return LinePair("price", a, b, 0, delta)
    return LinePair("quantity" if other_quantity else "same", a, b, delta)
