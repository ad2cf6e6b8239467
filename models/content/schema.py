"""The kinds of records the content files may hold, as strict frozen structs.

`Localized` is a mapping of language to text; the checks require every language of the app.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from models.texts import Localized

Flag = Literal["yes", "no", "partly"]
Status = Literal["not_applicable", "unknown"]
Kind = Literal["service", "concept"]
SourceKind = Literal[
    "documentation", "price_list", "api_model", "blog", "repository", "secondary", "announcement", "measurement"
]
Category = Literal["functions", "containers", "servers", "platform", "hybrid", "concepts"]
CATEGORIES: tuple[Category, ...] = ("functions", "containers", "servers", "platform", "hybrid", "concepts")


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of all content records: unknown keys are errors, so a typo never passes in silence."""


class Fact(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One fact, stated once, with unit, source id and as-of date.

    Exactly one of `value`, `min`+`max`, `flag`, `text`, `status` holds it (`flag` may carry a short `text`).
    """

    id: str
    source: str
    as_of: str
    label: Localized | None = None
    short: Localized | None = None
    value: int | float | None = None
    min: int | float | None = None
    max: int | float | None = None
    unit: str | None = None
    show: str | None = None
    flag: Flag | None = None
    text: Localized | None = None
    status: Status | None = None
    adjustable: Flag | None = None
    verified: bool = True
    note: Localized | None = None

    @property
    def owner(self) -> str:
        """The id of the service or concept the fact is about."""
        return self.id.partition(".")[0]

    @property
    def name(self) -> str:
        """The id without its owner."""
        return self.id.partition(".")[2]


class Related(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A link to another page and why it matters."""

    id: str
    why: Localized


class News(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something that changed in 2025-2026 and what it changes in the advice."""

    date: str
    text: Localized
    advice: Localized
    source: str


class Service(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The structure of one page: a service or a concept. Its prose lives in `<language>.md` beside it."""

    id: str
    kind: Kind
    name: Localized
    short: Localized
    glyph: str
    category: Category
    order: int
    headline: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    prices: tuple[str, ...] = ()
    example: str | None = None
    related: tuple[Related, ...] = ()
    diagrams: tuple[str, ...] = ()
    news: tuple[News, ...] = ()
    sources: tuple[str, ...] = ()


class Attribute(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One comparable attribute; the fact `<service>.<id>` is its value."""

    id: str
    label: Localized


class AttributeGroup(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A titled group of comparison rows."""

    id: str
    label: Localized
    attributes: tuple[Attribute, ...]


class Attributes(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The catalogue of comparable attributes."""

    groups: tuple[AttributeGroup, ...]


class Source(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where facts come from; `date` is the date of the data."""

    id: str
    title: Localized
    publisher: str
    kind: SourceKind
    date: str
    address: str = ""


class Term(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A glossary entry."""

    id: str
    term: Localized
    text: Localized


class PriceLabel(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a price is called; its unit stands with the figure."""

    label: Localized
    unit: str = ""
