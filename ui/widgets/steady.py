"""A text that may change many times a second: it asks for a new layout only when it needs another height."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.manager import FontRole, Theme

WRAP = Qt.TextFlag.TextWordWrap


class SteadyText(QWidget):
    """Plain text that wraps. A label would have every card around it measured again for each word that changes."""

    def __init__(
        self, theme: Theme, role: FontRole = "body", ink: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._role, self._ink, self._text = theme, role, ink, ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """What stands there."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show a text."""
        if text == self._text:
            return
        before = self.heightForWidth(self.width())
        self._text = text
        self.setAccessibleName(text)
        self.update()
        if self.heightForWidth(self.width()) != before:
            self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        if not self._text:
            return 0
        metrics = QFontMetrics(self._theme.font(self._role))
        if metrics.horizontalAdvance(self._text) <= width:
            return metrics.height() + 1
        return metrics.boundingRect(0, 0, max(20, width), 8000, WRAP, self._text).height() + 1

    def sizeHint(self) -> QSize:
        width = max(self.width(), self._theme.px(200))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(60), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._theme.font(self._role))
        painter.setPen(self._theme.color(self._ink))
        painter.drawText(QRect(0, 0, self.width(), self.height() + 4), WRAP, self._text)
