"""A person's own memory curve: shown, read by keyboard, adopted; and files that are no such result."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from models.state.app_state import AppState, Place
from models.texts import LANGUAGES
from tests.conftest import settle
from tests.ui import looking
from ui.tabs.calculator_share_tuning import TuningCard
from ui.tabs.calculator_share_tuning_paste import PasteCard
from ui.theme.tokens import THEMES

ADDRESS = (
    "https://lambda-power-tuning.show/#gAAAAQACAAQACMAL;cSwARe92gERmEgdE6IzTQ+VXaUOPEmRD;"
    "tYWQNuffkDYZfJg20gPvNsDoAzcSmj03"
)
STATS = [
    {"value": 128, "averageDuration": 2000.0, "averagePrice": 4.2e-6},
    {"value": 512, "averageDuration": 480.0, "averagePrice": 4.0e-6},
    {"value": 1024, "averageDuration": 300.0, "averagePrice": 5.0e-6},
    {"value": 2048, "averageDuration": 290.0, "averagePrice": 9.7e-6},
]


@pytest.fixture
def result(tmp_path):
    path = tmp_path / "tuning.json"
    path.write_text(json.dumps({"power": 512, "cost": 4e-6, "duration": 480.0, "stats": STATS}), encoding="utf-8")
    return path


@pytest.fixture
def opened(open_window, qapp):
    def build(language="es", theme="light", scale=1.0):
        state = AppState()
        state.place, state.language, state.theme, state.text_scale = Place("calculator"), language, theme, scale
        return open_window(state).tabs.currentWidget()

    return build


def test_the_curve_is_drawn_with_its_best_sizes_marked(opened, result):
    tab = opened()
    tab.share.open_any(result)
    card = tab.share.panel.card
    assert isinstance(card, TuningCard)
    marked = {role: card.words.sizes()[card.words.best(role)].point.memory_mb for role in card.chips}
    assert marked == {"cheapest": 512.0, "fastest": 2048.0, "balanced": 512.0}
    assert card.chips["cheapest"].isChecked() and card.chips["balanced"].isChecked()
    picture = card.chart.grab().toImage()
    hue = tab.context.theme.hue("lambda")
    assert any(picture.pixelColor(x, y) == hue for x in range(picture.width()) for y in range(picture.height()))


def test_a_size_is_chosen_by_keyboard_and_adopted_as_one_step(opened, result):
    tab = opened()
    before = tab.presenter.workload
    tab.share.imports.open_tuning(result)
    card = tab.share.panel.card
    assert card.chart.hasFocus()
    QTest.keyClick(card.chart, Qt.Key.Key_Right)
    assert card.at == 2 and "1 024" in card.adopt_button.text().replace("\xa0", " ")
    assert "300" in card.chart.accessibleDescription()
    assert not any(chip.isChecked() for chip in card.chips.values())
    card.adopt_button.click()
    assert (tab.presenter.workload.memory_mb, tab.presenter.workload.duration_s) == (1024.0, pytest.approx(0.3))
    assert "300" in tab.share.panel.news.text()
    tab.presenter.undo()
    assert tab.presenter.workload == before


def test_chips_and_clicks_choose_and_the_table_says_the_same(opened, result, qapp):
    tab = opened("en")
    tab.share.imports.open_tuning(result)
    card = tab.share.panel.card
    card.chips["fastest"].click()
    assert card.at == 3 and card.chips["fastest"].isChecked()
    settle(qapp)
    first = card.chart._spots(card.chart._areas()[0], 0)[0]
    QTest.mouseClick(card.chart, Qt.MouseButton.LeftButton, pos=first.toPoint())
    assert card.at == 0
    card.switch.click()
    settle(qapp)
    cells = [card.table.item(1, c).text().replace("\xa0", " ") for c in range(3)]
    assert cells == ["512 MB", "480 ms", "4.00 USD"] and not card.chart.isVisible()
    assert card.table.columnCount() == 5 and card.table.item(1, 4).text() == card.words.sizes()[1].month


def test_our_month_is_what_the_list_shows_once_the_size_is_taken(opened, result):
    tab = opened()
    tab.presenter.set_value("amount", 4e7)
    tab.share.imports.open_tuning(result)
    card = tab.share.panel.card
    for at in range(len(STATS)):
        card.choose(at)
        month = card.words.sizes()[at].month
        card.adopt_button.click()
        assert tab.ranking.rows["lambda"].view.total == month
        tab.presenter.undo()


def test_our_figures_follow_what_is_set_and_stop_with_the_card(opened, result, qapp):
    tab = opened()
    tab.share.imports.open_tuning(result)
    card = tab.share.panel.card
    before = [size.month for size in card.words.sizes()]
    tab.presenter.set_value("amount", 9e8)
    assert card._rest.isActive()
    card.follow()
    after = [size.month for size in card.words.sizes()]
    assert all(one != other for one, other in zip(before, after, strict=True))
    tab.context.state.region = "sa-east-1"
    card.follow()
    assert "sa-east-1" in card._notes.text()
    card.close_button.click()
    assert tab.share.panel.card is None and not card._rest.isActive()
    tab.presenter.set_value("amount", 1e6)
    assert not card._rest.isActive()


def test_why_both_differ_is_told(opened, tmp_path):
    def told(rate, **inputs):
        stats = [{**one, "averagePrice": one["averageDuration"] * rate * one["value"] / 128} for one in STATS]
        path = tmp_path / "tuning.json"
        machine = {"executionCost": 0.0004, "lambdaCost": 0.001}
        path.write_text(json.dumps({"stats": stats, "stateMachine": machine}), encoding="utf-8")
        tab = opened("en")
        tab.presenter.set_choice("arch", inputs.get("arch", "x86_64"))
        tab.presenter.set_option("commitment", inputs.get("commitment", "none"))
        tab.share.imports.open_tuning(path)
        return tab.share.panel.card._notes.text()

    same = told(2.1e-9)
    assert "0.0000168" in same and "rounded" in same and "0.0014" in same
    assert "0.2\xa0USD per million requests" in same and "takes the free tier off" in same
    assert "other architecture" in told(1.7e-9)
    assert "rounded" in told(1.7e-9, arch="arm64")
    assert "Savings Plan" in told(2.1e-9, commitment="sp_1y")
    assert "another region" in told(5e-9)


def test_best_sizes_by_our_prices_have_chips_of_their_own(opened, result):
    tab = opened()
    tab.presenter.set_value("amount", 1000.0)  # all of it free: the fastest costs no more than the others
    tab.share.imports.open_tuning(result)
    card = tab.share.panel.card
    card.here["cheapest"].click()
    assert card.at == 3 and card.here["cheapest"].isChecked() and not card.chips["cheapest"].isChecked()
    assert "512" in card._compared.text() and "2\xa0048" in card._compared.text()
    card.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert all(size.line in text for size in card.words.sizes()) and card._compared.text() in text


def test_an_address_is_pasted_and_read_here(opened, qapp):
    QGuiApplication.clipboard().setText(f"  {ADDRESS}\n")
    tab = opened("en")
    tab.share.imports.ask_tuning_text()
    card = tab.share.panel.card
    assert isinstance(card, PasteCard) and card.field.text() == ADDRESS and card.field.hasFocus()
    card.field.setText("https://example.org/#top")
    QTest.keyClick(card.field, Qt.Key.Key_Return)
    assert tab.share.panel.card is card and "Pasted text" in card.wrong() and card.field.text()
    card.field.setText(json.dumps({"results": {"stats": STATS}}))
    card.open_button.click()
    assert isinstance(tab.share.panel.card, TuningCard) and len(tab.share.panel.card.words.sizes()) == len(STATS)
    QGuiApplication.clipboard().setText("something private")
    tab.share.imports.ask_tuning_text()
    assert tab.share.panel.card.field.text() == ""
    tab.share.panel.card.field.setText(ADDRESS)
    tab.share.panel.card.open_button.click()
    assert tab.share.panel.card.curve.points[0].memory_mb == 128.0


def test_exports_take_the_curve_along_while_it_is_shown(opened, result):
    tab = opened()
    tab.share.imports.open_tuning(result)
    table, sizes = tab.share.exports.document().table("tuning"), tab.share.panel.card.words.sizes()
    assert [row.cells[4].text for row in table.rows] == [size.month for size in sizes]
    assert [row.cells[2].text for row in table.rows] == [size.cost for size in sizes]
    tab.share.imports.open_tuning(result)
    assert "tuning" in [one.id for one in tab.share.exports.document().tables()]
    tab.share.panel.card.close_button.click()
    assert "tuning" not in [one.id for one in tab.share.exports.document().tables()]


def test_what_is_no_result_is_told_and_changes_nothing(opened, tmp_path):
    tab = opened()
    path = tmp_path / "other.json"
    before = tab.presenter.workload
    for content in ("", "{", "[]", '{"a": 1}', '{"stats": [{"value": "x"}]}'):
        path.write_text(content, encoding="utf-8")
        tab.share.open_any(path)
        assert "other.json" in tab.share.panel.news.text() and tab.share.panel.news.tone() == "bad"
        assert tab.share.panel.card is None and tab.presenter.workload == before


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_shows_whole(opened, result, language, scale, qapp):
    for theme in THEMES if scale == 1.0 else ("dark",):
        tab = opened(language, theme, scale)
        tab.share.imports.open_tuning(result)
        settle(qapp)
        window = tab.window()
        assert window.context.texts.missing == set()
        assert looking.clipped(window) == []
        assert looking.unnamed(window) == []
        assert looking.unreachable(window) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_field_for_pasting_shows_whole(opened, language, qapp):
    QGuiApplication.clipboard().setText("")
    tab = opened(language, "dark", 2.0)
    tab.share.imports.ask_tuning_text()
    tab.share.imports.open_tuning_text("{")
    settle(qapp)
    window = tab.window()
    assert tab.share.panel.card.wrong() and window.context.texts.missing == set()
    assert looking.clipped(window) == [] and looking.unnamed(window) == [] and looking.unreachable(window) == []
