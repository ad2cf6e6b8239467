"""Work beside the window: a thread that touches no Qt object, and its news told in the window's thread.

Why not signals from the thread: a QObject whose last reference ends in another thread is destroyed there, one
destroyed while the thread emits takes the process with it, and PySide makes its types on first use without a lock.
So the thread knows a plain queue only, and a timer of the window looks into it while there is something to come.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal

from models.errors import AppError
from ui import garbage

log = logging.getLogger(__name__)
LOOK_MS = 4
"""How often the window looks for news while something runs."""
POLITE_S = 0.0002
"""Longest turn of a thread while the window waits for its own. The usual 5 ms, at every return from Qt, add up."""


class News(NamedTuple):
    """Something a thread has to say about the work with a ticket."""

    ticket: int
    kind: str
    what: object


class Errand:
    """What a piece of work is given: whether anybody still waits for it, and where to say how far it is."""

    def __init__(self, ticket: int, news: SimpleQueue[News]) -> None:
        self.ticket, self._news = ticket, news
        self.given_up = False
        self.part: tuple[float, float] | None = None

    def wanted(self) -> bool:
        """Whether anybody still waits for the result."""
        return not self.given_up

    def unwanted(self) -> bool:
        """The contrary, for code that asks whether it was cancelled."""
        return self.given_up

    def progress(self, done: float, total: float) -> None:
        """Say how far the work is; only the newest word is kept."""
        self.part = (done, total)

    def tell(self, what: object) -> None:
        """Hand over a first result while the work goes on."""
        self.say("told", what)

    def say(self, kind: str, what: object) -> None:
        """Put news in the queue."""
        self._news.put(News(self.ticket, kind, what))


Run = Callable[[Errand], object]


class _Lane:
    """The part both sides know: what runs, what waits (the newest only), the news. Holds no Qt object."""

    def __init__(self, quiet: tuple[type[Exception], ...]) -> None:
        self.news: SimpleQueue[News] = SimpleQueue()
        self.running: Errand | None = None
        self._quiet = quiet
        self._lock = threading.Lock()
        self._waiting: tuple[Errand, Run] | None = None
        self._working = False
        self._thread: threading.Thread | None = None

    def put(self, ticket: int, run: Run) -> None:
        """Begin a piece of work, or have it follow the one that runs, which is given up."""
        with self._lock:
            self._give_up()
            self._waiting = (Errand(ticket, self.news), run)
            if not self._working:
                self._working = True
                _polite(self, True)
                self._thread = threading.Thread(target=self._go, name="beside-the-window")
                self._thread.start()

    def give_up(self) -> None:
        """Nobody waits for anything any more."""
        with self._lock:
            self._give_up()
            self._waiting = None

    def over(self) -> bool:
        """Whether nothing runs; all there is to say is then in the queue."""
        with self._lock:
            return not self._working

    def join(self) -> None:
        """Wait until the thread has ended."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join()

    def _give_up(self) -> None:
        if self.running is not None:
            self.running.given_up = True

    def _go(self) -> None:
        while True:
            with self._lock:
                job, self._waiting = self._waiting, None
                self.running = job[0] if job is not None else None
                if job is None:
                    self._working = False
                    _polite(self, False)
                    return
            self._do(*job)
            del job  # what the work holds ends with it, not with the next

    def _do(self, errand: Errand, run: Run) -> None:
        try:
            errand.say("finished", run(errand))
        except self._quiet:
            pass
        except AppError as error:
            errand.say("failed", error)
        except Exception:  # whatever it is, the window must hear of it: the thread has nobody else to tell
            log.exception("work beside the window failed")
            errand.say("failed", None)


