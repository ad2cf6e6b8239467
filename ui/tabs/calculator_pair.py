"""Pinning a scenario: the button in the heading, its menu, and the place where the comparison stands."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QScrollArea, QWidget

from models.errors import AppError
from models.texts import Message
from ui.context import AppContext
from ui.presenters.calculator_share import ShareDesk
from ui.presenters.calculator_words import RowView
from ui.widgets.basics import vbox
from ui.widgets.buttons import Button

if TYPE_CHECKING:
    from ui.presenters.calculator_pair import PairDesk
    from ui.tabs.calculator_pair_card import PairCard
    from ui.tabs.calculator_share import Share

KEY = "Ctrl+B"
ABOVE = 8
RECENT = 4


class Room(NamedTuple):
    """Where the comparison stands, and what scrolls to it."""

    place: QWidget
    scroll: QScrollArea


class Pair(QObject):
    """Belongs to the tab. `button` goes in its heading; the card is made in `place` when it is needed."""

    hints_changed = Signal()

    def __init__(
        self, context: AppContext, tab: QWidget, papers: ShareDesk, room: Room, share: Share
    ) -> None:
        super().__init__(tab)
        self._context, self._papers, self._share = context, papers, share
        self.place, self._scroll = room
        self._presenter = papers.presenter
        self._tab = tab
        self._desk: PairDesk | None = None
        self.card: PairCard | None = None
        self.button = Button(context.theme, icon="down")
        self.button.setCheckable(True)
        self.button.clicked.connect(self.pop_up)
        self._column = vbox(self.place)
        self.place.hide()
        shortcut = QShortcut(QKeySequence(KEY), tab)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.pop_up)
        context.state.pinned_changed.connect(self._on_pinned_changed)
        self._on_pinned_changed(context.state.pinned)
        self.retranslate()

    # life

    @property
    def desk(self) -> PairDesk:
        """The comparison's presenter, loaded on first use."""
        if self._desk is None:
            from ui.presenters.calculator_pair import PairDesk

            self._desk = PairDesk(self._presenter)
        return self._desk

    def refresh(self) -> None:
        """The inputs moved. Nothing is done when nothing is pinned."""
        if self.card is not None and self._context.state.pinned is not None:
            self.card.refresh()

    def hinted(self, rows: tuple[RowView, ...]) -> tuple[RowView, ...]:
        """Rows of the list of costs, with A's totals beside theirs while something is pinned."""
        return self.desk.hinted(rows) if self._context.state.pinned is not None else rows

    def retranslate(self) -> None:
        """Put the words of the current language in."""
        self.button.setText(self._context.t("pair.button"))
        self.button.setToolTip(self._context.t("pair.button_tip"))
        if self.card is not None:
            self.card.retranslate()

    def retheme(self) -> None:
        """Adapt to colours and text size."""
        if self.card is not None:
            self.card.remeasure()

    def stop(self) -> None:
        """No more work."""
        self._context.state.pinned_changed.disconnect(self._on_pinned_changed)
        if self.card is not None:
            self.card.stop()

    def opened(self, service: str) -> None:
        """The list opened a service: show it line by line here too."""
        if service and self.card is not None:
            self.card.choose(service)

    @staticmethod
    def shortcuts() -> list[tuple[str, str]]:
        """Keys for the help sheet."""
        return [(KEY, "pair.keys")]

    # menu

    def pop_up(self, _checked: bool = False) -> None:
        """Open the menu below the button, its first line chosen."""
        self.button.setChecked(self._context.state.pinned is not None)
        menu = self.menu()
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 4)))

    def menu(self) -> QMenu:
        """The menu, made anew in the current language. It deletes itself when it closes."""
        t, menu = self._context.t, QMenu(self.button)
        pinned = self._context.state.pinned is not None
        if pinned:
            menu.addAction(t("pair.menu.show")).triggered.connect(self._on_show)
            swap = menu.addAction(t("pair.menu.swap"))
            swap.triggered.connect(self._on_swap)
            swap.setEnabled(self.desk.can_swap)
            menu.addAction(t("pair.menu.unpin")).triggered.connect(self._on_unpin)
            menu.addSeparator()
        key = "pair.menu.pin_again" if pinned else "pair.menu.pin"
        menu.addAction(t(key)).triggered.connect(self._on_pin)
        menu.addAction(t("pair.menu.file")).triggered.connect(self._on_file)
        for path in self._context.state.recent[:RECENT]:
            shown = Path(path).name.replace("&", "&&")
            menu.addAction(t("pair.menu.recent", file=shown)).triggered.connect(partial(self._on_recent, path))
        menu.addSection(t("pair.menu.but"))
        for name, words in self._presets():
            menu.addAction(words).triggered.connect(partial(self._on_preset, name))
        others = menu.addMenu(t("pair.menu.region"))
        for region in self.desk.other_regions():
            others.addAction(region).triggered.connect(partial(self._on_preset, f"region:{region}"))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _presets(self) -> list[tuple[str, str]]:
        t, presenter = self._context.t, self._presenter
        arch = "x86_64" if presenter.workload.arch == "arm64" else "arm64"
        bought = "sp_1y" if presenter.options.commitment == "none" else "none"
        return [
            ("traffic", t("pair.menu.traffic")),
            ("arch", t("pair.menu.arch", arch=arch)),
            ("bought", t("pair.menu.bought", purchase=t(f"cost.purchase.{bought}"))),
            ("free_tier", t(f"pair.menu.free_{'off' if presenter.workload.free_tier else 'on'}")),
        ]

    # what the menu does

    def show_card(self) -> None:
        """Bring the comparison into view and give it the keyboard."""
        if self.card is not None:
            self.card.show_now()
            self.card.rows[self.card.service()].setFocus(Qt.FocusReason.TabFocusReason)
            self._bring_into_view()
            QTimer.singleShot(0, self, self._bring_into_view)  # once rows above have their new heights

    def _bring_into_view(self) -> None:
        self._scroll.widget().layout().activate()
        self._scroll.widget().adjustSize()
        self._scroll.verticalScrollBar().setValue(self.place.y() - ABOVE)

    def open_file(self, path: Path) -> None:
        """Make the scenario of a file A; when it cannot be read, say why and change nothing."""
        from models.scenario import file as files

        try:
            loaded = files.load(path)
        except AppError as error:
            self._share.complain(error)
            return
        self.desk.pin(loaded.scenario)
        self._share.panel.tell("good", Message("pair.pinned_file", {"file": str(path)}))

    def _on_pin(self) -> None:
        self.desk.pin()
        self._share.panel.tell("good", Message("pair.pinned"))

    def _on_file(self) -> None:
        from ui.tabs import calculator_share_files as dialogs

        t = self._context.t
        filters = f"{t('share.filter.scenario')} (*.atlas.json *.json);;{t('share.filter.all')} (*)"
        dialogs.ask_open(self._tab, t("pair.dialog"), filters, self._share.folder(), self.open_file)

    def _on_recent(self, path: str, _checked: bool = False) -> None:
        self.open_file(Path(path))

    def _on_preset(self, name: str, _checked: bool = False) -> None:
        self.desk.preset(name)
        self.show_card()

    def _on_show(self) -> None:
        self.show_card()

    def _on_swap(self) -> None:
        self.desk.swap()

    def _on_unpin(self) -> None:
        self.desk.unpin()
        self.button.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_copy(self) -> None:
        if self.card is not None:
            QGuiApplication.clipboard().setText(self.card.spoken())
            self._share.panel.tell("good", Message("share.copied"))

    def _on_pinned_changed(self, pinned: object) -> None:
        self.button.setChecked(pinned is not None)
        self.place.setVisible(pinned is not None)
        self.hints_changed.emit()
        if pinned is None:
            self._papers.beside = ""
            return
        if self.card is None:
            self.card = self._make_card()
        self.card.refresh()

    def _on_shown(self, service: str) -> None:
        self._papers.beside = service

    def _make_card(self) -> PairCard:
        from ui.tabs.calculator_pair_card import PairCard

        card = PairCard(self._context, self.desk)
        card.swap_requested.connect(self._on_swap)
        card.unpin_requested.connect(self._on_unpin)
        card.copy_requested.connect(self._on_copy)
        card.shown.connect(self._on_shown)
        self._column.addWidget(card)
        return card
