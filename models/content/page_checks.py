"""Checks of one page: its structure, its facts, its prose, and that both languages say the same things."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from models import assets, formats
from models.content import loader, prose
from models.content.catalog import Catalog
from models.content.schema import Fact, Service
from models.content.text_checks import catalogue, languages
from models.errors import ContentError
from models.texts import LANGUAGES, Localized

OPTIONAL_SECTIONS = {"concept": {"how", "avoid", "limitations", "advantages"}, "service": set[str]()}
HEADLINE_FACTS = 5


def check_service(catalog: Catalog, service: Service) -> list[ContentError]:
    """The problems of one page's files."""
    folder = f"{loader.ROOT}/services/{service.id}"
    try:
        facts = catalog.facts_of(service.id)
        sections = {language: catalog.prose(service.id, language) for language in LANGUAGES}
    except ContentError as error:
        return [error]
    problems = [
        ContentError(f"{folder}/service.json", place, text) for place, text in _structure(catalog, service)
    ]
    records = loader.facts(service.id)
    if len(records) != len(facts):
        problems.append(ContentError(f"{folder}/facts.json", "$", "an id stands twice"))
    for fact in records:
        problems += [ContentError(f"{folder}/facts.json", fact.id, text) for text in _fact(catalog, service, fact)]
    problems += [ContentError(f"{folder}/facts.json", *gap) for gap in _comparison_gaps(catalog, service)]
    for language, page in sections.items():
        problems += [
            ContentError(f"{folder}/{language}.md", at, text) for at, text in _page(catalog, service, page)
        ]
    problems += _parity(folder, sections)
    return problems


def _structure(catalog: Catalog, service: Service) -> Iterator[tuple[str, str]]:
    for place, text in _localized(service):
        yield from ((place, problem) for problem in languages(text))
        for language, words in text.items():
            yield from ((place, f"{language}: {problem}") for problem in _references(catalog, words))
    if service.kind == "service" and len(service.headline) != HEADLINE_FACTS:
        yield "$.headline", f"{len(service.headline)} headline facts, {HEADLINE_FACTS} are needed"
    yield from _missing(service, catalog)


def _comparison_gaps(catalog: Catalog, service: Service) -> Iterator[tuple[str, str]]:
    """The cells of the comparison the service leaves empty."""
    for attribute in (a for group in catalog.attributes.groups for a in group.attributes):
        if service.kind == "service" and catalog.attribute_value(service.id, attribute.id) is None:
            yield f"{service.id}.{attribute.id}", "is missing for the comparison"


def _localized(service: Service) -> Iterator[tuple[str, Localized]]:
    """Every text of the structure with its place."""
    yield "$.name", service.name
    yield "$.short", service.short
    for i, link in enumerate(service.related):
        yield f"$.related[{i}].why", link.why
    for i, news in enumerate(service.news):
        yield f"$.news[{i}].text", news.text
        yield f"$.news[{i}].advice", news.advice


