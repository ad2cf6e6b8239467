"""Columns that become fewer when the width does not hold them: the same content at any window or text size."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.theme.manager import Theme


class ItemsLayout(QLayout):
    """Keeps items in order and arranges them for a width; `_arrange` says where, and how tall that is.

    The layouts around it ask for the same height many times: each is measured once until something changes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return height

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _arrange(self, rect: QRect, move: bool) -> int:
        """Place the items in `rect` (or only measure) and return the height used."""
        raise NotImplementedError


class ColumnsLayout(ItemsLayout):
    """Equal columns of at least a minimum width; rows as tall as their tallest item. One pass, any width."""

    def __init__(self, theme: Theme, minimum: int, most: int, gap: tuple[int, int], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._minimum, self._most, self._gap = theme, minimum, most, gap

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:
        width = sum(item.sizeHint().width() for item in self._items[: self._most])
        return QSize(width + self._gap[0] * (min(self._most, len(self._items)) - 1), self.minimumSize().height())

    def minimumSize(self) -> QSize:
        width = max((item.minimumSize().width() for item in self._items), default=0)
        height = max((item.minimumSize().height() for item in self._items), default=0)
        return QSize(width, height)

    def columns(self, width: int) -> int:
        """How many columns a width holds, evened out so that 4 items stand as 2 + 2 rather than 3 + 1."""
        fits = (width + self._gap[0]) // (self._theme.px(self._minimum) + self._gap[0])
        columns = max(1, min(self._most, len(self._items), fits))
        rows = -(-len(self._items) // columns)
        return -(-len(self._items) // rows) if rows else 1

    def _arrange(self, rect: QRect, move: bool) -> int:
        """Place the items in `rect` (or only measure) and return the height used."""
        columns, (gap_x, gap_y) = self.columns(rect.width()), self._gap
        width = (rect.width() - gap_x * (columns - 1)) // columns
        y = rect.y()
        for start in range(0, len(self._items), columns):
            row = self._items[start : start + columns]
            height = max(_height(item, width) for item in row)
            if move:
                for index, item in enumerate(row):
                    item.setGeometry(QRect(rect.x() + index * (width + gap_x), y, width, height))
            y += height + gap_y
        return max(0, y - gap_y - rect.y())


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


class Reflow(QWidget):
    """Children in up to `columns` equal columns of at least `minimum` design pixels each."""

    def __init__(
        self,
        theme: Theme,
        minimum: int,
        columns: int,
        gap: tuple[int, int] = (24, 16),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = ColumnsLayout(theme, minimum, columns, gap, self)

    def add(self, widget: QWidget) -> None:
        """Append a child."""
        self._columns.addWidget(widget)

    @property
    def columns(self) -> int:
        """How many columns are in use now."""
        return self._columns.columns(self.width())
