"""The chart of cost against amount, built when the chart library is there, with a summary and a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QWidget,
)

from models import formats
from ui.charts import loader
from ui.context import AppContext
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_curves import COARSE, POINTS, CurveMaker, Curves, Question, compact
from ui.tabs.calculator_table import FigureTable
from ui.widgets.basics import Card, label, vbox
from ui.widgets.buttons import Button

if TYPE_CHECKING:
    from ui.charts.line_chart import LineChart
    from ui.charts.reading import ReadingRow

POLL_MS = 25
REST_MS = 150
TALL = 190
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


class CurveCard(Card):
    """One live chart. Coarse while an input moves, fine and with its break-evens once it rests."""

    point_requested = Signal(float)
    gesture_ended = Signal()

    def __init__(self, context: AppContext, presenter: CalculatorPresenter, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent)
        self._context, self._presenter = context, presenter
        self._maker = CurveMaker(context.display)
        self._curves: Curves | None = None
        self._whole: Curves | None = None
        self._key: tuple[object, ...] = ()
        self._fine = False
        self.chart: LineChart | None = None
        self._compose()
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._on_poll)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._on_rest)
        self.retranslate()

    # building

    def _compose(self) -> None:
        theme = self._context.theme
        column = vbox(self, 4, (14, 6, 14, 10))
        head = QHBoxLayout()
        self._title = label(theme, "strong", wrap=True)
        self._switch = Button(theme, kind="quiet", icon="list")
        self._switch.setCheckable(True)
        self._switch.toggled.connect(self._on_switched)
        head.addWidget(self._title, 1)
        head.addWidget(self._switch)
        self._wait = label(theme, "body", muted=True)
        self._wait.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.table = FigureTable(theme)
        self._summary = label(theme, "label", muted=True, wrap=True)
        column.addLayout(head)
        column.addWidget(self._wait, 1)
        column.addWidget(self.table)
        column.addWidget(self._summary)
        self.table.hide()
        self._size()

    def start(self) -> None:
        """Bring the chart library in, without stopping the window; the chart appears when it is there."""
        if self.chart is None and not self._poll.isActive():
            loader.start()
            if loader.ready():
                self._on_poll()
            else:
                self._poll.start()

    def ensure(self) -> LineChart:
        """The chart at once (tests, pictures): waits for the library."""
        loader.wait()
        self._on_poll()
        assert self.chart is not None
        return self.chart

    def stop(self) -> None:
        """No more timers."""
        self._poll.stop()
        self._rest.stop()

    def _on_poll(self) -> None:
        if self.chart is not None or not loader.ready():
            return
        self._poll.stop()
        from ui.charts.line_chart import LineChart

        chart = self.chart = LineChart(self._context.theme, self)
        chart.point_requested.connect(self.point_requested)
        chart.drag_ended.connect(self.gesture_ended)
        chart.read.connect(self._on_read)
        chart.set_reader(self._reading)
        self.layout().replaceWidget(self._wait, chart)  # type: ignore[attr-defined]
        self._wait.hide()
        self._size()
        self._name_series()
        chart.setVisible(not self._switch.isChecked())
        self.refresh()
        self.settle()

    # showing

    def refresh(self, settled: bool = False) -> None:
        """Follow the inputs: the lines when they change, else only the current point."""
        if self.chart is None:
            return
        question, estimates = self._question(), self._presenter.estimates()
        workload = question.workload
        key = (_without_amount(workload), question.options, question.book.region, self._maker.span(workload))
        same = key == self._key and self._curves is not None
        if same and (self._fine or not settled):
            assert self._curves is not None
            self._curves = self._maker.moved(self._curves, workload, estimates)
        else:
            self._curves = self._maker.curves(question, estimates, POINTS if settled else COARSE)
            self._key, self._fine = key, settled
            if not same:
                self.chart.show_marks(())
        self._draw()
        if not settled:
            self._rest.start()

    def _on_rest(self) -> None:
        """Nothing moved for a moment; a button still held means that the drag goes on."""
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.settle()
        else:
            self._rest.start()

    def settle(self) -> None:
        """The inputs rest: fine lines, exact break-evens, the summary and the table."""
        if self.chart is None:
            return
        from ui.charts.line_chart import Mark

        self.refresh(settled=True)
        assert self._curves is not None
        workload = self._presenter.workload
        crossings = self._maker.crossings(self._curves, self._question())
        self.chart.show_marks([Mark(c.x, c.y, self._maker.crossing_words(c)) for c in crossings[:4]])
        summary = self._maker.summary(self._curves, workload.kind, crossings)
        self._summary.setText(summary)
        self.chart.setAccessibleDescription(self._context.t("calc.chart.spoken", summary=summary))
        if self._switch.isChecked():
            self._fill_table()

    def retranslate(self) -> None:
        """Put the words of the current language in."""
        t, kind = self._context.t, self._presenter.workload.kind
        self._title.setText(t(f"calc.chart.title_{kind}"))
        self._wait.setText(t("calc.chart.loading"))
        self._switch.setText(t("calc.chart.curve" if self._switch.isChecked() else "calc.chart.table"))
        self.table.setAccessibleName(t(f"calc.chart.title_{kind}"))
        if self.chart is not None:
            self.chart.setAccessibleName(t(f"calc.chart.title_{kind}"))
            self._name_series()
            self.settle()

    def retheme(self) -> None:
        """Take the new colours and text size."""
        self._size()
        if self.chart is not None:
            self.chart.retheme()
            self.settle()

    def _question(self) -> Question:
        return Question(self._presenter.workload, self._presenter.book(), self._presenter.options)

    def _size(self) -> None:
        """A chart needs less of the extra height that larger text asks for than words do."""
        tall = round(TALL * (0.6 + 0.4 * self._context.theme.scale))
        for widget in (self._wait, self.chart):
            if widget is not None:
                widget.setMinimumHeight(tall)
                widget.updateGeometry()

    def _name_series(self) -> None:
        from ui.charts.line_chart import Series

        assert self.chart is not None
        language = self._context.texts.language
        self.chart.set_axis_words(_compact_in(language), _money_in(language))
        self.chart.set_series(
            [Series(name, self._maker.short_name(name), DASHES.get(name, ())) for name in DASHES]
        )

    def _draw(self) -> None:
        assert self.chart is not None and self._curves is not None
        self._whole = self._curves.merged()
        self.chart.show_lines(self._whole.xs, self._whole.ys, self._whole.now)

    def _reading(self, index: int) -> tuple[str, list[ReadingRow]]:
        from ui.charts.reading import ReadingRow

        assert self._whole is not None
        amount, rows = self._maker.reading(self._whole, index, self._question())
        items = self._context.t(f"calc.chart.items_{self._presenter.workload.kind}")
        title = self._context.t("calc.chart.reading", amount=amount, items=items)
        return title, [ReadingRow(*row) for row in rows]

    def _on_read(self, index: int) -> None:
        if self.chart is not None and self.chart.hasFocus():
            title, rows = self._reading(index)
            self.chart.setAccessibleDescription("; ".join([title, *(f"{row.name} {row.value}" for row in rows)]))

    def _on_switched(self, as_table: bool) -> None:
        self._switch.setText(self._context.t("calc.chart.curve" if as_table else "calc.chart.table"))
        if as_table:
            self._fill_table()
        self.table.setVisible(as_table)
        if self.chart is not None:
            self.chart.setVisible(not as_table)
        else:
            self._wait.setVisible(not as_table)

    def _fill_table(self) -> None:
        if self._curves is not None:
            self.table.show_table(self._maker.table(self._curves, self._question()))


def _without_amount(workload: object) -> object:
    import msgspec

    return msgspec.structs.replace(workload, amount=1.0)  # type: ignore[type-var]


def _compact_in(language: str) -> Callable[[float], str]:
    return lambda value: compact(value, language)


def _money_in(language: str) -> Callable[[float], str]:
    return lambda value: (
        compact(value, language) if value >= 1e6 else formats.number(float(f"{value:.3g}"), language)
    )
