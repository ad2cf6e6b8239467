"""Fields and scroll bars that paint themselves from palette and theme.

An application stylesheet would dress them in a line each, but Qt then restyles every widget on every change of
theme: a second and a half for a window of 1,800 widgets, where painting costs nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QScrollBar, QStyle, QStyleOptionSlider, QWidget

from ui.theme.manager import Theme

THICKNESS = 10


class Field(QLineEdit):
    """A line edit with a rounded outline; `set_wrong` draws it as holding something that cannot be."""

    PAD = 8

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wrong = False
        theme.set_role(self, "body")
        self.setFrame(False)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.setTextMargins(0, 0, 0, 0)

    def setTextMargins(self, left: int, top: int, right: int, bottom: int) -> None:  # type: ignore[override]
        """Margins on top of the padding every field has."""
        super().setTextMargins(left + self.PAD, top, right + self.PAD, bottom)

    def set_wrong(self, wrong: bool) -> None:
        """Mark or unmark the content as wrong."""
        if wrong != self._wrong:
            self._wrong = wrong
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width() + 2 * self.PAD, self._theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(64), self._theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        state = {"enabled": self.isEnabled(), "focused": self.hasFocus(), "wrong": self._wrong}
        paint_outline(painter, QRectF(self.rect()), self._theme, **state)
        painter.end()
        super().paintEvent(event)


def paint_outline(
    painter: QPainter, area: QRectF, theme: Theme, *, enabled: bool, focused: bool, wrong: bool = False
) -> None:
    """The rounded ground of a field: hairline at rest, two pixels in focus or when wrong."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    strong = focused or wrong
    painter.setPen(
        QPen(theme.color("bad" if wrong else "focus" if focused else "control_line"), 2 if strong else 1)
    )
    painter.setBrush(theme.color("surface" if enabled else "background"))
    inset = 1.0 if strong else 0.5
    painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), 6, 6)


class ThinScrollBar(QScrollBar):
    """A scroll bar that is only its handle."""

    def sizeHint(self) -> QSize:
        upright = self.orientation() == Qt.Orientation.Vertical
        return QSize(THICKNESS, 64) if upright else QSize(64, THICKNESS)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() <= self.minimum():
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ScrollBarSlider
        handle = QRectF(self.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, self))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        hot = self.underMouse() or self.isSliderDown()
        painter.setBrush(
            self.palette().color(QPalette.ColorRole.PlaceholderText if hot else QPalette.ColorRole.Shadow)
        )
        painter.drawRoundedRect(handle.adjusted(3, 3, -3, -3), 2, 2)


def thin_bars(area: QAbstractScrollArea) -> None:
    """Give a scroller thin bars."""
    area.setVerticalScrollBar(ThinScrollBar(Qt.Orientation.Vertical))
    area.setHorizontalScrollBar(ThinScrollBar(Qt.Orientation.Horizontal))
