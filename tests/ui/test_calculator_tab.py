"""The Calculator tab as a person uses it: typing, dragging, opening, reading, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models import formats
from models.cost.examples import load_examples
from models.state.app_state import AppState, Place
from models.texts import LANGUAGES
from tests.conftest import settle
from ui.tabs.calculator_tab import CalculatorTab


@pytest.fixture
def opened(open_window, qapp):
    """Opens the window on the calculator with its chart ready."""

    def build(example: str = "rest_api_bursts", language: str = "es", scale: float = 1.0, **size: int):
        state = AppState()
        state.place, state.example, state.language = Place("calculator"), example, language
        state.text_scale = scale
        window = open_window(state, **size)
        tab = window.tabs.currentWidget()
        assert isinstance(tab, CalculatorTab), getattr(tab, "_details", tab)
        tab.curve.ensure()
        settle(qapp)
        return tab

    return build


@pytest.fixture
def tab(opened) -> CalculatorTab:
    return opened()


def type_into(tab: CalculatorTab, name: str, text: str) -> None:
    edit = tab.form.inputs.fields[name].edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


def total(tab: CalculatorTab, service: str) -> str:
    return tab.ranking.rows[service].view.total


def test_typing_moves_every_number_and_the_chart_in_the_same_turn(tab):
    before = total(tab, "lambda")
    type_into(tab, "amount", "50M")
    assert tab.context.state.workload.amount == 50e6
    assert total(tab, "lambda") != before
    assert tab.curve.desk.curves.now == 50e6
    assert tab.context.state.example == ""


def test_the_echo_says_what_was_understood_and_leaving_writes_it_plainly(tab):
    type_into(tab, "duration_s", "1.500")
    field = tab.form.inputs.fields["duration_s"]
    assert tab.context.state.workload.duration_s == pytest.approx(1.5)
    assert field._echo.text().replace("\xa0", " ") == "= 1 500 ms"
    assert field.edit.text() == "1.500", "what the person types is never rewritten under their hands"
    tab.form.inputs.fields["memory_mb"].edit.setFocus()
    assert field.edit.text().replace("\xa0", " ") == "1,5" and field.edit._unit.text() == "s"


def test_a_wrong_input_says_so_in_place_and_keeps_the_answer(tab):
    rows = [row.view for row in tab.ranking.rows.values()]
    type_into(tab, "amount", "muchas")
    field = tab.form.inputs.fields["amount"]
    assert field.wrong and "muchas" in field._error.text()
    assert field.edit.accessibleDescription() == field._error.text()
    assert [row.view for row in tab.ranking.rows.values()] == rows
    type_into(tab, "amount", "10")
    assert not field.wrong and tab.context.state.workload.amount == 10.0


def test_an_emptied_vcpu_follows_the_memory(tab):
    type_into(tab, "vcpu", "2")
    assert tab.context.state.workload.vcpu == 2.0
    edit = tab.form.inputs.fields["vcpu"].edit
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    assert tab.context.state.workload.vcpu == 0.0
    assert edit.placeholderText() == "0,29"


def test_undo_and_redo_by_keyboard_from_inside_a_field(tab):
    start = tab.context.state.workload
    type_into(tab, "amount", "42")
    edit = tab.form.inputs.fields["amount"].edit
    QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert tab.context.state.workload == start
    assert edit.text().replace("\xa0", " ") == "5 000 000"
    QTest.keyClick(edit, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert tab.context.state.workload.amount == 42.0


def test_a_slider_by_mouse_and_by_keyboard(tab):
    slider = tab.form.inputs.fields["memory_mb"].slider
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 1, slider.height() // 2))
    assert tab.context.state.workload.memory_mb == 131_072.0
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert tab.context.state.workload.memory_mb == 128.0
    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    assert tab.context.state.workload.memory_mb > 128.0
    assert tab.form.undo.isEnabled()


def test_every_example_can_be_chosen_and_teaches(tab, qapp):
    assert len(load_examples()) >= 12
    for index, example in enumerate(load_examples()):
        tab.form.examples.click()
        row = tab.examples.rows()[index]
        assert example.lesson["es"] in row.accessibleName()
        row.click()
        assert tab.examples.isHidden()
        assert tab.context.state.workload == example.workload
        assert tab.form._lesson.text() == example.lesson["es"]


def test_examples_by_keyboard_and_back(tab, qapp):
    button = tab.form.examples
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert tab.examples.isVisible() and QApplication.focusWidget().isChecked()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert tab.examples.isHidden() and QApplication.focusWidget() is button
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_End)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert tab.context.state.example == load_examples()[-1].id
    button.click()
    tab.ranking.rows["ec2"].setFocus()
    assert tab.examples.isHidden(), "the sheet closes when the keyboard goes elsewhere"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_example_sheet_fits_and_clips_nothing(opened, qapp, scale):
    from tests.ui import looking

    tab = opened(scale=scale)
    tab.form.examples.click()
    settle(qapp)
    assert tab.rect().contains(tab.examples.geometry())
    for row in tab.examples.rows():
        assert row.height() >= row.heightForWidth(row.width())
    assert looking.clipped(tab.window()) == [] and looking.unnamed(tab.window()) == []


def test_a_link_to_an_example_reaches_the_fields(tab, qapp):
    type_into(tab, "amount", "7")
    tab.context.open_link("calc:video_transcoding@batch")
    settle(qapp)
    assert tab.form.inputs.fields["amount"].edit.text().replace("\xa0", " ") == "4 000"
    assert tab.ranking.open_service == "batch"


def test_inputs_that_do_not_matter_to_a_kind_are_not_shown(opened, qapp):
    tab = opened("websocket_server")
    tab.form.inputs.folds["traffic"].head.click()
    settle(qapp)
    shown = {name for name, field in tab.form.inputs.fields.items() if field.isVisible()}
    assert shown == {"amount", "memory_mb", "vcpu", "hours_per_day", "zones"}
    tab.form.inputs.kinds["requests"].click()
    settle(qapp)
    shown = {name for name, field in tab.form.inputs.fields.items() if field.isVisible()}
    assert {"duration_s", "concurrency", "peak_factor", "target_utilisation"} <= shown


def test_rows_stand_in_the_order_of_the_answer_and_tab_follows_it(tab):
    tops = [tab.ranking.rows[name].y() for name in tab.ranking.order]
    assert tops == sorted(tops)
    assert tab.ranking.order == [row.service for row in tab.presenter.answer().rows()]
    first, second = (tab.ranking.rows[name] for name in tab.ranking.order[:2])
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second
    QTest.keyClick(second, Qt.Key.Key_End)
    assert QApplication.focusWidget() is tab.ranking.rows[tab.ranking.order[-1]]


def test_a_row_opens_and_closes_by_keyboard_and_shows_every_line(tab, qapp):
    row = tab.ranking.rows["fargate"]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    settle(qapp)
    assert tab.ranking.open_service == "fargate" and tab.detail.isVisible()
    shown = [line.view for line in tab.detail._lines if line.isVisible()]
    assert tuple(shown) == tab.presenter.answer().detail("fargate").lines and len(shown) >= 5
    assert tab.detail.y() >= row.geometry().bottom()
    QTest.keyClick(row, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is tab.detail._lines[0], "Tab goes into what was opened"
    QTest.keyClick(row, Qt.Key.Key_Left)
    assert tab.ranking.open_service == "" and not tab.detail.isVisible()


def test_the_open_row_follows_the_inputs(tab, qapp):
    tab.ranking.open_row("lambda")
    type_into(tab, "amount", "90M")
    settle(qapp)
    shown = [line.view for line in tab.detail._lines if line.isVisible()]
    assert tuple(shown) == tab.presenter.answer().detail("lambda").lines
    assert total(tab, "lambda") in tab.detail._total.text()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("view", ["cost", "duration"])
def test_nothing_overlaps_or_is_cut_when_a_row_is_open(opened, qapp, scale, view):
    tab = opened(scale=scale)
    tab.views[view].click()
    for service in tab.ranking.order:
        tab.ranking.open_row(service)
        settle(qapp)
        assert tab.detail.height() >= tab.detail.layout().totalHeightForWidth(tab.detail.width())
        bottom = 0
        for name in tab.ranking.order:
            row = tab.ranking.rows[name]
            assert row.y() >= bottom and row.height() >= row.height_for(row.width())
            bottom = tab.detail.geometry().bottom() if name == service else row.geometry().bottom()
        assert tab.ranking.height() > bottom
        for line in tab.detail._lines:
            if line.isVisible():
                assert line.height() >= line.heightForWidth(line.width())


def test_bars_grow_to_a_new_answer_and_jump_while_dragging_or_without_motion(tab):
    row, growth = tab.ranking.rows["eks"], tab.ranking._growth
    tab.context.state.example = "steady_api_containers"
    assert growth.state() == growth.State.Running
    growth.setCurrentTime(growth.duration() // 2)
    assert row.view.share < row.drawn < 1.0
    growth.setCurrentTime(growth.duration())
    assert row.drawn == pytest.approx(row.view.share)
    tab.presenter.set_position("memory_mb", 0.9)
    assert growth.state() == growth.State.Stopped and row.drawn == row.view.share
    tab.context.state.reduced_motion = True
    tab.context.state.example = "blog"
    assert growth.state() == growth.State.Stopped and row.drawn == row.view.share


def test_copy_as_text_says_what_the_screen_says(tab):
    tab.ranking.open_row("ec2")
    tab.detail._copy.click()
    text = QGuiApplication.clipboard().text()
    for line in tab.presenter.answer().detail("ec2").lines:
        assert line.label in text and line.amount in text and line.numbers in text
    assert total(tab, "ec2") in text


def test_the_page_of_a_service_is_one_click_away(tab):
    tab.ranking.open_row("ec2")
    tab.detail._page.click()
    assert tab.context.state.place == Place("services", "ec2")


def test_duration_is_another_view_of_the_same_list(tab, qapp):
    tab.context.state.example = "genomics_array"
    tab.views["duration"].click()
    settle(qapp)
    assert tab.ranking.order[0] == "lambda"
    tab.ranking.open_row("fargate")
    settle(qapp)
    lines = [line.view for line in tab.detail._lines if line.isVisible()]
    assert lines and any("Fuente" in line.origin for line in lines)
    tab.views["cost"].click()
    assert "USD" in total(tab, "fargate")


@pytest.mark.parametrize(
    "change", [("language", "en"), ("theme", "dark"), ("region", "sa-east-1"), ("text_scale", 1.25)]
)
def test_a_switch_keeps_inputs_open_row_and_scroll(tab, qapp, change):
    tab.ranking.open_row("ec2")
    type_into(tab, "amount", "1234567")
    settle(qapp)
    tab.scroll.verticalScrollBar().setValue(120)
    setattr(tab.context.state, *change)
    settle(qapp)
    assert tab.context.state.workload.amount == 1_234_567.0
    text = tab.form.inputs.fields["amount"].edit.text()
    assert formats.parse_number(text, tab.context.state.language) == 1_234_567.0
    assert tab.ranking.open_service == "ec2" and tab.detail.isVisible()
    assert tab.scroll.verticalScrollBar().value() == 120
    assert tab.context.texts.missing == set()


def test_prices_of_another_region_reach_rows_and_chart(tab, qapp):
    before, curve = total(tab, "ec2"), tab.curve.desk.curves.table.tolist()
    tab.context.state.region = "sa-east-1"
    settle(qapp)
    assert total(tab, "ec2") != before
    assert tab.curve.desk.curves.table.tolist() != curve
    assert "sa-east-1" in tab._subtitle.text()


def test_the_chart_moves_the_workload_in_one_undo_step(tab):
    start = tab.context.state.workload
    axis = tab.curve.desk.curves.axis
    for amount in (6.1e6, 7.2e6, 8.34e6):
        tab.curve.chart.place_requested.emit(axis.place(amount))
    tab.curve.chart.drag_ended.emit()
    assert tab.context.state.workload.amount == 8.3e6
    assert tab.form.inputs.fields["amount"].edit.text().replace("\xa0", " ") == "8 300 000"
    tab.presenter.undo()
    assert tab.context.state.workload == start


def test_the_chart_says_in_words_and_in_a_table_what_it_draws(tab, qapp):
    assert tab.curve._summary.text() in tab.curve.chart.accessibleDescription()
    assert "Lambda" in tab.curve._summary.text()
    tab.curve._switch.click()
    settle(qapp)
    table = tab.curve.table
    assert table.isVisible() and not tab.curve.chart.isVisible()
    cells = {table.item(r, c).text() for r in range(table.rowCount()) for c in range(table.columnCount())}
    assert total(tab, "lambda") in cells
    tab.curve._switch.click()
    assert tab.curve.chart.isVisible()


def test_only_the_current_point_is_worked_out_when_the_amount_moves(tab):
    tab.curve.settle()
    lines = tab.curve.desk.curves.table
    tab.presenter.set_position("amount", 0.8)
    assert tab.curve.desk.curves.table is lines
    type_into(tab, "memory_mb", "600")
    assert tab.curve.desk.curves.table is not lines


def choose(select, name: str) -> None:
    """As the keyboard does: the row, then what the list tells."""
    select.setCurrentIndex(select.findData(name))
    select.activated.emit(select.currentIndex())


def test_any_input_lies_along_the_curve_on_either_scale_and_the_point_moves_it(tab, qapp):
    curve, start = tab.curve, tab.context.state.workload
    names = [curve.scales.input.itemData(row) for row in range(curve.scales.input.count())]
    assert {"amount", "duration_s", "memory_mb", "zones", "cold_start_share"} <= set(names)
    choose(curve.scales.input, "memory_mb")
    assert "memoria" in curve._title.text() and curve.chart.accessibleName() == curve._title.text()
    choose(curve.scales.scales["x"], "linear")
    choose(curve.scales.scales["y"], "linear")
    axis = curve.desk.curves.axis
    assert (axis.input_name, axis.knee, curve.desk.up.log) == ("memory_mb", 0.0, False)
    spot = QPoint(round(curve.chart.x_of(axis.place(512.0))), round(curve.chart.plot.center().y()))
    QTest.mousePress(curve.chart, Qt.MouseButton.LeftButton, pos=spot)
    for step in (20, 40, 60):
        QTest.mouseMove(curve.chart, spot + QPoint(step, 0))
        qapp.sendPostedEvents()
        assert tab.context.state.workload.memory_mb > 512.0
        assert curve.desk.now()[0] == pytest.approx(curve.chart._now)
    QTest.mouseRelease(curve.chart, Qt.MouseButton.LeftButton, pos=spot + QPoint(60, 0))
    tab.presenter.undo()
    assert tab.context.state.workload == start, "one gesture is one step"


def test_the_choice_of_the_curve_survives_another_kind_of_workload(tab, qapp):
    choose(tab.curve.scales.input, "peak_factor")
    tab.presenter.set_choice("kind", "always_on")
    tab.curve.settle()
    assert tab.curve.scales.input.currentData() == "amount" and "unidades" in tab.curve._title.text()
    tab.presenter.set_choice("kind", "requests")
    tab.curve.settle()
    assert tab.curve.scales.input.currentData() == "peak_factor" and "pico" in tab.curve._title.text()


def test_the_choices_of_the_curve_take_the_keyboard_and_have_names(tab):
    for select in (tab.curve.scales.input, *tab.curve.scales.scales.values()):
        assert select.focusPolicy() & Qt.FocusPolicy.TabFocus and select.accessibleName()
    before = tab.curve.scales.input.currentData()
    tab.curve.scales.input.setFocus()
    QTest.keyClick(tab.curve.scales.input, Qt.Key.Key_Down)
    assert tab.curve.scales.input.currentData() != before
    assert tab.curve.desk.curves.axis.input_name == tab.curve.scales.input.currentData()
    assert tab.curve.scales.height() == tab.map.choice.height(), "both plots begin at the same height"


def test_the_curve_follows_the_view_to_time_and_back(tab, qapp):
    cost = tab.curve._summary.text()
    tab.views["duration"].click()
    settle(qapp)
    assert tab.curve._title.text() == "Tiempo según las peticiones" and "rápido" in tab.curve._summary.text()
    assert "rápido" in tab.curve.chart.accessibleDescription()
    tab.curve.chart.setFocus()
    tab.curve.chart.show_reading(tab.curve.desk.now()[0])
    listed = {row.view.total for row in tab.ranking.rows.values() if row.view.rank == "ranked"}
    assert {row.value for row in tab.curve.chart._spot.rows} == listed
    exported = tab.share.exports.document().table("curve")
    assert exported.title == tab.curve._title.text() and exported.columns[1].label.endswith("(s)")
    tab.views["cost"].click()
    assert tab.curve._title.text() == "Costo según las peticiones" and tab.curve._summary.text() == cost


def test_the_exported_curve_is_the_one_on_screen(tab):
    choose(tab.curve.scales.input, "zones")
    exported = tab.share.exports.document().table("curve")
    assert exported.title == "Costo según las zonas"
    shown = tab.curve.desk.table()
    assert [tuple(cell.text for cell in row.cells) for row in exported.rows] == list(shown.rows)
    assert exported.columns[0].label == "Zonas"


def test_a_curve_out_of_sight_works_nothing_out_until_the_inputs_rest(tab, qapp):
    tab.curve._switch.click()
    table = tab.curve.desk.curves.table
    type_into(tab, "memory_mb", "600")
    assert tab.curve.desk._curves.table is table
    tab.curve.settle()
    assert tab.curve.desk.curves.table is not table


def test_groups_open_when_needed_and_are_built_then(tab, qapp):
    assert "storage_gb" not in tab.form.inputs.fields
    for name, fold in tab.form.inputs.folds.items():
        fold.head.click()
        settle(qapp)
        assert fold.body.isVisible() and fold.head.accessibleName().endswith("abierto"), name
    type_into(tab, "data_out_gb", "2 TB")
    assert tab.context.state.workload.data_out_gb == 2048.0
    tab.form.inputs.chips["+load_balancer"].click()
    assert "load_balancer" not in tab.presenter.options.companions
    combo = tab.form.inputs.combos["commitment"]
    combo.setCurrentIndex(combo.findData("sp_3y"))
    combo.activated.emit(combo.currentIndex())
    assert tab.presenter.options.commitment == "sp_3y"
    assert "3" in tab._subtitle.text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_name_with_all_groups_open(opened, qapp, language):
    from tests.ui import looking

    tab = opened(language=language)
    for fold in tab.form.inputs.folds.values():
        fold.head.click()
    tab.ranking.open_row("fargate")
    settle(qapp)
    window = tab.window()
    assert looking.unnamed(window) == []
    assert looking.untranslated(window) == []
    assert looking.clipped(window) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_clipped_at_twice_the_size_with_all_groups_open(opened, qapp, language):
    from tests.ui import looking

    tab = opened(language=language, scale=2.0)
    for fold in tab.form.inputs.folds.values():
        fold.head.click()
    tab.ranking.open_row("lambda")
    settle(qapp)
    assert looking.clipped(tab.window()) == []


def test_a_closed_tab_hears_nothing_more(tab, qapp):
    state, presenter = tab.context.state, tab.presenter
    heard = []
    presenter.changed.connect(heard.append)
    tab.deleteLater()
    settle(qapp)
    state.example = "blog"
    assert heard == []
