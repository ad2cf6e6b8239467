"""The form as a whole: what is always in reach, the second currency, every input of the engine with its field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from models.state.app_state import AppState, Place
from models.state.currency import Currency
from models.texts import LANGUAGES
from tests.conftest import settle
from tests.ui.test_calculator_presenter import make
from ui.presenters.calculator_currency import CurrencyInputs
from ui.tabs.calculator_currency import CurrencyRow
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
    row = tab.form.inputs.parts["buying"]
    assert isinstance(row, CurrencyRow)
    return row


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
