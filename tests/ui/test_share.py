"""Keeping and sharing the calculator's answer as a person does it: export, save, open, code, drop, recent."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from models.cli import WindowRequest, answer
from models.cost.examples import load_examples
from models.cost.workload import Workload
from models.scenario import file as files
from models.scenario.scenario import Scenario
from models.state import settings
from models.state.app_state import AppState, Place
from models.texts import LANGUAGES
from tests.conftest import settle
from tests.models.export.test_xlsx import Sheets, rounded
from tests.ui import looking
from tests.ui.pdf_text import pdf_text
from ui.app import Options, build_window, settings_from, state_from
from ui.tabs import calculator_picture_turns
from ui.tabs.calculator_picture import Painting
from ui.tabs.calculator_share_panel import CodeCard
from ui.tabs.calculator_tab import CalculatorTab
from ui.widgets.buttons import Select


@pytest.fixture
def opened(open_window, qapp):
    """Opens the window on the calculator."""

    def build(language: str = "es", **fields) -> CalculatorTab:
        state = AppState()
        state.place, state.language, state.example = Place("calculator"), language, "rest_api_bursts"
        for name, value in fields.items():
            setattr(state, name, value)
        tab = open_window(state).tabs.currentWidget()
        assert isinstance(tab, CalculatorTab), getattr(tab, "_details", tab)
        tab.curve.ensure()
        settle(qapp)
        return tab

    return build


@pytest.fixture
def tab(opened) -> CalculatorTab:
    return opened()


def finish(tab: CalculatorTab) -> str:
    """Let the work beside the window end; what the news says then."""
    tab.share.wait()
    settle(QApplication.instance())
    return tab.share.panel.news.text()


def choose(tab: CalculatorTab, name: str, text: str) -> None:
    """Open a menu of the tab and take the line that begins with a text."""
    menu = tab.share.menu(name)
    action = next(one for one in menu.actions() if one.text().startswith(text))
    action.trigger()
    menu.deleteLater()


# export


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["cost", "duration"])
def test_every_table_holds_the_rows_shown_in_their_order(opened, tmp_path, language, view):
    tab = opened(language)
    tab.views[view].click()
    shown = [row.view for row in (tab.ranking.rows[name] for name in tab.ranking.order)]
    for kind in ("md", "csv", "xlsx"):
        tab.share.exports.export(kind, tmp_path / f"a.{kind}")
        assert str(tmp_path / f"a.{kind}") in finish(tab)
        assert tab.share.panel.news.tone() == "good"
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    places = [text.index(f"| {view.name} |") for view in shown]
    assert places == sorted(places)
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "a.xlsx").read_bytes()))
    words = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    places = [words.index(view.name) for view in shown]
    assert places == sorted(places)
    assert all(view.name in (tmp_path / "a.csv").read_text("utf-8-sig") for view in shown)


def test_the_curve_is_exported_with_the_figures_behind_its_cells(tab):
    table = tab.share.exports.document().table("curve")
    now = next(row for row in table.rows if row.cells[0].value == tab.presenter.workload.amount)
    costs = {one.service: one.total for one in tab.presenter.estimates() if one.feasible}
    found = {cell.value for cell in now.cells[1:] if cell.value is not None}
    assert found <= set(costs.values()) and len(found) > 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_total_of_a_spreadsheet_follows_from_the_prices_it_holds(opened, tmp_path, language):
    tab = opened(language)
    tab.share.exports.export("xlsx", tmp_path / "a.xlsx")
    finish(tab)
    book = Sheets((tmp_path / "a.xlsx").read_bytes())
    sheet, prices = book.names()[0], tab.context.t("export.sheet.prices")
    price = book.formulas[prices].cell(book.find(prices, "transfer.out.tier1"), 2)
    new = price.value = round(2.0 * price.value, 6)
    lines = {one.service: one.lines for one in tab.presenter.estimates()}
    followed = 0
    for service in tab.ranking.order:
        view = tab.ranking.rows[service].view
        row = next((r for r in book.formulas[sheet].iter_rows() if r[1].value == view.name), None)
        if view.total and view.rank == "ranked":
            moved = [rounded(x.quantity * new) for x in lines[service] if x.price_id == "transfer.out.tier1"]
            amounts = moved + [x.amount for x in lines[service] if x.price_id != "transfer.out.tier1"]
            assert row[2].data_type == "f" and book.calculated(sheet, row[2].coordinate) == rounded(sum(amounts))
            followed += 1
    assert followed > 5


def test_an_opened_service_goes_along_with_its_lines(tab):
    tab.ranking.open_row("lambda")
    document = tab.share.exports.document()
    bill = document.table("bill:lambda")
    assert bill.rows[-1].cells[4].text == tab.ranking.rows["lambda"].view.total


def test_pictures_hold_text_as_text_and_the_theme_shown(opened, tmp_path):
    tab = opened("en", theme="dark")
    for kind in ("svg", "pdf", "png"):
        tab.share.exports.export(kind, tmp_path / f"a.{kind}")
        finish(tab)
    svg = (tmp_path / "a.svg").read_text(encoding="utf-8")
    for view in (tab.ranking.rows[name].view for name in tab.ranking.order):
        assert f">{view.name}<" in svg
        assert not view.total or f">{view.total}<" in svg
    assert ">Export<" not in svg and ">Show as table<" not in svg
    pdf = (tmp_path / "a.pdf").read_bytes()
    assert pdf.startswith(b"%PDF") and b"/FontFile" in pdf
    words = " ".join(pdf_text(pdf).split())
    for view in (tab.ranking.rows[name].view for name in tab.ranking.order):
        assert all(" ".join(text.split()) in words for text in (view.name, view.total))
    title, _, foot = tab.share._desk.headings("cost")
    assert title in words and " ".join(foot.split()) in words
    for name, value in tab.share._desk.inputs():  # a picture tells to what workload it answers
        assert " ".join(f"{name}: {value}".split()) in words
    image = QImage(str(tmp_path / "a.png"))
    assert image.width() > 2 * tab.ranking.width()
    assert image.pixelColor(2, 2) == tab.context.theme.color("background")


def test_a_picture_is_painted_in_turns_and_anew_when_what_it_shows_changes(tab, tmp_path, qapp, monkeypatch):
    turns = []
    monkeypatch.setattr(calculator_picture_turns, "TURN_S", 0.0)  # one piece in each turn
    paint = Painting.paint
    monkeypatch.setattr(Painting, "paint", lambda me, seconds: turns.append(me) or paint(me, seconds))
    tab.insight.finish()
    settle(qapp)
    tab.share.exports.export("svg", tmp_path / "a.svg")
    while len(turns) < 5:
        tab.share.exports._turns._on_turn()
    assert not (tmp_path / "a.svg").exists() and "%" in tab.share.panel.news.text()
    tab.presenter.set_text("memory_mb", "3072")
    assert "a.svg" in finish(tab) and tab.share.panel.news.tone() == "good"
    assert len({id(one) for one in turns}) == 2 and turns.count(turns[-1]) > 20
    svg = (tmp_path / "a.svg").read_text(encoding="utf-8")
    shown = [tab.ranking.rows[name].view for name in tab.ranking.order]
    assert all(f">{view.total}<" in svg for view in shown if view.total)


def test_a_picture_shows_the_tab_also_when_another_is_in_front(tab, tmp_path):
    tab.share.exports.export("svg", tmp_path / "a.svg")
    tab.context.state.place = Place("compare")
    finish(tab)
    svg = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert not tab.isVisible() and all(f">{row.view.name}<" in svg for row in tab.ranking.rows.values())


def test_a_card_that_goes_while_it_is_painted_is_not_touched_again(tab, tmp_path, expected_log, monkeypatch):
    def gone(kind):
        raise RuntimeError("Internal C++ object already deleted.")

    monkeypatch.setattr(tab.share.exports, "_painting", gone)
    tab.share.exports.export("png", tmp_path / "a.png")
    assert finish(tab) == tab.context.t("share.failed")
    assert not (tmp_path / "a.png").exists() and "picture" in expected_log[0].getMessage()


@pytest.mark.parametrize("kind", ["png", "pdf", "xlsx", "md"])
def test_an_export_can_be_cancelled_where_its_progress_is_told(tab, tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    path.write_bytes(b"mine")
    tab.share.exports.export(kind, path)
    news = tab.share.panel.news
    assert news.tone() == "busy" and news.close_button.accessibleName() == tab.context.t("share.cancel")
    QTest.keyClick(news.close_button, Qt.Key.Key_Space)
    assert path.name in finish(tab) and news.tone() == "info"
    assert path.read_bytes() == b"mine"
    assert news.close_button.accessibleName() == tab.context.t("share.close")
    QTest.keyClick(news.close_button, Qt.Key.Key_Space)
    assert tab.share.panel.isHidden()


def test_the_language_of_an_export_is_the_one_it_was_asked_in(tab, tmp_path):
    tab.share.exports.export("md", tmp_path / "a.md")
    tab.context.state.language = "en"
    finish(tab)
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "Costo" in text and "Cost by" not in text and "8.15" not in text.replace("\\", "")


@pytest.mark.parametrize("kind", ["pdf", "png", "svg", "csv"])
def test_a_window_closed_in_the_middle_of_an_export_goes_quietly(qapp, no_leaks, tmp_path, kind):
    state = AppState()
    state.place = Place("calculator")
    window = build_window(qapp, state)
    window.show()
    qapp.processEvents()
    window.tabs.currentWidget().share.exports.export(kind, tmp_path / f"a.{kind}")
    for _ in range(3):
        qapp.processEvents()
    window.close()
    window.deleteLater()
    del window
    settle(qapp)


def test_a_file_that_cannot_be_written_is_said_in_place(tab, tmp_path):
    (tmp_path / "folder.md").mkdir()
    tab.share.exports.export("md", tmp_path / "folder.md")
    assert "folder.md" in finish(tab)
    assert tab.share.panel.news.tone() == "bad" and tab.share.panel.news.isVisible()


def test_a_name_the_dialog_did_not_ask_about_is_never_replaced(tab, tmp_path):
    (tmp_path / "a.txt.md").write_text("mine")
    tab.share.exports.export("md", tmp_path / "a.txt")
    assert "a.txt.md" in finish(tab) and tab.share.panel.news.tone() == "bad"
    assert (tmp_path / "a.txt.md").read_text() == "mine"


def test_the_answer_is_copied_as_text(tab):
    choose(tab, "export", "Copiar")
    finish(tab)
    text = QGuiApplication.clipboard().text()
    assert all(tab.ranking.rows[name].view.name in text for name in tab.ranking.order)


# scenarios


def test_saving_and_opening_brings_everything_back_as_one_step(tab, tmp_path):
    path = tmp_path / "mine.atlas.json"
    tab.context.state.region = "sa-east-1"
    tab.presenter.set_text("memory_mb", "2048")
    tab.presenter.set_option("spot", True)
    tab.share.save_scenario(path)
    kept = (tab.presenter.workload, tab.presenter.options)
    tab.context.state.region = "us-east-1"
    tab.presenter.choose_example(load_examples()[0].id)
    tab.presenter.set_option("spot", False)
    before = (tab.presenter.workload, tab.presenter.options)
    tab.share.open_scenario(path)
    assert (tab.presenter.workload, tab.presenter.options) == kept
    assert tab.context.state.region == "sa-east-1"
    assert "sa-east-1" in tab.share.panel.news.text()
    tab.presenter.undo()
    assert (tab.presenter.workload, tab.presenter.options) == before
    assert tab.context.state.region == "us-east-1"
    assert tab.window().header.findChild(Select).currentText() == "us-east-1"


def test_parts_without_a_control_are_told_and_kept(tab, tmp_path):
    path, again = tmp_path / "a.atlas.json", tmp_path / "b.atlas.json"
    tab.share.save_scenario(path)
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw["prices"] = {"lambda.requests": 0.3}
    path.write_text(json.dumps(raw), encoding="utf-8")
    tab.share.open_scenario(path)
    assert tab.context.t("share.carried") in tab.share.panel.news.text()
    tab.share.save_scenario(again)
    assert json.loads(again.read_text(encoding="utf-8"))["prices"] == raw["prices"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"format": "compute-atlas-scenario", "version": 99, "workload": {}}', b"\xff\xfe\x00"]
)
def test_a_bad_file_is_told_and_changes_nothing(tab, tmp_path, content):
    path = tmp_path / "bad.atlas.json"
    path.write_bytes(content)
    before = (tab.presenter.workload, tab.presenter.options)
    tab.share.open_scenario(path)
    assert "bad.atlas.json" in tab.share.panel.news.text() and tab.share.panel.news.tone() == "bad"
    assert (tab.presenter.workload, tab.presenter.options) == before
    assert path.read_bytes() == content and tab.context.state.recent == ()


def test_recent_files_are_kept_between_sessions_and_missing_ones_said(tab, tmp_path):
    path = tmp_path / "mine.atlas.json"
    tab.share.save_scenario(path)
    kept = settings_from(tab.window())
    assert kept.recent == (str(path),)
    settings.save(tmp_path, kept)
    again = state_from(settings.load(tmp_path).settings, Options(), QApplication.instance())
    assert again.recent == (str(path),)
    path.unlink()
    choose(tab, "open", str(path)[:60] if len(str(path)) < 70 else "…")
    assert str(path) in tab.share.panel.news.text() and tab.share.panel.news.tone() == "bad"
    assert tab.context.state.recent == ()


def test_the_command_line_opens_a_scenario(open_window, tmp_path, tab):
    path = tmp_path / "mine.atlas.json"
    tab.presenter.set_text("memory_mb", "3008")
    tab.share.save_scenario(path)
    window = open_window()
    window.open_scenario(path)
    assert window.context.state.place.tab == "calculator"
    assert window.context.state.workload.memory_mb == 3008
    window.open_scenario(tmp_path / "nothing.atlas.json")
    panel = window.tabs.currentWidget().share.panel
    assert "nothing.atlas.json" in panel.news.text() and window.context.state.workload.memory_mb == 3008


# codes


def test_a_code_goes_out_and_comes_in_by_the_clipboard(tab):
    tab.presenter.set_text("memory_mb", "3072")
    choose(tab, "save", "Copiar")
    code = QGuiApplication.clipboard().text()
    assert code.startswith("CA1-") and code in tab.share.panel.news.text()
    tab.presenter.reset()
    choose(tab, "open", "Código")
    card = tab.share.panel.card
    assert isinstance(card, CodeCard) and card.field.text() == code and card.field.hasFocus()
    QTest.keyClick(card.field, Qt.Key.Key_Return)
    assert tab.presenter.workload.memory_mb == 3072.0
    assert tab.share.panel.card is None


def test_a_wrong_code_says_where_and_keeps_what_was_typed(tab):
    QGuiApplication.clipboard().setText("")
    choose(tab, "open", "Código")
    card = tab.share.panel.card
    before = tab.presenter.workload
    card.field.setText("CA1-ABC$")
    card.open_button.click()
    assert "8" in card.wrong() and card.field.text() == "CA1-ABC$"
    assert card.field.accessibleDescription() == card.wrong()
    assert tab.presenter.workload == before
    QTest.keyClick(card.field, Qt.Key.Key_Escape)
    assert tab.share.panel.card is None and tab.share.panel.isHidden()


# dropping, dialogs, menus, looks


def test_a_scenario_dropped_on_the_tab_opens(tab, tmp_path):
    path = tmp_path / "mine.atlas.json"
    tab.share.save_scenario(path)
    tab.presenter.set_text("memory_mb", "4096")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(5, 5), *how)
    QApplication.sendEvent(tab, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(5, 5), *how)
    QApplication.sendEvent(tab, drop)
    assert drop.isAccepted() and tab.presenter.workload.memory_mb != 4096.0
    tab.share.open_any(tmp_path / "photo.png")
    assert "photo.png" in tab.share.panel.news.text() and tab.share.panel.news.tone() == "bad"


def dropped(tab: CalculatorTab, *urls: QUrl) -> bool:
    """Drop something on the tab; whether it was taken."""
    mime = QMimeData()
    mime.setUrls(list(urls))
    how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter, drop = QDragEnterEvent(QPoint(5, 5), *how), QDropEvent(QPointF(5, 5), *how)
    enter.ignore()
    drop.ignore()
    QApplication.sendEvent(tab, enter)
    QApplication.sendEvent(tab, drop)
    assert enter.isAccepted() == drop.isAccepted()
    return drop.isAccepted()


def test_what_is_dropped_is_taken_by_its_path_or_refused_in_words(tab, tmp_path):
    news, odd = tab.share.panel.news, tmp_path / "añó %20 #1?.atlas.json"
    files.save(odd, Scenario(workload=Workload(memory_mb=2304.0)))
    assert dropped(tab, QUrl.fromLocalFile(str(odd)))
    assert tab.presenter.workload.memory_mb == 2304.0 and odd.name in news.text()
    assert dropped(tab, QUrl(odd.as_uri()))
    for path in (tmp_path, tmp_path / "gone.atlas.json", tmp_path / "gone.csv", tmp_path / "gone.json"):
        assert dropped(tab, QUrl.fromLocalFile(str(path)))
        assert path.name in finish_card(tab) and news.tone() == "bad"
    assert dropped(tab, QUrl.fromLocalFile(str(odd)), QUrl.fromLocalFile(str(tmp_path)))
    assert "2" in news.text() and news.tone() == "bad"
    before = news.text()
    assert not dropped(tab, QUrl("https://example.org/a.atlas.json")) and not dropped(tab)
    assert news.text() == before and tab.presenter.workload.memory_mb == 2304.0


def finish_card(tab: CalculatorTab) -> str:
    """Let the work of the card end, if there is one; what the news says then."""
    card = tab.share.panel.card
    if card is not None and hasattr(card, "wait"):
        card.wait()
    return finish(tab)


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(36, "File name too long")])
def test_a_place_that_may_not_be_looked_at_is_told(tab, tmp_path, monkeypatch, error):
    path = tmp_path / "mine.atlas.json"
    tab.share.save_scenario(path)

    def forbidden(*_, **__):
        raise error

    monkeypatch.setattr(Path, "exists", forbidden)
    tab.share._on_recent(str(path))
    assert tab.share.panel.news.tone() == "bad" and error.strerror in tab.share.panel.news.text()
    tab.share.save_scenario(path)
    assert tab.share.panel.news.tone() == "bad" and error.strerror in tab.share.panel.news.text()
    tab.share.exports.export("md", tmp_path / "other")
    assert "other.md" in tab.share.panel.news.text() and tab.share.panel.news.tone() == "bad"
    assert tab.context.state.recent == (str(path),)


def test_the_dialogs_are_the_systems_and_bring_the_ending(tab, qapp):
    choose(tab, "save", "Guardar")
    dialog = tab.findChild(QFileDialog)
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    assert dialog.defaultSuffix() == "atlas.json"
    assert not dialog.testOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.reject()
    settle(qapp)
    choose(tab, "export", "PDF")
    dialog = tab.findChild(QFileDialog)
    assert dialog.defaultSuffix() == "pdf" and dialog.nameFilters() == ["PDF (*.pdf)"]
    dialog.reject()
    settle(qapp)
    assert tab.findChild(QFileDialog) is None


@pytest.mark.qt_log_ignore("This plugin does not support")  # no window manager in tests
def test_menus_open_by_keyboard_and_leave_nothing(tab, qapp):
    for name in ("export", "open", "save"):
        tab.share.buttons[name].setFocus()
        QTest.keyClick(tab.share.buttons[name], Qt.Key.Key_Space)
        menu = QApplication.activePopupWidget()
        assert menu is not None and menu.activeAction() is not None
        QTest.keyClick(menu, Qt.Key.Key_Escape)
        settle(qapp)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panel_shows_whole(opened, language, scale, qapp):
    QGuiApplication.clipboard().setText("")
    tab = opened(language, text_scale=scale)
    choose(tab, "open", tab.context.t("share.open_code"))
    tab.share.open_code("nothing")
    tab.share.open_scenario(Path("somewhere") / ("long-name-" * 9 + files.SUFFIX))
    settle(qapp)
    window = tab.window()
    assert window.context.texts.missing == set()
    assert looking.clipped(window) == []
    assert looking.unnamed(window) == []
    assert looking.unreachable(window) == []
    tab.context.state.language = "en" if language == "es" else "es"
    tab.context.state.theme = "projector"
    settle(qapp)
    assert looking.clipped(window) == []
    assert window.context.texts.missing == set()


@pytest.mark.parametrize("words", ["mine.atlas.json", "--lang en mine.atlas.json", "mine.atlas.json --lang en"])
def test_a_file_where_a_command_would_stand_asks_for_the_window(words):
    request = answer(words.split())
    assert isinstance(request, WindowRequest) and request.scenario == "mine.atlas.json"
    assert request.language == ("en" if "--lang" in words else None)


def test_another_curve_is_another_document(tab):
    desk, before = tab.share._desk, tab.share._desk.stamp()
    tab.curve._on_scale_chosen("y", "linear")
    assert desk.stamp() != before
    tab.curve._on_scale_chosen("y", "log")
    tab.curve._on_input_chosen("memory_mb")
    assert desk.stamp() != before
