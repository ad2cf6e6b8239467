"""A pinned scenario beside the current one: the same figures, every line explained, by mouse and keyboard."""

from __future__ import annotations

import json
from typing import get_args

import msgspec
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from models.content.catalog import Catalog
from models.content.display import Display
from models.cost.engine import estimate_all
from models.cost.examples import load_examples
from models.cost.options import Options
from models.cost.price_book import load_price_book
from models.cost.workload import Workload
from models.export.save import write
from models.scenario import file as files
from models.scenario.difference_causes import Change
from models.scenario.scenario import Scenario
from models.state.app_state import AppState, Place
from models.texts import LANGUAGES, Texts
from tests.conftest import settle
from tests.ui import looking
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_pair import PairDesk
from ui.presenters.calculator_pair_words import PairViews
from ui.theme.tokens import THEMES

BURSTS = next(one.workload for one in load_examples() if one.id == "rest_api_bursts")


@pytest.fixture
def opened(open_window, qapp):
    def build(language="es", theme="light", scale=1.0, pinned=None):
        state = AppState()
        state.place, state.language, state.theme, state.text_scale = Place("calculator"), language, theme, scale
        state.example, state.pinned = "rest_api_bursts", pinned
        return open_window(state).tabs.currentWidget()

    return build


@pytest.fixture
def tab(opened):
    return opened()


def take(tab, text):
    """Take the line of the menu that begins with a text."""
    menu = tab.pair.menu()
    next(one for one in menu.actions() if one.text().startswith(text)).trigger()
    menu.deleteLater()


def totals(tab):
    """What the list shows, service by service."""
    return {name: tab.ranking.rows[name].view.total for name in tab.ranking.order}


def desk(language="en", **changed) -> PairDesk:
    state, catalog, texts = AppState(), Catalog(), Texts(language)
    state.example = "rest_api_bursts"
    for name, value in changed.items():
        setattr(state, name, value)
    display = Display(catalog, texts, lambda: load_price_book(state.region))
    return PairDesk(CalculatorPresenter(state, display, lambda: load_price_book(state.region)))


# figures


def test_nothing_is_made_while_nothing_is_pinned(tab):
    tab.presenter.set_value("amount", 7e6)
    assert tab.pair.card is None and tab.pair._desk is None and not tab.pair.place.isVisible()


def test_a_keeps_the_figures_the_list_showed_and_b_has_those_it_shows(tab):
    before = totals(tab)
    take(tab, "Fijar lo de ahora como A")
    tab.presenter.set_value("amount", 7e7)
    tab.presenter.set_choice("arch", "arm64")
    tab.pair.card.finish()
    after, rows = totals(tab), {row.service: row for row in tab.pair.card.view.rows}
    assert [row.service for row in tab.pair.card.view.rows] == tab.ranking.order
    for service, row in rows.items():
        for shown, listed in ((row.a, before[service]), (row.b, after[service])):
            assert shown == listed or (not listed and shown in ("no cabe", "–")), service
    assert rows["lambda"].tone == "up" and rows["lambda"].difference.startswith("▲ +")


@settings(max_examples=15)
@given(
    st.builds(
        Workload,
        amount=st.floats(1e3, 1e9),
        memory_mb=st.sampled_from([128.0, 900.0, 20_000.0]),
        duration_s=st.floats(0.01, 2000.0),
        free_tier=st.booleans(),
    ),
    st.sampled_from(["us-east-1", "sa-east-1"]),
)
def test_lines_and_causes_shown_sum_to_the_difference_shown(workload, region):
    found = desk()
    found.pin()
    found.presenter.state.region = region
    found.presenter.adopt(workload, Options(commitment="sp_1y"))
    listed = {one.service: one for one in found.presenter.estimates()}
    shown = {one.service: one for one in estimate_all(BURSTS, load_price_book("us-east-1"))}
    for one in found.pairs():
        assert one.a.total == shown[one.service].total and one.b is listed[one.service]
        whole, parts = found.pair(one.service), found.shares(one.service)
        if one.comparable:
            assert sum(line.cents for line in whole.lines) == one.cents
            assert parts is not None and parts.cents == one.cents


def test_inputs_are_told_in_the_words_and_units_of_the_form():
    found = desk()
    found.pin()
    found.presenter.set_value("duration_s", 1.5)
    found.presenter.set_value("data_out_gb", 2048.0)
    found.presenter.set_companion("nat", True)
    views = PairViews(found.presenter.display)
    view = views.whole(found.pinned, found.now(), found.changes(), found.pairs())
    told = view.differ.replace("\xa0", " ")
    assert "Duration of each: 120 ms → 1.5 s" in told
    assert "Data to the internet: 150 GB → 2 TB" in told
    assert "NAT gateway: left out → counted" in told
    assert view.a.startswith("A: Bursty API") and "your own workload" in view.b


