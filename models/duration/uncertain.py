"""How long a service takes when inputs are only known to lie between two ends.

Where the expected time is shortest and longest is searched for as totals are (`models.cost.questions.uncertain`).
The uncertainty of the model itself, which every duration has, is added on: from the low value at the shortest to
the high value at the longest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from models.cost.demand import Demand
from models.cost.engine import checked
from models.cost.limits import load_limits
from models.cost.questions.uncertain import Extremes, Span, Uncertain, search, span_of, values_at
from models.cost.workload import Workload
from models.duration.engine import DEFAULTS, TIMED, duration
from models.duration.options import DurationOptions
from models.duration.results import LEAST_SECONDS, DurationEstimate
from models.duration.times import times


def time_extremes(
    workload: Workload,
    uncertain: Uncertain,
    services: Sequence[str] = TIMED,
    quotas: DurationOptions = DEFAULTS,
) -> dict[str, Extremes]:
    """Where each service is expected to be quickest and slowest, over the combinations tried.

    Errors: WorkloadError.
    """
    limits = load_limits()

    def seconds(columns: dict[str, Any]) -> list[Any]:
        inputs = {name: checked(name, found) for name, found in columns.items()}
        swept = msgspec.structs.replace(workload, **inputs)
        demand = Demand(swept, limits)
        return [times(service, swept, limits, quotas, demand=demand) for service in services]

    return search(workload, uncertain, services, seconds)


def time_spans(
    workload: Workload,
    expected: Sequence[DurationEstimate],
    uncertain: Uncertain,
    where: dict[str, Extremes],
    quotas: DurationOptions = DEFAULTS,
) -> dict[str, Span]:
    """The low seconds at the quickest and the high seconds at the slowest point of each service, and their inputs.

    The expected inputs are among them; none for a service that never fits. Errors: WorkloadError.
    """
    found = {}
    for one in expected:
        if one.service in where:
            span = _span(workload, one, uncertain, where[one.service], quotas)
            if span is not None:
                found[one.service] = span
    return found


def _span(
    workload: Workload,
    expected: DurationEstimate,
    uncertain: Uncertain,
    where: Extremes,
    quotas: DurationOptions,
) -> Span | None:
    told = [(expected, dict[str, float]())]
    for point in where:
        if point:
            values = values_at(workload, uncertain, point)
            there = msgspec.structs.replace(workload, **values)
            told.append((duration(expected.service, there, options=quotas), values))
    return span_of(expected.service, [(one.feasible, *_ends(one), values) for one, values in told])


def _ends(one: DurationEstimate) -> tuple[float, float]:
    """The low and the high seconds of the lot, or until it is up for work that never ends."""
    if one.lot is not None:
        low, high = one.lot.low, one.lot.high
    else:
        low, high = (sum(getattr(part.span, end) for part in one.parts) for end in ("low", "high"))
    return max(low, LEAST_SECONDS), max(high, LEAST_SECONDS)
