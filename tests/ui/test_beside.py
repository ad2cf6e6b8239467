"""Work beside the window: news in the window's thread, giving up, faults, and no Qt object in the thread."""

from __future__ import annotations

import logging
import sys
import threading
import weakref
from functools import partial

import pytest
from PySide6.QtCore import QObject

from models.errors import InputError
from tests.conftest import settle
from ui.beside import Beside


class Heard:
    """Writes down every signal with the thread it came in."""

    def __init__(self, beside: Beside) -> None:
        self.news: list[tuple[object, ...]] = []
        self.threads: set[threading.Thread] = set()
        for name in ("progressed", "told", "finished", "failed"):
            getattr(beside, name).connect(partial(self._on_news, name))

    def _on_news(self, name: str, *args: object) -> None:
        self.news.append((name, *args))
        self.threads.add(threading.current_thread())


@pytest.fixture
def beside(qapp):
    made = Beside()
    yield made
    made.stop()


def until(event: threading.Event, errand):
    """Work that reports, then waits to be let go or given up."""
    errand.tell("begun")
    while errand.wanted() and not event.wait(0.001):
        pass
    return "given up" if errand.unwanted() else "let go"


def test_the_result_is_told_in_the_windows_thread(beside):
    heard, where = Heard(beside), []

    def work(errand):
        where.append(threading.current_thread())
        errand.tell("first")
        return 42

    ticket = beside.start(work)
    assert beside.busy()
    beside.wait()
    assert heard.news == [("told", ticket, "first"), ("finished", ticket, 42)]
    assert heard.threads == {threading.current_thread()} and where[0] not in heard.threads
    assert not beside.busy() and not where[0].is_alive()


def test_news_comes_without_waiting_for_it(beside, qtbot):
    with qtbot.waitSignal(beside.finished) as signal:
        ticket = beside.start(lambda errand: "done")
    assert signal.args == [ticket, "done"]
    qtbot.waitUntil(lambda: not beside.busy())


def test_only_the_newest_word_of_progress_is_told(beside, qtbot):
    heard, go = Heard(beside), threading.Event()

    def work(errand):
        for done in range(1000):
            errand.progress(done, 1000)
        return until(go, errand)

    ticket = beside.start(work)
    qtbot.waitUntil(lambda: ("progressed", ticket, 999.0, 1000.0) in heard.news)
    go.set()
    beside.wait()
    assert len([news for news in heard.news if news[0] == "progressed"]) < 100


def test_newer_work_follows_and_the_older_is_given_up_unheard(beside, qtbot):
    heard, go = Heard(beside), threading.Event()
    first = beside.start(partial(until, go))
    qtbot.waitUntil(lambda: ("told", first, "begun") in heard.news)
    between = beside.start(lambda errand: pytest.fail("replaced before it began"))
    last = beside.start(lambda errand: threading.active_count())
    running = threading.active_count()
    beside.wait()
    assert first < between < last and beside.current(last)
    assert heard.news[1:] == [("finished", last, running)]  # one thread at a time


def test_cancelling_waits_for_nothing_and_tells_nothing(beside):
    heard, go = Heard(beside), threading.Event()
    ticket = beside.start(partial(until, go))
    beside.cancel()
    assert not beside.current(ticket)
    beside.wait()
    assert [news for news in heard.news if news[0] != "told"] == []


def test_stopping_leaves_no_thread_and_no_late_news(beside, qapp):
    heard, before = Heard(beside), threading.active_count()
    beside.start(partial(until, threading.Event()))
    beside.stop()
    settle(qapp)
    assert heard.news == [] and not beside.busy() and threading.active_count() == before
    ticket = beside.start(lambda errand: "again")
    beside.wait()
    assert heard.news == [("finished", ticket, "again")]


def test_an_error_of_a_person_is_told_and_a_fault_is_logged(beside, expected_log):
    heard, error = Heard(beside), InputError("scenario.problem.empty")

    def refuse(errand):
        raise error

    def break_down(errand):
        raise RuntimeError("on purpose")

    first = beside.start(refuse)
    beside.wait()
    assert heard.news == [("failed", first, error)] and expected_log == []
    second = beside.start(break_down)
    beside.wait()
    assert heard.news[1:] == [("failed", second, None)]
    assert expected_log[0].exc_info[0] is RuntimeError and expected_log[0].levelno == logging.ERROR


def test_work_that_noticed_it_was_given_up_says_nothing(qapp):
    beside = Beside(quiet=(KeyError,))
    heard = Heard(beside)
    beside.start(lambda errand: {}["nothing"])
    beside.wait()
    assert heard.news == []


def test_work_that_holds_a_qt_object_is_refused(beside):
    owner = QObject()

    class Holder(QObject):
        def work(self, errand):
            return None

    def inner(errand, _held=None):
        return owner.objectName()

    for run in (Holder().work, partial(inner, _held=owner), inner, lambda errand: (inner(errand),)):
        with pytest.raises(TypeError, match="must not hold"):
            beside.start(run)
    assert not beside.busy()


def test_what_the_work_held_ends_with_it(beside):
    class Big:
        pass

    big = Big()
    gone = weakref.ref(big)
    beside.start(partial(lambda held, errand: None, big))
    del big
    beside.wait()
    assert gone() is None


def test_an_owner_that_ends_without_a_word_gives_the_work_up(qapp):
    owner = QObject()
    beside = Beside(owner)
    begun, ended = threading.Event(), threading.Event()

    def work(errand):
        begun.set()
        until(threading.Event(), errand)
        ended.set()

    beside.start(work)
    begun.wait()
    lane = beside._lane
    owner.deleteLater()
    del owner, beside
    settle(qapp)
    lane.join()
    assert ended.is_set()


def test_the_window_gets_its_turn_sooner_while_something_runs(beside):
    usual, seen = sys.getswitchinterval(), []
    beside.start(lambda errand: seen.append(sys.getswitchinterval()))
    beside.wait()
    assert seen[0] < usual and sys.getswitchinterval() == usual
