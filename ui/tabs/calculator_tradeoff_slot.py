"""The place of cost against time in the tab: empty until the view is chosen for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.presenters.calculator import CalculatorPresenter
from ui.widgets.basics import vbox

if TYPE_CHECKING:
    from ui.tabs.calculator_tradeoff import TradeoffCard

VIEW = "tradeoff"


class TradeoffSlot(QWidget):
    """Shows its card in its view only; passes on what the tab tells, and nothing while it is hidden."""

    service_requested = Signal(str)
    time_chosen = Signal()

    def __init__(self, context: AppContext, presenter: CalculatorPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._presenter = context, presenter
        self._column = vbox(self)
        self.card: TradeoffCard | None = None
        self.below = QWidget()
        """What stands below the list: the ways to finish sooner."""
        self._below = vbox(self.below)
        self._old = False
        self.hide()
        self.below.hide()

    def show_view(self, view: str, before: QWidget | None = None) -> None:
        """Another view was chosen; `before` is what the keyboard leaves when it comes here."""
        wanted = view == VIEW
        if wanted and self.card is None:
            from ui.tabs.calculator_tradeoff import TradeoffCard

            self.card = TradeoffCard(self._context, self._presenter)
            self.card.service_requested.connect(self.service_requested)
            self.card.time_chosen.connect(self.time_chosen)
            self._column.addWidget(self.card)
            self._below.addWidget(self.card.ways)
            for stop in self.card.stops() if before is not None else ():
                QWidget.setTabOrder(before, stop)
                before = stop
        elif wanted and self._old and self.card is not None:
            self.card.retheme()
            self.card.retranslate()
            self.card.refresh()
        self._old = False
        self.setVisible(wanted)
        self.below.setVisible(wanted)

    def refresh(self) -> None:
        """The inputs moved."""
        self._tell("refresh")

    def retranslate(self) -> None:
        """Put the words of the current language in."""
        self._tell("retranslate")

    def retheme(self) -> None:
        """Take the new colours and text size."""
        self._tell("retheme")

    def prepared(self) -> bool:
        """Whether what is shown is worked out; if nobody has asked for it yet, this does."""
        return self.card is None or self.isHidden() or self.card.prepared()

    def finish(self) -> None:
        """The answer at once (tests, pictures)."""
        if self.card is not None and not self.isHidden():
            self.card.finish()

    def stop(self) -> None:
        """No more timers and no more work."""
        if self.card is not None:
            self.card.stop()

    def _tell(self, what: str) -> None:
        if self.card is None:
            return
        if self.isHidden():
            self._old = True
        else:
            getattr(self.card, what)()
