"""Brings the chart library in without stopping the window: a thread imports it, the caller asks for it."""

from __future__ import annotations

import importlib
import logging
import threading

log = logging.getLogger(__name__)
_HEAVY = ("numpy", "pyqtgraph")
_threads: list[threading.Thread] = []


def start() -> None:
    """Begin importing in the background; calling again does nothing."""
    if not _threads:
        _threads.append(threading.Thread(target=_import, name="chart-library", daemon=True))
        _threads[0].start()


def ready() -> bool:
    """Whether the import has ended, well or badly; building a chart then tells which."""
    return bool(_threads) and not _threads[0].is_alive()


def wait() -> None:
    """Block until the import has ended (tests, and whoever needs a chart at once)."""
    start()
    _threads[0].join()


def _import() -> None:
    try:
        for name in _HEAVY:
            importlib.import_module(name)
    except ImportError:
        log.exception("the chart library cannot be imported")
