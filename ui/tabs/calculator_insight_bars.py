"""What moves a bill, as bars: for each input the change with 10 % less and with 10 % more, and one more unit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.presenters.calculator_insight import PushView
from ui.theme.manager import Theme
from ui.widgets.basics import label, vbox

TALL = 14


class SwingBar(QWidget):
    """Two bars from the middle: dearer to the right. Outlined for 10 % less of the input, filled for 10 % more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._low = self._high = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_swing(self, low: float, high: float) -> None:
        """Changes as shares of the widest one, -1 to 1."""
        if (low, high) != (self._low, self._high):
            self._low, self._high = low, high
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(TALL))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(40), self._theme.px(TALL))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, room = self.width() / 2.0, self.width() / 2.0 - 2.0
        same_side = self._low * self._high > 0.0
        half = self.height() / 2.0
        for share, top, filled in ((self._low, 0.0, False), (self._high, half if same_side else 0.0, True)):
            length = share * room
            if abs(length) < 1e-6:
                continue
            length = length if abs(length) > 3.0 else 3.0 * (1.0 if length > 0.0 else -1.0)
            tall = half if same_side else self.height()
            area = QRectF(min(middle, middle + length), top + 1.0, abs(length), tall - 2.0)
            painter.setPen(QPen(theme.color("accent"), 1.5))
            painter.setBrush(theme.color("accent") if filled else theme.color("accent_tint"))
            painter.drawRoundedRect(area.adjusted(0.75, 0.75, -0.75, -0.75), 2, 2)
        painter.setPen(QPen(theme.color("control_line"), 1))
        painter.drawLine(QPointF(middle, 0.0), QPointF(middle, self.height()))


class PushRow(QWidget):
    """An input: its name and its bar, the two changes at the bar's ends, the price of one more below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        self._name = label(theme, "body", wrap=True)
        self._step = label(theme, "label", muted=True, wrap=True)
        self._step.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.bar = SwingBar(theme)
        self._less, self._more = label(theme, "label"), label(theme, "label")
        self._more.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self._step, 0, 1)
        grid.addWidget(self.bar, 1, 0, 1, 2)
        grid.addWidget(self._less, 2, 0)
        grid.addWidget(self._more, 2, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def show_push(self, view: PushView) -> None:
        """Put an input in."""
        self._name.setText(view.label)
        self._step.setText(view.step)
        self._less.setText(view.less)
        self._more.setText(view.more)
        for widget in (self.bar, self._less, self._more):
            widget.setVisible(bool(view.less))
        self.bar.show_swing(view.low, view.high)
        self.setAccessibleName(view.spoken)


class PushList(QWidget):
    """Every input that moves the bill, the widest first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = vbox(self, 4)
        self.rows: list[PushRow] = []

    def grow(self, count: int) -> None:
        """Make rows until there are so many, hidden until they are filled."""
        while len(self.rows) < count:
            row = PushRow(self._theme)
            row.hide()
            self._column.addWidget(row)
            self.rows.append(row)

    def show_pushes(self, pushes: Sequence[PushView]) -> None:
        """One row for each."""
        self.grow(len(pushes))
        for row, push in zip(self.rows, pushes, strict=False):
            row.show_push(push)
            row.show()
        for row in self.rows[len(pushes) :]:
            row.hide()
