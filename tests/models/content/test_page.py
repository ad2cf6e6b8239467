"""A whole page resolved, and the same page as terminal text."""

from __future__ import annotations

import pytest

from models.content import prose
from models.content.display import Display
from models.content.page import ORDER, PageView, build_page
from models.content.terminal import NARROWEST, page_text
from models.cost.price_book import load_price_book
from models.errors import ContentError
from models.formats import NBSP
from tests.support import PAGES, SERVICES


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, display: Display) -> PageView:
    """Every page in every language."""
    return build_page(display, request.param)


def test_nothing_unresolved_is_left(page: PageView, display: Display) -> None:
    shown = page_text(page, display, "us-east-1", 100)
    for mark in ("⟦", "{fact", "{price", "**", "{#", "]("):
        assert mark not in shown


def test_contents_follow_the_reading_order(page: PageView) -> None:
    contents = page.contents()
    assert len(set(contents)) == len(contents)
    standard = [name for name in contents if name in ORDER]
    assert standard == [name for name in ORDER if name in standard]
    assert contents[-1] == "sources"


def test_the_first_lines_tell_what_it_is(page: PageView) -> None:
    assert page.line.endswith(".")
    assert page.section("line") is None
    assert page.section("what") is not None


def test_headline_facts_have_caption_value_and_origin(page: PageView) -> None:
    assert len(page.headline) == 5 or page.kind == "concept"
    for fact in page.headline:
        assert fact.caption and fact.value and fact.origin


def test_news_come_newest_first(page: PageView) -> None:
    dates = [news.date for news in page.news]
    assert dates == sorted(dates, reverse=True)


def test_links_lead_to_pages_by_name(page: PageView, display: Display) -> None:
    for link in page.related:
        assert link.name == display.catalog.service(link.id).name[display.texts.language]


@pytest.mark.parametrize("service", SERVICES)
def test_another_region_changes_prices_and_no_text(display: Display, service: str) -> None:
    there = Display(display.catalog, display.texts, lambda: load_price_book("sa-east-1"))
    one, other = build_page(display, service), build_page(there, service)
    assert one.sections == other.sections
    changed = [price.id for price, now in zip(one.prices, other.prices, strict=True) if price.value != now.value]
    assert changed or service not in ("ec2", "fargate", "ecs", "batch")


def test_an_unknown_page_is_refused(display: Display) -> None:
    with pytest.raises(ContentError, match="no such page"):
        build_page(display, "lambada")


@pytest.mark.parametrize("width", [NARROWEST, 60, 80, 120])
def test_text_keeps_to_the_width(page: PageView, display: Display, width: int) -> None:
    lines = page_text(page, display, "us-east-1", width).splitlines()
    assert [line for line in lines if len(line) > width] == []


def test_a_width_below_the_narrowest_is_raised_to_it(page: PageView, display: Display) -> None:
    assert page_text(page, display, "us-east-1", 5) == page_text(page, display, "us-east-1", NARROWEST)


def test_text_holds_every_heading_fact_and_link(page: PageView, display: Display) -> None:
    whole = " ".join(page_text(page, display, "eu-west-1", 100).split())
    t = display.texts.t
    for section_id in page.contents():
        section = page.section(section_id)
        assert (section.title if section and section.title else t(f"section.{section_id}")) in whole
    for fact in (*page.headline, *page.limits):
        assert " ".join(fact.value.split()) in whole, fact.id
    for link in page.related:
        assert f"({link.id})" in whole
    assert "eu-west-1" in whole or not page.prices


def test_text_holds_every_sentence_of_the_prose(page: PageView, display: Display) -> None:
    whole = "".join(page_text(page, display, "us-east-1", 100).split())
    for item in prose.Prose(page.sections).items():
        assert "".join(display.plain(item.spans).split()) in whole


def test_figures_are_not_torn_from_their_unit(display: Display) -> None:
    text = page_text(build_page(display, "lambda"), display, "us-east-1", 60)
    assert f"15{NBSP}min" in text
