"""The map's card: follows the workload, moves it, never shows an answer that is too old, leaves nothing behind."""

from __future__ import annotations

import threading
import time

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.state.app_state import AppState, Place
from tests.conftest import make_context, settle
from ui.app import build_window
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_map import winner_at
from ui.presenters.calculator_map_grid import COARSE, OutdatedError, solve
from ui.tabs import calculator_map_source, calculator_map_worker
from ui.tabs.calculator_map import MapPanel
from ui.tabs.calculator_map_parts import SideBySide
from ui.tabs.calculator_map_source import FINE
from ui.widgets.inputs import NumberEdit


@pytest.fixture
def build(qapp, qtbot):
    """Builds a panel in a language over a real presenter, wired as the tab wires it."""
    built = []

    def make(language):
        state = AppState()
        state.language, state.example = language, "rest_api_bursts"
        context = make_context(qapp, state)
        presenter = CalculatorPresenter(state, context.display, context.prices)
        panel = MapPanel(context, presenter)
        panel.values_requested.connect(presenter.set_point)
        panel.gesture_ended.connect(presenter.seal)
        presenter.changed.connect(lambda _: panel.refresh())
        qtbot.addWidget(panel)
        panel.resize(520, 400)
        panel.show()
        panel.ensure()
        panel.finish()
        panel.chart.grab()
        built.append(panel)
        return panel

    yield make
    for panel in built:
        panel.stop()
        assert panel._context.texts.missing == set()


@pytest.fixture
def panel(build, language):
    return build(language)


@pytest.fixture
def spanish(build):
    return build("es")


def solved(panel):
    return panel.source.grid.lines is not None


def pixel(panel, x, y):
    return panel.chart.pixel_of((x, y)).toPoint()


def test_at_rest_it_is_fine_and_says_who_wins_where(panel):
    assert solved(panel) and panel.source.grid.winner.shape == FINE
    winners = {panel._maker.name(area) for area, _ in panel.source.grid.shares()}
    assert len(winners) > 1 and all(name in panel._legend.accessibleName() for name in winners)
    spoken = panel.chart.accessibleDescription()
    assert panel._maker.summary(panel.source.grid) in spoken and "USD" in spoken
    unnamed = {panel._maker.name(area) for area in panel.chart.unnamed()}
    assert {name for _, name, _ in panel.chart.areas.names.boxes()} | unnamed >= winners


def test_moving_along_the_axes_moves_only_the_ring(spanish):
    before, ring = spanish.source.grid.winner, spanish.chart.areas.ring
    spanish._asker._presenter.set_value("amount", 2e7)
    assert spanish.source.grid.winner is before
    assert spanish.chart.areas.ring[0] > ring[0] and spanish.chart.areas.ring[1] == ring[1]


def test_while_out_of_sight_it_is_worked_out_once_at_rest(spanish):
    spanish._switch.setChecked(True)
    before = spanish.source.grid
    spanish._asker._presenter.set_value("memory_mb", 4096.0)
    spanish.source.wait()
    assert spanish.source.grid is before
    spanish.finish()
    assert solved(spanish) and spanish.source.grid.question.setting.workload.memory_mb == 4096.0


def test_another_input_brings_another_map(spanish):
    before = spanish.source.grid.winner.copy()
    spanish._asker._presenter.set_value("memory_mb", 4096.0)
    spanish.finish()
    assert solved(spanish) and (spanish.source.grid.winner != before).any()


def test_quick_maps_come_within_the_frame_and_slow_ones_beside_it(spanish, monkeypatch):
    source = spanish.source
    monkeypatch.setattr(calculator_map_source, "QUICK_SECONDS", 1e9)
    spanish._asker._presenter.set_value("memory_mb", 2048.0)
    assert source.grid.winner.shape == COARSE and not solved(spanish)
    monkeypatch.setattr(calculator_map_source, "QUICK_SECONDS", 0.0)
    shown = source.grid
    spanish._asker._presenter.set_value("memory_mb", 1024.0)
    assert source.grid is shown
    source.wait()
    assert source.grid is not shown and source.grid.winner.shape == COARSE
    spanish.finish()
    assert solved(spanish)


def test_work_beside_the_window_stands_still_until_the_frame_is_painted(spanish, monkeypatch):
    monkeypatch.setattr(calculator_map_source, "QUICK_SECONDS", 0.0)
    monkeypatch.setattr(calculator_map_worker, "HELD", 20.0)  # only met when nobody lets the worker go
    turns = spanish.source.turns
    assert not turns.held()
    spanish._asker._presenter.set_value("memory_mb", 1024.0)
    shown = spanish.source.grid
    assert turns.held() and spanish.source._beside.busy()
    settle(QApplication.instance())
    assert not turns.held()
    spanish.source.wait()
    assert spanish.source.grid is not shown


