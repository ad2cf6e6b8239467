"""What stands below the curve and the map: the ways to win, what moves the bill, and the batch as it runs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.context import AppContext
from ui.presenters.calculator import CalculatorPresenter
from ui.tabs.calculator_insight import NeedCard, PushCard
from ui.tabs.calculator_map_parts import SideBySide
from ui.tabs.calculator_timeline import TimelineCard
from ui.widgets.basics import vbox


class FirstPage(QObject):
    """Gives the charts what a window leaves below the list, so that they fill the first page of a large one.

    What comes below peeks out a little: it tells that there is more.
    """

    ABOVE, PEEK = 390, 44  # design pixels: head and list, and what shows of the next card

    def __init__(self, context: AppContext, scroll: QScrollArea, charts: QWidget) -> None:
        super().__init__(scroll)
        self._context, self._scroll, self._charts = context, scroll, charts
        scroll.viewport().installEventFilter(self)

    def fit(self) -> None:
        """Measure again: another window or text size."""
        room = self._scroll.viewport().height() - self._context.theme.px(self.ABOVE + self.PEEK)
        self._charts.setMinimumHeight(max(0, room))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return False


class InsightStack(QWidget):
    """Passes on what the tab tells its parts; applies a way to win as one step that can be undone."""

    def __init__(self, context: AppContext, presenter: CalculatorPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.pushes = PushCard(context)
        self.needs = NeedCard(context, presenter, self.pushes)
        self.timeline = TimelineCard(context, presenter)
        column = vbox(self, 12)
        column.addWidget(SideBySide(context, self.needs, self.pushes))
        column.addWidget(self.timeline)
        self.needs.apply_requested.connect(self._on_apply_requested)

    def refresh(self) -> None:
        """The inputs moved."""
        self.needs.refresh()
        self.timeline.refresh()

    def retranslate(self) -> None:
        """Put the words of the current language in."""
        self.pushes.retranslate()
        self.needs.retranslate()
        self.timeline.retranslate()

    def retheme(self) -> None:
        """Take the new colours and text size."""
        self.timeline.retheme()

    def finish(self) -> None:
        """Every answer at once (tests, pictures)."""
        self.needs.finish()
        self.timeline.finish()

    def prepared(self) -> bool:
        """Whether every answer is shown; those nobody has asked for yet are asked for."""
        return all([self.needs.prepared(), self.timeline.prepared()])

    def wanted(self) -> tuple[str, ...]:
        """The services the ways to win are asked for, until one can."""
        return self.needs.wanted()

    def stop(self) -> None:
        """No more timers and no more work."""
        self.needs.stop()
        self.timeline.stop()

    def _on_apply_requested(self, name: str, value: float) -> None:
        self._presenter.seal()
        self._presenter.set_point({name: value})
        self._presenter.seal()
