"""The ranked list of the calculator: one painted row per service, reused for every answer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.context import AppContext
from ui.presenters.calculator_words import RowView
from ui.tabs.calculator_detail import DetailPanel
from ui.theme.manager import Theme
from ui.widgets.basics import Card, paint_tile
from ui.widgets.buttons import PaintedButton
from ui.widgets.fold import triangle

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WRAP = Qt.TextFlag.TextWordWrap
EMPTY = RowView("", "", "", "", 0.0, "", "ranked", "")
GROW_MS = 180
WIDE = 600  # design pixels above which a row is one line


class RankRow(PaintedButton):
    """Tile, name, bar in the service's hue, reason, total, and the triangle that opens it."""

    step_requested = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.view = EMPTY
        self._drawn = 0.0
        self._heights: dict[tuple[int, float, str, str], int] = {}
        self.refont()

    def refont(self) -> None:
        """Keep the fonts and lengths of the current text size."""
        theme = self._theme
        self._small, self._name = theme.font("label", 12.5 / 13), theme.font("strong")
        self._figure = theme.font("strong", 14.5 / 14)
        self._heights.clear()
        self.update()

    def show_row(self, view: RowView, spoken: str) -> bool:
        """Show a row; True when it may need another height."""
        if self.accessibleName() != spoken:
            self.setAccessibleName(spoken)
        if view == self.view:
            return False
        old, self.view = self.view, view
        self._drawn = view.share
        self.update()
        return (old.reason, old.rank, old.name) != (view.reason, view.rank, view.name)

    @property
    def drawn(self) -> float:
        """How long the bar is drawn now, 0 to 1; its true length unless it is growing."""
        return self._drawn

    def draw_share(self, share: float) -> None:
        """Draw the bar shorter or longer than it is, while it grows."""
        self._drawn = share
        self.update()

    def height_for(self, width: int) -> int:
        """The height the row needs at a width."""
        key = (width, self._theme.scale, self.view.reason, self.view.rank)
        if key not in self._heights:
            if len(self._heights) > 64:
                self._heights.clear()
            self._heights[key] = self._measure(width)
        return self._heights[key]

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, steps = event.key(), {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -99, Qt.Key.Key_End: 99}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in steps:
            self.step_requested.emit(steps[Qt.Key(key)])
        elif (key == Qt.Key.Key_Right and not self.isChecked()) or (key == Qt.Key.Key_Left and self.isChecked()):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isChecked():
            painter.fillRect(self.rect(), theme.color("band"))
        parts = self._parts(self.width(), self.height())
        side = theme.px(24)
        tile = QRectF(theme.px(14), parts["name"].center().y() - side / 2, side, side)
        if self.view.rank != "ranked":
            painter.setOpacity(0.7)
        paint_tile(painter, tile, theme, self.view.service, self.view.glyph)
        painter.setOpacity(1.0)
        ink = "text" if self.view.rank == "ranked" else "muted"
        self._text(painter, parts["name"], (self._name, ink, LEFT), self.view.name)
        if self.view.rank == "ranked":
            self._bar(painter, parts["bar"])
        self._text(painter, parts["reason"], (self._small, "muted", LEFT | WRAP), self.view.reason)
        self._text(painter, parts["total"], (self._figure, ink, RIGHT), self.view.total)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("muted"))
        x = self.width() - theme.px(16)
        painter.drawPolygon(triangle(x, parts["name"].center().y(), theme.px(4), self.isChecked()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_focus(painter, 6)

    def _text(self, painter: QPainter, area: QRectF, style: tuple[QFont, str, int], text: str) -> None:
        font, ink, how = style
        painter.setFont(font)
        painter.setPen(self._theme.color(ink))
        painter.drawText(area, how, text)

    def _bar(self, painter: QPainter, area: QRectF) -> None:
        """The bar; a cost too small for the scale still shows a sliver."""
        thick = self._theme.px(11)
        width = max(3.0, area.width() * self._drawn)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.hue(self.view.service))
        painter.drawRoundedRect(QRectF(area.left(), area.center().y() - thick / 2, width, thick), 2, 2)

    def _wide(self, width: int) -> bool:
        return width >= self._theme.px(WIDE)

    def _columns(self, width: int) -> tuple[float, float, float, float]:
        """Left of the name, left of the bar, left of the reason, left of the total (one-line rows)."""
        px = self._theme.px
        name = px(48)
        bar = name + px(160)
        total = width - px(28) - px(112)
        bar_width = (total - bar) * (0.40 if width > px(860) else 0.30)
        return name, bar, bar + bar_width + px(14), total

    def _parts(self, width: int, height: int) -> dict[str, QRectF]:
        px = self._theme.px
        name, bar, reason, total = self._columns(width)
        if self._wide(width):
            left = reason if self.view.rank == "ranked" else bar
            right = width - px(32) if not self.view.total else total - px(8)
            return {
                "name": QRectF(name, 0, bar - name - 4, height),
                "bar": QRectF(bar, 0, reason - bar - px(14), height),
                "reason": QRectF(left, 0, right - left, height),
                "total": QRectF(total, 0, width - px(28) - total, height),
            }
        line = px(34)
        figure = QFontMetrics(self._figure).horizontalAdvance(self.view.total) + px(8) if self.view.total else 0
        right = width - px(28)
        bar_width = (right - name) * 0.32 if self.view.rank == "ranked" else 0.0
        gap = px(12) if bar_width else 0
        below = QRectF(name + bar_width + gap, line - px(4), right - name - bar_width - gap, height - line - px(2))
        return {
            "name": QRectF(name, 0, right - figure - name, line),
            "bar": QRectF(name, below.top(), bar_width, below.height()),
            "reason": below,
            "total": QRectF(right - figure, 0, figure, line),
        }

    def _measure(self, width: int) -> int:
        px, wide = self._theme.px, self._wide(width)
        area = self._parts(width, 1000)["reason"]
        bounds = QFontMetrics(self._small).boundingRect(
            0, 0, max(20, int(area.width())), 4000, WRAP, self.view.reason
        )
        if wide:
            return max(px(32), bounds.height() + px(9))
        return px(34) + max(px(12), bounds.height()) + px(6)


class RankList(Card):
    """All rows, and below the open one its detail. `opened` tells which service is open ('' for none)."""

    opened = Signal(str)

    def __init__(self, context: AppContext, detail: DetailPanel, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent)
        self._context, self._detail = context, detail
        self.rows: dict[str, RankRow] = {}
        self.order: list[str] = []
        self.open_service = ""
        self._from: dict[str, float] = {}
        self._growth = QVariantAnimation(self)
        self._growth.setDuration(GROW_MS)
        self._growth.setStartValue(0.0)
        self._growth.setEndValue(1.0)
        self._growth.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._growth.valueChanged.connect(self._on_growth)
        detail.setParent(self)
        detail.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_rows(self, views: tuple[RowView, ...], grow: bool = False) -> None:
        """Show an answer; rows that stay are moved, not made again. `grow` lets the bars move to their length."""
        before = {name: row.drawn for name, row in self.rows.items()}
        self._growth.stop()
        t, dirty = self._context.t, False
        order = [view.service for view in views]
        for view in views:
            row = self.rows.get(view.service) or self._make(view.service)
            state = t("calc.row_open" if view.service == self.open_service else "calc.row_closed")
            dirty |= row.show_row(view, f"{view.spoken} ({state})")
        if order != self.order:
            for gone in set(self.order) - set(order):
                row = self.rows.pop(gone)
                row.hide()
                row.deleteLater()
            self.order, dirty = order, True
        if dirty:
            self.relayout()
        if grow and before and self.isVisible() and not self._context.state.reduced_motion:
            self._from = before
            self._growth.start()

    def relayout(self) -> None:
        """Heights may have changed: place everything again and tell the column."""
        self._arrange()
        self._chain()
        self.updateGeometry()

    def open_row(self, service: str) -> None:
        """Open one service's row, or none with ''."""
        self.open_service = service if service in self.rows else ""
        for name, row in self.rows.items():
            row.setChecked(name == self.open_service)
        self._detail.setVisible(bool(self.open_service))
        self.opened.emit(self.open_service)
        self.relayout()

    def retheme(self) -> None:
        """Adapt the rows to the text size."""
        for row in self.rows.values():
            row.refont()
        self.relayout()

    def heightForWidth(self, width: int) -> int:
        inner = width - 2
        rows = sum(self.rows[name].height_for(inner) + 1 for name in self.order)
        return rows + 3 + (self._detail_height(inner) if self.open_service else 0)

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(max(400, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.color("line"), 1))
        for name in self.order[1:]:
            y = self.rows[name].y() - 1
            painter.drawLine(1, y, self.width() - 2, y)

    def _make(self, service: str) -> RankRow:
        row = self.rows[service] = RankRow(self._theme, self)
        row.clicked.connect(partial(self._on_clicked, service))
        row.step_requested.connect(partial(self._on_step, service))
        row.show()
        return row

    def _detail_height(self, width: int) -> int:
        layout = self._detail.layout()
        return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()

    def _arrange(self) -> None:
        width, y = self.width() - 2, 2
        for name in self.order:
            row, height = self.rows[name], self.rows[name].height_for(width)
            row.setGeometry(1, y, width, height)
            y += height + 1
            if name == self.open_service:
                tall = self._detail_height(width)
                self._detail.setGeometry(1, y - 1, width, tall)
                y += tall
        self.update()

    def _chain(self) -> None:
        """Tab follows what the eye sees: row by row, the detail after its row."""
        before: QWidget | None = None
        for name in self.order:
            row = self.rows[name]
            if before is not None:
                QWidget.setTabOrder(before, row)
            before = row
            if name == self.open_service:
                for stop in self._detail.stops():
                    QWidget.setTabOrder(before, stop)
                    before = stop

    def _on_growth(self, part: float) -> None:
        """The bars between their old and their new length."""
        for name, row in self.rows.items():
            start = self._from.get(name, 0.0)
            row.draw_share(start + (row.view.share - start) * part)

    def _on_clicked(self, service: str, _checked: bool = False) -> None:
        self.open_row("" if self.open_service == service else service)

    def _on_step(self, service: str, step: int) -> None:
        index = max(0, min(len(self.order) - 1, self.order.index(service) + step))
        self.rows[self.order[index]].setFocus(Qt.FocusReason.TabFocusReason)
