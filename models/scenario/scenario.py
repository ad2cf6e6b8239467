"""A scenario: everything needed to see the same answer again, and its plain form (what a file and a code hold)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from models.cost.engine import SERVICES
from models.cost.examples import load_examples
from models.cost.options import Options
from models.cost.price_book import PriceBook, regions
from models.cost.workload import NUMERIC_FIELDS, Workload, WorkloadError
from models.duration.options import DurationOptions
from models.scenario.problems import Problem, fail, quote, showable
from models.scenario.reading import BAD, LONGEST_TEXT, Reader
from models.state.app_state import MAX_COMPARED, MIN_COMPARED
from models.state.currency import CODE, HIGHEST_RATE, Currency
from models.texts import Message

FORMAT = "compute-atlas-scenario"
VERSION = 1
MOST_OF_AN_EXTRA = 1e12
KEYS = (
    "format", "version", "name", "region", "prices_as_of", "compared", "currency", "workload", "ranges", "options",
    "duration", "example", "services", "prices",
)  # fmt: skip
OURS = {"version", "workload", "example"}
_PRICE_ID = re.compile(r"[\w.@*-]{1,100}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
Raw = dict[str, Any]


class Scenario(msgspec.Struct, frozen=True, kw_only=True):
    """What a person set.

    `ranges`: numeric input -> lowest and highest; `prices_as_of`: date of the price data; `services`: those to
    cost, all when empty; `prices`: the person's own, USD by price id, which `PriceBook.replaced` puts into a book.
    """

    name: str = ""
    region: str = "us-east-1"
    workload: Workload = Workload()
    options: Options = Options()
    duration: DurationOptions = DurationOptions()
    compared: tuple[str, ...] = ()
    ranges: dict[str, tuple[float, float]] = {}
    currency: Currency | None = None
    prices_as_of: str = ""
    services: tuple[str, ...] = ()
    prices: dict[str, float] = {}


def prices_as_of(book: PriceBook) -> str:
    """The date of a region's newest price, which dates the data pack; empty for a book made by hand."""
    return max((price.as_of for price in map(book.price, book.ids()) if _DATE.fullmatch(price.as_of)), default="")


def other_prices(scenario: Scenario, book: PriceBook) -> Message | None:
    """A notice when the scenario was kept with prices of another date than those in `book`."""
    now = prices_as_of(book)
    if not scenario.prices_as_of or not now or scenario.prices_as_of == now:
        return None
    return Message("scenario.notice.other_prices", {"then": scenario.prices_as_of, "now": now})


def clean_name(text: str) -> str:
    """A typed name as it can be kept: one line, nothing invisible, at most 200 characters."""
    plain = "".join(char if showable(char) else " " for char in text)
    return " ".join(plain.split())[:LONGEST_TEXT].strip()


def to_raw(scenario: Scenario) -> Raw:
    """The plain form: JSON types only, keys in their documented order, every input written out.

    `services` and `prices` are there only when the person has some.
    """
    raw: Raw = {"format": FORMAT, "version": VERSION, "name": clean_name(scenario.name)}
    raw["region"], raw["prices_as_of"] = scenario.region, scenario.prices_as_of
    raw["compared"] = list(scenario.compared)
    raw["currency"] = _plain(scenario.currency)
    raw["workload"] = _plain(scenario.workload)
    raw["ranges"] = {name: [_tidy(end) for end in ends] for name, ends in sorted(scenario.ranges.items())}
    raw["options"] = _plain(scenario.options)
    raw["duration"] = _plain(scenario.duration)
    if scenario.services:
        raw["services"] = list(scenario.services)
    if scenario.prices:
        raw["prices"] = {name: _tidy(value) for name, value in sorted(scenario.prices.items())}
    return raw


def from_raw(raw: Any, file: str | Message) -> Scenario:
    """The scenario of a plain form. Errors: FileError with every problem found, each with its JSON path."""
    _check_format(raw, file)
    reader = Reader(file)
    given = reader.object(raw, "$", KEYS)
    fields: Raw = {
        "name": _text(reader, given, "name"),
        "region": _region(reader, given),
        "prices_as_of": _date(reader, given),
        "compared": _compared(reader, given),
        "services": _services(reader, given, "services"),
        "prices": _prices(reader, given),
        "currency": _currency(reader, given),
        "workload": _part(reader, given, "workload", Workload, _example(reader, given)),
        "ranges": _ranges(reader, given),
        "options": _part(reader, given, "options", Options),
        "duration": _part(reader, given, "duration", DurationOptions),
    }
    if "workload" not in given and "example" not in given:
        reader.refuse("$", "missing", name="workload")
    reader.finish()
    return Scenario(**{name: value for name, value in fields.items() if value is not BAD})


def _check_format(raw: Any, file: str | Message) -> None:
    """Errors: FileError for something else than a scenario, or one of a newer version."""
    if not isinstance(raw, dict) or raw.get("format", FORMAT) != FORMAT or not OURS & set(raw):
        raise fail(file, "not_a_scenario")
    version = raw.get("version", VERSION)
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise fail(file, "no_version", "$.version")
    if version > VERSION:
        raise fail(file, "newer", "$.version", version=version, known=VERSION)


def _plain(value: Any) -> Any:
    """Structs and sets as JSON types, whole floats as whole numbers."""
    if isinstance(value, msgspec.Struct):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return clean_name(value)
    return _tidy(value) if isinstance(value, float) else value


def _tidy(value: float) -> int | float:
    return int(value) if value == int(value) and abs(value) < 2**53 else value


