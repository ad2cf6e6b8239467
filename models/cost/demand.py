"""From a workload to what has to run: rates, items at once, units and hours. Numbers or arrays alike."""

from __future__ import annotations

from typing import Any

from models.cost.limits import Limits
from models.cost.ops import Num, above, ceil, larger, pick, smaller
from models.cost.workload import Workload

SECONDS_PER_HOUR = 3600.0
HOURS_PER_DAY = 24.0
MB_PER_GB = 1024.0


class Demand:
    """Derived quantities of one workload (scalars, or arrays that broadcast)."""

    __slots__ = (
        "active_h",
        "average",
        "busy",
        "choices",
        "days",
        "peak",
        "queued",
        "rate",
        "runs",
        "unit_gb",
        "unit_h",
        "units",
        "vcpu",
    )

    active_h: Num
    """Hours a month in which the workload is awake."""
    days: Num
    """Days in the month."""
    rate: Num
    """Items per second over the active hours, on average."""
    busy: Num
    """Items being worked on at once, on average over the active hours (Little's law: rate x duration)."""
    peak: Num
    """The same at the peak: busy x peak factor."""
    unit_gb: Num
    """GB of one unit."""
    average: Num
    """Mean vCPU one unit keeps busy: all of it for jobs, the planned share off the peak otherwise."""
    vcpu: Num
    """vCPU of one unit; follows memory when the workload leaves it at 0."""
    units: Num
    """Whole units (containers) that must run at once."""
    unit_h: Num
    """Hours a month each of those units runs."""
    runs: Num
    """Times a month a unit is started: job runs, or one start a day for hours-of-the-day work."""
    queued: Num
    """Jobs there are to run side by side on a day (at least `units`); 0 for work that is not jobs."""

    choices: dict[Any, Any]
    """Servers already chosen for this demand (services of one map share them)."""

    def __init__(self, w: Workload, limits: Limits) -> None:
        self.queued = 0.0
        self.choices = {}
        self.days = w.month_hours / HOURS_PER_DAY
        self.active_h = w.month_hours * (w.hours_per_day / HOURS_PER_DAY)
        active_s = self.active_h * SECONDS_PER_HOUR
        self.rate = w.amount / active_s
        self.busy = w.amount * w.duration_s / active_s
        self.peak = self.busy * w.peak_factor
        self.vcpu = pick(w.vcpu > 0.0, w.vcpu, w.memory_mb / limits.value("lambda.memory_per_vcpu"))
        self.unit_gb = w.memory_mb / MB_PER_GB
        self.average = self.vcpu * _planned_share(w)
        if w.kind == "always_on":
            self._size_always_on(w)
        elif w.kind == "jobs":
            self._size_jobs(w)
        else:
            self._size_requests(w)

    @property
    def work_s(self) -> Num:
        """Seconds of work a month over all items."""
        return self.busy * self.active_h * SECONDS_PER_HOUR

    def _size_requests(self, w: Workload) -> None:
        """A unit holds `concurrency` items and is planned to `target_utilisation` of that at the peak."""
        self.units = larger(ceil(self.peak / (w.concurrency * w.target_utilisation)), w.zones)
        self.unit_h = self.active_h
        self.runs = self.days

    def _size_always_on(self, w: Workload) -> None:
        self.units = larger(ceil(w.amount), w.zones)
        self.unit_h = self.active_h
        self.runs = self.days

    def _size_jobs(self, w: Workload) -> None:
        """Enough units side by side to finish a day's jobs inside the day's window; each job runs to its end.

        A unit runs `concurrency` jobs together, so a month has amount / concurrency runs (fractions stay).
        """
        self.runs = w.amount / w.concurrency
        window_s = w.hours_per_day * SECONDS_PER_HOUR
        at_once = self.runs / self.days * w.duration_s * w.peak_factor / window_s
        self.units = larger(ceil(at_once), 1.0)
        self.unit_h = self.runs * w.duration_s / self.units / SECONDS_PER_HOUR
        self.queued = larger(self.units, self.runs / self.days)


def _planned_share(w: Workload) -> Num:
    """Share of its vCPU a unit keeps busy on average."""
    if w.kind == "jobs":
        return 1.0
    return w.target_utilisation / w.peak_factor if w.kind == "requests" else w.target_utilisation


def per_run_seconds(w: Workload, minimum: Num) -> Num:
    """Billed seconds of one run: start-up plus work, whole seconds up, at least `minimum`."""
    return larger(ceil(w.startup_s + w.duration_s), minimum)


def side_by_side(demand: Demand, count: Num, held: Num) -> Num:
    """Jobs that `count` servers with room for `held` each really run at once: no more than are queued."""
    return larger(smaller(count * held, demand.queued), 1.0)


def server_hours(w: Workload, demand: Demand, parallel: Num, minimum_s: Num) -> Num:
    """Hours a month one server is billed, per second with a minimum for each start.

    Jobs: `parallel` at once share the work; servers start at most once a day, pay their start-up, and stop.
    Others: awake all active hours.
    """
    if w.kind != "jobs":
        return demand.unit_h
    starts = larger(smaller(demand.days, demand.runs / parallel), 1.0)
    work_s = demand.runs * w.duration_s / parallel
    return starts * larger(work_s / starts + w.startup_s, minimum_s) / SECONDS_PER_HOUR


def tier_parts(quantity: Num, ends: list[float]) -> list[Num]:
    """`quantity` split over consecutive tiers that end at `ends` (ascending; the last tier is open)."""
    parts: list[Num] = []
    start = 0.0
    for end in ends:
        parts.append(smaller(above(quantity, start), end - start))
        start = end
    parts.append(above(quantity, start))
    return parts
