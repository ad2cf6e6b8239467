"""The drawing of a memory curve: cost and time against memory, the tool's costs and ours on one axis."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.presenters.calculator_share_tuning import PER, SizeView
from ui.theme.manager import Theme

TALL = 150
CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


class TuningChart(QWidget):
    """Two small charts over the same memory axis, cost and time; arrows or a click choose a size."""

    ACCESSIBLE_ROLE = QAccessible.Role.Chart

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sizes: tuple[SizeView, ...] = ()
        self._captions = ("", "")
        self._here: tuple[float, ...] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_sizes(
        self, sizes: tuple[SizeView, ...], here: tuple[float, ...], captions: tuple[str, str], at: int
    ) -> None:
        """Draw the sizes, with the one at a place chosen; `captions` name the cost and the time.

        `here`: our cost of each, in the unit of the tool's, or nothing where they share no axis.
        """
        self._sizes, self._here, self._captions, self._at = sizes, here, captions, at
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(TALL))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self._theme.px(TALL))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._sizes) - 1
        places = {
            Qt.Key.Key_Left: self._at - 1,
            Qt.Key.Key_Right: self._at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if event.key() in places:
            self.chosen.emit(max(0, min(last, places[Qt.Key(event.key())])))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spots = [abs(spot.x() - event.position().x()) for area in self._areas() for spot in self._spots(area, 0)]
        if spots:
            self.chosen.emit(spots.index(min(spots)) % len(self._sizes))
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for which, area in enumerate(self._areas()):
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("muted"))
            head = QRectF(area.left(), theme.px(5), area.width(), area.top())
            painter.drawText(head, Qt.AlignmentFlag.AlignLeft, self._captions[which])
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
            self._paint_curve(painter, area, which)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _paint_curve(self, painter: QPainter, area: QRectF, which: int) -> None:
        theme, spots = self._theme, self._spots(area, which)
        hue = theme.hue("lambda")
        if which == 0 and self._here:
            self._paint_here(painter, self._spots(area, 0, self._here))
        painter.setPen(QPen(hue, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(spots))
        for i, (spot, size) in enumerate(zip(spots, self._sizes, strict=True)):
            best = bool(size.roles)
            radius = theme.px(6) if i == self._at else theme.px(4)
            painter.setPen(QPen(theme.color("text") if i == self._at else hue, 2))
            painter.setBrush(hue if best else theme.color("surface"))
            painter.drawEllipse(spot, radius, radius)
        chosen, here = spots[self._at], self._sizes[self._at]
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text"))
        self._write(painter, area, QPointF(chosen.x(), area.bottom() + theme.px(3)), here.memory)
        above = chosen.y() - theme.px(9) - painter.fontMetrics().height()
        self._write(painter, area, QPointF(chosen.x(), above), here.cost if which == 0 else here.time)

    def _paint_here(self, painter: QPainter, spots: list[QPointF]) -> None:
        """Our costs: dashes, with a diamond where a size is best at something here."""
        theme, side = self._theme, self._theme.px(9)
        painter.setPen(QPen(theme.color("text"), 1.6, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(spots))
        painter.setPen(QPen(theme.color("text"), 1.4))
        for spot, size in zip(spots, self._sizes, strict=True):
            if size.ours:
                points = ((0, -side), (side, 0), (0, side), (-side, 0))
                painter.drawPolygon(QPolygonF([spot + QPointF(x, y) for x, y in points]))

    @staticmethod
    def _write(painter: QPainter, area: QRectF, at: QPointF, text: str) -> None:
        """Text centred at a spot, kept inside the chart."""
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(text) + 4.0
        left = max(area.left(), min(area.right() - width, at.x() - width / 2))
        painter.drawText(QRectF(left, at.y(), width, metrics.height()), CENTRE, text)

    def _areas(self) -> tuple[QRectF, QRectF]:
        """Where cost and time are drawn."""
        px, half = self._theme.px, self.width() / 2
        top, bottom, pad = px(42), self.height() - px(24), px(14)
        first = QRectF(pad, top, half - 2 * pad, bottom - top)
        return first, first.translated(half, 0)

    def _spots(self, area: QRectF, which: int, values: tuple[float, ...] = ()) -> list[QPointF]:
        """A spot for each size: memory on a log scale, cost (0) or time (1) from nothing; or other `values`."""
        if not self._sizes:
            return []
        xs = [math.log(size.point.memory_mb) for size in self._sizes]
        ys = [size.point.cost * PER if which == 0 else size.point.duration_ms for size in self._sizes]
        most = max((*ys, *(self._here if which == 0 else ()))) or 1.0
        span = (xs[-1] - xs[0]) or 1.0
        inner = area.adjusted(self._theme.px(8), 0, -self._theme.px(8), 0)
        return [
            QPointF(inner.left() + (x - xs[0]) / span * inner.width(), inner.bottom() - y / most * inner.height())
            for x, y in zip(xs, values or ys, strict=True)
        ]
