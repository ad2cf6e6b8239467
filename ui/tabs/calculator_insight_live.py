"""A card that is worked out only while it can be seen and the inputs rest."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.presenters.calculator import CalculatorPresenter
from ui.tabs.calculator_insight_worker import AnswerWorker, Job
from ui.widgets.basics import Card

REST_MS = 300  # after the curve and the map have settled

LOOKED_AT = 96  # design pixels of a card


class LiveCard(Card):
    """Follows the inputs: stale at once, asked again when seen at rest. A subclass asks and shows."""

    def __init__(self, context: AppContext, presenter: CalculatorPresenter, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent)
        self._context, self._presenter = context, presenter
        self._stale, self._told = True, False
        self._worker = worker = AnswerWorker(self)
        worker.answered.connect(self.show_answer)
        worker.failed.connect(self.show_failure)
        worker.answered.connect(self._on_told)
        worker.failed.connect(self._on_told)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._on_rest)

    def job(self) -> Job:
        """What to work out; runs beside the window, so it must hold all it needs."""
        raise NotImplementedError

    def show_answer(self, answer: object) -> None:
        """Show what was worked out."""
        raise NotImplementedError

    def show_waiting(self) -> None:
        """Say that what is shown is about to change."""
        raise NotImplementedError

    def show_failure(self) -> None:
        """Say that there is no answer."""
        raise NotImplementedError

    def refresh(self) -> None:
        """The inputs moved: what is shown is old, and what is being worked out is wanted no more."""
        fresh, self._stale, self._told = not self._stale, True, False
        self._worker.drop()
        if self._seen():
            if fresh:
                self.show_waiting()
            self._rest.start()

    def settle(self) -> None:
        """Ask now."""
        self._rest.stop()
        self._stale, self._told = False, False
        self._worker.ask(self.job())

    def prepared(self) -> bool:
        """Whether the answer is shown (an export may take it); if nobody has asked yet, this does."""
        if self._stale and not self._rest.isActive():
            self.settle()
        return self._told

    def finish(self) -> None:
        """The answer at once (tests, pictures): waits for it."""
        self.settle()
        self._worker.wait()

    def stop(self) -> None:
        """No more timers and no more work."""
        self._rest.stop()
        self._worker.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.wake()  # painted means seen: this is how scrolling here tells

    def wake(self) -> None:
        """A part of the answer came into view."""
        if self._stale and not self._rest.isActive() and self._seen():
            self._rest.start()

    def parts(self) -> tuple[QWidget, ...]:
        """The widgets the answer is shown in."""
        return (self,)

    def _seen(self) -> bool:
        """Whether enough of a part can be seen to be read; a heading that peeks out is not looked at yet."""
        enough = self._context.theme.px(LOOKED_AT)
        return any(
            one.isVisible() and one.visibleRegion().boundingRect().height() >= min(enough, one.height())
            for one in self.parts()
        )

    def _on_told(self, _: object = None) -> None:
        self._told = True

    def _on_rest(self) -> None:
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:  # a drag that pauses goes on
            self._rest.start()
        elif self._stale and self._seen():
            self.settle()
