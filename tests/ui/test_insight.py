"""What would have to change for a service to win, and what moves the bill: solved, told, applied, undone."""

from __future__ import annotations

import math

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.cost.engine import RANKED, estimate, estimate_all
from models.cost.examples import load_examples
from models.cost.options import Options
from models.cost.price_book import load_price_book
from models.cost.questions.setting import Setting
from models.cost.workload import Workload
from models.state.app_state import AppState, Place
from tests.conftest import settle
from tests.ui import looking
from ui.presenters.calculator_fields import BY_NAME
from ui.presenters.calculator_insight import InsightMaker
from ui.presenters.calculator_insight_solve import (
    InsightQuestion,
    Outdated,
    one_more,
    rounded,
    solve,
    solve_first,
    written,
)
from ui.tabs.calculator_insight_worker import AnswerWorker
from ui.tabs.calculator_tab import CalculatorTab

BOOK = load_price_book("us-east-1")
EXAMPLES = {one.id: one.workload for one in load_examples()}
BURSTS = EXAMPLES["rest_api_bursts"]


def ask(workload: Workload, wanted: str) -> InsightQuestion:
    best = next(one for one in estimate_all(workload, BOOK) if one.service in RANKED and one.feasible)
    return InsightQuestion(Setting(workload, BOOK), wanted, best.service, best.total)


def always() -> bool:
    return True


def cheapest(workload: Workload) -> float:
    return min(one.total for one in estimate_all(workload, BOOK) if one.service in RANKED and one.feasible)


# solving


@pytest.mark.parametrize(("example", "wanted"), [("rest_api_bursts", "lightsail"), ("blog", "ec2")])
def test_every_value_told_makes_the_service_win_and_its_bill_is_the_one_told(example, wanted):
    found = solve(ask(EXAMPLES[example], wanted), always)
    told = [need for need in found.needs if need.value is not None]
    assert len(told) >= 4
    for need in told:
        there = msgspec.structs.replace(EXAMPLES[example], **{need.input_name: need.value})
        bill = estimate(wanted, there, BOOK, Options())
        assert bill.feasible and bill.total == need.cost == cheapest(there), need


def test_a_threshold_is_where_the_winner_changes_and_not_somewhere_beyond():
    need = next(one for one in solve(ask(BURSTS, "lightsail"), always).needs if one.input_name == "amount")
    short = msgspec.structs.replace(BURSTS, amount=need.low * 0.999)
    just = msgspec.structs.replace(BURSTS, amount=need.low * 1.001)
    assert estimate("lightsail", short, BOOK, Options()).total > cheapest(short)
    assert estimate("lightsail", just, BOOK, Options()).total == cheapest(just)
    assert need.low <= need.value <= need.low * 1.01


def test_inputs_with_which_nothing_helps_say_so():
    found = solve(ask(BURSTS, "lightsail"), always)
    missing = [need.input_name for need in found.needs if need.value is None]
    assert "peak_factor" in missing
    for factor in (1.0, 3.0, 40.0, 700.0):
        there = msgspec.structs.replace(BURSTS, peak_factor=factor)
        assert estimate("lightsail", there, BOOK, Options()).total > cheapest(there)


def test_a_service_that_wins_needs_nothing_and_tells_how_long_it_does():
    found = solve(ask(BURSTS, "lambda"), always)
    assert all(need.value == need.now for need in found.needs)
    amount = next(need for need in found.needs if need.input_name == "amount")
    assert amount.open_low and not amount.open_high and amount.high > BURSTS.amount


def test_a_tie_is_told_as_a_tie():
    found = solve(ask(EXAMPLES["nightly_batch"], "beanstalk"), always)
    assert all("ec2" in need.tied for need in found.needs)


