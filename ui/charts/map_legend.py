"""Who wins how much of the map: a swatch of each pattern with its words, in rows that wrap."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.charts.map_patterns import Area, paint_swatch
from ui.theme.manager import Theme


class MapLegend(QWidget):
    """Paints itself; keeps a row free until there is something to say, so that nothing jumps."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._head = ""
        self._names: Sequence[tuple[Area, str]] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_names(self, head: str, names: Sequence[tuple[Area, str]]) -> None:
        """(services, words) of each area."""
        self._head, self._names = head, names
        self.setAccessibleName(" ".join([head, ", ".join(name for _, name in names)]))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self.heightForWidth(max(self.width(), self._theme.px(120))))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(96), 0)

    def heightForWidth(self, width: int) -> int:
        return round(max(box.bottom() for _, _, box in self._laid(width))) + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def _laid(self, width: int) -> list[tuple[Area | None, str, QRectF]]:
        """(area, words, box) of the head, which has no area, and of every name, wrapped to a width."""
        metrics = QFontMetricsF(self._theme.font("small"))
        step, gap, side = metrics.height() + 4.0, self._theme.px(12), self._theme.px(18)
        x = y = 0.0
        found: list[tuple[Area | None, str, QRectF]] = []
        for area, words in ((None, self._head), *self._names):
            need = metrics.horizontalAdvance(words) + (0 if area is None else side) + 2.0
            if x and x + need > width:
                x, y = 0.0, y + step
            found.append((area, words, QRectF(x, y, need, step)))
            x += need + gap
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        for area, words, box in self._laid(self.width()):
            text = box
            if area is not None:
                side = theme.px(12)
                paint_swatch(painter, QRectF(box.x() + 1, box.center().y() - side / 2, side, side), theme, area)
                text = box.adjusted(theme.px(18), 0, 0, 0)
            painter.setPen(theme.color("muted"))
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, words)
