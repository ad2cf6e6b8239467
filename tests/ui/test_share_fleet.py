"""A CSV of workloads costed all at once: progress, cancel, the list by saving, its export, bad files."""

from __future__ import annotations

import io
import threading

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.cost import engine
from models.cost.price_book import load_price_book
from models.scenario.fleet import Progress
from models.scenario.fleet_file import template
from models.state.app_state import AppState, Place
from models.texts import LANGUAGES
from tests.conftest import settle
from tests.ui import looking
from ui.presenters.calculator_share_fleet import COLUMNS, fleet_document
from ui.tabs import calculator_share_fleet
from ui.tabs.calculator_share_fleet import FleetCard

HEAD = "name,service,amount,duration (s),memory (MB),kind\n"
ROWS = (
    "thumbnails,lambda,3000000,0.12,512,requests\n"
    "portal,eks,900000,0.2,1024,requests\n"
    "idle,ec2,10000,0.1,256,requests\n"
)


@pytest.fixture
def opened(open_window):
    def build(language="es", theme="light", scale=1.0):
        state = AppState()
        state.place, state.language, state.theme, state.text_scale = Place("calculator"), language, theme, scale
        return open_window(state).tabs.currentWidget()

    return build


@pytest.fixture
def fleet(tmp_path):
    path = tmp_path / "fleet.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return path


def costed(tab, path) -> FleetCard:
    tab.share.open_any(path)
    card = tab.share.panel.card
    assert isinstance(card, FleetCard)
    card.wait()
    settle(QApplication.instance())
    return card


def cells(card: FleetCard, column: str) -> list[str]:
    place = COLUMNS.index(column)
    return [str(card.model.data(card.model.index(r, place))) for r in range(card.model.rowCount())]


def test_the_list_is_sorted_by_saving_and_holds_the_bills_own_figures(opened, fleet):
    card = costed(opened("en"), fleet)
    names = cells(card, "name")
    assert sorted(names) == ["idle", "portal", "thumbnails"]
    savings = [card.words.costs.row(i).saving for i in range(3)]
    assert savings == sorted(savings, reverse=True) and savings[0] > 0
    for place in range(3):
        row = card.words.costs.row(place)
        workload = card.words.costs.fleet.workload(row.row)
        bills = {one.service: one.total for one in engine.estimate_all(workload, load_price_book("us-east-1"))}
        assert row.cost == bills[row.cheapest] and row.current == bills[row.service]
    assert "3" in card.text() and "us-east-1" in card.text()
    assert not card.bar.isVisible() and card.table.isVisible()


@pytest.mark.parametrize("language", ["es", "en"])
def test_without_any_service_of_today_no_saving_is_told_not_one_of_zero(opened, tmp_path, language):
    path = tmp_path / "fleet.csv"
    rows = "name,kind,amount,duration_s,memory_mb\nthumbnails,requests,2000000,0.4,512\n"
    path.write_text(rows, encoding="utf-8")
    card = costed(opened(language), path)
    assert "us-east-1" in card.text() and "USD" not in card.text()
    assert fleet_document(card.words.costs, language, "us-east-1").subtitle == card.text()


@pytest.mark.parametrize("way", ["button", "enter"])
def test_a_row_becomes_the_current_workload_in_one_step_and_the_list_stays(opened, fleet, way):
    tab = opened("en")
    before = tab.presenter.workload
    card = costed(tab, fleet)
    card.table.selectRow(1)
    row = card.words.costs.row(1)
    if way == "button":
        QTest.keyClick(card.open_button, Qt.Key.Key_Space)
    else:
        QTest.keyClick(card.table, Qt.Key.Key_Return)
    assert tab.presenter.workload == card.words.costs.fleet.workload(row.row)
    bills = {one.service: one.total for one in tab.presenter.estimates()}
    assert bills[row.cheapest] == row.cost and bills[row.service] == row.current
    assert row.name in tab.share.panel.news.text() and tab.share.panel.card is card
    tab.presenter.undo()
    assert tab.presenter.workload == before


def test_rows_that_cannot_be_are_told_by_place_and_the_others_kept(opened, fleet, tmp_path):
    bad = "bad,lambda,many,1,512,requests\n" "=worse,nowhere,1,1,512,requests\n"
    fleet.write_text(HEAD + ROWS + bad, encoding="utf-8")
    tab = opened("en")
    card = costed(tab, fleet)
    assert card.model.rowCount() == 3
    assert "line 5" in card.notes() and "2" in card.notes()
    assert card.left_table.isHidden()
    QTest.keyClick(card.left_button, Qt.Key.Key_Space)
    assert card.left_table.isVisible()
    left = [[str(card.left.data(card.left.index(r, c))) for c in (0, 1)] for r in range(card.left.rowCount())]
    assert "line 5" in left[0][0] and "amount" in left[0][0] and "many" in left[0][1]
    assert "line 6" in left[1][0] and "nowhere" in left[1][1]
    tab.share.imports.export_fleet("csv", tmp_path / "list.csv")
    tab.share.wait()
    text = (tmp_path / "list.csv").read_text("utf-8-sig")
    assert all(word in text for row in left for word in row[0].split(", "))
    tab.context.state.language = "es"
    assert "línea 5" in str(card.left.data(card.left.index(0, 0)))


