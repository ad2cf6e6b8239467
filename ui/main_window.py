"""The frame: header, notices, tabs, status line. It wires state to views and owns no content."""

from __future__ import annotations

from functools import partial
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QScrollArea, QWidget

from models.cost.price_book import PriceBook, regions
from models.state.app_state import Place
from models.texts import LANGUAGES, Message
from ui.commands import COMMANDS
from ui.context import AppContext
from ui.main_header import SCALES, Header
from ui.tab_host import TabHost
from ui.tabs.registry import TABS, tab_ids
from ui.theme.tokens import THEMES
from ui.widgets.basics import Panel, label, vbox

if TYPE_CHECKING:
    from ui.widgets.keys_sheet import KeysSheet
    from ui.widgets.notice import Notice


class MainWindow(QMainWindow):
    """The one window. Emits nothing; everything it does goes through the state."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        context.open_link = self.open_link
        self.setMinimumSize(QSize(640, 480))
        self._notices: list[tuple[Message, Notice]] = []
        self.header = Header(context)
        self.tabs = TabHost(context)
        self._status = Panel(context.theme, Qt.Edge.TopEdge)
        self._status_text = label(context.theme, "small", muted=True)
        self._status_keys = label(context.theme, "small", muted=True)
        self._compose()
        self._keys: KeysSheet | None = None
        self._connect()
        self._retranslate()
        place = context.state.place
        self.tabs.show_tab(place.tab, place.item)
        self.header.show_tab(place.tab)
        self.header.show_history(False, False)
        self.tabs.setFocus()

    def open_tab(self, tab_id: str) -> None:
        """Show a tab at the item it last had."""
        item = {"services": self._page_last, "diagrams": self.context.state.diagram}.get(tab_id, "")
        self.context.state.go(Place(tab_id, item))

    def open_link(self, link: str) -> None:
        """Follow a link of the content: a page id, `diagram:`, `compare:`, `calc:` or `tab:`."""
        kind, _, target = link.partition(":")
        state = self.context.state
        if kind == "diagram":
            state.go(Place("diagrams", target))
        elif kind == "compare":
            if any(service.id == target for service in self.context.catalog.services()):
                state.compare_with(target)
            state.go(Place("compare"))
        elif kind == "calc":
            example, _, service = target.partition("@")
            if example:
                state.example = example
            state.go(Place("calculator", service))
        elif kind == "tab" and target in tab_ids():
            self.open_tab(target)
        elif self.context.catalog.has(link):
            state.go(Place("services", link))

    def open_scenario(self, path: Path) -> None:
        """Show a scenario file in the calculator; without a calculator, tell it and leave the file alone."""
        self.open_tab("calculator")
        tab = self.tabs.current()
        if tab is not None and hasattr(tab, "open_scenario"):
            tab.open_scenario(path)
        else:
            self.notify(Message("notice.no_calculator", {"file": str(path)}))

    def go_back(self) -> None:
        """The previous place."""
        self.context.state.back()

    def go_forward(self) -> None:
        """The place left by going back."""
        self.context.state.forward()

    def next_language(self) -> None:
        """Switch to the next language in place."""
        self.context.state.language = _after(LANGUAGES, self.context.state.language)

    def next_theme(self) -> None:
        """Switch to the next theme in place."""
        self.context.state.theme = _after(THEMES, self.context.state.theme)

    def resize_text(self, step: str) -> None:
        """Larger (`1`), smaller (`-1`) or normal (`0`) text."""
        state = self.context.state
        nearest = min(range(len(SCALES)), key=lambda i: abs(SCALES[i] - state.text_scale))
        state.text_scale = 1.0 if step == "0" else SCALES[max(0, min(len(SCALES) - 1, nearest + int(step)))]

    def toggle_full_screen(self) -> None:
        """Full screen and back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def toggle_keys(self) -> None:
        """Open or close the sheet of keys."""
        if self._keys is None:
            from ui.widgets.keys_sheet import KeysSheet

            self._keys = KeysSheet(self.context.theme, self)
        if self._keys.isVisible():
            self._keys.dismiss()
            return
        t, tab = self.context.t, self.tabs.current()
        rows = [(keys, t(words)) for keys, words in (tab.shortcuts() if tab else [])]
        rows += [(shown_keys(command.keys), t(command.title_key)) for command in COMMANDS]
        self._keys.show_rows(t("keys.title"), rows)

    def notify(self, message: Message) -> None:
        """Show a notice under the header until it is closed."""
        from ui.widgets.notice import Notice

        t = self.context.texts
        notice = Notice(self.context.theme, t.message(message), t.t("notice.close"))
        entry = (message, notice)
        notice.closed.connect(partial(self._on_notice_closed, entry))
        self._notices.append(entry)
        self._notice_column.addWidget(notice)

    def last_page(self) -> str:
        """The page the Services tab shows or last showed."""
        return self._page_last

    def notices(self) -> list[str]:
        """The notices now shown."""
        return [notice.text() for _, notice in self._notices]

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Whatever Tab arrives at is scrolled into view: a scroller follows only what was inside it already."""
        tab = self.tabs.current()
        if tab is not None:
            tab.order_stops()
        moved = super().focusNextPrevChild(forward)
        target = self.focusWidget() if moved else None
        place = target.parentWidget() if target is not None else None
        while target is not None and place is not None:
            if isinstance(place, QScrollArea):
                place.ensureWidgetVisible(target)
            place = place.parentWidget()
        return moved

    def closeEvent(self, event: QCloseEvent) -> None:
        self.tabs.stop_warm_up()
        super().closeEvent(event)

    def _compose(self) -> None:
        frame = QWidget()
        column = vbox(frame, 0)
        column.addWidget(self.header)
        self._notice_column = vbox(spacing=1)
        column.addLayout(self._notice_column)
        column.addWidget(self.tabs, 1)
        line = QHBoxLayout(self._status)
        line.setContentsMargins(16, 5, 16, 4)
        line.addWidget(self._status_text, 1)
        line.addWidget(self._status_keys)
        column.addWidget(self._status)
        self.setCentralWidget(frame)

    def _connect(self) -> None:
        state = self.context.state
        self._page_last = state.place.item if state.place.tab == "services" else "lambda"
        state.language_changed.connect(self._on_language_changed)
        state.theme_changed.connect(self._on_look_changed)
        state.text_scale_changed.connect(self._on_look_changed)
        state.region_changed.connect(self._on_region_changed)
        state.place_changed.connect(self._on_place_changed)
        state.notice_raised.connect(self.notify)
        self.header.tab_requested.connect(self.open_tab)
        self.header.back_requested.connect(self.go_back)
        self.header.forward_requested.connect(self.go_forward)
        for command in COMMANDS:
            run = getattr(self, command.handler)
            for keys in command.keys:
                shortcut = QShortcut(QKeySequence(keys), self)
                shortcut.activated.connect(partial(run, command.argument) if command.argument else run)

    def _on_place_changed(self, place: Place) -> None:
        if place.tab not in tab_ids():
            return
        if place.tab == "services" and place.item:
            self._page_last = place.item
        state = self.context.state
        self.tabs.show_tab(place.tab, place.item)
        self.header.show_tab(place.tab)
        self.header.show_history(state.can_go_back, state.can_go_forward)
        self._title()

    def _on_language_changed(self, language: str) -> None:
        self.context.texts.language = language
        self.setUpdatesEnabled(False)
        self.header.retranslate()
        self.tabs.refresh("retranslate")
        self._retranslate()
        self.setUpdatesEnabled(True)

    def _on_look_changed(self, _: object) -> None:
        state = self.context.state
        self.setUpdatesEnabled(False)
        self.context.theme.apply(state.theme, state.text_scale)
        self.header.retranslate()
        for _message, notice in self._notices:
            notice.retheme()
        self.tabs.refresh("retheme")
        self.setUpdatesEnabled(True)

    def _on_region_changed(self, region: str) -> None:
        self.header.show_region(region)
        self.tabs.refresh("reregion")
        self._retranslate()

    def _on_notice_closed(self, entry: tuple[Message, Notice]) -> None:
        self._notices.remove(entry)
        entry[1].deleteLater()

    def _retranslate(self) -> None:
        texts, state = self.context.texts, self.context.state
        as_of = newest_price(self.context.prices())
        count = len(regions())
        self._status_text.setText(texts.t("status.prices", region=state.region, as_of=as_of, count=count))
        self._status_keys.setText(texts.t("status.keys"))
        for message, notice in self._notices:
            notice.retranslate(texts.message(message), texts.t("notice.close"))
        self._title()

    def _title(self) -> None:
        place, t = self.context.state.place, self.context.t
        parts = [t(spec.title_key) for spec in TABS if spec.id == place.tab]
        if place.tab == "services" and self.context.catalog.has(place.item):
            parts = [self.context.catalog.service(place.item).name[self.context.texts.language]]
        self.setWindowTitle(" · ".join([*parts, t("app.name")]))


def newest_price(book: PriceBook) -> str:
    """The latest as-of date among the small prices of a region."""
    return max((price.as_of for price in map(book.price, book.ids()) if price.as_of[:1].isdigit()), default="–")


def shown_keys(keys: tuple[str, ...]) -> str:
    """Keys as people read them: arrows as arrows."""
    return " / ".join(keys).replace("Left", "←").replace("Right", "→")


def _after(values: tuple[str, ...], current: str) -> str:
    """The value after `current`, going round."""
    ring = cycle(values)
    for value in ring:
        if value == current:
            return next(ring)
    raise AssertionError(current)
