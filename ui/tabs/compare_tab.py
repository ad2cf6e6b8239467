"""The Compare tab: two to four services side by side, with what the current workload costs on each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QWidget

from models.texts import Message
from ui.context import AppContext
from ui.late import LateEngine
from ui.presenters.compare import ComparePresenter
from ui.tabs.base import Tab
from ui.tabs.compare_bar import CompareBar
from ui.tabs.compare_table import LABEL, CompareTable
from ui.widgets.basics import Card, ScrollColumn, label, vbox
from ui.widgets.buttons import Button

WIDEST, SERVICE = 1680, 440  # design pixels: the whole table, one service; wider lines are hard to follow
LOWEST = 520  # design pixels of the tab that leave room for a line with the source of a cell


class CompareTab(Tab):
    """Glue: requests go to the presenter, its snapshot goes to the table. Costs come after the first paint."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._presenter = ComparePresenter(context.state, context.display, context.prices, context.figures)
        self._stale = False
        self._bar = CompareBar(context, self._presenter.services())
        self._table = CompareTable(context, self._presenter)
        self._empty = label(context.theme, "body", wrap=True)
        self._clear, self._all = Button(context.theme), Button(context.theme)
        self._source = label(context.theme, "small", muted=True, wrap=True)
        self._late = LateEngine(self, context.figures)
        self._compose()
        self._connect()
        self.retranslate()

    @property
    def table(self) -> CompareTable:
        """The table view."""
        return self._table

    @property
    def bar(self) -> CompareBar:
        """Chips, switch, filter and buttons."""
        return self._bar

    def retranslate(self) -> None:
        t = self.context.t
        self._bar.retranslate(self._presenter.services())
        self._clear.setText(t("compare.empty.clear"))
        self._all.setText(t("compare.empty.all"))
        self._table.columns.setAccessibleName(t("compare.header"))
        self._on_cell_shown("")
        self._table.ink.clear(t("fact.unverified"))
        self.refresh()

    def retheme(self) -> None:
        self._bar.retheme()
        self._fit_source()
        self._fit_width()
        self._table.restyle()

    def reregion(self) -> None:
        self.refresh()

    def shortcuts(self) -> list[tuple[str, str]]:
        return [
            ("↑ ↓ ← →", "compare.key.cells"),
            ("Enter", "compare.key.open"),
            ("Enter", "compare.key.scenario"),
            ("Del", "compare.key.remove"),
            ("Ctrl+F", "compare.key.filter"),
            ("Ctrl+D", "compare.key.differences"),
            ("Ctrl+C", "compare.key.copy"),
            ("Ctrl+Shift+C", "compare.key.copy_markdown"),
        ]

    def refresh(self) -> None:
        """Show the comparison of now in place."""
        self._stale = False
        table, t = self._presenter.table(), self.context.texts
        self._bar.show_chosen(self._presenter.chosen())
        self._fit_width()
        self._table.show_table(table)
        names = ", ".join(column.name for column in table.columns)
        self._table.setAccessibleName(t.t("compare.table", names=names))
        self._table.show_count(t.message(self._presenter.count(table)))
        nothing = self._presenter.nothing(table)
        self._empty.setText(t.message(nothing) if nothing else "")
        self._nothing.setVisible(nothing is not None)
        self._clear.setVisible(bool(self._presenter.filter_text.strip()))
        self._all.setVisible(self._presenter.only_differences)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_source()

    def _compose(self) -> None:
        page = ScrollColumn(margins=(28, 18, 28, 8), spacing=0)  # scrolls only in very low windows
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        vbox(self).addWidget(page)
        outer = QHBoxLayout()
        page.column.addLayout(outer)
        self._body = QWidget()
        outer.addWidget(self._body, 1000)
        outer.addStretch(1)
        column = vbox(self._body, 10)
        column.addWidget(self._bar)
        card = Card(self.context.theme)
        inside = vbox(card, 0, (1, 1, 1, 4))
        inside.addWidget(self._table, 1)
        self._nothing = QWidget()
        told = vbox(self._nothing, 12, (20, 20, 20, 16))
        told.addWidget(self._empty)
        buttons = QHBoxLayout()
        buttons.addWidget(self._clear)
        buttons.addWidget(self._all)
        buttons.addStretch(1)
        told.addLayout(buttons)
        inside.addWidget(self._nothing)
        inside.setSizeConstraint(QLayout.SizeConstraint.SetMinAndMaxSize)  # the card ends with the last row
        self._nothing.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addWidget(card, 1000)
        self._source.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._source.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._source)
        column.addStretch(1)
        self.setTabOrder(self._bar.copy, self._table.columns)
        self.setTabOrder(self._table.columns, self._table)

    def _connect(self) -> None:
        state, bar, table = self.context.state, self._bar, self._table
        state.compared_changed.connect(self._on_state_changed)
        state.workload_changed.connect(self._on_state_changed)
        state.options_changed.connect(self._on_state_changed)
        state.ranges_changed.connect(self._on_state_changed)
        state.currency_changed.connect(self._on_state_changed)
        state.example_changed.connect(self._on_state_changed)
        bar.service_toggled.connect(self._on_toggled)
        bar.differences.toggled.connect(self._on_differences_toggled)
        bar.filter.textChanged.connect(self._on_filter_changed)
        bar.filter.left.connect(self._on_field_left)
        bar.copy_requested.connect(self._on_copy)
        bar.markdown_requested.connect(self._on_copy_markdown)
        table.open_requested.connect(self._on_open_requested)
        table.remove_requested.connect(self._on_toggled)
        table.scenario_requested.connect(self._on_scenario_requested)
        table.typed.connect(self._on_typed)
        table.cell_shown.connect(self._on_cell_shown)
        table.first_painted.connect(self._on_first_painted)
        self._late.arrived.connect(self._on_late)
        self._clear.clicked.connect(bar.filter.clear)
        self._all.clicked.connect(bar.differences.click)
        for keys, run in (
            ("Ctrl+F", self._on_find),
            ("Ctrl+D", bar.differences.click),
            ("Ctrl+C", self._on_copy),
            ("Ctrl+Shift+C", self._on_copy_markdown),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    def _on_first_painted(self) -> None:
        self._late.begin()

    def _on_late(self) -> None:
        """The engine is slow to import, so costs arrive once the rest can be read."""
        if self._presenter.load_costs():
            self.refresh()

    def _on_state_changed(self, _value: object) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _on_field_left(self) -> None:
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_toggled(self, service_id: str) -> None:
        self._bar.say("")
        refused = self._presenter.toggle(service_id)
        self._bar.show_chosen(self._presenter.chosen())
        if refused is not None:
            self._bar.say(self.context.texts.message(refused), warns=True)

    def _on_differences_toggled(self, on: bool) -> None:
        self._presenter.only_differences = on
        self.refresh()

    def _on_filter_changed(self, text: str) -> None:
        self._presenter.filter_text = text
        self.refresh()

    def _on_open_requested(self, service_id: str) -> None:
        self.context.open_link(service_id)

    def _on_scenario_requested(self) -> None:
        self.context.open_link("tab:calculator")

    def _on_find(self) -> None:
        self._bar.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._bar.filter.selectAll()

    def _on_typed(self, text: str) -> None:
        self._bar.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bar.filter.setText(self._bar.filter.text() + text)

    def _on_cell_shown(self, source: str) -> None:
        """Under the table, or in a tip at the cell when the window is too low for a line of its own."""
        self._source.setText(source.replace("\n", " · ") or self.context.t("compare.hint"))
        if self._source.isHidden():
            self._table.tell_at_cell(source)

    def _fit_width(self) -> None:
        """Two services do not need the width of four; the left edge stays where it is."""
        columns = max(2, len(self._presenter.chosen()))
        self._body.setMaximumWidth(self.context.theme.px(min(WIDEST, LABEL + columns * SERVICE)))

    def _fit_source(self) -> None:
        self._source.setMinimumHeight(self._source.fontMetrics().lineSpacing() * 2 + 2)
        self._source.setVisible(self.height() >= self.context.theme.px(LOWEST))

    def _on_copy(self) -> None:
        self._copy("compare.copied", 0)

    def _on_copy_markdown(self) -> None:
        self._copy("compare.copied_markdown", 1)

    def _copy(self, done: str, form: int) -> None:
        """Put the table on the clipboard as text: tab-separated (0) or Markdown (1).

        Plain text on purpose: mime data made in Python outlives the interpreter and crashes Qt at exit.
        """
        table, texts = self._table.table_model.table, self.context.texts
        if not table.shown:
            self._bar.say(texts.t("compare.nothing_to_copy"), warns=True)
            return
        QGuiApplication.clipboard().setText(self._presenter.copy(table)[form])
        self._bar.say(texts.message(Message(done, {"rows": table.shown, "columns": len(table.columns)})))
