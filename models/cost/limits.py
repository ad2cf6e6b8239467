"""Service limits as the content states them: the engine asks by fact id and never repeats a figure."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from models import assets
from models.errors import ContentError

FOLDER = "content/services"
log = logging.getLogger(__name__)


class Limit(msgspec.Struct, frozen=True):
    """One fact with a number: value in `unit`, its source and date."""

    id: str
    value: float
    unit: str = ""
    source: str = ""
    as_of: str = ""
    verified: bool = True


class _Fact(msgspec.Struct):
    id: str
    value: float | None = None
    min: float | None = None
    max: float | None = None
    unit: str = ""
    source: str = ""
    as_of: str = ""
    verified: bool = True


class Limits:
    """Numeric facts by id. An unknown id gives None: the caller then says that the limit is unknown."""

    def __init__(self, limits: Mapping[str, Limit]) -> None:
        self._limits = dict(limits)
        self._base = {key: limit.value * _FACTORS.get(limit.unit, 1.0) for key, limit in limits.items()}

    @classmethod
    def given(cls, values: Mapping[str, float]) -> Limits:
        """Limits made by hand, in base units (s, MB, vCPU, counts)."""
        return cls({key: Limit(key, float(value)) for key, value in values.items()})

    def replaced(self, limits: Mapping[str, Limit]) -> Limits:
        """These limits with some replaced or added."""
        return Limits({**self._limits, **limits})

    def find(self, fact_id: str) -> Limit | None:
        """The fact as stated, or None."""
        return self._limits.get(fact_id)

    def get(self, fact_id: str) -> float | None:
        """The figure in base units: seconds, MB, vCPU, counts; None when unknown."""
        return self._base.get(fact_id)

    def value(self, fact_id: str) -> float:
        """The figure in base units. Errors: ContentError when the content does not state it."""
        found = self._base.get(fact_id)
        if found is None:
            raise ContentError(f"{FOLDER}/{fact_id.partition('.')[0]}/facts.json", fact_id, "number not stated")
        return found


# base units of the engine: seconds and MB (1 GB = 1 GiB = 1024 MB, as AWS's own pages mean it)
_FACTORS = {
    "ms": 0.001,
    "s": 1.0,
    "min": 60.0,
    "h": 3600.0,
    "d": 86_400.0,
    "year": 31_536_000.0,
    "B": 1 / 1048576,
    "KB": 1 / 1024,
    "MB": 1.0,
    "MiB": 1.0,
    "GB": 1024.0,
    "GiB": 1024.0,
    "TB": 1048576.0,
    "TiB": 1048576.0,
}


def unit_factor(unit: str) -> float:
    """How many base units one `unit` is."""
    return _FACTORS.get(unit, 1.0)


@lru_cache(maxsize=1)
def load_limits() -> Limits:
    """Every numeric fact of every service. A damaged facts file is logged and costs only its own numbers."""
    limits: dict[str, Limit] = {}
    decoder = msgspec.json.Decoder(list[_Fact])
    for service in assets.names(FOLDER):
        file = f"{FOLDER}/{service}/facts.json"
        if not assets.path_of(file).is_file():
            continue
        try:
            facts = decoder.decode(assets.read_bytes(file))
        except msgspec.DecodeError as error:
            log.error("%s", ContentError(file, "-", str(error)))
            continue
        for fact in facts:
            value = fact.value if fact.value is not None else fact.max
            if value is not None:
                limits[fact.id] = Limit(fact.id, value, fact.unit, fact.source, fact.as_of, fact.verified)
            if fact.min is not None:
                limits[f"{fact.id}.min"] = Limit(
                    f"{fact.id}.min", fact.min, fact.unit, fact.source, fact.as_of, fact.verified
                )
    return Limits(limits)
