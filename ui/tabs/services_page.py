"""One page of a service or concept: header, headline strip, flow of steps, texts, tables, side panel."""

from __future__ import annotations

from collections import deque
from functools import partial
from html import escape

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from models.content.page import PageView
from models.content.prose import Block, Section
from ui.context import AppContext
from ui.tabs.services_side import PageSide
from ui.widgets.basics import Card, ScrollColumn, Tile, label, vbox
from ui.widgets.buttons import Button
from ui.widgets.facts import FactStrip, StepFlow
from ui.widgets.reflow import Reflow
from ui.widgets.rich import RichLabel, item_html, strong

COLUMN = 800  # design pixels of the reading column
SIDE = 280
STACK_ABOVE = 1.3  # text scale from which the two actions stand one above the other
FIRST_SECTIONS = 2  # what fills the first screen; the rest follows in idle turns
MARKS = {
    "advantages": ("+", "good"),
    "limitations": ("–", "bad"),
    "choose": ("›", "accent"),
    "avoid": ("›", "muted"),
}


class ServicePage(QWidget):
    """A built page; rebuilt, not patched, when language, region or colours change."""

    def __init__(self, context: AppContext, view: PageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.view = context, view
        self.headings: dict[str, QLabel] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self._scroll = ScrollColumn(margins=(0, 24, 0, 40))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(view.name)
        self.setFocusProxy(self._scroll)
        self._column = QWidget()
        self._column.setMaximumWidth(context.theme.px(COLUMN) + 64)
        self._body = vbox(self._column, 12, (32, 0, 32, 0))
        frame = QHBoxLayout()
        frame.addStretch(1)
        frame.addWidget(self._column, 1000)
        frame.addStretch(1)
        self._scroll.column.addLayout(frame)
        self._scroll.column.addStretch(1)
        self._side = PageSide(context, view)
        self._side.section_requested.connect(self.scroll_to)
        line.addWidget(self._scroll, 1)
        line.addWidget(self._side)
        self._waiting = deque(self.view.contents())
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

    def scroll_to(self, section_id: str) -> None:
        """Bring a section to the top and the keyboard with it."""
        self.finish()
        self._scroll.body.layout().activate()
        heading = self.headings.get(section_id)
        if heading is not None:
            top = heading.mapTo(self._scroll.body, heading.rect().topLeft()).y()
            self._scroll.verticalScrollBar().setValue(top - 16)
            self._side.mark(section_id)

    def scroll_fraction(self) -> float:
        """How far the page is scrolled, 0 to 1, to come back to the same place after a rebuild."""
        bar = self._scroll.verticalScrollBar()
        return bar.value() / bar.maximum() if bar.maximum() else 0.0

    def set_scroll_fraction(self, fraction: float) -> None:
        """Scroll as far as another build of the page was."""
        self.finish()
        self._scroll.body.layout().activate()
        bar = self._scroll.verticalScrollBar()
        bar.setValue(round(fraction * bar.maximum()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_side()

    def _place_side(self) -> None:
        """The side panel needs room beside a readable column; its content is in the page as well."""
        theme = self.context.theme
        self._side.setVisible(self.width() >= theme.px(SIDE) + theme.px(640))

    def _on_scrolled(self, value: int) -> None:
        current = ""
        for section_id, heading in self.headings.items():
            if heading.mapTo(self._scroll.body, heading.rect().topLeft()).y() <= value + 48:
                current = section_id
        self._side.mark(current or next(iter(self.headings), ""))

    def _on_idle(self) -> None:
        """One more section per idle turn, so that the first paint waits for none below the fold."""
        self._compose(1)
        if not self._waiting:
            self._timer.stop()

    def _compose(self, count: int) -> None:
        """Build the next `count` sections."""
        for _ in range(min(count, len(self._waiting))):
            section_id = self._waiting.popleft()
            twin = {"advantages": "limitations", "choose": "avoid"}.get(section_id, "")
            if section_id in ("limitations", "avoid") and section_id in self.headings:
                continue  # already beside its twin
            if self.view.section(twin):
                self._pair(section_id, twin)
            else:
                self._section(section_id, self._body)

    def _header(self) -> QWidget:
        theme, t, view = self.context.theme, self.context.t, self.view
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
            actions = QWidget()
            pair = vbox(actions) if theme.scale > STACK_ABOVE else QHBoxLayout(actions)
            pair.setContentsMargins(0, 0, 0, 0)
            compare = Button(theme, t("services.compare"), "compare")
            compare.clicked.connect(partial(self.context.open_link, f"compare:{view.id}"))
            cost = Button(theme, t("services.cost"), "sum")
            cost.clicked.connect(partial(self.context.open_link, f"calc:{view.example or ''}"))
            pair.addWidget(compare)
            pair.addWidget(cost)
            line.addWidget(actions, 0, Qt.AlignmentFlag.AlignTop)
        return header

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

    def _section(self, section_id: str, target: object) -> None:
        section = self.view.section(section_id)
        target.addWidget(self._heading(section_id, section.title if section else ""))  # type: ignore[attr-defined]
        if section is None:
            target.addWidget(getattr(self, f"_{section_id}")())  # type: ignore[attr-defined]
            return
        for widget in self._blocks(section):
            target.addWidget(widget)  # type: ignore[attr-defined]
        if section_id == "example" and self.view.example:
            target.addWidget(self._example_button(), 0, Qt.AlignmentFlag.AlignLeft)  # type: ignore[attr-defined]
        if section_id == "how" and self.view.diagrams:
            target.addWidget(self._diagram_button(), 0, Qt.AlignmentFlag.AlignLeft)  # type: ignore[attr-defined]

    def _blocks(self, section: Section) -> list[QWidget]:
        if section.id == "how" and section.blocks and section.blocks[0].kind == "steps":
            rest = [self._text(block, section.id) for block in section.blocks[1:]]
            return [self._steps(section.blocks[0]), *rest]
        return [self._text(block, section.id) for block in section.blocks]

    def _steps(self, block: Block) -> QWidget:
        display, ink = self.context.display, self._ink()
        steps = []
        for item in block.items:
            lead = "".join(span.text for span in item.spans[:1] if span.style == "bold").rstrip(".:")
            rest = item.spans[1:] if lead else item.spans
            html = "".join(item_html(display, type(item)(tuple(rest)), ink).lstrip())
            steps.append((lead or "·", html))
        return StepFlow(self.context, self.view.id, steps)

    def _text(self, block: Block, section_id: str) -> RichLabel:
        text, ink, display = RichLabel(self.context), self._ink(), self.context.display
        if block.kind == "paragraph":
            text.setText(f"<p style='line-height:135%'>{item_html(display, block.items[0], ink)}</p>")
            return text
        mark, token = MARKS.get(section_id, ("•", "muted"))
        color = self.context.theme.color(token).name()
        rows = []
        for number, item in enumerate(block.items, start=1):
            shown = f"{number}." if block.kind == "steps" else mark
            rows.append(
                f"<tr><td style='padding:3px 10px 3px 0; color:{color}'>{strong(shown)}</td>"
                f"<td style='padding:3px 0; line-height:125%'>{item_html(display, item, ink)}</td></tr>"
            )
        text.setText(f"<table>{''.join(rows)}</table>")
        return text

    def _ink(self) -> str:
        return self.context.theme.color("text").name()

    def _example_button(self) -> Button:
        button = Button(self.context.theme, self.context.t("services.open_example"), "sum")
        button.clicked.connect(partial(self.context.open_link, f"calc:{self.view.example}"))
        return button

    def _diagram_button(self) -> Button:
        button = Button(self.context.theme, self.context.t("services.open_diagram"), "diagram")
        button.clicked.connect(partial(self.context.open_link, f"diagram:{self.view.diagrams[0]}"))
        return button

    def _table(self, rows: list[list[str]], head: list[str] | None = None) -> QWidget:
        """A card with rows of already escaped cells divided by hairlines."""
        theme = self.context.theme
        line, muted = theme.color("line").name(), theme.color("muted").name()
        card = Card(theme)
        column = vbox(card, 0, (16, 6, 16, 8))
        text = RichLabel(self.context)
        cells = "".join(
            "<tr>"
            + "".join(
                f"<td style='padding:7px 12px 7px 0; border-bottom:1px solid {line}'>{cell}</td>" for cell in row
            )
            + "</tr>"
            for row in rows
        )
        top = "".join(
            f"<td style='padding:6px 12px 4px 0; color:{muted}'><small>{escape(word)}</small></td>"
            for word in head or []
        )
        text.setText(f"<table width='100%' cellspacing='0'>{f'<tr>{top}</tr>' if head else ''}{cells}</table>")
        column.addWidget(text)
        return card

    def _sourced(self, link: str, value: str) -> str:
        """A value in strong text that tells its source when pointed at or focused."""
        return f"<a href='{link}' style='color:{self._ink()}; text-decoration:none'>{strong(escape(value))}</a>"

    def _muted(self, text: str) -> str:
        return f"<span style='color:{self.context.theme.color('muted').name()}'>{escape(text)}</span>"

    def _limits(self) -> QWidget:
        t = self.context.t
        rows = []
        for fact in self.view.limits:
            doubt = "" if fact.verified else f" <small>{self._muted(t('fact.doubt'))}</small>"
            value = self._sourced(f"fact:{fact.id}", fact.value) + doubt
            note = f"<br><small>{self._muted(fact.note)}</small>" if fact.note else ""
            rows.append([escape(fact.label) + note, value, self._muted(fact.adjustable)])
        return self._table(rows, [t("limits.limit"), t("limits.value"), t("limits.adjustable")])

    def _prices(self) -> QWidget:
        t, prices = self.context.t, self.view.prices
        rows = [
            [escape(price.label), self._sourced(f"price:{price.id}", price.value), self._muted(price.unit)]
            for price in prices
        ]
        head = [t("prices.price", region=self.context.state.region), t("prices.value"), t("prices.per")]
        return self._table(rows, head)

    def _news(self) -> QWidget:
        muted = self.context.theme.color("muted").name()
        rows = [
            [
                f"<span style='color:{muted}'>{escape(item.date)}</span>",
                f"{escape(item.text)}<br>› {escape(item.advice)}",
            ]
            for item in self.view.news
        ]
        return self._table(rows)

    def _related(self) -> QWidget:
        rows = [
            [f"<a href='{link.id}'>{strong(escape(link.name))}</a>", escape(link.why)]
            for link in self.view.related
        ]
        return self._table(rows)

    def _sources(self) -> QWidget:
        text = RichLabel(self.context, "small")
        muted = self.context.theme.color("muted").name()
        lines = [f"{escape(s.title)} · {escape(s.publisher)} · {escape(s.date)}" for s in self.view.sources]
        text.setText(f"<div style='color:{muted}; line-height:140%'>{'<br>'.join(lines)}</div>")
        return text
