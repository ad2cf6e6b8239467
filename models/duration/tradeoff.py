"""Paying more to finish sooner: time and cost of the whole lot for different numbers of places at once."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from models.cost.demand import MB_PER_GB, Demand
from models.cost.ec2_choice import choose, column_of, need_of
from models.cost.engine import DEFAULTS as ON_DEMAND
from models.cost.engine import estimate
from models.cost.ledger import Case
from models.cost.limits import Limits, load_limits
from models.cost.ops import ceil, larger
from models.cost.options import Options
from models.cost.price_book import PriceBook
from models.cost.services import fargate
from models.cost.services.ec2 import hourly_extra
from models.cost.workload import Workload, WorkloadError
from models.duration.engine import DEFAULTS, duration
from models.duration.options import DurationOptions

PLACES: tuple[float, ...] = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
BY_THE_SECOND = ("lambda", "fargate")
"""Services whose bill does not depend on how many items run at once."""
ON_SERVERS = ("ec2", "ecs", "batch")


class Point(msgspec.Struct, frozen=True):
    """One way to run the lot: places at once, seconds until it is done, USD it costs."""

    places: float
    seconds: float
    usd: float
    worth_it: bool
    """False when another point is at least as fast and as cheap."""


def finish_sooner(
    service: str,
    workload: Workload,
    prices: PriceBook,
    *,
    options: Options = ON_DEMAND,
    quotas: DurationOptions = DEFAULTS,
    places: Sequence[float] = PLACES,
    limits: Limits | None = None,
) -> tuple[Point, ...]:
    """Time and cost of a month's jobs run as one lot, for each number of places, ascending.

    Functions and tasks cost the same however many run at once; servers are rented from their start to the end of
    the last round, idle places included, so more of them finish sooner and waste more. Places beyond the number
    of jobs are left out. Errors: WorkloadError for work that is not jobs or a service that does not run lots.
    """
    known = limits or load_limits()
    workload.validate()
    options.validate()
    if workload.kind != "jobs":
        raise WorkloadError("cost.error.choice", "kind", value=workload.kind, allowed="jobs")
    if service not in (*BY_THE_SECOND, *ON_SERVERS):
        allowed = ", ".join((*BY_THE_SECOND, *ON_SERVERS))
        raise WorkloadError("cost.error.choice", "service", value=service, allowed=allowed)
    wanted = sorted({min(float(each), float(ceil(workload.amount))) for each in places if each >= 1.0})
    found = []
    for each in wanted:
        seconds = _seconds(service, workload, known, quotas, each)
        if service in ON_SERVERS:
            usd = _servers_usd(Case(workload, prices, options, known), each, seconds)
        else:
            usd = estimate(service, workload, prices, options, known).exact
        found.append((each, seconds, usd))
    return tuple(Point(*one, not any(_better(other, one) for other in found)) for one in found)


def _better(a: tuple[float, float, float], b: tuple[float, float, float]) -> bool:
    """`a` is as fast and as cheap as `b`, and one of both more so."""
    return a[1] <= b[1] and a[2] <= b[2] and (a[1] < b[1] or a[2] < b[2])


def _seconds(service: str, w: Workload, limits: Limits, quotas: DurationOptions, places: float) -> float:
    """Expected seconds of the lot when the account allows exactly `places` items at once."""
    vcpu = Demand(w, limits).vcpu
    size, _ = fargate.size_for(vcpu, w.memory_mb / MB_PER_GB, w.os == "windows")
    raised = msgspec.structs.replace(
        quotas,
        lambda_concurrency=places,
        fargate_vcpu=places * size,
        ec2_vcpu=places * vcpu / w.concurrency,
        batch_on="ec2",
    )
    found = duration(service, w, limits, raised)
    return found.lot.expected if found.lot is not None else 0.0


def _servers_usd(case: Case, places: float, seconds: float) -> float:
    """USD of the servers that hold `places` units from the start to the end of the lot; inf when no type fits."""
    units = larger(ceil(places / case.w.concurrency), 1.0)
    need = need_of(case, hourly_extra(case))._replace(units=units, queued=0.0)
    choice = choose(case, need, column_of(case))
    if choice.row < 0:
        return float("inf")
    hours = larger(seconds, case.limits.value("ec2.min_billing")) / 3600.0
    return float(choice.count * hours * (choice.price + need.extra))
