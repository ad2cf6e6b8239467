"""How a diagram is painted: fonts, text measuring, pens and brushes, all from the theme's tokens."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from models.diagrams.geometry import Rect
from models.diagrams.metrics import ROLES, Measure, Role
from models.diagrams.plan import TextBox
from ui.theme.manager import FAMILY, Theme

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


@lru_cache(maxsize=16)
def role_font(role: Role, bold: bool | None = None) -> QFont:
    """The font of a role at 100 %, with figures of equal width and no hinting, so that zoom changes no width."""
    style = ROLES[role]
    font = QFont(FAMILY)
    font.setPixelSize(style.size)
    heavy = style.bold if bold is None else bold
    font.setWeight(QFont.Weight.DemiBold if heavy else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def font_measure() -> Measure:
    """Text widths in the real font, remembered."""

    @lru_cache(maxsize=4096)
    def measure(text: str, role: Role) -> float:
        return metrics[role].horizontalAdvance(text)

    metrics = {role: QFontMetricsF(role_font(role)) for role in ROLES}
    return measure


def qrect(rect: Rect) -> QRectF:
    """A model rectangle as Qt's."""
    return QRectF(rect.x, rect.y, rect.w, rect.h)


def blend(first: QColor, second: QColor, part: float) -> QColor:
    """The colour at `part` (0..1) of the way from the first to the second."""
    if part <= 0:
        return first
    if part >= 1:
        return second
    a, b = first.getRgbF(), second.getRgbF()
    return QColor.fromRgbF(*(x + (y - x) * part for x, y in zip(a, b, strict=True)))


def draw_text(painter: QPainter, text: TextBox, color: QColor, bold: bool | None = None) -> None:
    """The lines of a text box, each in its own strip of the rectangle."""
    painter.setFont(role_font(text.role, bold))
    painter.setPen(color)
    height = ROLES[text.role].line
    flags = _ALIGN[text.align] | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
    for index, line in enumerate(text.lines):
        strip = QRectF(text.rect.x, text.rect.y + index * height, text.rect.w, height)
        painter.drawText(strip, flags, line)


class Look:
    """Colours of a theme by the part they play in a diagram."""

    def __init__(self, theme: Theme, glyph: Callable[[str], str]) -> None:
        self._theme = theme
        self.glyph = glyph

    def color(self, token: str) -> QColor:
        """A token's colour."""
        return self._theme.color(token)

    def hue(self, service: str | None) -> QColor:
        """A service's colour, or the line of a plain box."""
        return self._theme.hue(service) if service else self._theme.color("muted")

    def line(self) -> QColor:
        """Frames, boxes and arrows at rest: stronger than a control's line, to stand on any group's fill."""
        return blend(self.color("control_line"), self.color("muted"), 0.2)

    def edge_of(self, service: str | None) -> QColor:
        """What a highlighted box is outlined with: its service's hue, or the accent."""
        return self._theme.hue(service) if service else self._theme.color("accent")

    def tint(self, service: str | None, part: float) -> QColor:
        """The surface with some of a service's hue in it."""
        return blend(self.color("surface"), self.hue(service), part)

    def pen(self, color: QColor, width: float, dashed: bool = False) -> QPen:
        """A pen with round ends, dashed or whole."""
        pen = QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        if dashed:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([5 / width, 4 / width])
        return pen

    def brush(self, color: QColor) -> QBrush:
        """A plain brush."""
        return QBrush(color)