def test_the_summary_says_which_is_dearer_and_who_wins():
    found = desk()
    found.pin()
    views = PairViews(found.presenter.display)
    assert "the same in A and B" in views.summary(found.pairs())
    found.presenter.set_value("amount", 4e8)
    assert " more a month" in views.summary(found.pairs())
    found.swap()
    assert " less a month" in views.summary(found.pairs())
    found.presenter.set_value("gpu", 64.0)
    assert "No service can run this scenario: B" in views.summary(found.pairs())


def test_a_side_that_does_not_fit_names_its_limit():
    found = desk()
    found.pin()
    found.presenter.set_value("duration_s", 3600.0)
    bills = PairViews(found.presenter.display).bills(found.pair("lambda"))
    assert bills.missing.startswith("In B: ") and "15 min" in bills.missing.replace("\xa0", " ")
    assert bills.lines == () and bills.total is None
    assert PairViews(found.presenter.display).causes(found.shares("lambda"), found.pinned, found.now()) == ((), "")


# moves


PRESETS = {"traffic": "amount", "arch": "arch", "bought": "commitment", "free_tier": "free_tier"}


@pytest.mark.parametrize(("name", "differs"), PRESETS.items())
def test_a_preset_pins_and_changes_one_thing_that_can_be_undone(name, differs):
    found = desk()
    before = found.presenter.workload, found.presenter.options
    found.preset(name)
    assert [one.name for one in found.changes()] == [differs]
    found.presenter.undo()
    assert (found.presenter.workload, found.presenter.options) == before and found.changes() == ()


def test_another_region_is_one_step_too():
    found = desk()
    found.preset("region:sa-east-1")
    assert [(one.name, one.a, one.b) for one in found.changes()] == [("region", "us-east-1", "sa-east-1")]
    assert "us-east-1" in found.pinned.region and "sa-east-1" not in found.other_regions()
    found.presenter.undo()
    assert found.presenter.state.region == "us-east-1"


def test_swapping_exchanges_both_and_undo_brings_back_what_was_set():
    found = desk()
    found.preset("traffic")
    a, b = found.pinned, found.now()
    found.swap()
    assert found.pinned.workload == b.workload and found.presenter.workload == a.workload
    found.presenter.undo()
    assert found.presenter.workload == b.workload
    found.pin(Scenario(prices={"nat.hour": 0.01}))
    assert not found.can_swap
    found.swap()
    assert found.pinned.prices and found.presenter.workload == b.workload


def test_a_file_becomes_a_and_a_bad_one_changes_nothing(tab, tmp_path):
    good, bad = tmp_path / "a.atlas.json", tmp_path / "bad.json"
    files.save(good, Scenario(name="Ayer", workload=Workload(amount=9e6), prices={"lambda.requests": 0.4}))
    bad.write_text('{"version": 1, "workload": {"amount": "many"}}', encoding="utf-8")
    tab.pair.open_file(bad)
    assert tab.context.state.pinned is None and "bad.json" in tab.share.panel.news.text()
    tab.pair.open_file(good)
    assert tab.context.state.pinned.name == "Ayer" and tab.share.panel.news.tone() == "good"
    tab.context.state.recent = (str(good), str(tmp_path / "gone.atlas.json"))
    tab.pair.desk.unpin()
    take(tab, "gone.atlas.json como A")
    assert tab.context.state.pinned is None and tab.share.panel.news.tone() == "bad"
    take(tab, "a.atlas.json como A")
    tab.pair.card.finish()
    assert "Ayer" in tab.pair.card.view.a and "1 propios" in tab.pair.card.view.a
    assert not tab.pair.card.swap.isEnabled()


def test_services_are_chosen_by_keyboard_and_by_the_list(tab, qapp):
    take(tab, "Diez veces")
    settle(qapp)
    card = tab.pair.card
    first = card.service()
    assert card.rows[first].hasFocus() and card.rows[first].isChecked()
    QTest.keyClick(card.rows[first], Qt.Key.Key_Down)
    second = card.service()
    assert second != first and card.rows[second].hasFocus() and card.rows[second].isChecked()
    assert not card.rows[first].isChecked()
    QTest.keyClick(card.rows[second], Qt.Key.Key_End)
    assert card.service() == tab.ranking.order[-1]
    tab.ranking.open_row("fargate")
    assert card.service() == "fargate" and "Fargate" in card.bills.title


