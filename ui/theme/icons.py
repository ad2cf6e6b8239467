"""Icons: our own SVG drawings, tinted from tokens, drawn once per size and colour."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from models import assets


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return assets.read_text(f"icons/{name}.svg")


@lru_cache(maxsize=256)
def _pixmap(name: str, color: str, side: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon_pixmap(name: str, color: QColor, side: int, ratio: float = 1.0) -> QPixmap:
    """The icon `name` in one colour, `side` logical pixels square."""
    return _pixmap(name, color.name(), side, ratio)


def app_icon() -> QIcon:
    """The window's icon."""
    icon = QIcon()
    for side in (16, 32, 48, 64):
        icon.addPixmap(_pixmap("app", "#2F54D0", side, 1.0))
    return icon
