"""Several moves in one turn of the event loop are one: only the last of them is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication

_DUE = QEvent.Type(QEvent.registerEventType())


class Latest(QObject):
    """Runs what is asked for. During a drag only the newest request of a turn runs, before the turn is painted.

    A mouse may tell of more places than a frame has time for; without a button held everything runs at once.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: tuple[Callable[..., object], tuple[Any, ...]] | None = None

    def run(self, action: Callable[..., object], *args: Any) -> None:
        """Do `action(*args)`: now, or at the end of this turn unless another request replaces it."""
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._waiting = None
            action(*args)
            return
        if self._waiting is None:
            QCoreApplication.postEvent(self, QEvent(_DUE), Qt.EventPriority.HighEventPriority.value)
        self._waiting = action, args

    def flush(self) -> None:
        """Do what waits, if anything: the gesture ended."""
        if self._waiting is not None:
            (action, args), self._waiting = self._waiting, None
            action(*args)

    def event(self, event: QEvent) -> bool:
        if event.type() == _DUE:
            self.flush()
            return True
        return super().event(event)