def test_by_time_it_shows_the_fastest_and_back(panel):
    by_cost = panel.source.grid
    title = panel._title.text()
    panel.show_measure("time")
    panel.finish()
    grid = panel.source.grid
    assert solved(panel) and grid.question.measure == "time" and panel._title.text() != title
    assert panel.chart.accessibleName() == panel._title.text() and panel._title.toolTip()
    assert "USD" not in panel.chart.accessibleDescription()
    panel.chart.show_reading((0.2, 0.3))
    assert "USD" not in panel.chart.reading_text()
    assert panel._maker.name(winner_at(grid, 0.2, 0.3)) in panel.chart.reading_text()
    panel.chart.hide_reading()
    panel._switch.setChecked(True)
    cells = {panel.table.item(r, c).text() for r in range(panel.table.rowCount()) for c in range(2)}
    assert cells <= {panel._maker.name(area) for area, _ in grid.shares()}
    panel._switch.setChecked(False)
    panel.show_measure("cost")
    panel.finish()
    assert panel._title.text() == title and not panel._title.toolTip()
    assert (panel.source.grid.winner == by_cost.winner).all()


def test_the_fine_picture_is_painted_beside_the_window(spanish, monkeypatch):
    areas, painted = spanish.chart.areas, []
    picture = areas._painted.picture
    monkeypatch.setattr(
        areas._painted, "picture", lambda data, *size: painted.append(data) or picture(data, *size)
    )
    spanish._asker._presenter.set_value("memory_mb", 4096.0)
    spanish.finish()
    spanish.chart.grab()
    assert solved(spanish) and all(data.lines is None for data in painted)
    ahead = areas._ground.copy()
    areas._ground = areas._picture = None
    spanish.chart.grab()
    assert painted[-1].lines is not None and areas._ground == ahead
    spanish.resize(560, 430)
    spanish.chart.grab()
    assert areas._ground.size() == spanish.chart._frame.size()


def test_prices_do_not_move_the_map_of_times(spanish):
    spanish.show_measure("time")
    spanish.finish()
    winner = spanish.source.grid.winner
    spanish._asker._presenter.set_option("spot", True)
    spanish.finish()
    assert spanish.source.grid.winner is winner


def test_an_answer_to_an_older_question_is_not_shown(spanish):
    grids = []
    spanish.source.arrived.connect(grids.append)
    for memory in (1024.0, 2048.0, 3072.0):
        spanish._asker._presenter.set_value("memory_mb", memory)
        spanish.settle()
    spanish.finish()
    exact = [grid.question.setting.workload.memory_mb for grid in grids if grid.lines is not None]
    assert exact == [3072.0]


def test_back_to_the_map_shown_cancels_what_was_asked(spanish):
    shown, memory = spanish.source.grid.winner, spanish._asker._presenter.workload.memory_mb
    spanish._asker._presenter.set_value("memory_mb", 4096.0)
    spanish._asker._presenter.set_value("memory_mb", memory)
    spanish.source.wait()
    spanish.finish()
    assert solved(spanish) and (spanish.source.grid.winner == shown).all()


def test_a_click_moves_the_workload_in_one_step_of_undo(spanish):
    presenter = spanish._asker._presenter
    before = presenter.workload
    QTest.mouseClick(spanish.chart, Qt.MouseButton.LeftButton, pos=pixel(spanish, 0.25, 0.75))
    after = presenter.workload
    assert after.amount < before.amount and after.duration_s > before.duration_s
    question = spanish._asker.question()
    assert question.x.place(after.amount) == pytest.approx(0.25, abs=0.02)
    assert question.y.place(after.duration_s) == pytest.approx(0.75, abs=0.02)
    assert presenter.undo() and presenter.workload == before


def test_a_drag_is_one_step_of_undo_and_stays_inside(spanish):
    presenter, view = spanish._asker._presenter, spanish.chart
    before = presenter.workload
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=pixel(spanish, 0.5, 0.5))
    for place in (0.6, 0.8, 1.0):
        QTest.mouseMove(view, pixel(spanish, place, 0.5))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=pixel(spanish, 1.0, 0.5) + QPoint(400, 0))
    assert presenter.workload.amount <= 1e9
    assert presenter.undo() and presenter.workload == before and not presenter.can_undo


@pytest.mark.parametrize(
    ("key", "name", "sign"),
    [
        (Qt.Key.Key_Right, "amount", 1),
        (Qt.Key.Key_Left, "amount", -1),
        (Qt.Key.Key_Up, "duration_s", 1),
        (Qt.Key.Key_Down, "duration_s", -1),
    ],
)
def test_arrows_move_the_workload_and_it_is_read_out(spanish, key, name, sign):
    presenter, heard = spanish._asker._presenter, []
    spanish.chart.read.connect(heard.append)
    steps = []
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        before = getattr(presenter.workload, name)
        QTest.keyClick(spanish.chart, key, modifier)
        question = spanish._asker.question()
        axis = question.x if name == "amount" else question.y
        steps.append((axis.place(getattr(presenter.workload, name)) - axis.place(before)) * sign)
    assert 0 < steps[0] < 0.06 and steps[1] > 4 * steps[0]
    assert "USD" in heard[-1] and spanish.chart.accessibleDescription() == heard[-1]


