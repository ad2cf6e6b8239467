"""One long piece of work beside the window: progress, cancel, result or error, told in the window's thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from models.errors import AppError

log = logging.getLogger(__name__)
Told = Callable[[float, float], None]
Cancelled = Callable[[], bool]
Run = Callable[[Told, Cancelled], object]


class Work(QObject):
    """Runs one callable at a time in a thread of its own. A new one waits for nothing: it gives up the old one.

    `progressed` carries (done, total); `finished` the result, None when it was cancelled; `failed` an AppError.
    Each signal begins with the ticket `start` returned, so that late news of given-up work can be told apart.
    """

    progressed = Signal(int, float, float)
    finished = Signal(int, object)
    failed = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticket = 0
        self._threads: list[threading.Thread] = []

    def start(self, run: Run) -> int:
        """Begin; returns the ticket."""
        self._ticket += 1
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=self._run, args=(self._ticket, run), name="share-work")
        self._threads.append(thread)
        thread.start()
        return self._ticket

    def cancel(self) -> None:
        """Give up what is being done, without waiting."""
        self._ticket += 1

    def current(self, ticket: int) -> bool:
        """Whether news of a ticket still counts."""
        return ticket == self._ticket

    def stop(self) -> None:
        """Give up and wait until nothing runs."""
        self.cancel()
        self.wait()

    def wait(self) -> None:
        """Block until nothing runs; the signals are then on their way."""
        for thread in self._threads:
            thread.join()

    def _run(self, ticket: int, run: Run) -> None:
        try:
            result = run(
                lambda done, total: self.progressed.emit(ticket, float(done), float(total)),
                lambda: ticket != self._ticket,
            )
        except AppError as error:
            self.failed.emit(ticket, error)
        except Exception:  # whatever it is, the window must hear of it: the thread has nobody else to tell
            log.exception("work beside the window failed")
            self.failed.emit(ticket, None)
        else:
            self.finished.emit(ticket, result)
