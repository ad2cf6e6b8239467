"""The scenario's rows: what the current workload costs on each service compared, or which limit it breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from models.compare.build import ReadyGroup, ReadyRow
from models.compare.meaning import Meaning, differ, fold, plain
from models.compare.table import COST_ROW, SCENARIO_GROUP, SIZING_ROW, Cell, Row, Standout
from models.content.display import Display
from models.errors import AppError, ContentError
from models.texts import Money

if TYPE_CHECKING:
    from models.cost.results import BrokenLimit, Estimate


class Scenario(msgspec.Struct, frozen=True):
    """A priced workload: its name, the region, and the estimate of each service.

    `estimates` is None while the engine is not loaded yet; `problem` says why nothing can be priced. `beside` is
    what a service's total has beside it in the calculator's list: its range, a second currency.
    """

    name: str
    region: str
    estimates: Mapping[str, Estimate] | None = None
    problem: AppError | None = None
    beside: Mapping[str, tuple[str, ...]] = {}


def ranked() -> frozenset[str]:
    """The services whose cost of a workload can be compared. Loads the engine on first use."""
    from models.cost.engine import RANKED

    return frozenset(RANKED)


def scenario_group(display: Display, scenario: Scenario, services: Sequence[str]) -> ReadyGroup:
    """The first group of the table: monthly cost and what would be rented."""
    t = display.texts.t
    named = t("compare.scenario", name=scenario.name, region=scenario.region)
    group = named if scenario.name else t("compare.scenario_waiting")
    cost = _row(COST_ROW, t("compare.cost"), tuple(_cost(display, scenario, service) for service in services))
    if scenario.estimates is not None:
        cost = _with_cheapest(cost, scenario.estimates, services)
    sized = tuple(_sizing(display, scenario, service) for service in services)
    sizing = _row(SIZING_ROW, t("compare.sizing"), sized)
    rows = tuple(ReadyRow(row, _folded(group, row)) for row in (cost, sizing))
    return ReadyGroup(SCENARIO_GROUP, group, rows)


def _row(row_id: str, label: str, cells: tuple[Cell, ...]) -> Row:
    meanings = [Meaning((cell.kind, plain(cell.text))) for cell in cells]
    return Row(row_id, label, cells, differ(meanings), tuple("" for _ in cells))


def _folded(group: str, row: Row) -> str:
    return fold(" ".join([group, row.label, *(cell.text for cell in row.cells)]))


def _cost(display: Display, scenario: Scenario, service: str) -> Cell:
    t = display.texts.t
    if scenario.problem is not None:
        return Cell(t("compare.no_cost"), "unknown", "", display.texts.error(scenario.problem))
    if scenario.estimates is None:
        return Cell(t("compare.pending"), "pending")
    found = scenario.estimates[service]
    if not found.feasible and service not in ranked():
        return Cell(display.texts.message(found.reason), "unknown", "", _why(display, found))
    if not found.feasible:
        lead = t("compare.misfit")
        return Cell(f"{lead}: {_broken(display, found)}", "misfit", lead, _why(display, found))
    amount = display.texts.value(Money(found.total))
    if service not in ranked():
        amount = t("compare.registry_only", amount=amount)
    elif not found.complete:
        amount = t("compare.at_least", amount=amount)
    said = " · ".join((amount, *scenario.beside.get(service, ())))
    return Cell(said, "money", "", _why(display, found))


def _sizing(display: Display, scenario: Scenario, service: str) -> Cell:
    t = display.texts.t
    if scenario.problem is not None:
        return Cell(t("fact.unknown"), "unknown")
    if scenario.estimates is None:
        return Cell(t("compare.pending"), "pending")
    found = scenario.estimates[service]
    if not found.feasible:
        return Cell(display.texts.message(found.broken[0].fix) if found.broken else t("fact.not_applicable"))
    return Cell(display.texts.message(found.reason), "text", "", _why(display, found))


def _broken(display: Display, found: Estimate) -> str:
    """The limits a workload breaks, as name and value. A limit without a fact shows its bound."""
    return "; ".join(_limit(display, limit) for limit in found.broken) or display.texts.message(found.reason)


def _limit(display: Display, broken: BrokenLimit) -> str:
    texts = display.texts
    try:
        fact = display.catalog.fact(broken.fact_id)
    except ContentError:
        return texts.quantity(broken.limit, broken.unit or None)
    label = display.catalog.label(fact, texts.language)
    if fact.flag or fact.status:
        return label
    return texts.t("compare.limit", label=label, value=display.fact(fact))


def _why(display: Display, found: Estimate) -> str:
    """The sizing in a sentence, what would make it fit, then the warnings."""
    messages = [found.sizing.reason] if found.sizing and found.feasible else []
    messages += [limit.fix for limit in found.broken]
    messages += found.warnings
    return "\n".join(display.texts.message(message) for message in messages)


def _with_cheapest(row: Row, estimates: Mapping[str, Estimate], services: Sequence[str]) -> Row:
    """The row with the lowest complete bills marked, when there are at least two to compare."""
    cents = {
        index: round(estimates[service].total * 100)
        for index, service in enumerate(services)
        if service in ranked() and estimates[service].feasible and estimates[service].complete
    }
    if len(set(cents.values())) < 2:
        return row
    lowest = min(cents.values())
    marks: tuple[Standout, ...] = tuple(
        "best" if cents.get(index) == lowest else "" for index in range(len(services))
    )
    return Row(row.id, row.label, row.cells, row.differs, marks)