@pytest.mark.parametrize(
    "content", [b"", b"nothing,known\n1,2\n", HEAD.encode(), HEAD.encode() + b"a,lambda,x,1,1,y\n"]
)
def test_a_file_without_rows_is_told_and_the_card_goes(opened, fleet, content):
    tab = opened()
    fleet.write_bytes(content)
    tab.share.open_any(fleet)
    tab.share.panel.card.wait()
    settle(QApplication.instance())
    assert tab.share.panel.card is None
    assert "fleet.csv" in tab.share.panel.news.text() and tab.share.panel.news.tone() == "bad"
    assert fleet.read_bytes() == content


def test_long_work_can_be_cancelled_and_leaves_no_thread(opened, fleet, monkeypatch, qtbot):
    def endless(fleet, prices, options, told, cancelled):
        told(Progress(1, len(fleet)))
        while not cancelled():
            threading.Event().wait(0.001)

    monkeypatch.setattr(calculator_share_fleet, "cost_fleet", endless)
    tab = opened()
    tab.share.open_any(fleet)
    card = tab.share.panel.card
    qtbot.waitUntil(lambda: "Calculando: 1 de 3" in card.text())
    assert card.cancel_button.hasFocus() and card.bar.isVisible()
    QTest.keyClick(card.cancel_button, Qt.Key.Key_Space)
    assert tab.share.panel.card is None and card.words is None
    assert not card._work.busy()
    settle(QApplication.instance())
    assert tab.share.panel.isHidden()


def test_progress_is_told_while_reading_and_costing(opened, fleet, monkeypatch, qtbot):
    seen = threading.Event()

    def held(real):
        """Waits after each word of progress until it stands on screen."""

        def work(*args):
            *given, told, cancelled = args

            def said(step):
                seen.clear()
                told(step)
                while not seen.wait(0.001) and not cancelled():
                    pass

            return real(*given, said, cancelled)

        return work

    monkeypatch.setattr(calculator_share_fleet, "read_fleet", held(calculator_share_fleet.read_fleet))
    monkeypatch.setattr(calculator_share_fleet, "cost_fleet", held(calculator_share_fleet.cost_fleet))
    fleet.write_text(HEAD + ROWS * 1_000, encoding="utf-8")
    tab = opened("en")
    tab.share.open_any(fleet)
    card, texts, parts = tab.share.panel.card, [], []

    def heard(*_):
        texts.append(card.text())
        parts.append(card.bar.part)
        seen.set()

    card._work.progressed.connect(heard)
    qtbot.waitUntil(lambda: card.words is not None, timeout=60_000)
    assert "Reading fleet.csv" in texts[0] and "Costing" in texts[-1] and "3,000" in texts[-1]
    assert len(parts) > 4 and parts == sorted(parts) and parts[-1] == 1.0
    assert card.model.rowCount() == 3_000


def test_the_list_is_exported_and_copied_as_shown(opened, fleet, tmp_path):
    tab = opened("en")
    card = costed(tab, fleet)
    names = cells(card, "name")
    for kind in ("csv", "xlsx", "md"):
        tab.share.imports.export_fleet(kind, tmp_path / f"list.{kind}")
        tab.share.wait()
        settle(QApplication.instance())
        assert f"list.{kind}" in tab.share.panel.news.text() and tab.share.panel.news.tone() == "good"
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "list.xlsx").read_bytes()))
    words = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [word for word in words if word in names] == names
    for text in ((tmp_path / "list.csv").read_text("utf-8-sig"), (tmp_path / "list.md").read_text("utf-8")):
        assert [text.index(name) for name in names] == sorted(text.index(name) for name in names)
    menu = card.menu()
    menu.actions()[-1].trigger()
    menu.deleteLater()
    tab.share.wait()
    assert all(name in QGuiApplication.clipboard().text() for name in names)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_shows_whole_and_follows_the_language(opened, fleet, language, scale, qapp):
    separator = ";" if language == "es" else ","
    broken = separator.join(["x"] * template(language).split("\r\n")[0].count(separator)) + separator
    fleet.write_text(template(language) + broken, encoding="utf-8")
    tab = opened(language, "dark", scale)
    card = costed(tab, fleet)
    assert card.model.rowCount() == 1
    card.left_button.click()
    window = tab.window()
    for _ in range(2):
        assert window.context.texts.missing == set()
        assert looking.clipped(window) == []
        assert looking.unnamed(window) == []
        assert looking.unreachable(window) == []
        tab.context.state.language = "en" if tab.context.state.language == "es" else "es"
        settle(qapp)
