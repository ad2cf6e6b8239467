"""The things on the canvas: groups and nodes. Each paints a frame's record, blended between two steps."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from models.diagrams.plan import Emphasis, GroupFrame, NodeFrame, UnitBox
from ui.diagram.icons import STROKE, icon_path
from ui.diagram.look import Look, blend, draw_text, qrect, role_font

HEAT: dict[Emphasis, float] = {"quiet": 0.0, "normal": 0.35, "active": 1.0}
RADIUS = 9.0
RING = 6.0


class DiagramItem(QGraphicsItem):
    """Something that appears, disappears and gains or loses emphasis between two steps."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)  # painted again only when it changes
        self.look = look
        self.heat = 0.35
        self._heats = (0.35, 0.35)
        self._sights = (0.0, 0.0)

    def begin(self, visible: bool, emphasis: Emphasis) -> None:
        """Start moving from what is shown now to a new state."""
        self._sights = (self.opacity() if self.isVisible() else 0.0, float(visible))
        self._heats = (self.heat, HEAT[emphasis])
        self.setVisible(visible or self._sights[0] > 0)
        self.update()

    def blend_to(self, part: float) -> None:
        """Show the state at `part` (0..1) of the way."""
        sight = self._sights[0] + (self._sights[1] - self._sights[0]) * part
        self.heat = self._heats[0] + (self._heats[1] - self._heats[0]) * part
        self.setOpacity(sight)
        self.setVisible(sight > 0)
        self.update()


class GroupItem(DiagramItem):
    """A frame with its title. Styles differ in line, fill and corner, not only in colour."""

    DASHED = ("cloud", "region", "zone", "vpc")
    FILLED = ("stack", "orchestrator", "host", "site")
    SERVICE = {"vm": "ec2", "container": "ecs"}

    def __init__(self, look: Look, frame: GroupFrame, depth: int) -> None:
        super().__init__(look)
        self.frame = frame
        self.setZValue(depth)

    def boundingRect(self) -> QRectF:
        return qrect(self.frame.rect).adjusted(-3, -3, 3, 3)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        look, style = self.look, self.frame.group.style
        service = self.SERVICE.get(style)
        warm = max(0.0, (self.heat - 0.35) / 0.65)
        calm = look.hue(service) if service else look.line()
        line = blend(calm, look.edge_of(service), warm)
        painter.setPen(look.pen(line, 1.1 + 1.3 * warm, style in self.DASHED))
        fill = look.color("band" if style in ("orchestrator", "host", "site") else "surface")
        painter.setBrush(fill if style in self.FILLED else Qt.BrushStyle.NoBrush)
        if service:
            painter.setBrush(look.tint(service, 0.05 + 0.05 * warm))
        painter.drawRoundedRect(qrect(self.frame.rect), 10, 10)
        ink = blend(look.color("muted"), look.edge_of(service), warm)
        draw_text(painter, self.frame.title, ink)


