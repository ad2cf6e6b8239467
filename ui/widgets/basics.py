"""Labels, cards, lines and layouts every screen is made of. They take their colours from palette and theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QPaintEngine,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.manager import FontRole, Theme
from ui.widgets.fields import thin_bars


class WrapLabel(QLabel):
    """A wrapping label that measures itself once per width: layouts ask many times, rich text answers slowly."""

    MINIMUM_WIDTH = 48

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[int, int] = {}
        self._hint: QSize | None = None
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        if text != self.text():
            self._forget()
            super().setText(text)

    def setFont(self, font: QFont) -> None:
        """Fonts come from the theme through this method only, so this is where measures grow old."""
        self._forget()
        super().setFont(font)

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = super().heightForWidth(width)
        return height

    def sizeHint(self) -> QSize:
        if self._hint is None:
            self._hint = super().sizeHint()
        return self._hint

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.MINIMUM_WIDTH, self.sizeHint().width()), 0)

    def _forget(self) -> None:
        self._heights.clear()
        self._hint = None


class SteadyLabel(QLabel):
    """One line of text that may change with every move. Its width goes in steps, so that few changes of the text
    make the layouts around it work again."""

    STEP = 32

    def setText(self, text: str) -> None:
        if text != self.text():
            self._fit(text)
            super().setText(text)

    def setFont(self, font: QFont) -> None:
        """Fonts come from the theme through this method only, so this is where the measure grows old."""
        super().setFont(font)
        self._fit(self.text())

    def _fit(self, text: str) -> None:
        metrics = self.fontMetrics()
        self.setFixedSize(-(-metrics.horizontalAdvance(text) // self.STEP) * self.STEP, metrics.height())


def label(theme: Theme, role: FontRole = "body", muted: bool = False, wrap: bool = False) -> QLabel:
    """A plain-text label in a type role; `muted` takes the quieter text colour."""
    widget = WrapLabel() if wrap else QLabel()
    widget.setTextFormat(Qt.TextFormat.PlainText)
    theme.set_role(widget, role)
    if muted:
        widget.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return widget


def vbox(
    parent: QWidget | None = None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """A vertical layout on the 8 px grid."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    return layout


class Card(QFrame):
    """A quiet rounded surface with a hairline."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    RADIUS = 8

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, inner = QPainter(self), self.rect().adjusted(1, self.RADIUS, -1, -self.RADIUS)
        upright = self.rect().adjusted(self.RADIUS, 1, -self.RADIUS, -1)
        if inner.contains(event.rect()) or upright.contains(event.rect()):  # nothing of the rounded outline
            painter.fillRect(event.rect(), self._theme.color("surface"))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self.RADIUS, self.RADIUS)


class Panel(QFrame):
    """A side or top surface with a hairline on one edge."""

    def __init__(self, theme: Theme, edge: Qt.Edge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._edge = edge

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.setPen(QPen(self._theme.color("line"), 1))
        area = self.rect().adjusted(0, 0, -1, -1)
        lines = {
            Qt.Edge.LeftEdge: (area.topLeft(), area.bottomLeft()),
            Qt.Edge.RightEdge: (area.topRight(), area.bottomRight()),
            Qt.Edge.TopEdge: (area.topLeft(), area.topRight()),
            Qt.Edge.BottomEdge: (area.bottomLeft(), area.bottomRight()),
        }
        painter.drawLine(*lines[self._edge])


class Line(QFrame):
    """A horizontal hairline."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.color("line"))


class Tile(QWidget):
    """The coloured square with a service's glyph."""

    def __init__(
        self, theme: Theme, service_id: str, glyph: str, side: int = 24, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._service, self._glyph, self._side = theme, service_id, glyph, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_service(self, service_id: str, glyph: str) -> None:
        """Show another service."""
        self._service, self._glyph = service_id, glyph
        self.update()

    def sizeHint(self) -> QSize:
        side = self._theme.px(self._side)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_tile(painter, QRectF(self.rect()), self._theme, self._service, self._glyph)


def paint_tile(painter: QPainter, area: QRectF, theme: Theme, service_id: str, glyph: str) -> None:
    """Draw a service tile into `area`; lists, chips, diagrams and charts share it.

    On a screen it is painted once and copied; on paper (SVG, PDF) and in a scaled view it stays drawn lines.
    """
    screen = painter.paintEngine().type() == QPaintEngine.Type.Raster
    if screen and not painter.transform().isScaling():
        ratio = painter.device().devicePixelRatioF()
        pixmap = _tile_pixmap(theme, service_id, glyph, (round(area.width()), ratio))
        painter.drawPixmap(round(area.left()), round(area.top()), pixmap)
    else:
        _draw_tile(painter, area, theme, service_id, glyph)


def _tile_pixmap(theme: Theme, service_id: str, glyph: str, size: tuple[int, float]) -> QPixmap:
    """The tile in `size`: logical pixels of its side, and pixels of the screen for each."""
    key = ("tile", service_id, glyph, size)
    found = theme.pieces.get(key)
    if found is None:
        side, ratio = size
        found = theme.pieces[key] = QPixmap(round(side * ratio), round(side * ratio))
        found.setDevicePixelRatio(ratio)
        found.fill(Qt.GlobalColor.transparent)
        painter = QPainter(found)
        _draw_tile(painter, QRectF(0, 0, side, side), theme, service_id, glyph)
        painter.end()
    return found


def _draw_tile(painter: QPainter, area: QRectF, theme: Theme, service_id: str, glyph: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.hue(service_id))
    painter.drawRoundedRect(area, area.width() * 0.16, area.width() * 0.16)
    font = theme.font("strong")
    font.setPixelSize(max(6, round(area.height() * {1: 0.52, 2: 0.42}.get(len(glyph), 0.36))))
    painter.setFont(font)
    painter.setPen(theme.color("on_hue"))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, glyph)
    painter.restore()


class ScrollColumn(QScrollArea):
    """A vertical scroller with one column inside; never scrolls sideways, scrolls by keyboard."""

    def __init__(
        self,
        parent: QWidget | None = None,
        margins: tuple[int, int, int, int] = (24, 24, 24, 24),
        spacing: int = 16,
    ) -> None:
        super().__init__(parent)
        self.setViewport(ground := QWidget())  # of our own making: see-through, and known without asking Qt
        ground.setAutoFillBackground(False)
        thin_bars(self)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body = QWidget()
        self.column = vbox(self.body, spacing, margins)
        self.setWidget(self.body)
        self.body.setAutoFillBackground(False)
