"""The calculator's answer as a picture: PNG, SVG and PDF of what is on screen, text kept as text.

The cards paint themselves onto the page, so a picture shows the same rows, order, language and theme. Buttons and
lists that only mean something on screen are left out. Qt's SVG part is loaded when a picture is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPoint, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPageSize, QPainter, QPdfWriter, QRegion
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

from ui.tabs.calculator_map_parts import AxisChoice
from ui.tabs.calculator_rows import RankRow
from ui.theme.manager import Theme

MARGIN = 24
GAP = 12
DPI = 96
SHARP = 2
WRAP = Qt.TextFlag.TextWordWrap
KINDS = (".png", ".svg", ".pdf")


class Page:
    """A heading, cards one below the other, and a foot; `size` is in pixels of the screen."""

    def __init__(self, theme: Theme, texts: tuple[str, str, str], cards: Sequence[QWidget]) -> None:
        self._theme, self._cards = theme, [card for card in cards if card.isVisible()]
        self._title, self._subtitle, self._foot = texts
        self._width = max(card.width() for card in self._cards)
        self.size = QSize(self._width + 2 * MARGIN, self._bottom() + MARGIN)

    def paint(self, painter: QPainter) -> None:
        """Draw everything at the painter's origin."""
        theme = self._theme
        painter.fillRect(QRect(QPoint(0, 0), self.size), theme.color("background"))
        y = float(MARGIN)
        for role, ink, text in self._heading():
            y = self._line(painter, y, (role, ink, text))
        y += GAP
        for card in self._cards:
            _paint(painter, card, QPoint(MARGIN, round(y)))
            y += card.height() + GAP
        self._line(painter, y, ("small", "muted", self._foot))

    def _heading(self) -> tuple[tuple[str, str, str], ...]:
        return (("heading", "text", self._title), ("body", "muted", self._subtitle))

    def _line(self, painter: QPainter, y: float, style: tuple[str, str, str]) -> float:
        role, ink, text = style
        font = self._theme.font(role)  # type: ignore[arg-type]
        painter.setFont(font)
        painter.setPen(self._theme.color(ink))
        area = QRectF(MARGIN, y, self._width, self._tall(role, text))
        painter.drawText(area, WRAP, text)
        return area.bottom()

    def _tall(self, role: str, text: str) -> float:
        metrics = QFontMetricsF(self._theme.font(role))  # type: ignore[arg-type]
        return metrics.boundingRect(QRectF(0, 0, self._width, 10_000), WRAP, text).height() + 2

    def _bottom(self) -> int:
        words = sum(self._tall(role, text) for role, _, text in (*self._heading(), ("small", "", self._foot)))
        return round(MARGIN + words + GAP + sum(card.height() + GAP for card in self._cards))


def picture(page: Page, ending: str, title: str) -> bytes | QImage:
    """The bytes of a page in the format of an ending; for PNG the image, which can be packed in another thread."""
    if ending == ".png":
        return _image(page)
    return _svg(page, title) if ending == ".svg" else _pdf(page, title)


def packed(image: QImage) -> bytes:
    """An image as the bytes of a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    buffer.close()
    return bytes(data.data())


def _image(page: Page) -> QImage:
    image = QImage(page.size * SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARP)
    painter = QPainter(image)
    page.paint(painter)
    painter.end()
    return image


def _svg(page: Page, title: str) -> bytes:
    from PySide6.QtSvg import QSvgGenerator

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(DPI)
    generator.setSize(page.size)
    generator.setViewBox(QRect(QPoint(0, 0), page.size))
    generator.setTitle(title)
    generator.setDescription("")
    painter = QPainter(generator)
    page.paint(painter)
    painter.end()
    buffer.close()
    return bytes(data.data())


def _pdf(page: Page, title: str) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setTitle(title)
    points = QSizeF(page.size) * (72 / DPI)
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    page.paint(painter)
    painter.end()
    buffer.close()
    return bytes(data.data())


def _paint(painter: QPainter, widget: QWidget, at: QPoint) -> None:
    """A widget with its children at a place of the page, without its tools."""
    if not any(_is_tool(child) for child in widget.findChildren(QWidget)):
        widget.render(painter, at, QRegion(), QWidget.RenderFlag.DrawChildren)
        return
    widget.render(painter, at, QRegion(), QWidget.RenderFlag(0))
    for child in widget.children():
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow() and not _is_tool(child):
            _paint(painter, child, at + child.pos())


def _is_tool(widget: QWidget) -> bool:
    """Whether it is a control that means nothing on paper; rows of the list are buttons that do."""
    return isinstance(widget, QAbstractButton | QComboBox | AxisChoice) and not isinstance(widget, RankRow)
