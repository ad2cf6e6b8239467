"""What would have to change for a service to win: a select, and each way with a button that takes it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.context import AppContext
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_insight import InsightMaker, InsightView, NeedView
from ui.presenters.calculator_insight_solve import Insight, solve_first
from ui.tabs.calculator_insight_bars import PushList
from ui.tabs.calculator_insight_live import LiveCard
from ui.tabs.calculator_insight_turns import Turns
from ui.tabs.calculator_insight_worker import Job
from ui.theme.manager import Theme
from ui.widgets.basics import Card, label, vbox
from ui.widgets.buttons import Button, Select
from ui.widgets.flow import FlowLayout

GROWN = 2  # rows made in one turn of the window


class NeedRow(QWidget):
    """One way to win: words, what it then costs, and the button that sets the input."""

    apply_requested = Signal(str, float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: float | None = None
        self._input = ""
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(12)
        column = vbox(spacing=0)
        self._words = label(theme, "body", wrap=True)
        self._cost = label(theme, "label", muted=True, wrap=True)
        self.button = Button(theme)
        self.button.clicked.connect(self._on_clicked)
        column.addWidget(self._words)
        column.addWidget(self._cost)
        line.addLayout(column, 1)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_need(self, view: NeedView, apply: str) -> None:
        """Put a way to win in."""
        self._input, self._value = view.input_name, view.value
        self._words.setText(view.words)
        self._cost.setText(view.cost)
        self._cost.setVisible(bool(view.cost))
        self.button.setText(apply)
        self.button.setAccessibleName(view.spoken)
        self.button.setToolTip(view.spoken)
        self.button.setVisible(view.value is not None)

    def _on_clicked(self) -> None:
        if self._value is not None:
            self.apply_requested.emit(self._input, self._value)


class PushCard(Card):
    """The right half: what moves the cheapest bill. `seen` tells that it was painted."""

    seen = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent)
        self._context = context
        theme = context.theme
        column = vbox(self, 6, (14, 8, 14, 12))
        self._title = label(theme, "strong", wrap=True)
        self._summary = label(theme, "label", muted=True, wrap=True)
        self._legend = label(theme, "small", muted=True, wrap=True)
        self.bars = PushList(theme)
        for widget in (self._title, self._summary, self.bars, self._legend):
            column.addWidget(widget)
        column.addStretch(1)
        self._legend.hide()
        self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.seen.emit()

    def grow(self, count: int) -> None:
        """Make rows until there are so many, hidden until they are filled."""
        self.bars.grow(count)

    def show_view(self, view: InsightView) -> None:
        """The sentence and the bars."""
        self._summary.setText(view.summary)
        self.bars.show_pushes(view.pushes)
        self._legend.setVisible(bool(view.pushes))

    def retranslate(self) -> None:
        """Put the words of the current language in; the answer's own words follow with the answer."""
        t = self._context.t
        self._title.setText(t("insight.pushes_title"))
        self._legend.setText(t("insight.legend"))
        if not self.bars.rows:
            self._summary.setText(t("insight.loading"))


