"""Checks of the interface catalogues and of every localized text: each language complete and alike."""

from __future__ import annotations

import string
from collections.abc import Iterator

from models import assets
from models.content import loader
from models.errors import ContentError
from models.texts import LANGUAGES, Localized


def check_texts() -> Iterator[ContentError]:
    """Interface catalogues: same areas, same keys, same placeholders in every language."""
    first = LANGUAGES[0]
    for language in LANGUAGES[1:]:
        areas = [set(assets.names(f"i18n/{lang}", ".json")) for lang in (first, language)]
        for area in sorted(areas[0] ^ areas[1]):
            yield ContentError(f"i18n/{language}/{area}", "-", "exists in one language only")
        for area in sorted(areas[0] & areas[1]):
            name = area.removesuffix(".json")
            one, other = catalogue(first, name), catalogue(language, name)
            for key in sorted(one.keys() ^ other.keys()):
                yield ContentError(f"i18n/{language}/{area}", key, "exists in one language only")
            for key in sorted(one.keys() & other.keys()):
                if not key.startswith(f"{name}."):
                    yield ContentError(f"i18n/{language}/{area}", key, f"does not begin with '{name}.'")
                yield from _placeholder_problems(f"i18n/{language}/{area}", key, one[key], other[key])
                if not one[key].strip() or not other[key].strip():
                    yield ContentError(f"i18n/{language}/{area}", key, "is empty")


def _placeholder_problems(file: str, key: str, one: str, other: str) -> Iterator[ContentError]:
    try:
        if _placeholders(one) != _placeholders(other):
            yield ContentError(file, key, "placeholders differ between languages")
    except ValueError as error:  # a brace left open
        yield ContentError(file, key, str(error))


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def catalogue(language: str, area: str) -> dict[str, str]:
    """One interface catalogue. Errors: ContentError."""
    return loader.read(f"i18n/{language}/{area}.json", dict[str, str])


def languages(text: Localized) -> Iterator[str]:
    """What is wrong with a localized text: a language empty or unknown."""
    for language in LANGUAGES:
        if not text.get(language, "").strip():
            yield f"no text in {language}"
    for language in text.keys() - set(LANGUAGES):
        yield f"'{language}' is not a language of the app"
