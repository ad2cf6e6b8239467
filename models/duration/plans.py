"""How each service runs items: what every item waits for, what is waited for once, how many run at once.

Written once for numbers and for arrays of them (float64, any shapes that broadcast): see `models.cost.ops`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from models.cost.demand import MB_PER_GB, Demand
from models.cost.ledger import Case, Totals
from models.cost.limits import Limits
from models.cost.ops import Num, anywhere, ceil, floor, larger, pick, smaller
from models.cost.services import batch, fargate, lambda_, lightsail
from models.cost.services.own_site import stays_in_region
from models.cost.workload import Workload
from models.duration import makespan
from models.duration.options import DurationOptions
from models.duration.results import Part, Span
from models.texts import Message


class Plan(NamedTuple):
    """How a service runs items: time before each item, time before the first, places, and its launch rule."""

    parts: tuple[Part, ...]
    """Waits each item pays on its own."""
    first: tuple[Part, ...]
    """Waits paid once, before the first item (servers starting)."""
    slots: Num
    limited_by: str
    launch: Callable[[Num, Num, Num], Num]
    """Seconds of the lot from (items, slots, seconds of one item in its place)."""
    warm: tuple[Part, ...] = ()
    """What a single request meets on a service that is already running."""


class Lot(NamedTuple):
    """All items of a month asked for at once: how many, how many run together, seconds of work of each."""

    items: Num
    slots: Num
    run_s: Num


def lot_of(plan: Plan, w: Workload, o: DurationOptions) -> Lot:
    """The lot of a plan; a quota too small for one item still lets one run at a time."""
    items = ceil(w.amount * makespan.attempts_per_item(o.failure_rate, o.attempts))
    run_s = makespan.with_interruptions(w.duration_s, o.interruptions_per_hour)
    return Lot(items, smaller(larger(plan.slots, 1.0), items), run_s)


def seconds_of(plan: Plan, lot: Lot, end: str) -> Num:
    """Seconds until a lot is done, at one end of its span: waits paid once, then the launch rule on each item."""
    each = lot.run_s + waited(plan.parts, end) if plan.parts else lot.run_s
    return waited(plan.first, end) + plan.launch(lot.items, lot.slots, each)


def waited(parts: tuple[Part, ...], end: str) -> Num:
    """The sum of some parts at one end of their spans."""
    return sum(getattr(part.span, end) for part in parts)


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


def _lambda(w: Workload, d: Demand, limits: Limits, o: DurationOptions) -> Plan:
    quota = o.lambda_concurrency or limits.value("lambda.concurrency")
    cold = _part(
        limits, "cold_start", "lambda.cold_start_range.min", "lambda.cold_start", "lambda.cold_start_range"
    )
    step, every = limits.value("lambda.scaling_rate"), limits.value("lambda.scaling_interval")
    fastest = 1.0 / limits.value("lambda.requests_per_concurrency")

    def launch(items: Num, slots: Num, seconds: Num) -> Num:
        return makespan.ramp_makespan(items, larger(seconds, fastest), slots, step, every)

    if w.kind == "requests":
        share = w.cold_start_share
        met = _replaced(cold, Span(0.0, cold.span.expected * share, cold.span.high))
        return Plan((), (cold,), quota, "lambda.concurrency", launch, (met,))
    return Plan((), (cold,), quota, "lambda.concurrency", launch)


def _fargate(w: Workload, d: Demand, limits: Limits, o: DurationOptions, eks: bool = False) -> Plan:
    quota = o.fargate_vcpu or limits.value("fargate.vcpu_quota")
    vcpu, _gb = fargate.size_for(d.vcpu, w.memory_mb / MB_PER_GB, w.os == "windows", eks)
    start = _part(limits, "task_start", "fargate.startup_time.min", "fargate.start_time", "fargate.start_measured")
    burst, rate = limits.value("fargate.launch_burst"), limits.value("fargate.launch_rate")

    def launch(items: Num, slots: Num, seconds: Num) -> Num:
        return makespan.bucket_makespan(items, slots, seconds, burst, rate)

    tasks = floor(quota / vcpu)
    if w.kind == "requests":
        return Plan((), (start,), tasks * w.concurrency, "fargate.vcpu_quota", makespan.wave_makespan)
    return Plan((start,), (), tasks, "fargate.vcpu_quota", launch)


def _servers(first: str, each: str = "") -> Callable[[Workload, Demand, Limits, DurationOptions], Plan]:
    """A plan on EC2: servers start once (`first`), then each item waits for `each` (a range fact) and runs."""

    def plan(w: Workload, d: Demand, limits: Limits, o: DurationOptions) -> Plan:
        gpu = w.gpu > 0.0
        fact = "ec2.gpu_quota" if anywhere(gpu) else "ec2.vcpu_quota"
        quota = o.ec2_vcpu or pick(gpu, limits.value("ec2.gpu_quota"), limits.value("ec2.vcpu_quota"))
        if limits.get(f"{first}.min") is None:
            once = _once(limits, "server_start", first)
        else:
            once = _range(limits, "server_start", first)
        parts = (_range(limits, "place_start", each),) if each and w.kind != "requests" else ()
        return Plan(parts, (once,), floor(quota / d.vcpu) * w.concurrency, fact, makespan.wave_makespan)

    return plan


def _ec2(w: Workload, d: Demand, limits: Limits, o: DurationOptions) -> Plan:
    return _servers("ec2.boot_time_windows" if w.os == "windows" else "ec2.boot_time")(w, d, limits, o)


def _batch(w: Workload, d: Demand, limits: Limits, o: DurationOptions) -> Plan:
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


def _lightsail(w: Workload, d: Demand, limits: Limits, o: DurationOptions) -> Plan:
    quota = o.lightsail_instances or limits.value("lightsail.instance_quota")
    start = _range(limits, "server_start", "lightsail.startup_time")
    return Plan((), (start,), quota * w.concurrency, "lightsail.instance_quota", makespan.wave_makespan)


PLANS: dict[str, Callable[[Workload, Demand, Limits, DurationOptions], Plan]] = {
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
_ON_OWN_SERVERS = ("ecs", "eks")


def check(service: str, case: Case, out: Totals) -> None:
    """What a service refuses, as its bill states it. Errors: Unfit from `Totals` when it refuses everywhere."""
    if service not in _ON_OWN_SERVERS:
        stays_in_region(case, out, service)
    if service in _CHECKS:
        _CHECKS[service](case, out)
