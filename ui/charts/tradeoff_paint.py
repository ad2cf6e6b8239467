"""The marks of the chart of cost against time: points, their labels with tiles, and the box of a reading."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from ui.charts.spots import Box
from ui.theme.manager import Theme
from ui.widgets.basics import paint_tile

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WRAP = Qt.TextFlag.TextWordWrap
BOX = 250  # design pixels: width of the words of a reading
Mark = tuple[str, str, str, bool]
"""Id, glyph, label and whether it is on the front."""


class Ink:
    """Fonts and lengths at the current text size, measured once."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.plain, self.bold = theme.font("label", 12.5 / 13), theme.font("strong", 12.5 / 14)
        self._metrics = {False: QFontMetricsF(self.plain), True: QFontMetricsF(self.bold)}
        self.side, self.gap = theme.px(18), theme.px(5)
        self._widths: dict[tuple[str, bool], float] = {}

    def label_size(self, text: str, front: bool) -> tuple[float, float]:
        """Width and height of a label with its tile."""
        key = (text, front)
        if key not in self._widths:
            self._widths[key] = self._metrics[front].horizontalAdvance(text)
        return self.side + self.gap + self._widths[key] + 2.0, max(self.side, self._metrics[front].height())

    def wrapped(self, text: str, width: float) -> float:
        """The height of a text in lines of a width."""
        return self._metrics[False].boundingRect(QRectF(0, 0, width, 4000), WRAP, text).height()

    def line(self) -> float:
        """The height of a line."""
        return self._metrics[True].height() + 1.0

    def width(self, text: str, bold: bool) -> float:
        """The length of a text."""
        return self._metrics[bold].horizontalAdvance(text)


def paint_dot(painter: QPainter, ink: Ink, mark: tuple[str, QPointF], front: bool, read: bool) -> None:
    """A point: filled on the front, hollow when beaten, with a ring while it is read."""
    theme, (name, at) = ink.theme, mark
    radius = theme.px(5)
    painter.setPen(QPen(theme.hue(name), 2.0))
    painter.setBrush(theme.hue(name) if front else theme.color("surface"))
    painter.drawEllipse(at, radius, radius)
    if read:
        painter.setPen(QPen(theme.color("text"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, radius + 4.0, radius + 4.0)


def paint_label(painter: QPainter, ink: Ink, mark: Mark, box: Box, at: QPointF) -> None:
    """Tile and name, tied to the point where they stand away from it; a beaten one has a hollow tile."""
    name, glyph, text, front = mark
    theme, middle = ink.theme, (box.top + box.bottom) / 2.0
    x = min(max(at.x(), box.left), box.right)
    y = min(max(at.y(), box.top), box.bottom)
    if abs(x - at.x()) + abs(y - at.y()) > theme.px(16):
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.drawLine(at, QPointF(x, y))
    ground = theme.color("surface", 0.82)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(box.left - 1, box.top, box.right - box.left + 2, box.bottom - box.top), 4, 4)
    tile = QRectF(box.left, middle - ink.side / 2.0, ink.side, ink.side)
    if front:
        paint_tile(painter, tile, theme, name, glyph)
    else:
        _hollow_tile(painter, tile, theme, name, glyph)
    painter.setFont(ink.bold if front else ink.plain)
    painter.setPen(theme.color("text" if front else "muted"))
    words = QRectF(tile.right() + ink.gap, box.top, box.right - tile.right() - ink.gap + 4, box.bottom - box.top)
    painter.drawText(words, LEFT, text)


def paint_box(
    painter: QPainter, ink: Ink, page: QRectF, at: QPointF, words: tuple[str, tuple[tuple[str, str], ...], str]
) -> None:
    """A card beside a point: title, rows of name and value, and a sentence; never outside the page."""
    theme, (title, rows, note) = ink.theme, words
    pad, line = theme.px(10), ink.line()
    pairs = [ink.width(name, False) + ink.width(value, True) + theme.px(16) for name, value in rows]
    width = min(max(ink.width(title, True), *pairs, float(theme.px(BOX))), page.width() - 2 * pad - 4)
    tall = (1 + len(rows)) * line + (ink.wrapped(note, width) + theme.px(2) if note else 0.0)
    area = _beside(page, at, (width + 2 * pad, tall + 2 * pad), float(theme.px(14)))
    painter.setPen(QPen(theme.color("line_strong"), 1))
    painter.setBrush(theme.color("raised"))
    painter.drawRoundedRect(area, 6, 6)
    row = QRectF(area.left() + pad, area.top() + pad, width, line)
    painter.setFont(ink.bold)
    painter.setPen(theme.color("text"))
    painter.drawText(row, LEFT, title)
    for name, value in rows:
        row.translate(0, line)
        painter.setFont(ink.plain)
        painter.setPen(theme.color("muted"))
        painter.drawText(row, LEFT, name)
        painter.setFont(ink.bold)
        painter.setPen(theme.color("text"))
        painter.drawText(row, RIGHT, value)
    if note:
        painter.setFont(ink.plain)
        painter.setPen(theme.color("text"))
        painter.drawText(QRectF(row.left(), row.bottom() + theme.px(2), width, 4000), LEFT_TOP | WRAP, note)


def _beside(page: QRectF, at: QPointF, size: tuple[float, float], gap: float) -> QRectF:
    """A box to the right of a point, else to the left, else above or below it: the point itself stays in sight."""
    (width, tall), most = size, page.right() - 2.0
    top = at.y() - tall / 2.0
    left = at.x() + gap if at.x() + gap + width <= most else at.x() - gap - width
    if left < 2.0:
        left = min(max(at.x() - width / 2.0, 2.0), most - width)
        top = at.y() - gap - tall if at.y() > page.center().y() else at.y() + gap
    top = min(max(top, 2.0), page.bottom() - tall - 2.0)
    return QRectF(max(2.0, left), max(2.0, top), width, tall)


LEFT_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


def _hollow_tile(painter: QPainter, area: QRectF, theme: Theme, name: str, glyph: str) -> None:
    """The tile of a service that is beaten: its outline and letters only."""
    painter.setPen(QPen(theme.hue(name), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 3, 3)
    font = theme.font("strong")
    font.setPixelSize(max(6, round(area.height() * {1: 0.5, 2: 0.4}.get(len(glyph), 0.33))))
    painter.setFont(font)
    painter.setPen(theme.color("text"))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, glyph)
