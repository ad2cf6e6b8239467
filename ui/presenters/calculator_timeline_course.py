"""The course of a lot on each service: items running and waiting over time. Qt-free.

The engine answers with waits, places and the end; the course between them follows from the same launch rules and
facts, and ends at the engine's own second. What stays on has the course of its start.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import msgspec

from models.cost.limits import load_limits
from models.cost.workload import Workload
from models.duration import makespan
from models.duration.engine import DEFAULTS
from models.duration.options import DurationOptions
from models.duration.results import DurationEstimate

POINTS = 40  # moments on each scale between the first start and the end
ROUNDS = 80  # up to so many rounds each is drawn for itself
ONCE = frozenset({"submit", "scheduling", "server_start", "cold_start"})
"""Parts paid before the first item; the others belong to each item."""
AFTER = 1.35  # how much longer than the slowest start the start of what stays on is drawn


class Course(msgspec.Struct, frozen=True):
    """Items running and waiting at ascending moments (seconds from asking); each value holds until the next."""

    service: str
    first: float
    """When the first item starts."""
    full: float
    """When most items run for the first time."""
    peak: float
    end: float
    items: float
    waves: float
    times: tuple[float, ...]
    running: tuple[float, ...]
    waiting: tuple[float, ...]
    stays: bool = False
    """Work that never ends: `end` is when it is up, and what then waits finds no place in the starting quota."""

    def at(self, moment: float) -> tuple[float, float]:
        """(running, waiting) at a moment."""
        if moment < self.first:
            return 0.0, self.items
        index = sum(1 for time in self.times if time <= moment) - 1
        return self.running[index], self.waiting[index]


Started = Callable[[float], float]


def course(
    estimate: DurationEstimate, workload: Workload, quotas: DurationOptions = DEFAULTS
) -> Course | None:
    """The course of the lot on one service; None when it does not fit or never ends."""
    if not estimate.feasible or estimate.lot is None:
        return None
    items = float(math.ceil(workload.amount * makespan.attempts_per_item(quotas.failure_rate, quotas.attempts)))
    each = sum(part.span.expected for part in estimate.parts if part.id not in ONCE)
    started, done, length = _rule(estimate, workload, items, each, quotas)
    first, end = estimate.lot.expected - length, estimate.lot.expected
    times = _moments(first, end, each)
    running, waiting = [], []
    for time in times[:-1]:
        since = time - first + 1e-9 * max(time, 1.0)
        begun = min(items, started(since))
        running.append(max(0.0, begun - min(items, done(since))))
        waiting.append(items - begun)
    running.append(0.0)
    waiting.append(0.0)
    peak = max(running)
    full = times[running.index(peak)]
    return Course(
        estimate.service, first, full, peak, end, items, estimate.waves, times, tuple(running), tuple(waiting)
    )


def courses(
    durations: tuple[DurationEstimate, ...], workload: Workload, quotas: DurationOptions = DEFAULTS
) -> tuple[Course, ...]:
    """The courses of all services that run the lot (or start what stays on), the quickest first."""
    if workload.kind == "always_on":
        return _starts(durations, workload)
    found = (course(each, workload, quotas) for each in durations)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.end))


def _starts(durations: tuple[DurationEstimate, ...], workload: Workload) -> tuple[Course, ...]:
    """Units that stay on: all asked for at once, up after the start, as many as the starting quota holds."""
    fit = sorted((one for one in durations if one.feasible), key=lambda one: one.seconds)
    last = AFTER * max((one.seconds for one in fit), default=0.0)
    items = float(math.ceil(workload.amount))
    found = []
    for one in fit:
        up, running = one.seconds, min(items, math.floor(one.slots))
        times, rest = (up, last), items - running
        found.append(
            Course(one.service, up, up, running, up, items, 0.0, times, (running,) * 2, (rest,) * 2, stays=True)
        )
    return tuple(found)


def _moments(first: float, end: float, each: float) -> tuple[float, ...]:
    """Moments worth looking at: even steps, steps by ratio, the end of the first round, the start of the last."""
    length = end - first
    found = {first, first + min(each, length), max(first, end - each), end}
    found |= {first + length * i / POINTS for i in range(POINTS)}
    low = max(length * 1e-4, 1e-3)
    if each > 0.0 and length / each <= ROUNDS:
        found |= {first + each * k for k in range(math.ceil(length / each))}
    found |= {first + low * (length / low) ** (i / POINTS) for i in range(POINTS)} if length > low else set()
    return tuple(sorted(time for time in found if time <= end))


def _rule(
    estimate: DurationEstimate, workload: Workload, items: float, each: float, quotas: DurationOptions
) -> tuple[Started, Started, float]:
    """How many items have started and ended so many seconds after the first start, and how long all take."""
    limits, slots = load_limits(), estimate.slots
    alone = makespan.with_interruptions(workload.duration_s, quotas.interruptions_per_hour)
    if estimate.service == "lambda":
        fastest = 1.0 / limits.value("lambda.requests_per_concurrency")
        each = max(each if workload.kind == "jobs" else alone, fastest)
        step, every = limits.value("lambda.scaling_rate"), limits.value("lambda.scaling_interval")
        limit = min(slots, items)
        length = makespan.ramp_makespan(items, each, limit, step, every)
        return _ramp(each, limit, step, every, 1.0), _ramp(each, limit, step, every, 0.0), length
    on_tasks = ("fargate", "batch") if quotas.batch_on == "fargate" else ("fargate",)
    if workload.kind == "jobs" and estimate.service in on_tasks:
        burst, rate = limits.value("fargate.launch_burst"), limits.value("fargate.launch_rate")
        begun = _bucket(items, slots, each, burst, rate)
        return begun, lambda t: begun(t - each), makespan.bucket_makespan(items, slots, each, burst, rate)
    run = each if workload.kind == "jobs" else alone
    length = makespan.wave_makespan(items, slots, run)
    return lambda t: (t // run + 1.0) * slots, lambda t: (t // run) * slots, length


def _ramp(each: float, limit: float, step: float, every: float, ahead: float) -> Started:
    """Workers in groups of `step` each `every` seconds; `ahead` 1 counts items begun, 0 those ended."""

    def count(t: float) -> float:
        found, group = 0.0, 0
        while group * step < limit and group * every <= t:
            size = min(step, limit - group * step)
            found += size * ((t - group * every) // each + ahead)
            group += 1
        return found

    return count


def _bucket(items: float, slots: float, each: float, burst: float, rate: float) -> Started:
    """Starts through a bucket of tokens: the start of item k is known, how many have begun is found by halving."""

    def turn(k: float) -> float:
        return max(0.0, (k + 1.0 - burst) / rate)

    def start(k: float) -> float:
        rounds = k // slots
        return max(turn(k), rounds * each + turn(k - rounds * slots))

    def count(t: float) -> float:
        low, high = 0, int(items)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if start(float(middle)) <= t else (low, middle)
        return float(low) if t >= 0.0 else 0.0

    return count
