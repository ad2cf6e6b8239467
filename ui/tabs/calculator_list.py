"""The ranked list of the calculator: its rows in their order, and below the open one its detail."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEasingCurve, QSize, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.context import AppContext
from ui.presenters.calculator_words import RowView
from ui.tabs.calculator_detail import DetailPanel
from ui.tabs.calculator_rows import RankRow
from ui.widgets.basics import Card

GROW_MS = 180
REST_MS = 150


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
        self._places: list[int] = []
        self._held = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._on_rest)
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
        self._hold()
        t, dirty = self._context.t, False
        order, opened, closed = [view.service for view in views], t("calc.row_open"), t("calc.row_closed")
        for view in views:
            row = self.rows.get(view.service) or self._make(view.service)
            state = opened if view.service == self.open_service else closed
            if row.show_row(view, f"{view.spoken} ({state})"):
                dirty |= self._row_height(row, row.width()) != row.height()
        dirty |= self._line_up(views)
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

    def _line_up(self, views: tuple[RowView, ...]) -> bool:
        """Room for the widest figures of the list, in coarse steps so that a drag does not move the bars' ends."""
        widest = max((self.rows[view.service].figures_width() for view in views), default=0)
        step = self._context.theme.px(24)
        room, changed = -(-widest // step) * step, False
        for row in self.rows.values():
            if row.figures != room:
                row.figures, changed = room, True
                row.update()
        return changed

    def relayout(self) -> None:
        """Heights may have changed: place everything again and, when the list as a whole has, tell the column."""
        self._arrange()
        self._chain()
        if self.heightForWidth(self.width()) != self.height():
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
        rows = sum(self._row_height(self.rows[name], inner) + 1 for name in self.order)
        return rows + 3 + (self._detail_height(inner) if self.open_service else 0)

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(max(400, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        if event.size().width() != event.oldSize().width() and self.heightForWidth(self.width()) != self.height():
            self.updateGeometry()  # the column remembers a height of before the text grew

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.color("line"), 1))
        top, bottom = event.rect().top(), event.rect().bottom()
        for name in self.order[1:]:
            y = self.rows[name].y() - 1
            if top <= y <= bottom:
                painter.drawLine(1, y, self.width() - 2, y)

    def _make(self, service: str) -> RankRow:
        row = self.rows[service] = RankRow(self._theme, self)
        row.clicked.connect(partial(self._on_clicked, service))
        row.step_requested.connect(partial(self._on_step, service))
        row.show()
        return row

    def _hold(self) -> None:
        """While a button is held rows grow but never shrink: a drag seldom moves what stands below them."""
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._held = True
            self._rest.start()

    def _on_rest(self) -> None:
        self._hold()
        if not self._rest.isActive():
            self._held = False
            self.relayout()

    def _row_height(self, row: RankRow, width: int) -> int:
        needed = row.height_for(width)
        return max(needed, row.height()) if self._held and row.width() == width else needed

    def _detail_height(self, width: int) -> int:
        layout = self._detail.layout()
        return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()

    def _arrange(self) -> None:
        width, y, places = self.width() - 2, 2, []
        for name in self.order:
            row = self.rows[name]
            height = self._row_height(row, width)
            row.setGeometry(1, y, width, height)
            places.append(y)
            y += height + 1
            if name == self.open_service:
                tall = self._detail_height(width)
                self._detail.setGeometry(1, y - 1, width, tall)
                y += tall
        if places != self._places:
            self._places = places
            self.update()  # the hairlines between the rows

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