class Beside(QObject):
    """Runs one callable at a time, the newest asked for; one that is no longer wanted is given up.

    Every signal begins with the ticket `start` returned and comes in the window's thread. `progressed` carries
    (done, total); `finished` the result; `failed` an AppError, or None for a fault, which is logged; these three
    come for the newest ticket only. `told` carries what work hands over on its way, also of work given up since.
    Exceptions of the types in `quiet` mean that the work noticed it was given up.
    """

    progressed = Signal(int, float, float)
    told = Signal(int, object)
    finished = Signal(int, object)
    failed = Signal(int, object)

    def __init__(self, parent: QObject | None = None, quiet: tuple[type[Exception], ...] = ()) -> None:
        super().__init__(parent)
        self._ticket = 0
        self._lane = _Lane(quiet)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.setTimerType(Qt.TimerType.PreciseTimer)
        self._look.timeout.connect(self._on_look)
        self.destroyed.connect(self._lane.give_up)  # windows take their children without a word
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.cancel)

    def start(self, run: Run) -> int:
        """Begin; returns the ticket. Errors: TypeError for work that holds a Qt object and so may end one."""
        held = next(_qt_objects(run), None)
        if held is not None:
            raise TypeError(f"work beside the window must not hold a {type(held).__name__}")
        self._ticket += 1
        self._lane.put(self._ticket, run)
        if not self._look.isActive():  # begun anew with every question it would never come to look
            self._look.start()
        return self._ticket

    def cancel(self) -> int:
        """Give up what is being done, without waiting. Returns the ticket after which news counts again."""
        self._ticket += 1
        self._lane.give_up()
        return self._ticket

    def current(self, ticket: int) -> bool:
        """Whether a ticket is the newest."""
        return ticket == self._ticket

    def busy(self) -> bool:
        """Whether something runs or its news is still to be told."""
        return self._look.isActive()

    def stop(self) -> None:
        """Give up, wait until nothing runs, and tell nothing of it."""
        self.cancel()
        self._lane.join()
        self._look.stop()
        for _ in _drained(self._lane.news):
            pass

    def wait(self) -> None:
        """Block until nothing runs and all news is told (tests, pictures)."""
        while self.busy():
            self._lane.join()
            self._on_look()

    def _on_look(self) -> None:
        over = self._lane.over()  # asked first: what a thread said, it said before it ended
        running = self._lane.running
        if running is not None and running.part is not None and running.wanted():
            part, running.part = running.part, None
            self.progressed.emit(running.ticket, *part)
        if over:
            self._look.stop()
        for news in _drained(self._lane.news):
            self._tell(news)

    def _tell(self, news: News) -> None:
        if news.kind == "told":
            self.told.emit(news.ticket, news.what)
        elif self.current(news.ticket):
            (self.finished if news.kind == "finished" else self.failed).emit(news.ticket, news.what)


def _drained(news: SimpleQueue[News]) -> Iterator[News]:
    """What the queue holds, first to last."""
    while True:
        try:
            yield news.get_nowait()
        except Empty:
            return


_counting = threading.Lock()
_usual_s = sys.getswitchinterval()


def _polite(lane: object, begins: bool) -> None:
    """While anything works beside it, the window gets its turn sooner and collects no garbage."""
    global _usual_s  # noqa: PLW0603  # the interval belongs to the process
    with _counting:
        if begins:
            if not garbage.busy:
                _usual_s = sys.getswitchinterval()
                sys.setswitchinterval(min(POLITE_S, _usual_s))
            garbage.busy.add(lane)
            return
        garbage.busy.discard(lane)
        if not garbage.busy:
            sys.setswitchinterval(_usual_s)


def _qt_objects(run: Any, depth: int = 3) -> Iterator[QObject]:
    """Qt objects a callable holds: bound, given in advance or closed over."""
    if isinstance(run, QObject):
        yield run
    if depth == 0 or isinstance(run, QObject):
        return
    held = [getattr(run, "__self__", None)]
    if isinstance(run, partial):
        held += [run.func, *run.args, *run.keywords.values()]
    cells = getattr(run, "__closure__", None) or ()
    held += [cell.cell_contents for cell in cells]
    for one in held:
        if isinstance(one, QObject) or callable(one):
            yield from _qt_objects(one, depth - 1)
