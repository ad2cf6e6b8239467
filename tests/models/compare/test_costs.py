"""The scenario's rows: the engine's totals to the cent, limits by name, and nobody called cheapest unfairly."""

from __future__ import annotations

import msgspec
import pytest

from models.compare.build import compare
from models.compare.costs import Scenario, scenario_group
from models.compare.reader import CellReader
from models.compare.table import COST_ROW, SCENARIO_GROUP, SIZING_ROW
from models.content.display import Display
from models.cost import load_price_book
from models.cost.engine import estimate
from models.cost.results import Estimate
from models.cost.workload import Workload, WorkloadError
from models.texts import Money

BURSTS = Workload(amount=1_000_000.0, duration_s=0.2, memory_mb=512.0)
SERVICES = ("lambda", "fargate", "ec2", "lightsail")


def _price(workload: Workload, region: str, services: tuple[str, ...]) -> dict[str, Estimate]:
    return {service: estimate(service, workload, load_price_book(region)) for service in services}


def _rows(display: Display, workload: Workload, services: tuple[str, ...], region: str = "us-east-1"):
    estimates = _price(workload, region, services)
    group = scenario_group(display, Scenario("x", region, estimates), services)
    return [ready.row for ready in group.rows]


@pytest.mark.parametrize("region", ["us-east-1", "sa-east-1"])
def test_costs_are_the_engines_totals_to_the_cent(display: Display, region: str) -> None:
    cost, _sizing = _rows(display, BURSTS, SERVICES, region)
    for service, cell in zip(SERVICES, cost.cells, strict=True):
        found = estimate(service, BURSTS, load_price_book(region))
        assert cell.kind == "money"
        assert cell.text == display.texts.value(Money(found.total))


def test_the_lowest_bill_stands_out(display: Display) -> None:
    cost, _sizing = _rows(display, BURSTS, SERVICES)
    totals = [estimate(service, BURSTS, load_price_book("us-east-1")).total for service in SERVICES]
    assert [mark == "best" for mark in cost.standouts] == [total == min(totals) for total in totals]


def test_what_does_not_fit_names_its_limit_and_is_never_the_cheapest(display: Display) -> None:
    long = msgspec.structs.replace(BURSTS, duration_s=1800.0, amount=1000.0)
    cost, sizing = _rows(display, long, SERVICES)
    cell = cost.cells[0]
    fact = display.catalog.fact("lambda.max_duration")
    assert cell.kind == "misfit"
    assert cell.text.startswith(display.texts.t("compare.misfit"))
    assert display.fact(fact) in cell.text
    assert display.catalog.label(fact, display.texts.language) in cell.text
    assert cost.standouts[0] == ""
    assert sizing.cells[0].text in cell.origin


def test_the_registry_and_outposts_are_not_ranked(display: Display) -> None:
    cost, _sizing = _rows(display, BURSTS, ("ecr", "outposts", "ec2"))
    assert cost.standouts == ("", "", "")
    assert cost.cells[0].text != display.texts.value(Money(0.49))
    assert cost.cells[1].kind == "unknown"


def test_the_sizing_is_behind_the_cost(display: Display) -> None:
    cost, sizing = _rows(display, BURSTS, ("ec2", "fargate"))
    found = estimate("ec2", BURSTS, load_price_book("us-east-1"))
    assert found.sizing is not None
    assert display.texts.message(found.sizing.reason) in cost.cells[0].origin
    assert sizing.cells[0].text == display.texts.message(found.reason)


def test_equal_bills_are_no_difference(display: Display) -> None:
    cost, _sizing = _rows(display, BURSTS, ("ec2", "ec2"))
    assert not cost.differs
    assert cost.standouts == ("", "")


def test_before_the_engine_is_there_the_rows_say_so(display: Display) -> None:
    group = scenario_group(display, Scenario("", "us-east-1"), SERVICES)
    assert {cell.kind for ready in group.rows for cell in ready.row.cells} == {"pending"}
    assert [ready.row.id for ready in group.rows] == [COST_ROW, SIZING_ROW]


def test_a_workload_out_of_bounds_is_told(display: Display) -> None:
    wrong = msgspec.structs.replace(BURSTS, amount=-1.0)
    with pytest.raises(WorkloadError) as caught:
        _price(wrong, "us-east-1", SERVICES)
    group = scenario_group(display, Scenario("x", "us-east-1", None, caught.value), SERVICES)
    cell = group.rows[0].row.cells[0]
    assert cell.kind == "unknown"
    assert cell.origin == display.texts.error(caught.value)


def test_the_scenario_comes_first_and_obeys_the_filter(display: Display) -> None:
    estimates = _price(BURSTS, "us-east-1", SERVICES)
    group = scenario_group(display, Scenario("x", "us-east-1", estimates), SERVICES)
    reader = CellReader(display)
    assert compare(reader, SERVICES, scenario=group).groups[0].id == SCENARIO_GROUP
    found = compare(reader, SERVICES, False, "us-east-1", group)
    assert [row.id for row in found.rows()] == [COST_ROW, SIZING_ROW]
