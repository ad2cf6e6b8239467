"""Small language of the mappings: how an engine input is taken from an entry's inputs and unit prices.

An operand is a number; the name of an input or unit price of the entry; or one of
{"product": [operand...]}, {"sum": [operand...]}, {"over": [operand, operand]}; or a call of an engine function.
It converts units and shapes (days x requests a day, MB per GB); it cannot say choices, rounding or limits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any


class MappingError(Exception):
    """A mapping does not fit its entry."""


def names_of(entry: Mapping[str, Any]) -> dict[str, float]:
    """The figures an entry gives: inputs and unit prices by name."""
    return {item["name"]: float(item["value"]) for item in (*entry["inputs"], *entry["unit_prices"])}


def value_of(operand: Any, names: Mapping[str, float]) -> float:
    """The number an operand stands for. Errors: MappingError."""
    if isinstance(operand, bool):
        raise MappingError(f"not a number: {operand}")
    if isinstance(operand, int | float):
        return float(operand)
    if isinstance(operand, str):
        if operand not in names:
            raise MappingError(f"the entry has no input or price {operand!r}")
        return names[operand]
    if isinstance(operand, dict) and "call" in operand:
        from tests.oracle.calls import call

        return call({"read": "value", **operand}, names)
    if isinstance(operand, dict) and len(operand) == 1:
        kind, parts = next(iter(operand.items()))
        values = [value_of(part, names) for part in parts]
        if kind == "product":
            return math.prod(values)
        if kind == "sum":
            return math.fsum(values)
        if kind == "over" and len(values) == 2:
            return values[0] / values[1]
    raise MappingError(f"not an operand: {operand!r}")


def nested(spec: Any, names: Mapping[str, float]) -> Any:
    """Operands inside lists become lists of numbers (tier ends, tier prices)."""
    return [nested(item, names) for item in spec] if isinstance(spec, list) else value_of(spec, names)
