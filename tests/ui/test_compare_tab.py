"""The Compare tab as a person uses it, by mouse, keyboard and ear; and what stays in place when things change."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from models.compare.table import COST_ROW, SCENARIO_GROUP, Row
from models.cost.workload import Workload
from models.state.app_state import AppState, Place
from tests.conftest import OpenWindow
from ui.main_window import MainWindow
from ui.tabs.compare_tab import CompareTab
from ui.tabs.compare_table import CompareTable

FOUR = ("lambda", "fargate", "ec2", "lightsail")
Settled = Callable[[], None]


@pytest.fixture
def compare_window(open_window: OpenWindow) -> MainWindow:
    state = AppState()
    state.place, state.compared = Place("compare"), FOUR
    return open_window(state)


@pytest.fixture
def tab(compare_window: MainWindow) -> CompareTab:
    found = compare_window.tabs.current()
    assert isinstance(found, CompareTab)
    return found


@pytest.fixture
def table(tab: CompareTab) -> CompareTable:
    return tab.table


@pytest.fixture
def state(compare_window: MainWindow) -> AppState:
    return compare_window.context.state


def _cells(table: CompareTable, row_id: str) -> Row:
    line = table.table_model.lines[table.table_model.line_of(row_id)]
    assert isinstance(line, Row)
    return line


def _choose(table: CompareTable, row_id: str, column: int) -> None:
    table.setFocus()
    table.setCurrentIndex(table.table_model.index(table.table_model.line_of(row_id), column))


def test_costs_arrive_after_the_first_paint(table: CompareTable) -> None:
    assert {cell.kind for cell in _cells(table, COST_ROW).cells} <= {"money", "misfit"}
    assert table.table_model.lines[0].id == SCENARIO_GROUP


def test_at_least_thirty_rows_and_every_column_in_sight(table: CompareTable) -> None:
    assert table.table_model.table.shown >= 30
    header = table.columns
    assert header.count() == 4
    assert header.length() <= table.viewport().width()
    assert not table.horizontalScrollBar().maximum()


def test_a_chip_adds_and_removes_a_column(tab: CompareTab, state: AppState, qtbot) -> None:
    qtbot.mouseClick(tab.bar.chips["ec2"], Qt.MouseButton.LeftButton)
    assert state.compared == ("lambda", "fargate", "lightsail")
    assert [column.id for column in tab.table.table_model.table.columns] == list(state.compared)
    qtbot.mouseClick(tab.bar.chips["batch"], Qt.MouseButton.LeftButton)
    assert state.compared == ("lambda", "fargate", "lightsail", "batch")
    assert tab.bar.chips["batch"].isChecked()


def test_a_fifth_chip_stays_off_and_a_sentence_says_why(tab: CompareTab, state: AppState, qtbot) -> None:
    qtbot.mouseClick(tab.bar.chips["batch"], Qt.MouseButton.LeftButton)
    assert state.compared == FOUR
    assert not tab.bar.chips["batch"].isChecked()
    assert "AWS Batch" in tab.bar.said()
    qtbot.mouseClick(tab.bar.chips["ec2"], Qt.MouseButton.LeftButton)
    assert tab.bar.said() == ""


def test_the_last_two_chips_stay_on_and_a_sentence_says_why(tab: CompareTab, state: AppState, qtbot) -> None:
    state.compared = ("lambda", "ec2")
    qtbot.mouseClick(tab.bar.chips["ec2"], Qt.MouseButton.LeftButton)
    assert state.compared == ("lambda", "ec2")
    assert tab.bar.chips["ec2"].isChecked()
    assert "Amazon EC2" in tab.bar.said()


def test_only_differences_by_key(tab: CompareTab, table: CompareTable, qtbot) -> None:
    everything = table.table_model.table
    qtbot.keyClick(table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert tab.bar.differences.isChecked()
    some = table.table_model.table
    assert some.shown == everything.differing < everything.shown
    assert all(row.differs for row in some.rows())


def test_typing_in_the_table_filters_and_the_field_gives_the_keyboard_back(
    tab: CompareTab, table: CompareTable, qtbot
) -> None:
    table.setFocus()
    qtbot.keyClicks(table, "g")
    assert tab.bar.filter.hasFocus()
    qtbot.keyClicks(tab.bar.filter, "pu")
    assert "gpu" in [row.id for row in table.table_model.table.rows()]
    assert table.table_model.table.shown < 10
    qtbot.keyClick(tab.bar.filter, Qt.Key.Key_Down)
    assert table.hasFocus()
    qtbot.keyClick(table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert tab.bar.filter.hasFocus()
    qtbot.keyClick(tab.bar.filter, Qt.Key.Key_Escape)
    assert tab.bar.filter.text() == ""
    assert table.table_model.table.shown > 30


def test_an_empty_table_teaches_and_its_buttons_help(tab: CompareTab, qtbot, settled: Settled) -> None:
    tab.bar.filter.setText("zzz")
    tab.bar.differences.click()
    settled()
    texts = [found.text() for found in tab.findChildren(type(tab._empty)) if found.isVisible()]
    assert any("zzz" in text for text in texts)
    qtbot.mouseClick(tab._clear, Qt.MouseButton.LeftButton)
    assert tab.table.table_model.table.shown > 0
    assert not tab._clear.isVisible()


def test_arrows_walk_cells_and_skip_bands(table: CompareTable, qtbot) -> None:
    table.setFocus()
    assert table.currentIndex().row() == 1
    seen = []
    for _ in range(6):
        seen.append(table.table_model.lines[table.currentIndex().row()].id)
        qtbot.keyClick(table, Qt.Key.Key_Down)
    rows = [row.id for row in table.table_model.table.rows()]
    assert seen == rows[:6]
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert table.currentIndex().column() == 1


def test_up_reaches_the_header_whose_keys_open_and_remove(
    compare_window: MainWindow, table: CompareTable, state: AppState, qtbot
) -> None:
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Up)
    header = table.columns
    assert header.hasFocus()
    qtbot.keyClick(header, Qt.Key.Key_Right)
    assert "AWS Fargate" in header.accessibleName()
    qtbot.keyClick(header, Qt.Key.Key_Delete)
    assert state.compared == ("lambda", "ec2", "lightsail")
    qtbot.keyClick(header, Qt.Key.Key_Down)
    assert table.hasFocus()
    qtbot.keyClick(table, Qt.Key.Key_Up)
    qtbot.keyClick(header, Qt.Key.Key_Return)
    assert state.place == Place("services", state.compared[header.at])


def test_enter_and_delete_in_a_cell_act_on_its_column(table: CompareTable, state: AppState, qtbot) -> None:
    _choose(table, "gpu", 3)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert state.compared == FOUR[:3]
    _choose(table, "gpu", 2)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert state.place == Place("services", "ec2")


def test_the_header_works_by_mouse(table: CompareTable, state: AppState, qtbot) -> None:
    header = table.columns
    right = header.sectionViewportPosition(1) + header.sectionSize(1)
    cross = QPoint(right - table.context.theme.px(18), header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=cross)
    assert state.compared == ("lambda", "ec2", "lightsail")
    name = QPoint(header.sectionViewportPosition(1) + 60, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=name)
    assert state.place == Place("services", "ec2")


def test_focus_and_pointer_tell_the_source(tab: CompareTab, table: CompareTable) -> None:
    hint = tab._source.text()
    _choose(table, "max_duration", 0)
    as_of = table.context.catalog.fact("lambda.max_duration").as_of
    assert "AWS Lambda" in tab._source.text()
    assert as_of in tab._source.text()
    table.clearFocus()
    assert tab._source.text() == hint
    table.entered.emit(table.table_model.index(table.table_model.line_of("gpu"), 2))
    assert "Amazon EC2" in tab._source.text()
    tip = table.table_model.index(table.table_model.line_of("max_duration"), 0).data(Qt.ItemDataRole.ToolTipRole)
    assert as_of in tip


@pytest.mark.parametrize(
    ("modifiers", "sign"),
    [
        (Qt.KeyboardModifier.ControlModifier, "\t"),
        (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, "| --- |"),
    ],
)
def test_copy_puts_the_table_on_the_clipboard(
    tab: CompareTab, table: CompareTable, qtbot, modifiers, sign
) -> None:
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_C, modifiers)
    copied = QGuiApplication.clipboard().text()
    assert sign in copied
    assert str(table.table_model.table.shown) in tab.bar.said()
    assert all(row.label in copied for row in table.table_model.table.rows())


def test_copying_nothing_says_so(tab: CompareTab, qtbot) -> None:
    QGuiApplication.clipboard().setText("kept")
    tab.bar.filter.setText("zzz")
    qtbot.mouseClick(tab.bar.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "kept"
    assert tab.bar.said()


def test_language_region_and_workload_change_in_place(
    compare_window: MainWindow, tab: CompareTab, table: CompareTable, state: AppState, settled: Settled
) -> None:
    tab.bar.filter.setText("")
    _choose(table, "sla", 2)
    settled()
    scroll = table.verticalScrollBar().value()
    assert scroll > 0
    at = table.rowViewportPosition(table.currentIndex().row())
    before = _cells(table, COST_ROW).cells[1].text
    state.workload = Workload(amount=50_000_000.0)
    assert _cells(table, COST_ROW).cells[1].text != before
    state.region = "sa-east-1"
    assert "sa-east-1" in table.table_model.lines[0].label
    state.language = "en"
    state.theme = "dark"
    settled()
    current = table.currentIndex()
    assert (table.table_model.lines[current.row()].id, current.column()) == ("sla", 2)
    assert abs(table.rowViewportPosition(current.row()) - at) <= table.rowHeight(current.row()) * 3
    assert table.table_model.headerData(current.row(), Qt.Orientation.Vertical) == "Committed availability (SLA)"


def test_a_hidden_tab_catches_up_when_shown(
    compare_window: MainWindow, table: CompareTable, state: AppState, settled: Settled
) -> None:
    state.go(Place("services", "ec2"))
    state.compared = ("ecs", "eks")
    assert [column.id for column in table.table_model.table.columns] == list(FOUR)
    state.go(Place("compare"))
    settled()
    assert [column.id for column in table.table_model.table.columns] == ["ecs", "eks"]


def test_a_page_that_asks_for_a_comparison_gets_it(compare_window: MainWindow, table: CompareTable) -> None:
    compare_window.open_link("compare:batch")
    assert "batch" in [column.id for column in table.table_model.table.columns]


def test_rows_are_as_high_as_their_longest_text(table: CompareTable, settled: Settled) -> None:
    for scale in (1.0, 2.0):
        table.context.state.text_scale = scale
        settled()
        pad = table.context.theme.px(1)
        for line, found in enumerate(table.table_model.lines):
            if isinstance(found, Row):
                needs = max(table.laid(line, column)[1] for column in range(-1, len(found.cells)))
                assert table.rowHeight(line) >= needs + pad


def test_at_double_text_the_table_scrolls_instead_of_squeezing(table: CompareTable, settled: Settled) -> None:
    table.context.state.text_scale = 2.0
    settled()
    narrowest = min(table.columns.sectionSize(section) for section in range(4))
    assert narrowest >= table.context.theme.px(140)
    assert table.horizontalScrollBar().maximum() > 0
    table.columns.setFocus()
    table.columns.choose(3)
    assert table.columns.sectionViewportPosition(3) + table.columns.sectionSize(3) <= table.viewport().width()


def test_the_headers_stay_in_sight(table: CompareTable, settled: Settled) -> None:
    header = table.columns
    top = header.mapTo(table, QPoint(0, 0))
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    settled()
    assert header.isVisible()
    assert header.mapTo(table, QPoint(0, 0)) == top


def test_the_card_ends_with_its_last_row(tab: CompareTab, table: CompareTable, settled: Settled) -> None:
    tab.bar.filter.setText("gpu")
    settled()
    last = len(table.table_model.lines) - 1
    end = table.rowViewportPosition(last) + table.rowHeight(last)
    assert end <= table.viewport().height() <= end + table.context.theme.px(20)


def test_screen_readers_find_headers_and_cells(table: CompareTable) -> None:
    interface = QAccessible.queryAccessibleInterface(table)
    assert interface.role() == QAccessible.Role.Table
    assert "AWS Lambda" in interface.text(QAccessible.Text.Name)
    model = table.table_model
    line = model.line_of("max_duration")
    spoken = model.index(line, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "15" in spoken
    assert model.headerData(line, Qt.Orientation.Vertical) == "Duración máxima"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "AWS Lambda"
    assert model.index(line, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole)


def test_bands_take_no_focus_and_speak_their_name(table: CompareTable) -> None:
    index = table.table_model.index(0, 0)
    assert index.flags() == Qt.ItemFlag.NoItemFlags
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == table.table_model.lines[0].label


def test_yes_is_told_by_word_and_colour(table: CompareTable, qapp: QApplication) -> None:
    line = table.table_model.line_of("scale_to_zero")
    cell = _cells(table, "scale_to_zero").cells[0]
    assert cell.kind == "yes"
    assert cell.text.startswith("Sí")
    table.scrollTo(table.table_model.index(line, 0))
    area = table.visualRect(table.table_model.index(line, 0))
    image = table.viewport().grab(area).toImage()
    assert _has(image, table.context.theme.color("good").rgb())


def _has(image: QImage, rgb: int) -> bool:
    """Whether a pixel of exactly that colour was painted."""
    return any(
        image.pixel(x, y) & 0xFFFFFF == rgb & 0xFFFFFF for y in range(image.height()) for x in range(image.width())
    )


def test_a_cost_leads_to_the_calculator(table: CompareTable, state: AppState, qtbot) -> None:
    _choose(table, COST_ROW, 1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert state.place == Place("calculator")
    state.back()
    area = table.visualRect(table.table_model.index(table.table_model.line_of(COST_ROW), 2))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert state.place == Place("calculator")


@pytest.mark.parametrize("key", [Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_End])
def test_jumps_never_end_on_a_band(table: CompareTable, qtbot, key) -> None:
    for row in table.table_model.table.rows():
        _choose(table, row.id, 1)
        for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
            qtbot.keyClick(table, key, modifier)
            if table.hasFocus():
                assert isinstance(table.table_model.lines[table.currentIndex().row()], Row)
                assert table.currentIndex().isValid()


def test_pages_reach_the_end_and_come_back(table: CompareTable, qtbot) -> None:
    table.setFocus()
    for _ in range(20):
        qtbot.keyClick(table, Qt.Key.Key_PageDown)
    assert table.currentIndex().row() == len(table.table_model.lines) - 1
    for _ in range(20):
        qtbot.keyClick(table, Qt.Key.Key_PageUp)
    assert table.currentIndex().row() == 1
    assert table.verticalScrollBar().value() == 0


@pytest.mark.parametrize("chosen", [(), ("lambda",)])
def test_fewer_than_two_services_teach_instead_of_failing(
    tab: CompareTab, state: AppState, settled: Settled, chosen: tuple[str, ...]
) -> None:
    state.compared = chosen
    settled()
    assert tab.table.columns.count() == len(chosen)
    assert tab._empty.isVisible() == (not chosen)
    tab.bar.chips["ec2"].click()
    assert tab.table.columns.count() == len(chosen) + 1
