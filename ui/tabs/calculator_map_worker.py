"""Works maps out beside the window: one question at a time, the newest wins, an outdated one is given up."""

from __future__ import annotations

import gc
import logging
import threading
import time
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal

from ui.presenters.calculator_map_grid import COARSE, MapQuestion, OutdatedError, solve

log = logging.getLogger(__name__)


def always() -> bool:
    """Never outdated."""
    return True


class _Collection:
    """Keeps garbage collection off while any map is worked out. Only the window's thread calls it.

    A collection may find windows closed long ago. Were it to run in the worker's thread, their widgets would end
    there, and Qt waits for ever on widgets that end beside their own thread.
    """

    def __init__(self) -> None:
        self._holders = 0
        self._was_on = False

    def hold(self) -> None:
        """No collection from now on."""
        if self._holders == 0:
            self._was_on = gc.isenabled()
            gc.disable()
        self._holders += 1

    def release(self) -> None:
        """One holder less; the last one lets collection happen again."""
        self._holders -= 1
        if self._holders == 0 and self._was_on:
            gc.enable()


_collection = _Collection()


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
    _ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._job: _Job | None = None
        self._ticket = 0
        self._thread: threading.Thread | None = None
        self._ending: threading.Thread | None = None
        self._holding = False
        self._ended.connect(self._release, Qt.ConnectionType.QueuedConnection)

    def ask(self, question: MapQuestion, *, coarse: bool, fine: tuple[int, int] | None) -> int:
        """Work out a coarse map, a fine one with its exact frontier, or both. Returns the ticket.

        A fine map of an older question is given up; a coarse one is finished, so that a steady stream of
        questions keeps showing something.
        """
        with self._lock:
            self._ticket += 1
            self._job = _Job(self._ticket, question, coarse, fine)
            if self._thread is None:
                if not self._holding:
                    self._holding = True
                    _collection.hold()
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
        self._release()

    def _release(self) -> None:
        """The thread has ended: what it held back may go on."""
        if self._holding and self._thread is None:
            if self._ending is not None:
                self._ending.join()
            self._holding, self._ending = False, None
            _collection.release()

    def _run(self) -> None:
        while True:
            with self._lock:
                job, self._job = self._job, None
                if job is None:
                    self._ending, self._thread = self._thread, None
                    break
            try:
                self._answer(job)
            except OutdatedError:
                continue
            except Exception:  # whatever it is, the window must hear of it: the thread has nobody else to tell
                log.exception("the map could not be worked out")
                self.failed.emit(job.ticket)
        self._ended.emit()

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
