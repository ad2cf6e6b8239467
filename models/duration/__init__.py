"""How long one item takes and how long the lot takes, on each service. Names load on first use."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOME = {
    "duration": "engine",
    "duration_all": "engine",
    "TIMED": "engine",
    "DurationOptions": "options",
    "DurationEstimate": "results",
    "Part": "results",
    "Span": "results",
    "finish_sooner": "tradeoff",
    "ramp_makespan": "makespan",
    "bucket_makespan": "makespan",
}


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
