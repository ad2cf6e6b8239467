"""The parts of a costed fleet on screen: its list, a row put in words when it is looked at, and a progress bar."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models import formats
from ui.presenters.calculator_share_fleet import COLUMNS, FIGURES, PROBLEM_COLUMNS, FleetWords
from ui.theme.manager import Theme
from ui.widgets.fields import THICKNESS, thin_bars

SHOWN_ROWS = 10
SAMPLED = 60  # rows whose texts set the width of a column
AIR = formats.NBSP * 2
Index = QModelIndex | QPersistentModelIndex
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class FleetModel(QAbstractTableModel):
    """Rows of a priced fleet, each put in words when it is looked at."""

    def __init__(self, words: FleetWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._words.costs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words.cell(index.row(), column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column in FIGURES else LEFT
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{AIR}{self._words.head(COLUMNS[section])}{AIR}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if COLUMNS[section] in FIGURES else LEFT
        return None

    def renew(self) -> None:
        """The words changed."""
        self.beginResetModel()
        self.endResetModel()


class ProblemModel(QAbstractTableModel):
    """The rows of a file that were left out: where they stand and what is wrong."""

    def __init__(self, words: FleetWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._words.costs.fleet.problems)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(PROBLEM_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words.problem(index.row())[index.column()]
        return LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{AIR}{self._words.problem_head(PROBLEM_COLUMNS[section])}{AIR}"
        return LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    def renew(self) -> None:
        """The words changed."""
        self.beginResetModel()
        self.endResetModel()


class _Padded(QStyledItemDelegate):
    """Air at both sides of a cell, so that a figure does not touch the word beside it."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.text = f"{AIR}{option.text}{AIR}"  # type: ignore[attr-defined]


class FleetTable(QTableView):
    """The list; scrolls both ways by mouse and keyboard, Tab leaves it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        thin_bars(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setItemDelegate(_Padded(self))
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        theme.set_role(self, "label")
        theme.set_role(self.horizontalHeader(), "small")

    def fit(self, model: FleetModel | ProblemModel, widest_column: int = 320) -> None:
        """Widths from the headings and the first rows; as tall as its rows, ten at most."""
        cells, heads = QFontMetrics(self._theme.font("label")), QFontMetrics(self._theme.font("small"))
        pad, sampled = self._theme.px(30), range(min(SAMPLED, model.rowCount()))
        for c in range(model.columnCount()):
            texts = [str(model.data(model.index(r, c))) for r in sampled]
            head = heads.horizontalAdvance(str(model.headerData(c, Qt.Orientation.Horizontal)))
            widest = max((cells.horizontalAdvance(text) for text in texts), default=0)
            self.setColumnWidth(c, min(max(head, widest) + pad, self._theme.px(widest_column)))
        tall = cells.height() + self._theme.px(6)
        self.verticalHeader().setMinimumSectionSize(tall)
        self.verticalHeader().setDefaultSectionSize(tall)
        self._rows_height = max(1, min(SHOWN_ROWS, model.rowCount())) * tall
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())  # on every system, also where a row is renamed by Enter
        else:
            super().keyPressEvent(event)

    def _columns(self) -> int:
        model = self.model()
        return 0 if model is None else model.columnCount()

    _rows_height = 0

    def _settle(self) -> None:
        """Whole rows, and room for the bar below when the columns need one."""
        wide = sum(self.columnWidth(c) for c in range(self._columns())) > self.width() - THICKNESS
        below = THICKNESS + 2 if wide else 2
        self.setFixedHeight(self._rows_height + self.horizontalHeader().sizeHint().height() + below)


class ProgressLine(QWidget):
    """A bar that says how far a piece of work is. `seen` is told once, after it was painted for the first time."""

    seen = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.part = theme, 0.0
        self._painted = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_part(self, part: float) -> None:
        """Draw a part of the whole, 0 to 1."""
        self.part = part
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, area = self._theme, QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line_strong"))
        painter.drawRoundedRect(area, 4, 4)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(QRectF(0, 0, area.width() * self.part, area.height()), 4, 4)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.seen.emit)
