"""Tabs are built when first seen; a fault of one stays inside it; hidden ones catch up when they are shown."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from models.errors import ContentError
from models.texts import LANGUAGES
from tests.conftest import settle
from ui.context import AppContext
from ui.main_window import MainWindow
from ui.tab_host import TabHost
from ui.tabs import registry
from ui.tabs.base import Tab
from ui.tabs.fault import FaultPage
from ui.tabs.registry import TabSpec, tab_ids

Settled = Callable[[], None]
HERE = __name__
DONE: list[str] = []
FAIL: set[str] = set()


class Recorder(Tab):
    """A tab that writes down what it is asked, and fails on demand."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._do("build")

    def retranslate(self) -> None:
        self._do("retranslate")

    def retheme(self) -> None:
        self._do("retheme")

    def reregion(self) -> None:
        self._do("reregion")

    def show_item(self, item: str) -> None:
        self._do(f"show {item}")

    def _do(self, what: str) -> None:
        DONE.append(what)
        if what.partition(" ")[0] in FAIL:
            raise ContentError("content/x.json", "$.y", f"{what} failed")


@pytest.fixture
def host(context: AppContext, monkeypatch: pytest.MonkeyPatch, no_leaks: None):  # type: ignore[no-untyped-def]
    """A host of two recorders; the first one is shown."""
    specs = tuple(TabSpec(name, f"tab.{name}", "", f"{HERE}:Recorder") for name in ("services", "compare"))
    monkeypatch.setattr("ui.tab_host.TABS", specs)
    DONE.clear()
    FAIL.clear()
    host = TabHost(context)
    host.show_tab("services")
    host.show()
    yield host
    host.close()
    host.deleteLater()


def test_a_tab_is_built_when_first_shown_and_kept(host: TabHost) -> None:
    assert DONE == ["build"]
    host.show_tab("compare", "ec2")
    host.show_tab("services")
    host.show_tab("compare", "eks")
    assert DONE == ["build", "build", "show ec2", "show eks"]


def test_only_the_visible_tab_changes_at_once_the_other_when_next_shown(host: TabHost) -> None:
    host.show_tab("compare")
    DONE.clear()
    host.refresh("retranslate")
    host.refresh("retranslate")
    host.refresh("retheme")
    assert DONE == ["retranslate", "retranslate", "retheme"]
    DONE.clear()
    host.show_tab("services")
    assert DONE == ["retheme", "retranslate"]
    DONE.clear()
    host.show_tab("compare")
    assert DONE == []


@pytest.mark.parametrize("hook", ["retranslate", "retheme", "reregion"])
def test_a_tab_that_fails_to_refresh_becomes_a_fault_page_and_retry_brings_it_back(
    host: TabHost, hook: str, expected_log: list[logging.LogRecord], settled: Settled
) -> None:
    FAIL.add(hook)
    host.refresh(hook)
    page = host.currentWidget()
    assert isinstance(page, FaultPage) and host.current() in (page, None)
    assert "content/x.json" in _words(page)
    FAIL.clear()
    _click_retry(page)
    settled()
    assert isinstance(host.currentWidget(), Recorder)


def test_a_tab_that_fails_to_build_leaves_the_others_alive(
    host: TabHost, expected_log: list[logging.LogRecord], settled: Settled
) -> None:
    faults: list[str] = []
    host.fault_shown.connect(faults.append)
    FAIL.add("build")
    host.show_tab("compare")
    assert isinstance(host.currentWidget(), FaultPage)
    assert faults == ["compare"]
    host.show_tab("services")
    assert isinstance(host.currentWidget(), Recorder)
    host.show_tab("compare")
    page = host.currentWidget()
    assert isinstance(page, FaultPage)
    _click_retry(page)
    assert isinstance(host.currentWidget(), FaultPage), "it still fails, and says so again"
    FAIL.clear()
    _click_retry(host.currentWidget())
    settled()
    assert isinstance(host.currentWidget(), Recorder)


def test_a_tab_that_fails_to_show_an_item_says_so(host: TabHost, expected_log: list[logging.LogRecord]) -> None:
    FAIL.add("show")
    host.show_tab("compare", "ec2")
    assert isinstance(host.currentWidget(), FaultPage)
    assert "show ec2 failed" in expected_log[0].getMessage()


