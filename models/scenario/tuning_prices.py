"""A measured memory curve at our prices: each size for a million runs and for the person's month, and the best.

The tool prices the billed duration only, at a price it rounds (USD per ms of its smallest size), without requests
and without the free part. Two figures are therefore set beside its own: the same runs at the price of the region
and architecture chosen here, requests included and nothing free (what one more million costs); and the whole
Lambda bill of the month with that size, which is the one the list shows once the size is taken.
"""

from __future__ import annotations

from statistics import median
from typing import Literal, NamedTuple

import msgspec

from models.cost.engine import estimate
from models.cost.ops import ceil
from models.cost.options import Options
from models.cost.price_book import PriceBook
from models.cost.results import LineItem
from models.cost.workload import Workload
from models.scenario.power_tuning import Measured, PowerCurve, adopted
from models.texts import Message

RUNS = 1e6
ROUNDED = 0.025
"""How far, by ratio, a price the tool rounds to two digits lies from the published one."""
EVEN = 0.02
"""How much the price behind its figures may vary from size to size and still be one price."""
METERS = ("lambda_requests", "lambda_duration", "lambda_duration_sp")
Match = Literal["", "same", "other_arch", "other"]


class PricedSize(NamedTuple):
    """A measured size: USD for a million runs beyond what is free, and USD a month; None where there is none."""

    measured: Measured
    million: float | None
    month: float | None


class PricedCurve(msgspec.Struct, frozen=True):
    """A curve at our prices. `cheapest`, `fastest` and `balanced` are places in `sizes`, by the month's bill.

    `gb_second`, `requests`: USD per GB-second and per million requests here; `theirs`: the price per GB-second
    behind the tool's figures, None where they do not follow one or are not in USD; `match`: what that price is.
    `others`: what the month's bill charges beside requests and duration.
    """

    curve: PowerCurve
    sizes: tuple[PricedSize, ...]
    cheapest: int
    fastest: int
    balanced: int
    region: str
    arch: str
    gb_second: float | None
    requests: float | None
    theirs: float | None
    match: Match
    plan: bool
    free_tier: bool
    others: tuple[Message, ...] = ()


def priced(curve: PowerCurve, workload: Workload, book: PriceBook, options: Options) -> PricedCurve:
    """The sizes of a curve at the prices of `book`, bought and run as the workload and the options say.

    Errors: WorkloadError for a workload out of bounds.
    """
    arch = "arm" if workload.arch == "arm64" else "x86"
    plan = options.commitment.startswith("sp_")
    gb_second = _value(book, f"lambda.sp.1y.{arch}" if plan else f"lambda.duration.{arch}.tier1")
    requests = _value(book, "lambda.requests")
    bills = [estimate("lambda", adopted(workload, point), book, options) for point in curve.points]
    months = [bill.total if bill.feasible else None for bill in bills]
    sizes = tuple(
        PricedSize(point, _million(point, gb_second, requests), month)
        for point, month in zip(curve.points, months, strict=True)
    )
    theirs = _their_price(curve)
    return PricedCurve(
        curve,
        sizes,
        *_best(sizes),
        region=book.region,
        arch=workload.arch,
        gb_second=gb_second,
        requests=requests,
        theirs=theirs,
        match=_match(theirs, book, arch),
        plan=plan,
        free_tier=workload.free_tier,
        others=_others([line for bill in bills for line in bill.lines]),
    )


def _million(point: Measured, gb_second: float | None, requests: float | None) -> float | None:
    """A million runs: every started millisecond of each, and the requests."""
    if gb_second is None or requests is None:
        return None
    seconds = float(ceil(point.duration_ms)) / 1000.0
    return RUNS * seconds * (point.memory_mb / 1024.0) * gb_second + requests


def _their_price(curve: PowerCurve) -> float | None:
    """USD per GB-second behind the tool's costs."""
    if curve.currency != "USD":
        return None
    found = [point.cost / (ceil(point.duration_ms) / 1000.0 * point.memory_mb / 1024.0) for point in curve.points]
    middle = median(found)
    even = middle > 0.0 and max(found) - min(found) <= EVEN * middle
    return middle if even else None


def _match(theirs: float | None, book: PriceBook, arch: str) -> Match:
    """Which of this region's prices theirs is: published, and rounded by the tool."""
    if theirs is None:
        return ""
    other = "x86" if arch == "arm" else "arm"
    prices = {name: _value(book, f"lambda.duration.{name}.tier1") for name in (arch, other)}
    near = [name for name, ours in prices.items() if ours is not None and abs(theirs / ours - 1.0) <= ROUNDED]
    if not near:
        return "other"
    return "same" if arch in near else "other_arch"


def _best(sizes: tuple[PricedSize, ...]) -> tuple[int, int, int]:
    """The cheapest month (the faster of equal ones), the fastest, and the best by both halves, as in the tool."""
    costs = [size.month if size.month is not None else size.million for size in sizes]
    places = [i for i, cost in enumerate(costs) if cost is not None and sizes[i].month is not None]
    places = places or [i for i, cost in enumerate(costs) if cost is not None] or list(range(len(sizes)))
    cost = [found if found is not None else 0.0 for found in costs]
    times = [size.measured.duration_ms for size in sizes]
    most_cost = max(cost[i] for i in places) or 1.0
    longest = max(times[i] for i in places)
    return (
        min(places, key=lambda i: (cost[i], times[i])),
        min(places, key=lambda i: (times[i], cost[i])),
        min(places, key=lambda i: cost[i] / most_cost + times[i] / longest),
    )


def _others(lines: list[LineItem]) -> tuple[Message, ...]:
    """The other charges of the bills, each once."""
    found = {line.id: line.label for line in lines if line.id not in METERS}
    return tuple(found.values())


def _value(book: PriceBook, price_id: str) -> float | None:
    price = book.find(price_id)
    return price.value if price is not None else None
