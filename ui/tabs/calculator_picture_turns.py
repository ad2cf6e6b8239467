"""Painting a picture in short turns of the window, anew when what it shows changes meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from ui.tabs.calculator_picture import Painting

log = logging.getLogger(__name__)
TURN_S = 0.008
MOST_FAULTS = 3
WAIT_MS = 30  # between two looks at whether all is worked out


def _always() -> bool:
    return True


class Turns(QObject):
    """`make` begins the picture; `stamp` tells what it depends on. `painted` carries the result, `failed` None.

    While `ready` says no, nothing is painted: what the picture shows is still being worked out.
    """

    progressed = Signal(int, float, float)
    painted = Signal(object)
    failed = Signal(int, object)

    def __init__(
        self,
        make: Callable[[], Painting],
        stamp: Callable[[], object],
        parent: QObject,
        ready: Callable[[], bool] = _always,
    ) -> None:
        super().__init__(parent)
        self._make, self._stamp, self._ready = make, stamp, ready
        self._painting: Painting | None = None
        self._begun_with: object = None
        self._faults = 0
        self._was_ready = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_turn)

    def start(self) -> None:
        """Begin with the next turn of the window."""
        self._timer.start()

    def stop(self) -> None:
        """Give up."""
        self._timer.stop()
        if self._painting is not None:
            self._painting.abandon()
            self._painting = None

    def wait(self) -> None:
        """Paint to the end at once (tests)."""
        while self._timer.isActive():
            self._on_turn()

    def _on_turn(self) -> None:
        try:
            before, self._was_ready = self._was_ready, self._ready()
            self._timer.setInterval(0 if self._was_ready else WAIT_MS)
            if before and self._was_ready:  # a turn later, so that the layout has taken in what just came
                self._paint()
        except Exception:  # a card may go between two turns: begin anew, but not for ever
            self._faults += 1
            self._painting = None
            if self._faults == MOST_FAULTS:
                log.exception("a picture cannot be painted")
                self.stop()
                self.failed.emit(0, None)

    def _paint(self) -> None:
        now = self._stamp()
        if self._painting is not None and now != self._begun_with:
            self._painting.abandon()
            self._painting = None
        if self._painting is None:
            self._painting, self._begun_with = self._make(), now
            return
        painting = self._painting
        done = painting.paint(TURN_S)
        self.progressed.emit(0, painting.part(), 1.0)
        if done and self._painting is not None:
            result = painting.result()
            self.stop()
            self.painted.emit(result)