def test_causes_follow_when_the_inputs_rest(tab, qapp):
    take(tab, "Diez veces")
    card = tab.pair.card
    card.choose("lambda")
    card.finish()
    assert [one.name for one in card.causes] == ["Peticiones"]
    assert card.causes[0].part == "+54,00\xa0USD" and card.causes[0].part in card.bills.total.difference
    tab.presenter.undo()
    card.finish()
    assert card.causes == () and "mismas entradas" in card.view.differ


def test_the_comparison_is_copied_as_text(tab):
    take(tab, "Diez veces")
    tab.pair.card.finish()
    tab.pair.card.copy.click()
    text = QGuiApplication.clipboard().text()
    assert text == tab.pair.card.spoken()
    for row in tab.pair.card.view.rows:
        assert row.name in text and row.a in text and row.b in text
    assert all(line.why in text for line in tab.pair.card.bills.lines)
    assert all(one.spoken in text for one in tab.pair.card.causes)


def test_unpinning_leaves_nothing_and_gives_the_keyboard_back(tab):
    take(tab, "Diez veces")
    assert tab.pair.button.isChecked() and tab.pair.place.isVisible()
    tab.pair.card.unpin.click()
    assert not tab.pair.button.isChecked() and not tab.pair.place.isVisible()
    assert tab.context.state.pinned is None and tab.pair.button.hasFocus()
    tab.presenter.set_value("amount", 3e6)


@pytest.mark.qt_log_ignore("This plugin does not support")  # no window manager in tests
def test_the_menu_opens_by_its_key_and_names_what_is_set(tab, qapp):
    QTest.keyClick(tab, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    menu = next(one for one in tab.pair.button.children() if hasattr(one, "actions") and one.isVisible())
    words = [one.text() for one in menu.actions()]
    assert words[0] == "Fijar lo de ahora como A" and "Con procesador arm64" in words
    menu.close()
    settle(qapp)
    assert ("Ctrl+B", "pair.keys") in tab.shortcuts()


def test_what_was_pinned_before_the_tab_was_made_is_compared(opened):
    tab = opened(pinned=Scenario(workload=BURSTS, region="sa-east-1"))
    tab.pair.card.finish()
    assert [one.name for one in tab.pair.card._desk.changes()] == ["region"]


def test_settings_keep_what_is_pinned_in_the_form_of_a_file(tab):
    from ui.app import settings_from

    take(tab, "Fijar lo de ahora como A")
    raw = settings_from(tab.window()).pinned
    assert raw == json.loads(files.encode(tab.context.state.pinned))


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comparison_shows_whole(opened, language, scale, qapp):
    for theme in THEMES if scale == 1.0 else ("dark",):
        tab = opened(language, theme, scale)
        tab.pair.desk.preset("traffic")
        tab.presenter.set_choice("arch", "arm64")
        tab.pair.show_card()
        tab.pair.card.finish()
        settle(qapp)
        window = tab.window()
        assert window.context.texts.missing == set()
        assert looking.clipped(window) == []
        assert looking.unnamed(window) == []
        assert looking.unreachable(window) == []
    other = "en" if language == "es" else "es"
    tab.context.state.language = other
    settle(qapp)
    assert tab.pair.button.text() == Texts(other).t("pair.button")
    assert looking.clipped(tab.window()) == [] and tab.context.texts.missing == set()


# taken away


def test_the_document_holds_both_scenarios_and_the_figures_shown(tab):
    assert [table.id for table in tab.share.exports.document().tables() if table.id.startswith("pair")] == []
    take(tab, "Diez veces")
    tab.presenter.set_choice("arch", "arm64")
    tab.pair.card.choose("fargate")
    tab.pair.card.finish()
    document, card = tab.share.exports.document(), tab.pair.card
    whole, lines, causes = (document.table(name) for name in ("pair", "pair:lines", "pair:causes"))
    shown = [(row.name, row.a, row.b) for row in card.view.rows]
    assert [tuple(cell.text for cell in row.cells[:3]) for row in whole.rows] == shown
    for row, one in zip(whole.rows, card.view.rows, strict=True):
        assert row.cells[3].text in one.difference
    assert [row.cells[0].text for row in lines.rows] == [*(one.label for one in card.bills.lines), "Total"]
    assert lines.rows[-1].cells[7].text in card.bills.total.difference
    assert [tuple(cell.text for cell in row.cells) for row in causes.rows[:-1]] == [
        (one.name, one.values, one.part) for one in card.causes
    ]
    tab.views["duration"].click()
    assert "pair" not in [table.id for table in tab.share.exports.document().tables()]


def test_the_spreadsheet_recalculates_both_scenarios(tab, tmp_path):
    tab.pair.desk.preset("region:sa-east-1")
    tab.presenter.set_value("data_out_gb", 900.0)
    tab.presenter.set_value("amount", 8e7)
    tab.ranking.open_row("lambda")
    tab.pair.card.finish()
    path = tmp_path / "pair.xlsx"
    path.write_bytes(write(tab.share.exports.document(), ".xlsx"))
    book = openpyxl.load_workbook(path)
    sheet = book["A y B"]
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert any(one.startswith("='Cuenta") or one.startswith("='Resumen") for one in formulas), formulas[:9]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "cantidad en A")
    first = head.row + 1
    assert sheet[f"D{first}"].value == f"=ROUND(B{first}*C{first},2)"
    assert sheet[f"G{first}"].value == f"=ROUND(E{first}*F{first},2)"
    assert sheet[f"H{first}"].value == f"=ROUND(G{first}-D{first},2)"
    last = first + len(tab.pair.card.bills.lines)
    assert any(one.b == "–" or one.a == "–" for one in tab.pair.card.bills.lines)
    for row in range(first, last + 1):  # a word among them would spoil every sum
        assert all(str(sheet[f"{column}{row}"].value).startswith("=ROUND(") for column in "DGH")


