"""Columns that become fewer when the width does not hold them: the same content at any window or text size."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme.manager import Theme


class Reflow(QWidget):
    """Children in up to `columns` equal columns of at least `minimum` design pixels each."""

    def __init__(
        self, theme: Theme, minimum: int, columns: int, gap: tuple[int, int] = (24, 16), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._minimum, self._most = theme, minimum, columns
        self._children: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(gap[0])
        self._grid.setVerticalSpacing(gap[1])

    def add(self, widget: QWidget) -> None:
        """Append a child."""
        self._children.append(widget)
        self._columns = 0
        self._arrange()

    @property
    def columns(self) -> int:
        """How many columns are in use now."""
        return max(1, self._columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        gap = self._grid.horizontalSpacing()
        fits = (self.width() + gap) // (self._theme.px(self._minimum) + gap)
        columns = max(1, min(self._most, len(self._children), fits))
        rows = -(-len(self._children) // columns)
        columns = -(-len(self._children) // rows) if rows else 1  # 2 + 2 rather than 3 + 1
        if columns == self._columns:
            return
        self._columns = columns
        for index in range(self._most):
            self._grid.setColumnStretch(index, 1 if index < columns else 0)
        for index, child in enumerate(self._children):
            self._grid.addWidget(child, index // columns, index % columns, Qt.AlignmentFlag.AlignTop)
        self.updateGeometry()
