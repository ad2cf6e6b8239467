"""Cyclic garbage is collected in the window's thread only.

Python collects in whichever thread happens to allocate. What it finds may be widgets closed long ago, and Qt
crashes or waits for ever when widgets end beside their own thread. So automatic collection is off from the start
of the window on, and a timer of the window's thread does the same work in the pauses.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

INTERVAL_MS = 1000
OLDEST = 2
busy: set[object] = set()
"""Who works beside the window. What they make is much, young, and soon gone by itself: looking through it would
stop the window for long and find nothing."""


class GuiGarbage(QObject):
    """Collects each generation when Python itself would have, but here."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._kept_twice = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(INTERVAL_MS)

    def keep(self) -> None:
        """What stands now stays: looking through every tab for garbage would stop the window for long."""
        gc.freeze()

    def collect(self) -> None:
        """Collect the oldest generation that is due, if any; while something works beside the window, later."""
        if busy:
            return
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [age for age, (count, limit) in enumerate(counts) if count > limit]
        if due and QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:  # not in the middle of a drag
            gc.collect(due[-1])
            if due[-1] == OLDEST and not self._kept_twice:
                self._kept_twice = True
                self.keep()  # the chart library came in after the tabs were built
