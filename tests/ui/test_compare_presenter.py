"""The Compare tab without a screen: choosing, refusing in words, pricing the workload, speaking, copying."""

from __future__ import annotations

import sys

import msgspec
import pytest

from models.compare.table import COST_ROW, ComparisonTable, Row
from models.content.display import Display
from models.cost import load_examples, load_price_book
from models.cost.workload import Workload
from models.state.app_state import MAX_COMPARED, AppState
from models.texts import Money
from ui.presenters.compare import ComparePresenter


@pytest.fixture
def state() -> AppState:
    return AppState()


@pytest.fixture
def presenter(state: AppState, display: Display) -> ComparePresenter:
    return ComparePresenter(state, display, lambda: load_price_book(state.region))


def _row(table: ComparisonTable, row_id: str = COST_ROW) -> Row:
    return next(row for row in table.rows() if row.id == row_id)


def test_the_presenter_knows_no_screen() -> None:
    module = sys.modules[ComparePresenter.__module__]
    assert not [name for name in vars(module) if name.startswith("Q")]


def test_choosing_changes_the_state_and_the_columns(presenter: ComparePresenter, state: AppState) -> None:
    assert presenter.toggle("batch") is None
    assert state.compared == ("lambda", "fargate", "ec2", "batch")
    assert [column.id for column in presenter.table().columns] == list(state.compared)
    assert presenter.toggle("lambda") is None
    assert state.compared == ("fargate", "ec2", "batch")


def test_a_fifth_service_is_refused_in_words(
    presenter: ComparePresenter, state: AppState, display: Display
) -> None:
    state.compared = ("lambda", "fargate", "ec2", "batch")
    refused = presenter.toggle("ecs")
    assert refused is not None
    said = display.texts.message(refused)
    assert str(MAX_COMPARED) in said
    assert "Amazon ECS" in said
    assert state.compared == ("lambda", "fargate", "ec2", "batch")


def test_the_second_last_service_stays_and_says_why(
    presenter: ComparePresenter, state: AppState, display: Display
) -> None:
    state.compared = ("lambda", "ec2")
    refused = presenter.toggle("ec2")
    assert refused is not None
    assert "Amazon EC2" in display.texts.message(refused)
    assert state.compared == ("lambda", "ec2")


def test_services_the_content_does_not_know_are_left_out(presenter: ComparePresenter, state: AppState) -> None:
    state.compared = ("lambda", "gone", "ec2")
    assert [column.id for column in presenter.table().columns] == ["lambda", "ec2"]


def test_costs_are_pending_until_the_engine_is_loaded(presenter: ComparePresenter) -> None:
    assert {cell.kind for cell in _row(presenter.table()).cells} == {"pending"}
    assert presenter.load_costs() is True
    assert {cell.kind for cell in _row(presenter.table()).cells} == {"money"}
    assert presenter.load_costs() is False


def test_the_cost_follows_workload_and_region(presenter: ComparePresenter, state: AppState) -> None:
    presenter.load_costs()
    state.workload = Workload(amount=10_000_000.0)
    first = _row(presenter.table())
    state.workload = Workload(amount=20_000_000.0)
    second = _row(presenter.table())
    assert first.cells[0].text != second.cells[0].text
    state.region = "sa-east-1"
    third = _row(presenter.table())
    assert second.cells[1].text != third.cells[1].text


def test_the_scenario_is_named_after_its_example(
    presenter: ComparePresenter, state: AppState, display: Display
) -> None:
    presenter.load_costs()
    example = load_examples()[2]
    state.example = example.id
    assert example.name[display.texts.language] in presenter.table().groups[0].label
    state.workload = example.workload
    assert example.name[display.texts.language] in presenter.table().groups[0].label
    state.workload = msgspec.structs.replace(example.workload, amount=123.0)
    assert display.texts.t("compare.scenario_own") in presenter.table().groups[0].label


def test_a_workload_out_of_bounds_spares_the_other_rows(presenter: ComparePresenter, state: AppState) -> None:
    presenter.load_costs()
    state.workload = msgspec.structs.replace(Workload(), duration_s=-1.0)
    table = presenter.table()
    assert {cell.kind for cell in _row(table).cells} == {"unknown"}
    assert table.shown > 30


def test_the_count_says_what_is_hidden(presenter: ComparePresenter, display: Display) -> None:
    table = presenter.table()
    assert str(table.total) in display.texts.message(presenter.count(table))
    presenter.filter_text = "gpu"
    some = presenter.table()
    said = display.texts.message(presenter.count(some))
    assert said.count(str(some.shown)) >= 1
    assert str(some.total) in said
    assert some.shown < some.total


def test_nothing_to_show_names_the_filter(presenter: ComparePresenter, display: Display) -> None:
    assert presenter.nothing(presenter.table()) is None
    presenter.filter_text = "zzz"
    nothing = presenter.nothing(presenter.table())
    assert nothing is not None
    assert "zzz" in display.texts.message(nothing)


def test_what_stands_out_is_spoken(presenter: ComparePresenter, state: AppState, display: Display) -> None:
    state.compared = ("lambda", "fargate", "ec2")
    presenter.load_costs()
    table = presenter.table()
    limit = _row(table, "max_duration")
    assert display.texts.t("compare.standout.limit") in presenter.spoken(limit, 0)
    cost = _row(table)
    cheapest = cost.standouts.index("best")
    assert display.texts.t("compare.standout.cheapest") in presenter.spoken(cost, cheapest)
    launch = _row(table, "launch_year")
    assert display.texts.t("fact.unverified") in presenter.spoken(launch, 0)


def test_the_source_names_service_row_and_date(presenter: ComparePresenter, display: Display) -> None:
    table = presenter.table()
    row = _row(table, "max_duration")
    said = presenter.source(table.columns[0], row, row.cells[0])
    assert "AWS Lambda" in said
    assert row.label in said
    assert display.catalog.fact("lambda.max_duration").as_of in said


def test_the_copy_is_what_is_shown(presenter: ComparePresenter, display: Display) -> None:
    presenter.load_costs()
    presenter.filter_text = "costo" if display.texts.language == "es" else "cost"
    table = presenter.table()
    tsv, markdown = presenter.copy(table)
    amount = _row(table).cells[0].text
    assert " ".join(amount.split()) in tsv
    assert " ".join(amount.split()) in markdown
    assert Money(0).currency in amount
