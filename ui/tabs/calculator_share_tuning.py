"""The person's own memory curve, from a power-tuning result: cost and time against memory, and a size to adopt."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.scenario.power_tuning import PowerCurve
from ui.context import AppContext
from ui.presenters.calculator_share_tuning import ROLES, SizeView, TuningWords
from ui.tabs.calculator_share_panel import InlineCard
from ui.tabs.calculator_table import FigureTable
from ui.theme.manager import Theme
from ui.widgets.basics import label
from ui.widgets.buttons import Button, Chip
from ui.widgets.flow import FlowLayout

TALL = 150
CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


class TuningChart(QWidget):
    """Two small charts over the same memory axis, cost and time; arrows or a click choose a size."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sizes: tuple[SizeView, ...] = ()
        self._captions = ("", "")
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_sizes(self, sizes: tuple[SizeView, ...], captions: tuple[str, str], at: int) -> None:
        """Draw the sizes, with the one at a place chosen; `captions` name the cost and the time."""
        self._sizes, self._captions, self._at = sizes, captions, at
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(TALL))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self._theme.px(TALL))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._sizes) - 1
        places = {
            Qt.Key.Key_Left: self._at - 1,
            Qt.Key.Key_Right: self._at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if event.key() in places:
            self.chosen.emit(max(0, min(last, places[Qt.Key(event.key())])))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spots = [abs(spot.x() - event.position().x()) for area in self._areas() for spot in self._spots(area, 0)]
        if spots:
            self.chosen.emit(spots.index(min(spots)) % len(self._sizes))
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for which, area in enumerate(self._areas()):
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("muted"))
            head = QRectF(area.left(), theme.px(5), area.width(), area.top())
            painter.drawText(head, Qt.AlignmentFlag.AlignLeft, self._captions[which])
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
            self._paint_curve(painter, area, which)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _paint_curve(self, painter: QPainter, area: QRectF, which: int) -> None:
        theme, spots = self._theme, self._spots(area, which)
        hue = theme.hue("lambda")
        painter.setPen(QPen(hue, 2, Qt.PenStyle.SolidLine if which == 0 else Qt.PenStyle.DashLine))
        painter.drawPolyline(QPolygonF(spots))
        for i, (spot, size) in enumerate(zip(spots, self._sizes, strict=True)):
            best = bool(size.roles)
            radius = theme.px(6) if i == self._at else theme.px(4)
            painter.setPen(QPen(theme.color("text") if i == self._at else hue, 2))
            painter.setBrush(hue if best else theme.color("surface"))
            painter.drawEllipse(spot, radius, radius)
        chosen, here = spots[self._at], self._sizes[self._at]
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text"))
        self._write(painter, area, QPointF(chosen.x(), area.bottom() + theme.px(3)), here.memory)
        above = chosen.y() - theme.px(9) - painter.fontMetrics().height()
        self._write(painter, area, QPointF(chosen.x(), above), here.cost if which == 0 else here.time)

    @staticmethod
    def _write(painter: QPainter, area: QRectF, at: QPointF, text: str) -> None:
        """Text centred at a spot, kept inside the chart."""
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(text) + 4.0
        left = max(area.left(), min(area.right() - width, at.x() - width / 2))
        painter.drawText(QRectF(left, at.y(), width, metrics.height()), CENTRE, text)

    def _areas(self) -> tuple[QRectF, QRectF]:
        """Where cost and time are drawn."""
        px, half = self._theme.px, self.width() / 2
        top, bottom, pad = px(42), self.height() - px(24), px(14)
        first = QRectF(pad, top, half - 2 * pad, bottom - top)
        return first, first.translated(half, 0)

    def _spots(self, area: QRectF, which: int) -> list[QPointF]:
        """A spot for each size: memory on a log scale, cost (0) or time (1) from nothing."""
        if not self._sizes:
            return []
        xs = [math.log(size.point.memory_mb) for size in self._sizes]
        ys = [size.point.cost if which == 0 else size.point.duration_ms for size in self._sizes]
        span, most = (xs[-1] - xs[0]) or 1.0, max(ys) or 1.0
        inner = area.adjusted(self._theme.px(8), 0, -self._theme.px(8), 0)
        return [
            QPointF(inner.left() + (x - xs[0]) / span * inner.width(), inner.bottom() - y / most * inner.height())
            for x, y in zip(xs, ys, strict=True)
        ]


