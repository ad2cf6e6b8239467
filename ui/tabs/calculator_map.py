"""The map of the best service over two inputs, built when the chart library is there, with its table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_map_asker import MapAsker
from ui.presenters.calculator_map_grid import MapGrid, MapQuestion
from ui.tabs.calculator_chart_card import ChartCard
from ui.tabs.calculator_map_parts import AxisChoice, MapTableView
from ui.tabs.calculator_map_source import MapSource
from ui.widgets.basics import label, vbox

if TYPE_CHECKING:
    from ui.charts.map_chart import MapChart
    from ui.charts.map_legend import MapLegend
    from ui.charts.reading import ReadingRow

REST_MS = 120
TALL = 170


class MapPanel(ChartCard):
    """One live map. Coarse while an input moves; fine, with exact frontiers, once it rests."""

    values_requested = Signal(dict)
    gesture_ended = Signal()

    def __init__(self, context: AppContext, presenter: CalculatorPresenter, parent: QWidget | None = None) -> None:
        super().__init__(context, presenter, "ui.charts.map_chart", (REST_MS, self.settle), parent)
        self._asker = MapAsker(presenter)
        self._maker = self._asker.maker
        self._drawn: object = None
        self._named: object = None
        self.chart: MapChart | None = None
        self._legend: MapLegend | None = None
        self.source = MapSource(self)
        self.source.arrived.connect(self._on_arrived)
        self.source.failed.connect(self._on_failed)
        self._compose()
        self._painted = self._timer(0, self.source.release, once=True)
        presenter.changed.connect(self._on_changing)  # before whoever shows the change
        self.retranslate()

    # building

    def _compose(self) -> None:
        theme = self._context.theme
        column = vbox(self, 4, (14, 6, 14, 10))
        column.addLayout(self._head())
        waiting = self._waiting()
        self.choice = AxisChoice(self._context)
        self.choice.chosen.connect(self._on_axes_chosen)
        self.table = MapTableView(theme)
        self._trouble = label(theme, "label", wrap=True)
        self._trouble.hide()
        column.addWidget(self.choice)
        column.addWidget(waiting, 1)
        column.addWidget(self.table, 1)
        column.addWidget(self._trouble)
        self.table.hide()
        self._size()

    def ensure(self) -> MapChart:
        """The chart at once (tests, pictures): waits for the library."""
        self._arrive()
        assert self.chart is not None
        return self.chart

    def finish(self) -> None:
        """The fine map at once (tests, pictures): waits for the work going on."""
        if self._rest.isActive():
            self.settle()
        self.source.wait()

    def stop(self) -> None:
        """No more timers and no more work."""
        self._presenter.changed.disconnect(self._on_changing)
        for timer in (self._poll, self._rest, self._painted):
            timer.stop()
        self.source.stop()

    def _build(self) -> None:
        if self.chart is not None:
            return
        from ui.charts.map_chart import MapChart
        from ui.charts.map_legend import MapLegend
        from ui.tabs.calculator_map_drawing import painted_ahead

        theme = self._context.theme
        chart = self.chart = MapChart(theme, self)
        chart.place_requested.connect(self._on_place_requested)
        chart.step_requested.connect(self._on_step_requested)
        chart.gesture_ended.connect(self.gesture_ended)
        chart.read.connect(chart.setAccessibleDescription)
        chart.set_reader(self._reading)
        self.source.paint_with(partial(painted_ahead, chart.areas))
        column = self.layout()
        column.replaceWidget(self._wait, chart)  # type: ignore[union-attr]
        self._wait.hide()
        self._legend = MapLegend(theme, self)
        column.insertWidget(column.indexOf(chart) + 1, self._legend)  # type: ignore[union-attr]
        self.setTabOrder(self.choice.selects["x"], chart)
        self._size()
        self._name()
        chart.setVisible(not self._switch.isChecked())
        self.settle()

    # showing

    def show_measure(self, measure: str) -> None:
        """Follow the view of the answer: the cheapest (`cost`) or the fastest (`time`) at every point."""
        if measure != self._asker.measure:
            self._asker.measure = measure
            self.retranslate()

    def _on_changing(self, _edited: str) -> None:
        """An input has changed: the frame that shows it comes first, work beside the window after its paint."""
        self.source.hold()
        self._painted.start()

    def refresh(self) -> None:
        """Follow the inputs: a coarse map when they change it, else only the ring."""
        self._follow_kind()
        if self.chart is None:
            return
        question = self._asker.question()
        self._name_axes(question)
        self.chart.move_ring(self._maker.place(question))
        if not self.chart.visibleRegion().isEmpty():  # scrolled away or shown as a table: once at rest is enough
            self.source.follow(question)
        self._rest.start()

    def settle(self) -> None:
        """The inputs rest: the fine map, its summary and table, as soon as they are worked out."""
        self._follow_kind()
        if self.chart is None:
            return
        self._rest.stop()
        question = self._asker.question()
        self._name_axes(question)
        self.chart.move_ring(self._maker.place(question))
        self.source.settle(question)

    def _on_arrived(self, grid: MapGrid) -> None:
        if self.chart is not None:
            if grid.winner is not self._drawn:
                self._show(grid)
            if grid.lines is not None:
                self._tell(grid)

    def _on_failed(self) -> None:
        self._trouble.setText(self._context.t("map.failed"))
        self._trouble.show()

    def _show(self, grid: MapGrid) -> None:
        from ui.tabs import calculator_map_drawing as drawing

        assert self.chart is not None
        self._drawn, maker = grid.winner, self._maker
        labels, place = drawing.labels_of(maker, grid), maker.place(grid.question)
        self.chart.show_map(drawing.data_of(grid), labels, place, self.source.painted)

    def _tell(self, grid: MapGrid) -> None:
        """Summary and table of a fine map."""
        assert self.chart is not None
        self._fill_legend(grid)
        self._trouble.hide()
        self.chart.setAccessibleDescription(self._asker.spoken(grid))
        if self._switch.isChecked():
            self._fill_table()

    def retranslate(self) -> None:
        """Put the words of the current language in."""
        t = self._context.t
        self._title.setText(self._asker.title())
        self._title.setToolTip(self._asker.basis())
        self._wait.setText(t("map.loading"))
        self._switch.setText(t("map.map" if self._switch.isChecked() else "map.table"))
        self._fill_choice()
        if self.chart is not None:
            self._drawn = self._named = None
            self._name()
            self.settle()

    def retheme(self) -> None:
        """Take the new colours and text size."""
        self._size()
        if self.chart is not None:
            self.chart.retheme()
            if self._legend is not None:
                self._legend.updateGeometry()
                self._legend.update()
            self.settle()

    def reregion(self) -> None:
        """Other prices."""
        self.settle()

    # words

    def _follow_kind(self) -> None:
        if self._asker.follow_kind():
            self._fill_choice()

    def _fill_choice(self) -> None:
        self.choice.show_inputs(self._asker.choices(), self._asker.inputs)

    def _name(self) -> None:
        assert self.chart is not None
        self.chart.setAccessibleName(self._asker.title())
        self._name_axes(self._asker.question())

    def _name_axes(self, question: MapQuestion) -> None:
        """Captions and figures, once for each pair of axes."""
        assert self.chart is not None
        axes, kind = self._maker.axes, question.setting.workload.kind
        named = (question[1:], kind)
        if named != self._named:
            self._named = named
            x, y = ((axes.caption(axis, kind), axes.ticks(axis)) for axis in (question.x, question.y))
            self.chart.set_axes(x, y)
            self.table.setAccessibleName(self._maker.table_name(question))

    def _reading(self, place: tuple[float, float] | None) -> tuple[str, list[ReadingRow]]:
        from ui.charts.reading import ReadingRow

        view = self._asker.reading(place)
        return view.title, [ReadingRow(area[0] if area else "", *words) for area, *words in view.rows]

    def _fill_legend(self, grid: MapGrid) -> None:
        assert self._legend is not None
        self._legend.show_names(self._maker.legend_head(grid), self._maker.legend(grid))

    # acting

    def _on_place_requested(self, x: float, y: float) -> None:
        self.values_requested.emit(self._asker.values_at(x, y))

    def _on_step_requested(self, across: int, up: int) -> None:
        values = self._asker.stepped(across, up)
        if values:
            self.values_requested.emit(values)

    def _on_axes_chosen(self, x: str, y: str) -> None:
        self._asker.inputs = (x, y)
        self._fill_choice()
        self.settle()

    def _on_switched(self, as_table: bool) -> None:
        self._switch.setText(self._context.t("map.map" if as_table else "map.table"))
        if as_table:
            self._fill_table()
        self.table.setVisible(as_table)
        shown = self.chart or self._wait
        shown.setVisible(not as_table)

    def _fill_table(self) -> None:
        if self.source.grid is not None:
            self.table.show_table(self._maker.table(self.source.grid))

    def _size(self) -> None:
        theme = self._context.theme
        for widget in (self._wait, self.table):
            widget.setMinimumHeight(theme.px(TALL))
        if self.chart is not None:
            self.chart.setMinimumHeight(round(TALL * (0.4 + 0.6 * theme.scale)))
