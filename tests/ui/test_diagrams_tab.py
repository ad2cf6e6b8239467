"""The Diagrams tab in its window: it follows the state, and everything works by key and by button."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QTextEdit

from models.cost.examples import load_examples
from models.cost.options import Options
from models.diagrams.loader import diagram_ids
from models.figures import Figures
from models.state.app_state import AppState, Place
from tests.conftest import OpenWindow, settle
from tests.ui.looking import clipped
from ui.main_window import MainWindow
from ui.tabs.diagrams_tab import DiagramsTab


@pytest.fixture
def shown(open_window: OpenWindow) -> MainWindow:
    state = AppState()
    state.place = Place("diagrams", state.diagram)
    return open_window(state)


def tab_of(window: MainWindow) -> DiagramsTab:
    tab = window.tabs.current()
    assert isinstance(tab, DiagramsTab)
    return tab


def heading(window: MainWindow) -> str:
    return tab_of(window)._steps._heading.text()


def test_buttons_segments_and_keys_turn_the_same_state(shown: MainWindow) -> None:
    tab, state = tab_of(shown), shown.context.state
    tab._steps._next.click()
    assert (state.diagram_step, heading(shown)[:6]) == (1, "2 de 6")
    tab._steps._buttons[4].click()
    assert state.diagram_step == 4
    QTest.keyClick(tab.view, Qt.Key.Key_Right)
    assert state.diagram_step == 5
    assert not tab._steps._next.isEnabled()
    QTest.keyClick(tab.view, Qt.Key.Key_Home)
    assert state.diagram_step == 0
    assert not tab._steps._previous.isEnabled()


def test_the_page_keys_of_a_clicker_work_wherever_the_keyboard_is(shown: MainWindow, qapp: QApplication) -> None:
    tab = tab_of(shown)
    tab._list._list.setFocus()
    settle(qapp)
    QTest.keyClick(tab._list._list, Qt.Key.Key_PageDown)
    assert shown.context.state.diagram_step == 1
    QTest.keyClick(tab._list._list, Qt.Key.Key_PageUp)
    assert shown.context.state.diagram_step == 0
    shown.header.findChildren(QAbstractButton)[0].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown)
    assert shown.context.state.diagram_step == 1


def test_the_page_keys_rest_while_another_tab_is_shown(shown: MainWindow, qapp: QApplication) -> None:
    shown.open_tab("services")
    settle(qapp)
    QTest.keyClick(shown, Qt.Key.Key_PageDown)
    assert shown.context.state.diagram_step == 0


def test_building_in_idle_time_takes_the_keyboard_from_nobody(window: MainWindow, qapp: QApplication) -> None:
    holder = window.tabs.current().findChild(QAbstractItemView)
    assert holder is not None
    holder.setFocus()
    settle(qapp)
    window.tabs._tab("diagrams")
    settle(qapp)
    assert holder.hasFocus()


def test_coming_by_key_gives_the_keyboard_to_the_canvas(window: MainWindow, qapp: QApplication) -> None:
    list_view = window.tabs.current().findChild(QAbstractItemView)
    assert list_view is not None
    list_view.setFocus()
    window.open_tab("diagrams")
    settle(qapp)
    assert tab_of(window).view.hasFocus()


def test_the_canvas_keeps_its_size_from_step_to_step(shown: MainWindow, qapp: QApplication) -> None:
    tab, sizes = tab_of(shown), set()
    for step in range(6):
        shown.context.state.diagram_step = step
        settle(qapp)
        sizes.add((tab.view.width(), tab.view.height()))
    assert len(sizes) == 1


def test_a_switch_of_language_and_theme_keeps_diagram_step_zoom_and_place(
    shown: MainWindow, qapp: QApplication
) -> None:
    tab, state = tab_of(shown), shown.context.state
    state.diagram_step = 2
    tab.view.zoom_to(1.75)
    tab.view.choose("eks")
    before = tab.view.mapToScene(tab.view.rect().center())
    state.language, state.theme = "en", "dark"
    settle(qapp)
    assert (state.diagram, state.diagram_step) == ("code_to_container", 2)
    assert (tab.view.zoom, tab.view.chosen) == (pytest.approx(1.75), "eks")
    assert (tab.view.mapToScene(tab.view.rect().center()) - before).manhattanLength() < 2
    assert heading(shown).startswith("3 of 6")
    assert "EKS, Kubernetes. Inside Orchestrator." in tab.view.accessibleDescription()


def test_the_region_is_named_in_the_diagram(shown: MainWindow, qapp: QApplication) -> None:
    tab = tab_of(shown)
    zoom = tab.view.zoom
    shown.context.state.region = "sa-east-1"
    settle(qapp)
    titles = [group.frame.title.lines[0] for group in tab.scene._groups.values()]
    assert "Nube de AWS · sa-east-1" in titles
    assert tab.view.zoom == pytest.approx(zoom, abs=0.06)


def test_a_link_shows_its_diagram_from_the_start_and_back_returns(shown: MainWindow, qapp: QApplication) -> None:
    tab, state = tab_of(shown), shown.context.state
    state.diagram_step = 2
    shown.open_link("diagram:photo_resize")
    settle(qapp)
    assert (state.diagram, state.diagram_step) == ("photo_resize", 0)
    assert tab._bar._title.text() == "Miniaturas con Lambda"
    assert tab._list._list.currentItem().text() == "Miniaturas con Lambda"
    state.back()
    settle(qapp)
    assert state.diagram == "code_to_container"


def test_choosing_in_the_list_opens_the_diagram(shown: MainWindow, qapp: QApplication) -> None:
    tab = tab_of(shown)
    tab._list._list.setCurrentRow(0)
    settle(qapp)
    assert shown.context.state.diagram == "vm_vs_containers"
    assert shown.context.state.place == Place("diagrams", "vm_vs_containers")


def test_a_service_in_the_diagram_opens_its_page(shown: MainWindow, qapp: QApplication) -> None:
    tab = tab_of(shown)
    tab.view.choose("machine")
    QTest.keyClick(tab.view, Qt.Key.Key_Return)
    assert shown.context.state.place.tab == "diagrams"
    tab.view.choose("fargate")
    QTest.keyClick(tab.view, Qt.Key.Key_Return)
    assert shown.context.state.place == Place("services", "fargate")


def test_a_node_tells_which_page_a_click_opens(shown: MainWindow, qapp: QApplication) -> None:
    nodes = tab_of(shown).scene.nodes
    assert nodes["fargate"].toolTip() == "Abrir la página de AWS Fargate"
    assert nodes["machine"].toolTip() == ""


def test_walking_announces_the_part_and_its_connections(shown: MainWindow) -> None:
    tab = tab_of(shown)
    assert "Flechas izquierda y derecha" in tab.view.accessibleDescription()
    tab.view.setFocus()
    QTest.keyClick(tab.view, Qt.Key.Key_Down)
    assert tab.view.accessibleDescription() == (
        "Tu equipo, Dockerfile. Va a ECR: docker push. Va a Orquestador: describe el servicio."
    )


def test_zoom_buttons_and_level(shown: MainWindow) -> None:
    tab = tab_of(shown)
    tab._bar.level.click()
    assert tab._bar.level.text() == "100 %"
    tab._bar.zoom_in.click()
    assert tab._bar.level.text() == "125 %"
    tab._bar.zoom_out.click()
    tab._bar.zoom_out.click()
    assert tab._bar.level.text() == "80 %"
    tab._bar.fit.click()
    assert tab.view.fitting


def test_text_version_says_the_diagram_in_words_and_follows_it(shown: MainWindow, qapp: QApplication) -> None:
    tab = tab_of(shown)
    tab._bar.as_text.click()
    settle(qapp)
    edit = tab._text.findChild(QTextEdit)
    assert edit is not None and edit.isVisible() and not tab.view.isVisible()
    assert "Tu equipo → ECR: docker push" in edit.toPlainText()
    assert not tab._bar.zoom_in.isEnabled()
    shown.context.state.language = "en"
    settle(qapp)
    assert "Your machine → ECR: docker push" in edit.toPlainText()
    tab._list._list.setCurrentRow(0)
    settle(qapp)
    assert "Hypervisor" in edit.toPlainText()
    tab._bar.as_text.click()
    assert tab.view.isVisible()


def test_playing_goes_on_until_the_end_and_stops(shown: MainWindow) -> None:
    tab, state = tab_of(shown), shown.context.state
    state.diagram_step = 3
    tab._steps._play.click()
    assert tab._steps.playing
    assert tab._steps._play.text() == "Pausar"
    tab._steps._timer.timeout.emit()
    assert (state.diagram_step, tab._steps.playing) == (4, True)
    tab._steps._timer.timeout.emit()
    assert (state.diagram_step, tab._steps.playing) == (5, False)
    assert tab._steps._play.text() == "Reproducir"


def test_playing_from_the_end_starts_again_and_pauses(shown: MainWindow) -> None:
    tab, state = tab_of(shown), shown.context.state
    state.diagram_step = 5
    tab._steps._play.click()
    assert (state.diagram_step, tab._steps.playing) == (0, True)
    tab._steps._play.click()
    assert not tab._steps.playing


def test_leaving_the_tab_stops_playing(shown: MainWindow, qapp: QApplication) -> None:
    tab = tab_of(shown)
    tab._steps._play.click()
    shown.open_tab("services")
    settle(qapp)
    assert not tab._steps.playing


def test_reduced_motion_shows_the_end_at_once(shown: MainWindow) -> None:
    tab, state = tab_of(shown), shown.context.state
    state.diagram_step = 1
    assert tab.scene.moving
    state.reduced_motion = True
    state.diagram_step = 2
    assert not tab.scene.moving


def test_a_damaged_diagram_is_told_and_the_others_work(
    broken_tree: Path, open_window: OpenWindow, qapp: QApplication
) -> None:
    (broken_tree / "content/diagrams/batch_jobs.json").write_text('{"id": 3}', encoding="utf-8")
    state = AppState()
    state.diagram = "batch_jobs"
    state.place = Place("diagrams", "batch_jobs")
    window = open_window(state)
    tab = tab_of(window)
    assert tab._list._problems.isVisible()
    assert "content/diagrams/batch_jobs.json" in tab._list._problems.text()
    assert state.diagram == "vm_vs_containers"
    assert tab._list._list.count() == len(diagram_ids()) - 1


def test_without_diagrams_the_tab_says_what_to_do(broken_tree: Path, open_window: OpenWindow) -> None:
    for file in (broken_tree / "content/diagrams").glob("*.json"):
        file.write_text("", encoding="utf-8")
    state = AppState()
    state.place = Place("diagrams", state.diagram)
    tab = tab_of(open_window(state))
    assert "resources/content/diagrams" in tab._bar._title.text()
    assert not tab._steps.isVisible()


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640), (1920, 1080)])
def test_every_diagram_is_seen_whole(open_window: OpenWindow, qapp: QApplication, size: tuple[int, int]) -> None:
    state = AppState()
    state.place = Place("diagrams", state.diagram)
    window = open_window(state, *size)
    tab = tab_of(window)
    for entry in tab.presenter.entries():
        state.diagram = entry.id
        settle(qapp)
        seen = tab.view.mapToScene(tab.view.rect()).boundingRect()
        assert seen.contains(tab.scene.sceneRect()), entry.id


def test_keys_of_the_screen_are_listed(shown: MainWindow) -> None:
    texts = shown.context.texts
    assert all(texts.t(key) for _, key in tab_of(shown).shortcuts())
    assert texts.missing == set()


def caption(window: MainWindow, node: str) -> str:
    return " ".join(tab_of(window).scene.nodes[node].frame.texts[-1].lines).replace("\u00a0", " ")


@pytest.fixture
def billed(open_window: OpenWindow, qapp: QApplication) -> MainWindow:
    """The last step of the photo diagram, which tells what the current workload costs."""
    state = AppState()
    state.diagram, state.diagram_step = "photo_resize", 5
    state.place = Place("diagrams", state.diagram)
    window = open_window(state)
    settle(qapp)
    return window


def test_figures_follow_workload_options_and_region_where_they_stand(
    billed: MainWindow, qapp: QApplication
) -> None:
    state, tab = billed.context.state, tab_of(billed)
    assert caption(billed, "bill") == "tu carga: 0,17 USD al mes"
    assert "300 000 peticiones al mes: 0,17 USD al mes" in tab._steps._sentence.text().replace("\u00a0", " ")
    place = tab.scene.nodes["bill"].frame.rect
    state.workload = load_examples()[1].workload
    assert caption(billed, "bill") == "tu carga: 8,15 USD al mes"
    assert not tab.scene.moving
    state.options = Options(companions=frozenset())
    without = caption(billed, "bill")
    assert without not in ("tu carga: 8,15 USD al mes", "")
    state.workload = load_examples()[6].workload
    assert caption(billed, "bill") == "tu carga: no cabe"
    assert tab.scene.nodes["bill"].frame.rect == place


def test_a_hidden_diagram_waits_and_shows_the_new_figures_when_it_returns(
    billed: MainWindow, qapp: QApplication
) -> None:
    tab = tab_of(billed)
    before = tab.presenter.frame()
    billed.open_tab("services")
    billed.context.state.workload = load_examples()[1].workload
    assert tab.scene.nodes["bill"].frame in (before.nodes if before else ())
    billed.open_tab("diagrams")
    assert caption(billed, "bill") == "tu carga: 8,15 USD al mes"


def test_the_line_under_the_diagram_says_on_what_its_figures_stand(billed: MainWindow, qapp: QApplication) -> None:
    tab, state = tab_of(billed), billed.context.state
    assert "Cifras de tu carga (Redimensionar fotos) en us-east-1." in tab._standing.text()
    state.region = "sa-east-1"
    assert "sa-east-1" in tab._standing.text()
    tab._standing.linkActivated.emit("tab:calculator")
    assert state.place.tab == "calculator"
    state.diagram = "who_manages"
    billed.open_tab("diagrams")
    assert not tab._standing.isVisible()


def test_labels_wait_until_the_engine_is_there(open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Figures, "ready", property(lambda self: False))
    monkeypatch.setattr(Figures, "load", lambda self: None)
    state = AppState()
    state.diagram, state.diagram_step = "photo_resize", 5
    state.place = Place("diagrams", state.diagram)
    window = open_window(state)
    assert caption(window, "bill") == "tu carga: …"
    assert "Calculando" in tab_of(window)._standing.text()


def test_a_low_window_gives_the_room_to_the_drawing_and_the_text_version_says_it(
    open_window: OpenWindow, qapp: QApplication
) -> None:
    state = AppState()
    state.diagram, state.place, state.text_scale = "container_scaling", Place("diagrams", "container_scaling"), 2.0
    window = open_window(state)
    settle(qapp)
    tab = tab_of(window)
    assert not tab._standing.isVisible()
    assert "Cifras de tu carga (Redimensionar fotos) en us-east-1." in tab.presenter.description()
    for step in range(tab.presenter.last + 1):
        tab.presenter.go_to(step)
        settle(qapp)
        assert clipped(tab._steps) == []
    state.text_scale = 1.0
    settle(qapp)
    assert tab._standing.isVisible()
