"""Works one slow answer out beside the window: the newest question wins, an outdated one is given up."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication

from ui.presenters.calculator_insight_solve import Outdated

log = logging.getLogger(__name__)
Wanted = Callable[[], bool]
Job = Callable[[Wanted], object]


class AnswerWorker(QObject):
    """Owns at most one thread, which ends as soon as nothing is asked. Signals arrive in the window's thread."""

    _solved = Signal(int, object)
    _broken = Signal(int)
    answered = Signal(object)
    failed = Signal()

    def __init__(self) -> None:
        super().__init__()  # without a parent: it must outlive its thread, not its card
        self._lock = threading.Lock()
        self._job: Job | None = None
        self._ticket = 0
        self._thread: threading.Thread | None = None
        self._solved.connect(self._on_solved)
        self._broken.connect(self._on_broken)
        QApplication.instance().aboutToQuit.connect(self.stop)

    def ask(self, job: Job) -> None:
        """Answer with what `job` returns; it is given a function that says whether anybody still waits."""
        with self._lock:
            self._ticket += 1
            self._job = job
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="insight")
                self._thread.start()

    def drop(self) -> None:
        """Give up what is being done, without waiting."""
        with self._lock:
            self._ticket += 1
            self._job = None

    def stop(self) -> None:
        """Give up what is being done and wait for the thread to end; asking again starts anew."""
        self.drop()
        thread = self._thread
        if thread is not None:
            thread.join()

    def wait(self) -> None:
        """Block until all that was asked is answered (tests, pictures)."""
        thread = self._thread
        if thread is not None:
            thread.join()
        QApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    def _run(self) -> None:
        while True:
            with self._lock:
                job, ticket, self._job = self._job, self._ticket, None
                if job is None:
                    self._thread = None
                    return
            try:
                self._solved.emit(ticket, job(lambda ticket=ticket: self._ticket == ticket))
            except Outdated:
                continue
            except Exception:  # whatever it is, the window must hear of it: the thread has nobody else to tell
                log.exception("an answer could not be worked out")
                self._broken.emit(ticket)

    def _on_solved(self, ticket: int, answer: object) -> None:
        if ticket == self._ticket:
            self.answered.emit(answer)

    def _on_broken(self, ticket: int) -> None:
        if ticket == self._ticket:
            self.failed.emit()
