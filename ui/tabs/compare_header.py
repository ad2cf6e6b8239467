"""The headers of the comparison: services above (with tile, name and a cross), names of the rows at the left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from models.compare.table import Group
from ui.context import AppContext
from ui.tabs.compare_ink import Ink, draw
from ui.tabs.compare_model import CompareModel
from ui.theme.icons import icon_pixmap
from ui.widgets.basics import paint_tile

PAD = 12
PAD_Y = 9


class _Header(QHeaderView):
    """Common ground: fixed sections, painted by us."""

    def __init__(self, orientation: Qt.Orientation, context: AppContext, ink: Ink, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.context, self.ink = context, ink
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.viewport().setAutoFillBackground(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Sections only: the style would fill the room beyond the last one in another colour."""
        painter, sideways = QPainter(self.viewport()), self.orientation() == Qt.Orientation.Horizontal
        for section in range(self.count()):
            start, size = self.sectionViewportPosition(section), self.sectionSize(section)
            area = QRect(start, 0, size, self.height()) if sideways else QRect(0, start, self.width(), size)
            if area.intersects(event.rect()):
                self.paintSection(painter, area, section)

    def table_model(self) -> CompareModel:
        """The model, typed."""
        model = self.model()
        assert isinstance(model, CompareModel)
        return model


class ServiceHeader(_Header):
    """Columns. Works by mouse (name opens, cross removes) and by keyboard (arrows, Enter, Delete, Down)."""

    open_requested = Signal(str)
    remove_requested = Signal(str)
    table_requested = Signal(int)
    column_chosen = Signal(int)

    def __init__(self, context: AppContext, ink: Ink, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, context, ink, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.at, self._high = 0, 0
        self._hot = QPoint(-1, -1)

    def sizeHint(self) -> QSize:
        return QSize(self.length(), self._high)

    def measure(self) -> int:
        """The height that holds every name, in pixels."""
        theme = self.context.theme
        metrics, most = QFontMetrics(theme.font("strong")), theme.px(30)
        for section in range(self.count()):
            room = self._name_area(QRectF(0, 0, self.sectionSize(section), 0)).toRect()
            name = self.table_model().column(section).name
            area = QRect(0, 0, max(1, room.width()), 1000)
            most = max(most, metrics.boundingRect(area, Qt.TextFlag.TextWordWrap, name).height())
        self._high = max(most + 2 * theme.px(PAD_Y), 2 * QFontMetrics(theme.font("label")).height())
        return self._high

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, column = self.context.theme, self.table_model().column(logicalIndex)
        area = QRectF(rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(30)
        tile = QRectF(area.left() + theme.px(PAD), area.center().y() - side / 2, side, side)
        paint_tile(painter, tile, theme, column.id, column.glyph)
        name, cross = self._name_area(area), self._cross_area(area)
        font = theme.font("strong")
        font.setUnderline(name.contains(QPointF(self._hot)))
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(name, flags, column.name)
        hot = cross.contains(QPointF(self._hot))
        if hot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_tint"))
            painter.drawRoundedRect(cross, 4, 4)
        ink = theme.color("text" if hot else "muted")
        icon = icon_pixmap("close", ink, theme.px(14), self.devicePixelRatioF())
        inset = (cross.width() - theme.px(14)) / 2
        painter.drawPixmap(cross.topLeft() + QPointF(inset, inset), icon)
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), theme.color("line_strong"))
        if self.hasFocus() and logicalIndex == self.at:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(2, 2, -2, -3), 6, 6)
        painter.restore()

    def choose(self, section: int) -> None:
        """Move the header's own focus."""
        self.at = max(0, min(section, self.count() - 1))
        if self.count():
            name = self.table_model().column(self.at).name
            self.setAccessibleName(self.context.t("compare.header_item", name=name))
            self.column_chosen.emit(self.at)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if not self.count():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.choose(self.at + (1 if key == Qt.Key.Key_Right else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open_requested.emit(self.table_model().column(self.at).id)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_requested.emit(self.table_model().column(self.at).id)
        elif key == Qt.Key.Key_Down:
            self.table_requested.emit(self.at)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.choose(self.at)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hot = event.position().toPoint()
        _id, part = self._under(self._hot)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if part else Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hot = QPoint(-1, -1)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        service_id, part = self._under(event.position().toPoint())
        if part == "cross":
            self.remove_requested.emit(service_id)
        elif part == "name":
            self.open_requested.emit(service_id)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            service_id, part = self._under(event.pos())
            if part:
                key = "compare.remove" if part == "cross" else "compare.open"
                name = self.context.catalog.service(service_id).name
                QToolTip.showText(event.globalPos(), self.context.t(key, name=name), self)
            return True
        return super().viewportEvent(event)

    def _under(self, point: QPoint) -> tuple[str, str]:
        """Service and part (`name`, `cross` or nothing) at a point."""
        section = self.logicalIndexAt(point)
        if section < 0:
            return "", ""
        area = QRectF(self.sectionViewportPosition(section), 0, self.sectionSize(section), self.height())
        part = "cross" if self._cross_area(area).contains(QPointF(point)) else "name"
        return self.table_model().column(section).id, part

    def _name_area(self, area: QRectF) -> QRectF:
        px = self.context.theme.px
        return area.adjusted(px(PAD) + px(30) + px(9), 0, -px(34), 0)

    def _cross_area(self, area: QRectF) -> QRectF:
        side = self.context.theme.px(24)
        return QRectF(area.right() - side - self.context.theme.px(6), area.center().y() - side / 2, side, side)


class RowHeader(_Header):
    """Names of the rows; a band shows the group's name, which goes on over the columns."""

    def __init__(self, context: AppContext, ink: Ink, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, context, ink, parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hot, self.breadth = -1, 0

    def sizeHint(self) -> QSize:
        return QSize(self.breadth, self.length())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model, theme = self.table_model(), self.context.theme
        line = model.lines[logicalIndex]
        painter.save()
        if isinstance(line, Group):
            paint_band(painter, rect, self.context, line.label, 0)
        else:
            if logicalIndex == self.hot:
                painter.fillRect(rect, theme.color("band"))
            painter.setPen(theme.color("text"))
            pad = theme.px(PAD)
            layout, height = self.ink.label(line.label, model.table.wanted, self.breadth - 2 * pad)
            draw(painter, layout, rect.left() + pad, rect.top() + (rect.height() - height) / 2)
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        painter.restore()


def paint_band(painter: QPainter, rect: QRect, context: AppContext, text: str, origin: int) -> None:
    """A piece of a band: its text begins at `origin` in the viewport and goes on over every column."""
    theme = context.theme
    painter.fillRect(rect, theme.color("band"))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
    painter.setClipRect(rect)
    font = theme.font("label")
    font.setWeight(font.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(theme.color("muted"))
    area = QRectF(origin + theme.px(PAD), rect.top(), 4000, rect.height())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
