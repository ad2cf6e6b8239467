"""A second currency as a person states it: never fetched, never known to the program, only a code and a rate."""

from __future__ import annotations

import math
import re

import msgspec

from models.errors import InputError

HIGHEST_RATE = 1e9
CODE = re.compile(r"[A-Z]{3}")


class Currency(msgspec.Struct, frozen=True):
    """A second currency: its three-letter code and how many of it one USD is, as the person typed it."""

    code: str
    rate: float

    def validate(self) -> Currency:
        """Check both parts and return self. Errors: InputError (scenario.problem.*)."""
        if not CODE.fullmatch(self.code):
            raise InputError("scenario.problem.not_currency")
        if not (math.isfinite(self.rate) and 0.0 < self.rate <= HIGHEST_RATE):
            raise InputError("scenario.problem.between", low=0, high=HIGHEST_RATE)
        return self
