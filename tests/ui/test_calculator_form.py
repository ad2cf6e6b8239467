"""The form as a whole: what is always in reach, the second currency, every input of the engine with its field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from models import formats
from models.cost.limits import load_limits
from models.cost.options import Extra, Options
from models.cost.workload import Workload
from models.duration.options import DurationOptions
from models.state.app_state import AppState, Place
from models.state.currency import Currency
from models.texts import LANGUAGES
from tests.conftest import settle
from tests.ui.test_calculator_presenter import make
from ui.presenters.calculator_currency import CurrencyInputs
from ui.tabs.calculator_currency import CurrencyRow
from ui.tabs.calculator_extras import ExtraCharges
from ui.tabs.calculator_options import OptionInputs
from ui.tabs.calculator_tab import CalculatorTab


@pytest.fixture
def opened(open_window, qapp):
    def build(language: str = "es", scale: float = 1.0, theme: str = "light") -> CalculatorTab:
        state = AppState()
        state.place, state.language, state.text_scale, state.theme = Place("calculator"), language, scale, theme
        tab = open_window(state).tabs.current()
        assert isinstance(tab, CalculatorTab)
        settle(qapp)
        return tab

    return build


def currency_row(tab: CalculatorTab) -> CurrencyRow:
    tab.form.inputs.folds["buying"].head.click()
    row = tab.form.inputs.parts["currency"]
    assert isinstance(row, CurrencyRow)
    return row


# nothing jumps


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_input_being_dragged_stays_under_the_pointer(opened, qapp, language):
    tab = opened(language)
    assert tab.presenter.example() is not None
    fields = [tab.form.inputs.fields[name] for name in ("amount", "duration_s", "memory_mb", "vcpu")]
    before = [field.slider.mapTo(tab, QPoint(0, 0)).y() for field in fields]
    for name, place in (("duration_s", 0.7), ("duration_s", 0.82), ("amount", 0.5), ("amount", 0.9)):
        tab.form.inputs.fields[name].slider.moved.emit(place)
        settle(qapp)
        assert [field.slider.mapTo(tab, QPoint(0, 0)).y() for field in fields] == before
    assert tab.presenter.example() is None


# always in reach


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_undo_reset_open_and_save_stay_in_sight_with_every_group_open(opened, qapp, language, scale):
    tab = opened(language, scale)
    for fold in tab.form.inputs.folds.values():
        fold.head.click()
    settle(qapp)
    bar = tab.form.scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    settle(qapp)
    buttons = (tab.form.undo, tab.form.redo, tab.form.reset, tab.share.buttons["open"], tab.share.buttons["save"])
    for button in (*buttons, tab.form.examples):
        corner = button.mapTo(tab, QPoint(0, 0))
        assert button.isVisible() and corner.y() >= 0
        assert corner.y() + button.height() <= tab.height() and corner.x() + button.width() <= tab.form.width()
        assert button.accessibleName() or button.text()
        assert button.toolTip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_in_the_form_is_wider_than_its_column(opened, qapp, language, scale):
    tab = opened(language, scale)
    for fold in tab.form.inputs.folds.values():
        fold.head.click()
    for field in tab.form.inputs.fields.values():
        if field.range_button.isEnabled() and not field.isHidden():
            field.range_button.click()
    tab.presenter.steps.set_currency(Currency("PEN", 3.75), "currency")
    tab.form.inputs.parts["extras"].add.click()
    settle(qapp)
    room = tab.form.scroll.viewport().width()
    for widget in tab.form.inputs.findChildren(QWidget):
        if widget.isVisible():
            right = widget.mapTo(tab.form.inputs, QPoint(widget.width(), 0)).x()
            assert right <= room, (type(widget).__name__, widget.accessibleName())


# the second currency


@pytest.mark.parametrize("language", LANGUAGES)
def test_code_and_rate_are_read_as_people_write_them(language):
    presenter = make(language=language)
    inputs = CurrencyInputs(presenter)
    assert inputs.set_texts("pen", "") == ("", "") and presenter.state.currency is None  # half typed
    assert inputs.set_texts("pen", "3,75") == ("", "")
    assert presenter.state.currency == Currency("PEN", 3.75)
    assert inputs.set_texts("pen", "3.8") == ("", "")
    assert presenter.state.currency == Currency("PEN", 3.8)
    for code, rate in (("USD", "3"), ("P1", "3"), ("PEN", "0"), ("PEN", "-1"), ("PEN", "many"), ("PEN", "1e300")):
        wrong = inputs.set_texts(code, rate)
        assert any(wrong) and presenter.state.currency == Currency("PEN", 3.8)
    assert inputs.set_texts("PE", "3", left=True)[0] and inputs.set_texts("", "3", left=True)[0]
    assert inputs.set_texts("PEN", "", left=True)[1]
    assert presenter.state.currency == Currency("PEN", 3.8)
    assert inputs.set_texts("", "") == ("", "") and presenter.state.currency is None
    assert presenter.display.texts.missing == set()


def test_a_currency_is_typed_shown_undone_and_removed(opened, qtbot):
    tab = opened()
    row = currency_row(tab)
    assert not row.remove.isEnabled()
    row.rate.setFocus()
    qtbot.keyClicks(row.rate, "3,75")
    assert not row.wrong and tab.presenter.state.currency is None
    row.code.setFocus()
    assert not row.wrong  # the other of both is still to come
    qtbot.keyClicks(row.code, "pen")
    assert tab.presenter.state.currency == Currency("PEN", 3.75)
    assert tab.ranking.rows["ec2"].view.second.endswith("PEN")
    tab.form.examples.setFocus()
    assert row.code.text() == "PEN" and row.remove.isEnabled()
    row.remove.click()
    assert tab.presenter.state.currency is None and row.code.text() == row.rate.text() == ""
    assert tab.ranking.rows["ec2"].view.second == ""
    tab.presenter.undo()
    assert tab.presenter.state.currency == Currency("PEN", 3.75)


def test_a_rate_that_cannot_be_is_said_in_place_and_the_last_one_stays(opened, qtbot):
    tab = opened()
    row = currency_row(tab)
    tab.presenter.steps.set_currency(Currency("PEN", 3.75), "currency")
    row.rate.setFocus()
    row.rate.selectAll()
    qtbot.keyClicks(row.rate, "0")
    assert row.wrong and row.rate.accessibleDescription() == row.wrong
    assert tab.presenter.state.currency == Currency("PEN", 3.75)
    qtbot.keyClick(row.rate, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not row.wrong and row.rate.text() == ""


# every input of the engine


def everything_open(tab: CalculatorTab) -> None:
    for fold in tab.form.inputs.folds.values():
        fold.head.click()


def option_parts(tab: CalculatorTab) -> list[OptionInputs]:
    return [part for part in tab.form.inputs.parts.values() if isinstance(part, OptionInputs)]


def test_every_field_of_workload_options_and_quotas_has_its_control(opened):
    tab = opened()
    everything_open(tab)
    inputs = tab.form.inputs
    controls = {*inputs.fields, *inputs.combos, *(name for name in inputs.chips if not name.startswith("+"))}
    controls |= {"kind"} if inputs.kinds else set()
    controls |= {"companions"} if any(name.startswith("+") for name in inputs.chips) else set()
    controls |= {"extras"} if isinstance(inputs.parts["extras"], ExtraCharges) else set()
    for part in option_parts(tab):
        controls |= {*part.fields, *part.combos, *part.chips}
    assert controls == {
        *Workload.__struct_fields__,
        *Options.__struct_fields__,
        *DurationOptions.__struct_fields__,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_words_in_both_languages(opened, language):
    tab = opened(language)
    everything_open(tab)
    for part in option_parts(tab):
        for widget in (*part.combos.values(), *(field.edit for field in part.fields.values())):
            assert widget.accessibleName() and (widget.toolTip() or widget.accessibleDescription())
        for chip in part.chips.values():
            assert chip.text() and chip.toolTip()
        for combo in part.combos.values():
            assert all(combo.itemText(index) for index in range(combo.count()))
    assert tab.context.texts.missing == set()


def test_choices_switches_and_numbers_change_the_options_and_are_undone(opened, qtbot):
    tab = opened()
    everything_open(tab)
    presenter = tab.presenter

    def holder(name: str) -> object:
        if name in DurationOptions.__struct_fields__:
            return presenter.quotas
        return presenter.workload if name == "on_premises" else presenter.options

    before, quotas = presenter.options, presenter.quotas
    for part in option_parts(tab):
        for name, combo in part.combos.items():
            index = (combo.currentIndex() + 1) % combo.count()
            combo.activated.emit(index)
            assert getattr(holder(name), name) == combo.itemData(index)
            assert combo.currentIndex() == index
        for name, chip in part.chips.items():
            was = getattr(holder(name), name)
            chip.click()
            assert getattr(holder(name), name) is not was
        for name, field in part.fields.items():
            if name == "instance_type":
                continue
            field.edit.setFocus()
            field.edit.selectAll()
            typed, value = {"attempts": ("3", 3.0), "failure_rate": ("3,5", 0.035)}.get(name, ("3,5", 3.5))
            qtbot.keyClicks(field.edit, typed)
            assert getattr(holder(name), name) == pytest.approx(value)
            qtbot.keyClick(field.edit, Qt.Key.Key_Return)
            assert field.edit.text() == typed and not field.wrong
    assert presenter.options != before and presenter.quotas != quotas
    while tab.presenter.undo():
        pass
    assert presenter.options == before and presenter.quotas == quotas
    for part in option_parts(tab):
        for name, combo in part.combos.items():
            assert combo.itemData(combo.currentIndex()) == getattr(holder(name), name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quota_moves_the_times_and_says_what_empty_means(opened, qtbot, language):
    tab = opened(language)
    everything_open(tab)
    tab.views["duration"].click()
    (part,) = (part for part in option_parts(tab) if "lambda_concurrency" in part.fields)
    field, before = part.fields["lambda_concurrency"], tab.ranking.rows["lambda"].view.total
    assert formats.number(load_limits().value("lambda.concurrency"), language) in field.edit.placeholderText()
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "10")
    assert tab.ranking.rows["lambda"].view.total != before
    assert tab.presenter.subtitle("duration") == tab.context.t("calc.time.subtitle_own")
    tab.form.reset.click()
    assert tab.ranking.rows["lambda"].view.total == before and field.edit.text() == ""


def test_an_instance_type_is_checked_against_the_region(opened, qtbot):
    tab = opened()
    everything_open(tab)
    (field,) = (part.fields["instance_type"] for part in option_parts(tab) if "instance_type" in part.fields)
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "M7G.large")
    assert not field.wrong and tab.presenter.options.instance_type == "m7g.large"
    assert "m7g.large" in tab.ranking.rows["ec2"].view.reason
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, "m7g.enormous")
    assert field.wrong and tab.presenter.options.instance_type == "m7g.large"
    assert "m7g.12xlarge" in field.edit.accessibleDescription()  # what there is instead
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, "zz")
    assert field.wrong and tab.presenter.options.instance_type == "m7g.large"
    tab.presenter.undo()
    assert not field.wrong and field.edit.text() == ""


def test_a_number_that_cannot_be_is_said_in_place(opened, qtbot):
    tab = opened()
    everything_open(tab)
    (field,) = (part.fields["root_gb"] for part in option_parts(tab) if "root_gb" in part.fields)
    field.edit.setFocus()
    for text in ("-1", "much", ""):
        field.edit.selectAll()
        qtbot.keyClicks(field.edit, text)
        if not text:
            qtbot.keyClick(field.edit, Qt.Key.Key_Backspace)
        assert field.wrong and tab.presenter.options.root_gb == 8.0


def test_charges_are_added_named_priced_and_removed(opened, qtbot):
    tab = opened()
    everything_open(tab)
    part = tab.form.inputs.parts["extras"]
    before = {one.service: one.total for one in tab.presenter.estimates()}
    part.add.click()
    part.add.click()
    assert len(tab.presenter.options.extras) == 2
    names = [one.name for one in tab.presenter.options.extras]
    assert len(set(names)) == 2
    price = part.rows[0].edits["price"]
    price.setFocus()
    price.selectAll()
    qtbot.keyClicks(price, "12,5")
    after = {one.service: one.total for one in tab.presenter.estimates()}
    assert after["ec2"] == pytest.approx(before["ec2"] + 12.5)
    name = part.rows[0].edits["name"]
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Soporte")
    assert tab.presenter.options.extras[0] == Extra("Soporte", 1.0, 12.5)
    price.setFocus()
    price.selectAll()
    qtbot.keyClicks(price, "-1")
    assert part.rows[0].wrong and tab.presenter.options.extras[0].price == 12.5
    part.rows[0].remove.click()
    assert [one.name for one in tab.presenter.options.extras] == names[1:]
    assert part.rows[1].isHidden() and not part.rows[0].wrong
    assert part.rows[0].edits["name"].text() == names[1]


# by keyboard


def tabbed(tab: CalculatorTab, start: QWidget, count: int) -> list[QWidget]:
    """Where the focus goes with Tab from a widget."""
    start.setFocus()
    found = []
    for _ in range(count):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        found.append(QApplication.focusWidget())
    return found


def test_tab_goes_from_a_number_through_its_range_to_the_next(opened):
    tab = opened()
    amount, duration = (tab.form.inputs.fields[name] for name in ("amount", "duration_s"))
    assert tabbed(tab, amount.edit, 3) == [amount.range_button, amount.slider, duration.edit]
    amount.range_button.click()
    stops = [amount.range_button, amount.slider, *amount.ends.edits, duration.edit]
    assert tabbed(tab, amount.edit, 5) == stops


def test_tab_enters_a_group_that_was_opened_and_leaves_it_for_the_next(opened, qapp):
    tab = opened()
    folds = tab.form.inputs.folds
    folds["servers"].head.click()
    folds["buying"].head.click()
    extras = tab.form.inputs.parts["extras"]
    extras.add.click()
    settle(qapp)
    (part,) = (part for part in option_parts(tab) if "root_gb" in part.fields)
    first = [part.fields[name].edit for name in ("instance_type", "root_gb")]
    assert tabbed(tab, folds["servers"].head, 2) == first
    assert tabbed(tab, part.chips["burstable"], 1) == [folds["functions"].head]
    row = extras.rows[0]
    stops = [row.remove, row.edits["quantity"], row.edits["price"], extras.add]
    assert tabbed(tab, row.edits["name"], 4) == stops
