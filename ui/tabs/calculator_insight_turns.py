"""Several pieces of work for the window, one in each of its turns, so that none of them is long."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer


class Turns(QTimer):
    """Runs steps one after another; new ones take the place of those still to do."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: list[Callable[[], None]] = []
        self.setInterval(0)
        self.timeout.connect(self._on_turn)

    def run(self, steps: Iterable[Callable[[], None]]) -> None:
        """Begin with the next turn."""
        self._steps = list(steps)
        if self._steps:
            self.start()
        else:
            self.stop()

    def finish(self) -> None:
        """Do at once what is still to do."""
        while self._steps:
            self._on_turn()

    def give_up(self) -> None:
        """Do no more."""
        self.run(())

    def _on_turn(self) -> None:
        step = self._steps.pop(0)
        if not self._steps:
            self.stop()
        step()
