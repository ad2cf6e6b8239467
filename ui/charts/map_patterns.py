"""A pattern of its own for every service, so that the areas of the map are told apart without their colours."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from ui.theme.manager import Theme

SIDE = 12  # pixels of a tile at 100 % text
_LINES: dict[str, tuple[tuple[float, float, float, float], ...]] = {
    "lambda": ((-0.25, 0.25, 0.25, -0.25), (0, 1, 1, 0), (0.75, 1.25, 1.25, 0.75)),
    "fargate": ((-0.25, 0.75, 0.25, 1.25), (0, 0, 1, 1), (0.75, -0.25, 1.25, 0.25)),
    "ecs": ((0, 0.25, 1, 0.25), (0, 0.75, 1, 0.75)),
    "beanstalk": ((0.25, 0, 0.25, 1), (0.75, 0, 0.75, 1)),
    "eks": ((0, 0, 1, 1), (0, 1, 1, 0)),
    "batch": ((0, 0.5, 1, 0.5), (0.5, 0, 0.5, 1)),
    "": ((0, 1, 0.5, 0.5), (0.5, 0.5, 1, 0), (0.5, 0.5, 0.75, 0.75), (0.5, 0.5, 0.25, 0.25)),
}
_DOTS: dict[str, tuple[tuple[float, float, float], ...]] = {
    "ec2": ((0.25, 0.25, 0.1), (0.75, 0.75, 0.1)),
    "lightsail": ((0.5, 0.5, 0.2),),
}
WASH = 0.42  # how much of the hue the ground of an area takes; the rest is surface
WASH_DARK = 0.5


def ground(theme: Theme, service: str) -> QColor:
    """The ground of an area; neutral where nothing fits."""
    if not service:
        return theme.color("band")
    hue, base = theme.hue(service), theme.color("surface")
    part = WASH_DARK if theme.file.dark else WASH
    mixed = [hue.getRgb()[i] * part + base.getRgb()[i] * (1.0 - part) for i in range(3)]
    return QColor(*(round(channel) for channel in mixed))


def brush(theme: Theme, service: str, ratio: float = 1.0) -> QBrush:
    """The area's brush: its ground with its pattern upon it, sharp at a device pixel ratio."""
    side = theme.px(SIDE)
    tile = QPixmap(round(side * ratio), round(side * ratio))
    tile.fill(ground(theme, service))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(tile.width(), tile.height())
    ink = theme.hue(service, 0.8) if service else theme.color("muted", 0.7)
    painter.setPen(QPen(ink, 1.2 / SIDE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLines([QLineF(*line) for line in _LINES.get(service, ())])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    for x, y, radius in _DOTS.get(service, ()):
        painter.drawEllipse(QPointF(x, y), radius, radius)
    painter.end()
    tile.setDevicePixelRatio(ratio)
    return QBrush(tile)


def paint_swatch(painter: QPainter, area: QRectF, theme: Theme, service: str) -> None:
    """A small piece of an area, for the legend."""
    painter.setPen(QPen(theme.color("text"), 1))
    painter.setBrush(brush(theme, service))
    painter.drawRoundedRect(area, 2, 2)