def test_a_module_that_is_not_there_is_a_fault_too(
    context: AppContext, monkeypatch: pytest.MonkeyPatch, expected_log: list[logging.LogRecord], no_leaks: None
) -> None:
    monkeypatch.setattr("ui.tab_host.TABS", (TabSpec("services", "tab.services", "", "ui.tabs.nothing:Tab"),))
    host = TabHost(context)
    host.show_tab("services")
    assert isinstance(host.currentWidget(), FaultPage)
    host.deleteLater()


def test_the_details_of_a_fault_can_be_copied(host: TabHost, expected_log: list[logging.LogRecord]) -> None:
    FAIL.add("build")
    host.show_tab("compare")
    page = host.currentWidget()
    assert isinstance(page, FaultPage)
    QTest.mouseClick(page._copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "Traceback" in copied and "build failed" in copied


def test_the_fault_page_speaks_both_languages_and_names_the_file(
    host: TabHost, expected_log: list[object]
) -> None:
    FAIL.add("build")
    host.show_tab("compare")
    page = host.currentWidget()
    assert isinstance(page, FaultPage)
    spanish = _words(page)
    page.context.texts.language = "en"
    page.retranslate()
    assert "This tab could not be shown" in _words(page) and _words(page) != spanish
    assert "content/x.json" in spanish and "$.y" in spanish


def test_idle_time_builds_the_rest_one_piece_at_a_time(host: TabHost) -> None:
    assert host.tab("compare") is None
    turns = 0
    host._on_warm_up()
    while host.tab("compare") is None and turns < 20:
        assert host._warm.isActive()
        host._warm.stop()
        host._on_warm_up()
        turns += 1
    assert isinstance(host.tab("compare"), Recorder)
    assert turns < 20
    assert isinstance(host.currentWidget(), Recorder) and host.currentWidget() is host.tab("services")


def test_a_fault_in_idle_time_waits_on_its_tab(host: TabHost, expected_log: list[logging.LogRecord]) -> None:
    FAIL.add("build")
    host._on_warm_up()
    host.stop_warm_up()
    assert isinstance(host.tab("compare"), FaultPage)
    assert host.currentWidget() is host.tab("services")


def test_the_registry_names_tabs_that_exist() -> None:
    assert tab_ids() == ("services", "compare", "diagrams", "calculator")
    assert len({spec.factory for spec in registry.TABS}) == len(registry.TABS)


def test_every_tab_names_its_own_keys(window: MainWindow, settled: Settled) -> None:
    for tab_id in tab_ids():
        window.open_tab(tab_id)
        settled()
        tab = window.tabs.current()
        assert tab is not None
        assert all(keys and not window.context.t(words).startswith("⟦") for keys, words in tab.shortcuts())


def _words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def _click_retry(page: QWidget) -> None:
    assert isinstance(page, FaultPage)
    QTest.mouseClick(page._retry, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_a_tab_prepares_its_data_piece_by_piece_before_it_is_built(
    host: TabHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def prepare(context: AppContext) -> Iterator[None]:
        for piece in ("limits", "prices"):
            done.append(piece)
            yield

    monkeypatch.setattr(sys.modules[__name__], "prepare", prepare, raising=False)
    host._on_warm_up()
    assert done == ["limits"] and host.tab("compare") is None
    host._on_warm_up()
    assert done == ["limits", "prices"] and host.tab("compare") is None
    host._on_warm_up()
    assert isinstance(host.tab("compare"), Recorder)
    host.stop_warm_up()


def test_when_all_is_built_and_read_the_host_says_so(host: TabHost) -> None:
    told: list[bool] = []
    host.warmed_up.connect(lambda: told.append(True))
    turns = 0
    while not told and turns < 200:
        host._on_warm_up()
        turns += 1
    host.stop_warm_up()
    assert told == [True]
    texts = host._context.texts
    assert {language for language, _ in texts._areas} == set(LANGUAGES)


class Asked(QObject):
    """Counts the requests of widgets just shown to be painted."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.UpdateLater
        return False


def test_a_tab_that_comes_back_asks_to_be_painted_before_anything_is(host: TabHost, qapp: QApplication) -> None:
    """Else a chart's scene, which paints the window at once, lets the rest of the tab be painted twice."""
    host.show_tab("compare")
    settle(qapp)
    host.show_tab("services")
    settle(qapp)
    asked = Asked()
    host.tab("compare").installEventFilter(asked)
    host.show_tab("compare")
    assert asked.count == 1
    settle(qapp)
    assert asked.count == 1
