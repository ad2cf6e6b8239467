"""Ctrl+C in the terminal closes the window like its own button."""

from __future__ import annotations

import os
import signal
import sys

import pytest
from pytestqt.qtbot import QtBot

from ui.interrupt import CloseOnInterrupt
from ui.main_window import MainWindow

CONSOLE = "Windows delivers Ctrl+C to the whole console, pytest included"


@pytest.mark.skipif(sys.platform == "win32", reason=CONSOLE)
def test_an_interrupt_closes_the_window(window: MainWindow, qtbot: QtBot) -> None:
    closer = CloseOnInterrupt(window)
    try:
        assert window.isVisible()
        os.kill(os.getpid(), signal.SIGINT)
        qtbot.waitUntil(lambda: not window.isVisible())
    finally:
        closer.release()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
