"""What a service costs when inputs are only known to lie between two ends.

A cost need not rise or fall all the way from one end of an input to the other (whole servers, burst credits, disks
shared by zones), so the ends alone would not do. Each uncertain input is tried at evenly spread values, both ends
among them, and every combination is costed: as many values as keep the combinations within MOST_COMBINED (65 of
one input, 32 of two, 10 of three, 5 of four, only both ends from seven on). Beyond MOST_CROSSED inputs even the
combinations of ends are too many: from the ends that are cheapest (dearest) one by one, single ends are changed as
long as that helps. Between the values tried a total may lie slightly outside what is found.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from models.cost.engine import RANKED, estimate_some
from models.cost.ops import np
from models.cost.questions.setting import Setting
from models.cost.results import Estimate
from models.cost.workload import Workload, checked_range

MOST_COMBINED = 1024
MOST_CROSSED = 10
MOST_VALUES = 65
WHOLE = ("concurrency", "zones", "image_versions", "gpu")
WIDE = 10.0
"""From this ratio of the ends on, values are spread by equal ratios instead of equal steps."""
ROUNDS = 8
Uncertain = Mapping[str, tuple[float, float]]
Point = dict[str, float]
"""Where in their ranges some inputs stand: name -> 0 (low end) to 1 (high end); the others are as expected."""


class Range(NamedTuple):
    """A total with uncertain inputs, unrounded USD a month; inf where the worst case does not fit."""

    low: float
    expected: float
    high: float


class Extremes(NamedTuple):
    """The points of a service's lowest total, its highest total that fits, and one that does not fit, if any."""

    cheapest: Point | None
    dearest: Point | None
    unfit: Point | None


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """The totals of one service over its uncertain inputs, USD a month as bills show them (sums of whole cents).

    `cheapest` and `dearest` are the inputs of both totals, in base units. `unfit` are inputs, the others as
    expected, with which the service does not fit; empty when it fits everywhere that was tried.
    """

    service: str
    low: float
    high: float
    cheapest: dict[str, float]
    dearest: dict[str, float]
    unfit: dict[str, float] = {}


def value_at(name: str, ends: tuple[float, float], share: float, whole: bool = False) -> float:
    """The value of an input at a place between its ends, 0 to 1, in base units.

    Between the ends to four digits, so that it can be told and typed.
    """
    low, high = ends
    if share in (0.0, 1.0):
        return high if share else low
    value = low * (high / low) ** share if low > 0.0 and high >= WIDE * low else low + (high - low) * share
    value = float(round(value)) if whole or name in WHOLE else float(f"{value:.4g}")
    return min(max(value, low), high)


def cost_range(service: str, setting: Setting, uncertain: Uncertain) -> Range:
    """The lowest and highest total over the combinations tried (see the module), the expected one included.

    `uncertain`: input -> (low, high) in base units. The expected value is the workload as it stands.
    Errors: WorkloadError.
    """
    expected = float(setting.cost(service))
    found = extremes(setting, uncertain, (service,))[service]

    def at(point: Point | None) -> float:
        values = values_at(setting.workload, uncertain, point or {})
        return float(setting.cost(service, **values)) if values else expected

    low = min(at(found.cheapest), expected) if found.cheapest is not None else expected
    high = math.inf if found.unfit is not None else max(at(found.dearest), expected)
    return Range(low, expected, high)


def extremes(setting: Setting, uncertain: Uncertain, services: Sequence[str] = RANKED) -> dict[str, Extremes]:
    """Where each service costs least and most, over the combinations tried. Errors: WorkloadError."""

    def costs(columns: dict[str, Any]) -> list[Any]:
        return setting.costs(tuple(services), **columns)

    return search(setting.workload, uncertain, services, costs)


def search(
    workload: Workload, uncertain: Uncertain, services: Sequence[str], ask: Callable[[dict[str, Any]], list[Any]]
) -> dict[str, Extremes]:
    """Where the figure of each service is lowest and highest.

    `ask` takes the uncertain inputs as columns of shape (n,) and gives for each service its figures, shape (n,),
    inf where it does not fit. Errors: WorkloadError.
    """
    for name, ends in uncertain.items():
        checked_range(name, *ends)
    alone = [{name: end} for name in uncertain for end in (1.0, 0.0)]
    if not alone:
        return {service: Extremes({}, {}, None) for service in services}

    def figures(points: Sequence[Point]) -> list[Any]:
        return ask(_columns(workload, uncertain, points))

    if len(uncertain) > MOST_CROSSED:
        points, found = _climbed(tuple(uncertain), alone, figures)
    else:
        points = _grid(workload, uncertain) + alone
        found = figures(points)
    inside = _inside(points)
    return {service: _picked(points, inside, one) for service, one in zip(services, found, strict=True)}


Bills = dict[Workload, dict[str, Estimate]]
"""Bills at some points, kept from one question to the next: a drag of an uncertain input leaves them the same."""


def spans(
    setting: Setting,
    expected: Sequence[Estimate],
    uncertain: Uncertain,
    where: Mapping[str, Extremes],
    known: Bills | None = None,
) -> dict[str, Span]:
    """The bills at the extremes of each service, its expected bill among them; none for a service that never fits.

    `where` may come from slightly other inputs (while a slider is dragged): its points are then the ones billed.
    `known` holds bills of the last question at these prices and options, and then those of this one.
    Errors: WorkloadError.
    """
    at: dict[str, list[tuple[Workload, dict[str, float]]]] = {}
    wanted: dict[Workload, list[str]] = {}
    for service, points in where.items():
        every = [values_at(setting.workload, uncertain, point) for point in points if point]
        at[service] = [(msgspec.structs.replace(setting.workload, **values), values) for values in every]
        for workload, _ in at[service]:
            wanted.setdefault(workload, []).append(service)
    bills = _bills(setting, wanted, known or {})
    if known is not None:
        known.clear()
        known.update(bills)
    found = {}
    for one in expected:
        if one.service in at:
            told = [(bills[workload][one.service], values) for workload, values in at[one.service]]
            both = [(one, dict[str, float]()), *told]
            span = span_of(one.service, [(bill.feasible, bill.total, bill.total, ends) for bill, ends in both])
            if span is not None:
                found[one.service] = span
    return found


