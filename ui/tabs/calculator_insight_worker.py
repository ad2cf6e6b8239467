"""Works one slow answer out beside the window: the newest question wins, an outdated one is given up."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from ui.beside import Beside, Errand
from ui.presenters.calculator_insight_solve import Outdated

Wanted = Callable[[], bool]
Job = Callable[[Wanted], object]


class AnswerWorker(QObject):
    """One question at a time; the signals come in the window's thread, for the newest question only."""

    answered = Signal(object)
    failed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = Beside(self, quiet=(Outdated,))
        self._work.finished.connect(self._on_finished)
        self._work.failed.connect(self._on_failed)

    def ask(self, job: Job) -> None:
        """Answer with what `job` returns; it is given a function that says whether anybody still waits."""
        self._work.start(partial(_answer, job))

    def drop(self) -> None:
        """Give up what is being done, without waiting."""
        self._work.cancel()

    def stop(self) -> None:
        """Give up what is being done and wait for the thread to end; asking again starts anew."""
        self._work.stop()

    def wait(self) -> None:
        """Block until all that was asked is answered (tests, pictures)."""
        self._work.wait()

    def _on_finished(self, _ticket: int, answer: object) -> None:
        self.answered.emit(answer)

    def _on_failed(self, _ticket: int, _error: object) -> None:
        self.failed.emit()


def _answer(job: Job, errand: Errand) -> object:
    return job(errand.wanted)
