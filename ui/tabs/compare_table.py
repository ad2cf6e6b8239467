"""The comparison on screen: a table view whose headers stay in sight, with rows as high as their longest text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QTableView, QToolTip, QWidget

from models.compare.table import COST_ROW, SIZING_ROW, ComparisonTable, Group
from ui.context import AppContext
from ui.presenters.compare import ComparePresenter
from ui.tabs.compare_cells import CellDelegate, Corner
from ui.tabs.compare_header import PAD, PAD_Y, RowHeader, ServiceHeader
from ui.tabs.compare_ink import Ink, Laid
from ui.tabs.compare_model import AnyIndex, CompareModel
from ui.widgets.fields import thin_bars

LABEL, COLUMN, BAND = 216, 140, 32  # design pixels: row names, narrowest column, height of a band


class CompareTable(QTableView):
    """Shows a snapshot and asks for what it cannot do itself.

    `cell_shown` carries the source of the cell under the pointer or the keyboard, empty when there is none.
    """

    open_requested = Signal(str)
    remove_requested = Signal(str)
    scenario_requested = Signal()
    typed = Signal(str)
    cell_shown = Signal(str)
    first_painted = Signal()

    def __init__(self, context: AppContext, presenter: ComparePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.ink, self.hot_row = context, Ink(context.theme), -1
        self._painted, self._laid, self._laid_for = False, list[list[Laid]](), 0
        self.table_model = CompareModel(presenter, self)
        self._columns = ServiceHeader(context, self.ink, self)
        self._rows = RowHeader(context, self.ink, self)
        self.setHorizontalHeader(self._columns)
        self.setVerticalHeader(self._rows)
        self.setModel(self.table_model)
        self.setItemDelegate(CellDelegate(self))
        self._dress()
        self._columns.open_requested.connect(self.open_requested)
        self._columns.remove_requested.connect(self.remove_requested)
        self._columns.table_requested.connect(self._on_table_requested)
        self._columns.column_chosen.connect(self._on_column_chosen)
        self.entered.connect(self._on_entered)

    @property
    def columns(self) -> ServiceHeader:
        """The header with the services."""
        return self._columns

    def show_table(self, table: ComparisonTable) -> None:
        """Show another snapshot, keeping the current cell and the row at the top where they were."""
        current, top = self._current(), self._top()
        self.hot_row = self._rows.hot = -1
        self.table_model.set_table(table)
        self._columns.at = max(0, min(self._columns.at, len(table.columns) - 1))
        self.relayout()
        self._restore(current, top)

    def relayout(self) -> None:
        """Share the width between the columns and give each row the height of its texts."""
        px, count = self.context.theme.px, self.table_model.columnCount()
        room = self._laid_for = self._room()
        label = min(px(LABEL), round(room * 0.3))
        self._rows.breadth = label
        self._rows.setFixedWidth(label)
        share, rest = divmod(max(room - label, px(COLUMN) * count), max(1, count))
        for section in range(count):
            self._columns.resizeSection(section, share + (section < rest))
        self._laid = [self._lay(place, label) for place in range(len(self.table_model.lines))]
        total = 0
        self._rows.blockSignals(True)
        for place, laid in enumerate(self._laid):
            height = round(max(high for _, high in laid)) + 2 * px(PAD_Y) if laid else px(BAND)
            self._rows.resizeSection(place, height)
            total += height
        self._rows.blockSignals(False)
        head = self._columns.measure()
        self._columns.setFixedHeight(head)
        sideways = self.horizontalScrollBar().sizeHint().height() if px(COLUMN) * count > room - label else 0
        self.setMaximumHeight(head + total + sideways + 1)
        self.updateGeometries()
        self.viewport().update()
        self._rows.viewport().update()

    def restyle(self) -> None:
        """Make every layout anew (theme, text size, language)."""
        self.ink.clear(self.context.t("fact.unverified"))
        self.relayout()

    def laid(self, line: int, column: int) -> Laid:
        """The laid-out text of a cell and its height; column -1 is the name of the row. Bands have none."""
        return self._laid[line][column + 1]

    def show_count(self, text: str) -> None:
        """Say in the corner how many rows there are."""
        self._corner.say(text)
        self.setAccessibleDescription(text)

    def _on_column_chosen(self, column: int) -> None:
        left, size = self._columns.sectionPosition(column), self._columns.sectionSize(column)
        bar, room = self.horizontalScrollBar(), self.viewport().width()
        if left < bar.value():
            bar.setValue(left)
        elif left + size > bar.value() + room:
            bar.setValue(left + size - room)

    def sizeHint(self) -> QSize:
        """Headers and a few rows; the layout gives all the rest there is."""
        px = self.context.theme.px
        return QSize(px(LABEL + 2 * COLUMN), min(px(130), self.maximumHeight()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.context.theme.px(COLUMN), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._room() != self._laid_for:
            self.relayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.first_painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if index.isValid() and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(index)
        elif index.isValid() and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_requested.emit(self.table_model.column(index.column()).id)
        elif key == Qt.Key.Key_Up and index.row() <= 1:
            self._columns.at = max(0, index.column())
            self._columns.setFocus(Qt.FocusReason.OtherFocusReason)
        elif plain and event.text().isalnum():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and self._is_scenario(index.row()):
            self._open(index)

    def moveCursor(self, action: QTableView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Where a key goes; a jump that would end on a band ends on the row beside it."""
        index = super().moveCursor(action, modifiers)
        if not index.isValid() or not isinstance(self.table_model.lines[index.row()], Group):
            return index
        back = 0 < index.row() < self.currentIndex().row()
        return self.table_model.index(index.row() + (-1 if back else 1), index.column())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and len(self.table_model.lines) > 1:
            self.setCurrentIndex(self.table_model.index(1, 0))
        self._tell(self.currentIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.cell_shown.emit("")

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        if current.row() == 1:
            self.scrollToTop()  # the band above the first row has no cell to walk to
        if self.hasFocus():
            self._tell(current)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._heat(-1)
            self.viewport().unsetCursor()
            self._tell(self.currentIndex() if self.hasFocus() else QModelIndex())
        return super().viewportEvent(event)

    def _dress(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        thin_bars(self)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self.setCornerWidget(QWidget())
        self._corner = Corner(self.context.theme, self.findChildren(QAbstractButton)[0])

    def _room(self) -> int:
        """The width headers and columns share; the bar takes its part only while it is there."""
        bar = self.verticalScrollBar()
        return max(1, self.width() - (bar.width() if bar.isVisibleTo(self) else 0))

    def _lay(self, place: int, label: int) -> list[Laid]:
        """Lay out a row: its name, then its cells; nothing for a band."""
        line, wanted = self.table_model.lines[place], self.table_model.table.wanted
        pads = 2 * self.context.theme.px(PAD)
        if isinstance(line, Group):
            return []
        laid = [self.ink.label(line.label, wanted, label - pads)]
        for column, (cell, mark) in enumerate(zip(line.cells, line.standouts, strict=True)):
            laid.append(self.ink.cell(cell, mark, wanted, self._columns.sectionSize(column) - pads))
        return laid

    def tell_at_cell(self, source: str) -> None:
        """Show a source as a tip under the current cell while the keyboard is in the table."""
        if source and self.hasFocus():
            area = self.visualRect(self.currentIndex())
            QToolTip.showText(self.viewport().mapToGlobal(area.bottomLeft()), source, self)
        else:
            QToolTip.hideText()

    def _is_scenario(self, line: int) -> bool:
        return self.table_model.lines[line].id in (COST_ROW, SIZING_ROW)

    def _open(self, index: AnyIndex) -> None:
        """A cost leads to its bill, any other cell to the page of its service."""
        if self._is_scenario(index.row()):
            self.scenario_requested.emit()
        else:
            self.open_requested.emit(self.table_model.column(index.column()).id)

    def _tell(self, index: AnyIndex) -> None:
        self.cell_shown.emit(self.table_model.source(index.row(), index.column()) if index.isValid() else "")

    def _heat(self, row: int) -> None:
        if row != self.hot_row:
            self.hot_row = self._rows.hot = row
            self.viewport().update()
            self._rows.viewport().update()

    def _on_entered(self, index: QModelIndex) -> None:
        band = isinstance(self.table_model.lines[index.row()], Group)
        hand = Qt.CursorShape.PointingHandCursor if self._is_scenario(index.row()) else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(hand)
        self._heat(-1 if band else index.row())
        self._tell(index)

    def _on_table_requested(self, column: int) -> None:
        row = self._rows.logicalIndexAt(QPoint(1, self.context.theme.px(BAND) + 4))
        if row >= 0:
            row += isinstance(self.table_model.lines[row], Group)
            self.setCurrentIndex(self.table_model.index(row, column))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _current(self) -> tuple[str, str] | None:
        index = self.currentIndex()
        if not index.isValid():
            return None
        return self.table_model.lines[index.row()].id, self.table_model.column(index.column()).id

    def _top(self) -> tuple[list[str], int]:
        """The ids from the topmost visible line on, and how far that line is scrolled out."""
        line = self._rows.logicalIndexAt(0) if self.verticalScrollBar().value() else -1
        if line < 0:
            return [], 0
        return [found.id for found in self.table_model.lines[line:]], -self._rows.sectionViewportPosition(line)

    def _restore(self, current: tuple[str, str] | None, top: tuple[list[str], int]) -> None:
        model = self.table_model
        if current is not None:
            line = model.line_of(current[0])
            ids = [column.id for column in model.table.columns]
            column = ids.index(current[1]) if current[1] in ids else min(self._columns.at, len(ids) - 1)
            if line >= 0 and column >= 0:
                self.setCurrentIndex(model.index(line, column))
        kept, offset = top
        found = next((line for line in map(model.line_of, kept) if line >= 0), None)
        if kept and found is not None:
            self.verticalScrollBar().setValue(self._rows.sectionPosition(found) + offset)
        elif not kept:
            self.verticalScrollBar().setValue(0)
