"""The card of the ways to finish sooner: a sentence for each service, all steps as a table, what they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from models.duration.tradeoff import Path
from ui.context import AppContext
from ui.presenters.calculator_tradeoff_paths import PathMaker, PathView
from ui.tabs.calculator_table import FigureTable
from ui.widgets.basics import Card, label, vbox
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowLayout


class WaysCard(Card):
    """Filled by the card of the chart, which asks for the answer. `seen` tells that it was painted."""

    seen = Signal()

    def __init__(self, context: AppContext, maker: PathMaker, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent)
        self._context, self._maker = context, maker
        self._found: tuple[Path, ...] = ()
        theme = context.theme
        column = vbox(self, 6, (14, 8, 14, 12))
        head = QWidget()
        flow = FlowLayout(head, spacing=12)
        self._title = label(theme, "strong")
        self.switch = Button(theme, kind="quiet", icon="list")
        self.switch.setCheckable(True)
        self.switch.toggled.connect(self._on_switched)
        flow.addWidget(self._title)
        flow.addWidget(self.switch)
        self._words = label(theme, "label", wrap=True)
        self.table = FigureTable(theme)
        self._note = label(theme, "small", muted=True, wrap=True)
        for widget in (head, self._words, self.table, self._note):
            column.addWidget(widget)
        self.retranslate()
        self.show_words("tradeoff.paths_loading")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.seen.emit()

    def text(self) -> str:
        """What the sentences say."""
        return self._words.text()

    def show_words(self, key: str) -> None:
        """Nothing to tell yet, or at all: say why."""
        self._found = ()
        self._words.setText(self._context.t(key))
        self._show_parts()

    def show_paths(self, found: tuple[Path, ...], views: Sequence[PathView]) -> None:
        """Tell the ways; `views` are their words."""
        if not found:
            self.show_words("tradeoff.paths_none")
            return
        self._found = found
        self._words.setText("\n".join(one.words for one in views))
        self._note.setText(self._maker.note(found))
        if self.switch.isChecked():
            self.table.show_table(self._maker.table(found))
        self._show_parts()

    def retranslate(self) -> None:
        """Put the words of the current language in; the answer's own words follow with the answer."""
        t = self._context.t
        self._title.setText(t("tradeoff.paths_title"))
        self.table.setAccessibleName(t("tradeoff.paths_title"))
        self._name_switch()

    def _name_switch(self) -> None:
        self.switch.setText(self._context.t("tradeoff.words" if self.switch.isChecked() else "tradeoff.table"))

    def _on_switched(self, as_table: bool) -> None:
        self._name_switch()
        if as_table and self._found:
            self.table.show_table(self._maker.table(self._found))
        self._show_parts()

    def _show_parts(self) -> None:
        some, as_table = bool(self._found), self.switch.isChecked()
        self.switch.setVisible(some)
        self._words.setVisible(not (some and as_table))
        self.table.setVisible(some and as_table)
        self._note.setVisible(some)
