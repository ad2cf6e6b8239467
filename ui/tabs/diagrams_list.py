"""The list of diagrams at the left of their tab: title and number of steps."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.context import AppContext
from ui.presenters.diagrams import Entry
from ui.theme.manager import FontRole, Theme
from ui.widgets.basics import Panel, label, vbox
from ui.widgets.fields import thin_bars

ID, NOTE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
AnyIndex = QModelIndex | QPersistentModelIndex
PAD_X, PAD_Y = 10, 8


class _RowDelegate(QStyledItemDelegate):
    """Paints a title over a quieter line; the chosen row is tinted, bold and marked at its edge."""

    def __init__(self, theme: Theme, view: QListWidget) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        width = self._view.contentsRect().width()
        title, note = self._areas(QRectF(0, 0, width, 0), index)
        return QSize(width, round(title.height() + note.height()) + 2 * self._theme.px(PAD_Y))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        theme, area = self._theme, QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_tint" if chosen else "band"))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 2, -1, -2), 6, 6)
        title, note = self._areas(area, index)
        flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.setFont(theme.font("strong" if chosen else "body"))
        painter.setPen(theme.color("text"))
        painter.drawText(title, flags, index.data())
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        painter.drawText(note, flags, index.data(NOTE))
        painter.restore()

    def _areas(self, area: QRectF, index: AnyIndex) -> tuple[QRectF, QRectF]:
        """Where title and note go, as high as they need. The room of a scroll bar is always left free: a bar that
        comes and goes must not change how the titles wrap."""
        theme = self._theme
        left, top = area.left() + theme.px(PAD_X), area.top() + theme.px(PAD_Y)
        bar = self._view.verticalScrollBar().sizeHint().width()
        width = self._view.width() - bar - 2 * theme.px(PAD_X)
        title = self._height("strong", index.data(), width)
        note = self._height("small", index.data(NOTE), width)
        return QRectF(left, top, width, title), QRectF(left, top + title, width, note)

    def _height(self, role: FontRole, text: str, width: float) -> float:
        bounds = QRectF(0, 0, width, 10_000)
        return QFontMetricsF(self._theme.font(role)).boundingRect(bounds, Qt.TextFlag.TextWordWrap, text).height()


class DiagramList(Panel):
    """The diagrams. `diagram_requested` carries the id of the one chosen."""

    diagram_requested = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, Qt.Edge.RightEdge, parent)
        self._context = context
        column = vbox(self, 4, (8, 20, 9, 8))
        self._heading = label(context.theme, "small", muted=True)
        self._heading.setContentsMargins(PAD_X, 0, 0, 4)
        self._list = QListWidget()
        self._list.setFrameShape(QListWidget.Shape.NoFrame)
        thin_bars(self._list)
        self._list.setItemDelegate(_RowDelegate(context.theme, self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._list.currentItemChanged.connect(self._on_current_changed)
        self._problems = label(context.theme, "small", wrap=True)
        self._problems.hide()
        for widget in (self._heading, self._list, self._problems):
            column.addWidget(widget, 1 if widget is self._list else 0)
        self.retheme()

    def show_entries(self, entries: tuple[Entry, ...], chosen: str, problems: str) -> None:
        """Show the rows in the current language, one of them chosen."""
        t = self._context.t
        self._heading.setText(t("diagrams.heading"))
        self._list.setAccessibleName(t("diagrams.list"))
        self._list.blockSignals(True)
        self._list.clear()
        for entry in entries:
            item = QListWidgetItem(entry.title)
            item.setData(ID, entry.id)
            item.setData(NOTE, entry.steps)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, entry.steps)
            self._list.addItem(item)
        self._list.blockSignals(False)
        self._problems.setText(problems)
        self._problems.setVisible(bool(problems))
        self.choose(chosen)

    def choose(self, diagram_id: str) -> None:
        """Mark a diagram without asking for it."""
        self._list.blockSignals(True)
        for row in range(self._list.count()):
            if self._list.item(row).data(ID) == diagram_id:
                self._list.setCurrentRow(row)
        self._list.blockSignals(False)

    def retheme(self) -> None:
        """Adapt width and rows to the text size."""
        self.setFixedWidth(round(232 * (1 + (self._context.theme.scale - 1) * 0.6)))
        self._list.doItemsLayout()

    def _on_current_changed(self, current: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if current is not None:
            self.diagram_requested.emit(current.data(ID))