def test_whole_inputs_stay_whole():
    asked = (("websocket_server", "ec2"), ("rest_api_bursts", "lightsail"), ("genomics_array", "lightsail"))
    for example, wanted in asked:
        for need in solve(ask(EXAMPLES[example], wanted), always).needs:
            counted = need.input_name == "amount" and EXAMPLES[example].kind != "requests"
            if need.value is not None and (BY_NAME[need.input_name].whole or counted):
                assert need.value == math.floor(need.value)


@given(st.floats(1e-3, 1e9), st.integers(2, 7), st.booleans())
def test_rounding_goes_the_way_it_is_told_and_stays_near(value, digits, up):
    found = rounded(value, digits, up)
    assert (found >= value * (1 - 1e-8)) if up else (found <= value * (1 + 1e-8))
    assert abs(found - value) <= 10.0 ** (1 - digits) * value * 1.01


@settings(max_examples=60)
@given(st.floats(1e-2, 1e6), st.floats(1.0001, 5.0))
def test_a_written_end_lies_inside_its_stretch(low, width):
    interval = (low, low * width)
    for up, edge in ((True, interval[0]), (False, interval[1])):
        value = written(BY_NAME["storage_gb"], Setting(BURSTS, BOOK), edge, up, interval)
        assert value is not None and interval[0] <= value <= interval[1]


def test_a_question_nobody_waits_for_is_given_up():
    asked = []

    def wanted() -> bool:
        asked.append(1)
        return len(asked) < 3

    with pytest.raises(Outdated):
        solve(ask(BURSTS, "lightsail"), wanted)
    assert len(asked) == 3


def test_the_first_service_that_can_win_is_told():
    workload = EXAMPLES["nightly_batch"]
    found = solve_first([ask(workload, "ecs"), ask(workload, "batch")], always)
    assert found.question.wanted == "batch"
    alone = solve_first([ask(workload, "ecs")], always)
    assert alone.question.wanted == "ecs" and all(need.value is None for need in alone.needs)


# what moves the bill


@pytest.mark.parametrize("example", sorted(EXAMPLES))
def test_swings_and_the_price_of_one_more_are_differences_of_bills(example):
    workload = EXAMPLES[example]
    found = solve(ask(workload, ""), always)
    widths = [push.swing.width for push in found.pushes]
    assert widths == sorted(widths, reverse=True)
    for push in found.pushes:
        name, now = push.swing.input_name, getattr(workload, push.swing.input_name)
        if math.isnan(push.more):
            continue
        there = msgspec.structs.replace(workload, **{name: now + push.step})
        bill = estimate(found.question.winner, there, BOOK, Options())
        assert push.more == pytest.approx(bill.exact - found.base, abs=1e-6), name


def test_two_servers_are_not_moved_by_a_fifth_of_one(display):
    workload = EXAMPLES["websocket_server"]
    insight = solve(ask(workload, ""), always)
    push = next(one for one in insight.pushes if one.swing.input_name == "amount")
    assert push.swing.width == 0.0 and push.more > 0.0
    shown = InsightMaker(display).view(insight).pushes
    assert [one for one in shown if not one.less and not one.more]


def test_one_more_is_counted_in_what_people_count_in():
    setting = Setting(BURSTS, BOOK)
    assert one_more(setting, "amount") == 1e6
    assert one_more(setting, "duration_s") == 0.001
    assert one_more(setting, "data_out_gb") == 1.0


# words


def test_words_of_both_languages_are_complete_and_short(display, language):
    maker = InsightMaker(display)
    for workload in EXAMPLES.values():
        estimates = estimate_all(workload, BOOK)
        question = maker.question(workload, BOOK, Options(), maker.defaults(estimates)[0], estimates)
        view = maker.view(solve(question, always))
        texts = [view.lead, view.none, view.summary]
        texts += [text for need in view.needs for text in (need.words, need.cost, need.spoken)]
        texts += [text for push in view.pushes for text in (push.less, push.more, push.step, push.spoken)]
        assert not [text for text in texts if "⟦" in text or "nan" in text or "inf" in text.split()]
        assert view.lead and view.summary
        assert all(-1.0 <= share <= 1.0 for push in view.pushes for share in (push.low, push.high))
    assert display.texts.missing == set()


