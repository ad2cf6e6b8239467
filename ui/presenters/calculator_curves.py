"""Curves of cost against one input: what to ask for, who is cheapest where, as a table and in words."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from models import formats
from models.content.display import Display
from models.cost import engine
from models.cost.demand import Demand
from models.cost.engine import RANKED
from models.cost.limits import load_limits
from models.cost.ops import np
from models.cost.options import Options
from models.cost.price_book import PriceBook
from models.cost.results import Estimate
from models.cost.workload import Workload
from models.texts import Money, pick
from ui.presenters.calculator_fields import AMOUNT_SLIDERS

POINTS = 97
COARSE = 49
TOLD = 4  # changes of the cheapest service that the summary names
FINE = 65


class Crossing(msgspec.Struct, frozen=True):
    """Where another service becomes the cheapest: from `x` on `after` costs less than `before` did."""

    x: float
    y: float
    before: str
    after: str


class Curves(msgspec.Struct, frozen=True):
    """Cost in USD a month of each service (`ys`, NaN where it does not fit) over amounts `xs`, log spaced.

    `now` is the current amount and `now_ys` the cost there: that of the bill itself, not of the grid.
    """

    xs: tuple[float, ...]
    ys: dict[str, list[float]]
    now: float
    now_ys: dict[str, float]

    def merged(self) -> Curves:
        """The same with the current amount among the points, so that a line passes through its mark."""
        at = bisect_left(self.xs, self.now)
        if at < len(self.xs) and self.xs[at] == self.now:
            return self
        ys = {name: [*line[:at], self.now_ys[name], *line[at:]] for name, line in self.ys.items()}
        return Curves((*self.xs[:at], self.now, *self.xs[at:]), ys, self.now, self.now_ys)


class CurveTable(msgspec.Struct, frozen=True):
    """The same curves as rows for reading: amounts down, services across; `best` is each row's cheapest column."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    best: tuple[int, ...]


class Question(msgspec.Struct, frozen=True):
    """What the engine is asked with: the workload, the prices and the way of buying."""

    workload: Workload
    book: PriceBook
    options: Options

    def costs(self, xs: Sequence[float]) -> dict[str, list[float]]:
        """The curves of all ranked services, USD a month, NaN where one does not fit.

        The same figures as `cost` service by service, but the demand is worked out once and servers chosen for one
        service serve the others.
        """
        numpy, limits = np(), load_limits()
        swept = msgspec.structs.replace(self.workload, amount=numpy.asarray(xs, dtype=numpy.float64))
        demand, found = Demand(swept, limits), {}
        for name in RANKED:
            total = engine.totals(name, swept, self.book, self.options, limits, demand=demand)
            line = numpy.broadcast_to(total, numpy.shape(swept.amount))
            found[name] = [float(y) for y in numpy.where(numpy.isinf(line), numpy.nan, line).tolist()]
        return found

    def cost(self, service: str, xs: Sequence[float]) -> list[float]:
        """The engine's curve of a service over amounts `xs`, USD a month."""
        found = engine.cost_curve(service, self.workload, self.book, "amount", xs, options=self.options)
        return [float(value) for value in found.tolist()]

    def bills(self, amount: float) -> dict[str, float]:
        """The total of every service's bill at another amount, to the cent as its lines show it; NaN: no fit."""
        there = msgspec.structs.replace(self.workload, amount=amount)
        found = engine.estimate_all(there, self.book, self.options)
        return {one.service: one.total if one.feasible else math.nan for one in found}


