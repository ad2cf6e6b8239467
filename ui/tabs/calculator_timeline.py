"""The card of the batch as it runs: strips over time with a reading, a summary and a table."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtWidgets import QWidget

from models.cost.workload import Workload
from models.duration.options import DurationOptions
from models.duration.results import DurationEstimate
from ui.charts.timeline import Strip, TimelineChart, shares
from ui.context import AppContext
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_timeline import LEAST, RowView, TimelineMaker, TimelineView
from ui.presenters.calculator_timeline_course import Course, courses
from ui.tabs.calculator_insight_live import LiveCard
from ui.tabs.calculator_insight_worker import Job, Wanted
from ui.tabs.calculator_table import FigureTable
from ui.widgets.basics import label, vbox
from ui.widgets.buttons import Button, Chip
from ui.widgets.flow import FlowLayout


class TimelineCard(LiveCard):
    """Rows from the quickest to the slowest service; a log scale by itself where they lie far apart."""

    def __init__(self, context: AppContext, presenter: CalculatorPresenter, parent: QWidget | None = None) -> None:
        super().__init__(context, presenter, parent)
        self._maker = TimelineMaker(context.display)
        self._answer: Answer | None = None
        self._view: TimelineView | None = None
        self._log_chosen: bool | None = None
        self._compose()
        self.retranslate()

    def _compose(self) -> None:
        theme = self._context.theme
        column = vbox(self, 6, (14, 8, 14, 12))
        head = QWidget()
        flow = FlowLayout(head, spacing=12)
        self._title = label(theme, "strong")
        self.log = Chip(theme)
        self.log.clicked.connect(self._on_scale_chosen)
        self.switch = Button(theme, kind="quiet", icon="list")
        self.switch.setCheckable(True)
        self.switch.toggled.connect(self._on_switched)
        for widget in (self._title, self.log, self.switch):
            flow.addWidget(widget)
        self._summary = label(theme, "label", muted=True, wrap=True)
        self.chart = TimelineChart(theme)
        self.chart.set_reader(self._reading)
        self.chart.read.connect(self._on_read)
        self.table = FigureTable(theme)
        self._model = label(theme, "small", muted=True, wrap=True)
        for widget in (head, self._summary, self.chart, self.table, self._model):
            column.addWidget(widget)
        self._show_parts()

    # answering

    def job(self) -> Job:
        presenter = self._presenter
        return partial(_work_out, presenter.durations(), presenter.workload, presenter.quotas)

    def show_answer(self, answer: object) -> None:
        assert isinstance(answer, tuple)
        self._answer = answer
        durations, workload, found = answer
        view = self._view = self._maker.view(durations, workload, found)
        self._title.setText(self._context.t(f"insight.time.title_{workload.kind}"))
        self._model.setText(self._context.t(self._maker.model_key(workload.kind)))
        self._summary.setText(view.summary)
        self.chart.setAccessibleDescription(self._spoken())
        self._draw()
        if view.rows and self.switch.isChecked():
            self.table.show_table(self._maker.table(view))
        self._show_parts()

    def show_waiting(self) -> None:
        self._summary.setText(self._context.t("insight.time.loading"))

    def show_failure(self) -> None:
        self._summary.setText(self._context.t("insight.time.failed"))

    def retranslate(self) -> None:
        """Put the words of the current language in."""
        t = self._context.t
        title = t(f"insight.time.title_{self._presenter.workload.kind}")
        self._title.setText(title)
        self.chart.setAccessibleName(title)
        self.table.setAccessibleName(title)
        self.log.setText(t("insight.time.log"))
        self.switch.setText(t("insight.time.chart" if self.switch.isChecked() else "insight.time.table"))
        self._model.setText(t(self._maker.model_key(self._presenter.workload.kind)))
        if self._answer is None:
            self._summary.setText(t("insight.time.loading"))
        else:
            self.show_answer(self._answer)

    def retheme(self) -> None:
        """Take the new colours and text size."""
        self.chart.retheme()
        if self._view is not None and self._view.rows and self.switch.isChecked():
            self.table.show_table(self._maker.table(self._view))

    # drawing

    def _draw(self) -> None:
        view = self._view
        if view is None or not view.rows:
            return
        log = view.far_apart if self._log_chosen is None else self._log_chosen
        self.log.setChecked(log)
        high = view.rows[-1].course.times[-1]
        low = self._start(view, high) if log else 0.0
        strips = [_strip(row) for row in view.rows]
        self.chart.show_strips(strips, low, high, log, self._maker.widest(view))
        self.chart.set_ticks(self._maker.ticks(low, high, log))

    def _start(self, view: TimelineView, high: float) -> float:
        """Where a log scale begins: at the first start that is later than at once, never too near its end."""
        firsts = [row.course.first for row in view.rows if row.course.first > 0.0]
        return min(max(min(firsts, default=LEAST) / math.sqrt(10.0), LEAST), high / 10.0)

    def _reading(self, moment: float) -> tuple[str, list[tuple[str, str]]]:
        assert self._view is not None
        return self._maker.time(moment), [self._maker.figures(row, moment) for row in self._view.rows]

    def _spoken(self) -> str:
        view = self._view
        return self._context.t("insight.time.spoken", summary=view.spoken) if view is not None else ""

    def _on_read(self, moment: object) -> None:
        if isinstance(moment, float) and self._view is not None:
            self.chart.setAccessibleDescription(self._maker.reading(self._view, moment))
        else:
            self.chart.setAccessibleDescription(self._spoken())

    def _on_scale_chosen(self) -> None:
        self._log_chosen = self.log.isChecked()
        self._draw()

    def _on_switched(self, as_table: bool) -> None:
        self.switch.setText(self._context.t("insight.time.chart" if as_table else "insight.time.table"))
        if as_table and self._view is not None and self._view.rows:
            self.table.show_table(self._maker.table(self._view))
        self._show_parts()

    def _show_parts(self) -> None:
        """Chart or table where there is something to draw, else the sentence alone."""
        drawn = self._view is not None and bool(self._view.rows)
        as_table = self.switch.isChecked()
        self.chart.setVisible(drawn and not as_table)
        self.table.setVisible(drawn and as_table)
        self.log.setVisible(drawn and not as_table)
        self.switch.setVisible(drawn)
        self._model.setVisible(drawn)


Answer = tuple[tuple[DurationEstimate, ...], Workload, tuple[Course, ...]]


def _work_out(
    durations: tuple[DurationEstimate, ...], workload: Workload, quotas: DurationOptions, wanted: Wanted
) -> Answer:
    return durations, workload, courses(durations, workload, quotas)


def _strip(row: RowView) -> Strip:
    course = row.course
    running, waiting = shares(course.running, course.peak), shares(course.waiting, course.items)
    mark = course.end if course.stays else None
    return Strip(row.service, row.name, row.glyph, row.ends, row.peak, course.times, running, waiting, mark)
