"""Each kind of fact as the short text of a cell, in both languages."""

from __future__ import annotations

import pytest

from models.content.catalog import Catalog
from models.content.display import Display
from models.content.schema import Fact
from models.cost.price_book import Price, PriceBook, load_price_book, regions
from models.formats import NBSP
from models.texts import LANGUAGES, Texts
from tests.support import PAGES, SERVICES

S = NBSP
KINDS = [
    ({"value": 900, "unit": "s", "show": "min"}, f"15{S}min", f"15{S}min"),
    ({"value": 1, "unit": "min"}, f"1{S}min", f"1{S}min"),
    ({"value": 10240, "unit": "MB", "show": "GB"}, f"10{S}GB", f"10{S}GB"),
    ({"value": 1000, "unit": "count"}, f"1{S}000", "1,000"),
    ({"value": 0, "unit": "USD"}, f"0{S}USD", f"0{S}USD"),
    ({"value": 99.95, "unit": "%"}, f"99,95{S}%", "99.95%"),
    ({"value": 2014, "unit": "year"}, "2014", "2014"),
    ({"min": 1, "max": 5, "unit": "vCPU"}, f"1{S}– 5{S}vCPU", f"1–5{S}vCPU"),
    ({"min": 128, "max": 10240, "unit": "MB", "show": "GB"}, f"128{S}MB{S}– 10{S}GB", f"128{S}MB{S}– 10{S}GB"),
    ({"flag": "yes"}, "Sí", "Yes"),
    ({"flag": "no"}, "No", "No"),
    ({"flag": "partly", "text": {"es": "con EFS", "en": "with EFS"}}, "En parte: con EFS", "Partly: with EFS"),
    ({"text": {"es": "Hasta {fact:lambda.max_duration}", "en": "x"}}, f"Hasta 15{S}min", "x"),
    ({"status": "not_applicable"}, "No aplica", "Not applicable"),
    ({"status": "unknown"}, None, "Unknown"),
]


def fact(**fields: object) -> Fact:
    return Fact(id="lambda.test", source="LQ", as_of="2026-07", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(("fields", "es", "en"), KINDS)
def test_value(display: Display, fields: dict[str, object], es: str | None, en: str) -> None:
    expected = es if display.texts.language == "es" else en
    assert display.fact(fact(**fields)) == (expected or display.texts.t("fact.unknown"))


def test_unknown_is_said_in_words() -> None:
    assert [Texts(language).t("fact.unknown") for language in LANGUAGES] == ["Sin dato", "Unknown"]


@pytest.mark.parametrize("page_id", PAGES)
def test_every_real_fact_has_a_short_value_and_a_label(display: Display, page_id: str) -> None:
    for found in display.catalog.facts_of(page_id).values():
        shown = display.fact(found)
        assert shown.strip(), found.id
        assert "⟦" not in shown and "{" not in shown and "**" not in shown, (found.id, shown)
        assert len(shown) <= 110, (found.id, shown)
        assert display.catalog.label(found, display.texts.language) != found.name, found.id


@pytest.mark.parametrize("page_id", SERVICES)
def test_the_origin_names_source_and_date(display: Display, page_id: str) -> None:
    word = {"es": "sin verificar", "en": "unverified"}[display.texts.language]
    for found in display.catalog.facts_of(page_id).values():
        origin = display.origin(found)
        source = display.catalog.source(found.source)
        assert source is not None and source.title[display.texts.language] in origin
        assert display.date(found.as_of) in origin
        assert (word in origin) or found.verified, found.id


def test_an_unknown_fact_shows_its_id_and_stops_nothing(display: Display) -> None:
    assert display.fact_by_id("lambda.nothing") == "⟦lambda.nothing⟧"
    assert display.fact_by_id("nobody.nothing") == "⟦nobody.nothing⟧"


def test_whether_a_quota_can_be_raised_is_said(display: Display) -> None:
    words = {display.adjustable(fact(value=1, adjustable=answer)) for answer in ("yes", "no", "partly")}
    assert len(words) == 3 and "" not in words
    assert display.adjustable(fact(value=1)) == ""


@pytest.mark.parametrize("region", regions())
@pytest.mark.parametrize("page_id", PAGES)
def test_every_price_of_a_page_is_shown(display: Display, page_id: str, region: str) -> None:
    here = Display(display.catalog, display.texts, lambda: load_price_book(region))
    for price_id in display.catalog.service(page_id).prices:
        shown = here.price(price_id)
        assert shown.label and shown.label != price_id
        known = load_price_book(region).find(price_id) is not None
        assert (shown.value != here.texts.t("fact.unknown")) == known
        assert bool(shown.origin) == known


def book(**fields: object) -> Display:
    price = Price("lambda.requests", **{"value": 0.2, "source": "LQ", "as_of": "2026-07", **fields})  # type: ignore[arg-type]
    return Display(Catalog(), Texts("en"), lambda: PriceBook("given", {price.id: price}))


def test_a_price_shows_figure_unit_and_origin() -> None:
    shown = book(unit="GB-s").price("lambda.requests")
    assert shown.value == f"0.20{S}USD"
    assert shown.unit and "2026-07" in shown.origin and "unverified" not in shown.origin


def test_an_assumed_price_says_so() -> None:
    assert "unverified" in book(basis="assumed").price("lambda.requests").origin


def test_a_share_is_shown_as_percentage() -> None:
    assert book(unit="fraction", value=0.12).price("lambda.requests").value == "12%"


def test_a_price_nobody_knows_is_unknown_not_zero() -> None:
    assert book().price("fargate.vcpu.x86").value == "Unknown"
    assert Display(Catalog(), Texts("en")).price("lambda.requests").value == "Unknown"
