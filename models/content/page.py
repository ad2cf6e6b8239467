"""A whole page resolved for one language and region: what the window, the terminal and exports show.

Prose keeps its spans (links and facts stay references); tables are already text.
"""

from __future__ import annotations

import msgspec

from models.content import prose
from models.content.display import Display
from models.content.schema import Fact
from models.texts import pick

# Reading order of a page; `tables` are built here, the rest is prose of the Markdown file.
ORDER = ("what", "how", "advantages", "limitations", "choose", "avoid", "example", "limits", "prices", "news")


class FactView(msgspec.Struct, frozen=True):
    """A fact as shown: its label, short caption, value, whether it can be raised, and where it comes from."""

    id: str
    label: str
    caption: str
    value: str
    adjustable: str
    origin: str
    verified: bool
    note: str


class PriceView(msgspec.Struct, frozen=True):
    """A price of the current region as shown; `value` says so when it is not known there."""

    id: str
    label: str
    value: str
    unit: str
    origin: str


class NewsView(msgspec.Struct, frozen=True):
    """A change of 2025-2026 and what to do about it."""

    date: str
    text: str
    advice: str
    origin: str


class RelatedView(msgspec.Struct, frozen=True):
    """A link to another page."""

    id: str
    name: str
    glyph: str
    why: str


class SourceView(msgspec.Struct, frozen=True):
    """A source as listed at the foot of a page."""

    id: str
    title: str
    publisher: str
    date: str
    address: str


class PageView(msgspec.Struct, frozen=True):
    """Everything a page shows, in one language, for one region."""

    id: str
    kind: str
    name: str
    glyph: str
    line: str
    headline: tuple[FactView, ...]
    sections: tuple[prose.Section, ...]
    limits: tuple[FactView, ...]
    prices: tuple[PriceView, ...]
    news: tuple[NewsView, ...]
    related: tuple[RelatedView, ...]
    sources: tuple[SourceView, ...]
    example: str | None
    diagrams: tuple[str, ...]

    def section(self, section_id: str) -> prose.Section | None:
        """A prose section by id."""
        return next((section for section in self.sections if section.id == section_id), None)

    def contents(self) -> tuple[str, ...]:
        """The ids of the parts the page has, in reading order: prose, tables, extra sections, related, sources."""
        have = {section.id for section in self.sections}
        have |= {name for name in ("limits", "prices", "news") if getattr(self, name)}
        extras = [section.id for section in self.sections if section.id.startswith("extra")]
        tail = [name for name in ("related", "sources") if getattr(self, name)]
        return (*[name for name in ORDER if name in have], *extras, *tail)


def build_page(display: Display, page_id: str) -> PageView:
    """The page in the language of `display`. Errors: ContentError for an unknown or unreadable page."""
    catalog, language = display.catalog, display.texts.language
    service = catalog.service(page_id)
    text = catalog.prose(page_id, language)
    line = text.section("line")
    return PageView(
        id=page_id,
        kind=service.kind,
        name=pick(service.name, language),
        glyph=service.glyph,
        line=display.plain(line.blocks[0].items[0].spans) if line and line.blocks else "",
        headline=tuple(fact_view(display, catalog.fact(fact_id)) for fact_id in service.headline),
        sections=tuple(section for section in text.sections if section.id != "line"),
        limits=tuple(fact_view(display, catalog.fact(fact_id)) for fact_id in service.limits),
        prices=tuple(price_view(display, price_id) for price_id in service.prices),
        news=tuple(
            NewsView(
                n.date, _plain(display, n.text), _plain(display, n.advice), _source(display, n.source, n.date)
            )
            for n in sorted(service.news, key=lambda n: n.date, reverse=True)
        ),
        related=tuple(
            RelatedView(r.id, pick(other.name, language), other.glyph, _plain(display, r.why))
            for r in service.related
            if catalog.has(r.id) and (other := catalog.service(r.id))
        ),
        sources=tuple(
            SourceView(s.id, pick(s.title, language), s.publisher, display.date(s.date), s.address)
            for s in catalog.sources_of(page_id)
        ),
        example=service.example,
        diagrams=service.diagrams,
    )


def fact_view(display: Display, fact: Fact) -> FactView:
    """A fact in the language of `display`."""
    label = display.catalog.label(fact, display.texts.language)
    caption = pick(fact.short, display.texts.language) if fact.short else label
    return FactView(
        id=fact.id,
        label=label,
        caption=caption,
        value=display.fact(fact),
        adjustable=display.adjustable(fact),
        origin=display.origin(fact),
        verified=fact.verified,
        note=display.note(fact),
    )


def price_view(display: Display, price_id: str) -> PriceView:
    """A price of the current region; label and unit come from the price labels."""
    shown = display.price(price_id)
    return PriceView(price_id, shown.label, shown.value, shown.unit, shown.origin)


def _plain(display: Display, localized: dict[str, str]) -> str:
    return display.plain(prose.parse_spans(pick(localized, display.texts.language)))


def _source(display: Display, source_id: str, date: str) -> str:
    source = display.catalog.source(source_id)
    title = pick(source.title, display.texts.language) if source else source_id
    return display.texts.t("fact.origin", source=title, as_of=date)
