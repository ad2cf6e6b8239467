"""Starts the window: settings, theme, texts, first tab, show; everything else waits until the window is idle."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

# What the first window needs and Qt does not: imported before Qt, whose import hook taxes what follows.
import msgspec

from models.content.catalog import Catalog
from models.content.display import Display
from models.cost.price_book import PriceBook, load_price_book, regions
from models.errors import ContentError
from models.state import paths, settings
from models.state.app_state import AppState, Place
from models.texts import LANGUAGES, Message, Texts

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer  # isort: skip
from PySide6.QtGui import QGuiApplication  # isort: skip
from PySide6.QtWidgets import QApplication  # isort: skip

from ui import accessible, pinned
from ui.context import AppContext
from ui.crash import CrashReporter
from ui.i18n.qt_texts import QtTexts
from ui.main_window import MainWindow
from ui.tabs.registry import tab_ids
from ui.theme.manager import Theme, load_fonts

KEPT = (
    "text_scale", "reduced_motion", "region", "compared", "diagram", "diagram_step", "example", "recent",
    "ranges", "currency",
)  # fmt: skip
FIRST_SIZE = QSize(1280, 800)


class Options(msgspec.Struct):
    """What the command line asks of the window."""

    language: str | None = None
    theme: str | None = None
    exit_after_first_paint: bool = False
    page: str | None = None
    scenario: str | None = None
    arguments: list[str] = []


def run(options: Options) -> int:
    """Open the window and return the exit code when it closes."""
    at_end: list[Callable[[], None]] = []
    gc.disable()  # nothing made during the start is garbage; collecting it costs a tenth of the time
    reporter = CrashReporter(paths.log_folder())
    reporter.install()
    app = QApplication([sys.argv[0], *options.arguments])
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setApplicationName(paths.APP_NAME)
    loaded = settings.load(paths.config_folder())
    state = state_from(loaded.settings, options, app)
    load_fonts()
    window = build_window(app, state)
    _restore_geometry(window, loaded.settings.geometry)
    for message in loaded.notices:
        window.notify(message)
    if options.scenario is not None:
        window.open_scenario(Path(options.scenario))
    reporter.attach(window.notify)
    keeper = Keeper(window, writable=loaded.writable)
    if options.exit_after_first_paint:
        _quit_after_paint(app, window)
    else:
        QTimer.singleShot(0, partial(_after_first_paint, app, window, at_end))
        QTimer.singleShot(0, partial(_restore_pinned, window, loaded.settings.pinned))
    window.show()
    code = app.exec()
    for undo in at_end:
        undo()
    if not options.exit_after_first_paint:
        keeper.save()
    reporter.remove()
    return code


def build_window(app: QApplication, state: AppState) -> MainWindow:
    """The window over a state, with all it is given. Tests build theirs with the same function."""
    catalog, texts = Catalog(), Texts(state.language)

    def prices() -> PriceBook:
        return load_price_book(state.region)

    if state.region not in regions():
        state.region = "us-east-1"
    display = Display(catalog, texts, prices)
    context = AppContext(state, catalog, texts, display, Theme(app, state.theme, state.text_scale), prices)
    pages = catalog.pages()
    if not catalog.has(state.place.item) and state.place.tab == "services":
        state.place = Place("services", pages[0].id)
    known = {service.id for service in catalog.services()}
    chosen = tuple(dict.fromkeys(service_id for service_id in state.compared if service_id in known))
    state.compared = chosen if len(chosen) > 1 else tuple(s.id for s in catalog.services()[:3])
    qt_texts = QtTexts()
    qt_texts.use(state.language)
    state.language_changed.connect(qt_texts.use)
    accessible.install()
    window = MainWindow(context)
    window.qt_texts = qt_texts  # type: ignore[attr-defined]  # lives as long as the window
    for problem in catalog.problems:
        window.notify(_content_notice(problem))
    return window


def state_from(found: settings.Settings, options: Options, app: QApplication) -> AppState:
    """The state of the last session, or the system's language and theme the first time."""
    state = AppState()
    system = QGuiApplication.styleHints().colorScheme()
    state.language = options.language or found.language or _system_language()
    state.theme = options.theme or found.theme or ("dark" if system == Qt.ColorScheme.Dark else "light")
    for name in KEPT:
        setattr(state, name, getattr(found, name))
    tab = found.tab if found.tab in tab_ids() else "services"
    items = {"services": found.page, "diagrams": found.diagram}
    state.place = Place("services", options.page) if options.page else Place(tab, items.get(tab, ""))
    if options.scenario is not None:
        state.place = Place("calculator")
    if found.options is not None:
        state.options = settings.options_from(found.options)
    if found.quotas is not None:
        state.quotas = settings.quotas_from(found.quotas)
    if found.workload is not None:
        state.workload = settings.workload_from(found.workload)  # checked when it was read
    return state


