"""How long one item and the whole lot take on each service, from dated facts and the account's quotas."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from models.cost.demand import MB_PER_GB, Demand
from models.cost.ledger import Bill, Case, Totals
from models.cost.limits import Limits, load_limits
from models.cost.ops import ceil, floor
from models.cost.options import Options
from models.cost.price_book import PriceBook
from models.cost.results import BrokenLimit
from models.cost.services import batch, fargate, lambda_, lightsail
from models.cost.workload import Workload, WorkloadError
from models.duration import makespan
from models.duration.options import DurationOptions
from models.duration.results import DurationEstimate, Part, Span
from models.texts import Message

DEFAULTS = DurationOptions()


class _Plan(NamedTuple):
    """How a service runs items: time before each item, time before the first, places, and its launch rule."""

    parts: tuple[Part, ...]
    """Waits each item pays on its own."""
    first: tuple[Part, ...]
    """Waits paid once, before the first item (servers starting)."""
    slots: float
    limited_by: str
    launch: Callable[[float, float, float], float]
    """Seconds of the lot from (items, slots, seconds of one item in its place)."""
    warm: tuple[Part, ...] = ()
    """What a single request meets on a service that is already running."""


def _part(limits: Limits, name: str, low: str, expected: str, high: str) -> Part:
    """A part from three facts (a range fact gives `.min` for its low end)."""
    span = Span(limits.value(low), limits.value(expected), limits.value(high))
    return Part(id=name, label=Message(f"duration.part.{name}"), span=span, fact_id=expected.removesuffix(".min"))


def _range(limits: Limits, name: str, fact: str) -> Part:
    """A part from one range fact; expected is its middle."""
    low, high = limits.value(f"{fact}.min"), limits.value(fact)
    return Part(
        id=name, label=Message(f"duration.part.{name}"), span=Span(low, (low + high) / 2.0, high), fact_id=fact
    )


def _replaced(part: Part, span: Span) -> Part:
    return Part(id=part.id, label=part.label, span=span, fact_id=part.fact_id)


def _once(limits: Limits, name: str, fact: str) -> Part:
    """A part from one fact without a range."""
    return Part(id=name, label=Message(f"duration.part.{name}"), span=Span.sure(limits.value(fact)), fact_id=fact)


def _lambda(w: Workload, d: Demand, limits: Limits, o: DurationOptions) -> _Plan:
    quota = o.lambda_concurrency or limits.value("lambda.concurrency")
    cold = _part(
        limits, "cold_start", "lambda.cold_start_range.min", "lambda.cold_start", "lambda.cold_start_range"
    )
    step, every = limits.value("lambda.scaling_rate"), limits.value("lambda.scaling_interval")
    fastest = 1.0 / limits.value("lambda.requests_per_concurrency")

    def launch(items: float, slots: float, seconds: float) -> float:
        return makespan.ramp_makespan(items, max(seconds, fastest), min(slots, items), step, every)

    if w.kind == "requests":
        share = w.cold_start_share
        met = _replaced(cold, Span(0.0, cold.span.expected * share, cold.span.high))
        return _Plan((), (cold,), quota, "lambda.concurrency", launch, (met,))
    return _Plan((), (cold,), quota, "lambda.concurrency", launch)


def _fargate(w: Workload, d: Demand, limits: Limits, o: DurationOptions, eks: bool = False) -> _Plan:
    quota = o.fargate_vcpu or limits.value("fargate.vcpu_quota")
    vcpu, _gb = fargate.size_for(d.vcpu, w.memory_mb / MB_PER_GB, w.os == "windows", eks)
    start = _part(limits, "task_start", "fargate.startup_time.min", "fargate.start_time", "fargate.start_measured")
    burst, rate = limits.value("fargate.launch_burst"), limits.value("fargate.launch_rate")

    def launch(items: float, slots: float, seconds: float) -> float:
        return makespan.bucket_makespan(items, slots, seconds, burst, rate)

    tasks = floor(quota / vcpu)
    if w.kind == "requests":
        return _Plan((), (start,), tasks * w.concurrency, "fargate.vcpu_quota", makespan.wave_makespan)
    return _Plan((start,), (), tasks, "fargate.vcpu_quota", launch)


def _servers(first: str, each: str = "") -> Callable[[Workload, Demand, Limits, DurationOptions], _Plan]:
    """A plan on EC2: servers start once (`first`), then each item waits for `each` (a range fact) and runs."""

    def plan(w: Workload, d: Demand, limits: Limits, o: DurationOptions) -> _Plan:
        fact = "ec2.gpu_quota" if w.gpu > 0.0 else "ec2.vcpu_quota"
        quota = o.ec2_vcpu or limits.value(fact)
        if limits.get(f"{first}.min") is None:
            once = _once(limits, "server_start", first)
        else:
            once = _range(limits, "server_start", first)
        parts = (_range(limits, "place_start", each),) if each and w.kind != "requests" else ()
        return _Plan(parts, (once,), floor(quota / d.vcpu) * w.concurrency, fact, makespan.wave_makespan)

    return plan


def _ec2(w: Workload, d: Demand, limits: Limits, o: DurationOptions) -> _Plan:
    return _servers("ec2.boot_time_windows" if w.os == "windows" else "ec2.boot_time")(w, d, limits, o)


def _batch(w: Workload, d: Demand, limits: Limits, o: DurationOptions) -> _Plan:
    base = _fargate(w, d, limits, o) if o.batch_on == "fargate" else _ec2(w, d, limits, o)
    schedule = _part(limits, "scheduling", "batch.startup_time.min", "batch.scheduling_time", "batch.startup_time")
    calls = ceil(w.amount / limits.value("batch.array_max"))
    submit = Part(
        id="submit",
        label=Message("duration.part.submit"),
        span=Span.sure(calls / limits.value("batch.submit_rate")),
        fact_id="batch.submit_rate",
    )
    return base._replace(first=(submit, schedule, *base.first))


def _lightsail(w: Workload, d: Demand, limits: Limits, o: DurationOptions) -> _Plan:
    quota = o.lightsail_instances or limits.value("lightsail.instance_quota")
    start = _range(limits, "server_start", "lightsail.startup_time")
    return _Plan((), (start,), quota * w.concurrency, "lightsail.instance_quota", makespan.wave_makespan)


_PLANS: dict[str, Callable[[Workload, Demand, Limits, DurationOptions], _Plan]] = {
    "lambda": _lambda,
    "ec2": _ec2,
    "ecs": _servers("ecs.instance_add_time", "ecs.warm_start_time"),
    "eks": _servers("eks.node_start_time", "eks.pod_start_time"),
    "fargate": _fargate,
    "beanstalk": _servers("beanstalk.environment_start_time"),
    "batch": _batch,
    "lightsail": _lightsail,
}
_CHECKS: dict[str, Callable[[Case, Totals], None]] = {
    "lambda": lambda_.check,
    "fargate": fargate.check,
    "batch": batch.check,
    "lightsail": lightsail.check,
}
TIMED: tuple[str, ...] = tuple(_PLANS)
"""Services that run items and so have a duration."""


def duration(
    service: str, workload: Workload, limits: Limits | None = None, options: DurationOptions = DEFAULTS
) -> DurationEstimate:
    """How long one item takes on `service`, and the month's lot when it is all asked for at once. Seconds.

    Services that run nothing, and always-on work, answer with item and lot None and a reason.
    Errors: WorkloadError for an input out of bounds; ContentError when a fact is missing.
    """
    known = limits or load_limits()
    workload.validate()
    options.validate()
    if service not in _PLANS:
        if service in ("ecr", "outposts"):
            return DurationEstimate(service=service, feasible=False, reason=Message(f"duration.reason.{service}"))
        raise WorkloadError("cost.error.choice", "service", value=service, allowed=", ".join(TIMED))
    if workload.kind == "always_on":
        return _start_only(service, workload, known, options)
    return _timed(service, workload, known, options)


def _start_only(service: str, w: Workload, limits: Limits, o: DurationOptions) -> DurationEstimate:
    """Always-on work never ends: the answer is how long it takes to be up."""
    plan = _PLANS[service](w, Demand(w, limits), limits, o)
    broken = _broken(service, w, limits)
    return DurationEstimate(
        service=service,
        feasible=not broken,
        parts=plan.first + plan.parts,
        slots=plan.slots,
        limited_by=plan.limited_by,
        reason=Message("duration.reason.always_on"),
        broken=broken,
    )


def _timed(service: str, w: Workload, limits: Limits, o: DurationOptions) -> DurationEstimate:
    plan = _PLANS[service](w, Demand(w, limits), limits, o)
    run_s = makespan.with_interruptions(w.duration_s, o.interruptions_per_hour)
    run = Part(id="run", label=Message("duration.part.run"), span=Span.sure(run_s))
    starts = plan.warm if w.kind == "requests" else plan.first  # requests find their servers running
    parts = (*starts, *plan.parts, run)
    warnings: list[Message] = []
    slots = plan.slots
    if slots < 1.0:
        slots = 1.0
        warnings.append(Message("duration.warning.quota", {"fact": plan.limited_by}))
    items = ceil(w.amount * makespan.attempts_per_item(o.failure_rate, o.attempts))
    slots = min(slots, items)
    lot = _lot(plan, items, slots, run_s)
    waves = ceil(items / slots)
    broken = _broken(service, w, limits)
    return DurationEstimate(
        service=service,
        feasible=not broken,
        item=sum((part.span for part in parts), Span.sure(0.0)),
        parts=parts,
        lot=lot,
        slots=slots,
        waves=waves,
        limited_by=plan.limited_by if slots < items else "",
        reason=Message("duration.reason.lot", {"slots": slots, "waves": waves}),
        warnings=tuple(warnings),
        broken=broken,
    )


def _lot(plan: _Plan, items: float, slots: float, run_s: float) -> Span:
    """The lot's span: waits paid once, then the launch rule on each item's own time."""
    first = sum((part.span for part in plan.first), Span.sure(0.0))
    each = sum((part.span for part in plan.parts), Span.sure(run_s))
    return Span(
        first.low + plan.launch(items, slots, each.low),
        first.expected + plan.launch(items, slots, each.expected),
        first.high + plan.launch(items, slots, each.high),
    )


def _broken(service: str, w: Workload, limits: Limits) -> tuple[BrokenLimit, ...]:
    """What the service refuses, as the cost engine states it."""
    check = _CHECKS.get(service)
    if check is None:
        return ()
    prices = PriceBook("none", {})
    out = Bill(prices, limits)
    check(Case(w, prices, Options(), limits), out)
    return tuple(out.broken)


def duration_all(
    workload: Workload, limits: Limits | None = None, options: DurationOptions = DEFAULTS
) -> tuple[DurationEstimate, ...]:
    """Every service that runs items, those that fit first, by the lot's expected time."""
    found = [duration(service, workload, limits, options) for service in TIMED]
    return tuple(sorted(found, key=lambda one: (not one.feasible, one.lot.expected if one.lot else 0.0)))
