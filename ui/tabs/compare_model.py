"""The comparison as a Qt table model: lines are bands and rows, columns are services. No rule lives here."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.compare.table import Column, ComparisonTable, Group, Row
from ui.presenters.compare import ComparePresenter

AnyIndex = QModelIndex | QPersistentModelIndex
Line = Group | Row
ROOT = QModelIndex()
NOTHING = ComparisonTable((), (), 0, 0, "too_few")


class CompareModel(QAbstractTableModel):
    """Bands are lines that cannot be chosen; their label is the vertical header's."""

    def __init__(self, presenter: ComparePresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.table = NOTHING
        self.lines: tuple[Line, ...] = ()

    def set_table(self, table: ComparisonTable) -> None:
        """Show another snapshot."""
        self.beginResetModel()
        self.table, self.lines = table, tuple(_lines(table))
        self.endResetModel()

    def column(self, index: int) -> Column:
        """The service of a column."""
        return self.table.columns[index]

    def line_of(self, row_id: str) -> int:
        """The line where a row or band stands, or -1."""
        return next((place for place, line in enumerate(self.lines) if line.id == row_id), -1)

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: AnyIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self.table.columns)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.lines[index.row()], Group):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if isinstance(line, Group):
            return line.label if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0 else None
        if role == Qt.ItemDataRole.DisplayRole:
            return line.cells[index.column()].text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._presenter.spoken(line, index.column())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.source(index.row(), index.column())
        return None

    def source(self, line: int, column: int) -> str:
        """Where the value of a cell comes from; empty for a band."""
        row = self.lines[line]
        if isinstance(row, Group):
            return ""
        return self._presenter.source(self.column(column), row, row.cells[column])

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.table.columns[section].name if section < len(self.table.columns) else None
        return self.lines[section].label if section < len(self.lines) else None


def _lines(table: ComparisonTable) -> Iterator[Line]:
    for group in table.groups:
        yield group
        yield from group.rows
