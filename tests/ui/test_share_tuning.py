"""A person's own memory curve: shown, read by keyboard, adopted; and files that are no such result."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.state.app_state import AppState, Place
from models.texts import LANGUAGES
from tests.conftest import settle
from tests.ui import looking
from ui.tabs.calculator_share_tuning import TuningCard
from ui.theme.tokens import THEMES

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