def test_a_threshold_in_words_has_its_unit_and_direction(display, language):
    maker = InsightMaker(display)
    estimates = estimate_all(BURSTS, BOOK)
    question = maker.question(BURSTS, BOOK, Options(), "lightsail", estimates)
    needs = {need.input_name: need for need in maker.view(solve(question, always)).needs}
    logs = needs["logs_gb"].words.replace("\xa0", " ")
    assert logs == {"es": "Registros: con 45,8 GB o más", "en": "Logs: 45.8 GB or more"}[language]
    zones = needs["zones"].words.replace("\xa0", " ")
    assert zones == {"es": "Zonas: con 1 zona", "en": "Zones: 1 zone"}[language]


# on the screen


@pytest.fixture
def opened(open_window, qapp):
    def build(example: str = "rest_api_bursts", language: str = "es", theme: str = "light", scale: float = 1.0):
        state = AppState()
        state.place, state.example, state.language = Place("calculator"), example, language
        state.theme, state.text_scale = theme, scale
        window = open_window(state)
        tab = window.tabs.currentWidget()
        assert isinstance(tab, CalculatorTab), getattr(tab, "_details", tab)
        tab.insight.finish()
        settle(qapp)
        return tab

    return build


def shown(tab: CalculatorTab) -> list:
    return [row for row in tab.insight.needs.rows if not row.isHidden()]


def test_applying_a_way_makes_the_service_win_and_is_one_step_to_undo(opened):
    tab = opened()
    assert tab.insight.needs.select.currentData() == "lightsail"
    start = tab.context.state.workload
    row = shown(tab)[0]
    row.button.setFocus()
    QTest.keyClick(row.button, Qt.Key.Key_Space)
    assert tab.context.state.workload != start
    assert tab.presenter.estimates()[0].service == "lightsail"
    assert tab.presenter.undo() and tab.context.state.workload == start


def test_another_service_can_be_asked_about_by_keyboard(opened):
    tab = opened()
    needs = tab.insight.needs
    needs.select.setFocus()
    before = needs.select.currentData()
    QTest.keyClick(needs.select, Qt.Key.Key_Home)
    needs._worker.wait()
    needs._turns.finish()
    assert needs.select.currentData() == RANKED[0] != before
    assert not [row for row in shown(tab) if not row.button.isHidden()], "what wins now has nothing to apply"


def test_nothing_is_worked_out_until_it_is_seen(open_window, qapp):
    state = AppState()
    state.place, state.example, state.text_scale = Place("calculator"), "rest_api_bursts", 1.5
    tab = open_window(state).tabs.currentWidget()
    settle(qapp)
    assert tab.insight.needs.visibleRegion().isEmpty()
    assert not tab.insight.needs._rest.isActive() and not tab.insight.needs.rows
    tab.presenter.set_value("amount", 7e6)
    assert not tab.insight.needs._rest.isActive()
    bar = tab.scroll.verticalScrollBar()
    bar.setValue(tab.insight.y())
    settle(qapp)
    assert tab.insight.needs._rest.isActive() or shown(tab), "seen at last: it is asked once the inputs rest"


def test_a_heading_that_peeks_out_of_the_first_page_is_not_worked_out(open_window, qapp):
    state = AppState()
    state.place, state.example = Place("calculator"), "rest_api_bursts"
    tab = open_window(state).tabs.currentWidget()
    settle(qapp)
    assert not tab.insight.needs.visibleRegion().isEmpty(), "it tells that there is more below"
    assert not tab.insight.needs._rest.isActive() and not tab.insight.needs.rows