def _bills(setting: Setting, wanted: Mapping[Workload, list[str]], known: Bills) -> Bills:
    """The bills of some services at each workload, those known already taken over."""
    found: Bills = {}
    for workload, services in wanted.items():
        found[workload] = dict(known.get(workload, {}))
        missing = [service for service in services if service not in found[workload]]
        if missing:
            prices, options, limits = setting.prices, setting.options, setting.limits
            found[workload] |= estimate_some(missing, workload, prices, options, limits)
    return found


def span_of(service: str, told: Sequence[tuple[bool, float, float, dict[str, float]]]) -> Span | None:
    """The lowest low and the highest high figure of those that fit, and their inputs; None when none fits.

    `told`: whether it fits, its low and high figure (USD a month or seconds), its inputs; the expected one first.
    """
    fit = [one[1:] for one in told if one[0]]
    if not fit:
        return None
    low, high = min(fit, key=lambda one: one[0]), max(fit, key=lambda one: one[1])
    return Span(
        service=service,
        low=low[0],
        high=high[1],
        cheapest=low[2],
        dearest=high[2],
        unfit=next((values for fits, _, _, values in told[1:] if not fits), {}),
    )


def _grid(workload: Workload, uncertain: Uncertain) -> list[Point]:
    """Every combination of the values tried, as places between the ends."""
    names, count = list(uncertain), _count(len(uncertain))
    steps = [index / (count - 1) for index in range(count)]
    grid = np().meshgrid(*([steps] * len(names)), indexing="ij")
    rows = np().stack([axis.ravel() for axis in grid], axis=1).tolist()
    return [dict(zip(names, row, strict=True)) for row in rows]


def _count(inputs: int) -> int:
    """How many values of each input keep the combinations within bounds."""
    count = 2
    while count < MOST_VALUES and (count + 1) ** inputs <= MOST_COMBINED:
        count += 1
    return count


def values_at(workload: Workload, uncertain: Uncertain, point: Point) -> dict[str, float]:
    """The inputs at a point, in base units."""
    counted = workload.kind != "requests"
    return {
        name: value_at(name, uncertain[name], share, counted and name == "amount")
        for name, share in point.items()
        if name in uncertain
    }


def _columns(workload: Workload, uncertain: Uncertain, points: Sequence[Point]) -> dict[str, Any]:
    """The inputs at many points, one column each; inputs a point does not name are as expected."""
    columns = {}
    for name in uncertain:
        known = {share: {name: share} for share in {point.get(name) for point in points} if share is not None}
        value: dict[float | None, float] = {
            share: values_at(workload, uncertain, point)[name] for share, point in known.items()
        }
        expected = float(getattr(workload, name))
        columns[name] = np().array([value.get(point.get(name), expected) for point in points])
    return columns


def _picked(points: Sequence[Point], inside: Any, totals: Any) -> Extremes:
    """The points of the lowest and the highest total that fit, and one that does not.

    Of equal totals the one with fewest inputs inside their range (`inside`, for each point) wins, then the first,
    which services share; of those that do not fit one with few inputs.
    """
    numpy = np()
    fits = numpy.isfinite(totals)
    bad = numpy.flatnonzero(~fits).tolist()
    unfit = points[min(bad, key=lambda index: (len(points[index]), inside[index]))] if bad else None
    if not fits.any():
        return Extremes(None, None, unfit)

    def best(figures: Any) -> Point:
        return points[int(numpy.where(figures == figures.min(), inside, numpy.inf).argmin())]

    return Extremes(best(totals), best(numpy.where(fits, -totals, numpy.inf)), unfit)


def _inside(points: Sequence[Point]) -> Any:
    """How many inputs of each point stand at neither end, shape (n,)."""
    return np().array([sum(share not in (0.0, 1.0) for share in point.values()) for point in points], dtype=float)


def _climbed(
    names: tuple[str, ...], alone: list[Point], figures: Callable[[Sequence[Point]], list[Any]]
) -> tuple[list[Point], list[Any]]:
    """Ends changed one by one while that lowers (raises) a figure, for all services together; the points seen."""
    points = list(alone)
    found = figures(points)
    starts = [
        {name: _better_end(sign, totals[2 * i], totals[2 * i + 1]) for i, name in enumerate(names)}
        for totals in found
        for sign in (1.0, -1.0)
    ]
    for _ in range(ROUNDS):
        known = {tuple(point.items()) for point in points}
        near = [point for start in starts for point in (start, *_neighbours(start))]
        fresh = list({tuple(point.items()): point for point in near if tuple(point.items()) not in known}.values())
        if not fresh:
            break
        points += fresh
        found = [np().concatenate(pair) for pair in zip(found, figures(fresh), strict=True)]
        starts = [points[int((sign * totals).argmin())] for totals in found for sign in (1.0, -1.0)]
    return points, found


def _better_end(sign: float, high: float, low: float) -> float:
    return 1.0 if sign * high < sign * low else 0.0


def _neighbours(point: Point) -> list[Point]:
    """The points with one end changed."""
    return [{**point, name: 1.0 - place} for name, place in point.items()]