class TuningCard(InlineCard):
    """The curve, its best sizes as chips, and the button that takes the chosen size into the workload."""

    adopted = Signal(int)

    def __init__(self, context: AppContext, curve: PowerCurve) -> None:
        super().__init__(context, "share.tuning.title")
        self.curve, self.words = curve, TuningWords(context.display, curve)
        self.at = self.words.best("balanced")
        theme = context.theme
        self.chart = TuningChart(theme)
        self.chart.chosen.connect(self.choose)
        self.table = FigureTable(theme)
        self.table.hide()
        self._line = label(theme, "body", wrap=True)
        self._notes = label(theme, "label", muted=True, wrap=True)
        self.chips = {role: Chip(theme) for role in ROLES}
        for role, chip in self.chips.items():
            chip.clicked.connect(partial(self._on_role, role))
        row, tools = QWidget(), QWidget()
        for flow, widgets in ((FlowLayout(row, 6), self.chips.values()), (FlowLayout(tools, 8), self._tools())):
            for widget in widgets:
                flow.addWidget(widget)
        for widget in (row, self.chart, self.table, self._line, self._notes, tools):
            self.column.addWidget(widget)
        self.retranslate()

    def _tools(self) -> tuple[Button, Button]:
        self.adopt_button = Button(self.context.theme, kind="primary")
        self.adopt_button.clicked.connect(self._on_adopt)
        self.switch = Button(self.context.theme, icon="list", kind="quiet")
        self.switch.setCheckable(True)
        self.switch.toggled.connect(self._on_switched)
        return self.adopt_button, self.switch

    def retranslate(self) -> None:
        super().retranslate()
        t = self.context.t
        for role, chip in self.chips.items():
            size = self.words.sizes()[self.words.best(role)]
            chip.setText(t("share.tuning.chip", role=t(f"share.tuning.{role}"), memory=size.memory))
            chip.setToolTip(size.line)
        self.switch.setText(t("calc.chart.curve" if self.switch.isChecked() else "calc.chart.table"))
        for widget in (self.chart, self.table):
            widget.setAccessibleName(t("share.tuning.chart"))
        self._notes.setText("\n".join((*self.words.notices(), t("share.tuning.measured"))))
        self.table.show_table(self.words.table())
        self.choose(self.at)

    def retheme(self) -> None:
        self.table.show_table(self.words.table())
        self.chart.updateGeometry()

    def begin(self) -> None:
        self.chart.setFocus(Qt.FocusReason.TabFocusReason)

    def choose(self, at: int) -> None:
        """Mark a size and say what it is."""
        self.at = at
        t, sizes = self.context.t, self.words.sizes()
        captions = (t("share.tuning.cost", currency=self.curve.currency), t("share.tuning.time"))
        self.chart.show_sizes(sizes, captions, at)
        self._line.setText(sizes[at].line)
        self.chart.setAccessibleDescription(f"{sizes[at].line} {self.words.spoken()}")
        self.adopt_button.setText(t("share.tuning.adopt", memory=sizes[at].memory))
        for role, chip in self.chips.items():
            chip.setChecked(self.words.best(role) == at)
        for widget in (self.adopt_button, *self.chips.values()):
            widget.updateGeometry()

    def _on_role(self, role: str, _checked: bool = False) -> None:
        self.choose(self.words.best(role))

    def _on_adopt(self) -> None:
        self.adopted.emit(self.at)

    def _on_switched(self, as_table: bool) -> None:
        self.switch.setText(self.context.t("calc.chart.curve" if as_table else "calc.chart.table"))
        self.table.setVisible(as_table)
        self.chart.setVisible(not as_table)

