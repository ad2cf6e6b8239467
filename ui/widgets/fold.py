"""A group with a heading that opens and closes it, and the triangle that says which."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme.manager import Theme
from ui.widgets.basics import vbox
from ui.widgets.buttons import PaintedButton


class Fold(QWidget):
    """A group with a heading that opens and closes it. `toggled` tells the new state."""

    toggled = Signal(bool)

    def __init__(self, theme: Theme, open_: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = vbox(self, 6)
        self.head = _FoldHead(theme, open_)
        self.body = QWidget()
        self.column: QVBoxLayout = vbox(self.body, 12, (0, 2, 0, 4))
        self.body.setVisible(open_)
        self.head.clicked.connect(self._on_head_clicked)
        column.addWidget(self.head)
        column.addWidget(self.body)

    @property
    def is_open(self) -> bool:
        """Whether the group shows its content."""
        return self.head.isChecked()

    def rename(self, title: str, spoken: str) -> None:
        """Put the words in."""
        self.head.setText(title)
        self.head.setAccessibleName(spoken)

    def _on_head_clicked(self) -> None:
        self.body.setVisible(self.is_open)
        self.toggled.emit(self.is_open)


class _FoldHead(PaintedButton):
    """The heading of a group with its triangle."""

    role = "strong"
    pad_x, pad_y = 4, 5

    def __init__(self, theme: Theme, open_: bool) -> None:
        super().__init__(theme)
        self.setCheckable(True)
        self.setChecked(open_)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width() + self._theme.px(18), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("muted"))
        painter.drawPolygon(triangle(theme.px(8), self.height() / 2, theme.px(4), self.isChecked()))
        painter.setPen(theme.color("accent" if self.underMouse() else "text"))
        painter.setFont(self.font())
        area = QRectF(self.rect()).adjusted(theme.px(20), 0, 0, 0)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        self.paint_focus(painter, 4)


def triangle(x: float, y: float, half: float, down: bool) -> QPolygonF:
    """The mark of something that opens: pointing down when open, right when closed."""
    if down:
        return QPolygonF(
            [QPointF(x - half, y - half * 0.6), QPointF(x + half, y - half * 0.6), QPointF(x, y + half * 0.8)]
        )
    return QPolygonF(
        [QPointF(x - half * 0.6, y - half), QPointF(x + half * 0.8, y), QPointF(x - half * 0.6, y + half)]
    )
