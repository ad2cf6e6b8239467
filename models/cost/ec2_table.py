"""The EC2 types of one region: sizes and prices in columns, read on first use.

`content/prices/ec2/types.json` states every type once; `content/prices/ec2/<region>.json` prices those sold there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

import msgspec

from models import assets
from models.cost.ops import Num, is_scalar, np
from models.cost.price_book import FOLDER, Price
from models.errors import ContentError

SPECIAL = ("hpc",)
"""Families made for one kind of work, never chosen by themselves (nor are bare-metal sizes)."""
NVIDIA = "NVIDIA "
"""A workload that asks for a GPU gets these: other accelerators need software of their own."""

BASES = {"p": "published", "s": "scaled", "d": "derived"}
FEE_FAMILIES = ((1, ("g4", "g5", "g6", "g7", "gr6")), (2, ("p4", "p5", "p6", "trn")))
"""Families whose management fee was cut on 2026-07-01, by the number of their fee."""
PURCHASES = {"none": "linux", "ri_1y": "ri_1y", "ri_3y": "ri_3y", "sp_1y": "sp_1y", "sp_3y": "sp_3y"}


_T = TypeVar("_T")


class _Types(msgspec.Struct, forbid_unknown_fields=True):
    source: str
    as_of: str
    type: list[str]
    vcpu: list[float]
    memory_gib: list[float]
    arch: str
    baseline: list[float]
    gpu: list[float]
    gpu_name: list[str]


class _Source(msgspec.Struct):
    source: str
    as_of: str


class _Region(msgspec.Struct, forbid_unknown_fields=True):
    region: str
    sources: list[_Source]
    committed: _Source
    type: list[int]
    linux: list[float]
    basis: str
    source: str
    windows: list[float | None]
    windows_basis: str
    spot: list[float | None]
    ri_1y: list[float | None]
    ri_3y: list[float | None]
    sp_1y: list[float | None]
    sp_3y: list[float | None]
    committed_basis: str


class Ec2Type(NamedTuple):
    """One type as the choice sees it: USD an hour, vCPU, GB, sustained vCPU (burst baseline), GPUs, row."""

    price: float
    vcpu: float
    memory_gb: float
    sustained: float
    gpu: float
    row: int
    listed: float
    """USD an hour on demand: what management fees are a share of."""
    fee_class: int
    """Which management fee applies: 0 ordinary, 1 G family, 2 P family and Trainium."""


class Ec2Table:
    """Types of a region by row. `candidates` gives those that could ever be the cheapest for a need."""

    def __init__(self, types: _Types, region: _Region) -> None:
        self._types = types
        self._region = region
        self.names = [types.type[i] for i in region.type]
        self._rows = {name: row for row, name in enumerate(self.names)}
        self._cache: dict[tuple[str, bool, bool, str], tuple[Ec2Type, ...]] = {}

    def __len__(self) -> int:
        return len(self.names)

    def on_demand(self, name: str) -> Price | None:
        """The Linux on-demand price of a type, USD per hour; None when it is not sold here."""
        row = self._rows.get(name)
        return None if row is None else self.price(row, "linux")

    def price(self, row: int, column: str) -> Price | None:
        """The price of a row in a column (linux, windows, spot, ri_1y…), with its source; None when unknown."""
        region = self._region
        value = getattr(region, column)[row]
        if value is None:
            return None
        source, basis = region.sources[int(region.source[row])], BASES.get(region.basis[row], "published")
        if column == "windows":
            basis = BASES.get(region.windows_basis[row], "unverified")
        elif column == "spot":
            source, basis = _Source("leanercloud", "2025-04-24"), "unverified"
        elif column != "linux":
            source, basis = region.committed, BASES.get(region.committed_basis[row], "unverified")
        return Price(f"ec2.{self.names[row]}", value, "h", source.source, source.as_of, basis)

    def listed(self, row: Num) -> Num:
        """Linux on-demand USD an hour of a row, or of an array of rows (any number where a row is -1)."""
        if is_scalar(row):
            return self._region.linux[int(row)]
        return np().asarray(self._region.linux)[row]

    def fee_class(self, row: Num) -> Num:
        """Which management fee applies to a row (see Ec2Type), or to each of an array of rows."""
        if is_scalar(row):
            return next((number for number, starts in FEE_FAMILIES if self.names[int(row)].startswith(starts)), 0)
        numpy = np()
        return numpy.array([self.fee_class(one) for one in range(len(self))])[row]

    def spec(self, row: int) -> Ec2Type:
        """Sizes of a row, with its Linux on-demand price."""
        return self._make(row, self._region.linux[row])

    def row_of(self, name: str) -> int | None:
        """The row of a type name, or None when the region does not sell it."""
        return self._rows.get(name)

    def _make(self, row: int, price: float) -> Ec2Type:
        types, index = self._types, self._region.type[row]
        vcpu = types.vcpu[index]
        sustained = vcpu * (types.baseline[index] or 1.0)
        listed = self._region.linux[row]
        return Ec2Type(
            price, vcpu, types.memory_gib[index], sustained, types.gpu[index], row, listed, self.fee_class(row)
        )

    def _suits(self, row: int, arch: str, gpu: bool, burstable: bool) -> bool:
        types, index = self._types, self._region.type[row]
        if (types.arch[index] == "a") != (arch == "arm64"):
            return False
        if gpu != (types.gpu[index] > 0.0) or (gpu and not types.gpu_name[index].startswith(NVIDIA)):
            return False
        if types.type[index].startswith(SPECIAL) or types.type[index].partition(".")[2].startswith("metal"):
            return False
        return burstable or types.baseline[index] == 0.0

    def candidates(self, arch: str, gpu: bool, burstable: bool, column: str) -> tuple[Ec2Type, ...]:
        """Types that no other beats in every size at the same price or less, cheapest first (ties: table)."""
        key = (arch, gpu, burstable, column)
        found = self._cache.get(key)
        if found is None:
            values = getattr(self._region, column)
            rows = [
                row for row in range(len(self.names)) if values[row] and self._suits(row, arch, gpu, burstable)
            ]
            kept: list[Ec2Type] = []
            for item in sorted((self._make(row, values[row]) for row in rows), key=_order):
                if not any(_covers(other, item) for other in kept):
                    kept.append(item)
            found = self._cache[key] = tuple(kept)
        return found


def _order(item: Ec2Type) -> tuple[float, float, float, int]:
    return item.price, -item.vcpu, -item.memory_gb, item.row


def _covers(a: Ec2Type, b: Ec2Type) -> bool:
    """`a` (never dearer, it comes first) has at least everything `b` has."""
    return a.vcpu >= b.vcpu and a.memory_gb >= b.memory_gb and a.sustained >= b.sustained and a.gpu >= b.gpu


def given_table(types: Sequence[tuple[str, float, float, float]], arch: str = "x86_64") -> Ec2Table:
    """A table made by hand: (name, vCPU, GB, USD an hour) of each type; every purchase has that one price."""
    names, vcpus, gbs, prices = (list(column) for column in zip(*types, strict=True))
    n = len(names)
    mark = "a" if arch == "arm64" else "x"
    specs = _Types("given", "", names, vcpus, gbs, mark * n, [0.0] * n, [0.0] * n, [""] * n)
    source = _Source("given", "")
    columns = {name: list(prices) for name in ("windows", "spot", "ri_1y", "ri_3y", "sp_1y", "sp_3y")}
    region = _Region(
        region="given",
        sources=[source],
        committed=source,
        type=list(range(n)),
        linux=prices,
        basis="p" * n,
        source="0" * n,
        windows_basis="p" * n,
        committed_basis="p" * n,
        **columns,
    )
    return Ec2Table(specs, region)


@lru_cache(maxsize=1)
def _types() -> _Types:
    return _decode("types.json", _Types)


@lru_cache(maxsize=16)
def load_ec2_table(region: str) -> Ec2Table:
    """The EC2 table of a region. Errors: ContentError for a missing or damaged file."""
    return Ec2Table(_types(), _decode(f"{region}.json", _Region))


def _decode(name: str, kind: type[_T]) -> _T:
    file = f"{FOLDER}/ec2/{name}"
    try:
        return msgspec.json.decode(assets.read_bytes(file), type=kind)
    except msgspec.DecodeError as error:
        raise ContentError(file, "-", str(error)) from error
