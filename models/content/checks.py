"""Cross-file checks of all content: every reference resolves, every language is complete, every claim has a home.

`python -m models.content` prints what `check_all` returns; the test suite asserts that it is empty.
"""

from __future__ import annotations

import importlib
import string
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from models import assets, formats
from models.content import loader, prose
from models.content.catalog import Catalog
from models.content.schema import Fact, Service
from models.errors import ContentError
from models.texts import LANGUAGES, Localized

CLAIMS = tuple(
    ["L1", "L2", "L3", "L4", "L5", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12", "E1", "E2", "E3", "B1", "B2", "S1", "S2", "S3", "O1", "O2", "V1", "X1"]
)
OPTIONAL_SECTIONS = {"concept": {"how", "avoid", "limitations", "advantages"}, "service": set[str]()}
# Areas with files of their own bring their own checks; each returns ContentErrors.
EXTERNAL_CHECKS: tuple[str, ...] = ()


def check_all() -> list[ContentError]:
    """Every problem of every content file, in a stable order."""
    catalog = Catalog()
    pages = _guarded(lambda: [] if catalog.pages() else [])
    problems = [*pages, *catalog.problems]
    if not pages:
        for service in catalog.pages():
            problems += _guarded(partial(check_service, catalog, service))
        problems += _guarded(partial(_check_claims, catalog))
    problems += _guarded(partial(_check_shared, catalog))
    problems += _guarded(_check_texts)
    for target in EXTERNAL_CHECKS:
        problems += _guarded(partial(_external, target))
    return problems


def _guarded(check: Callable[[], Iterable[ContentError]]) -> list[ContentError]:
    """The problems a check finds, or the one that stopped it (an unreadable shared file)."""
    found: list[ContentError] = []
    try:
        found.extend(check())
    except ContentError as error:
        found.append(error)
    return found


def check_service(catalog: Catalog, service: Service) -> list[ContentError]:
    """The problems of one page's files."""
    folder = f"{loader.ROOT}/services/{service.id}"
    try:
        facts = catalog.facts_of(service.id)
        sections = {language: catalog.prose(service.id, language) for language in LANGUAGES}
    except ContentError as error:
        return [error]
    problems = [ContentError(f"{folder}/service.json", place, text) for place, text in _structure(catalog, service)]
    records = loader.facts(service.id)
    if len(records) != len(facts):
        problems.append(ContentError(f"{folder}/facts.json", "$", "an id stands twice"))
    for fact in records:
        problems += [ContentError(f"{folder}/facts.json", fact.id, text) for text in _fact(catalog, service, fact)]
    for language, page in sections.items():
        problems += [ContentError(f"{folder}/{language}.md", at, text) for at, text in _page(catalog, service, page)]
    problems += _parity(folder, sections)
    return problems


def _structure(catalog: Catalog, service: Service) -> Iterator[tuple[str, str]]:
    localized = [("$.name", service.name), ("$.short", service.short)]
    localized += [(f"$.related[{i}].why", link.why) for i, link in enumerate(service.related)]
    for i, news in enumerate(service.news):
        localized += [(f"$.news[{i}].text", news.text), (f"$.news[{i}].advice", news.advice)]
        if catalog.source(news.source) is None:
            yield f"$.news[{i}].source", f"no source '{news.source}'"
    for place, text in localized:
        yield from ((place, problem) for problem in _languages(text))
    if service.kind == "service" and len(service.headline) != 5:
        yield "$.headline", f"{len(service.headline)} headline facts, 5 are needed"
    for name, ids in (("headline", service.headline), ("limits", service.limits)):
        for i, fact_id in enumerate(ids):
            if _missing_fact(catalog, fact_id):
                yield f"$.{name}[{i}]", f"no fact '{fact_id}'"
    for i, link in enumerate(service.related):
        if not catalog.has(link.id):
            yield f"$.related[{i}].id", f"no page '{link.id}'"
    for i, source in enumerate(service.sources):
        if catalog.source(source) is None:
            yield f"$.sources[{i}]", f"no source '{source}'"
    for i, diagram in enumerate(service.diagrams):
        if f"{diagram}.json" not in assets.names(f"{loader.ROOT}/diagrams"):
            yield f"$.diagrams[{i}]", f"no diagram '{diagram}'"
    if service.kind == "service":
        for group in catalog.attributes.groups:
            for attribute in group.attributes:
                if catalog.attribute_value(service.id, attribute.id) is None:
                    yield "facts.json", f"no fact '{service.id}.{attribute.id}' for the comparison"


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
            yield from (f"{name}: {problem}" for problem in _languages(text))
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
            if f"unit.{unit}" not in _catalogue(language, "unit"):
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
        if span.fact and _missing_fact(catalog, span.fact):
            yield f"no fact '{span.fact}'"
        if span.link and not _link_exists(catalog, span.link):
            yield f"no page or diagram '{span.link}'"
        if any(mark in span.text for mark in ("**", "{", "}", "](")):
            yield f"markup not understood near '{span.text[:40]}'"


def _link_exists(catalog: Catalog, link: str) -> bool:
    kind, _, target = link.partition(":")
    if kind == "diagram":
        return f"{target}.json" in assets.names(f"{loader.ROOT}/diagrams")
    return catalog.has(link)


def _missing_fact(catalog: Catalog, fact_id: str) -> bool:
    try:
        catalog.fact(fact_id)
    except ContentError:
        return True
    return False


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
            yield ContentError(f"{folder}/{language}.md", "$", f"{len(shapes[1])} blocks, {len(shapes[0])} in {first}")
        if [item.claims for item in one.items()] != [item.claims for item in other.items()]:
            yield ContentError(f"{folder}/{language}.md", "$", f"claims differ from {first}")


def _check_shared(catalog: Catalog) -> Iterator[ContentError]:
    attribute_file, source_file = f"{loader.ROOT}/attributes.json", f"{loader.ROOT}/sources.json"
    for group in catalog.attributes.groups:
        for place, text in [(group.id, group.label)] + [(a.id, a.label) for a in group.attributes]:
            yield from (ContentError(attribute_file, place, problem) for problem in _languages(text))
    for source_id in catalog.source_ids():
        source = catalog.source(source_id)
        if source is not None:
            yield from (ContentError(source_file, source_id, problem) for problem in _languages(source.title))
    for term in catalog.glossary:
        for text in (term.term, term.text):
            yield from (ContentError(f"{loader.ROOT}/glossary.json", term.id, p) for p in _languages(text))


def claims_of(catalog: Catalog, language: str) -> dict[str, list[str]]:
    """Claim id to the plain texts that make it in `language`."""
    found: dict[str, list[str]] = {}
    for service in catalog.pages():
        for item in catalog.prose(service.id, language).items():
            text = "".join(span.text or f"{{{span.fact or span.price}}}" for span in item.spans)
            for claim in item.claims:
                found.setdefault(claim, []).append(text)
    return found


def _check_claims(catalog: Catalog) -> Iterator[ContentError]:
    for language in LANGUAGES:
        try:
            found = claims_of(catalog, language)
        except ContentError:
            continue  # the unreadable page is reported by check_service
        for claim in CLAIMS:
            if claim not in found:
                yield ContentError(f"{loader.ROOT}/services", f"claim {claim}", f"no text makes it in {language}")
        for claim in found.keys() - set(CLAIMS):
            yield ContentError(f"{loader.ROOT}/services", f"claim {claim}", "is not in the list of claims")


def _check_texts() -> Iterator[ContentError]:
    """Interface catalogues: same areas, same keys, same placeholders in every language."""
    first = LANGUAGES[0]
    for language in LANGUAGES[1:]:
        areas = [set(assets.names(f"i18n/{lang}", ".json")) for lang in (first, language)]
        for area in sorted(areas[0] ^ areas[1]):
            yield ContentError(f"i18n/{language}/{area}", "-", "exists in one language only")
        for area in sorted(areas[0] & areas[1]):
            name = area.removesuffix(".json")
            one, other = _catalogue(first, name), _catalogue(language, name)
            for key in sorted(one.keys() ^ other.keys()):
                yield ContentError(f"i18n/{language}/{area}", key, "exists in one language only")
            for key in sorted(one.keys() & other.keys()):
                if not key.startswith(f"{name}."):
                    yield ContentError(f"i18n/{language}/{area}", key, f"does not begin with '{name}.'")
                if _placeholders(one[key]) != _placeholders(other[key]):
                    yield ContentError(f"i18n/{language}/{area}", key, "placeholders differ between languages")
                if not one[key].strip() or not other[key].strip():
                    yield ContentError(f"i18n/{language}/{area}", key, "is empty")


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


_catalogues: dict[tuple[str, str], dict[str, str]] = {}


def _catalogue(language: str, area: str) -> dict[str, str]:
    key = (language, area)
    if key not in _catalogues:
        _catalogues[key] = loader.read(f"i18n/{language}/{area}.json", dict[str, str])
    return _catalogues[key]


def _languages(text: Localized) -> Iterator[str]:
    for language in LANGUAGES:
        if not text.get(language, "").strip():
            yield f"no text in {language}"
    for language in text.keys() - set(LANGUAGES):
        yield f"'{language}' is not a language of the app"


def _external(target: str) -> list[ContentError]:
    module, _, name = target.partition(":")
    check: Callable[[], list[ContentError]] = getattr(importlib.import_module(module), name)
    return check()
