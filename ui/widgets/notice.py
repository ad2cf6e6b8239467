"""A strip that tells something without stopping anything: what happened, what was kept, what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.theme.icons import icon_pixmap
from ui.theme.manager import Theme
from ui.widgets.basics import label
from ui.widgets.buttons import Button


class Notice(QWidget):
    """One notice with a button that closes it."""

    closed = Signal()

    def __init__(self, theme: Theme, text: str, close_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(12)
        self._icon = QLabel()
        self._text = label(theme, "body", wrap=True)
        self._text.setText(text)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = Button(theme, close_text)
        self._close.clicked.connect(self.closed)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._text, 1)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.retheme()

    def retheme(self) -> None:
        """Tint the icon."""
        side = self._theme.px(18)
        self._icon.setPixmap(icon_pixmap("warning", self._theme.color("warning"), side, self.devicePixelRatioF()))

    def retranslate(self, text: str, close_text: str) -> None:
        """Show the same notice in another language."""
        self._text.setText(text)
        self._close.setText(close_text)

    def text(self) -> str:
        """What the notice says."""
        return self._text.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("band"))
        painter.fillRect(0, 0, 4, self.height(), self._theme.color("warning"))
