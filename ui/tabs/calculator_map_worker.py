"""Works maps out beside the window: one question at a time, the newest wins, an outdated one is given up.

Python runs one thread at a time, so a map being worked out would slow the very frame that asked for it. The
window therefore holds the worker while it works on a frame, and lets it go on once the frame is painted.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from ui.presenters.calculator_map_frontier import solve_exact
from ui.presenters.calculator_map_grid import COARSE, MapGrid, MapQuestion, OutdatedError, solve

log = logging.getLogger(__name__)
LINGER = 2.0
"""Seconds an idle thread waits for the next question: a drag asks many times a second."""
HELD = 0.1
"""Seconds after which the worker goes on though nobody let it go."""


class _Job(NamedTuple):
    """A question, whether a coarse map is wanted first, and the size of the fine one, if any."""

    ticket: int
    question: MapQuestion
    coarse: bool
    fine: tuple[int, int] | None


class MapWorker(QObject):
    """Owns at most one thread. Signals arrive in the window's thread.

    `solved` carries the ticket of the question, a grid, the processor seconds it took, and for a fine grid what
    `paint` made of it (called in the thread); `failed` the ticket.
    """

    solved = Signal(int, object, float, object)
    failed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._news = threading.Condition()
        self._free = threading.Event()
        self._free.set()
        self._job: _Job | None = None
        self._busy = self._ending = False
        self._ticket = 0
        self._thread: threading.Thread | None = None
        self.paint: Callable[[MapGrid], object] | None = None

    def ask(self, question: MapQuestion, *, coarse: bool, fine: tuple[int, int] | None) -> int:
        """Work out a coarse map, a fine one with its exact frontier, or both. Returns the ticket.

        A fine map of an older question is given up; a coarse one is finished, so that a steady stream of
        questions keeps showing something.
        """
        with self._news:
            self._ticket += 1
            self._job = _Job(self._ticket, question, coarse, fine)
            self._ending = False
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="service-map")
                self._thread.start()
            self._news.notify_all()
            return self._ticket

    def hold(self) -> None:
        """The window works on a frame: stand still at the next chance."""
        self._free.clear()

    def release(self) -> None:
        """The frame is painted: go on."""
        self._free.set()

    def drop(self) -> int:
        """Give up what is being done, without waiting. Returns the ticket from which on answers count."""
        with self._news:
            self._ticket += 1
            self._job = None
            return self._ticket

    def stop(self) -> None:
        """Give up what is being done and wait for the thread to end; asking again starts anew."""
        self.drop()
        self.release()
        with self._news:
            self._ending, thread = True, self._thread
            self._news.notify_all()
        if thread is not None:
            thread.join()

    def wait(self) -> None:
        """Block until nothing is left to do; the signals are then on their way."""
        self.release()
        with self._news:
            while self._job is not None or self._busy:
                self._news.wait()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            try:
                self._answer(job)
            except OutdatedError:
                continue
            except Exception:  # whatever it is, the window must hear of it: the thread has nobody else to tell
                log.exception("the map could not be worked out")
                self.failed.emit(job.ticket)

    def _next(self) -> _Job | None:
        """The next question; None when there was none for a while, and the thread ends."""
        with self._news:
            self._busy = False
            self._news.notify_all()
            if self._job is None and not self._ending:
                self._news.wait(LINGER)
            job, self._job = self._job, None
            self._busy = job is not None
            if job is None:
                self._thread = None
            return job

    def _answer(self, job: _Job) -> None:
        started = time.thread_time()
        if job.coarse:
            grid = solve(job.question, COARSE, self._has_its_turn)
            self.solved.emit(job.ticket, grid, time.thread_time() - started, None)
        if job.fine is not None and self._ticket == job.ticket:
            started = time.thread_time()
            grid = solve_exact(job.question, job.fine, partial(self._is_wanted, job.ticket))
            painted = self.paint(grid) if self.paint is not None else None
            self.solved.emit(job.ticket, grid, time.thread_time() - started, painted)

    def _has_its_turn(self) -> bool:
        """Wait while the window works on a frame."""
        self._free.wait(HELD)
        return True

    def _is_wanted(self, ticket: int) -> bool:
        return self._ticket == ticket and self._has_its_turn() and self._ticket == ticket
