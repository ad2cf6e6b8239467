"""Files that are damaged, missing or out of reach: the application starts, says what is wrong, loses nothing."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from models.content.loader import service_ids
from models.state import settings
from models.state.app_state import AppState, Place
from models.state.paths import OVERRIDE
from tests.support import ROOT
from ui import app as program
from ui.main_window import MainWindow
from ui.tabs.fault import FaultPage
from ui.tabs.registry import tab_ids
from ui.tabs.services_tab import ServicesTab

Open = Callable[..., MainWindow]
Settled = Callable[[], None]


class Session:
    """One run of the application inside the test's own QApplication, from `run` to the closed window."""

    def __init__(self) -> None:
        self.notices: list[str] = []
        self.title = ""
        self.code = -1


@pytest.fixture
def session(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, no_leaks: None
) -> Iterator[Callable[[], Session]]:
    """Runs `ui.app.run` as `main.py` does, looks at the window, closes it as a person would."""
    monkeypatch.setattr(program, "QApplication", lambda *_: qapp)
    monkeypatch.setattr(program.gc, "disable", lambda: None)
    windows: list[MainWindow] = []

    def start(options: program.Options | None = None) -> Session:
        seen = Session()

        def look() -> None:
            window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible())
            windows.append(window)
            seen.notices, seen.title = window.notices(), window.windowTitle()
            window.close()
            qapp.quit()

        QTimer.singleShot(0, look)
        seen.code = program.run(options or program.Options(language="en"))
        return seen

    yield start
    for window in windows:
        window.deleteLater()
    windows.clear()


def test_a_first_start_has_nothing_to_tell_and_remembers(session: Callable[..., Session], home: Path) -> None:
    seen = session()
    assert (seen.code, seen.notices) == (0, [])
    assert json.loads((home / settings.FILE).read_text("utf-8"))["language"] == "en"
    assert [path.name for path in home.iterdir() if "damaged" in path.name] == []


@pytest.mark.parametrize("data", [b"{", b"\xff\x00\xfe", b"[1, 2]", b""])
def test_a_damaged_settings_file_is_named_and_copied(
    session: Callable[..., Session], home: Path, data: bytes
) -> None:
    file = home / settings.FILE
    file.write_bytes(data)
    seen = session()
    copy = home / f"{settings.FILE}.damaged"
    assert seen.code == 0
    assert len(seen.notices) == 1
    assert str(file) in seen.notices[0] and str(copy) in seen.notices[0]
    assert copy.read_bytes() == data
    assert session().notices == [], "the next start is clean"


def test_one_wrong_key_costs_only_itself(session: Callable[..., Session], home: Path) -> None:
    file = home / settings.FILE
    file.write_text('{"page": "eks", "text_scale": 99}', "utf-8")
    seen = session()
    assert "text_scale" in seen.notices[0]
    assert seen.title.startswith("Amazon EKS")


def test_settings_full_of_strangers_start_too(session: Callable[..., Session], home: Path) -> None:
    strange = {
        "page": "nowhere", "tab": "services", "region": "xx-mars-1", "compared": ["ghost", "ec2"],
        "diagram": "mona_lisa", "diagram_step": 99, "example": "juggling", "geometry": "ñandú",
    }  # fmt: skip
    (home / settings.FILE).write_text(json.dumps(strange), "utf-8")
    seen = session()
    assert (seen.code, seen.notices) == (0, [])
    assert seen.title.startswith("AWS Lambda")


@pytest.mark.parametrize("tab", tab_ids())
def test_every_tab_opens_with_settings_full_of_strangers(open_window: Open, settled: Settled, tab: str) -> None:
    state = AppState()
    state.diagram, state.diagram_step, state.example, state.compared = "mona_lisa", 99, "juggling", ("ghost", "x")
    state.place = Place(tab, "nowhere" if tab == "services" else "")
    window = open_window(state)
    settled()
    shown = window.tabs.currentWidget()
    assert not isinstance(shown, FaultPage), _words(shown)


