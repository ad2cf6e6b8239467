"""The Services tab: the list of pages at the left, the chosen page beside it."""

from __future__ import annotations

import logging

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from models.content.page import build_page
from models.errors import ContentError
from models.state.app_state import Place
from models.texts import Message
from ui.context import AppContext
from ui.tabs.base import Tab
from ui.tabs.fault import FaultPage
from ui.tabs.services_page import ServicePage
from ui.widgets.service_list import ServiceList

log = logging.getLogger(__name__)


class ServicesTab(Tab):
    """Keeps each visited page built; a switch of language, region or look rebuilds only the visible one."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self._list = ServiceList(context)
        self._pages = QStackedWidget()
        self._built: dict[str, ServicePage | FaultPage] = {}
        self._old: list[ServicePage | FaultPage] = []
        self._told: set[str] = set()
        self._scale = context.theme.scale
        self._sweeper = QTimer(self)
        self._sweeper.timeout.connect(self._on_sweep)
        line.addWidget(self._list)
        line.addWidget(self._pages, 1)
        self._list.page_requested.connect(self._on_page_requested)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.activated.connect(self._list.focus_filter)
        state, place = context.state, context.state.place
        for changed in (
            state.workload_changed,
            state.options_changed,
            state.example_changed,
            state.ranges_changed,
            state.currency_changed,
        ):
            changed.connect(self._on_figures_changed)
        if place.tab != "services":
            self.show_item(context.catalog.pages()[0].id)

    def show_item(self, item: str) -> None:
        """Show a page, building it on first visit; one that cannot be built says why in its place."""
        page = self._built.get(item)
        if page is None:
            page = self._built[item] = self._build(item)
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self._follow()
        self._list.choose(item)
        self.setFocusProxy(page)

    def current_page(self) -> ServicePage | None:
        """The visible page."""
        widget = self._pages.currentWidget()
        return widget if isinstance(widget, ServicePage) else None

    def retranslate(self) -> None:
        self._list.retranslate()
        self._rebuild()

    def retheme(self) -> None:
        """Another text size needs new measures everywhere; another theme only new ink."""
        self._list.retheme()
        if self._scale != self.context.theme.scale:
            self._scale = self.context.theme.scale
            self._rebuild()
        else:
            for page in self._built.values():
                if isinstance(page, ServicePage):
                    page.retint()

    def reregion(self) -> None:
        self._rebuild()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def shortcuts(self) -> list[tuple[str, str]]:
        return [("Ctrl+F", "command.find_page"), ("↑ ↓", "command.choose_page")]

    def _on_figures_changed(self, _value: object) -> None:
        """The workload is another; a hidden tab follows when it is shown."""
        if self.isVisible():
            self._follow()

    def _follow(self) -> None:
        page = self.current_page()
        if page is not None:
            page.follow()

    def _on_page_requested(self, page_id: str) -> None:
        self.context.state.go(Place("services", page_id))

    def _build(self, item: str) -> ServicePage | FaultPage:
        try:
            return ServicePage(self.context, build_page(self.context.display, item))
        except ContentError as error:
            return self._fault(item, error)

    def _fault(self, item: str, error: ContentError) -> FaultPage:
        """What stands in for a page with a broken file; a notice names the file once."""
        log.error("%s", error)
        if error.file not in self._told:
            self._told.add(error.file)
            self.context.state.notice_raised.emit(Message("notice.content", error.args_))
        page = FaultPage(self.context, item, self.context.texts.error(error), of_page=True)
        page.retry_requested.connect(self._on_retry_requested)
        return page

    def _on_retry_requested(self, item: str) -> None:
        old = self._built.pop(item)
        self.show_item(item)
        self._pages.removeWidget(old)
        old.deleteLater()

    def _rebuild(self) -> None:
        """Build the visible page again at the same place; the others when they are next asked for."""
        shown = self._pages.currentWidget()
        item = next((item for item, page in self._built.items() if page is shown), "")
        place = shown.reading_place() if isinstance(shown, ServicePage) else ("", 0)
        self._old += self._built.values()
        self._built.clear()
        if item:
            self.show_item(item)
            fresh = self._built[item]
            if isinstance(fresh, ServicePage):
                fresh.resize(shown.size())
                fresh.return_to(place)
        self._sweeper.start(0)

    def _on_sweep(self) -> None:
        """Let go of one outdated page per idle turn."""
        if not self._old:
            self._sweeper.stop()
            return
        page = self._old.pop()
        self._pages.removeWidget(page)
        page.deleteLater()
