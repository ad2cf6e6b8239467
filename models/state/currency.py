"""A second currency as a person states it: never fetched, never known to the program, only a code and a rate."""

from __future__ import annotations

import math
import re

import msgspec

from models.errors import InputError
from models.texts import Money

HIGHEST_RATE = 1e9
CODE = re.compile(r"[A-Z]{3}")


class Currency(msgspec.Struct, frozen=True):
    """A second currency: its three-letter code and how many of it one USD is, as the person typed it."""

    code: str
    rate: float

    def money(self, usd: float) -> Money:
        """An amount of USD in this currency, rounded to its hundredth as bills round."""
        from models.cost.ops import cents

        return Money(cents(usd * self.rate) / 100.0, self.code)

    def validate(self) -> Currency:
        """Check both parts and return self. Errors: InputError (scenario.problem.*)."""
        if not CODE.fullmatch(self.code):
            raise InputError("scenario.problem.not_currency")
        if not (math.isfinite(self.rate) and 0.0 < self.rate <= HIGHEST_RATE):
            raise InputError("scenario.problem.between", low=0, high=HIGHEST_RATE)
        return self
