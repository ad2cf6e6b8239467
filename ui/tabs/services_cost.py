"""The card of a page that says what the current workload costs there, and opens its bill in the calculator."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from models.content.page import PageView
from ui.context import AppContext
from ui.late import LateEngine
from ui.presenters.page_cost import PageCost, PageCostView
from ui.widgets.basics import Card, label, vbox
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowLayout


class PageCostCard(Card):
    """Works out its figures when it is first seen: until then no page waits for the cost engine."""

    def __init__(self, context: AppContext, view: PageView, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent)
        self._context, self._page = context, view
        self._cost = PageCost(context.figures, context.display, context.state.region)
        self._seen = context.figures.ready
        self._shown: object = None
        theme = context.theme
        self._title = label(theme, "label", muted=True, wrap=True)
        self._total = label(theme, "heading", wrap=True)
        self._reason = label(theme, "body", wrap=True)
        self._example = label(theme, "body", muted=True, wrap=True)
        column = vbox(self, 4, (16, 12, 16, 14))
        for text in (self._title, self._total, self._reason, self._example):
            column.addWidget(text)
        column.addSpacing(4)
        column.addWidget(self._buttons())
        self._late = LateEngine(self, context.figures, ("ui.presenters.current",))
        self._late.arrived.connect(self.follow)
        if self._seen:
            self.follow()
        else:
            self._show(self._cost.waiting())

    def follow(self) -> None:
        """Show the figures of now, if they are others than those shown and the card was ever looked at."""
        figures, state = self._context.figures, self._context.state
        if not self._seen or not figures.ready:
            return
        now = (figures.key(), state.example, state.ranges, state.currency)
        if now != self._shown:
            self._shown = now
            self._show(self._cost.view(self._page.id, self._page.example))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            self._late.begin()

    def _show(self, view: PageCostView) -> None:
        self._title.setText(view.title)
        self._total.setText(view.headline)
        self._reason.setText(view.reason)
        self._example.setText(view.example)
        self._reason.setVisible(bool(view.reason))
        self._example.setVisible(bool(view.example))
        self.setAccessibleName(view.title)
        self.setAccessibleDescription(view.spoken)

    def _buttons(self) -> QWidget:
        row, t, page = QWidget(), self._context.t, self._page
        flow = FlowLayout(row, 8)
        links = [("services.open_bill", f"calc:@{page.id}")]
        if page.example:
            links.append(("services.open_example", f"calc:{page.example}@{page.id}"))
        for key, link in links:
            button = Button(self._context.theme, t(key), "sum")
            button.clicked.connect(partial(self._context.open_link, link))
            flow.addWidget(button)
        return row
