"""Engine calls a mapping may make: an estimate of a service, or a public function of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import msgspec

from models.cost.bills import Charges
from models.cost.ec2_table import given_table
from models.cost.engine import estimate
from models.cost.limits import Limit, Limits, load_limits
from models.cost.options import Extra, Options
from models.cost.price_book import PriceBook
from models.cost.questions.break_even import reaches
from models.cost.questions.setting import Setting
from models.cost.results import Estimate
from models.cost.workload import Workload
from tests.oracle.operands import MappingError, nested, value_of

MODULES = ("models.cost.bills.", "models.cost.questions.", "models.cost.services.", "models.duration.")
BARE = frozenset({"data_out"})
"""Companions of a replayed estimate unless the mapping names others: sources price what they say, no more."""


def call(spec: Mapping[str, Any], names: Mapping[str, float]) -> float:
    """The number one call of a mapping gives. Errors: MappingError; whatever the engine raises."""
    target = spec["call"]
    if target == "break_even":
        return _break_even(spec, names)
    result = _estimate(spec, names) if target == "estimate" else _function(target, spec, names)
    return float(_read(result, spec.get("read", "shown")))


def _estimate(spec: Mapping[str, Any], names: Mapping[str, float]) -> Estimate:
    choices = {"free_tier": False, **spec.get("choices", {})}
    inputs = {key: value_of(operand, names) for key, operand in spec.get("inputs", {}).items()}
    workload = Workload(**{**choices, **inputs})
    picked: dict[str, Any] = {
        "companions": BARE,
        "root_gb": 0.0,
        "os_memory_mb": 0.0,
        **spec.get("option_choices", {}),
    }
    picked["companions"] = frozenset(picked["companions"])
    picked.update({key: value_of(operand, names) for key, operand in spec.get("options", {}).items()})
    picked["extras"] = tuple(
        Extra(extra["name"], value_of(extra["quantity"], names), value_of(extra["price"], names))
        for extra in spec.get("extras", [])
    )
    found = estimate(spec["service"], workload, _prices(spec, names), Options(**picked), _limits(spec, names))
    if not found.feasible or not found.complete:
        raise MappingError(f"not a whole bill: {found.broken} {found.warnings}")
    return found


def _break_even(spec: Mapping[str, Any], names: Mapping[str, float]) -> float:
    """The one value of the input `input` at which a service costs `against` USD."""
    inputs = {key: value_of(operand, names) for key, operand in spec.get("inputs", {}).items()}
    workload = Workload(free_tier=False, **{**spec.get("choices", {}), **inputs})
    setting = Setting(workload, _prices(spec, names), Options(companions=BARE), _limits(spec, names))
    (found,) = reaches(spec["service"], value_of(spec["against"], names), setting, spec["input"])
    return found


def _prices(spec: Mapping[str, Any], names: Mapping[str, float]) -> PriceBook:
    values = {key: value_of(operand, names) for key, operand in spec.get("prices", {}).items()}
    tiers = {key: value_of(operand, names) for key, operand in spec.get("tiers", {}).items()}
    book = PriceBook.given(values, tiers=tiers)
    types = [
        (item["name"], *(value_of(item[key], names) for key in ("vcpu", "memory_gb", "price")))
        for item in spec.get("types", [])
    ]
    return book.with_ec2(given_table(types)) if types else book  # type: ignore[arg-type]


def _limits(spec: Mapping[str, Any], names: Mapping[str, float]) -> Limits:
    """The stated limits, with the entry's own free parts and conventions where it gives them (base units)."""
    own = {key: Limit(key, value_of(operand, names)) for key, operand in spec.get("limits", {}).items()}
    return load_limits().replaced(own)


def _function(target: str, spec: Mapping[str, Any], names: Mapping[str, float]) -> Any:
    module, _, name = target.partition(":")
    if not module.startswith(MODULES):
        raise MappingError(f"not a function of the engine: {target}")
    arguments = {key: nested(operand, names) for key, operand in spec.get("inputs", {}).items()}
    if "uses" in spec:
        kind = import_module("models.cost.bills.commitments").Use
        uses = [{k: v if k == "name" else value_of(v, names) for k, v in use.items()} for use in spec["uses"]]
        arguments["uses"] = [kind(**use) for use in uses]
    return getattr(import_module(module), name)(**arguments)


def _read(result: Any, read: str) -> float:
    """A number out of a result: shown, exact, part:<name>, line:<id>, field:<name>, or value (a bare number)."""
    kind, _, name = read.partition(":")
    if isinstance(result, Estimate):
        if kind == "shown":
            return result.total
        if kind == "exact":
            return result.exact
        lines = [line.exact for line in result.lines if line.id == name]
        if kind == "line" and lines:
            return sum(lines)
    elif isinstance(result, Charges):
        if kind in ("shown", "exact"):
            return float(getattr(result, kind))
        if kind == "part":
            return float(result.part(name))
    elif kind == "field":
        return float(getattr(result, name))
    elif isinstance(result, int | float):
        return float(result)
    raise MappingError(f"cannot read {read!r} from {type(result).__name__}")


def decoded(data: bytes) -> Any:
    """JSON of an examples or mappings file."""
    return msgspec.json.decode(data)
