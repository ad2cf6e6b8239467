"""The Calculator tab: the workload at the left, the ranked answer and its chart at the right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from models.cost.engine import estimate_all
from models.cost.examples import load_examples
from models.cost.limits import load_limits
from ui.context import AppContext
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_share import ShareDesk
from ui.tabs.base import Tab
from ui.tabs.calculator_curve import CurveCard
from ui.tabs.calculator_detail import DetailPanel, put_on_clipboard
from ui.tabs.calculator_examples import ExampleSheet
from ui.tabs.calculator_form import CalculatorForm
from ui.tabs.calculator_head import AnswerHead
from ui.tabs.calculator_insight_stack import FirstPage, InsightStack
from ui.tabs.calculator_list import RankList
from ui.tabs.calculator_map import MapPanel
from ui.tabs.calculator_map_parts import SideBySide
from ui.tabs.calculator_order import inside, put_in_order
from ui.tabs.calculator_pair import Pair, Room
from ui.tabs.calculator_said import AnswerTeller
from ui.tabs.calculator_share import Share, Shown
from ui.tabs.calculator_tradeoff_slot import TradeoffSlot
from ui.widgets.basics import ScrollColumn, label
from ui.widgets.buttons import Chip
from ui.widgets.latest import Latest

VIEWS = ("cost", "duration", "tradeoff")


def prepare(context: AppContext) -> Iterator[None]:
    """Read in idle time what the first answer needs: limits, examples, types of servers."""
    load_limits()
    yield
    workload = load_examples()[0].workload
    yield
    has_types = context.prices().has_ec2 and len(context.prices().ec2)
    yield
    if has_types:
        estimate_all(workload, context.prices())
        yield


class CalculatorTab(Tab):
    """Views of one presenter; every change of an input reaches all of them in the same turn."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.presenter = CalculatorPresenter(context.state, context.display, context.prices)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self.form = CalculatorForm(context, self.presenter)
        self.scroll = ScrollColumn(margins=(24, 12, 24, 14), spacing=10)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The height for the width is what the column needs; its minimum size supposes everything wrapped.
        self.scroll.body.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.detail = DetailPanel(context)
        self.ranking = RankList(context, self.detail)
        self.teller = AnswerTeller(self.ranking)
        self.tradeoff = TradeoffSlot(context, self.presenter)
        self.curve = CurveCard(context, self.presenter)
        self.map = MapPanel(context, self.presenter)
        self.charts = SideBySide(context, self.curve, self.map)
        self.insight = InsightStack(context, self.presenter)
        self.page = FirstPage(context, self.scroll, self.charts)
        room = Room(QWidget(), self.scroll)
        cards = (self.tradeoff, self.ranking, self.tradeoff.below, self.charts, room.place, self.insight)
        about = (self.insight.wanted, self._prepared, self._finish)
        shown = Shown(self.view_name, self._opened_service, cards, *about)
        papers = ShareDesk(self.presenter)
        self.share = Share(context, self, papers, shown)
        self.pair = Pair(context, self, papers, room, self.share)
        self.form.add_tools(self.share.buttons["open"], self.share.buttons["save"])
        self.scroll.column.addWidget(self._head())
        self.scroll.column.addWidget(self.share.panel)
        self.scroll.column.addWidget(self.tradeoff)
        self.scroll.column.addWidget(self.ranking)
        self.scroll.column.addWidget(self.tradeoff.below)
        self.scroll.column.addWidget(self.charts, 1)
        self.scroll.column.addWidget(self.pair.place)
        self.scroll.column.addWidget(self.insight)
        line.addWidget(self.form)
        line.addWidget(self.scroll, 1)
        self.examples = ExampleSheet(context, self)
        self._connect()
        self.retranslate()
        QTimer.singleShot(0, self.curve, self.curve.start)
        QTimer.singleShot(0, self.map, self.map.start)

    def retranslate(self) -> None:
        t = self.context.t
        self.examples.dismiss()
        for name, chip in self.views.items():
            chip.setText(t(f"calc.view.{name}"))
            chip.setToolTip(t("calc.view_name"))
        self.form.retranslate()
        self.share.retranslate()
        self.tradeoff.retranslate()
        self.pair.retranslate()
        self.curve.retranslate()
        self.map.retranslate()
        self.insight.retranslate()
        self._show_answer()

    def retheme(self) -> None:
        self.examples.dismiss()
        self.form.retheme()
        self.share.retheme()
        self.pair.retheme()
        self.detail.retheme()
        self.ranking.retheme()
        self.tradeoff.retheme()
        self.curve.retheme()
        self.map.retheme()
        self.insight.retheme()
        self.page.fit()

    def reregion(self) -> None:
        self._show_answer()
        self.tradeoff.refresh()
        self.curve.settle()
        self.map.settle()
        self.insight.refresh()
        self.pair.refresh()

    def show_item(self, item: str) -> None:
        """Open the bill of the service the person came from."""
        if item in self.ranking.rows and self.ranking.open_service != item:
            self.ranking.open_row(item)

    def shortcuts(self) -> list[tuple[str, str]]:
        return [
            ("Ctrl+Z", "calc.keys.undo"),
            ("Ctrl+Y", "calc.keys.redo"),
            ("↑ ↓", "calc.keys.move"),
            ("Enter", "calc.keys.open"),
            ("← →", "calc.keys.slider"),
            ("← → Enter", "calc.keys.chart"),
            ("← → ↑ ↓ Enter", "tradeoff.keys"),
            ("← → ↑ ↓", "map.keys"),
            ("← → Esc", "insight.keys"),
            *self.share.shortcuts(),
            *self.pair.shortcuts(),
        ]

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DeferredDelete:
            self.examples.dismiss()
            self.presenter.dispose()
            self.curve.stop()
            self.map.stop()
            self.tradeoff.stop()
            self.insight.stop()
            self.share.stop()
            self.pair.stop()
        return super().event(event)

    def order_stops(self) -> None:
        folds = (self.form.scroll, *self.form.inputs.folds.values())
        above = (self.head, self.share.panel, self.tradeoff, self.ranking, self.tradeoff.below)
        cards = (self.curve, self.map, self.pair.place, *inside(self.insight))
        put_in_order((self.form, *folds, *above, *cards))
        if self.scroll.isAncestorOf(self.window().focusWidget()):
            self.insight.prepared()  # what waits to be seen has no stops yet: the keyboard would pass it by

    def _head(self) -> QWidget:
        theme, words = self.context.theme, QWidget()
        flow = QHBoxLayout(words)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.setSpacing(10)
        self._title = label(theme, "heading")
        self._subtitle = label(theme, "body", muted=True, wrap=True)
        flow.addWidget(self._title, 0, Qt.AlignmentFlag.AlignBaseline)
        flow.addWidget(self._subtitle, 1, Qt.AlignmentFlag.AlignBaseline)
        self.views: dict[str, Chip] = {}
        for name in VIEWS:
            chip = self.views[name] = Chip(theme)
            chip.setAutoExclusive(True)
            chip.clicked.connect(self._on_view_chosen)
        self.views["cost"].setChecked(True)
        buttons = (*self.views.values(), self.pair.button, self.share.export_button)
        self.head = AnswerHead(self.context, words, buttons)
        return self.head

    def _connect(self) -> None:
        self.presenter.changed.connect(self._on_changed)
        self.presenter.stepped.connect(self._on_stepped)
        self.form.examples_requested.connect(self._on_examples_requested)
        self.examples.chosen.connect(self.presenter.choose_example)
        self.ranking.opened.connect(self._on_opened)
        self.detail.resized.connect(self.ranking.relayout)
        self.detail.page_requested.connect(self._on_page_requested)
        self.detail.copy_requested.connect(self._on_copy_requested)
        self._latest = Latest(self)
        self.pair.hints_changed.connect(self._show_answer)
        self.tradeoff.service_requested.connect(self._on_service_requested)
        self.tradeoff.time_chosen.connect(self._show_answer)
        for chart in (self.curve, self.map):
            chart.values_requested.connect(self._on_values_requested)
            chart.gesture_ended.connect(self._on_gesture_ended)
        undo, redo = self.presenter.undo, self.presenter.redo
        for keys, run in (("Ctrl+Z", undo), ("Ctrl+Y", redo), ("Ctrl+Shift+Z", redo)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    def view_name(self) -> str:
        """Which view of the answer is shown: cost, duration or tradeoff."""
        return next(name for name, chip in self.views.items() if chip.isChecked())

    def open_scenario(self, path: Path) -> None:
        """Open a scenario file named on the command line."""
        self.share.open_scenario(path)

    def _prepared(self) -> bool:
        """Whether every card shows its answer; those nobody has asked for yet are asked for."""
        return all([self.insight.prepared(), self.tradeoff.prepared()])

    def _finish(self) -> None:
        self.insight.finish()
        self.tradeoff.finish()

    def _opened_service(self) -> str:
        return self.ranking.open_service

    def _show_answer(self, grow: bool = False) -> None:
        t, view = self.context.t, self.view_name()
        self._title.setText(t(f"calc.{view}_title"))
        self._subtitle.setText(self.presenter.subtitle(view))
        self.ranking.setAccessibleName(t("calc.list"))
        answer = self.presenter.answer(view)
        rows = answer.rows()
        self.ranking.show_rows(self.pair.hinted(rows) if view == "cost" else rows, grow)
        if self.ranking.open_service:
            self.detail.show_detail(answer.detail(self.ranking.open_service))

    def _on_changed(self, edited: str) -> None:
        self.form.refresh(edited)
        self._show_answer(grow=not edited)
        self.teller.moved()
        self.tradeoff.refresh()
        self.curve.refresh()
        self.map.refresh()
        self.insight.refresh()
        self.pair.refresh()

    def _on_stepped(self, _: object) -> None:
        self.form.show_history()

    def _on_examples_requested(self) -> None:
        self.examples.open_with(self.presenter.examples(), self.context.state.example)

    def _on_view_chosen(self) -> None:
        self.tradeoff.show_view(self.view_name(), self.share.export_button)
        rows = self.presenter.answer(self.view_name()).rows()
        if self.ranking.open_service not in {row.service for row in rows}:
            self.ranking.open_row("")
        self._show_answer(grow=True)
        for chart in (self.curve, self.map):
            chart.show_measure("time" if self.view_name() == "duration" else "cost")

    def _on_service_requested(self, service: str) -> None:
        """Open a service's bill and bring it into view."""
        self.ranking.open_row(service)
        self.ranking.rows[service].setFocus(Qt.FocusReason.TabFocusReason)
        self.scroll.ensureWidgetVisible(self.detail)

    def _on_opened(self, service: str) -> None:
        if service:
            self.detail.show_detail(self.presenter.answer(self.view_name()).detail(service))
        self._show_answer()
        self.pair.opened(service)

    def _on_page_requested(self, service: str) -> None:
        self.context.open_link(service)

    def _on_copy_requested(self, service: str) -> None:
        put_on_clipboard(self.presenter.answer(self.view_name()).as_text(service))

    def _on_values_requested(self, values: dict[str, float]) -> None:
        self._latest.run(self.presenter.set_point, values)

    def _on_gesture_ended(self) -> None:
        self._latest.flush()
        self.presenter.seal()
