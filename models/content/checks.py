"""Cross-file checks of all content: every reference resolves, every language is complete, every claim has a home.

`python -m models.content` prints what `check_all` returns; the test suite asserts that it is empty.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from models.content import loader
from models.content.catalog import Catalog
from models.content.page_checks import check_service
from models.content.text_checks import check_texts, languages
from models.content.theme_checks import check_themes
from models.errors import ContentError
from models.texts import LANGUAGES

# Areas with files of their own bring their own checks; each returns ContentErrors.
EXTERNAL_CHECKS: tuple[str, ...] = (
    "models.cost.checks:check_prices",
    "models.cost.checks:check_examples",
    "models.diagrams.checks:check_diagrams",
)


def claims() -> tuple[str, ...]:
    """The ids of every claim the pages must make."""
    return loader.read(f"{loader.ROOT}/claims.json", tuple[str, ...])


def check_all() -> list[ContentError]:
    """Every problem of every content file, in a stable order."""
    catalog = Catalog()
    unreadable = _guarded(partial(_index, catalog))
    problems = [*unreadable, *catalog.problems]
    if not unreadable:
        for service in catalog.pages():
            problems += _guarded(partial(check_service, catalog, service))
        problems += _guarded(partial(_check_claims, catalog))
    problems += _guarded(partial(_check_shared, catalog))
    problems += _guarded(check_texts)
    problems += _guarded(check_themes)
    for target in EXTERNAL_CHECKS:
        problems += _guarded(partial(_external, target))
    return problems


def _index(catalog: Catalog) -> tuple[ContentError, ...]:
    """Read the list of pages; what is broken in it stays in `catalog.problems`."""
    catalog.pages()
    return ()


def _guarded(check: Callable[[], Iterable[ContentError]]) -> list[ContentError]:
    """The problems a check finds, or the one that stopped it (an unreadable shared file)."""
    found: list[ContentError] = []
    try:
        found.extend(check())
    except ContentError as error:
        found.append(error)
    return found


def _check_shared(catalog: Catalog) -> Iterator[ContentError]:
    attribute_file, source_file = f"{loader.ROOT}/attributes.json", f"{loader.ROOT}/sources.json"
    for group in catalog.attributes.groups:
        for place, text in [(group.id, group.label)] + [(a.id, a.label) for a in group.attributes]:
            yield from (ContentError(attribute_file, place, problem) for problem in languages(text))
    for source_id in catalog.source_ids():
        source = catalog.source(source_id)
        if source is not None:
            yield from (ContentError(source_file, source_id, problem) for problem in languages(source.title))
    for term in catalog.glossary:
        for text in (term.term, term.text):
            yield from (ContentError(f"{loader.ROOT}/glossary.json", term.id, p) for p in languages(text))
    for price_id, entry in catalog.price_labels.items():
        yield from (ContentError(f"{loader.ROOT}/price_labels.json", price_id, p) for p in languages(entry.label))


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
        for claim in claims():
            if claim not in found:
                yield ContentError(f"{loader.ROOT}/services", f"claim {claim}", f"no text makes it in {language}")
        for claim in found.keys() - set(claims()):
            yield ContentError(f"{loader.ROOT}/services", f"claim {claim}", "is not in the list of claims")


def _external(target: str) -> list[ContentError]:
    module, _, name = target.partition(":")
    check: Callable[[], list[ContentError]] = getattr(importlib.import_module(module), name)
    return check()
