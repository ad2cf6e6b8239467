"""The sentence under the curve while inputs move: it never says what the chart no longer shows."""

from __future__ import annotations

import pytest

from models.state.app_state import AppState, Place
from tests.conftest import settle
from ui.tabs.calculator_curve import CurveCard
from ui.tabs.calculator_tab import CalculatorTab


@pytest.fixture
def tab(open_window, qapp) -> CalculatorTab:
    state = AppState()
    state.place = Place("calculator")
    found = open_window(state, width=1920, height=1080).tabs.currentWidget()
    assert isinstance(found, CalculatorTab)
    found.curve.ensure()
    settle(qapp)
    found.curve.settle()
    return found


def _ink(card: CurveCard) -> int:
    """How many pixels of the words differ from their ground."""
    image = card._summary.grab().toImage()
    ground = image.pixel(image.width() - 1, image.height() - 1)
    points = ((x, y) for x in range(0, image.width(), 2) for y in range(image.height()))
    return sum(image.pixel(x, y) != ground for x, y in points)


def test_words_go_while_the_lines_change_and_come_back_at_rest_without_moving_anything(tab: CalculatorTab) -> None:
    card = tab.curve
    place, whole = card._summary.geometry(), _ink(card)
    tab.presenter.set_value("duration_s", 1800.0)  # Lambda, until now the cheapest, can no longer run it
    assert card._rest.isActive() and card._summary.stale
    assert _ink(card) < whole / 10
    assert card._summary.geometry() == place
    card.settle()
    assert not card._summary.stale and _ink(card) > whole / 4
    assert "Lambda" not in card._summary.text()


def test_words_stay_while_only_the_point_moves_along_the_lines(tab: CalculatorTab) -> None:
    before = tab.curve._summary.text()
    tab.presenter.set_value("amount", 5_000_000.0)
    assert tab.curve._rest.isActive() and not tab.curve._summary.stale
    tab.curve.settle()
    assert tab.curve._summary.text() == before


def test_words_are_stale_too_when_the_chart_could_not_be_drawn(tab: CalculatorTab) -> None:
    tab.curve._switch.setChecked(True)
    tab.presenter.set_value("duration_s", 1800.0)
    assert tab.curve._summary.stale
    tab.curve.settle()
    assert not tab.curve._summary.stale


def test_the_crosshair_tells_services_in_the_order_of_the_list_also_equal_ones(tab: CalculatorTab) -> None:
    desk = tab.curve.desk
    told = [row[0] for row in desk.at(desk.curves.axis.place(desk.curves.now)).rows]
    shown = [name for name in tab.ranking.order if tab.ranking.rows[name].view.rank == "ranked"]
    assert told == shown
    assert told.index("ec2") < told.index("beanstalk")  # as dear as each other