def test_a_home_that_cannot_be_written_is_said_once(
    session: Callable[..., Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    nowhere = tmp_path / "file" / "home"
    monkeypatch.setenv(OVERRIDE, str(nowhere))
    seen = session()
    assert seen.code == 0
    assert len(seen.notices) == 1 and str(nowhere) in seen.notices[0]
    assert (tmp_path / "file").read_bytes() == b""


def test_a_home_that_cannot_be_made_is_said_at_the_start_not_at_the_end(
    session: Callable[..., Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "unplugged disk")
    nowhere = tmp_path / "link" / "home"
    monkeypatch.setenv(OVERRIDE, str(nowhere))
    seen = session()
    assert seen.code == 0
    assert len(seen.notices) == 1 and f"{nowhere} cannot be written" in seen.notices[0]


def test_settings_that_cannot_be_read_are_left_alone(session: Callable[..., Session], home: Path) -> None:
    (home / settings.FILE).mkdir()
    seen = session()
    assert seen.code == 0
    assert any(str(home / settings.FILE) in notice for notice in seen.notices)
    assert (home / settings.FILE).is_dir()


def test_the_whole_process_starts_from_a_home_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "main.py", "--exit-after-first-paint"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, OVERRIDE: str(tmp_path / "file" / "x")},
    )
    assert (done.returncode, done.stderr) == (0, "")


def _without_display() -> dict[str, str]:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE")
    return {name: value for name, value in os.environ.items() if name not in hidden}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
@pytest.mark.parametrize("argv", [[], ["--page", "ec2"], ["--exit-after-first-paint"]])
def test_without_a_display_one_line_and_exit_code_2(argv: list[str], language: str) -> None:
    done = subprocess.run(
        [sys.executable, "main.py", *argv],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**_without_display(), "LC_ALL": f"{language}_XX.UTF-8"},
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "python main.py show lambda" in done.stderr
    assert done.stderr.startswith("No hay" if language == "es" else "There is no")


@pytest.mark.parametrize("data", [b"{", b'{"id": "eks"}'])
@pytest.mark.usefixtures("expected_log")
def test_a_broken_service_is_left_out_with_a_notice(
    broken_tree: Path, open_window: Open, settled: Settled, data: bytes
) -> None:
    (broken_tree / "content/services/eks/service.json").write_bytes(data)
    window = open_window()
    assert len(window.notices()) == 1
    assert "content/services/eks/service.json, $: " in window.notices()[0]
    _all_alive(window, settled, skip="eks")


@pytest.mark.parametrize(
    ("name", "data"),
    [("es.md", b"lost\n## line\n"), ("es.md", b"\xff"), ("facts.json", b"["), ("facts.json", b'[{"id": 1}]')],
)
@pytest.mark.usefixtures("expected_log")
class TestABrokenPage:
    """A page that cannot be read says so in its own place; everything else lives."""

    @pytest.fixture
    def window(self, broken_tree: Path, open_window: Open, name: str, data: bytes) -> MainWindow:
        """The window at the broken page."""
        (broken_tree / "content/services/outposts" / name).write_bytes(data)
        window = open_window()
        window.open_link("outposts")
        return window

    def test_it_names_file_and_place_on_the_page_and_in_a_notice(self, window: MainWindow, name: str) -> None:
        assert f"content/services/outposts/{name}" in _words(window.tabs.currentWidget())
        assert len(window.notices()) == 1
        assert f"content/services/outposts/{name}" in window.notices()[0]

    def test_the_others_live(self, window: MainWindow, settled: Settled) -> None:
        _all_alive(window, settled, skip="outposts")

    def test_it_comes_back_once_mended(
        self, window: MainWindow, broken_tree: Path, name: str, settled: Settled
    ) -> None:
        shutil.copy(ROOT / "resources/content/services/outposts" / name, broken_tree / "content/services/outposts")
        page = window.tabs.currentWidget().findChild(FaultPage)
        assert page is not None
        page._retry.click()
        settled()
        assert window.tabs.currentWidget().findChild(FaultPage) is None
        assert "Outposts" in _words(window.tabs.currentWidget())

    def test_a_switch_of_language_theme_and_region_keeps_it(self, window: MainWindow, settled: Settled) -> None:
        state = window.context.state
        state.language, state.theme, state.text_scale = "en", "dark", 1.5
        settled()
        state.language, state.region = "es", "eu-west-1"
        settled()
        page = window.tabs.currentWidget().findChild(FaultPage)
        assert page is not None and page.isVisible()
        assert len(window.notices()) == 1


def test_broken_attributes_cost_only_the_comparison(
    broken_tree: Path, open_window: Open, settled: Settled, expected_log: list[logging.LogRecord]
) -> None:
    (broken_tree / "content/attributes.json").write_bytes(b"{")
    window = open_window()
    for tab in tab_ids():
        window.open_tab(tab)
        settled()
        shown = window.tabs.currentWidget()
        assert isinstance(shown, FaultPage) == (tab == "compare"), f"{tab}: {_words(shown)}"
    assert "attributes.json" in _words(window.tabs.tab("compare"))


def test_retry_after_the_file_is_mended_brings_the_tab_back(
    broken_tree: Path, open_window: Open, settled: Settled, expected_log: list[logging.LogRecord]
) -> None:
    file = broken_tree / "content/attributes.json"
    whole = file.read_bytes()
    file.write_bytes(b"{")
    window = open_window()
    window.open_tab("compare")
    page = window.tabs.currentWidget()
    assert isinstance(page, FaultPage)
    file.write_bytes(whole)
    page.retry_requested.emit("compare")
    settled()
    assert not isinstance(window.tabs.currentWidget(), FaultPage)


@pytest.mark.parametrize(
    ("file", "tab"),
    [("content/diagrams/photo_resize.json", "diagrams"), ("content/workloads.json", "calculator")],
)
@pytest.mark.usefixtures("tolerated_log")
def test_a_broken_file_of_one_tab_leaves_the_others(
    broken_tree: Path, open_window: Open, settled: Settled, file: str, tab: str
) -> None:
    (broken_tree / file).write_bytes(b"{")
    window = open_window()
    for other in tab_ids():
        window.open_tab(other)
        settled()
        if other != tab:
            assert not isinstance(window.tabs.currentWidget(), FaultPage), other


def _all_alive(window: MainWindow, settled: Settled, skip: str) -> None:
    """Every other page and every tab still shows."""
    tab = window.tabs.tab("services")
    assert isinstance(tab, ServicesTab)
    for item in set(service_ids()) - {skip}:
        window.open_link(item)
        page = tab.current_page()
        assert page is not None and page.view.id == item
    for tab in tab_ids():
        window.open_tab(tab)
        settled()
        assert not isinstance(window.tabs.currentWidget(), FaultPage), (
            f"{tab}: {_words(window.tabs.currentWidget())}"
        )


def _words(widget: QWidget | None) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel)) if widget is not None else ""
