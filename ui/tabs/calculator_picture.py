"""The calculator's answer as a picture: PNG, SVG and PDF of what is on screen, text kept as text.

The cards paint themselves onto the page, so a picture shows the same rows, order, language and theme. Buttons and
lists that only mean something on screen are left out. Qt's SVG part is loaded when a picture is asked for.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPoint, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPageSize, QPaintDevice, QPainter, QPdfWriter, QRegion
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QComboBox, QWidget

from ui.tabs.calculator_curve_parts import CurveScales
from ui.tabs.calculator_map_parts import AxisChoice
from ui.theme.manager import Theme

MARGIN = 24
GAP = 12
DPI = 96
SHARP = 2
STRIP = 160
WRAP = Qt.TextFlag.TextWordWrap
KINDS = (".png", ".svg", ".pdf")
Piece = Callable[[QPainter], None]


class Page:
    """A heading, cards one below the other, and a foot; `size` is in pixels of the screen.

    `texts`: title, subtitle, what the answer is to, foot.
    """

    def __init__(self, theme: Theme, texts: tuple[str, str, str, str], cards: Sequence[QWidget]) -> None:
        self._theme, self._cards = theme, list(cards)
        self._title, self._subtitle, self._given, self._foot = texts
        self._width = max((card.width() for card in self._cards), default=0)
        self.size = QSize(self._width + 2 * MARGIN, self._bottom() + MARGIN)

    def pieces(self, strip: int) -> list[Piece]:
        """What to draw, in order, each at the painter's origin and quick; nothing is drawn yet.

        The ground is filled in strips of so many pixels: new memory is slow to touch.
        """
        tops = range(0, self.size.height(), strip)
        pieces: list[Piece] = [partial(self._ground, top, min(strip, self.size.height() - top)) for top in tops]
        y = float(MARGIN)
        for line in self._heading():
            pieces.append(partial(self._line, y, line))
            y += self._tall(line[0], line[2])
        y += GAP
        for card in self._cards:
            pieces += _pieces(card, QPoint(MARGIN, round(y)))
            y += card.height() + GAP
        pieces.append(partial(self._line, y, ("small", "muted", self._foot)))
        return pieces

    def _ground(self, top: int, height: int, painter: QPainter) -> None:
        painter.fillRect(QRect(0, top, self.size.width(), height), self._theme.color("background"))

    def _heading(self) -> tuple[tuple[str, str, str], ...]:
        title, subtitle = ("heading", "text", self._title), ("body", "muted", self._subtitle)
        return (title, subtitle, ("small", "muted", self._given))

    def _line(self, y: float, style: tuple[str, str, str], painter: QPainter) -> None:
        role, ink, text = style
        painter.setFont(self._theme.font(role))  # type: ignore[arg-type]
        painter.setPen(self._theme.color(ink))
        painter.drawText(QRectF(MARGIN, y, self._width, self._tall(role, text)), WRAP, text)

    def _tall(self, role: str, text: str) -> float:
        metrics = QFontMetricsF(self._theme.font(role))  # type: ignore[arg-type]
        return metrics.boundingRect(QRectF(0, 0, self._width, 10_000), WRAP, text).height() + 2

    def _bottom(self) -> int:
        words = sum(self._tall(role, text) for role, _, text in (*self._heading(), ("small", "", self._foot)))
        return round(MARGIN + words + GAP + sum(card.height() + GAP for card in self._cards))


class Painting:
    """A picture painted a few pieces at a time, so that the window goes on between them.

    `ending` is one of KINDS. Errors of `paint`: RuntimeError when a card went meanwhile; then it is over.
    """

    def __init__(self, page: Page, ending: str, title: str) -> None:
        self._pieces = page.pieces(STRIP if ending == ".png" else page.size.height())
        self._done = 0
        self._data = QByteArray()
        self._buffer = QBuffer(self._data)
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        make = {".png": _image, ".svg": _svg, ".pdf": _pdf}[ending]
        self._device = make(self._buffer, page.size, title)
        self._painter: QPainter | None = QPainter(self._device)

    def part(self) -> float:
        """The part that is painted, 0 to 1."""
        return self._done / len(self._pieces)

    def paint(self, seconds: float) -> bool:
        """Paint for about so long, at least one piece; whether all is painted."""
        end = time.perf_counter() + seconds
        while self._painter is not None:
            try:
                self._pieces[self._done](self._painter)
            except BaseException:
                self.abandon()
                raise
            self._done += 1
            if self._done == len(self._pieces):
                self.abandon()
            elif time.perf_counter() > end:
                return False
        return True

    def abandon(self) -> None:
        """No more painting."""
        if self._painter is not None:
            self._painter.end()
            self._painter = None
            self._buffer.close()

    def __del__(self) -> None:
        self.abandon()  # a device must not go while something paints on it

    def result(self) -> bytes | QImage:
        """The bytes of the file; for PNG the image, which is packed in another thread."""
        return self._device if isinstance(self._device, QImage) else bytes(self._data.data())


def packed(image: QImage) -> bytes:
    """An image as the bytes of a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    buffer.close()
    return bytes(data.data())


def _image(_: QBuffer, size: QSize, _title: str) -> QImage:
    image = QImage(size * SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARP)
    return image


def _svg(buffer: QBuffer, size: QSize, title: str) -> QPaintDevice:
    from PySide6.QtSvg import QSvgGenerator

    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(DPI)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(0, 0), size))
    generator.setTitle(title)
    generator.setDescription("")
    return generator


def _pdf(buffer: QBuffer, size: QSize, title: str) -> QPaintDevice:
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setTitle(title)
    points = QSizeF(size) * (72 / DPI)
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    return writer


def _pieces(widget: QWidget, at: QPoint) -> Iterator[Piece]:
    """A widget and its children at a place of the page, without its tools; what scrolls in one piece."""
    if isinstance(widget, QAbstractScrollArea) and not _has_tools(widget):
        yield partial(_render, widget, at, QWidget.RenderFlag.DrawChildren)
        return
    yield partial(_render, widget, at, QWidget.RenderFlag(0))
    for child in widget.children():
        if isinstance(child, QWidget) and not (child.isHidden() or child.isWindow() or _is_tool(child)):
            yield from _pieces(child, at + child.pos())


def _render(widget: QWidget, at: QPoint, how: QWidget.RenderFlag, painter: QPainter) -> None:
    QWidget.render(widget, painter, at, QRegion(), how)  # scenes have a `render` of another meaning


def _has_tools(widget: QWidget) -> bool:
    return any(_is_tool(child) for child in widget.findChildren(QWidget))


def _is_tool(widget: QWidget) -> bool:
    """Whether it is a control that means nothing on paper; rows of the list are buttons that do."""
    tools = QAbstractButton | QComboBox | AxisChoice | CurveScales
    return isinstance(widget, tools) and not getattr(widget, "on_paper", False)
