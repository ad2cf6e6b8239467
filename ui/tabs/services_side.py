"""The side panel of a page: prices of the region, contents of the page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from models.content.page import PageView
from ui.context import AppContext
from ui.tabs.services_html import few_prices_html
from ui.theme.manager import Theme
from ui.widgets.basics import Panel, ScrollColumn, label, vbox
from ui.widgets.buttons import PaintedButton
from ui.widgets.rich import RichLabel

FEW_PRICES = 4


class ContentsLink(PaintedButton):
    """A line of the page's contents with a bar at the left when it is the current one."""

    role = "label"
    pad_x, pad_y = 12, 4

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, text, parent)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(min(size.width(), self._theme.px(220)), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        on = self.isChecked()
        painter.fillRect(0, 0, 2, self.height(), theme.color("accent" if on else "line_strong"))
        painter.setFont(theme.font("strong", 13 / 14) if on else self.font())
        painter.setPen(theme.color("text" if on or self.underMouse() else "muted"))
        area = QRectF(self.rect()).adjusted(theme.px(12), 0, -4, 0)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        self.paint_focus(painter, 3)


class PageSide(Panel):
    """Prices and contents. `section_requested` carries a section id."""

    section_requested = Signal(str)

    def __init__(self, context: AppContext, view: PageView, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, Qt.Edge.LeftEdge, parent)
        self._context, self._links = context, dict[str, ContentsLink]()
        self.setFixedWidth(context.theme.px(280))
        outer = vbox(self, 0, (1, 0, 0, 0))
        scroll = ScrollColumn(margins=(20, 20, 16, 16), spacing=4)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(scroll)
        if view.prices:
            self._add_prices(scroll, view)
        title = label(context.theme, "strong")
        title.setText(context.t("services.contents"))
        scroll.column.addWidget(title)
        links = vbox(spacing=0)
        for section_id in view.contents():
            section = view.section(section_id)
            link = ContentsLink(
                context.theme, section.title if section and section.title else context.t(f"section.{section_id}")
            )
            link.clicked.connect(partial(self._on_link_clicked, section_id))
            self._links[section_id] = link
            links.addWidget(link)
        scroll.column.addLayout(links)
        scroll.column.addStretch(1)
        self.mark(next(iter(self._links), ""))

    def mark(self, section_id: str) -> None:
        """Show which section is being read."""
        for name, link in self._links.items():
            link.setChecked(name == section_id)

    def _on_link_clicked(self, section_id: str) -> None:
        self.mark(section_id)
        self.section_requested.emit(section_id)

    def _add_prices(self, scroll: ScrollColumn, view: PageView) -> None:
        theme = self._context.theme
        title = label(theme, "strong")
        title.setText(self._context.t("services.prices", region=self._context.state.region))
        table = RichLabel(self._context, "label")
        table.set_html(few_prices_html(view, FEW_PRICES))
        origin = label(theme, "small", muted=True, wrap=True)
        origin.setText(view.prices[0].origin)
        for widget in (title, table, origin):
            scroll.column.addWidget(widget)
        scroll.column.addSpacing(16)