def _missing(service: Service, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Ids that lead nowhere."""
    diagrams = set(assets.names(f"{loader.ROOT}/diagrams"))
    for place, kind, ids, known in (
        ("headline", "fact", service.headline, partial(_has_fact, catalog)),
        ("limits", "fact", service.limits, partial(_has_fact, catalog)),
        ("related", "page", [link.id for link in service.related], catalog.has),
        ("sources", "source", service.sources, partial(_has_source, catalog)),
        ("news", "source", [news.source for news in service.news], partial(_has_source, catalog)),
        ("prices", "price label", service.prices, partial(_has_label, catalog)),
        ("diagrams", "diagram", [f"{name}.json" for name in service.diagrams], diagrams.__contains__),
    ):
        for i, found in enumerate(ids):
            if not known(found):
                yield f"$.{place}[{i}]", f"no {kind} '{found}'"


def _has_source(catalog: Catalog, source_id: str) -> bool:
    return catalog.source(source_id) is not None


def _has_label(catalog: Catalog, price_id: str) -> bool:
    return price_id.startswith("ec2.") or catalog.price_label(price_id) is not None


def _fact(catalog: Catalog, service: Service, fact: Fact) -> Iterator[str]:
    if fact.owner != service.id:
        yield "does not belong to this page"
    holders = [fact.value is not None, fact.min is not None or fact.max is not None, fact.status is not None]
    holders.append(fact.flag is not None or fact.text is not None)
    if sum(holders) != 1 or (fact.min is None) != (fact.max is None):
        yield "needs exactly one of value, min and max, flag, text, status"
    for name in ("label", "short", "text", "note"):
        text: Localized | None = getattr(fact, name)
        if text is not None:
            yield from (f"{name}: {problem}" for problem in languages(text))
            for language, words in text.items():
                yield from (f"{name}.{language}: {problem}" for problem in _references(catalog, words))
    attributes = {a.id for group in catalog.attributes.groups for a in group.attributes}
    if fact.label is None and fact.name not in attributes:
        yield "needs a label"
    if catalog.source(fact.source) is None:
        yield f"no source '{fact.source}'"
    yield from _unit(fact)


def _unit(fact: Fact) -> Iterator[str]:
    if fact.unit and fact.show:
        try:
            formats.convert(1, fact.unit, fact.show)
        except ValueError as error:
            yield str(error)
    for unit in {fact.unit, fact.show} - {None}:
        for language in LANGUAGES:
            if f"unit.{unit}" not in catalogue(language, "unit"):
                yield f"unit '{unit}' has no name in {language}"


def _page(catalog: Catalog, service: Service, page: prose.Prose) -> Iterator[tuple[str, str]]:
    have = [section.id for section in page.sections if not section.id.startswith("extra")]
    allowed_missing = OPTIONAL_SECTIONS[service.kind]
    for wanted in prose.SECTIONS:
        if wanted not in have and wanted not in allowed_missing:
            yield f"## {wanted}", "is missing"
    if have != [name for name in prose.SECTIONS if name in have]:
        yield "$", f"sections out of order or unknown: {', '.join(have)}"
    for section in page.sections:
        if not section.blocks:
            yield f"## {section.id}", "is empty"
        for block in section.blocks:
            for item in block.items:
                for problem in _spans(catalog, item.spans):
                    yield f"## {section.title or section.id}", problem


def _references(catalog: Catalog, text: str) -> Iterator[str]:
    yield from _spans(catalog, tuple(prose.parse_spans(text)))


def _spans(catalog: Catalog, spans: tuple[prose.Span, ...]) -> Iterator[str]:
    for span in spans:
        if span.fact and not _has_fact(catalog, span.fact):
            yield f"no fact '{span.fact}'"
        if span.price and not _has_label(catalog, span.price):
            yield f"no price label '{span.price}'"
        if span.link and not _link_exists(catalog, span.link):
            yield f"no page or diagram '{span.link}'"
        if any(mark in span.text for mark in ("**", "{", "}", "](")):
            yield f"markup not understood near '{span.text[:40]}'"


def _link_exists(catalog: Catalog, link: str) -> bool:
    kind, _, target = link.partition(":")
    if kind == "diagram":
        return f"{target}.json" in assets.names(f"{loader.ROOT}/diagrams")
    return catalog.has(link)


def _has_fact(catalog: Catalog, fact_id: str) -> bool:
    try:
        catalog.fact(fact_id)
    except ContentError:
        return False
    return True


def _parity(folder: str, pages: dict[str, prose.Prose]) -> Iterator[ContentError]:
    """Both languages have the same sections, the same number of items and the same claims in them."""
    (first, one), *others = pages.items()
    for language, other in others:
        shapes = [[(s.id, len(b.items), b.kind) for s in page.sections for b in s.blocks] for page in (one, other)]
        for left, right in zip(*shapes, strict=False):
            if left != right:
                yield ContentError(f"{folder}/{language}.md", f"## {left[0]}", f"{left} in {first}, {right} here")
                break
        if len(shapes[0]) != len(shapes[1]):
            yield ContentError(
                f"{folder}/{language}.md", "$", f"{len(shapes[1])} blocks, {len(shapes[0])} in {first}"
            )
        if [item.claims for item in one.items()] != [item.claims for item in other.items()]:
            yield ContentError(f"{folder}/{language}.md", "$", f"claims differ from {first}")
