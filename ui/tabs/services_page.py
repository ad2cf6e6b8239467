"""One page of a service or concept: header, headline strip, flow of steps, texts, tables, side panel."""

from __future__ import annotations

from collections import deque
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QWidget

from models.content.page import PageView
from models.content.prose import Block, Item, Section
from ui.context import AppContext
from ui.tabs import services_html as html
from ui.tabs.services_cost import PageCostCard
from ui.tabs.services_side import PageSide
from ui.widgets.basics import Card, ScrollColumn, Tile, label, vbox
from ui.widgets.buttons import Button
from ui.widgets.facts import FactStrip, StepFlow
from ui.widgets.reflow import Reflow
from ui.widgets.rich import RichLabel, item_html

COLUMN = 800  # design pixels of the reading column
LEAD = 16  # a section scrolled to begins this far below the upper edge
READABLE = 640  # what the column needs before a side panel may stand beside it
SIDE = 280
STACK_ABOVE = 1.3  # text scale from which the two actions stand one above the other
FIRST_SECTIONS = 2  # what fills the first screen; the rest follows in idle turns
TWINS = {"advantages": "limitations", "choose": "avoid"}


class ServicePage(QWidget):
    """A built page. Colours change in place; another language, region or text size builds a new one."""

    def __init__(self, context: AppContext, view: PageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.view = context, view
        self.headings: dict[str, QLabel] = {}
        self._cost: PageCostCard | None = None
        self._scroll = ScrollColumn(margins=(0, 24, 0, 40))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(view.name)
        self.setFocusProxy(self._scroll)
        self._body = self._column()
        self._side = PageSide(context, view)
        self._side.section_requested.connect(self.scroll_to)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._scroll, 1)
        line.addWidget(self._side)
        self._waiting = deque(view.contents())
        self._body.addWidget(self._header())
        if view.headline:
            self._body.addWidget(FactStrip(context.theme, view.headline))
        self._compose(FIRST_SECTIONS)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_idle)
        self._timer.start(0)
        self._scroll.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def finish(self) -> None:
        """Build what is still waiting; afterwards the page is whole."""
        self._compose(len(self._waiting))
        self._timer.stop()

    def retint(self) -> None:
        """Put the colours of the theme now in force into the texts."""
        for text in self.findChildren(RichLabel):
            text.retint()

    def follow(self) -> None:
        """Show the figures of the workload now set."""
        if self._cost is not None:
            self._cost.follow()

    def scroll_to(self, section_id: str) -> None:
        """Bring a section to the top."""
        self.finish()
        if section_id in self.headings:
            self._measure()
            self._scroll.verticalScrollBar().setValue(self._top(section_id) - LEAD)
            self._side.mark(section_id)

    def reading_place(self) -> tuple[str, int]:
        """The section at the top of the view and how far below its heading the view begins, in pixels."""
        value = self._scroll.verticalScrollBar().value()
        above = [(self._top(name), name) for name in self.headings]
        passed = [(top, name) for top, name in above if top - LEAD <= value]
        return (max(passed)[1], value - max(passed)[0]) if passed else ("", value)

    def return_to(self, place: tuple[str, int]) -> None:
        """Show the place another build of this page was left at."""
        section_id, offset = place
        if offset == 0 and not section_id:
            return
        while self._waiting and (section_id not in self.headings or self._waiting[0] == section_id):
            self._compose(1)
        self._compose(FIRST_SECTIONS)  # what fills the view below the heading
        self._measure()
        self._scroll.verticalScrollBar().setValue((self._top(section_id) if section_id else 0) + offset)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The side panel needs room beside a readable column; what it shows is in the page as well.
        self._side.setVisible(self.width() >= self.context.theme.px(SIDE + READABLE))

    def _measure(self) -> None:
        """Lay the column out now and tell the scroller how long it has become; Qt would do so a turn later.

        The same turn later it shows what was just added to a visible page, and layouts skip what is not shown.
        """
        QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall.value)
        self._scroll.body.layout().activate()
        QCoreApplication.sendEvent(self._scroll, QEvent(QEvent.Type.LayoutRequest))

    def _top(self, section_id: str) -> int:
        heading = self.headings[section_id]
        return heading.mapTo(self._scroll.body, heading.rect().topLeft()).y()

    def _on_scrolled(self, value: int) -> None:
        current = [name for name in self.headings if self._top(name) <= value + 48]
        self._side.mark(current[-1] if current else next(iter(self.headings), ""))

    def _on_idle(self) -> None:
        """One more section per idle turn, so that the first paint waits for none below the fold."""
        self._compose(1)
        if not self._waiting:
            self._timer.stop()

    def _column(self) -> QBoxLayout:
        """The layout of the reading column, centred while the window is wider."""
        column = QWidget()
        column.setMaximumWidth(self.context.theme.px(COLUMN) + 64)
        frame = QHBoxLayout()
        frame.addStretch(1)
        frame.addWidget(column, 1000)
        frame.addStretch(1)
        self._scroll.column.addLayout(frame)
        self._scroll.column.addStretch(1)
        return vbox(column, 12, (32, 0, 32, 0))

    def _compose(self, count: int) -> None:
        """Build the next `count` sections."""
        for _ in range(min(count, len(self._waiting))):
            section_id = self._waiting.popleft()
            twin = TWINS.get(section_id, "")
            if section_id in self.headings:
                continue  # already beside its twin
            if self.view.section(twin):
                self._pair(section_id, twin)
            else:
                self._section(section_id, self._body)

    def _header(self) -> QWidget:
        theme, view = self.context.theme, self.view
        header = QWidget()
        line = QHBoxLayout(header)
        line.setContentsMargins(0, 0, 0, 4)
        line.setSpacing(16)
        line.addWidget(Tile(theme, view.id, view.glyph, 48), 0, Qt.AlignmentFlag.AlignTop)
        words = vbox(spacing=2)
        title = label(theme, "display", wrap=True)
        title.setText(view.name)
        words.addWidget(title)
        summary = label(theme, "body", muted=True, wrap=True)
        summary.setText(view.line)
        words.addWidget(summary)
        line.addLayout(words, 1)
        if view.kind == "service":
            line.addWidget(self._actions(), 0, Qt.AlignmentFlag.AlignTop)
        return header

    def _actions(self) -> QWidget:
        actions = QWidget()
        pair = vbox(actions) if self.context.theme.scale > STACK_ABOVE else QHBoxLayout(actions)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.addWidget(self._link_button("services.compare", "compare", f"compare:{self.view.id}"))
        pair.addWidget(self._link_button("services.cost", "sum", f"calc:{self.view.example or ''}@{self.view.id}"))
        return actions

    def _link_button(self, key: str, icon: str, link: str) -> Button:
        button = Button(self.context.theme, self.context.t(key), icon)
        button.clicked.connect(partial(self.context.open_link, link))
        return button

    def _heading(self, section_id: str, title: str = "") -> QLabel:
        heading = label(self.context.theme, "heading", wrap=True)
        heading.setText(title or self.context.t(f"section.{section_id}"))
        heading.setContentsMargins(0, 8, 0, 0)
        self.headings[section_id] = heading
        return heading

    def _pair(self, left: str, right: str) -> None:
        columns = Reflow(self.context.theme, 300, 2, (32, 12))
        for section_id in (left, right):
            holder = QWidget()
            inside = vbox(holder, 8)
            self._section(section_id, inside)
            inside.addStretch(1)
            columns.add(holder)
        self._body.addWidget(columns)

    def _section(self, section_id: str, target: QBoxLayout) -> None:
        section, view = self.view.section(section_id), self.view
        target.addWidget(self._heading(section_id, section.title if section else ""))
        if section is None:
            target.addWidget(self._table(section_id))
            return
        for widget in self._blocks(section):
            target.addWidget(widget)
        if section_id == "example" and view.kind == "service":
            self._cost = PageCostCard(self.context, view)
            target.addWidget(self._cost)
        if section_id == "how" and view.diagrams:
            button = self._link_button("services.open_diagram", "diagram", f"diagram:{view.diagrams[0]}")
            target.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _blocks(self, section: Section) -> list[QWidget]:
        if section.id == "how" and section.blocks and section.blocks[0].kind == "steps":
            return [self._steps(section.blocks[0]), *(self._text(block, "how") for block in section.blocks[1:])]
        return [self._text(block, section.id) for block in section.blocks]

    def _text(self, block: Block, section_id: str) -> RichLabel:
        text = RichLabel(self.context)
        text.set_html(html.block_html(self.context.display, block, section_id))
        return text

    def _steps(self, block: Block) -> QWidget:
        steps = []
        for item in block.items:
            lead = "".join(span.text for span in item.spans[:1] if span.style == "bold").rstrip(".:")
            rest = item.spans[1:] if lead else item.spans
            steps.append((lead or "·", item_html(self.context.display, Item(tuple(rest))).lstrip()))
        return StepFlow(self.context, self.view.id, steps)

    def _table(self, section_id: str) -> QWidget:
        """The part of the page that is not prose; sources stand without a card, they are small print."""
        view, t = self.view, self.context.t
        text = RichLabel(self.context, "small" if section_id == "sources" else "body")
        if section_id == "sources":
            text.set_html(html.sources_html(view))
            return text
        tables = {
            "limits": partial(html.limits_html, view, t),
            "prices": partial(html.prices_html, view, t, self.context.state.region),
            "news": partial(html.news_html, view),
            "related": partial(html.related_html, view),
        }
        text.set_html(tables[section_id]())
        card = Card(self.context.theme)
        vbox(card, 0, (16, 6, 16, 8)).addWidget(text)
        return card