class NodeItem(DiagramItem):
    """A box with tile, label, caption and units; also layers, loose units and free places."""

    def __init__(self, look: Look, frame: NodeFrame) -> None:
        super().__init__(look)
        self.frame = frame
        self.focused = False
        self.hovered = False
        self.setZValue(20)
        self.setAcceptHoverEvents(frame.node.service is not None)
        if frame.node.service is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def service(self) -> str | None:
        """The page the node opens."""
        return self.frame.node.service

    @property
    def in_front(self) -> bool:
        """Whether the step brings the node forward."""
        return self.frame.visible and self.frame.emphasis == "active"

    def boundingRect(self) -> QRectF:
        return qrect(self.frame.rect).adjusted(-RING - 3, -RING - 3, RING + 3, RING + 3)

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(qrect(self.frame.rect))
        return path

    def hoverEnterEvent(self, event: object) -> None:
        self.hovered = True
        self.update()

    def hoverLeaveEvent(self, event: object) -> None:
        self.hovered = False
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        kind = self.frame.node.kind
        if kind == "ghost":
            self._paint_ghost(painter)
        elif kind == "layer":
            self._paint_layer(painter)
        elif kind != "replicas":
            self._paint_box(painter)
        self._paint_texts(painter)
        for unit in self.frame.units:
            self._paint_unit(painter, unit)
        if self.focused:
            painter.setPen(self.look.pen(self.look.color("focus"), 2.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                qrect(self.frame.rect).adjusted(-RING, -RING, RING, RING), RADIUS + 5, RADIUS + 5
            )

    @property
    def _warm(self) -> float:
        return max(0.0, (self.heat - 0.35) / 0.65)

    def _paint_box(self, painter: QPainter) -> None:
        look, area, warm = self.look, qrect(self.frame.rect), self._warm
        edge = look.edge_of(self.service)
        if warm > 0:
            halo = blend(look.color("background"), edge, 0.16 * warm)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(halo)
            painter.drawRoundedRect(area.adjusted(-5, -5, 5, 5), RADIUS + 4, RADIUS + 4)
        calm = look.hue(self.service) if self.service else look.line()
        line = blend(calm, edge, warm)
        painter.setPen(look.pen(line, 1.3 + 1.5 * warm + (0.8 if self.hovered else 0.0)))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(area, RADIUS, RADIUS)
        self._paint_tile(painter)

    def _paint_tile(self, painter: QPainter) -> None:
        """A service's tile is full of its hue, an outline only while the box is in the background."""
        if self.frame.tile is None:
            return
        look, area, node = self.look, qrect(self.frame.tile), self.frame.node
        hue, presence = look.hue(node.service), min(1.0, self.heat / 0.35)
        painter.setPen(look.pen(hue, 1.4) if node.service else Qt.PenStyle.NoPen)
        full = hue if node.service else look.color("band")
        painter.setBrush(blend(look.color("surface"), full, presence if node.service else 1.0))
        painter.drawRoundedRect(area, 6, 6)
        if node.service:
            glyph = look.glyph(node.service)
            font = QFont(role_font("label"))
            font.setPixelSize({1: 20, 2: 16}.get(len(glyph), 13))
            painter.setFont(font)
            painter.setPen(look.color("on_hue") if presence > 0.5 else hue)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, glyph)
        elif node.icon:
            self._paint_icon(painter, area, node.icon)

    def _paint_icon(self, painter: QPainter, area: QRectF, name: str) -> None:
        painter.save()
        painter.translate(area.x() + 5, area.y() + 5)
        painter.scale((area.width() - 10) / 24, (area.height() - 10) / 24)
        ink = blend(self.look.color("muted"), self.look.color("accent"), self._warm)
        painter.setPen(self.look.pen(ink, STROKE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(icon_path(name))
        painter.restore()

    def _paint_layer(self, painter: QPainter) -> None:
        look, warm = self.look, self._warm
        calm = look.hue(self.service) if self.service else look.line()
        painter.setPen(look.pen(blend(calm, look.edge_of(self.service), warm), 1.1 + 1.5 * warm))
        part = (0.10 if self.service else 0.06) + (0.14 if self.service else 0.0) * warm
        fill = (
            look.tint(self.service, part)
            if self.service
            else blend(look.color("band"), look.color("accent_tint"), warm)
        )
        painter.setBrush(fill)
        painter.drawRoundedRect(qrect(self.frame.rect), 6, 6)

    def _paint_ghost(self, painter: QPainter) -> None:
        painter.setPen(self.look.pen(self.look.line(), 1.3, dashed=True))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(qrect(self.frame.rect), 8, 8)

    def _paint_texts(self, painter: QPainter) -> None:
        look = self.look
        back = self.heat < 0.2 or self.frame.node.kind == "ghost"
        for text in self.frame.texts:
            strong = text.role != "caption" and not back
            draw_text(painter, text, look.color("text" if strong else "muted"))

    def _paint_unit(self, painter: QPainter, unit: UnitBox) -> None:
        """A running unit is full, a starting one dashed, a failed one crossed out, a free place faint."""
        look, area = self.look, qrect(unit.rect).adjusted(0.75, 0.75, -0.75, -0.75)
        hue = look.hue(self.service)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if unit.state == "on":
            painter.setPen(look.pen(hue, 1.4))
            painter.setBrush(look.tint(self.service, 0.45))
        elif unit.state == "new":
            painter.setPen(look.pen(hue, 1.6, dashed=True))
            painter.setBrush(look.tint(self.service, 0.08))
        elif unit.state == "bad":
            painter.setPen(look.pen(look.color("bad"), 1.8))
        else:
            painter.setPen(look.pen(look.line(), 1.0))
        painter.drawRoundedRect(area, 4, 4)
        if unit.state == "bad":
            inner = area.adjusted(7, 3.5, -7, -3.5)
            painter.drawLine(inner.topLeft(), inner.bottomRight())
            painter.drawLine(inner.topRight(), inner.bottomLeft())
