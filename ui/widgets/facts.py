"""Facts on screen: the headline strip and the flow of steps."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from models.content.page import FactView
from models.formats import NBSP
from ui.context import AppContext
from ui.theme.manager import Theme
from ui.widgets.basics import Card, label, vbox
from ui.widgets.reflow import Reflow
from ui.widgets.rich import RichLabel

LONG_UNIT = 5


class FactCell(QWidget):
    """One headline fact: value above caption; source and date on hover and on focus."""

    def __init__(self, theme: Theme, fact: FactView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._origin = theme, fact.origin
        column = vbox(self, 2, (12, 10, 8, 10))
        self._value = label(theme, "heading", wrap=True)
        self._value.setText(_breakable(fact.value))
        caption = label(theme, "small", muted=True, wrap=True)
        caption.setText(fact.caption)
        column.addWidget(self._value)
        column.addWidget(caption)
        column.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(fact.origin)
        self.setAccessibleName(f"{fact.label}: {fact.value}")
        self.setAccessibleDescription(fact.origin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A value too wide for its cell steps down to the next size before it wraps."""
        super().resizeEvent(event)
        room = event.size().width() - 20
        wide = QFontMetrics(self._theme.font("heading")).horizontalAdvance(self._value.text()) > room
        self._theme.set_role(self._value, "strong" if wide else "heading")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), self._origin, self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        QToolTip.hideText()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 6, 6)


def _breakable(value: str) -> str:
    """A value whose long unit may go to the next line; short units stay with their number."""
    figure, _, unit = value.rpartition(NBSP)
    return f"{figure} {unit}" if figure and len(unit) > LONG_UNIT else value


class FactStrip(Card):
    """The headline facts side by side, divided by hairlines while they share one row."""

    def __init__(self, theme: Theme, facts: tuple[FactView, ...], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._cells = Reflow(theme, 120, len(facts), (0, 0))
        column = vbox(self, 0, (4, 2, 4, 2))
        column.addWidget(self._cells)
        for fact in facts:
            self._cells.add(FactCell(theme, fact))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.color("line"), 1))
        columns, inner = self._cells.columns, self._cells.geometry()
        for index in range(1, columns):
            x = inner.left() + inner.width() * index // columns
            painter.drawLine(x, 1, x, self.height() - 2)


class StepBox(QWidget):
    """The box of one step: its number and lead; the current-service step is tinted in the service's hue."""

    def __init__(self, theme: Theme, number: int, lead: str, service_id: str, tinted: bool) -> None:
        super().__init__()
        self._theme, self._text, self._service, self._tinted = theme, lead, service_id, tinted
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.set_role(self, "strong")
        self.setAccessibleName(f"{number}. {lead}")

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(
            metrics.horizontalAdvance(self._text) + self._theme.px(24), 2 * metrics.height() + self._theme.px(16)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(theme.hue(self._service) if self._tinted else theme.color("line_strong"), 1.5))
        painter.setBrush(theme.hue(self._service, 0.10) if self._tinted else theme.color("surface"))
        painter.drawRoundedRect(area, 7, 7)
        painter.setPen(theme.color("text"))
        painter.setFont(self.font())
        painter.drawText(
            area.adjusted(6, 4, -6, -4), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._text
        )


class StepFlow(Card):
    """Numbered steps as boxes joined by arrows, each with its sentence; a plain column when space is short."""

    def __init__(
        self, context: AppContext, service_id: str, steps: list[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(context.theme, parent)
        self._boxes: list[StepBox] = []
        self._cells = Reflow(context.theme, 128, min(len(steps), 4), (32, 16))
        column = vbox(self, 0, (20, 18, 20, 18))
        column.addWidget(self._cells)
        tinted = min(1, len(steps) - 1)
        for number, (lead, html) in enumerate(steps, start=1):
            cell = QWidget()
            inside = vbox(cell, 6)
            box = StepBox(context.theme, number, lead, service_id, number - 1 == tinted)
            text = RichLabel(context, "label")
            text.set_html(html)
            self._boxes.append(box)
            inside.addWidget(box)
            inside.addWidget(text)
            inside.addStretch(1)
            self._cells.add(cell)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._theme.color("muted")
        painter.setPen(QPen(color, 1.5))
        for one, other in zip(self._boxes, self._boxes[1:], strict=False):
            start = one.mapTo(self, QPoint(one.width(), one.height() // 2))
            end = other.mapTo(self, QPoint(0, other.height() // 2))
            if start.y() == end.y():
                self._arrow(painter, QPointF(start) + QPointF(6, 0), QPointF(end) - QPointF(5, 0))

    def _arrow(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        painter.setBrush(self._theme.color("muted"))
        painter.drawLine(start, end - QPointF(7, 0))
        painter.drawPolygon(QPolygonF([end, end + QPointF(-8, -4.5), end + QPointF(-8, 4.5)]))
