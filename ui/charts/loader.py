"""Brings the chart library in without stopping the window: a thread imports it, the caller asks for it."""

from __future__ import annotations

import importlib
import logging
import sys
import threading

log = logging.getLogger(__name__)
_HEAVY = ("numpy", "pyqtgraph")
_threads: list[threading.Thread] = []


def start() -> None:
    """Begin importing in the background, unless it is there already."""
    if not _threads and not ready():
        _threads.append(threading.Thread(target=_import, name="chart-library", daemon=True))
        _threads[0].start()


def ready() -> bool:
    """Whether the import has ended, well or badly; building a chart then tells which."""
    if _threads:
        return not _threads[0].is_alive()
    return _HEAVY[-1] in sys.modules


def wait() -> None:
    """Block until the import has ended (tests, and whoever needs a chart at once)."""
    start()
    for thread in _threads:
        thread.join()


def _import() -> None:
    try:
        for name in _HEAVY:
            importlib.import_module(name)
    except ImportError:
        log.exception("the chart library cannot be imported")