class CurveMaker:
    """Asks the engine for curves and puts them in words."""

    def __init__(self, display: Display) -> None:
        self._display = display

    def span(self, workload: Workload) -> tuple[float, float]:
        """The amounts the chart covers: whole decades that hold the current point."""
        low, high = AMOUNT_SLIDERS[workload.kind]
        low, high = min(low, workload.amount), max(high, workload.amount)
        return 10.0 ** math.floor(math.log10(low) + 1e-9), 10.0 ** math.ceil(math.log10(high) - 1e-9)

    def curves(self, question: Question, estimates: tuple[Estimate, ...], points: int = POINTS) -> Curves:
        """Curves over the whole span; `estimates` are the bills at the current point."""
        xs = amounts(*self.span(question.workload), points, whole=question.workload.kind != "requests")
        return Curves(xs, question.costs(xs), question.workload.amount, _costs(estimates))

    def moved(self, curves: Curves, workload: Workload, estimates: tuple[Estimate, ...]) -> Curves:
        """The same curves with another current amount inside their span; nothing is computed again."""
        return Curves(curves.xs, curves.ys, workload.amount, _costs(estimates))

    def crossings(self, curves: Curves, question: Question) -> tuple[Crossing, ...]:
        """Where the cheapest service changes, found again on a fine grid between the two points around it."""
        best = cheapest(curves)
        changes = [i for i in range(1, len(best)) if best[i - 1] and best[i] and best[i - 1] != best[i]]
        return tuple(_refined(question, curves.xs[i - 1 : i + 1], best[i - 1], best[i]) for i in changes)

    def crossing_words(self, crossing: Crossing) -> str:
        """The short label at a crossing."""
        amount = compact(crossing.x, self._display.texts.language)
        return self._display.texts.t("calc.chart.crossing", amount=amount, name=self.short_name(crossing.after))

    def summary(self, curves: Curves, kind: str, crossings: Sequence[Crossing]) -> str:
        """The chart in a sentence or two: who is cheapest where, and at the current point."""
        t, language = self._display.texts.t, self._display.texts.language
        best = cheapest(curves)
        if not any(best):
            return t("calc.chart.nothing")
        first = next(name for name in best if name)
        parts = [t("calc.chart.always", name=self.name(first))] if not crossings else []
        if crossings:
            words = t(f"calc.chart.items_{kind}")
            parts.append(
                t("calc.chart.until", name=self.name(first), amount=compact(crossings[0].x, language), items=words)
            )
            parts += [
                t("calc.chart.then", amount=compact(c.x, language), name=self.name(c.after))
                for c in crossings[:TOLD]
            ]
        if len(crossings) > TOLD:
            parts.append(t("calc.chart.more", count=len(crossings) - TOLD))
        return " ".join(parts)

    def table(self, curves: Curves, question: Question) -> CurveTable:
        """Two amounts in each decade and the current one, with the cost of every service."""
        t, language = self._display.texts.t, self._display.texts.language
        whole = curves.merged()
        low, high = whole.xs[0], whole.xs[-1]
        wanted = {whole.xs.index(whole.now)}
        decades = max(1, round(math.log10(high / low)))
        wanted |= {_nearest(whole.xs, x) for x in spaced(low, high, 2 * decades + 1)}
        rows, best = [], []
        for i in sorted(wanted):
            head = amount_text(whole.xs[i], language)
            if whole.xs[i] == whole.now:
                head = t("calc.chart.now_row", amount=head)
            bills = question.bills(whole.xs[i])
            rows.append((head, *(self._cell(bills[name]) for name in whole.ys)))
            fits = {name: bills[name] for name in whole.ys if not math.isnan(bills[name])}
            best.append(1 + list(whole.ys).index(min(fits, key=fits.__getitem__)) if fits else 0)
        header = (t("calc.chart.amount"), *(self.short_name(name) for name in whole.ys))
        return CurveTable(header, tuple(rows), tuple(best))

    def reading(
        self, curves: Curves, index: int, question: Question
    ) -> tuple[str, tuple[tuple[str, str, str], ...]]:
        """What the crosshair says at a point of `curves`: the amount, and (id, name, cost) from cheap to dear."""
        x = curves.xs[index]
        bills = question.bills(x)
        cells = sorted((bills[name], name) for name in curves.ys if not math.isnan(bills[name]))
        amount = amount_text(x, self._display.texts.language)
        return amount, tuple((name, self.short_name(name), self._cell(y)) for y, name in cells)

    def name(self, service: str) -> str:
        """The full name of a service."""
        catalog = self._display.catalog
        return (
            pick(catalog.service(service).name, self._display.texts.language) if catalog.has(service) else service
        )

    def short_name(self, service: str) -> str:
        """The name without the maker's."""
        return self._display.texts.t(f"cost.service.{service}")

    def _cell(self, value: float) -> str:
        return (
            self._display.texts.t("calc.chart.no_fit")
            if math.isnan(value)
            else self._display.texts.value(Money(value))
        )


def spaced(low: float, high: float, points: int) -> tuple[float, ...]:
    """`points` values from `low` to `high`, even on a log scale, both ends exact."""
    step = math.log(high / low) / (points - 1)
    return (low, *(low * math.exp(step * i) for i in range(1, points - 1)), high)


def amounts(low: float, high: float, points: int, whole: bool) -> tuple[float, ...]:
    """Amounts from `low` to `high`, about even on a log scale, each easy to read: three digits, or whole."""
    read = {float(f"{x:.3g}") for x in spaced(low, high, points)}
    return tuple(sorted({float(round(x)) for x in read} if whole else read))


def cheapest(curves: Curves) -> list[str]:
    """The cheapest service at each point; empty where none fits. The earlier one keeps a tie."""
    found: list[str] = []
    for i in range(len(curves.xs)):
        best, least = "", math.inf
        previous = found[-1] if found else ""
        for name, ys in curves.ys.items():
            y = round(ys[i], 4)
            if y < least or (y == least and name == previous):
                best, least = name, y
        found.append(best)
    return found


def _refined(question: Question, between: tuple[float, ...], before: str, after: str) -> Crossing:
    """The first amount at which `after` costs no more than `before`, to about 1/4000 of a grid step."""
    low, high, y = between[0], between[-1], 0.0
    for _ in range(2):
        xs = spaced(low, high, FINE)
        one, two = question.cost(before, xs), question.cost(after, xs)
        at = next((k for k in range(1, FINE) if two[k] <= one[k] or math.isnan(one[k])), FINE - 1)
        low, high, y = xs[at - 1], xs[at], two[at]
    return Crossing(high, y, before, after)


def amount_text(x: float, language: str) -> str:
    """An amount in full."""
    return formats.number(float(f"{x:.9g}"), language)


def _costs(estimates: tuple[Estimate, ...]) -> dict[str, float]:
    return {one.service: one.exact if one.feasible else math.nan for one in estimates if one.service in RANKED}


def compact(value: float, language: str) -> str:
    """An amount in two or three digits with k or M: 6.1 M."""
    for factor, suffix in ((1e6, "M"), (1e3, "k")):
        if value >= factor:
            digits = 2 if value < 100.0 * factor else 3
            return f"{formats.significant(value / factor, language, digits)}{formats.NBSP}{suffix}"
    return formats.significant(value, language, 2 if value < 100 else 3)


def _nearest(xs: Sequence[float], x: float) -> int:
    return min(range(len(xs)), key=lambda i: abs(math.log(xs[i] / x)))
