"""Builds each tab on first visit or in idle time, keeps faults of one tab inside it, refreshes what is visible."""

from __future__ import annotations

import importlib
import logging
import traceback
from collections.abc import Iterator
from itertools import chain

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from models.texts import LANGUAGES
from ui.context import AppContext
from ui.pieces import import_some, pieces
from ui.tabs.base import Tab
from ui.tabs.fault import FaultPage
from ui.tabs.registry import TABS, TabSpec

log = logging.getLogger(__name__)
WARM_UP_DELAY_MS, BETWEEN_PIECES_MS = 100, 8


class TabHost(QStackedWidget):
    """The current tab and those already built. `stale` remembers what a hidden tab still has to redo."""

    fault_shown = Signal(str)
    warmed_up = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._specs = {spec.id: spec for spec in TABS}
        self._tabs: dict[str, QWidget] = {}
        self._stale: dict[str, set[str]] = {}
        self._texts = chain.from_iterable(context.texts.preload(language) for language in LANGUAGES)
        self._pieces: tuple[str, Iterator[None]] | None = None
        self._warm = QTimer(self)
        self._warm.setSingleShot(True)
        self._warm.timeout.connect(self._on_warm_up)

    def show_tab(self, tab_id: str, item: str = "") -> None:
        """Bring a tab to the front, building or refreshing it first."""
        tab = self._tab(tab_id)
        self._refresh(tab_id)
        if isinstance(tab, Tab) and item:
            self._guard(tab_id, "show_item", item)
            tab = self._tabs[tab_id]
        self.setCurrentWidget(tab)
        self.setFocusProxy(tab)
        # Each widget just shown has a request to be painted in the queue. A chart's scene in the middle of them
        # paints the window at once, and what stands behind it in the queue would be painted a second time.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateLater.value)

    def current(self) -> Tab | None:
        """The visible tab, or None when its place is taken by a fault page."""
        widget = self.currentWidget()
        return widget if isinstance(widget, Tab) else None

    def tab(self, tab_id: str) -> QWidget | None:
        """A tab already built."""
        return self._tabs.get(tab_id)

    def refresh(self, hook: str) -> None:
        """Run `retranslate`, `retheme` or `reregion` on the visible tab now and on the others when next shown."""
        for tab_id, tab in list(self._tabs.items()):
            self._stale.setdefault(tab_id, set()).add(hook)
            if tab is self.currentWidget():
                self._refresh(tab_id)

    def start_warm_up(self) -> None:
        """Build the remaining tabs one by one when the window is idle."""
        self._warm.start(WARM_UP_DELAY_MS)

    def stop_warm_up(self) -> None:
        """Build nothing more on its own."""
        self._warm.stop()

    def _on_warm_up(self) -> None:
        """One piece per idle turn: modules and data of a tab, the tab; last, the texts of all languages."""
        missing = [spec for spec in self._specs.values() if spec.id not in self._tabs]
        if not missing:
            self._read_texts()
        elif self._get_ready(missing[0]):
            self._warm.start(BETWEEN_PIECES_MS)
        else:
            self._tab(missing[0].id)
            self._warm.start(WARM_UP_DELAY_MS)

    def _get_ready(self, spec: TabSpec) -> bool:
        """Do one piece of what building a tab needs; False when nothing is left of it."""
        if self._pieces is None or self._pieces[0] != spec.id:
            self._pieces = spec.id, self._pieces_of(spec)
        try:
            return next(self._pieces[1], True) is None
        except Exception:
            return False  # building the tab fails in the same way, and leaves its fault page

    def _read_texts(self) -> None:
        """Read an area of the texts; after the last one all is warm."""
        if next(self._texts, True) is None:
            self._warm.start(BETWEEN_PIECES_MS)
        else:
            self.warmed_up.emit()

    def _pieces_of(self, spec: TabSpec) -> Iterator[None]:
        """A tab's modules, some at a time, then what its module's `prepare(context)` does between its yields."""
        module = spec.factory.partition(":")[0]
        names = pieces(module)
        while import_some(names):
            yield
        prepare = getattr(importlib.import_module(module), "prepare", None)
        if prepare is not None:
            yield from prepare(self._context)

    def _tab(self, tab_id: str) -> QWidget:
        if tab_id not in self._tabs:
            self._put(tab_id, self._build(self._specs[tab_id]))
        return self._tabs[tab_id]

    def _build(self, spec: TabSpec) -> QWidget:
        try:
            module, _, name = spec.factory.partition(":")
            factory = getattr(importlib.import_module(module), name)
            tab: QWidget = factory(self._context, self)
            return tab
        except Exception:
            return self._fault(spec.id)

    def _put(self, tab_id: str, widget: QWidget) -> None:
        old = self._tabs.get(tab_id)
        self._tabs[tab_id] = widget
        self.addWidget(widget)
        if old is not None:
            if self.currentWidget() is old:
                self.setCurrentWidget(widget)
            self.removeWidget(old)
            old.deleteLater()

    def _fault(self, tab_id: str) -> FaultPage:
        """The page that stands in for a tab that failed; the log keeps the traceback."""
        details = traceback.format_exc()
        log.error("tab %s failed\n%s", tab_id, details)
        page = FaultPage(self._context, tab_id, details)
        page.retry_requested.connect(self._on_retry_requested)
        self.fault_shown.emit(tab_id)
        return page

    def _on_retry_requested(self, tab_id: str) -> None:
        self._put(tab_id, self._build(self._specs[tab_id]))
        self.setCurrentWidget(self._tabs[tab_id])

    def _refresh(self, tab_id: str) -> None:
        for hook in ("retheme", "retranslate", "reregion"):
            if hook in self._stale.get(tab_id, ()):
                self._guard(tab_id, hook)
        self._stale.pop(tab_id, None)

    def _guard(self, tab_id: str, hook: str, *args: str) -> None:
        tab = self._tabs[tab_id]
        try:
            getattr(tab, hook)(*args)
        except Exception:
            self._put(tab_id, self._fault(tab_id))
