"""The card of cost against time: chart, table, the front in words. It also asks for the ways to finish sooner."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.duration.tradeoff import Path
from models.texts import Quantity
from ui.charts.tradeoff import Dot, Reading, TradeoffChart, Words
from ui.context import AppContext
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_tradeoff import SINGLE, WHOLE, SpotView, TradeoffView
from ui.presenters.calculator_tradeoff_paths import PathMaker, PathView, paths
from ui.presenters.calculator_tradeoff_scale import Scale, money_scale, time_scale
from ui.presenters.calculator_words import span_text
from ui.tabs.calculator_insight_live import LiveCard
from ui.tabs.calculator_insight_worker import Job
from ui.tabs.calculator_table import FigureTable
from ui.tabs.calculator_tradeoff_ways import WaysCard
from ui.widgets.basics import label, vbox
from ui.widgets.buttons import Button, Chip
from ui.widgets.flow import FlowLayout


class TradeoffCard(LiveCard):
    """Points follow every move; the ways to finish sooner are worked out beside the window once inputs rest."""

    service_requested = Signal(str)
    time_chosen = Signal()

    def __init__(self, context: AppContext, presenter: CalculatorPresenter, parent: QWidget | None = None) -> None:
        super().__init__(context, presenter, parent)
        self._maker = PathMaker(context.display)
        self._view: TradeoffView | None = None
        self._found: tuple[Path, ...] = ()
        self._paths: dict[str, PathView] = {}
        self._compose()
        self.ways = WaysCard(context, self._maker)
        self.ways.seen.connect(self.wake)
        self.retranslate()

    def _compose(self) -> None:
        theme = self._context.theme
        column = vbox(self, 6, (14, 8, 14, 12))
        head = QWidget()
        flow = FlowLayout(head, spacing=8)
        self._title = label(theme, "strong")
        flow.addWidget(self._title)
        self.times = {name: Chip(theme) for name in (WHOLE, SINGLE)}
        for name, chip in self.times.items():
            chip.setAutoExclusive(True)
            chip.clicked.connect(partial(self._on_time_chosen, name))
            flow.addWidget(chip)
        self.times[WHOLE].setChecked(True)
        self.switch = Button(theme, kind="quiet", icon="list")
        self.switch.setCheckable(True)
        self.switch.toggled.connect(self._on_switched)
        flow.addWidget(self.switch)
        self._summary = label(theme, "label", wrap=True)
        self.chart = TradeoffChart(theme)
        self.chart.set_reader(self._reading)
        self.chart.read.connect(self._on_read)
        self.chart.opened.connect(self.service_requested)
        self.table = FigureTable(theme)
        self._legend = label(theme, "small", muted=True, wrap=True)
        for widget in (head, self._summary, self.chart, self.table, self._legend):
            column.addWidget(widget)

    # answering

    @property
    def whole_jobs(self) -> bool:
        """Whether there are ways to finish sooner to look for: a lot of jobs, its whole time compared."""
        return self._presenter.workload.kind == "jobs" and self._presenter.compared_time == WHOLE

    def job(self) -> Job:
        presenter = self._presenter
        inputs = presenter.workload, presenter.book(), presenter.options, presenter.quotas
        return partial(paths, inputs, presenter.estimates(), presenter.durations())

    def parts(self) -> tuple[QWidget, ...]:
        return (self, self.ways)

    def stops(self) -> tuple[QWidget, ...]:
        """What takes the keyboard, in order."""
        return (*self.times.values(), self.switch, self.chart, self.table)

    def refresh(self) -> None:
        """The inputs moved: the points at once, the ways to finish sooner when they rest."""
        known, self._found, self._paths = bool(self._found), (), {}
        super().refresh()
        if known:
            self.show_waiting()
        self._show_points()

    def wake(self) -> None:
        if self.whole_jobs:
            super().wake()

    def settle(self) -> None:
        if self.whole_jobs:
            super().settle()

    def prepared(self) -> bool:
        return not self.whole_jobs or super().prepared()

    def show_answer(self, answer: object) -> None:
        assert isinstance(answer, tuple)
        self._found = answer
        self._show_paths()
        self._show_points()

    def show_waiting(self) -> None:
        self.ways.show_words("tradeoff.paths_loading")

    def show_failure(self) -> None:
        self.ways.show_words("tradeoff.paths_failed")

    def retranslate(self) -> None:
        """Put the words of the current language in."""
        t = self._context.t
        self._title.setText(t("tradeoff.title"))
        for widget in (self.chart, self.table):
            widget.setAccessibleName(t("tradeoff.title"))
        self.ways.retranslate()
        if self._found:
            self._show_paths()
        self._show_points()

    def retheme(self) -> None:
        """Take the new colours and text size."""
        self.chart.retheme()
        if self._found:
            self._show_paths()
        self._show_points()

    # showing

    def _show_points(self) -> None:
        """Everything but the chips' choice: called for each move, so only what is in sight is filled."""
        t, presenter = self._context.t, self._presenter
        view = self._view = presenter.tradeoff().view()
        kind, as_table = presenter.workload.kind, self.switch.isChecked()
        for name, chip in self.times.items():
            chip.setVisible(kind != "always_on")
            if kind != "always_on":
                chip.setText(t(f"tradeoff.{name}_{kind}"))
                chip.setToolTip(t("tradeoff.by"))
        self.switch.setText(t("tradeoff.chart" if as_table else "tradeoff.table"))
        self._summary.setText(view.summary)
        some = bool(view.spots)
        self.switch.setVisible(some)
        self.chart.setVisible(some and not as_table)
        self.table.setVisible(some and as_table)
        self._legend.setVisible(some)
        legend = [t("tradeoff.legend"), *([t("tradeoff.legend_paths")] if self._paths else [])]
        self._legend.setText(" ".join(legend))
        if as_table and some:
            self.table.show_table(presenter.tradeoff().table(view))
        elif some:
            self._draw(view)
        self.ways.setVisible(some and self.whole_jobs)

    def _show_paths(self) -> None:
        views = self._maker.views(self._found)
        self._paths = {view.service: view for view in views}
        self.ways.show_paths(self._found, views)

    def _draw(self, view: TradeoffView) -> None:
        steps = [step for one in self._paths.values() for step in one.steps]
        seconds = [one.seconds for one in view.spots] + [step.seconds for step in steps]
        if self.whole_jobs:  # where the quickest path could end, so that the axis does not jump when it is known
            seconds.append(max(min(one.single_s for one in view.spots), 1e-3))
        usd = [one.usd for one in view.spots] + [step.usd for step in steps]
        x, y = time_scale(seconds, self._time), money_scale(usd, self._money)
        dots = [self._dot(one, x, y) for one in view.spots]
        axes = (view.axis, self._context.t("tradeoff.axis_cost"))
        self.chart.show_dots(dots, _placed(x), _placed(y), axes)
        if self.chart.reading is None:
            self.chart.setAccessibleDescription(self._context.t("tradeoff.spoken_chart", summary=view.summary))

    def _dot(self, one: SpotView, x: Scale, y: Scale) -> Dot:
        found = self._paths.get(one.service)
        trail = tuple((x.place(step.seconds), y.place(step.usd)) for step in found.steps) if found else ()
        return Dot(one.service, one.glyph, one.label, x.place(one.seconds), y.place(one.usd), one.on_front, trail)

    def _time(self, seconds: float) -> str:
        return span_text(seconds, self._presenter.tradeoff())

    def _money(self, usd: float) -> str:
        return self._context.texts.value(Quantity(float(f"{usd:.3g}")))

    # reading

    def _reading(self, reading: Reading) -> Words:
        assert self._view is not None
        t, one = self._context.t, self._view.spots[reading.dot]
        if reading.step >= 0:
            step = self._paths[one.service].steps[reading.step]
            rows = ((t("tradeoff.row_time"), step.time), (t("tradeoff.row_cost"), step.cost))
            return Words(f"{one.name}, {step.places}", rows, f"{t('tradeoff.row_gap')}: {step.gap}")
        rows = ((t("tradeoff.row_time"), one.time), (t("tradeoff.row_cost"), one.cost))
        if one.single:
            rows = (*rows, (t("tradeoff.row_single"), one.single))
        return Words(one.name, rows, one.beaten or one.standing)

    def _on_read(self, reading: object) -> None:
        view = self._view
        if view is None:
            return
        if isinstance(reading, Reading):
            one = view.spots[reading.dot]
            spoken = one.spoken if reading.step < 0 else self._paths[one.service].steps[reading.step].spoken
        else:
            spoken = self._context.t("tradeoff.spoken_chart", summary=view.summary)
        self.chart.setAccessibleDescription(spoken)

    def _on_time_chosen(self, name: str, _checked: bool = False) -> None:
        self._presenter.compared_time = name
        self.refresh()
        self.time_chosen.emit()

    def _on_switched(self, _as_table: bool) -> None:
        self._show_points()


def _placed(scale: Scale) -> list[tuple[float, str]]:
    return [(scale.place(value), words) for value, words in scale.ticks]
