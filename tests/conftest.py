"""What every test gets: a private home, the application's font, a window that must leave nothing behind, silence.

A record at WARNING or above fails the test that caused it; a test that expects one asks for `expected_log`.
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import atexit
import gc
import logging
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models import assets
from models.content.catalog import Catalog
from models.content.display import Display
from models.cost import price_book
from models.state.app_state import AppState
from models.state.paths import OVERRIDE
from models.texts import LANGUAGES, Texts
from ui.app import build_window
from ui.context import AppContext
from ui.main_window import MainWindow
from ui.theme.manager import Theme, load_fonts

ROOT = Path(__file__).resolve().parent.parent

# Fixtures of a module or a session run before `home`: they too must never meet anybody's real settings.
_NOBODY = tempfile.mkdtemp(prefix="compute-atlas-tests-")
atexit.register(shutil.rmtree, _NOBODY, ignore_errors=True)
os.environ[OVERRIDE] = _NOBODY

# Without a deadline a busy machine fails nothing; without chance a green suite stays green.
settings.register_profile(
    "atlas",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "atlas"))

OpenWindow = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh folder for the person's files; nobody's real settings are read or written."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv(OVERRIDE, str(folder))
    return folder


@pytest.fixture(scope="session", autouse=True)
def _no_collection_beside_the_window() -> Iterator[None]:
    """As in the application, no thread may end widgets of another: collection is off and done between tests."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _collected(_no_collection_beside_the_window: None) -> Iterator[None]:
    """Collect in the main thread what a test left, young garbage always and the rest when Python finds it due."""
    yield
    old = gc.get_count()[2] > gc.get_threshold()[2]
    gc.collect(2 if old else 1)


class _Ear(logging.Handler):
    """Keeps every record at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def _silence(request: pytest.FixtureRequest) -> Iterator[_Ear]:
    """Log noise is a failure, unless the test asked for `expected_log`."""
    ear = _Ear()
    logging.getLogger().addHandler(ear)
    yield ear
    logging.getLogger().removeHandler(ear)
    if ear.records and not {"expected_log", "tolerated_log"} & set(request.fixturenames):
        pytest.fail("logged: " + "; ".join(record.getMessage() for record in ear.records))


@pytest.fixture
def expected_log(_silence: _Ear) -> Iterator[list[logging.LogRecord]]:
    """The records so far. Asking for it and then hearing nothing is a failure too."""
    yield _silence.records
    if not _silence.records:
        pytest.fail("a log record was expected and none came")


@pytest.fixture
def tolerated_log(_silence: _Ear) -> list[logging.LogRecord]:
    """The records so far, for a test of what people see where a record may or may not be written."""
    return _silence.records


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application with the style and the typeface it ships with."""
    qapp.setStyle("Fusion")
    # A closed window would ask the application to quit; heard after its loop has ended, that request ends every
    # later wait of the same process at once.
    qapp.setQuitOnLastWindowClosed(False)
    load_fonts()
    return qapp


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each language in turn."""
    return str(request.param)


@pytest.fixture
def catalog() -> Catalog:
    """The real content."""
    return Catalog()


@pytest.fixture
def display(catalog: Catalog, language: str) -> Display:
    """The real content in each language, with the prices of the first region."""
    return Display(catalog, Texts(language), lambda: price_book.load_price_book("us-east-1"))


@pytest.fixture
def context(qapp: QApplication) -> AppContext:
    """What a widget is given, for tests of one widget without the window; Spanish and light."""
    return make_context(qapp, AppState())


def make_context(qapp: QApplication, state: AppState) -> AppContext:
    """A context over `state`, as `ui.app.build_window` makes it."""
    catalog, texts = Catalog(), Texts(state.language)

    def prices() -> price_book.PriceBook:
        return price_book.load_price_book(state.region)

    theme = Theme(qapp, state.theme, state.text_scale)
    return AppContext(state, catalog, texts, Display(catalog, texts, prices), theme, prices)


@pytest.fixture
def no_leaks(qapp: QApplication) -> Iterator[None]:
    """No window and no running timer may outlive the test."""
    before = _alive()
    yield
    settle(qapp)
    gc.collect()
    left = [found for found in _alive() if found not in before]
    assert not left, f"left behind: {left}"


@pytest.fixture
def open_window(qapp: QApplication, no_leaks: None) -> Iterator[OpenWindow]:
    """Opens the application's window over a state at a size; closes and deletes it afterwards."""
    opened: list[MainWindow] = []

    def build(state: AppState | None = None, width: int = 1280, height: int = 800) -> MainWindow:
        window = build_window(qapp, state or AppState())
        opened.append(window)
        window.resize(width, height)
        window.show()
        qapp.processEvents()
        return window

    yield build
    while opened:
        window = opened.pop()
        window.close()
        window.deleteLater()
        del window
    settle(qapp)


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    """The window as a newcomer sees it: Spanish, light, the Lambda page, 1280x800."""
    return open_window()


@pytest.fixture
def broken_tree(tmp_path: Path) -> Iterator[Path]:
    """A copy of `resources/` the application reads from, to be damaged at will."""
    copy = tmp_path / "resources"
    shutil.copytree(ROOT / "resources", copy)
    assets.set_root(copy)
    _forget_files()
    yield copy
    assets.set_root(None)
    _forget_files()


def _forget_files() -> None:
    """Drop what modules remember of the other tree."""
    for module in [found for name, found in sys.modules.items() if name.startswith(("models.", "ui."))]:
        for value in list(vars(module).values()):
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def settle(qapp: QApplication) -> None:
    """Let Qt do what is due: layouts, idle slices, deletions. Never waits for a clock."""
    for _ in range(40):  # a page builds its ten sections one per idle turn
        qapp.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()


def _alive() -> list[object]:
    """Top-level widgets and running timers now."""
    # Not among all of Python's objects: a thread that is making a tuple must be the only one that holds it.
    timers = [found for found in shiboken6.getAllValidWrappers() if issubclass(type(found), QTimer)]
    running = [timer for timer in timers if shiboken6.isValid(timer) and timer.isActive()]
    widgets: list[QWidget] = QApplication.topLevelWidgets()
    return [*widgets, *running]


@pytest.fixture
def settled(qtbot: QtBot, qapp: QApplication) -> Callable[[], None]:
    """Call it after an action to let Qt finish what it caused."""
    return lambda: settle(qapp)
