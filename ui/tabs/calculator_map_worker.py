"""Works maps out beside the window: one question at a time, the newest wins, an outdated one is given up."""

from __future__ import annotations

import logging
import threading
import time
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from ui.presenters.calculator_map_grid import COARSE, MapQuestion, OutdatedError, solve

log = logging.getLogger(__name__)


def always() -> bool:
    """Never outdated."""
    return True


class _Job(NamedTuple):
    """A question, whether a coarse map is wanted first, and the size of the fine one, if any."""

    ticket: int
    question: MapQuestion
    coarse: bool
    fine: tuple[int, int] | None


class MapWorker(QObject):
    """Owns at most one thread, which ends as soon as nothing is asked. Signals arrive in the window's thread.

    `solved` carries the ticket of the question, a grid, and the processor seconds it took; `failed` the ticket.
    """

    solved = Signal(int, object, float)
    failed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._job: _Job | None = None
        self._ticket = 0
        self._thread: threading.Thread | None = None

    def ask(self, question: MapQuestion, *, coarse: bool, fine: tuple[int, int] | None) -> int:
        """Work out a coarse map, a fine one with its exact frontier, or both. Returns the ticket.

        A fine map of an older question is given up; a coarse one is finished, so that a steady stream of
        questions keeps showing something.
        """
        with self._lock:
            self._ticket += 1
            self._job = _Job(self._ticket, question, coarse, fine)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="cheapest-map")
                self._thread.start()
            return self._ticket

    def drop(self) -> int:
        """Give up what is being done, without waiting. Returns the ticket from which on answers count."""
        with self._lock:
            self._ticket += 1
            self._job = None
            return self._ticket

    def stop(self) -> None:
        """Give up what is being done and wait for the thread to end; asking again starts anew."""
        self.drop()
        self.wait()

    def wait(self) -> None:
        """Block until nothing is left to do; the signals are then on their way."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while True:
            with self._lock:
                job, self._job = self._job, None
                if job is None:
                    self._thread = None
                    return
            try:
                self._answer(job)
            except OutdatedError:
                continue
            except Exception:  # whatever it is, the window must hear of it: the thread has nobody else to tell
                log.exception("the map could not be worked out")
                self.failed.emit(job.ticket)

    def _answer(self, job: _Job) -> None:
        started = time.thread_time()
        if job.coarse:
            grid = solve(job.question, COARSE, always)
            self.solved.emit(job.ticket, grid, time.thread_time() - started)
        if job.fine is not None and self._ticket == job.ticket:
            started = time.thread_time()
            grid = solve(job.question, job.fine, partial(self._is_wanted, job.ticket), exact=True)
            self.solved.emit(job.ticket, grid, time.thread_time() - started)

    def _is_wanted(self, ticket: int) -> bool:
        return self._ticket == ticket
