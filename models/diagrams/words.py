"""The words of a diagram with their references filled in: facts, the chosen region, live counts.

`{fact:lambda.max_duration}` reads the fact base, `{price:lightsail.linux.nano}` the prices of the chosen region,
`{region}` names it; `{on}`, `{new}`, `{bad}` and `{total}` are the count of the node at the step. `one|many` takes
its first half when the count is one. References to the current workload are those of `models.diagrams.live`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import msgspec

from models.content.catalog import Catalog
from models.content.display import Display
from models.diagrams.live import PATTERN, LiveWords
from models.diagrams.metrics import Measure, Role
from models.diagrams.schema import Count, Diagram
from models.texts import LANGUAGES, Localized, Texts, pick

if TYPE_CHECKING:
    from models.cost.price_book import PriceBook
    from models.figures import Figures

Lookup = Callable[[str, str], str]
"""The text of an id in a language."""
_REFERENCE = re.compile(r"\{((?:fact:|price:)[\w.]+|" + PATTERN + r"|\w+)\}")
_BRACED = re.compile(r"\{([^{}]*)\}")
VARIABLES = ("region",)
COUNTS = ("on", "new", "bad", "total")


class Words:
    """Renders localized texts. Without a lookup of facts or prices, their ids show in brackets."""

    def __init__(
        self,
        fact: Lookup | None = None,
        price: Lookup | None = None,
        region: str = "us-east-1",
        live: LiveWords | None = None,
    ) -> None:
        self._lookups = {"fact": fact or _unknown, "price": price or _unknown}
        self._live = live or LiveWords()
        self._variables = {"region": region}

    def text(self, localized: Localized | None, language: str, count: Count | None = None) -> str:
        """The text in a language, every reference replaced; empty for None."""
        raw = _chosen(localized, language, count)
        return _REFERENCE.sub(lambda match: self._value(match[1], language, count), raw)

    def room(
        self, localized: Localized | None, language: str, measure: Measure, role: Role, count: Count | None = None
    ) -> str:
        """The widest that `text` can become: live references at their longest, the rest as it is."""

        def widest(match: re.Match[str]) -> str:
            if not _is_live(match[1]):
                return self._value(match[1], language, count)
            return max(self._live.longest(match[1], language), key=lambda form: measure(form, role))

        return _REFERENCE.sub(widest, _chosen(localized, language, count))

    def count(self, count: Count, places: int) -> Count:
        """A count that follows the workload as numbers: at least one unit, at most `places` with the others."""
        number = self._live.number(count.live) if count.live else None
        if number is None:
            return count
        most = max(0, places - count.new - count.bad)
        return msgspec.structs.replace(count, on=min(most, max(1, math.ceil(number))))

    def _value(self, name: str, language: str, count: Count | None) -> str:
        kind, _, item_id = name.partition(":")
        if _is_live(name):
            return self._live.text(name, language)
        if item_id:
            return self._lookups[kind](item_id, language)
        if name in COUNTS and count is not None:
            return str(getattr(count, name))
        return self._variables.get(name, f"⟦{name}⟧")


def _chosen(localized: Localized | None, language: str, count: Count | None) -> str:
    """The pattern in a language, the half that agrees with the count; empty for None."""
    if localized is None:
        return ""
    raw = pick(localized, language)
    if "|" in raw:
        one, _, many = raw.partition("|")
        raw = one if count is not None and count.total == 1 else many
    return raw


def _is_live(name: str) -> bool:
    return ":" in name and not name.startswith(("fact:", "price:"))


def catalog_words(
    catalog: Catalog,
    prices: Callable[[], PriceBook] | None = None,
    region: str = "us-east-1",
    figures: Figures | None = None,
) -> Words:
    """Words that read a catalogue, a region's prices and the current workload, in each language its own way."""
    displays = {language: Display(catalog, Texts(language), prices) for language in LANGUAGES}

    def fact(fact_id: str, language: str) -> str:
        return displays[language].fact_by_id(fact_id)

    def price(price_id: str, language: str) -> str:
        return displays[language].price_by_id(price_id)

    live = LiveWords(figures, {language: shown.texts for language, shown in displays.items()})
    return Words(fact, price if prices is not None else None, region, live)


def cited(diagram: Diagram, kind: str) -> dict[str, str]:
    """Every id of a kind (`fact`, `price`) that a diagram cites, with the place where it first does."""
    found: dict[str, str] = {}
    for place, text in localized_texts(diagram).items():
        for name in _names(text):
            if name.startswith(f"{kind}:"):
                found.setdefault(name.partition(":")[2], place)
    return found


def unknown_references(text: Localized) -> set[str]:
    """References that are of no known kind: neither a citation, nor a variable, a count or a live figure."""
    names = {name for name in _names(text) if ":" not in name and name not in (*VARIABLES, *COUNTS)}
    return names | {braced for raw in text.values() for braced in _BRACED.findall(_REFERENCE.sub("", raw))}


def live_references(diagram: Diagram) -> dict[str, str]:
    """Every reference to the current workload, with the place where it first stands."""
    found: dict[str, str] = {}
    for place, text in localized_texts(diagram).items():
        for name in sorted(_names(text)):
            if _is_live(name):
                found.setdefault(name, place)
    for index, step in enumerate(diagram.steps):
        for item, count in step.counts.items():
            if count.live:
                found.setdefault(count.live, f"$.steps[{index}].counts.{item}.live")
    return found


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
