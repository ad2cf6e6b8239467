"""The list of pages by category, with a field that finds while you type."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from models.content.schema import CATEGORIES
from ui.context import AppContext
from ui.theme.manager import Theme
from ui.widgets.basics import Panel, label, paint_tile, vbox
from ui.widgets.fields import Field, thin_bars

ID, GLYPH = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
AnyIndex = QModelIndex | QPersistentModelIndex


def fold(text: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


class _RowDelegate(QStyledItemDelegate):
    """Paints a category heading or a page row with its tile."""

    def __init__(self, theme: Theme, parent: _PageList) -> None:
        super().__init__(parent)
        self._theme, self._view = theme, parent
        self._heights: dict[tuple[str, int, float], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        width = self._view.row_width()
        if not index.data(ID):
            return QSize(width, self._theme.px(29))
        return QSize(width, self._height(index.data(), width))

    def _height(self, text: str, width: int) -> int:
        """The height of a row, measured once per text, width and text size."""
        key = (text, width, self._theme.scale)
        if key not in self._heights:
            room = self._text_area(QRectF(0, 0, width, 1000))
            metrics = QFontMetricsF(self._theme.font("strong"))
            bounds = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text)
            self._heights[key] = max(self._theme.px(32), round(bounds.height()) + self._theme.px(10))
        return self._heights[key]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        theme, area = self._theme, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(ID):
            self._paint_row(painter, option, index, area)
        else:
            font = theme.font("small")
            font.setWeight(font.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(theme.color("muted"))
            bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
            painter.drawText(area.adjusted(theme.px(10), 0, 0, -theme.px(4)), bottom, index.data())
        painter.restore()

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex, area: QRectF) -> None:
        theme = self._theme
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hot = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or hot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_tint" if chosen else "band"))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 2, -1, -2), 6, 6)
        side = theme.px(22)
        tile = QRectF(area.left() + theme.px(10), area.center().y() - side / 2, side, side)
        paint_tile(painter, tile, theme, index.data(ID), index.data(GLYPH))
        painter.setFont(theme.font("strong" if chosen else "body"))
        painter.setPen(theme.color("text"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self._text_area(area), flags, index.data())

    def _text_area(self, area: QRectF) -> QRectF:
        return area.adjusted(self._theme.px(42), 0, -self._theme.px(6), 0)


class _PageList(QListWidget):
    """A list that hands typed characters to the filter."""

    _row_width = 200

    typed = Signal(str)

    def row_width(self) -> int:
        """The width rows have, kept by `resizeEvent`: asking Qt for the viewport costs the start 20 ms."""
        return self._row_width

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._row_width = event.size().width()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text().isalnum():
            self.typed.emit(event.text())
            return
        super().keyPressEvent(event)


class ServiceList(Panel):
    """Pages by category. `page_requested` carries the id of the page chosen."""

    page_requested = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, Qt.Edge.RightEdge, parent)
        self._context = context
        self._column = vbox(self, 4, (8, 12, 9, 8))
        self._filter = Field(context.theme)
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._on_filter_changed)
        self._filter.returnPressed.connect(self._on_filter_accepted)
        self._list = _PageList()
        thin_bars(self._list)
        self._list.setFrameShape(QListWidget.Shape.NoFrame)
        self._list.setItemDelegate(_RowDelegate(context.theme, self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._list.currentItemChanged.connect(self._on_current_changed)
        self._list.typed.connect(self._on_typed)
        self._empty = label(context.theme, "label", muted=True, wrap=True)
        self._column.addWidget(self._filter)
        self._column.addWidget(self._empty)
        self._column.addWidget(self._list, 1)
        self._empty.hide()
        self._set_width()
        self.retranslate()

    def retranslate(self) -> None:
        """Rebuild the rows in the current language, keeping the chosen one."""
        t, language = self._context.t, self._context.texts.language
        self._filter.setPlaceholderText(t("services.find"))
        self._filter.setAccessibleName(t("services.find"))
        self._list.setAccessibleName(t("services.list"))
        self._empty.setText(t("services.none_found"))
        chosen = self.chosen()
        self._list.blockSignals(True)
        self._list.clear()
        pages = self._context.catalog.pages()
        for category in CATEGORIES:
            rows = [page for page in pages if page.category == category]
            if rows:
                heading = QListWidgetItem(t(f"category.{category}"))
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self._list.addItem(heading)
            for page in rows:
                item = QListWidgetItem(page.name[language])
                item.setData(ID, page.id)
                item.setData(GLYPH, page.glyph)
                self._list.addItem(item)
        self._list.blockSignals(False)
        self.choose(chosen)
        if self._filter.text():
            self._on_filter_changed(self._filter.text())

    def retheme(self) -> None:
        """Adapt the width and rows to the text size."""
        self._set_width()
        self._list.doItemsLayout()

    def _set_width(self) -> None:
        """Grows slower than the text: long names wrap instead of pushing the page aside."""
        self.setFixedWidth(round(240 * (1 + (self._context.theme.scale - 1) * 0.6)))

    def chosen(self) -> str:
        """The id of the chosen page."""
        item = self._list.currentItem()
        return item.data(ID) if item else ""

    def choose(self, page_id: str) -> None:
        """Mark a page without asking for it."""
        self._list.blockSignals(True)
        for row in range(self._list.count()):
            if self._list.item(row).data(ID) == page_id:
                self._list.setCurrentRow(row)
        self._list.blockSignals(False)

    def focus_filter(self) -> None:
        """Put the keyboard into the field."""
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def _on_filter_changed(self, text: str) -> None:
        wanted, shown, heading, found = fold(text), None, None, 0
        for row in range(self._list.count()):
            item = self._list.item(row)
            if not item.data(ID):
                heading = item
                heading.setHidden(bool(wanted))
                continue
            match = wanted in fold(item.text()) or wanted in item.data(ID)
            item.setHidden(not match)
            found += match
            if match and heading is not None:
                heading.setHidden(False)
            shown = shown or (item if match else None)
        self._empty.setVisible(found == 0)

    def _on_filter_accepted(self) -> None:
        for row in range(self._list.count()):
            item = self._list.item(row)
            if item.data(ID) and not item.isHidden():
                self.page_requested.emit(item.data(ID))
                self._filter.clear()  # found: the whole list is of use again
                self.choose(item.data(ID))
                return

    def _on_current_changed(self, current: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if current is not None and current.data(ID):
            self.page_requested.emit(current.data(ID))

    def _on_typed(self, text: str) -> None:
        self._filter.setFocus()
        self._filter.setText(self._filter.text() + text)
