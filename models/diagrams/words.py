"""The words of a diagram with their references filled in: facts, the chosen region, live counts.

`{fact:lambda.max_duration}` reads the fact base, `{price:lightsail.linux.nano}` the prices of the chosen region,
`{region}` names it; `{on}`, `{new}`, `{bad}` and `{total}` are the count of the node at the step. `one|many` takes
its first half when the count is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from models.content.catalog import Catalog
from models.content.display import Display
from models.diagrams.schema import Count, Diagram
from models.texts import LANGUAGES, Localized, Texts, pick

if TYPE_CHECKING:
    from models.cost.price_book import PriceBook

Lookup = Callable[[str, str], str]
"""The text of an id in a language."""
_REFERENCE = re.compile(r"\{((?:fact:|price:)[\w.]+|\w+)\}")
VARIABLES = ("region",)
COUNTS = ("on", "new", "bad", "total")


class Words:
    """Renders localized texts. Without a lookup of facts or prices, their ids show in brackets."""

    def __init__(self, fact: Lookup | None = None, price: Lookup | None = None, region: str = "us-east-1") -> None:
        self._lookups = {"fact": fact or _unknown, "price": price or _unknown}
        self._variables = {"region": region}

    def text(self, localized: Localized | None, language: str, count: Count | None = None) -> str:
        """The text in a language, every reference replaced; empty for None."""
        if localized is None:
            return ""
        raw = pick(localized, language)
        if "|" in raw:
            one, _, many = raw.partition("|")
            raw = one if count is not None and count.total == 1 else many
        return _REFERENCE.sub(lambda match: self._value(match[1], language, count), raw)

    def _value(self, name: str, language: str, count: Count | None) -> str:
        kind, _, item_id = name.partition(":")
        if item_id:
            return self._lookups[kind](item_id, language)
        if name in COUNTS and count is not None:
            return str(getattr(count, name))
        return self._variables.get(name, f"⟦{name}⟧")


def catalog_words(
    catalog: Catalog, prices: Callable[[], PriceBook] | None = None, region: str = "us-east-1"
) -> Words:
    """Words that read a catalogue and the prices of a region, in each language its own way."""
    displays = {language: Display(catalog, Texts(language), prices) for language in LANGUAGES}

    def fact(fact_id: str, language: str) -> str:
        return displays[language].fact_by_id(fact_id)

    def price(price_id: str, language: str) -> str:
        return displays[language].price_by_id(price_id)

    return Words(fact, price if prices is not None else None, region)


def cited(diagram: Diagram, kind: str) -> dict[str, str]:
    """Every id of a kind (`fact`, `price`) that a diagram cites, with the place where it first does."""
    found: dict[str, str] = {}
    for place, text in localized_texts(diagram).items():
        for name in _names(text):
            if name.startswith(f"{kind}:"):
                found.setdefault(name.partition(":")[2], place)
    return found


def unknown_references(text: Localized) -> set[str]:
    """References that are no citation and no known variable or count."""
    return {name for name in _names(text) if ":" not in name and name not in (*VARIABLES, *COUNTS)}


def _names(text: Localized) -> set[str]:
    return {name for raw in text.values() for name in _REFERENCE.findall(raw)}


def localized_texts(diagram: Diagram) -> Mapping[str, Localized]:
    """Every localized text of a diagram by its place in the file."""
    found: dict[str, Localized] = {"$.title": diagram.title, "$.summary": diagram.summary}
    for index, node in enumerate(diagram.nodes):
        found[f"$.nodes[{index}].label"] = node.label
        if node.caption is not None:
            found[f"$.nodes[{index}].caption"] = node.caption
    found |= {f"$.groups[{index}].label": group.label for index, group in enumerate(diagram.groups)}
    for index, edge in enumerate(diagram.edges):
        if edge.label is not None:
            found[f"$.edges[{index}].label"] = edge.label
    for index, step in enumerate(diagram.steps):
        found[f"$.steps[{index}].title"] = step.title
        found[f"$.steps[{index}].text"] = step.text
        found |= {f"$.steps[{index}].captions.{name}": text for name, text in step.captions.items()}
    return found


def _unknown(item_id: str, language: str) -> str:
    return f"⟦{item_id}⟧"
