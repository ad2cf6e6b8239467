"""The cost engine for a view that can be read without it: a few modules in each idle turn, then it is told."""

from __future__ import annotations

from itertools import chain

from PySide6.QtCore import QObject, QTimer, Signal

from models.figures import ENGINES, Figures
from ui.pieces import import_some, pieces


class LateEngine(QTimer):
    """Says when the engine is there; importing it at once would stop the window for a tenth of a second.

    `more` are modules the view needs beside it.
    """

    arrived = Signal()

    def __init__(self, parent: QObject, figures: Figures, more: tuple[str, ...] = ()) -> None:
        super().__init__(parent)
        self._figures = figures
        self._names = chain.from_iterable(pieces(name) for name in (*ENGINES, "models.cost.examples", *more))
        self.setSingleShot(True)
        self.timeout.connect(self._on_turn)

    def begin(self) -> None:
        """From the next idle turn on."""
        self.start(0)

    def _on_turn(self) -> None:
        if import_some(self._names):
            self.start(0)
            return
        self._figures.load()
        self.arrived.emit()
