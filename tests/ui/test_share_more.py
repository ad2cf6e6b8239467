"""What stands below the charts goes along in exports, the same as on screen, also if nobody has looked at it."""

from __future__ import annotations

import pytest

from models.export.csv_text import to_csv
from models.export.document import Document
from models.export.text import to_markdown
from models.export.xlsx import to_xlsx
from models.state.app_state import AppState, Place
from models.state.currency import Currency
from tests.conftest import settle
from ui.tabs.calculator_tab import CalculatorTab


@pytest.fixture
def opened(open_window):
    def build(example: str = "nightly_batch", language: str = "en") -> CalculatorTab:
        state = AppState()
        state.language, state.place, state.example = language, Place("calculator"), example
        tab = open_window(state).tabs.currentWidget()
        assert isinstance(tab, CalculatorTab), getattr(tab, "_details", tab)
        tab.curve.ensure()
        return tab

    return build


def texts(document: Document, table: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.table(table).rows]


@pytest.mark.parametrize("example", ["nightly_batch", "rest_api_bursts", "blog"])
@pytest.mark.parametrize("view", ["cost", "duration", "tradeoff"])
def test_every_view_takes_the_insight_and_the_batch_along(opened, language, example, view):
    tab = opened(example, language)
    tab.views[view].click()
    document = tab.share.exports.document()
    assert tab.insight.needs._insight is None, "nobody has looked at the cards"
    tab.insight.finish()
    needs, pushes, timeline = tab.insight.needs, tab.insight.pushes, tab.insight.timeline
    shown = needs._view
    assert document.table("needs").intro == shown.lead
    assert [row[:2] for row in texts(document, "needs")] == [[one.label, one.stretch] for one in shown.needs]
    assert document.table("pushes").intro == shown.summary
    assert [row[0] for row in texts(document, "pushes")] == [row._name.text() for row in pushes.bars.rows]
    rows = timeline._maker.table(timeline._view).rows
    assert [row[:-1] for row in texts(document, "timeline")] == [list(row) for row in rows]
    ends = [row.cells[-1].value for row in document.table("timeline").rows]
    assert ends == [row.course.end for row in timeline._view.rows]
    for written in (to_markdown(document), to_csv(document).decode("utf-8-sig")):
        assert document.table("pushes").title in written and document.table("timeline").title in written
    assert to_xlsx(document)


def test_what_a_person_asked_about_is_what_goes_along(opened):
    tab = opened("rest_api_bursts")
    for service in ("lightsail", "ec2"):
        tab.insight.needs.choose(service)
        tab.insight.needs.finish()
        document = tab.share.exports.document()
        assert document.table("needs").intro == tab.insight.needs._view.lead


def test_what_moves_the_bill_has_its_figures(opened):
    document = opened("rest_api_bursts").share.exports.document()
    tab_total = next(row for row in document.table("ranked").rows if row.cells[0].value == 1.0).cells[2].value
    table = document.table("pushes")
    assert table.rows
    for row in table.rows:
        less, more = row.cells[1].value, row.cells[2].value
        assert less is not None and more is not None and abs(less) < tab_total and abs(more) < tab_total


def test_cost_against_time_lists_both_figures(opened):
    tab = opened()
    tab.context.state.currency = Currency("MXN", 18.5)
    tab.views["tradeoff"].click()
    tab.ranking.open_row("ec2")
    document = tab.share.exports.document()
    table = document.table("ranked")
    total, time, seconds = (table.index(name) for name in ("total", "time", "seconds"))
    spots = {one.service: one for one in tab.presenter.tradeoff().view().spots}
    views = [tab.ranking.rows[name].view for name in tab.ranking.order]
    assert [row.id for row in table.rows] == [view.service for view in views]
    for row, view in zip(table.rows, views, strict=True):
        assert len(row.cells) == len(table.columns)
        assert (row.cells[total].text, row.cells[time].text) == (view.total, view.also)
        found = spots.get(view.service)
        assert row.cells[seconds].value == (found.seconds if found else None)
        assert row.cells[total].value == (found.usd if found else None)
    assert table.index("converted") == total + 1
    assert document.table("bill:ec2").rows[-1].cells[4].value == spots["ec2"].usd
    paths = document.table("paths")
    assert paths.rows[0].cells[5].text == "today, as in the list"
    start = next(row for row in paths.rows if row.cells[0].text == "Amazon EC2")
    assert [cell.value for cell in start.cells[1:5]] == [2.0, None, spots["ec2"].seconds, spots["ec2"].usd]
    assert to_xlsx(document) and to_csv(document)


def test_the_other_time_goes_along_as_shown(opened):
    tab = opened()
    tab.views["tradeoff"].click()
    tab.tradeoff.card.times["single"].click()
    document = tab.share.exports.document()
    table = document.table("ranked")
    seconds = {row.id: row.cells[table.index("seconds")].value for row in table.rows}
    assert seconds["ec2"] == 3625.0
    assert "paths" not in [one.id for one in document.tables()], "they are about the whole month"


def test_a_picture_waits_for_what_nobody_has_looked_at(opened, tmp_path, qapp, qtbot):
    tab = opened()
    tab.views["tradeoff"].click()
    tab.share.exports.export("svg", tmp_path / "a.svg")
    assert tab.share.panel.news.tone() == "busy"
    qtbot.waitUntil(lambda: tab.share.panel.news.tone() == "good", timeout=30_000)
    svg = (tmp_path / "a.svg").read_text(encoding="utf-8")
    view, timeline = tab.insight.needs._view, tab.insight.timeline._view
    assert view is not None and timeline is not None
    for words in (view.needs[0].words, view.pushes[0].label, timeline.rows[0].name, timeline.rows[0].ends):
        assert f">{words}<" in svg
    assert tab.context.t("insight.loading") not in svg
    way = tab.tradeoff.card.ways.text().split("\n")[0]
    assert way[:40] in svg


def test_a_change_while_a_picture_waits_shows_in_it(opened, tmp_path, qtbot):
    tab = opened()
    tab.share.exports.export("svg", tmp_path / "a.svg")
    tab.presenter.choose_example("genomics_array")
    qtbot.waitUntil(lambda: tab.share.panel.news.tone() == "good", timeout=30_000)
    svg = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert f">{tab.insight.timeline._view.rows[0].ends}<" in svg
    assert "100,000" in tab.insight.timeline._summary.text()


def test_cards_say_when_their_answer_stands(opened, qapp):
    tab = opened()
    stack = tab.insight
    assert not stack.prepared()
    stack.finish()
    assert stack.prepared()
    tab.presenter.set_value("amount", 31.0)
    assert not stack.needs._told and not stack.timeline._told
    stack.needs._rest.stop()
    stack.timeline._rest.stop()
    assert not stack.prepared(), "asks, and answers later"
    stack.needs._worker.wait()
    stack.timeline._worker.wait()
    stack.needs._turns.finish()
    assert stack.prepared()
    settle(qapp)
