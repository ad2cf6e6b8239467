"""What a question is asked about: workload, prices, options and limits, with one or two inputs varied."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from models.cost.demand import Demand
from models.cost.engine import RANKED, checked, totals
from models.cost.limits import Limits, load_limits
from models.cost.ops import np
from models.cost.options import Options
from models.cost.price_book import PriceBook
from models.cost.workload import LEAST, NUMERIC_FIELDS, Workload, WorkloadError, bounds


class Setting(NamedTuple):
    """The fixed part of a question."""

    workload: Workload
    prices: PriceBook
    options: Options = Options()
    limits: Limits | None = None

    def known(self) -> Limits:
        """The limits, those of the content unless given."""
        return self.limits or load_limits()

    def cost(self, service: str, **inputs: Any) -> Any:
        """Unrounded USD a month of a service with some numeric inputs replaced; inf = unfit.

        Shape: what the inputs broadcast to.
        """
        return self.costs((service,), **inputs)[0]

    def costs(self, services: tuple[str, ...], **inputs: Any) -> list[Any]:
        """The same for several services, which share what they have in common (servers are chosen once)."""
        numpy, limits = np(), self.known()
        shape = numpy.broadcast_shapes(*(numpy.shape(value) for value in inputs.values()))
        swept = self.varied(**inputs)
        demand = Demand(swept, limits)
        found = (totals(name, swept, self.prices, self.options, limits, demand=demand) for name in services)
        return [numpy.broadcast_to(one, shape) for one in found]

    def with_cheapest_other(self, service: str, **inputs: Any) -> tuple[Any, Any]:
        """The cost of a service and the lowest cost of the other ranked ones, same shape as the inputs."""
        others = tuple(name for name in RANKED if name != service)
        own, *rest = self.costs((service, *others), **inputs)
        return own, np().minimum.reduce(rest)

    def varied(self, **inputs: Any) -> Workload:
        """The workload with inputs replaced. Errors: WorkloadError (unknown input, value out of bounds)."""
        for name in inputs:
            if name not in NUMERIC_FIELDS:
                raise WorkloadError("cost.error.choice", "input", value=name, allowed=", ".join(NUMERIC_FIELDS))
        return msgspec.structs.replace(self.workload, **{name: checked(name, inputs[name]) for name in inputs})


# how far a question looks when nobody says: wide enough for any workload people have
_REACH: dict[str, tuple[float, float]] = {
    "amount": (1.0, 1e11),
    "duration_s": (0.001, 1_209_600.0),
    "memory_mb": (128.0, 1_048_576.0),
    "vcpu": (0.0625, 192.0),
    "peak_factor": (1.0, 1000.0),
    "concurrency": (1.0, 10_000.0),
    "target_utilisation": (0.05, 1.0),
    "hours_per_day": (0.25, 24.0),
    "zones": (1.0, 3.0),
    "storage_gb": (0.0, 65_536.0),
    "ephemeral_mb": (0.0, 204_800.0),
    "data_out_gb": (0.0, 1_000_000.0),
    "logs_gb": (0.0, 100_000.0),
}
SCANNED: tuple[str, ...] = tuple(_REACH)
"""Inputs that questions about "every input" look at."""


def reach(input_name: str) -> tuple[float, float]:
    """The range of an input that questions search: its reach, or its whole bounds."""
    if input_name in _REACH:
        return _REACH[input_name]
    low, high, _ = bounds(input_name)
    return LEAST.get(input_name, low), high
