"""Cyclic garbage ends in the window's thread, never in another."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject

from ui.beside import Beside
from ui.garbage import GuiGarbage


class Knot:
    """Garbage that only the collector can find."""

    def __init__(self) -> None:
        self.me = self


def test_other_threads_collect_nothing_and_the_window_collects_what_is_due(qapp) -> None:
    owner = QObject()
    garbage = GuiGarbage(owner)
    knots = [weakref.ref(Knot()) for _ in range(3 * gc.get_threshold()[0])]
    busy = threading.Thread(target=lambda: [[] for _ in range(20_000)])
    busy.start()
    busy.join()
    assert not gc.isenabled() and all(knot() is not None for knot in knots)
    garbage.collect()
    assert all(knot() is None for knot in knots)
    garbage._timer.stop()


def test_what_is_kept_is_not_looked_through_again(qapp) -> None:
    owner = QObject()
    garbage = GuiGarbage(owner)
    garbage._timer.stop()
    knot = Knot()
    seen = weakref.ref(knot)
    garbage.keep()
    try:
        assert gc.get_freeze_count() > 0
        del knot
        gc.collect()
        assert seen() is not None
    finally:
        gc.unfreeze()
    gc.collect()
    assert seen() is None


def test_nothing_is_collected_while_a_thread_works_beside_the_window(qapp) -> None:
    owner = QObject()
    garbage, beside, go = GuiGarbage(owner), Beside(owner), threading.Event()
    knots = [weakref.ref(Knot()) for _ in range(3 * gc.get_threshold()[0])]
    beside.start(lambda errand: go.wait())
    garbage.collect()
    assert all(knot() is not None for knot in knots)
    go.set()
    beside.wait()
    garbage.collect()
    assert all(knot() is None for knot in knots)
    garbage._timer.stop()


def test_after_the_first_full_collection_what_stands_is_kept_once_more(qapp, monkeypatch) -> None:
    owner = QObject()
    garbage = GuiGarbage(owner)
    garbage._timer.stop()
    collected: list[int] = []
    kept: list[bool] = []
    monkeypatch.setattr("ui.garbage.gc.get_count", lambda: (10**6, 10**6, 10**6))
    monkeypatch.setattr("ui.garbage.gc.collect", collected.append)
    monkeypatch.setattr("ui.garbage.gc.freeze", lambda: kept.append(True))
    garbage.collect()
    garbage.collect()
    assert collected == [2, 2]
    assert kept == [True]
