"""Scenarios as the terminal reads them: one workload with its region, options, own prices and quotas, as JSON.

    {"version": 1, "region": "us-east-1", "example": "photo_resize", "workload": {"amount": 500000},
     "options": {"commitment": "sp_1y"}, "services": ["lambda"], "prices": {"lambda.requests": 0.2},
     "duration": {"fargate_vcpu": 256}, "ranges": {"amount": [100000, 900000]}}

Every part but `workload` or `example` may be left out. The files the window saves are accepted as they are.
`json_schema` gives the exact fields.
"""

from __future__ import annotations

from typing import Any

import msgspec

from models.cost.engine import SERVICES
from models.cost.examples import load_examples
from models.cost.options import COMPANIONS, Options
from models.cost.price_book import PriceBook, load_price_book, regions
from models.cost.workload import NUMERIC_FIELDS, Workload
from models.duration.options import DurationOptions
from models.errors import InputError

FORMAT = "compute-atlas-scenario"
VERSION = 1
SIZE_LIMIT = 1_000_000  # bytes; a scenario is a page of text


class Scenario(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a scenario file holds. `workload` replaces single fields of `example`."""

    format: str = FORMAT
    version: int = VERSION
    name: str = ""
    region: str = "us-east-1"
    prices_as_of: str = ""
    example: str = ""
    workload: dict[str, Any] = {}
    options: Options = Options()
    services: tuple[str, ...] = ()
    """Services to cost; all of them when empty."""
    compared: tuple[str, ...] = ()
    """Services the window compares; the terminal costs all the same."""
    currency: dict[str, Any] | None = None
    """The window's second currency; the terminal answers in USD."""
    prices: dict[str, float] = {}
    """Own prices, USD by price id."""
    duration: DurationOptions = DurationOptions()
    ranges: dict[str, tuple[float, float]] = {}
    """Uncertain inputs: lowest and highest value, carried through to a range of totals."""

    def complete_workload(self) -> Workload:
        """The workload with the example's fields filled in, validated. Errors: InputError, WorkloadError."""
        base = _example(self.example) if self.example else {}
        try:
            return msgspec.convert({**base, **self.workload}, Workload).validate()
        except msgspec.ValidationError as error:
            raise InputError("cost.error.scenario", problem=f"$.workload: {error}") from error

    def price_book(self) -> PriceBook:
        """The prices of the region with the person's own on top."""
        book = load_price_book(self.region)
        return book.replaced(self.prices) if self.prices else book


def _example(name: str) -> dict[str, Any]:
    for example in load_examples():
        if example.id == name:
            return msgspec.structs.asdict(example.workload)
    known = ", ".join(example.id for example in load_examples())
    raise InputError("cost.error.no_example", example=name, known=known)


def read_scenario(data: bytes) -> Scenario:
    """A scenario from the bytes of a file.

    Errors: InputError (cost.error.scenario with the place in the file, or a name that does not exist).
    """
    if len(data) > SIZE_LIMIT:
        raise InputError("cost.error.scenario", problem=f"> {SIZE_LIMIT} bytes")
    try:
        found = msgspec.json.decode(data, type=Scenario)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError("cost.error.scenario", problem=str(error)) from error
    if found.format != FORMAT or found.version != VERSION:
        raise InputError("cost.error.scenario_schema", found=f"{found.format} {found.version}", known=VERSION)
    if found.region not in regions():
        raise InputError("cost.error.no_region", region=found.region, known=", ".join(regions()))
    for service in found.services:
        if service not in SERVICES:
            raise InputError("cost.error.no_service", service=service, known=", ".join(SERVICES))
    for name in found.ranges:
        if name not in NUMERIC_FIELDS:
            raise InputError("cost.error.scenario", problem=f"$.ranges.{name}")
    for price_id, value in found.prices.items():
        if not 0.0 <= value <= 1e9:
            raise InputError("cost.error.scenario", problem=f"$.prices.{price_id}: {value}")
    found.options.validate()
    found.duration.validate()
    return found


def json_schema() -> dict[str, Any]:
    """JSON Schema of a scenario, the fields of its workload included."""
    schemas, parts = msgspec.json.schema_components((Scenario, Workload), ref_template="#/$defs/{name}")
    parts["Scenario"]["properties"]["workload"] = schemas[1]
    parts["Options"]["properties"]["companions"]["items"] = {"enum": list(COMPANIONS)}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schemas[0], "$defs": parts}