def test_pointing_reads_winner_and_runner_up_with_the_figures_of_the_bills(spanish):
    spanish.chart.show_reading((0.2, 0.3))
    question = spanish._asker.question()
    view = spanish._maker.reading(question, spanish._maker.values_at(question, 0.2, 0.3))
    assert view.rows[0][0] == winner_at(spanish.source.grid, 0.2, 0.3) and len(view.rows) == 2
    assert all(part in spanish.chart.reading_text() for row in view.rows for part in row[1:])
    spanish.chart.hide_reading()
    assert spanish.chart.reading_text() == ""


def test_the_same_input_never_stands_on_both_axes(spanish):
    selects = spanish.choice.selects
    selects["y"].setCurrentIndex(selects["y"].findData("amount"))
    selects["y"].activated.emit(selects["y"].currentIndex())
    assert spanish._asker.inputs == ("duration_s", "amount")
    selects["x"].setCurrentIndex(selects["x"].findData("memory_mb"))
    selects["x"].activated.emit(selects["x"].currentIndex())
    assert spanish._asker.inputs == ("memory_mb", "amount")
    spanish.finish()
    assert solved(spanish) and spanish.source.grid.question.x.input_name == "memory_mb"


def test_another_kind_of_workload_has_axes_of_its_own(spanish):
    spanish._asker._presenter.choose_example("blog")
    spanish.finish()
    assert spanish._asker.inputs == ("amount", "memory_mb")
    assert spanish.choice.selects["x"].findData("duration_s") == -1


def test_the_table_shows_winners_and_comes_back(panel):
    panel._switch.setChecked(True)
    assert panel.table.isVisible() and not panel.chart.isVisible()
    cells = {panel.table.item(r, c).text() for r in range(panel.table.rowCount()) for c in range(2)}
    winners = {panel._maker.name(area) for area, _ in panel.source.grid.shares()}
    assert cells <= winners and panel.table.accessibleName()
    panel._switch.setChecked(False)
    assert panel.chart.isVisible() and not panel.table.isVisible()


def test_a_failure_is_told_and_the_next_map_comes(spanish, monkeypatch, expected_log):
    def broken(*args, **kwargs):
        raise ValueError("broken on purpose")

    monkeypatch.setattr(calculator_map_worker, "solve", broken)
    spanish._asker._presenter.set_value("memory_mb", 4096.0)
    spanish.finish()
    assert spanish._trouble.isVisible() and spanish._trouble.text() == spanish._context.t("map.failed")
    monkeypatch.setattr(calculator_map_worker, "solve", solve)
    spanish._asker._presenter.set_value("memory_mb", 2048.0)
    spanish.finish()
    assert solved(spanish) and not spanish._trouble.isVisible()


def test_two_cards_stand_side_by_side_only_where_there_is_room(context, qtbot):
    from PySide6.QtWidgets import QLabel

    one, other = QLabel("1"), QLabel("2")
    pair = SideBySide(context, one, other)
    qtbot.addWidget(pair)
    pair.resize(900, 300)
    pair.show()
    settle(QApplication.instance())
    assert one.y() == other.y() and other.x() > one.x()
    pair.resize(600, 300)
    settle(QApplication.instance())
    assert one.x() == other.x() and other.y() > one.y()


def test_closing_the_window_in_the_middle_of_the_work_leaves_no_thread(qapp, no_leaks, monkeypatch):
    working = threading.Event()

    def endless(question, size, wanted):
        working.set()
        give_up = time.monotonic() + 20.0  # only met when nobody stops the worker
        while wanted() and time.monotonic() < give_up:
            pass
        raise OutdatedError

    monkeypatch.setattr(calculator_map_worker, "solve_exact", endless)
    state = AppState()
    state.place = Place("calculator")
    window = build_window(qapp, state)
    window.show()
    settle(qapp)
    tab = window.tabs.currentWidget()
    tab.map.ensure()
    tab.presenter.set_value("memory_mb", 4096.0)
    tab.map.settle()
    assert working.wait(20.0)
    window.close()
    window.deleteLater()
    settle(qapp)
    for thread in threading.enumerate():
        if thread.name == "beside-the-window":
            thread.join(20.0)
            assert not thread.is_alive()


def test_in_the_tab_the_map_follows_and_moves_the_form(open_window):
    state = AppState()
    state.place, state.example = Place("calculator"), "rest_api_bursts"
    tab = open_window(state).tabs.currentWidget()
    tab.map.ensure()
    tab.map.finish()
    tab.map.values_requested.emit({"amount": 2e6, "duration_s": 0.5})
    assert (tab.presenter.workload.amount, tab.presenter.workload.duration_s) == (2e6, 0.5)
    assert msgspec.structs.asdict(state.workload)["amount"] == 2e6
    fields = {edit.text() for edit in tab.form.findChildren(NumberEdit)}
    assert {"2 000 000", "500"} <= {text.replace("\u00a0", " ") for text in fields}
    tab.views["duration"].click()
    tab.map.finish()
    assert tab.map.source.grid.question.measure == "time"
    tab.views["cost"].click()
    tab.map.finish()
    state.region = "eu-west-1"
    tab.map.finish()
    assert tab.map.source.grid.question.setting.prices.region == "eu-west-1" and solved(tab.map)
