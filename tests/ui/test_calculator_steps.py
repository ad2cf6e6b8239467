"""Undo restores everything a person set: inputs, example, ranges, region, currency, opened file. No Qt."""

from __future__ import annotations

import pytest

from models.cost.examples import load_examples
from models.cost.options import Options
from models.cost.workload import Workload, WorkloadError
from models.errors import InputError
from models.scenario import code as codes
from models.scenario.scenario import Scenario
from models.state.app_state import AppState
from models.state.currency import Currency
from tests.ui.test_calculator_presenter import make
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_share import ShareDesk

SOLES = Currency("PEN", 3.75)
WHOLE = Scenario(
    name="Mine",
    region="sa-east-1",
    workload=Workload(amount=500.0, memory_mb=2048.0),
    options=Options(spot=True),
    compared=("ecs", "eks"),
    ranges={"amount": (100.0, 900.0)},
    currency=SOLES,
    prices={"lambda.requests": 0.2},
)


@pytest.fixture
def presenter() -> CalculatorPresenter:
    return make()


def standing(presenter: CalculatorPresenter) -> tuple[object, ...]:
    state = presenter.state
    return (
        presenter.workload, presenter.options, state.example, state.ranges, state.region, state.currency,
        state.compared, presenter.opened,
    )  # fmt: skip


def test_a_scenario_is_one_step_with_all_it_holds(presenter):
    desk, before = ShareDesk(presenter), standing(presenter)
    desk.adopt(WHOLE)
    after = standing(presenter)
    assert after == (WHOLE.workload, WHOLE.options, "", WHOLE.ranges, "sa-east-1", SOLES, ("ecs", "eks"), WHOLE)
    assert presenter.undo() and standing(presenter) == before and not presenter.can_undo
    assert presenter.redo() and standing(presenter) == after and not presenter.can_redo
    assert presenter.undo() and standing(presenter) == before
    assert desk.scenario().prices == {}  # an undone file leaves nothing behind


def test_what_is_saved_and_coded_holds_ranges_and_currency(presenter):
    desk = ShareDesk(presenter)
    desk.adopt(WHOLE)
    saved = desk.scenario()
    assert (saved.ranges, saved.currency, saved.prices) == (WHOLE.ranges, SOLES, WHOLE.prices)
    assert codes.decode(desk.code()).ranges == WHOLE.ranges


def test_a_scenario_without_a_currency_leaves_the_persons_own(presenter):
    presenter.steps.set_currency(SOLES, "currency")
    presenter.adopt_scenario(Scenario(workload=Workload(amount=7.0)))
    assert presenter.state.currency == SOLES


def test_the_region_of_the_header_is_one_step(presenter):
    heard = []
    presenter.stepped.connect(heard.append)
    presenter.set_text("amount", "777")
    presenter.state.region = "sa-east-1"
    assert len(heard) == 1
    presenter.set_text("amount", "778")
    assert presenter.undo() and (presenter.workload.amount, presenter.state.region) == (777.0, "sa-east-1")
    assert presenter.undo() and presenter.state.region == "us-east-1" and presenter.workload.amount == 777.0
    assert presenter.undo() and presenter.workload == load_examples()[0].workload and not presenter.can_undo
    for _ in range(3):
        assert presenter.redo()
    assert (presenter.workload.amount, presenter.state.region) == (778.0, "sa-east-1")
    assert len(heard) == 1


def test_what_was_compared_meanwhile_is_left_alone_by_other_steps(presenter):
    presenter.set_text("amount", "777")
    presenter.state.compared = ("ecs", "eks")
    presenter.undo()
    assert presenter.state.compared == ("ecs", "eks")


def test_a_range_is_set_undone_and_gone_with_an_example_or_reset(presenter):
    presenter.steps.set_range("amount", (1.0, 1e9), "range:amount")
    presenter.seal()
    presenter.steps.set_range("memory_mb", (128.0, 4096.0), "range:memory_mb")
    assert set(presenter.ranges) == {"amount", "memory_mb"}
    presenter.undo()
    assert presenter.ranges == {"amount": (1.0, 1e9)}
    presenter.choose_example("blog")
    assert presenter.ranges == {}
    presenter.undo()
    assert presenter.ranges == {"amount": (1.0, 1e9)}
    presenter.reset()
    assert presenter.ranges == {}
    presenter.undo()
    presenter.steps.set_range("amount", None, "range:amount")
    assert presenter.ranges == {}


@pytest.mark.parametrize(
    "ends", [(2e9, 3e9), (1.0, 2.0), (9.0, 1.0), (-1.0, 1e9), (1.0, 1e300), (float("nan"), 1e9)]
)
def test_ends_that_cannot_be_are_refused_and_change_nothing(presenter, ends):
    with pytest.raises(WorkloadError):
        presenter.steps.set_range("amount", ends, "range:amount")
    assert presenter.ranges == {} and not presenter.can_undo


@pytest.mark.parametrize("currency", [Currency("pen", 1.0), Currency("PEN", 0.0), Currency("PEN", float("inf"))])
def test_a_currency_that_cannot_be_is_refused(presenter, currency):
    with pytest.raises(InputError):
        presenter.steps.set_currency(currency, "currency")
    assert presenter.state.currency is None


def test_the_expected_value_takes_an_end_along_and_gives_it_back_within_the_gesture(presenter):
    presenter.set_value("amount", 500.0)
    presenter.seal()
    presenter.steps.set_range("amount", (100.0, 900.0), "range:amount")
    presenter.seal()
    for amount in (800.0, 5000.0):
        presenter.set_value("amount", amount)
    assert presenter.ranges == {"amount": (100.0, 5000.0)}
    presenter.set_value("amount", 50.0)
    assert presenter.ranges == {"amount": (50.0, 900.0)}
    presenter.set_value("amount", 600.0)
    assert presenter.ranges == {"amount": (100.0, 900.0)}
    assert presenter.undo() and presenter.workload.amount == 500.0
    assert presenter.ranges == {"amount": (100.0, 900.0)}


def test_ranges_of_the_last_session_stay_with_its_workload_only():
    state = AppState()
    state.example, state.workload, state.ranges = "", Workload(amount=5.0), {"amount": (1.0, 3.0)}
    assert make(state).ranges == {"amount": (1.0, 5.0)}  # the expected value is always inside
    state = AppState()
    state.workload, state.ranges = Workload(amount=5.0), {"amount": (1.0, 9.0)}
    assert make(state).ranges == {}  # an example asked for by a link wins, with nothing uncertain
