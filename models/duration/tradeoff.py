"""Paying more to finish sooner: time and cost of the whole lot for different numbers of places at once.

The cost is that of the bill the list shows, to the cent. Functions and tasks cost the same however many run at
once; for servers, the lines that grow with their hours are replaced by those of the lot.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from models.cost.demand import MB_PER_GB, Demand
from models.cost.ec2_choice import choose, column_of, need_of
from models.cost.engine import DEFAULTS as ON_DEMAND
from models.cost.engine import estimate
from models.cost.ledger import Case
from models.cost.limits import Limits, load_limits
from models.cost.ops import ceil, cents, larger
from models.cost.options import Options
from models.cost.price_book import PriceBook
from models.cost.results import Estimate
from models.cost.services import fargate
from models.cost.services.ec2 import hourly_extra
from models.cost.workload import Workload, WorkloadError
from models.duration.engine import DEFAULTS, duration
from models.duration.options import DurationOptions
from models.duration.results import DurationEstimate

PLACES: tuple[float, ...] = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
RUN_LOTS = ("lambda", "fargate", "ec2", "ecs", "eks", "batch")
"""Services whose places can be raised: by a larger quota, for work that is a lot of jobs."""
RENTED = "ec2_hours"
"""The line of a bill that rents servers by the hour."""
BY_THE_HOUR = (RENTED, "ecs_fee", "eks_fee", "batch_fee", "ebs_root", "ipv4")
"""Lines that grow with the hours of the servers."""
SOONER = 0.99
"""A step counts when it ends in at most this share of the time of the one before."""


class Point(msgspec.Struct, frozen=True):
    """One way to run the lot: places at once, seconds until it is done, USD a month to the cent."""

    places: float
    seconds: float
    usd: float
    worth_it: bool
    """False when another point is at least as fast and as cheap."""


class Path(msgspec.Struct, frozen=True):
    """What more places at once would do to one service of the list."""

    service: str
    places: float
    """Places today, with the quota the durations were worked out with."""
    seconds: float
    """The list's time: what those places need."""
    usd: float
    """The list's total."""
    at_once_usd: float
    """The bill of the same places when the month is run as one lot: the list's own spreads it over its days."""
    mixed: bool
    """Whether the list times one way of running and bills another (tasks, servers): the steps follow the bill."""
    steps: tuple[Point, ...]
    """More places, each clearly sooner than the one before and not beaten by another, by places."""

    @property
    def tells_at_once(self) -> bool:
        """Whether the bill of one lot is another one than the list's, and of the same way of running."""
        return self.at_once_usd != self.usd and not self.mixed


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
    if service not in RUN_LOTS:
        raise WorkloadError("cost.error.choice", "service", value=service, allowed=", ".join(RUN_LOTS))
    lot = _Lot(estimate(service, workload, prices, options, known), Case(workload, prices, options, known), quotas)
    return _points(lot, places)


def path(
    bill: Estimate,
    took: DurationEstimate,
    workload: Workload,
    prices: PriceBook,
    *,
    options: Options = ON_DEMAND,
    quotas: DurationOptions = DEFAULTS,
    limits: Limits | None = None,
) -> Path | None:
    """The steps from a service's point in the list (`bill`, `took`) to sooner ends; None when there are none.

    `options` and `quotas` are those the bill and the time were worked out with.
    """
    known = limits or load_limits()
    if workload.kind != "jobs" or bill.service not in RUN_LOTS or took.lot is None:
        return None
    if not (bill.feasible and took.feasible):
        return None
    lot = _Lot(bill, Case(workload, prices, options, known), quotas)
    now, seconds = took.slots, took.lot.expected
    ahead = _points(lot, [each for each in PLACES if each > now])
    steps: list[Point] = []
    for point in ahead:
        before = steps[-1].seconds if steps else seconds
        if point.worth_it and point.usd < float("inf") and point.seconds <= before * SOONER:
            steps.append(point)
    if not steps:
        return None
    mixed = lot.on_servers != _timed_on_servers(bill.service, quotas)
    return Path(bill.service, now, seconds, bill.total, lot.usd(now, seconds), mixed, tuple(steps))


def _timed_on_servers(service: str, quotas: DurationOptions) -> bool:
    """Whether the durations run a service on servers."""
    return service in ("ec2", "ecs", "eks") or (service == "batch" and quotas.batch_on == "ec2")


class _Lot:
    """One service's month of jobs as one lot."""

    def __init__(self, bill: Estimate, case: Case, quotas: DurationOptions) -> None:
        self.bill, self.case, self.quotas = bill, case, quotas
        self.on_servers = any(line.id == RENTED for line in bill.lines)
        hourly = [line for line in bill.lines if line.id in BY_THE_HOUR]
        self._rest = bill.total - sum(line.amount for line in hourly)
        self._fee = next((line.unit_price for line in hourly if line.id.endswith("_fee")), 0.0)

    def seconds(self, places: float) -> float:
        """Expected seconds of the lot when the account allows exactly `places` items at once."""
        w = self.case.w
        vcpu = Demand(w, self.case.limits).vcpu
        size, _ = fargate.size_for(vcpu, w.memory_mb / MB_PER_GB, w.os == "windows")
        raised = msgspec.structs.replace(
            self.quotas,
            lambda_concurrency=places,
            fargate_vcpu=places * size,
            ec2_vcpu=ceil(places / w.concurrency) * vcpu,
            batch_on="ec2" if self.on_servers else "fargate",
        )
        found = duration(self.bill.service, w, self.case.limits, raised)
        return found.lot.expected if found.lot is not None else 0.0

    def usd(self, places: float, seconds: float) -> float:
        """USD a month to the cent with `places` at once for `seconds`; inf when no type fits.

        Servers are rented from the start to the end of the lot.
        """
        if not self.on_servers:
            return self.bill.total
        case = self.case
        units = larger(ceil(places / case.w.concurrency), 1.0)
        need = need_of(case, hourly_extra(case))._replace(units=units, queued=0.0)
        choice = choose(case, need, column_of(case))
        if choice.row < 0:
            return float("inf")
        hours = choice.count * larger(seconds, case.limits.value("ec2.min_billing")) / 3600.0
        hour = choice.price + need.extra
        if self._fee:
            hour += self._fee * case.prices.ec2.listed(choice.row)
        return float(cents(self._rest + hours * hour)) / 100.0


def _points(lot: _Lot, places: Sequence[float]) -> tuple[Point, ...]:
    """Time and cost for each number of places, ascending."""
    most = float(ceil(lot.case.w.amount))
    found = []
    for each in sorted({min(float(one), most) for one in places if one >= 1.0}):
        seconds = lot.seconds(each)
        found.append((each, seconds, lot.usd(each, seconds)))
    return tuple(Point(*one, not any(_better(other, one) for other in found)) for one in found)


def _better(a: tuple[float, float, float], b: tuple[float, float, float]) -> bool:
    """`a` is as fast and as cheap as `b`, and one of both more so."""
    return a[1] <= b[1] and a[2] <= b[2] and (a[1] < b[1] or a[2] < b[2])
