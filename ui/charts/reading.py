"""What stands under the pointer of a chart: a card with the exact values there."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme.manager import Theme


class ReadingRow(msgspec.Struct, frozen=True):
    """One line's value: id (for its hue), name and figure."""

    id: str
    name: str
    value: str


class ReadingBox(QWidget):
    """Paints itself over the chart; never takes the pointer."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = ""
        self._rows: Sequence[ReadingRow] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_rows(self, title: str, rows: Sequence[ReadingRow]) -> None:
        """Fill, size and show."""
        self._title, self._rows = title, rows
        small, strong = QFontMetrics(self._theme.font("small")), QFontMetrics(self._theme.font("strong", 12 / 14))
        names = max((small.horizontalAdvance(row.name) for row in rows), default=0)
        values = max((strong.horizontalAdvance(row.value) for row in rows), default=0)
        pad = self._theme.px(10)
        width = max(strong.horizontalAdvance(title), names + values + self._theme.px(16) + pad) + 2 * pad
        self.resize(width, (len(rows) + 1) * self._step() + 2 * self._theme.px(8))
        self.show()
        self.update()

    def stand_beside(self, x: float) -> None:
        """Beside a place of the chart (pixels of the parent), on the side with more room, never outside."""
        parent, gap = self.parentWidget(), self._theme.px(10)
        left = round(x) + gap
        if left + self.width() > parent.width() - gap:
            left = round(x) - gap - self.width()
        self.move(max(0, left), max(0, (parent.height() - self.height()) // 4))
        self.raise_()

    def text(self) -> str:
        """What the card says, for a screen reader."""
        return "; ".join([self._title, *(f"{row.name} {row.value}" for row in self._rows)])

    def _step(self) -> int:
        return QFontMetrics(self._theme.font("small")).height() + 1

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        pad, step, side = theme.px(10), self._step(), theme.px(8)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        area = QRectF(pad, theme.px(8), self.width() - 2 * pad, step)
        strong, small = theme.font("strong", 12 / 14), theme.font("small")
        painter.setFont(strong)
        painter.setPen(theme.color("text"))
        painter.drawText(area, left, self._title)
        for row in self._rows:
            area.translate(0, step)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.hue(row.id))
            painter.drawRoundedRect(QRectF(area.left(), area.center().y() - side / 2, side, side), 2, 2)
            painter.setPen(theme.color("muted"))
            painter.setFont(small)
            painter.drawText(area.adjusted(theme.px(16), 0, 0, 0), left, row.name)
            painter.setPen(theme.color("text"))
            painter.setFont(strong)
            painter.drawText(area, right, row.value)
