"""Brings the chart library in without stopping the window: a thread imports it, the caller asks for it.

PySide makes each of its types when it is first named, without a lock, and the library names all of them: done in a
thread while the window names one too, the process dies. So the window makes them first, a few in each idle turn.
"""

from __future__ import annotations

import importlib
import logging
import sys
import threading
import time
from collections.abc import Iterator
from itertools import chain

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QTimer

log = logging.getLogger(__name__)
QT = (QtCore, QtGui, QtWidgets)
TURN_S = 0.004
_HEAVY = ("numpy", "pyqtgraph")
_threads: list[threading.Thread] = []
_making: list[Iterator[object]] = []


def start() -> None:
    """Begin importing in the background, unless it is there already."""
    if not _threads and not _making and not ready():
        _making.append(_types())
        QTimer.singleShot(0, _turn)


def ready() -> bool:
    """Whether the import has ended, well or badly; building a chart then tells which."""
    if _threads:
        return not _threads[0].is_alive()
    return _HEAVY[-1] in sys.modules


def wait() -> None:
    """Block until the import has ended (tests, and whoever needs a chart at once)."""
    if not _threads and not ready():
        for _ in chain(*_making, _types()):
            pass
        _begin()
    for thread in _threads:
        thread.join()


def unmade() -> list[str]:
    """The Qt types nobody has named yet: none once the thread has begun."""
    return [f"{module.__name__}.{name}" for module in QT for name in dir(module) if name not in vars(module)]


def _types() -> Iterator[object]:
    """Names every type of Qt, one at a time."""
    for module in QT:
        for name in dir(module):
            yield getattr(module, name, None)


def _turn() -> None:
    """Make types for one turn of the window; begin when all are there."""
    end = time.perf_counter() + TURN_S
    for _ in _making[0]:
        if time.perf_counter() > end:
            QTimer.singleShot(0, _turn)
            return
    _begin()


def _begin() -> None:
    if not _threads:
        _threads.append(threading.Thread(target=_import, name="chart-library", daemon=True))
        _threads[0].start()


def _import() -> None:
    try:
        for name in _HEAVY:
            importlib.import_module(name)
    except ImportError:
        log.exception("the chart library cannot be imported")
