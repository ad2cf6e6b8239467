"""Prices of one region: figures with unit, source, date and basis, or a plain answer that one is missing.

Small prices (what pages show) live in `content/prices/<region>.json` and, when they are the same everywhere,
in `content/prices/specs/common.json`. EC2's table is big and read on first use only.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from models import assets
from models.errors import AppError, ContentError

if TYPE_CHECKING:
    from models.cost.ec2_table import Ec2Table

FOLDER = "content/prices"
VERIFIED = frozenset({"published", "uniform", "derived", "given"})
"""Bases that count as verified; `scaled`, `assumed` and `unverified` are told in the estimate's warnings."""


class MissingPrice(AppError):
    """A price is not known in a region."""

    def __init__(self, price_id: str, region: str) -> None:
        super().__init__("cost.error.price_missing", price=price_id, region=region)
        self.price_id = price_id


class Price(msgspec.Struct, frozen=True, omit_defaults=True):
    """One figure: USD per `unit` (or a quantity when the id says `.free.`). `to` is where its tier ends."""

    id: str
    value: float
    unit: str = ""
    source: str = ""
    as_of: str = ""
    basis: str = "published"
    to: float | None = None

    @property
    def verified(self) -> bool:
        """False for figures that are assumed, scaled or from a weak source."""
        return self.basis in VERIFIED


class RegionFile(msgspec.Struct, forbid_unknown_fields=True):
    """One price file; `region` is `*` in the file of the prices that are the same everywhere."""

    currency: str
    prices: tuple[Price, ...]
    region: str = "*"
    name: dict[str, str] = {}


class PriceBook:
    """The prices one estimate uses."""

    def __init__(self, region: str, prices: Mapping[str, Price], ec2: Ec2Table | None = None) -> None:
        self.region = region
        self._prices = dict(prices)
        self._ec2 = ec2
        self.kept: dict[object, Any] = {}
        """What services worked out from these prices alone; lives and dies with the book."""

    @classmethod
    def given(
        cls, values: Mapping[str, float], region: str = "given", tiers: Mapping[str, float] | None = None
    ) -> PriceBook:
        """A book made by hand: price id -> USD; `tiers` gives where a tier ends."""
        ends = tiers or {}
        return cls(region, {k: Price(k, float(v), basis="given", to=ends.get(k)) for k, v in values.items()})

    def replaced(self, values: Mapping[str, float]) -> PriceBook:
        """This book with some values changed by the person; unit and tier end stay."""
        changed = dict(self._prices)
        for key, value in values.items():
            old = self.find(key)
            changed[key] = Price(
                key, float(value), old.unit if old else "", basis="given", to=old.to if old else None
            )
        return PriceBook(self.region, changed, self._ec2)

    def with_ec2(self, table: Ec2Table) -> PriceBook:
        """This book with another table of EC2 types."""
        return PriceBook(self.region, self._prices, table)

    def find(self, price_id: str) -> Price | None:
        """The price, or None when it is not known here."""
        found = self._prices.get(price_id)
        if found is None and price_id.startswith("ec2.") and price_id.count(".") == 2:
            return self.ec2.on_demand(price_id[4:]) if self.has_ec2 else None
        return found

    def price(self, price_id: str) -> Price:
        """The price. Errors: MissingPrice."""
        found = self.find(price_id)
        if found is None:
            raise MissingPrice(price_id, self.region)
        return found

    def value(self, price_id: str) -> float:
        """The figure alone, USD per unit. Errors: MissingPrice."""
        return self.price(price_id).value

    def tier_ends(self, stem: str, tiers: int) -> list[float]:
        """Where the first `tiers` tiers of a price end, in its unit; those without an end are left out."""
        found = self.kept.get((stem, tiers))
        if found is None:
            prices = [self.find(f"{stem}{number}") for number in range(1, tiers + 1)]
            found = self.kept[stem, tiers] = [one.to for one in prices if one is not None and one.to is not None]
        ends: list[float] = found
        return ends

    def ids(self) -> list[str]:
        """Every small price of this book, sorted (EC2 types are in `ec2`)."""
        return sorted(self._prices)

    @property
    def has_ec2(self) -> bool:
        """Whether a table of EC2 types belongs to this book."""
        return self._ec2 is not None or self.region in regions()

    @property
    def ec2(self) -> Ec2Table:
        """The EC2 types of this region, read on first use. Errors: MissingPrice (hand-made book)."""
        if self._ec2 is None:
            from models.cost.ec2_table import load_ec2_table

            if self.region not in regions():
                raise MissingPrice("ec2", self.region)
            self._ec2 = load_ec2_table(self.region)
        return self._ec2


@lru_cache(maxsize=1)
def regions() -> tuple[str, ...]:
    """Codes of the regions that have a price file, sorted."""
    return tuple(name.removesuffix(".json") for name in assets.names(FOLDER, ".json"))


@lru_cache(maxsize=64)
def region_names(region: str) -> dict[str, str]:
    """The place of a region in each language."""
    return dict(_read(f"{region}.json").name)


@lru_cache(maxsize=64)
def load_price_book(region: str) -> PriceBook:
    """The price book of a region. Errors: ContentError for an unknown region or a damaged file."""
    prices = {price.id: price for price in _read("specs/common.json").prices}
    prices.update({price.id: price for price in _read(f"{region}.json").prices})
    return PriceBook(region, prices)


@lru_cache(maxsize=64)
def _read(name: str) -> RegionFile:
    file = f"{FOLDER}/{name}"
    try:
        return msgspec.json.decode(assets.read_bytes(file), type=RegionFile)
    except msgspec.DecodeError as error:
        raise ContentError(file, "-", str(error)) from error


def forget() -> None:
    """Drop what was read (tests that point the reader at another tree)."""
    for cached in (regions, region_names, load_price_book, _read):
        cached.cache_clear()
