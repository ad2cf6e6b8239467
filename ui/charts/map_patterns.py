"""A pattern of its own for every service, so that the areas of the map are told apart without their colours."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from ui.theme.manager import Theme

Area = tuple[str, ...]
"""Service ids that share an area; none where nothing fits."""
# Named here, in the window's thread: PySide makes its types on first use, and maps are painted in a thread too.
RGB, SMOOTH = QImage.Format.Format_RGB32, QPainter.RenderHint.Antialiasing
SOLID, NO_PEN, FLAT, SQUARE = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.NoPen,
    Qt.PenCapStyle.FlatCap,
    Qt.PenCapStyle.SquareCap,
)
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


def ground(theme: Theme, area: Area) -> QColor:
    """The ground of an area: the hues of its services, even parts of each; neutral where nothing fits."""
    if not area:
        return theme.color("band")
    base, part = theme.color("surface").getRgb(), WASH_DARK if theme.file.dark else WASH
    hues = [theme.hue(service).getRgb() for service in area]
    mixed = [sum(hue[i] for hue in hues) / len(hues) * part + base[i] * (1.0 - part) for i in range(3)]
    return QColor(*(round(channel) for channel in mixed))


def brush(theme: Theme, area: Area, ratio: float = 1.0) -> QBrush:
    """The area's brush, sharp at a device pixel ratio: its ground with its pattern upon it. Any thread may ask.

    The patterns of services that share an area take turns along every row and column, like on a chessboard.
    """
    services = area or ("",)
    side, count = round(theme.px(SIDE) * ratio), len(services)
    squares = count * min(count, 2)  # two repeats of each pattern in a row, so that it can be told
    tile = QImage(side * squares, side * squares, RGB)
    tile.fill(ground(theme, area))
    painter = QPainter(tile)
    painter.setRenderHint(SMOOTH)
    for square in range(squares * squares):
        row, column = divmod(square, squares)
        painter.save()
        painter.translate(column * side, row * side)
        painter.scale(side, side)
        turn = (row * count // squares + column * count // squares) % count
        _paint_pattern(painter, theme, services[turn])
        painter.restore()
    painter.end()
    tile.setDevicePixelRatio(ratio)
    return QBrush(tile)


def _paint_pattern(painter: QPainter, theme: Theme, service: str) -> None:
    """A service's lines and dots in the unit square."""
    painter.setClipRect(QRectF(0.0, 0.0, 1.0, 1.0))
    ink = theme.hue(service, 0.8) if service else theme.color("muted", 0.7)
    painter.setPen(QPen(ink, 1.2 / SIDE, SOLID, FLAT))
    painter.drawLines([QLineF(*line) for line in _LINES.get(service, ())])
    painter.setPen(NO_PEN)
    painter.setBrush(ink)
    for x, y, radius in _DOTS.get(service, ()):
        painter.drawEllipse(QPointF(x, y), radius, radius)


def paint_swatch(painter: QPainter, box: QRectF, theme: Theme, area: Area) -> None:
    """A small piece of an area, for the legend: a slice of each service that shares it."""
    services = area or ("",)
    wide = box.width() / len(services)
    painter.setPen(NO_PEN)
    painter.setBrushOrigin(box.topLeft())
    for number, service in enumerate(services):
        painter.setBrush(brush(theme, (service,) if service else ()))
        painter.drawRect(QRectF(box.x() + number * wide, box.y(), wide, box.height()))
    painter.setPen(QPen(theme.color("text"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)
