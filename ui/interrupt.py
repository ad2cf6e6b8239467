"""Ctrl+C in the terminal closes the window as its own button does, so that settings are kept.

Python runs signal handlers only between its own steps, and Qt's loop gives it none while nothing happens. So the
signal is also written to a socket, the form every system can watch; reading it lets Python run the handler.
"""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QWidget


class CloseOnInterrupt(QObject):
    """Closes `window` at the first Ctrl+C. Lives as long as the window does, or until `release`."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._ear, self._mouth = socket.socketpair()
        for end in (self._ear, self._mouth):
            end.setblocking(False)
        signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGINT, self._on_interrupt)
        self._notifier = QSocketNotifier(self._ear.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_woken)

    def release(self) -> None:
        """Give Ctrl+C back to Python."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self._ear.close()
        self._mouth.close()

    def _on_woken(self) -> None:
        self._ear.recv(64)

    def _on_interrupt(self, _number: int, _frame: FrameType | None) -> None:
        self._window.close()
