"""Bills of single things, as AWS states their rules: volumes, balancers, gateways, commitments, plans.

Every function takes plain quantities and unit prices (numbers, or arrays where it says so) and returns Charges:
named parts that add up. The services of `models.cost.services` price with the same functions.
"""

from __future__ import annotations

from typing import NamedTuple

from models.cost.ops import Num, cents


class Charge(NamedTuple):
    """One part of a bill: `quantity` at `price` USD each."""

    name: str
    quantity: Num
    price: Num

    @property
    def amount(self) -> Num:
        """USD before rounding."""
        return self.quantity * self.price


class Charges(NamedTuple):
    """Parts of a bill in order."""

    parts: tuple[Charge, ...]

    @property
    def exact(self) -> Num:
        """USD, unrounded."""
        total: Num = 0.0
        for part in self.parts:
            total = total + part.amount
        return total

    @property
    def shown(self) -> Num:
        """USD, every part rounded to the cent and then added, as AWS's pages do."""
        total: Num = 0.0
        for part in self.parts:
            total = total + cents(part.amount)
        return total / 100.0

    def part(self, name: str) -> Num:
        """USD of one part, unrounded. Errors: KeyError."""
        for found in self.parts:
            if found.name == name:
                return found.amount
        raise KeyError(name)


def charges(*parts: tuple[str, Num, Num]) -> Charges:
    """Charges from (name, quantity, price) triples."""
    return Charges(tuple(Charge(*part) for part in parts))
