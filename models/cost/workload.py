"""What a person wants to run, with a unit on every input. Nothing here knows a price."""

from __future__ import annotations

import math
from typing import Literal, get_args

import msgspec

from models.errors import InputError
from models.texts import Message

Kind = Literal["requests", "jobs", "always_on"]
Arch = Literal["x86_64", "arm64"]
System = Literal["linux", "windows"]
KINDS: tuple[str, ...] = get_args(Kind)


LEAST: dict[str, float] = {
    "amount": 0.001,
    "duration_s": 1e-6,
    "memory_mb": 1.0,
    "vcpu": 0.001,
    "target_utilisation": 0.001,
    "hours_per_day": 0.01,
    "month_hours": 0.1,
    "gpu": 0.001,
}
"""The smallest value above zero of inputs that bills divide by; far below any real work."""
MAY_BE_ZERO = ("vcpu", "gpu")
"""Those of them that may also be zero."""


class WorkloadError(InputError):
    """An input of a workload is not acceptable. `field` names it; `args_` hold value and bound."""

    def __init__(self, key: str, field: str, detail: str = "", **args: object) -> None:
        super().__init__(key, detail, field=Message(f"cost.field.{field}"), **args)
        self.field = field


class Workload(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One workload per month. Every number is a float; sizes follow AWS: 1 GB = 1024 MB.

    The engine also accepts float64 arrays in the numeric fields (curves and maps); `validate` is for one workload.
    """

    kind: Kind = "requests"
    """requests: calls answered one by one; jobs: runs to completion; always_on: units that never stop."""
    amount: float = 1_000_000.0
    """Items per month: requests or jobs; for always_on the number of units kept running."""
    duration_s: float = 0.2
    """Seconds of work for each item (ignored for always_on)."""
    memory_mb: float = 512.0
    """MB for each item being run on Lambda; MB of one unit (container) elsewhere."""
    vcpu: float = 0.0
    """vCPU of one unit; 0 = follows memory as on Lambda (one vCPU for each lambda.memory_per_vcpu MB)."""
    arch: Arch = "x86_64"
    """Processor: x86_64 or arm64."""
    os: System = "linux"
    """Operating system of servers and containers."""
    peak_factor: float = 1.0
    """Peak rate over average rate of the active hours, >= 1."""
    concurrency: float = 1.0
    """Items one unit (container) can serve at the same time, >= 1. Lambda always serves one per environment."""
    target_utilisation: float = 0.7
    """Share of a unit's concurrency planned for at the peak, 0 < u <= 1 (servers, not Lambda)."""
    hours_per_day: float = 24.0
    """Hours a day in which the work arrives or the units run, 0 < h <= 24."""
    month_hours: float = 730.0
    """Hours of a month: 730 on average, 720 for 30 days, 744 for 31."""
    zones: float = 1.0
    """Availability zones to spread over; at least one unit runs in each."""
    gpu: float = 0.0
    """GPUs for each unit."""
    storage_gb: float = 0.0
    """GB of disk kept all month: EBS on servers, task storage on Fargate, bundle disk on Lightsail."""
    ephemeral_mb: float = 0.0
    """MB of temporary disk each Lambda environment needs (the included part is free)."""
    data_out_gb: float = 0.0
    """GB a month sent to the internet."""
    data_az_gb: float = 0.0
    """GB a month crossing availability zones (billed once in each direction)."""
    request_kb: float = 0.0
    """KB of each request's payload (Lambda's payload limit)."""
    response_kb: float = 0.0
    """KB of each response's payload (Lambda's payload limit)."""
    logs_gb: float = 0.0
    """GB a month of logs written."""
    image_mb: float = 500.0
    """MB of the container image kept in the registry."""
    image_versions: float = 10.0
    """Versions of the image kept in the registry (each counted whole: no shared layers assumed)."""
    init_s: float = 0.0
    """Seconds of the INIT phase of a cold start on Lambda (billed since 2025-08-01)."""
    cold_start_share: float = 0.0
    """Share of requests that meet a cold start, 0..1."""
    startup_s: float = 0.0
    """Billed seconds before the work begins each time a task or server starts (image pull, boot)."""
    public: bool = True
    """Reachable from the internet: public addresses and a load balancer where the service needs them."""
    free_tier: bool = True
    """Subtract the permanent free parts of the services from the usage."""
    on_premises: bool = False
    """The work must stay on machines in the person's own building."""

    def validate(self) -> Workload:
        """Check every field and return self.

        Errors: WorkloadError with key cost.error.* naming the field, the value and the bound.
        """
        for name, low, high, open_low in _BOUNDS:
            value = getattr(self, name)
            if not (type(value) is float and low < value <= high):  # asked at every move: most are plainly right
                _check_number(name, value, low, high, open_low)
        for name, least in LEAST.items():
            if 0.0 < getattr(self, name) < least:
                raise WorkloadError("cost.error.must_be_at_least", name, value=getattr(self, name), bound=least)
        for name, allowed in _CHOICES:
            if getattr(self, name) not in allowed:
                raise WorkloadError(
                    "cost.error.choice", name, value=getattr(self, name), allowed=", ".join(allowed)
                )
        for name in ("public", "free_tier", "on_premises"):
            if not isinstance(getattr(self, name), bool):
                raise WorkloadError("cost.error.choice", name, value=getattr(self, name), allowed="true, false")
        return self


_CHOICES = (("kind", KINDS), ("arch", get_args(Arch)), ("os", get_args(System)))
# field, lowest, highest, whether the lowest itself is refused
_BOUNDS: tuple[tuple[str, float, float, bool], ...] = (
    ("amount", 0.0, 1e13, True),
    ("duration_s", 0.0, 31_622_400.0, True),
    ("memory_mb", 0.0, 33_554_432.0, True),
    ("vcpu", 0.0, 2048.0, False),
    ("peak_factor", 1.0, 100_000.0, False),
    ("concurrency", 1.0, 1_000_000.0, False),
    ("target_utilisation", 0.0, 1.0, True),
    ("hours_per_day", 0.0, 24.0, True),
    ("month_hours", 0.0, 744.0, True),
    ("zones", 1.0, 6.0, False),
    ("gpu", 0.0, 64.0, False),
    ("storage_gb", 0.0, 1e9, False),
    ("ephemeral_mb", 0.0, 1e9, False),
    ("data_out_gb", 0.0, 1e9, False),
    ("data_az_gb", 0.0, 1e9, False),
    ("request_kb", 0.0, 1e9, False),
    ("response_kb", 0.0, 1e9, False),
    ("logs_gb", 0.0, 1e9, False),
    ("image_mb", 0.0, 1e9, False),
    ("image_versions", 0.0, 1e6, False),
    ("init_s", 0.0, 900.0, False),
    ("cold_start_share", 0.0, 1.0, False),
    ("startup_s", 0.0, 86_400.0, False),
)
NUMERIC_FIELDS: tuple[str, ...] = tuple(row[0] for row in _BOUNDS)


def bounds(field: str) -> tuple[float, float, bool]:
    """Lowest and highest accepted value of a numeric field and whether the lowest is refused.

    Errors: KeyError for a field that is not numeric.
    """
    for name, low, high, open_low in _BOUNDS:
        if name == field:
            return low, high, open_low
    raise KeyError(field)


def checked_range(field: str, low: float, high: float) -> tuple[float, float]:
    """The ends of an uncertain input, in base units, as they are.

    Errors: WorkloadError for a field that is not numeric, an end out of bounds, or a low end above the high one.
    """
    if field not in NUMERIC_FIELDS:
        raise WorkloadError("cost.error.choice", "input", value=field, allowed=", ".join(NUMERIC_FIELDS))
    for end in (low, high):
        msgspec.structs.replace(Workload(), **{field: end}).validate()
    if low > high:
        raise WorkloadError("cost.error.must_be_at_most", field, value=low, bound=high)
    return low, high


def _check_number(name: str, value: object, low: float, high: float, open_low: bool) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise WorkloadError("cost.error.not_a_number", name, value=str(value))
    if not math.isfinite(value):
        raise WorkloadError("cost.error.not_finite", name, value=str(value))
    if value < low or (open_low and value == low):
        key = "cost.error.must_be_above" if open_low else "cost.error.must_be_at_least"
        raise WorkloadError(key, name, value=float(value), bound=low)
    if value > high:
        raise WorkloadError("cost.error.must_be_at_most", name, value=float(value), bound=high)