def _text(reader: Reader, given: Mapping[str, Any], key: str) -> Any:
    return reader.text(given[key], f"$.{key}") if key in given else BAD


def _region(reader: Reader, given: Mapping[str, Any]) -> Any:
    region = _text(reader, given, "region")
    if region is not BAD and region not in regions():
        return reader.refuse("$.region", "no_region", region=region, known=", ".join(regions()))
    return region


def _date(reader: Reader, given: Mapping[str, Any]) -> Any:
    date = _text(reader, given, "prices_as_of")
    if date is not BAD and date and not _DATE.fullmatch(date):
        return reader.refuse("$.prices_as_of", "not_date")
    return date


def _compared(reader: Reader, given: Mapping[str, Any]) -> Any:
    found = _services(reader, given, "compared")
    if found is not BAD and found and not MIN_COMPARED <= len(given["compared"]) <= MAX_COMPARED:
        reader.refuse("$.compared", "compared_count", least=MIN_COMPARED, most=MAX_COMPARED)
    return found


def _services(reader: Reader, given: Mapping[str, Any], key: str) -> Any:
    """A list of services, each once."""
    if key not in given:
        return BAD
    found: list[str] = []
    for i, name in enumerate(reader.list(given[key], f"$.{key}")):
        if not isinstance(name, str) or name not in SERVICES:
            reader.refuse(f"$.{key}[{i}]", "choice", choices=", ".join(SERVICES))
        elif name in found:
            reader.refuse(f"$.{key}[{i}]", "stands_twice", found=name)
        else:
            found.append(name)
    return tuple(found)


def _example(reader: Reader, given: Mapping[str, Any]) -> Workload:
    """The example whose fields the workload replaces; the blank workload when none is named."""
    name = _text(reader, given, "example")
    known = {example.id: example.workload for example in load_examples()}
    if name is not BAD and name and name not in known:
        reader.refuse("$.example", "choice", choices=", ".join(known))
    return known.get(name, Workload()) if isinstance(name, str) else Workload()


def _prices(reader: Reader, given: Mapping[str, Any]) -> Any:
    if "prices" not in given:
        return BAD
    found = {}
    raw = given["prices"]
    for name, value in reader.object(raw, "$.prices", raw if isinstance(raw, dict) else ()).items():
        place = f"$.prices.{quote(name)}"
        if not _PRICE_ID.fullmatch(name):
            reader.refuse(place, "unknown_key")
            continue
        usd = reader.number(value, place)
        if usd is not BAD and not 0.0 <= usd <= HIGHEST_RATE:
            reader.refuse(place, "between", low=0, high=HIGHEST_RATE)
        found[name] = usd
    return found


def _currency(reader: Reader, given: Mapping[str, Any]) -> Any:
    if given.get("currency") is None:
        return BAD
    fields = reader.struct(given["currency"], Currency, "$.currency")
    if "code" in fields and not CODE.fullmatch(fields["code"]):
        reader.refuse("$.currency.code", "not_currency")
    if "rate" in fields and not 0.0 < fields["rate"] <= HIGHEST_RATE:
        reader.refuse("$.currency.rate", "between", low=0, high=HIGHEST_RATE)
    return Currency(**fields) if len(fields) == 2 else BAD


def _ranges(reader: Reader, given: Mapping[str, Any]) -> Any:
    if "ranges" not in given:
        return BAD
    found = {}
    for name, ends in reader.object(given["ranges"], "$.ranges", NUMERIC_FIELDS).items():
        place, before = f"$.ranges.{name}", len(reader.problems)
        values = [reader.number(end, f"{place}[{i}]") for i, end in enumerate(reader.list(ends, place))]
        if name not in NUMERIC_FIELDS or len(reader.problems) > before:
            continue
        if len(values) != 2 or values[0] > values[1]:
            reader.refuse(place, "not_range")
            continue
        for i, value in enumerate(values):
            _note(reader, f"{place}[{i}]", Workload(), name, value)
        found[name] = (values[0], values[1])
    return found


def _part(reader: Reader, given: Mapping[str, Any], key: str, kind: type[msgspec.Struct], base: Any = None) -> Any:
    """One of the engine's structs: each field read by its type, then checked by the struct's own rules.

    Fields left out are those of `base`, or the struct's defaults.
    """
    base = kind() if base is None else base
    if key not in given:
        return base
    fields = reader.struct(given[key], kind, f"$.{key}")
    before = len(reader.problems)
    for name, value in fields.items():
        _note(reader, f"$.{key}.{name}", kind(), name, value)
    for i, extra in enumerate(fields.get("extras", ())):
        for name in ("quantity", "price"):
            if not 0.0 <= getattr(extra, name) <= MOST_OF_AN_EXTRA:
                reader.refuse(f"$.{key}.extras[{i}].{name}", "between", low=0, high=MOST_OF_AN_EXTRA)
    whole = msgspec.structs.replace(base, **fields)
    if len(reader.problems) == before:
        _whole(reader, f"$.{key}", whole)
    return whole


def _note(reader: Reader, place: str, blank: Any, name: str, value: object) -> None:
    """Check one field alone, so that every wrong field is told and not only the first."""
    _whole(reader, place, msgspec.structs.replace(blank, **{name: value}))


def _whole(reader: Reader, place: str, checked: Any) -> None:
    try:
        checked.validate()
    except WorkloadError as error:
        reader.problems.append(Problem(place, Message(error.key, error.args_)))
