"""Uncertain inputs in the calculator: the form's ± and ends, and the answer between two totals everywhere."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from models.cost.engine import RANKED, estimate
from models.cost.workload import NUMERIC_FIELDS
from models.scenario.scenario import Scenario
from models.state.app_state import AppState, Place
from models.state.currency import Currency
from models.texts import LANGUAGES
from tests.ui.test_calculator_presenter import make
from ui.presenters.calculator_fields import BY_NAME
from ui.presenters.calculator_range_inputs import RangeInputs
from ui.presenters.calculator_words import Words, span_text
from ui.tabs.calculator_tab import CalculatorTab
from ui.widgets.uncertain import RangeRow


@pytest.fixture
def tab(open_window) -> CalculatorTab:
    state = AppState()
    state.place = Place("calculator")
    window = open_window(state)
    found = window.tabs.current()
    assert isinstance(found, CalculatorTab)
    return found


def row_of(tab: CalculatorTab, name: str) -> RangeRow:
    row = tab.form.inputs.fields[name].ends
    assert row is not None
    return row


# presenter


@pytest.mark.parametrize("example", ["photo_resize", "websocket_server", "nightly_batch", "ml_training_gpu"])
@pytest.mark.parametrize("name", NUMERIC_FIELDS)
def test_every_input_can_be_uncertain_at_once_and_certain_again(name, example):
    presenter = make()
    presenter.choose_example(example)
    inputs, before = RangeInputs(presenter), presenter.answer().rows()
    inputs.open(name)
    if not inputs.may_have(name):
        assert presenter.ranges == {}
        return
    low, high = presenter.ranges[name]
    assert low <= getattr(presenter.workload, name) <= high and low < high
    for end in (low, high):
        msgspec.structs.replace(presenter.workload, **{name: end}).validate()
    assert presenter.answer().rows()
    inputs.close(name)
    assert presenter.ranges == {} and presenter.answer().rows() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_ends_are_read_as_people_write_them_and_refused_in_place(language):
    presenter = make(language=language)
    presenter.set_text("duration_s", "1 s")
    inputs = RangeInputs(presenter)
    inputs.open("duration_s")
    assert inputs.set_text("duration_s", 0, "500 ms") == "" and presenter.ranges["duration_s"][0] == 0.5
    assert inputs.set_text("duration_s", 1, "1,5" if language == "es" else "1.5") == ""
    assert presenter.ranges["duration_s"] == (0.5, 1.5)
    for end, text in ((0, "2"), (1, "0.5"), (0, "0"), (1, ""), (1, "much"), (0, "-1")):
        said = inputs.set_text("duration_s", end, text)
        assert said and "⟦" not in said
        assert presenter.ranges["duration_s"] == (0.5, 1.5)
    assert presenter.display.texts.missing == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_bills_and_copies_say_the_same_two_totals(language):
    presenter = make(language=language)
    presenter.steps.set_range("amount", (1e5, 9e6), "range:amount")
    presenter.steps.set_range("duration_s", (0.5, 2.0), "range:duration_s")
    answer, spans, texts = presenter.answer(), presenter.spans(), presenter.display.texts
    for row in answer.rows():
        if row.rank != "ranked":
            continue
        span = spans[row.service]
        if span.low == span.high:
            assert row.between == "" and row.ends is None and answer.detail(row.service).under_total
            continue
        low, high = (texts.quantity(value, "USD", 2) for value in (span.low, span.high))
        assert row.between.endswith(high) and row.between.startswith(low.removesuffix("\xa0USD"))
        assert row.between in row.spoken
        detail = answer.detail(row.service)
        assert any(low in line and high in line for line in detail.under_total)
        assert all(line in answer.as_text(row.service) for line in detail.under_total)
        ends = {"cheapest": span.low, "dearest": span.high}
        for which, total in ends.items():
            workload = msgspec.structs.replace(presenter.workload, **getattr(span, which))
            assert estimate(row.service, workload, presenter.book(), presenter.options).total == total
        assert 0.0 <= row.ends[0] <= row.share <= row.ends[1] <= 1.0
    assert texts.missing == set()


def test_the_list_stays_in_the_order_of_the_expected_inputs():
    presenter = make()
    before = [row.service for row in presenter.answer().rows()]
    presenter.steps.set_range("amount", (1e3, 9e8), "range:amount")
    assert [row.service for row in presenter.answer().rows()] == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_does_not_fit_at_an_end_is_said_and_what_fits_at_one_too(language):
    presenter = make(language=language)
    presenter.steps.set_range("duration_s", (0.5, 1000.0), "range:duration_s")
    row = next(row for row in presenter.answer().rows() if row.service == "lambda")
    assert row.rank == "ranked" and "16\xa0min 40\xa0s" in row.reason
    presenter.set_value("duration_s", 1000.0)
    presenter.seal()
    row = next(row for row in presenter.answer().rows() if row.service == "lambda")
    low = presenter.display.texts.quantity(presenter.spans()["lambda"].low, "USD", 2)
    assert row.rank == "broken" and low in row.reason and row.between == ""


def test_inputs_that_do_not_matter_to_the_kind_are_not_spread():
    presenter = make()
    presenter.steps.set_range("request_kb", (0.0, 100.0), "range:request_kb")
    assert presenter.spans()
    presenter.set_choice("kind", "always_on")
    assert presenter.ranges and presenter.spans() == {}


def test_a_drag_bills_known_places_and_its_end_looks_again(monkeypatch):
    from ui.presenters import calculator_ranges as ranges

    presenter, asked = make(), []
    search = ranges.extremes
    monkeypatch.setattr(ranges, "extremes", lambda *args: asked.append(1) or search(*args))
    presenter.steps.set_range("memory_mb", (256.0, 4096.0), "range:memory_mb")
    presenter.spans()
    assert len(asked) == 1
    for step in range(20):
        presenter.set_position("amount", 0.3 + step / 50)
        moving = presenter.spans()
        assert set(moving) >= set(RANKED) - {"batch", "lightsail"}
    assert len(asked) == 1
    heard = []
    presenter.changed.connect(heard.append)
    presenter.seal()
    presenter.spans()
    assert len(asked) == 2 and heard == [""]
    presenter.seal()
    assert heard == [""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_currency_stands_beside_every_total(language):
    presenter = make(language=language)
    before = presenter.answer().rows()
    presenter.steps.set_currency(Currency("PEN", 3.75), "currency")
    answer = presenter.answer()
    estimates = {one.service: one for one in presenter.estimates()}
    for row, old in zip(answer.rows(), before, strict=True):
        assert row.total == old.total
        if not row.total:
            assert row.second == ""
            continue
        wanted = presenter.display.texts.value(Currency("PEN", 3.75).money(estimates[row.service].total))
        assert row.second == wanted and wanted.endswith("PEN") and wanted in row.spoken
        assert wanted in answer.as_text(row.service)
    presenter.steps.set_currency(None, "currency")
    assert presenter.answer().rows() == before


# form


def test_the_button_opens_both_ends_and_closes_them(tab, qtbot):
    tab.presenter.choose_example("rest_api_bursts")
    field = tab.form.inputs.fields["amount"]
    assert field.ends is None and tab.ranking.rows["lambda"].view.between == ""
    field.range_button.setFocus()
    qtbot.keyClick(field.range_button, Qt.Key.Key_Space)
    row = row_of(tab, "amount")
    assert not row.isHidden() and field.range_button.isChecked() and field.slider.span is not None
    assert tab.ranking.rows["fargate"].view.between
    assert all(edit.accessibleName() for edit in row.edits) and field.range_button.accessibleName()
    qtbot.keyClick(field.range_button, Qt.Key.Key_Space)
    assert row.isHidden() and tab.presenter.ranges == {} and field.slider.span is None
    assert tab.ranking.rows["fargate"].view.between == ""


def test_ends_are_typed_checked_and_undone(tab, qtbot):
    field = tab.form.inputs.fields["amount"]
    qtbot.mouseClick(field.range_button, Qt.MouseButton.LeftButton)
    row = row_of(tab, "amount")
    row.edits[1].setFocus()
    row.edits[1].selectAll()
    qtbot.keyClicks(row.edits[1], "900k")
    assert tab.presenter.ranges["amount"][1] == 900_000.0
    assert row.edits[1].text() == "900k"  # left alone while it is typed
    assert row.captions[1].text().endswith("= 900\xa0000")  # and echoed as it was understood
    kept = tab.presenter.ranges
    row.edits[1].selectAll()
    qtbot.keyClicks(row.edits[1], "5")
    assert row.wrong and tab.presenter.ranges == kept
    assert row.edits[1].accessibleDescription()
    qtbot.keyClick(row.edits[1], Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not row.wrong and tab.presenter.ranges["amount"] == (240_000.0, 360_000.0)
    assert row.edits[1].text() == tab.presenter.field("amount").text.replace("300", "360")
    tab.form.reset.click()
    assert row.isHidden() and tab.presenter.ranges == {}


def test_dragging_the_expected_value_takes_the_end_along(tab):
    field = tab.form.inputs.fields["amount"]
    field.range_button.click()
    high = tab.presenter.ranges["amount"][1]
    field.slider.moved.emit(0.9)
    assert tab.presenter.ranges["amount"][1] == tab.presenter.workload.amount > high
    assert row_of(tab, "amount").edits[1].text() == field.edit.text()
    field.slider.released.emit()
    tab.presenter.undo()
    assert tab.presenter.ranges["amount"][1] == high


def test_an_input_that_follows_others_cannot_be_uncertain(tab):
    assert not tab.form.inputs.fields["vcpu"].range_button.isEnabled()
    tab.presenter.set_value("vcpu", 2.0)
    assert tab.form.inputs.fields["vcpu"].range_button.isEnabled()


def test_rows_make_room_for_what_stands_under_a_total(tab, qtbot):
    row = tab.ranking.rows["ec2"]
    qtbot.waitUntil(lambda: row.height() > 0)
    before = row.height()
    tab.presenter.steps.set_range("amount", (1e5, 9e6), "range:amount")
    tab.presenter.steps.set_currency(Currency("PEN", 3.75), "currency")
    assert row.height() > before and row.figures >= row.figures_width() > 0
    assert row.view.between in row.accessibleName() and row.view.second in row.accessibleName()
    tab.ranking.open_row("ec2")
    tab._on_copy_requested("ec2")
    assert "3,75" in QGuiApplication.clipboard().text()


def test_every_number_of_a_workload_has_a_field():
    assert set(BY_NAME) == set(NUMERIC_FIELDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_times_lie_between_two_as_well(language):
    presenter = make(language=language)
    presenter.choose_example("nightly_batch")
    before = {row.service: row for row in presenter.answer("duration").rows()}
    amount = presenter.workload.amount
    presenter.steps.set_range("amount", (amount / 4, amount * 4), "range:amount")
    answer, spans = presenter.answer("duration"), presenter.time_spans()
    for row in answer.rows():
        assert row.total == before[row.service].total
        if row.rank != "ranked":
            continue
        span, words = spans[row.service], Words(presenter.display)
        low, high = span_text(span.low, words), span_text(span.high, words)
        assert low in row.between and high in row.between and row.between in row.spoken
        assert 0.0 <= row.ends[0] <= row.share <= row.ends[1] <= 1.0
        told = answer.detail(row.service).under_total
        assert low in told[0] and high in told[0] and all(line in answer.as_text(row.service) for line in told)
    assert presenter.display.texts.missing == set()
    presenter.steps.set_range("amount", None, "range:amount")
    assert {row.service: row for row in presenter.answer("duration").rows()} == before


def test_the_first_ends_are_round_in_the_unit_of_the_field():
    presenter = make(language="en")
    presenter.set_text("memory_mb", "2 GB")
    inputs = RangeInputs(presenter)
    inputs.open("memory_mb")
    view = inputs.view("memory_mb")
    assert view is not None and view.texts == ("1.6", "2.4")


def test_a_range_of_a_vcpu_that_follows_memory_stays_as_a_file_has_it():
    presenter = make()
    assert presenter.workload.vcpu == 0.0
    presenter.adopt_scenario(Scenario(workload=presenter.workload, ranges={"vcpu": (0.5, 2.0)}))
    assert presenter.ranges == {"vcpu": (0.5, 2.0)} and presenter.spans()
    inputs = RangeInputs(presenter)
    assert inputs.set_text("vcpu", 1, "4") == "" and presenter.ranges == {"vcpu": (0.5, 4.0)}
    assert inputs.set_text("vcpu", 0, "5") and presenter.ranges == {"vcpu": (0.5, 4.0)}
    presenter.set_value("memory_mb", 2048.0)
    assert presenter.ranges == {"vcpu": (0.5, 4.0)}
    inputs.close("vcpu")
    assert presenter.ranges == {}
