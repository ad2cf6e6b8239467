"""The curve of cost or time against one input, built when its library is there, with a summary and a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_curve_axes import Measure
from ui.presenters.calculator_curve_desk import CurveDesk
from ui.presenters.calculator_curve_lines import COARSE, POINTS
from ui.tabs.calculator_chart_card import ChartCard
from ui.tabs.calculator_curve_parts import CurveScales, RestingWords
from ui.tabs.calculator_table import FigureTable
from ui.widgets.basics import vbox

if TYPE_CHECKING:
    from ui.charts.line_chart import LineChart, Spot

REST_MS = 150
TALL = 166
DASHES: dict[str, tuple[float, ...]] = {
    "lambda": (),
    "ec2": (7, 2),
    "ecs": (2, 2),
    "eks": (7, 2, 2, 2),
    "fargate": (4, 2),
    "beanstalk": (1, 1.5),
    "batch": (7, 2, 2, 2, 2, 2),
    "lightsail": (12, 3),
}


class CurveCard(ChartCard):
    """One live chart. It follows every move; its break-evens and words follow once the inputs rest."""

    values_requested = Signal(dict)
    gesture_ended = Signal()

    def __init__(self, context: AppContext, presenter: CalculatorPresenter, parent: QWidget | None = None) -> None:
        super().__init__(context, presenter, "ui.charts.line_chart", (REST_MS, self._on_rest), parent)
        self.desk = CurveDesk(presenter, context.display)
        self.chart: LineChart | None = None
        self._compose()
        self.retranslate()

    # building

    def _compose(self) -> None:
        theme = self._context.theme
        column = vbox(self, 4, (14, 6, 14, 10))
        column.addLayout(self._head())
        waiting = self._waiting()
        self.scales = CurveScales(self._context)
        self.scales.input_chosen.connect(self._on_input_chosen)
        self.scales.scale_chosen.connect(self._on_scale_chosen)
        self.table = FigureTable(theme)
        self._summary = RestingWords(theme)
        column.addWidget(self.scales)
        column.addWidget(waiting, 1)
        column.addWidget(self.table)
        column.addWidget(self._summary)
        column.addStretch()  # room that a table leaves
        self.table.hide()
        self._size()

    def ensure(self) -> LineChart:
        """The chart at once (tests, pictures): waits for the library."""
        self._arrive()
        assert self.chart is not None
        return self.chart

    def stop(self) -> None:
        """No more timers."""
        self._poll.stop()
        self._rest.stop()

    def _build(self) -> None:
        if self.chart is not None:
            return
        from ui.charts.line_chart import LineChart

        chart = self.chart = LineChart(self._context.theme, self)
        chart.place_requested.connect(self._on_place_requested)
        chart.drag_ended.connect(self._on_drag_ended)
        chart.read.connect(self._on_read)
        chart.set_reader(self._reading, self.desk.stepped)
        self.layout().replaceWidget(self._wait, chart)  # type: ignore[attr-defined]
        self._wait.hide()
        self.setTabOrder(self.scales.scales["x"], chart)
        self._size()
        self._name_series()
        chart.setVisible(not self._switch.isChecked())
        self.settle()

    # showing

    def show_measure(self, measure: Measure) -> None:
        """Follow the view of the answer: `cost` or `time` against the input."""
        if measure != self.desk.measure:
            self.desk.measure = measure
            self.settle()

    def refresh(self) -> None:
        """Follow the inputs: the lines when they change, else only the current point; the words once they rest."""
        self._rest.start()
        if self.chart is None:
            return
        if self.chart.visibleRegion().isEmpty():
            self._summary.set_stale(True)
        else:
            self._draw(COARSE)

    def settle(self) -> None:
        """The inputs rest: fine lines, exact break-evens, the summary and the table."""
        self._rest.stop()
        self._name()
        if self.chart is None:
            return
        from ui.charts.line_chart import Mark

        self._draw(POINTS)
        self.chart.show_marks([Mark(*mark) for mark in self.desk.marks()])
        self._summary.setText(self.desk.summary())
        self._summary.set_stale(False)
        self.chart.setAccessibleDescription(self.desk.spoken())
        if self._switch.isChecked():
            self.table.show_table(self.desk.table())

    def _draw(self, points: int) -> None:
        """Bring the chart up to date: its lines, or only the current point."""
        from ui.charts.axes import AxisLook
        from ui.charts.line_chart import Lines

        chart, desk = self.chart, self.desk
        assert chart is not None
        if not desk.follow(points, held=chart.dragging):
            chart.move_now(*desk.now())
            return
        x, y = desk.looks()
        chart.set_axes(AxisLook(*x), AxisLook(*y))
        found = desk.curves
        chart.show_lines(Lines(found.places, desk.heights(), found.joints, desk.maker.same(found)), *desk.now())
        if points == COARSE:
            chart.show_marks(())
            self._summary.set_stale(True)

    def _on_rest(self) -> None:
        """Nothing moved for a moment; a button still held means that the drag goes on."""
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.settle()
        else:
            self._rest.start()

    def retranslate(self) -> None:
        """Put the words of the current language in."""
        t = self._context.t
        self._wait.setText(t("calc.chart.loading"))
        self._switch.setText(t("calc.chart.curve" if self._switch.isChecked() else "calc.chart.table"))
        self._name()
        if self.chart is not None:
            self._name_series()
            self.desk.rescale()
            self.settle()

    def retheme(self) -> None:
        """Take the new colours and text size."""
        self._size()
        if self.chart is not None:
            self.chart.retheme()
            self.settle()

    # words

    def _name(self) -> None:
        """Title and choices."""
        title = self.desk.title()
        if self._title.text() != title:
            self._title.setText(title)
        self.table.setAccessibleName(title)
        if self.chart is not None:
            self.chart.setAccessibleName(title)
        self.scales.show_choice(*self.desk.inputs())

    def _name_series(self) -> None:
        from ui.charts.line_chart import Series

        assert self.chart is not None
        names = self.desk.services
        self.chart.set_series([Series(name, self.desk.maker.name(name), DASHES[name]) for name in names])

    def _reading(self, place: float) -> Spot:
        from ui.charts.line_chart import Spot
        from ui.charts.reading import ReadingRow

        view = self.desk.at(place)
        return Spot(view.place, view.heights, view.title, [ReadingRow(*row) for row in view.rows])

    def _on_read(self, words: str) -> None:
        if self.chart is not None and self.chart.hasFocus():
            self.chart.setAccessibleDescription(words)

    # acting

    def _on_place_requested(self, place: float) -> None:
        self.values_requested.emit({self.desk.curves.axis.input_name: self.desk.value_at(place)})

    def _on_drag_ended(self) -> None:
        self.gesture_ended.emit()
        self.refresh()

    def _on_input_chosen(self, name: str) -> None:
        self.desk.choice.choose(name)
        self.settle()

    def _on_scale_chosen(self, axis: str, scale: str) -> None:
        choice = self.desk.choice
        if axis == "y":
            choice.choose_up(self.desk.measure, scale)
            self.desk.rescale()
        else:
            choice.choose_along(self.scales.input.currentData(), scale)
        self.settle()

    def _on_switched(self, as_table: bool) -> None:
        self._switch.setText(self._context.t("calc.chart.curve" if as_table else "calc.chart.table"))
        self.table.setVisible(as_table)
        (self.chart or self._wait).setVisible(not as_table)
        self.settle()

    def _size(self) -> None:
        """A chart needs less of the extra height that larger text asks for than words do."""
        tall = round(TALL * (0.6 + 0.4 * self._context.theme.scale))
        for widget in (self._wait, self.chart):
            if widget is not None:
                widget.setMinimumHeight(tall)
                widget.updateGeometry()