def settings_from(window: MainWindow) -> settings.Settings:
    """What is remembered of a window."""
    state = window.context.state
    workload = msgspec.to_builtins(state.workload) if state.workload is not None else None
    options = msgspec.to_builtins(state.options) if state.options is not None else None
    return settings.Settings(
        language=state.language,  # type: ignore[arg-type]
        theme=state.theme,  # type: ignore[arg-type]
        text_scale=state.text_scale,
        reduced_motion=state.reduced_motion,
        region=state.region,
        tab=state.place.tab,
        page=window.last_page(),
        compared=state.compared,
        diagram=state.diagram,
        diagram_step=state.diagram_step,
        workload=workload,
        options=options,
        quotas=msgspec.to_builtins(state.quotas) if state.quotas is not None else None,
        example=state.example,
        pinned=pinned.plain(state),
        ranges=state.ranges,
        currency=state.currency,
        recent=state.recent,
        geometry=bytes(window.saveGeometry().toBase64().data()).decode("ascii"),
    )


class Keeper:
    """Saves the settings when the window closes; tells once when they cannot be kept."""

    def __init__(self, window: MainWindow, writable: bool = True) -> None:
        self._window = window
        self._writable = writable
        if writable:
            self._probe()

    def save(self) -> Message | None:
        """Write now; the notice when it fails."""
        return settings.save(paths.config_folder(), settings_from(self._window)) if self._writable else None

    def _probe(self) -> None:
        """Say at the start, not at the end, that nothing can be remembered on this machine."""
        folder = paths.config_folder()
        notice = settings.unwritable(folder)
        if notice is not None:
            self._window.notify(notice)


class _FirstPaint(QObject):
    """Calls back once, after the first paint of the watched widget has been flushed."""

    def __init__(self, done: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._done = done
        self._seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._seen:
            self._seen = True
            QTimer.singleShot(0, self._done)
        return False


def _after_first_paint(app: QApplication, window: MainWindow, at_end: list[Callable[[], None]]) -> None:
    """What a person does not wait for: the icon, the other tabs, the collector of cyclic garbage."""
    from ui.garbage import GuiGarbage
    from ui.interrupt import CloseOnInterrupt
    from ui.theme.icons import app_icon

    at_end.append(CloseOnInterrupt(window).release)
    app.setWindowIcon(app_icon())
    window.tabs.warmed_up.connect(GuiGarbage(window).keep)
    window.tabs.start_warm_up()


def _restore_pinned(window: MainWindow, raw: dict[str, Any] | None) -> None:
    told = pinned.restore(window.context.state, raw, paths.config_folder())
    if told is not None:
        window.notify(told)


def _quit_after_paint(app: QApplication, window: MainWindow) -> None:
    tab = window.tabs.currentWidget()
    watched = tab if tab is not None else window
    watched.installEventFilter(_FirstPaint(app.quit, window))


def _restore_geometry(window: MainWindow, geometry: str) -> None:
    if not geometry or not window.restoreGeometry(QByteArray.fromBase64(QByteArray(geometry.encode()))):
        window.resize(FIRST_SIZE)


def _system_language() -> str:
    from PySide6.QtCore import QLocale

    name = QLocale.system().name()[:2]
    return name if name in LANGUAGES else LANGUAGES[0]


def _content_notice(problem: ContentError) -> Message:
    return Message("notice.content", {"file": problem.file, "place": problem.place, "problem": problem.problem})
