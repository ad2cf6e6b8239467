"""What the cards of the curve and of the map share: a head with a table switch, and a chart that arrives late."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.charts import loader
from ui.context import AppContext
from ui.pieces import import_some, pieces
from ui.presenters.calculator import CalculatorPresenter
from ui.widgets.basics import Card, label
from ui.widgets.buttons import Button

POLL_MS = 25


class ChartCard(Card):
    """A card whose chart is built, by `_build`, once the chart library is there.

    `part` is our own module of the chart; `rest` the milliseconds of the timer `_rest` and what it then runs.
    """

    def __init__(
        self,
        context: AppContext,
        presenter: CalculatorPresenter,
        part: str,
        rest: tuple[int, Callable[[], None]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context.theme, parent)
        self._context, self._presenter = context, presenter
        self.chart: QWidget | None = None
        self._parts = pieces(part)
        self._poll = self._timer(POLL_MS, self._on_poll)
        self._rest = self._timer(*rest, once=True)

    def _timer(self, milliseconds: int, run: Callable[[], None], once: bool = False) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.setSingleShot(once)
        timer.timeout.connect(run)
        return timer

    def _head(self) -> QHBoxLayout:
        """The title and the switch between chart and table."""
        theme, head = self._context.theme, QHBoxLayout()
        self._title = label(theme, "strong", wrap=True)
        self._switch = Button(theme, kind="quiet", icon="list")
        self._switch.setCheckable(True)
        self._switch.toggled.connect(self._on_switched)
        head.addWidget(self._title, 1)
        head.addWidget(self._switch)
        return head

    def _waiting(self) -> QWidget:
        """What stands in the chart's place until it is there."""
        self._wait = label(self._context.theme, "body", muted=True, wrap=True)
        self._wait.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return self._wait

    def start(self) -> None:
        """Bring the chart library in, without stopping the window; the chart appears when it is there."""
        if self.chart is None and not self._poll.isActive():
            loader.start()
            if loader.ready():
                self._on_poll()
            else:
                self._poll.start()

    def _arrive(self) -> None:
        """The chart at once: waits for the library."""
        loader.wait()
        self._on_poll()
        self._build()

    def _on_poll(self) -> None:
        """The library is there: read our part in a few turns, then build, so that no turn is long."""
        if self.chart is not None:
            self._poll.stop()
        elif loader.ready():
            if import_some(self._parts):
                self._poll.start()
            else:
                self._poll.stop()
                QTimer.singleShot(0, self, self._build)

    def _build(self) -> None:
        raise NotImplementedError

    def _on_switched(self, as_table: bool) -> None:
        raise NotImplementedError