class NeedCard(LiveCard):
    """The left half. It asks for both halves, since they are one answer, and fills the right one too."""

    apply_requested = Signal(str, float)

    def __init__(
        self,
        context: AppContext,
        presenter: CalculatorPresenter,
        pushes: PushCard,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, presenter, parent)
        self._pushes = pushes
        pushes.seen.connect(self.wake)
        self._view: InsightView | None = None
        self._turns = Turns(self)
        self._maker = InsightMaker(context.display)
        self._wanted = ""
        self._insight: Insight | None = None
        theme = context.theme
        self._column = vbox(self, 6, (14, 8, 14, 12))
        head = QWidget()
        flow = FlowLayout(head, spacing=10)
        self._title = label(theme, "strong")
        self.select = Select(theme)
        self.select.activated.connect(self._on_chosen)
        flow.addWidget(self._title)
        flow.addWidget(self.select)
        self._lead = label(theme, "label", muted=True, wrap=True)
        self._none = label(theme, "label", muted=True, wrap=True)
        self.rows: list[NeedRow] = []
        for widget in (head, self._lead, self._none):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._none.hide()
        self.retranslate()

    def job(self) -> Job:
        presenter = self._presenter
        estimates = presenter.estimates()
        inputs = presenter.workload, presenter.book(), presenter.options
        questions = [self._maker.question(*inputs, service, estimates) for service in self.wanted()]
        return partial(solve_first, questions)

    def parts(self) -> tuple[QWidget, ...]:
        return (self, self._pushes)

    def wanted(self) -> tuple[str, ...]:
        """The services asked about until one can win: the one chosen, else the cheapest that do not win now."""
        return (self._wanted,) if self._wanted else self._maker.defaults(self._presenter.estimates())

    def show_answer(self, answer: object) -> None:
        assert isinstance(answer, Insight)
        self._insight = answer
        view = self._view = self._maker.view(answer)
        needs, pushes = len(view.needs), len(view.pushes)
        rows, bars = len(self.rows), len(self._pushes.bars.rows)
        self._turns.run(
            [
                *(partial(self._grow, count) for count in range(rows + 1, needs + 1, GROWN)),
                self._show_needs,
                *(partial(self._pushes.grow, count) for count in range(bars + 1, pushes + 1)),
                self._show_pushes,
            ]
        )

    def _grow(self, count: int) -> None:
        """Make rows from so many on, hidden until they are filled: making them is slower than filling them."""
        for _ in range(min(GROWN, count + GROWN - 1 - len(self.rows))):
            row = NeedRow(self._context.theme)
            row.hide()
            row.apply_requested.connect(self.apply_requested)
            self._column.insertWidget(2 + len(self.rows), row)
            self.rows.append(row)

    def _show_needs(self) -> None:
        view, insight = self._view, self._insight
        if view is None or insight is None:
            return
        self._show_wanted(insight.question.wanted)
        self._lead.setText(view.lead)
        self._none.setText(view.none)
        self._none.setVisible(bool(view.none))
        apply = self._context.t("insight.apply")
        for row, need in zip(self.rows, view.needs, strict=False):
            row.show_need(need, apply)
            row.show()
        for row in self.rows[len(view.needs) :]:
            row.hide()

    def finish(self) -> None:
        super().finish()
        self._turns.finish()

    def prepared(self) -> bool:
        return super().prepared() and not self._turns.isActive()

    def refresh(self) -> None:
        self._turns.give_up()
        super().refresh()

    def stop(self) -> None:
        self._turns.give_up()
        super().stop()

    def show_waiting(self) -> None:
        self._lead.setText(self._context.t("insight.loading"))

    def show_failure(self) -> None:
        self._lead.setText(self._context.t("insight.failed"))

    def choose(self, service: str) -> None:
        """Ask about another service."""
        self._wanted = service
        self._show_wanted(service)
        self.settle()

    def retranslate(self) -> None:
        """Put the words of the current language in."""
        t = self._context.t
        self._title.setText(t("insight.title"))
        self.select.setAccessibleName(t("insight.title"))
        shown = self.select.currentData()
        self.select.clear()
        for service, name in self._maker.services():
            self.select.addItem(name, service)
        self._show_wanted(shown or self.wanted()[0])
        self.select.updateGeometry()
        if self._insight is None:
            self._lead.setText(t("insight.loading"))
        else:
            self.show_answer(self._insight)
            self._turns.finish()

    def _show_pushes(self) -> None:
        if self._view is not None:
            self._pushes.show_view(self._view)

    def _show_wanted(self, service: str) -> None:
        self.select.setCurrentIndex(self.select.findData(service))

    def _on_chosen(self, _: int) -> None:
        self.choose(str(self.select.currentData()))
