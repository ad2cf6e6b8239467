"""The cost engine: what a workload costs a month on each service, why, and what would change the answer.

- `workload`, `options`: what to run and how to buy it; every field says its unit.
- `price_book`, `ec2_table`, `limits`: dated figures, read from the content; nothing is a literal in code.
- `demand`: rates, items at once, units, hours; `services/`: one bill per service; `companions`: what comes along.
- `ops`, `ledger`: why one bill serves one workload (`Bill` keeps words) and a map of them (`Totals` only adds).
- `ec2_choice`, `choice_arrays`: the cheapest fitting servers, for one need or a quarter of a million.
- `engine`: `estimate`, `estimate_all`, `cost_curve`; `questions/`: break-evens, maps, thresholds, memory…
- `bills/`: the same rules for single things (a volume, a balancer, a plan), checked by the worked examples.

Names are loaded on first use, so that importing one small part stays cheap (no numpy, no bills, no EC2 table).
"""

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
    "Setting": "questions.setting",
    "break_evens": "questions.break_even",
    "thresholds": "questions.break_even",
    "cheapest_map": "questions.cheapest_map",
    "frontiers": "questions.cheapest_map",
    "cost_range": "questions.uncertain",
    "marginal": "questions.sensitivity",
    "tune": "questions.memory",
    "tune_model": "questions.memory",
    "Extra": "options",
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
