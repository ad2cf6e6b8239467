"""Arrows: a quiet line, and over it a strong one that runs from start to end when something flows."""

from __future__ import annotations

from itertools import pairwise
from math import atan2, cos, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from models.diagrams.geometry import Point, along, length
from models.diagrams.plan import EdgeFrame
from models.diagrams.routing import Route, cross_of
from ui.diagram.items import DiagramItem
from ui.diagram.look import Look, blend, draw_text, qrect

HEAD = 11.0
SPREAD = 0.46


class EdgeItem(DiagramItem):
    """One arrow with its label. `reach` is how much of the strong line is drawn, 0..1."""

    def __init__(self, look: Look, frame: EdgeFrame) -> None:
        super().__init__(look)
        self.frame = frame
        self.reach = 0.0
        self._path = route_path(frame.route)
        self._box = self._path.boundingRect().adjusted(-HEAD, -HEAD, HEAD, HEAD)
        if frame.label is not None:
            self._box = self._box.united(qrect(frame.label.rect).adjusted(-4, -2, 4, 2))
        self.setZValue(30)

    def boundingRect(self) -> QRectF:
        return self._box

    def run_to(self, reach: float) -> None:
        """Draw the strong line up to `reach`."""
        if reach != self.reach:
            self.reach = reach
            self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        look = self.look
        if self.frame.edge.style == "broken":
            self._paint_broken(painter)
            return
        dashed = self.frame.edge.style == "dashed"
        calm = blend(look.line(), look.color("muted"), min(1.0, self.heat / 0.35))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.reach < 1:
            painter.setPen(look.pen(calm, 1.5, dashed))
            painter.drawPath(self._trimmed(1.0, 6.0))
            self._head(painter, 1.0, 10.0, calm)
        if self.reach > 0:
            accent = look.color("accent")
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(look.pen(accent, 2.8, dashed))
            painter.drawPath(self._trimmed(self.reach, 8.0))
            self._head(painter, self.reach, HEAD + 3, accent)
        if self.frame.label is not None:
            warm = max(self.reach, (self.heat - 0.35) / 0.65)
            ink = blend(look.color("muted"), look.color("accent"), max(0.0, warm))
            draw_text(painter, self.frame.label, ink, bold=warm > 0.5)

    def _paint_broken(self, painter: QPainter) -> None:
        """A failed link: no arrow, crossed out, said in its label."""
        bad = self.look.color("bad")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self.look.pen(bad, 1.8, dashed=True))
        painter.drawPath(self._path)
        painter.setPen(self.look.pen(bad, 2.6))
        cross = qrect(cross_of(self.frame.route))
        painter.drawLine(cross.topLeft(), cross.bottomRight())
        painter.drawLine(cross.topRight(), cross.bottomLeft())
        if self.frame.label is not None:
            draw_text(painter, self.frame.label, bad)

    def _trimmed(self, part: float, back: float) -> QPainterPath:
        """The line up to `part`, short of the arrow's tip so that the tip stays sharp."""
        total = length(self.frame.route.points)
        share = max(0.0, part - back / total) if total else 0.0
        if share >= 1:
            return self._path
        points, path = self.frame.route.points, QPainterPath(QPointF(*self.frame.route.start))
        passed = 0.0
        for a, b in pairwise(points):
            passed += length((a, b))
            if passed >= share * total:
                break
            path.lineTo(*b)
        path.lineTo(*along(points, share)[0])
        return path

    def _head(self, painter: QPainter, part: float, size: float, color: object) -> None:
        tip, way = self._tip(part)
        angle = atan2(way[1], way[0])
        corners = [QPointF(*tip)]
        for turn in (SPREAD, -SPREAD):
            corners.append(QPointF(tip[0] - size * cos(angle + turn), tip[1] - size * sin(angle + turn)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)  # type: ignore[arg-type]
        painter.drawPolygon(QPolygonF(corners))

    def _tip(self, part: float) -> tuple[Point, Point]:
        """Where the arrow's tip is, and where it points: along its own length, so that curves look right."""
        points, total = self.frame.route.points, length(self.frame.route.points)
        tip, way = along(points, part)
        back = along(points, max(0.0, part - HEAD / total))[0] if total else tip
        gap = length((back, tip))
        return tip, ((tip[0] - back[0]) / gap, (tip[1] - back[1]) / gap) if gap > 1 else way


def route_path(route: Route) -> QPainterPath:
    """A route as a painter path."""
    path = QPainterPath(QPointF(*route.start))
    for c1, c2, end in route.pieces:
        path.cubicTo(QPointF(*c1), QPointF(*c2), QPointF(*end))
    return path
