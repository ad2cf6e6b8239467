"""How long one item and the whole lot take on each service, from dated facts and the account's quotas."""

from __future__ import annotations

from models.cost.demand import Demand
from models.cost.ledger import Bill, Case
from models.cost.limits import Limits, load_limits
from models.cost.ops import ceil
from models.cost.options import Options
from models.cost.price_book import PriceBook
from models.cost.results import BrokenLimit
from models.cost.workload import Workload, WorkloadError
from models.duration.options import DurationOptions
from models.duration.plans import PLANS, check, lot_of, seconds_of
from models.duration.results import DurationEstimate, Part, Span
from models.texts import Message

DEFAULTS = DurationOptions()


TIMED: tuple[str, ...] = tuple(PLANS)
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
    if service not in PLANS:
        if service in ("ecr", "outposts"):
            return DurationEstimate(service=service, feasible=False, reason=Message(f"duration.reason.{service}"))
        raise WorkloadError("cost.error.choice", "service", value=service, allowed=", ".join(TIMED))
    if workload.kind == "always_on":
        return _start_only(service, workload, known, options)
    return _timed(service, workload, known, options)


def _start_only(service: str, w: Workload, limits: Limits, o: DurationOptions) -> DurationEstimate:
    """Always-on work never ends: the answer is how long it takes to be up."""
    plan = PLANS[service](w, Demand(w, limits), limits, o)
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
    plan = PLANS[service](w, Demand(w, limits), limits, o)
    lot = lot_of(plan, w, o)
    run = Part(id="run", label=Message("duration.part.run"), span=Span.sure(lot.run_s))
    starts = plan.warm if w.kind == "requests" else plan.first  # requests find their servers running
    parts = (*starts, *plan.parts, run)
    warnings = [Message("duration.warning.quota", {"fact": plan.limited_by})] if plan.slots < 1.0 else []
    waves = ceil(lot.items / lot.slots)
    broken = _broken(service, w, limits)
    return DurationEstimate(
        service=service,
        feasible=not broken,
        item=sum((part.span for part in parts), Span.sure(0.0)),
        parts=parts,
        lot=Span(*(seconds_of(plan, lot, end) for end in Span.__struct_fields__)),
        slots=lot.slots,
        waves=waves,
        limited_by=plan.limited_by if lot.slots < lot.items else "",
        reason=Message("duration.reason.lot", {"slots": lot.slots, "waves": waves}),
        warnings=tuple(warnings),
        broken=broken,
    )


def _broken(service: str, w: Workload, limits: Limits) -> tuple[BrokenLimit, ...]:
    """What the service refuses."""
    prices = PriceBook("none", {})
    out = Bill(prices, limits)
    check(service, Case(w, prices, Options(), limits), out)
    return tuple(out.broken)


def duration_all(
    workload: Workload, limits: Limits | None = None, options: DurationOptions = DEFAULTS
) -> tuple[DurationEstimate, ...]:
    """Every service that runs items, those that fit first, the quickest first."""
    found = [duration(service, workload, limits, options) for service in TIMED]
    return tuple(sorted(found, key=lambda one: (not one.feasible, one.seconds)))
