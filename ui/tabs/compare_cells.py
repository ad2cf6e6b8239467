"""What is painted inside the comparison: the cells, the bands over them, and the corner with the count of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from models.compare.table import Group
from ui.tabs.compare_header import PAD, paint_band
from ui.tabs.compare_ink import draw
from ui.tabs.compare_model import AnyIndex
from ui.theme.manager import Theme

if TYPE_CHECKING:
    from ui.tabs.compare_table import CompareTable


class CellDelegate(QStyledItemDelegate):
    """Paints cells and the part of a band that lies over the columns."""

    def __init__(self, view: CompareTable) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        view, rect = self._view, option.rect
        model, theme = view.table_model, view.context.theme
        line = model.lines[index.row()]
        painter.save()
        if isinstance(line, Group):
            paint_band(painter, rect, view.context, line.label, -view.verticalHeader().width())
            painter.restore()
            return
        if index.row() == view.hot_row:
            painter.fillRect(rect, theme.color("band"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        layout, height = view.laid(index.row(), index.column())
        painter.setPen(theme.color("text"))
        draw(painter, layout, rect.left() + theme.px(PAD), rect.top() + (rect.height() - height) / 2)
        if option.state & QStyle.StateFlag.State_HasFocus and view.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -3), 6, 6)
        painter.restore()


class Corner(QObject):
    """Paints the button where the headers meet, which selects nothing here, as a quiet text."""

    def __init__(self, theme: Theme, button: QAbstractButton) -> None:
        super().__init__(button)
        self._theme, self._text = theme, ""
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.installEventFilter(self)

    def say(self, text: str) -> None:
        """Show a text."""
        self._text = text
        button = self.parent()  # asked for anew: Qt made it, and a kept wrapper of it was seen to be let go
        if isinstance(button, QAbstractButton):
            button.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Paint or not isinstance(watched, QAbstractButton):
            return super().eventFilter(watched, event)
        painter, theme, area = QPainter(watched), self._theme, watched.rect()
        painter.fillRect(0, area.bottom(), area.width(), 1, theme.color("line_strong"))
        painter.setFont(theme.font("label"))
        painter.setPen(theme.color("muted"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(area.adjusted(theme.px(PAD), 0, -4, 0), flags, self._text)
        return True
