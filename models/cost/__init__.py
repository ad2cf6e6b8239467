"""The cost engine. Names are loaded on first use, so that importing one small part stays cheap."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOME = {
    "Workload": "workload",
    "WorkloadError": "workload",
    "Options": "options",
    "COMPANIONS": "options",
    "PriceBook": "price_book",
    "Price": "price_book",
    "MissingPrice": "price_book",
    "load_price_book": "price_book",
    "regions": "price_book",
    "region_names": "price_book",
    "Limits": "limits",
    "Limit": "limits",
    "load_limits": "limits",
    "Estimate": "results",
    "LineItem": "results",
    "Sizing": "results",
    "BrokenLimit": "results",
    "estimate": "engine",
    "estimate_all": "engine",
    "cost_curve": "engine",
    "SERVICES": "engine",
    "RANKED": "engine",
    "Example": "examples",
    "load_examples": "examples",
}


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
