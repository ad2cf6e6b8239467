"""The columns of two scenarios: a name beside A, B and the difference, which go below it where it has no room."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from ui.theme.manager import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WRAP = Qt.TextFlag.TextWordWrap
INKS = {"up": "bad", "down": "good", "same": "muted", "none": "muted"}
NAME = 130  # design pixels a name needs beside its figures
GAP = 14
Figures = tuple[str, str, str]


class Columns:
    """The widths of the three figures, the same in every row; stacked where the name would have no room."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.widths = (0, 0, 0)

    def fit(self, rows: Iterable[Figures]) -> bool:
        """Make room for these figures; True when the widths changed. They only grow: no trembling in a drag."""
        metrics = QFontMetrics(self._theme.font("strong"))
        gap = self._theme.px(GAP)
        columns = zip(*rows, strict=True)
        wide = [max(metrics.horizontalAdvance(text) for text in column) + gap for column in columns]
        if not wide or all(old >= new for old, new in zip(self.widths, wide, strict=True)):
            return False
        self.widths = tuple(max(pair) for pair in zip(self.widths, wide, strict=True))  # type: ignore[assignment]
        return True

    def forget(self) -> None:
        """Measure anew: other texts or another text size."""
        self.widths = (0, 0, 0)

    def stacked(self, width: float) -> bool:
        """Whether the figures stand below the name at a width."""
        return width - sum(self.widths) < self._theme.px(NAME)

    def areas(self, left: float, right: float, top: float, tall: float) -> list[QRectF]:
        """Where the figures go, right-aligned to `right`."""
        found, x = [], right
        for width in reversed(self.widths):
            x -= width
            found.append(QRectF(max(left, x), top, min(width, right - left), tall))
        return found[::-1]

    def paint(
        self, painter: QPainter, sides: tuple[float, float, float], told: tuple[str, str], figures: Figures
    ) -> None:
        """A name and its figures beside or below it. `sides`: left of the name, left and right of the row."""
        theme, (start, left, right), (name, tone) = self._theme, sides, told
        line = float(theme.px(30))
        stacked = self.stacked(right - start)
        strong = theme.font("strong")
        painter.setFont(strong)
        painter.setPen(theme.color("muted" if tone == "none" else "text"))
        room = right - start if stacked else right - start - sum(self.widths)
        tall = line if stacked else max(line - 4, tall_of(strong, name, room) + theme.px(6))
        painter.drawText(QRectF(start, 0, room, tall), LEFT | WRAP, name)
        top = line - theme.px(6) if stacked else 0.0
        areas = self.areas(left, right, top, theme.px(24) if stacked else tall)
        for i, (area, text) in enumerate(zip(areas, figures, strict=True)):
            painter.setPen(theme.color(INKS[tone] if i == 2 else "text" if tone != "none" else "muted"))
            painter.setFont(strong if i == 2 else theme.font("body"))
            painter.drawText(area, RIGHT, text)


def tall_of(font: QFont, text: str, width: float) -> float:
    """Height of a wrapped text; most fit one line, and asking for their length is much cheaper."""
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= width:
        return float(metrics.height())
    return float(metrics.boundingRect(0, 0, max(20, int(width)), 4000, WRAP, text).height())
