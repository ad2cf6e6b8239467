"""A layout that fills rows from left to right and wraps, with height for width; rows may end at the right."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from ui.widgets.reflow import ItemsLayout


class FlowLayout(ItemsLayout):
    """Rows of widgets at their natural size, wrapping where the width ends."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 8, to_end: bool = False) -> None:
        super().__init__(parent)
        self._to_end = to_end
        self.setSpacing(spacing)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, move: bool) -> int:
        """Place the items in `rect`, centred in the height of their row, or only measure; the height used."""
        y, gap = rect.y(), self.spacing()
        for row in self._rows(rect.width()):
            x, height = rect.x(), max(hint.height() for _, hint in row)
            if self._to_end:
                x += max(0, rect.width() - sum(hint.width() for _, hint in row) - gap * (len(row) - 1))
            for item, hint in row:
                if move:
                    top = y + (height - hint.height()) // 2
                    item.setGeometry(QRect(QPoint(x, top), QSize(min(hint.width(), rect.width()), hint.height())))
                x += hint.width() + gap
            y += height + gap
        return max(0, y - gap - rect.y())

    def one_row(self) -> int:
        """The width at which everything visible stands in one row."""
        shown = [hint for row in self._rows(1 << 20) for _, hint in row]
        return sum(hint.width() for hint in shown) + self.spacing() * max(0, len(shown) - 1)

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The visible items, row by row, each with its natural size."""
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            hint = item.sizeHint()
            if not rows or x + hint.width() > width:
                rows.append([])
                x = 0
            rows[-1].append((item, hint))
            x += hint.width() + self.spacing()
        return rows
