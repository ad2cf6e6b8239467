"""The chart as a table: amounts down, services across, the cheapest of each row in bold."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableWidget, QTableWidgetItem, QWidget

from ui.presenters.calculator_curves import CurveTable
from ui.theme.manager import Theme
from ui.widgets.fields import thin_bars

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Head(QHeaderView):
    """Quiet captions over a hairline."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.px(28))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme = self._theme
        painter.fillRect(rect, theme.color("surface"))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        text = self.model().headerData(logicalIndex, Qt.Orientation.Horizontal)
        painter.drawText(rect.adjusted(0, 0, -theme.px(8), 0), RIGHT, str(text))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())


class FigureTable(QTableWidget):
    """Read-only figures, as wide as the card or scrolling sideways when they need more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setHorizontalHeader(_Head(theme, self))
        thin_bars(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.set_role(self, "label")

    def show_table(self, view: CurveTable) -> None:
        """Fill and size."""
        self.setColumnCount(len(view.header))
        self.setRowCount(len(view.rows))
        self.setHorizontalHeaderLabels(list(view.header))
        bold = self._theme.font("strong", 13 / 14)
        for r, (row, best) in enumerate(zip(view.rows, view.best, strict=True)):
            for c, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setTextAlignment(RIGHT)
                if c == best:
                    item.setFont(bold)
                self.setItem(r, c, item)
        self._fit(view)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._spread()

    def _fit(self, view: CurveTable) -> None:
        """Widths of the texts, heights of the rows; the table is as tall as its rows."""
        bold, small = QFontMetrics(self._theme.font("strong", 13 / 14)), QFontMetrics(self._theme.font("small"))
        pad = self._theme.px(18)
        self._widths = [
            max(small.horizontalAdvance(head), *(bold.horizontalAdvance(row[c]) for row in view.rows)) + pad
            for c, head in enumerate(view.header)
        ]
        tall = bold.height() + self._theme.px(6)
        self.verticalHeader().setMinimumSectionSize(tall)
        self.verticalHeader().setDefaultSectionSize(tall)
        self.setFixedHeight(len(view.rows) * tall + self._theme.px(28) + 14)
        self._spread()

    _widths: list[int] = []

    def _spread(self) -> None:
        """Give spare width to all columns alike."""
        spare = max(0, self.viewport().width() - sum(self._widths)) // max(1, len(self._widths))
        for c, width in enumerate(self._widths):
            self.setColumnWidth(c, width + spare)
