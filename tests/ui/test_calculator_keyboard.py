"""The calculator without a mouse: Tab walks it as the eye does, and every stop is in view and says what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from models.state.app_state import AppState, Place
from models.texts import Message
from tests.screens.calculator import _arrive, scenes
from tests.ui import looking
from ui.app import build_window
from ui.main_window import MainWindow
from ui.tabs.calculator_tab import CalculatorTab

STATES = (
    "calculator",
    "calculator_bill",
    "calculator_groups",
    "calculator_ranges",
    "calculator_currency",
    "calculator_tradeoff_tables",
    "calculator_tables",
    "calculator_pair",
    "calculator_tuning",
    "calculator_fleet",
)
DULL = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane, QAccessible.Role.Window}
MANY = 400
Open = Callable[..., CalculatorTab]


@pytest.fixture
def opened(qapp: QApplication) -> Iterator[Open]:
    windows: list[MainWindow] = []

    def make(name: str = "calculator", language: str = "en", scale: float = 1.0) -> CalculatorTab:
        state = AppState()
        state.language, state.text_scale, state.place = language, scale, Place("calculator")
        window = build_window(qapp, state)
        windows.append(window)
        window.resize(1280, 800)
        window.show()
        window.activateWindow()
        looking.settle(qapp)
        prepare = next(scene.prepare for scene in scenes() if scene.name == name)
        assert prepare is not None
        prepare(window)
        looking.settle(qapp)
        tab = window.tabs.currentWidget()
        assert isinstance(tab, CalculatorTab)
        _arrive(tab)
        return tab

    yield make
    for window in windows:
        window.close()
        window.deleteLater()
        looking.settle(qapp)


def walk(tab: CalculatorTab) -> Iterator[QWidget]:
    """Press Tab from the first stop of the tab until it comes round."""
    tab.form.examples.setFocus(Qt.FocusReason.TabFocusReason)
    seen: set[QWidget] = set()
    for _ in range(MANY):
        now = tab.window().focusWidget()
        if now in seen:
            return
        seen.add(now)
        yield now
        QTest.keyClick(now, Qt.Key.Key_Tab)
        QCoreApplication.processEvents()
    raise AssertionError("Tab never comes round")


def shown_part(widget: QWidget) -> float:
    """How much of a widget lies inside everything that could cut it off, 0 to 1."""
    rect, place = widget.rect(), widget.parentWidget()
    while place is not None:
        rect = rect.intersected(place.rect().translated(-widget.mapTo(place, QPoint())))
        place = None if place.isWindow() else place.parentWidget()
    return max(0, rect.width()) * max(0, rect.height()) / (widget.width() * widget.height())


def faults(stop: QWidget) -> list[str]:
    """What a person with a keyboard or a screen reader would miss at a stop."""
    told, found = QAccessible.queryAccessibleInterface(stop), []
    if not (told.text(QAccessible.Text.Name) or stop.accessibleName()):
        found.append("no name")
    if told.role() in DULL:
        found.append(f"role {told.role().name}")
    if min(stop.width(), stop.height()) < 24:
        found.append("smaller than 24 px")
    if shown_part(stop) < 0.95 and stop.height() < 400:
        found.append(f"{shown_part(stop):.0%} of it in view at {stop.mapTo(stop.window(), QPoint())}")
    return [f"{looking.describe(stop)} {stop.accessibleName()[:40]!r}: {fault}" for fault in found]


@pytest.mark.parametrize("name", STATES)
def test_every_stop_is_named_typed_and_in_view(opened: Open, name: str) -> None:
    language = "es" if STATES.index(name) % 2 else "en"
    assert [fault for stop in walk(opened(name, language)) for fault in faults(stop)] == []


@pytest.mark.parametrize("name", ["calculator", "calculator_bill", "calculator_pair"])
def test_every_stop_is_in_view_at_200_percent(opened: Open, name: str) -> None:
    assert [fault for stop in walk(opened(name, "es", 2.0)) for fault in faults(stop)] == []


@pytest.mark.parametrize("name", ["calculator_bill", "calculator_fleet", "calculator_pair"])
def test_tab_walks_the_answer_card_by_card(opened: Open, name: str) -> None:
    tab = opened(name)
    cards = (tab.form, tab.head, tab.share.panel, tab.ranking, tab.curve, tab.map, tab.pair.place, tab.insight)
    met: list[int] = []
    for stop in walk(tab):
        here = [at for at, card in enumerate(cards) if card.isAncestorOf(stop)]
        if here and met[-1:] != here:
            met += here
    assert met == sorted(met) and {0, 1, 3, 4, 5, 7} <= set(met)


def test_going_back_from_the_header_arrives_at_the_last_card(opened: Open) -> None:
    tab = opened()
    window = tab.window()
    tab.form.examples.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(MANY):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
        if tab.isAncestorOf(window.focusWidget()):
            break
    assert window.focusWidget() is tab.insight.timeline.chart


def test_the_keyboard_in_the_answer_asks_for_the_cards_it_comes_to(opened: Open, qapp: QApplication) -> None:
    tab = opened()
    tab.presenter.set_value("amount", 4_000_000.0)
    row = tab.ranking.rows[tab.ranking.order[0]]
    row.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(row, Qt.Key.Key_Tab)
    for card in (tab.insight.needs, tab.insight.timeline):
        card._worker.wait()
    looking.settle(qapp)
    assert tab.insight.timeline.prepared()


def test_the_tools_of_the_form_come_before_its_inputs(opened: Open) -> None:
    tab = opened()
    order = list(walk(tab))
    assert order.index(tab.share.buttons["save"]) < order.index(tab.form.inputs.fields["amount"].edit)


def test_a_group_opened_late_is_walked_below_its_heading(opened: Open) -> None:
    tab = opened()
    first, second = list(tab.form.inputs.folds.values())[:2]
    first.head.click()
    order = list(walk(tab))
    inside = [at for at, stop in enumerate(order) if first.isAncestorOf(stop)]
    assert len(inside) > 2 and max(inside) < order.index(second.head)


def test_a_slider_tells_its_value_in_words(opened: Open) -> None:
    tab = opened()
    slider = tab.form.inputs.fields["amount"].slider
    assert slider is not None
    told = QAccessible.queryAccessibleInterface(slider)
    before = told.text(QAccessible.Text.Value)
    QTest.keyClick(slider, Qt.Key.Key_End)
    after = told.text(QAccessible.Text.Value)
    assert before == "300,000 per month" and after != before and after.endswith("per month")


def test_enter_presses_a_button_and_escape_closes_what_it_opened(opened: Open) -> None:
    tab = opened()
    tab.form.examples.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(tab.form.examples, Qt.Key.Key_Return)
    assert tab.examples.isVisible()
    QTest.keyClick(tab.window().focusWidget(), Qt.Key.Key_Escape)
    assert not tab.examples.isVisible() and tab.form.examples.hasFocus()


def test_enter_opens_a_group_and_chooses_a_view(opened: Open) -> None:
    tab = opened()
    fold = next(iter(tab.form.inputs.folds.values()))
    QTest.keyClick(fold.head, Qt.Key.Key_Enter)
    QTest.keyClick(tab.views["duration"], Qt.Key.Key_Return)
    assert fold.is_open and tab.view_name() == "duration"


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a screen reader is told, with one running."""
    heard: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())

    was = QAccessible.isActive()
    QAccessible.setActive(True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    yield heard
    QAccessible.setActive(was)


def test_the_answer_is_said_once_it_rests(opened: Open, said: list[str]) -> None:
    tab = opened()
    tab.teller.tell()
    said.clear()
    tab.presenter.set_value("amount", 4_000_000.0)
    tab.presenter.set_value("amount", 5_000_000.0)
    assert said == []
    tab.teller.tell()
    tab.teller.tell()
    first = tab.ranking.rows[tab.ranking.order[0]].view
    assert said == [first.spoken] and first.total in said[0]


def test_news_is_said_where_the_keyboard_is_not(opened: Open, said: list[str]) -> None:
    tab = opened()
    tab.share.panel.tell("good", Message("share.tuning.pasted"))
    assert said[-1] == "Pasted text"


@pytest.mark.parametrize("language", ["es", "en"])
def test_nothing_is_cut_off_when_the_text_grows_in_the_open_window(
    qapp: QApplication, opened: Open, language: str
) -> None:
    tab = opened("calculator_bill", language)
    for scale in (1.25, 1.5, 2.0):
        tab.context.state.text_scale = scale
        looking.settle(qapp)
        _arrive(tab)
        assert tab.ranking.height() == tab.ranking.heightForWidth(tab.ranking.width()), scale
        assert looking.clipped(tab) == [], scale
