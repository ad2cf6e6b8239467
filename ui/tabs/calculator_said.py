"""What a screen reader says when the answer has moved and come to rest, wherever the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible

from ui import accessible
from ui.tabs.calculator_list import RankList

REST_MS = 700
"""Longer than the pause between two keys of a slider, so that only where it stops is said."""


class AnswerTeller(QObject):
    """Says the first row and the open one. Without a screen reader it does nothing at all."""

    def __init__(self, ranking: RankList) -> None:
        super().__init__(ranking)
        self._ranking = ranking
        self._said = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.tell)

    def moved(self) -> None:
        """The answer is another one; more of them may follow."""
        if QAccessible.isActive():
            self._rest.start()

    def tell(self) -> None:
        """Say the answer now, unless it is the one said last."""
        self._rest.stop()
        names = dict.fromkeys([*self._ranking.order[:1], self._ranking.open_service])
        words = " ".join(self._ranking.rows[name].view.spoken for name in names if name in self._ranking.rows)
        if words != self._said:
            self._said = words
            accessible.announce(self._ranking, words)
