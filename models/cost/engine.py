"""The public questions: what one service costs for a workload, what all of them cost, and a curve of costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from models.cost.demand import Demand
from models.cost.ledger import Bill, Case, Totals, Unfit
from models.cost.limits import Limits, load_limits
from models.cost.ops import np
from models.cost.options import Options
from models.cost.price_book import VERIFIED, Price, PriceBook
from models.cost.results import Estimate
from models.cost.services import REGISTRY, mode_name
from models.cost.workload import LEAST, MAY_BE_ZERO, NUMERIC_FIELDS, Workload, WorkloadError, bounds

if TYPE_CHECKING:
    from numpy.typing import NDArray

SERVICES: tuple[str, ...] = tuple(REGISTRY)
RANKED: tuple[str, ...] = tuple(name for name in SERVICES if name not in ("ecr", "outposts"))
"""Services that can run a workload and are compared by cost (a registry runs nothing; Outposts is by contract)."""

DEFAULTS = Options()


def estimate(
    service: str,
    workload: Workload,
    prices: PriceBook,
    options: Options = DEFAULTS,
    limits: Limits | None = None,
) -> Estimate:
    """The bill of one service, USD a month.

    Errors: WorkloadError for an input out of bounds or an unknown service; MissingPrice without EC2 prices.
    """
    if service not in REGISTRY:
        raise WorkloadError("cost.error.choice", "service", value=service, allowed=", ".join(SERVICES))
    workload.validate()
    options.validate()
    return _best(service, Case(workload, prices, options, limits or load_limits()))


def estimate_some(
    services: Sequence[str],
    workload: Workload,
    prices: PriceBook,
    options: Options = DEFAULTS,
    limits: Limits | None = None,
) -> dict[str, Estimate]:
    """The bills of some services by their name, which share what they have in common. Errors: as `estimate`."""
    workload.validate()
    options.validate()
    case = Case(workload, prices, options, limits or load_limits())
    return {service: _best(service, case) for service in services}


def _best(service: str, case: Case) -> Estimate:
    """The cheapest feasible mode of a service; the first mode when none is feasible."""
    tries = [_one(service, case.in_mode(mode)) for mode in REGISTRY[service].modes(case.options)]
    feasible = [found for found in tries if found.feasible]
    return min(feasible, key=lambda found: found.exact) if feasible else tries[0]


def _one(service: str, case: Case) -> Estimate:
    prices, options = case.prices, case.options
    out = Bill(prices, case.limits)
    REGISTRY[service].bill(case, out)
    _extras(options, out)
    for line in out.lines:
        if line.basis not in VERIFIED:
            out.warn("cost.warning.unverified", line=line.label, region=prices.region)
    return Estimate(
        service=service,
        region=prices.region,
        feasible=bool(out.feasible),
        complete=out.complete,
        total=out.shown_total(),
        exact=float(out.exact),
        lines=tuple(out.lines),
        sizing=out.sizing,
        reason=out.reason,
        warnings=tuple(out.warnings),
        broken=tuple(out.broken),
        mode=mode_name(service, options),
    )


def _extras(options: Options, out: Totals) -> None:
    """The charges the person added by hand."""
    for extra in options.extras:
        price = Price("extra", extra.price, basis="given")
        out.line_at("extra", extra.quantity, extra.price, price, switch="extras", name=extra.name)


def estimate_all(
    workload: Workload, prices: PriceBook, options: Options = DEFAULTS, limits: Limits | None = None
) -> tuple[Estimate, ...]:
    """Every service: those that fit by total ascending, then those that do not, in the app's order.

    The registry and Outposts come last: neither is a way to run the workload that can be ranked by price.
    Errors: as `estimate`.
    """
    workload.validate()
    options.validate()
    case = Case(workload, prices, options, limits or load_limits())
    found = [_best(service, case) for service in SERVICES]
    return tuple(
        sorted(
            found,
            key=lambda one: (one.service not in RANKED, not one.feasible, one.total if one.feasible else 0.0),
        )
    )


def cost_curve(
    service: str,
    workload: Workload,
    prices: PriceBook,
    input_name: str,
    xs: Sequence[float] | NDArray[Any],
    *,
    options: Options = DEFAULTS,
    limits: Limits | None = None,
) -> NDArray[Any]:
    """Unrounded USD a month of one service for each value of one input; NaN where it does not fit.

    `xs` has shape (n,), in the unit of the Workload field `input_name`; the result has shape (n,) and equals
    `estimate(...).exact` at each point to the last bit. Errors: WorkloadError for an unknown input, or a value
    that is not finite or out of the input's bounds.
    """
    numpy = np()
    if input_name not in NUMERIC_FIELDS:
        raise WorkloadError("cost.error.choice", "input", value=input_name, allowed=", ".join(NUMERIC_FIELDS))
    workload.validate()
    swept = msgspec.structs.replace(workload, **{input_name: checked(input_name, xs)})
    total = totals(service, swept, prices, options.validate(), limits or load_limits())
    total = numpy.broadcast_to(total, numpy.shape(getattr(swept, input_name)))
    curve: NDArray[Any] = numpy.where(numpy.isinf(total), numpy.nan, total)
    return curve


SLACK = 1e-9
"""How far beyond a bound, by ratio, a computed value may lie (a bisection ends on neighbouring doubles)."""


def checked(input_name: str, values: Any) -> NDArray[Any]:
    """Values of one input as float64, same shape. Errors: WorkloadError naming the first unacceptable one."""
    numpy = np()
    found: NDArray[Any] = numpy.asarray(values, dtype=numpy.float64)
    low, high, _ = bounds(input_name)
    least = LEAST.get(input_name, low)
    if found.size == 0 or (found.min() >= least and found.max() <= high):  # false for NaN
        return found
    small = (found < least * (1.0 - SLACK)) & ~((found == 0.0) & (input_name in MAY_BE_ZERO))
    for wrong, key, bound in (
        (~numpy.isfinite(found), "not_finite", None),
        (small, "must_be_at_least", least),
        (found > high * (1.0 + SLACK), "must_be_at_most", high),
    ):
        if wrong.any():
            raise WorkloadError(f"cost.error.{key}", input_name, value=float(found[wrong].flat[0]), bound=bound)
    return found


def totals(
    service: str, w: Workload, prices: PriceBook, options: Options, limits: Limits, *, demand: Demand | None = None
) -> Any:
    """Unrounded USD a month where any numeric inputs of `w` are arrays; inf where the service does not fit.

    The shape is what the arrays broadcast to (or fewer axes where nothing varies along one). `demand` saves
    deriving it again for each service of a map.
    """
    numpy = np()
    case = Case(w, prices, options, limits, demand)
    best: Any = numpy.inf
    for mode in REGISTRY[service].modes(options):
        out = Totals(prices, limits)
        try:
            REGISTRY[service].bill(case.in_mode(mode), out)
        except Unfit:
            continue
        _extras(mode, out)
        cost = out.exact if out.feasible is True else numpy.where(out.feasible, out.exact, numpy.inf)
        best = cost if best is numpy.inf else numpy.minimum(best, cost)
    return best
