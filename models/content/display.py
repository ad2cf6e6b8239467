"""Facts and prices as short text in a language: what a cell, a strip or a sentence shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from models import formats
from models.content import prose
from models.content.catalog import Catalog
from models.content.schema import Fact
from models.errors import ContentError
from models.texts import Texts, pick

if TYPE_CHECKING:
    from models.cost.price_book import PriceBook


class PriceText(msgspec.Struct, frozen=True):
    """A price as shown: label, figure with currency, what it is per, source and date."""

    label: str
    value: str
    unit: str
    origin: str


class Display:
    """Renders records with one catalogue, one set of texts and the prices of the current region."""

    def __init__(self, catalog: Catalog, texts: Texts, prices: Callable[[], PriceBook] | None = None) -> None:
        self.catalog = catalog
        self.texts = texts
        self.prices = prices

    def fact(self, fact: Fact) -> str:
        """The value of a fact as a short text; unknown and not applicable say so."""
        if fact.status:
            return self.texts.t(f"fact.{fact.status}")
        if fact.flag:
            return self._flag(fact)
        if fact.text:
            return self.plain(prose.parse_spans(pick(fact.text, self.texts.language)))
        if fact.min is not None and fact.max is not None:
            return self._range(fact.min, fact.max, fact.unit, fact.show)
        return self._number(fact.value or 0, fact.unit, fact.show)

    def fact_by_id(self, fact_id: str) -> str:
        """The text of a fact; an unknown id shows itself in brackets rather than stopping the page."""
        try:
            return self.fact(self.catalog.fact(fact_id))
        except ContentError:
            return f"⟦{fact_id}⟧"

    def price_by_id(self, price_id: str) -> str:
        """The figure of a price in the current region, with currency; says so when it is not known there."""
        return self.price(price_id).value

    def price(self, price_id: str) -> PriceText:
        """A price of the current region with label, unit and origin."""
        entry = self.catalog.price_label(price_id)
        label = pick(entry.label, self.texts.language) if entry else self._unlabelled(price_id)
        found = self.prices().find(price_id) if self.prices else None
        if found is None:
            return PriceText(label, self.texts.t("fact.unknown"), "", "")
        unit = self.texts.t(f"price_unit.{found.unit}") if found.unit else ""
        source = self.catalog.source(found.source)
        title = pick(source.title, self.texts.language) if source else found.source
        origin = self.texts.t("fact.origin", source=title, as_of=self.date(found.as_of))
        if not found.verified:
            origin += f" · {self.texts.t('fact.unverified')}"
        if found.unit == "fraction":
            return PriceText(label, formats.percent(found.value * 100, self.texts.language), unit, origin)
        return PriceText(label, formats.rate(found.value, self.texts.language), unit, origin)

    def _unlabelled(self, price_id: str) -> str:
        """EC2 types are too many for labels of their own."""
        family, _, instance_type = price_id.partition(".")
        return self.texts.t("prices.ec2", type=instance_type) if family == "ec2" else price_id

    def span(self, span: prose.Span) -> str:
        """The visible text of a span, its reference resolved."""
        if span.fact:
            return self.fact_by_id(span.fact)
        return self.price_by_id(span.price) if span.price else span.text

    def plain(self, spans: tuple[prose.Span, ...] | list[prose.Span]) -> str:
        """Spans as plain text."""
        return "".join(self.span(span) for span in spans)

    def adjustable(self, fact: Fact) -> str:
        """Whether a quota can be raised, in words; empty when the fact is not a quota."""
        return self.texts.t(f"fact.adjustable_{fact.adjustable}") if fact.adjustable else ""

    def origin(self, fact: Fact) -> str:
        """Source, date and caveat of a fact in one line, for a tooltip or a status line."""
        source = self.catalog.source(fact.source)
        title = pick(source.title, self.texts.language) if source else fact.source
        line = self.texts.t("fact.origin", source=title, as_of=self.date(fact.as_of))
        parts = [line] if fact.verified else [line, self.texts.t("fact.unverified")]
        return " · ".join([*parts, self.note(fact)] if fact.note else parts)

    def note(self, fact: Fact) -> str:
        """What has to be added to a fact, or nothing."""
        return self.plain(prose.parse_spans(pick(fact.note, self.texts.language))) if fact.note else ""

    def date(self, as_of: str) -> str:
        """An as-of date; `undated` in words."""
        return self.texts.t("fact.undated") if as_of == "undated" else as_of

    def _flag(self, fact: Fact) -> str:
        word = self.texts.t(f"fact.flag_{fact.flag}")
        if not fact.text:
            return word
        return f"{word}: {self.plain(prose.parse_spans(pick(fact.text, self.texts.language)))}"

    def _number(self, value: float, unit: str | None, show: str | None) -> str:
        shown = formats.convert(value, unit, show) if unit and show else value
        return (
            self.texts.quantity(shown, None if unit == "year" else show or unit) if unit != "year" else str(value)
        )

    def _range(self, low: float, high: float, unit: str | None, show: str | None) -> str:
        """Both ends in the shown unit; the low end keeps its own when it would become a fraction."""
        end = self._number(high, unit, show)
        spaced = f"{formats.NBSP}– "
        if unit and show and show != unit and low < formats.convert(1, show, unit):
            return f"{self._number(low, unit, None)}{spaced}{end}"
        bottom = formats.convert(low, unit, show) if unit and show else low
        dash = spaced if self.texts.language == "es" else "–"
        return f"{formats.number(bottom, self.texts.language)}{dash}{end}"
