"""The content as the application asks for it: by id, read on first use, kept afterwards.

A broken optional page is left out and reported in `problems`; the rest of the application goes on.
"""

from __future__ import annotations

import logging
from functools import cached_property

from models import assets
from models.content import loader, prose
from models.content.schema import Attribute, Attributes, Fact, PriceLabel, Service, Source, Term
from models.errors import ContentError

log = logging.getLogger(__name__)


class Catalog:
    """All content of one `resources/` tree."""

    def __init__(self) -> None:
        self.problems: list[ContentError] = []
        self._facts: dict[str, dict[str, Fact]] = {}
        self._pages: dict[tuple[str, str], prose.Prose] = {}

    @cached_property
    def _services(self) -> dict[str, Service]:
        found: list[Service] = []
        for service_id in loader.service_ids():
            try:
                found.append(loader.service(service_id))
            except ContentError as error:
                self._report(error)
        if not found:
            raise ContentError(f"{loader.ROOT}/services", "-", "no readable service")
        return {service.id: service for service in sorted(found, key=lambda s: (s.order, s.id))}

    def pages(self) -> tuple[Service, ...]:
        """Services and concepts in reading order."""
        return tuple(self._services.values())

    def services(self) -> tuple[Service, ...]:
        """The comparable services, without the concepts, in reading order."""
        return tuple(service for service in self._services.values() if service.kind == "service")

    def has(self, page_id: str) -> bool:
        """Whether there is a page of that id."""
        return page_id in self._services

    def service(self, page_id: str) -> Service:
        """One page's structure. Errors: ContentError for an unknown id."""
        try:
            return self._services[page_id]
        except KeyError:
            raise ContentError(f"{loader.ROOT}/services", page_id, "no such page") from None

    def prose(self, page_id: str, language: str) -> prose.Prose:
        """One page's prose. Errors: ContentError."""
        key = (page_id, language)
        if key not in self._pages:
            self._pages[key] = loader.page(page_id, language)
        return self._pages[key]

    def facts_of(self, page_id: str) -> dict[str, Fact]:
        """The facts a page owns, by id. Errors: ContentError."""
        if page_id not in self._facts:
            self._facts[page_id] = {fact.id: fact for fact in loader.facts(page_id)}
        return self._facts[page_id]

    def fact(self, fact_id: str) -> Fact:
        """One fact. Errors: ContentError for an unknown id."""
        owner = fact_id.partition(".")[0]
        try:
            return self.facts_of(owner)[fact_id]
        except KeyError:
            raise ContentError(f"{loader.ROOT}/services/{owner}/facts.json", fact_id, "no such fact") from None

    @cached_property
    def attributes(self) -> Attributes:
        """The comparable attributes in groups."""
        return loader.read(f"{loader.ROOT}/attributes.json", Attributes)

    @cached_property
    def _attribute_index(self) -> dict[str, Attribute]:
        try:
            return {a.id: a for group in self.attributes.groups for a in group.attributes}
        except ContentError as error:  # costs the comparison its table, not every page its labels
            self._report(error)
            return {}

    def attribute_value(self, service_id: str, attribute_id: str) -> Fact | None:
        """The fact that holds a comparison cell, or None when the content misses it (a check reports that)."""
        return self.facts_of(service_id).get(f"{service_id}.{attribute_id}")

    def label(self, fact: Fact, language: str) -> str:
        """What a fact is called: its own label or its attribute's."""
        label = fact.label
        if label is None:
            attribute = self._attribute_index.get(fact.name)
            label = attribute.label if attribute else {language: fact.name}
        return label.get(language, fact.name)

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.id: source for source in loader.read(f"{loader.ROOT}/sources.json", tuple[Source, ...])}

    def source(self, source_id: str) -> Source | None:
        """A source, or None when it is not in the list."""
        return self._sources.get(source_id)

    def source_ids(self) -> tuple[str, ...]:
        """Every source id."""
        return tuple(self._sources)

    @cached_property
    def price_labels(self) -> dict[str, PriceLabel]:
        """What every price is called, by price id."""
        file = f"{loader.ROOT}/price_labels.json"
        return loader.read(file, dict[str, PriceLabel]) if "price_labels.json" in assets.names(loader.ROOT) else {}

    def price_label(self, price_id: str) -> PriceLabel | None:
        """What a price is called, or None when it has no entry."""
        return self.price_labels.get(price_id)

    @cached_property
    def glossary(self) -> tuple[Term, ...]:
        """The glossary, empty when there is none."""
        file = f"{loader.ROOT}/glossary.json"
        return loader.read(file, tuple[Term, ...]) if "glossary.json" in assets.names(loader.ROOT) else ()

    def sources_of(self, page_id: str) -> tuple[Source, ...]:
        """The sources of a page's facts, prices and news, each once, newest data first."""
        service = self.service(page_id)
        ids = {fact.source for fact in self.facts_of(page_id).values() if fact.status is None}
        ids |= {news.source for news in service.news} | set(service.sources)
        found = [source for source in map(self.source, sorted(ids)) if source is not None]
        return tuple(sorted(found, key=lambda source: source.date, reverse=True))

    def _report(self, error: ContentError) -> None:
        log.error("%s", error)
        self.problems.append(error)
