"""The card of a page: what the current workload costs there, live, and nothing before it is looked at."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from models.cost.examples import load_examples
from models.cost.options import Options
from models.figures import Figures
from models.state.app_state import AppState, Place
from models.state.currency import Currency
from tests.conftest import OpenWindow, settle
from tests.support import SERVICES
from tests.ui.looking import clipped, unnamed, untranslated
from ui.main_window import MainWindow
from ui.tabs.services_cost import PageCostCard
from ui.tabs.services_tab import ServicesTab
from ui.widgets.buttons import Button

EXAMPLES = {one.id: one for one in load_examples()}


def page_card(window: MainWindow) -> PageCostCard:
    tab = window.tabs.tab("services")
    assert isinstance(tab, ServicesTab)
    page = tab.current_page()
    assert page is not None
    page.scroll_to("example")
    (card,) = page.findChildren(PageCostCard)
    return card


def words(card: PageCostCard) -> list[str]:
    shown = (card._title, card._total, card._reason, card._example)
    return [label.text().replace("\u00a0", " ") for label in shown if not label.isHidden()]


def opened(open_window: OpenWindow, qapp: QApplication, page: str, **fields: object) -> MainWindow:
    state = AppState()
    state.place = Place("services", page)
    for name, value in fields.items():
        setattr(state, name, value)
    window = open_window(state)
    window.context.figures.load()
    page_card(window)
    settle(qapp)
    return window


def test_the_card_follows_workload_options_and_region(open_window: OpenWindow, qapp: QApplication) -> None:
    window = opened(open_window, qapp, "lambda")
    state = window.context.state
    assert words(page_card(window)) == [
        "Con tu carga (Redimensionar fotos) en us-east-1",
        "0,17 USD al mes · la más barata de 6",
        "1 024 MB, hasta 2 a la vez",
    ]
    state.workload = EXAMPLES["steady_api_containers"].workload
    said = words(page_card(window))
    assert said[1] == "565,97 USD al mes · 7.ª más barata de 7"
    assert said[3] == "Con el ejemplo de esta página (Redimensionar fotos), bajo demanda: 0,17 USD al mes."
    state.options = Options(companions=frozenset())
    assert words(page_card(window))[1] != said[1]
    state.region = "sa-east-1"
    settle(qapp)
    assert "sa-east-1" in words(page_card(window))[0]


def test_an_own_workload_is_called_so(open_window: OpenWindow, qapp: QApplication) -> None:
    window = opened(open_window, qapp, "lambda")
    window.context.state.workload = msgspec.structs.replace(EXAMPLES["rest_api_bursts"].workload, amount=1234.0)
    assert words(page_card(window))[0] == "Con tu propia carga en us-east-1"
    window.context.state.diagram = "photo_resize"
    window.open_tab("diagrams")
    assert "Cifras de tu propia carga en us-east-1." in window.tabs.current()._standing.text()  # type: ignore[union-attr]


def test_what_does_not_fit_says_why(open_window: OpenWindow, qapp: QApplication) -> None:
    window = opened(open_window, qapp, "batch", language="en")
    said = words(page_card(window))
    assert said[1] == "Does not fit"
    assert "Batch runs jobs that end" in said[2]
    assert said[3].startswith("With this page's example (Genomics array), on demand: 652.44 USD")


def test_the_place_among_the_others_and_ties_are_said(open_window: OpenWindow, qapp: QApplication) -> None:
    window = opened(open_window, qapp, "beanstalk", language="en")
    assert words(page_card(window))[1] == "25.34 USD a month · number 2 of 6 by cost, tied"
    window.context.state.workload = EXAMPLES["regulated_on_premises"].workload
    window.context.state.go(Place("services", "ecs"))
    assert words(page_card(window))[1].endswith("the cheapest of 2")


def test_a_hidden_page_follows_when_it_returns(open_window: OpenWindow, qapp: QApplication) -> None:
    window = opened(open_window, qapp, "lambda")
    card = page_card(window)
    window.open_tab("compare")
    before = words(card)
    window.context.state.workload = EXAMPLES["rest_api_bursts"].workload
    assert words(card) == before
    window.open_tab("services")
    assert words(card)[1].startswith("8,15 USD")


def test_buttons_open_the_own_bill_and_the_example(open_window: OpenWindow, qapp: QApplication) -> None:
    window = opened(open_window, qapp, "fargate")
    state = window.context.state
    state.workload = msgspec.structs.replace(EXAMPLES["rest_api_bursts"].workload, amount=123.0)
    state.example = ""
    mine, example = page_card(window).findChildren(Button)
    mine.click()
    assert state.place == Place("calculator", "fargate")
    assert state.workload.amount == 123.0
    example.click()
    assert state.workload == EXAMPLES["websocket_server"].workload


def test_no_page_waits_for_the_engine(open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[int] = []
    monkeypatch.setattr(Figures, "ready", property(lambda self: False))
    monkeypatch.setattr(Figures, "load", lambda self: loaded.append(1))
    window = open_window()
    tab = window.tabs.current()
    assert isinstance(tab, ServicesTab)
    page = tab.current_page()
    assert page is not None
    page.finish()
    (card,) = page.findChildren(PageCostCard)
    assert words(card) == ["Con tu carga", "Calculando…"]
    assert not loaded


@pytest.mark.parametrize("page", SERVICES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_service_page_has_a_readable_card(
    open_window: OpenWindow, qapp: QApplication, page: str, scale: float
) -> None:
    window = opened(open_window, qapp, page, text_scale=scale)
    card = page_card(window)
    settle(qapp)
    assert words(card)[1]
    assert card.accessibleDescription()
    assert clipped(card) == untranslated(card) == unnamed(card) == []


def test_a_workload_that_cannot_be_used_is_told_and_nothing_else_breaks(
    open_window: OpenWindow, qapp: QApplication
) -> None:
    window = opened(open_window, qapp, "lambda", language="en")
    window.open_tab("diagrams")
    window.context.state.workload = msgspec.structs.replace(EXAMPLES["blog"].workload, hours_per_day=-1.0)
    window.open_tab("services")
    said = words(page_card(window))
    assert said[:2] == ["With your workload", "No cost"]
    assert "-1" in said[2]
    window.context.state.diagram, window.context.state.diagram_step = "photo_resize", 5
    window.open_tab("diagrams")
    tab = window.tabs.current()
    bill = tab.scene.nodes["bill"].frame.texts[-1].lines  # type: ignore[union-attr]
    assert " ".join(bill).replace("\u00a0", " ") == "your workload: no figure"


def test_ranges_and_the_second_currency_stand_beside_the_total(
    open_window: OpenWindow, qapp: QApplication
) -> None:
    window = opened(open_window, qapp, "lambda")
    state = window.context.state
    state.workload = EXAMPLES["rest_api_bursts"].workload
    state.ranges = {"amount": (1e6, 2e7)}
    state.currency = Currency("PEN", 3.7)
    said = words(page_card(window))
    assert said[1].startswith("8,15 USD al mes")
    assert "30,16 PEN" in said[2]
    assert " a " in said[2].partition(" · ")[0]
