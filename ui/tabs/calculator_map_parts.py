"""The parts around the map: the choice of its two axes, the map as a table, and two cards side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ui.context import AppContext
from ui.presenters.calculator_map import MapTable
from ui.theme.manager import Theme
from ui.widgets.basics import label
from ui.widgets.buttons import Select
from ui.widgets.flow import FlowLayout


class AxisChoice(QWidget):
    """Two selects, for the upright axis and the lying one. The same input never stands on both."""

    chosen = Signal(str, str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._inputs = ("", "")
        flow = FlowLayout(self, spacing=8)
        self._labels = {}
        self.selects: dict[str, Select] = {}
        for name in ("y", "x"):
            pair = QWidget()
            line = QHBoxLayout(pair)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(6)
            self._labels[name] = label(context.theme, "label", muted=True)
            select = self.selects[name] = Select(context.theme)
            select.activated.connect(self._on_activated)
            line.addWidget(self._labels[name])
            line.addWidget(select)
            flow.addWidget(pair)

    def show_inputs(self, inputs: Sequence[tuple[str, str]], chosen: tuple[str, str]) -> None:
        """(input, its name) of everything that can be an axis, and what stands on the x and y axes."""
        self._inputs = chosen
        for name, current in zip(("x", "y"), chosen, strict=True):
            select = self.selects[name]
            select.clear()
            for one, words in inputs:
                select.addItem(words, one)
            select.setCurrentIndex(select.findData(current))
            select.setAccessibleName(self._context.t(f"map.axis_{name}_name"))
            select.updateGeometry()
            self._labels[name].setText(self._context.t(f"map.axis_{name}"))

    def _on_activated(self, _: int) -> None:
        x, y = (str(self.selects[name].currentData()) for name in ("x", "y"))
        if x == y:  # the one just chosen stays; the other takes what that one held before
            x, y = (x, self._inputs[0]) if x != self._inputs[0] else (self._inputs[1], y)
        self.chosen.emit(x, y)


class MapTableView(QTableWidget):
    """Winners at round values of both axes."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setTabKeyNavigation(False)
        theme.set_role(self, "label")
        theme.set_role(self.horizontalHeader(), "small")
        theme.set_role(self.verticalHeader(), "small")

    def show_table(self, view: MapTable) -> None:
        """Fill in the winners, each cell with its row and column in its spoken text."""
        self.setColumnCount(len(view.columns))
        self.setRowCount(len(view.rows))
        self.setHorizontalHeaderLabels(list(view.columns))
        self.setVerticalHeaderLabels(list(view.rows))
        for r, row in enumerate(view.cells):
            for c, text in enumerate(row):
                item = QTableWidgetItem(text)
                spoken = f"{text}; {view.columns[c]}; {view.rows[r]}"
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
                self.setItem(r, c, item)
        tall = QFontMetrics(self._theme.font("label")).height() + self._theme.px(8)
        self.verticalHeader().setDefaultSectionSize(tall)
        self.setMinimumHeight((len(view.rows) + 1) * tall + self._theme.px(24))


class SideBySide(QWidget):
    """Two cards beside each other where there is room, else one above the other."""

    def __init__(self, context: AppContext, first: QWidget, second: QWidget, least: int = 420) -> None:
        super().__init__()
        self._context, self._least = context, least
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(12)
        self._line.addWidget(first, 6)
        self._line.addWidget(second, 5)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= 2 * self._context.theme.px(self._least) + self._line.spacing()
        self._line.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
