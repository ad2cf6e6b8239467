"""The heading of the answer: its words, and the buttons beside them where there is room, else below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.context import AppContext
from ui.widgets.flow import FlowLayout

WORDS = 230  # design pixels that title and subtitle need at least


class AnswerHead(QWidget):
    """Words at the left; buttons at the right, wrapping when they are wider than the window leaves them."""

    def __init__(self, context: AppContext, words: QWidget, buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self._context = context
        self._tools = QWidget()
        self._flow = FlowLayout(self._tools, 6, to_end=True)
        for button in buttons:
            self._flow.addWidget(button)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(12)
        self._line.addWidget(words, 1)
        self._line.addWidget(self._tools, 0, Qt.AlignmentFlag.AlignVCenter)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def fit(self) -> None:
        """Measure again: other words or another text size."""
        row = self._flow.one_row()
        wide = row + self._line.spacing() + self._context.theme.px(WORDS) <= self.width()
        self._tools.setMinimumWidth(row if wide else 0)
        self._line.setAlignment(self._tools, Qt.AlignmentFlag.AlignVCenter if wide else Qt.AlignmentFlag(0))
        self._line.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