def test_pictures_show_the_comparison(tab, tmp_path, qapp):
    take(tab, "Diez veces")
    tab.pair.card.finish()
    settle(qapp)
    tab.share.exports.export("svg", tmp_path / "a.svg")
    tab.share.wait()
    settle(qapp)
    svg = (tmp_path / "a.svg").read_text(encoding="utf-8")
    for row in tab.pair.card.view.rows:
        assert f">{row.name}<" in svg and f">{row.difference}<" in svg
    assert ">Intercambiar A y B<" not in svg


def test_the_list_tells_as_totals_beside_its_own_in_the_cost_view_only(tab):
    before = totals(tab)
    take(tab, "Fijar lo de ahora como A")
    assert tab.ranking.rows["lambda"].view.beside == f"A: {before['lambda']} (igual)"
    tab.presenter.set_value("amount", 5e7)
    view = tab.ranking.rows["lambda"].view
    assert view.beside == f"A: {before['lambda']} (+54,00)" and view.beside in view.spoken
    assert tab.ranking.rows["batch"].view.beside == ""
    tab.views["duration"].click()
    assert not any(row.view.beside for row in tab.ranking.rows.values())
    tab.views["cost"].click()
    tab.pair.desk.unpin()
    assert not any(row.view.beside for row in tab.ranking.rows.values())


def test_what_stands_under_a_total_has_room_and_the_card_comes_to_the_top(tab, qapp):
    take(tab, "Fijar lo de ahora como A")
    tab.presenter.set_value("amount", 9e9)
    settle(qapp)
    for row in tab.ranking.rows.values():
        assert row.figures_width() <= row._parts(row.width(), row.height())["under"].width()
    tab.ranking.open_row("lambda")
    tab.pair.show_card()
    settle(qapp)
    top = tab.pair.place.mapTo(tab.scroll.viewport(), tab.pair.place.rect().topLeft()).y()
    assert 0 <= top <= 40


def test_what_is_uncertain_stays_so_through_presets_and_swaps():
    found = desk()
    found.presenter.state.ranges = {"amount": (1e6, 9e6)}
    found.preset("arch")
    assert found.presenter.ranges == {"amount": (1e6, 9e6)} and [one.name for one in found.changes()] == ["arch"]
    found.presenter.state.ranges = {}
    found.swap()
    assert found.presenter.ranges == {"amount": (1e6, 9e6)} and found.pinned.ranges == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_input_has_a_name_and_values_a_person_reads(language):
    found = desk(language)
    texts = found.presenter.display.texts
    views = PairViews(found.presenter.display)
    for place, struct in (("workload", Workload()), ("options", Options())):
        for name in struct.__struct_fields__:
            now = getattr(struct, name)
            words = get_args(next(one.type for one in msgspec.structs.fields(type(struct)) if one.name == name))
            other = words[-1] if words and isinstance(words[-1], str) else 3.0 if isinstance(now, float) else now
            change = Change(name, place, now, not now if isinstance(now, bool) else other)
            if name == "companions":
                continue
            told = f"{views.input_name(change, Scenario())}: {views.values(change, Scenario(), Scenario())}"
            assert "⟦" not in told and "_" not in told.replace("x86_64", ""), told
    assert texts.missing == set()