def test_a_change_of_input_makes_the_answer_old_and_the_next_one_follows_it(opened, qapp):
    tab = opened()
    tab.scroll.verticalScrollBar().setValue(tab.insight.y())
    settle(qapp)
    before = tab.insight.pushes._summary.text()
    tab.presenter.set_value("amount", 5e8)
    assert tab.insight.needs._stale
    tab.insight.finish()
    assert tab.insight.pushes._summary.text() != before


def test_a_failure_is_told_and_the_next_question_works(opened, expected_log):
    tab = opened()
    worker = tab.insight.needs._worker

    def broken(_wanted):
        raise RuntimeError("on purpose")

    worker.ask(broken)
    worker.wait()
    assert tab.insight.needs._lead.text() == tab.context.t("insight.failed")
    assert expected_log
    tab.insight.finish()
    assert tab.insight.needs._lead.text() != tab.context.t("insight.failed")


def test_only_the_newest_question_is_answered(qapp):
    worker, answers = AnswerWorker(), []
    worker.answered.connect(answers.append)
    worker.ask(lambda wanted: "old")
    worker.ask(lambda wanted: "new")
    worker.wait()
    assert answers == ["new"]
    worker.ask(lambda wanted: "dropped")
    worker.drop()
    worker.wait()
    assert answers == ["new"]


@pytest.mark.parametrize(("theme", "scale"), [("light", 1.0), ("dark", 2.0), ("projector", 2.0)])
def test_nothing_is_clipped_and_everything_is_named(opened, language, theme, scale):
    tab = opened("genomics_array", language, theme, scale)
    window = tab.window()
    assert shown(tab) and tab.insight.pushes.bars.rows
    assert looking.clipped(window) == []
    assert looking.unnamed(window) == []
    assert looking.unreachable(window) == []
    assert looking.untranslated(window) == []


def test_a_language_switch_says_the_same_answer_again(opened, qapp):
    tab = opened()
    count = len(shown(tab))
    tab.context.state.language = "en"
    settle(qapp)
    assert len(shown(tab)) == count
    assert "cheapest" in tab.insight.needs._lead.text()
    assert "10%" in tab.insight.pushes._legend.text()


def test_the_charts_fill_the_first_page_of_a_large_window(open_window, qapp):
    state = AppState()
    state.place = Place("calculator")
    tab = open_window(state, width=1920, height=1080).tabs.currentWidget()
    settle(qapp)
    bottom, page = tab.charts.y() + tab.charts.height(), tab.scroll.viewport().height()
    assert page * 0.85 < bottom < page + tab.context.theme.px(60)


def test_an_answer_fills_in_over_several_turns_and_a_newer_one_takes_its_place(opened, qapp):
    needs = opened().insight.needs
    wanted = "ec2" if needs._insight.question.wanted != "ec2" else "eks"
    needs.choose(wanted)
    needs._worker.wait()
    rows, steps = len(needs.rows), len(needs._turns._steps)
    assert steps >= 2 and len(needs.rows) == rows, "nothing is made in the turn that brings the answer"
    needs._turns._on_turn()
    assert len(needs._turns._steps) == steps - 1
    needs.refresh()
    assert needs._turns._steps == [] and not needs._turns.isActive()
    needs.finish()
    assert needs._turns._steps == [] and needs.select.currentData() == wanted


def test_a_drag_that_pauses_is_not_answered_until_it_ends(opened, monkeypatch):
    needs = opened().insight.needs
    asked = []
    monkeypatch.setattr(needs._worker, "ask", asked.append)
    monkeypatch.setattr(needs, "_seen", lambda: True)
    needs.refresh()
    monkeypatch.setattr(
        "ui.tabs.calculator_insight_live.QGuiApplication.mouseButtons", lambda: Qt.MouseButton.LeftButton
    )
    needs._on_rest()
    assert asked == [] and needs._rest.isActive()
    monkeypatch.setattr(
        "ui.tabs.calculator_insight_live.QGuiApplication.mouseButtons", lambda: Qt.MouseButton.NoButton
    )
    needs._on_rest()
    assert len(asked) == 1
