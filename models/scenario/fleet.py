"""A fleet: many workloads kept by column, priced together, and ranked by what moving each would save."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Generator, Sequence
from typing import Any, Literal, NamedTuple, TypeVar, get_args

import msgspec

from models.cost.demand import Demand
from models.cost.engine import RANKED
from models.cost.ledger import Case, Totals, Unfit
from models.cost.limits import Limits, load_limits
from models.cost.ops import Num, cents, np
from models.cost.options import Options
from models.cost.price_book import Price, PriceBook
from models.cost.services import REGISTRY
from models.cost.workload import Workload
from models.scenario.problems import Problem
from models.texts import Message

CHUNK = 2048
"""Rows priced between two reports of progress."""
Status = Literal["saving", "already", "no_service", "misfit", "nothing_fits"]
STATUSES: tuple[Status, ...] = get_args(Status)
Result = TypeVar("Result")


class Progress(NamedTuple):
    """How far a long piece of work is: rows done, and rows in all (while reading, bytes of the file)."""

    done: int
    total: int


class Fleet(msgspec.Struct):
    """Workloads by column. Inputs without a column have the value of `base`; lists have an entry for each row.

    `lines`: where each row began in the file; `services`: the current service of each, or empty. `problems` has
    what was wrong with rows that were left out (at most a thousand kept), `refused` how many such rows there were.
    """

    base: Workload = Workload()
    lines: Any = msgspec.field(default_factory=lambda: array("l"))
    names: list[str] = []
    services: list[str] = []
    numbers: dict[str, Any] = {}
    words: dict[str, list[Any]] = {}
    problems: list[Problem] = []
    refused: int = 0
    notices: list[Message] = []

    def __len__(self) -> int:
        return len(self.lines)

    def workload(self, index: int) -> Workload:
        """One row as a workload."""
        inputs = {name: column[index] for name, column in (*self.numbers.items(), *self.words.items())}
        return msgspec.structs.replace(self.base, **inputs)


class FleetRow(NamedTuple):
    """A priced workload (`row` of the fleet), USD a month; None where there is no such figure.

    `status`: saving (another service is cheaper), already (the current one is the cheapest), no_service (none was
    given), misfit (the current one cannot run it), nothing_fits.
    """

    row: int
    line: int
    name: str
    service: str
    current: float | None
    cheapest: str
    cost: float | None
    saving: float | None
    status: Status


class FleetCosts:
    """The priced fleet, largest saving first; then rows without one by cost, then those nothing fits.

    `row(i)` makes the i-th row shown; `costs(i)` has what every service would cost there. `total_saving` is USD a
    month over all rows that save; `incomplete` names services with a price unknown in the region.
    """

    def __init__(self, fleet: Fleet, shown: Any, incomplete: frozenset[str]) -> None:
        numpy = np()
        self.fleet, self.incomplete = fleet, incomplete
        self._cents = shown  # (rows, services), whole cents, inf where it does not fit
        self._best = shown.argmin(axis=1)
        rows = numpy.arange(len(fleet))
        self._least = shown[rows, self._best]
        places = {service: place for place, service in enumerate(RANKED)}
        self._now = numpy.array([places.get(name, -1) for name in fleet.services], dtype=int)
        current = numpy.where(self._now >= 0, shown[rows, self._now], numpy.inf)
        with numpy.errstate(invalid="ignore"):  # inf - inf where nothing fits
            saving = current - self._least
        self._saving = numpy.where(numpy.isfinite(saving), saving, numpy.nan)
        told, fits = numpy.isfinite(self._saving), numpy.isfinite(self._least)
        group = numpy.where(told, 0, numpy.where(fits, 1, 2))
        size = numpy.where(told, self._saving, numpy.where(fits, self._least, 0.0))
        self.order = numpy.lexsort((rows, -size, group))
        self.total_saving = float(self._saving[told].sum()) / 100.0

    @property
    def any_service(self) -> bool:
        """Whether any row tells the service it runs on now; without one nothing can be said to be saved."""
        return bool((self._now >= 0).any())

    def __len__(self) -> int:
        return len(self.fleet)

    def row(self, place: int) -> FleetRow:
        """The row shown at `place`, counted from 0. Errors: IndexError."""
        i = int(self.order[place])
        fleet, now = self.fleet, int(self._now[i])
        current = _usd(self._cents[i, now]) if now >= 0 else None
        cost, saving = _usd(self._least[i]), _usd(self._saving[i])
        status: Status = "nothing_fits" if cost is None else "no_service" if now < 0 else "misfit"
        if saving is not None:
            status = "saving" if saving > 0.0 else "already"
        best = RANKED[int(self._best[i])] if cost is not None else ""
        return FleetRow(i, fleet.lines[i], fleet.names[i], fleet.services[i], current, best, cost, saving, status)

    def costs(self, place: int) -> dict[str, float | None]:
        """USD a month of every ranked service for the row shown at `place`; None where it does not fit."""
        i = int(self.order[place])
        return {service: _usd(value) for service, value in zip(RANKED, self._cents[i], strict=True)}


def cost_fleet(
    fleet: Fleet,
    prices: PriceBook,
    options: Options,
    progress: Callable[[Progress], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> FleetCosts | None:
    """Price every row, asking `cancelled` between chunks; None when it said so. Errors: as `costing`."""
    return drive(costing(fleet, prices, options), progress, cancelled)


def drive(
    work: Generator[Progress, None, Result],
    progress: Callable[[Progress], object] | None,
    cancelled: Callable[[], bool] | None,
) -> Result | None:
    """Run work that reports progress to its end, or until `cancelled` says so (then None)."""
    while True:
        if cancelled is not None and cancelled():
            work.close()
            return None
        try:
            step = next(work)
        except StopIteration as end:
            result: Result = end.value
            return result
        if progress is not None:
            progress(step)


def costing(fleet: Fleet, prices: PriceBook, options: Options) -> Generator[Progress, None, FleetCosts]:
    """Price every row on every ranked service, a chunk at a time; the result is the generator's value.

    A row's figure is the total its bill shows, to the cent. Errors: WorkloadError, MissingPrice, ContentError.
    """
    fleet.base.validate()
    options.validate()
    numpy, limits, done = np(), load_limits(), 0
    columns = {name: numpy.asarray(values, dtype=float) for name, values in fleet.numbers.items()}
    shown = numpy.full((len(fleet), len(RANKED)), numpy.inf)
    incomplete: set[str] = set()
    for rows, like in _alike(fleet, columns):
        for start in range(0, len(rows), CHUNK):
            part = rows[start : start + CHUNK]
            inputs = {name: _same(column[part]) for name, column in columns.items()}
            varied = msgspec.structs.replace(like, **inputs)
            demand = Demand(varied, limits)
            for i, service in enumerate(RANKED):
                case = Case(varied, prices, options, limits, demand)
                shown[part, i], complete = _shown(service, case)
                if not complete:
                    incomplete.add(service)
            done += len(part)
            yield Progress(done, len(fleet))
    return FleetCosts(fleet, shown, frozenset(incomplete))


def _alike(fleet: Fleet, columns: dict[str, Any]) -> list[tuple[Any, Workload]]:
    """Row numbers that share every word and whether a GPU is needed, each with a workload that has those words."""
    numpy = np()
    groups: dict[tuple[Any, ...], list[int]] = {}
    gpu = columns.get("gpu")
    for i, words in enumerate(zip(*fleet.words.values(), strict=True) if fleet.words else ((),) * len(fleet)):
        groups.setdefault((*words, bool(gpu is not None and gpu[i] > 0.0)), []).append(i)
    return [
        (numpy.array(rows), msgspec.structs.replace(fleet.base, **dict(zip(fleet.words, key, strict=False))))
        for key, rows in groups.items()
    ]


def _same(values: Any) -> Num:
    """One number instead of an array of equal ones: the engine then has less to do."""
    return float(values[0]) if bool((values == values[0]).all()) else values


class _Shown(Totals):
    """Adds the lines as bills show them, in whole cents, beside the exact total."""

    def __init__(self, prices: PriceBook, limits: Limits) -> None:
        super().__init__(prices, limits)
        self.cents: Num = 0.0

    def line_at(
        self, line_id: str, quantity: Num, unit_price: Num, price: Price, *, switch: str = "", **numbers: Num
    ) -> None:
        super().line_at(line_id, quantity, unit_price, price, switch=switch, **numbers)
        self.cents = self.cents + cents(quantity * unit_price)


def _shown(service: str, case: Case) -> tuple[Any, bool]:
    """Cents of the service's cheapest mode as its bill shows them (inf: no fit), and whether every price is known.

    The mode is chosen by the exact total, the first one on a tie, as for a single bill.
    """
    numpy = np()
    best: Any = numpy.inf
    total: Any = numpy.inf
    complete = True
    for mode in REGISTRY[service].modes(case.options):
        out = _Shown(case.prices, case.limits)
        try:
            REGISTRY[service].bill(case.in_mode(mode), out)
        except Unfit:
            continue
        complete = complete and out.complete
        exact = numpy.where(out.feasible, out.exact, numpy.inf)
        better = exact < best
        total = numpy.where(better, out.cents, total)
        best = numpy.where(better, exact, best)
    return total + _extras(case.options.extras), complete


def _extras(extras: Sequence[Any]) -> float:
    """Cents of the charges added by hand, the same on every service."""
    return sum(float(cents(extra.quantity * extra.price)) for extra in extras)


def _usd(value: float) -> float | None:
    """Cents as USD; None for what has no figure."""
    return float(value) / 100.0 if math.isfinite(value) else None
