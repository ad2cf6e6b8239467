"""A result of AWS Lambda Power Tuning, read as a person has it: the memory curve of their own function.

Accepted, as text or as a file:
- the state machine's output, alone or under `results`: `power` (MB, number or text), `cost` (USD for one
  invocation), `duration` (ms), `stateMachine.visualization` (address), `stats`;
- the execution's description, whose `output` is that JSON as text;
- the raw `stats` list: `value` (MB), `averageDuration` (ms), `averagePrice` (USD for one invocation);
- the visualization address itself, as copied from a browser, a message or a log: after `#`, three base64 lists
  separated by `;`: memory (int16), duration (float32, ms), cost (float32), little endian. Nothing is fetched.
The list wins over the address, which holds seven digits only. Keys of the tool that say nothing about the curve
are let be: the file is another program's.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from models.cost.limits import load_limits
from models.cost.workload import Workload
from models.scenario.file import read_bytes
from models.scenario.problems import Problem, fail
from models.scenario.reading import LARGEST, Reader, parse
from models.texts import Message

MOST_POINTS = 512
LONGEST_MS = 1e9
HIGHEST_COST = 1e6
_HASH = re.compile(r"#([A-Za-z0-9+/=_%-]*);([A-Za-z0-9+/=_%-]*);([A-Za-z0-9+/=_%-]*)")
_BOM_AND_SPACE = b"\xef\xbb\xbf \t\r\n"
_CURRENCY = re.compile(r"[?&]currency=([A-Z]{3})")


class Measured(NamedTuple):
    """One memory size: MB, mean duration in ms and mean cost of one invocation in the curve's currency."""

    memory_mb: float
    duration_ms: float
    cost: float


class PowerCurve(msgspec.Struct, frozen=True):
    """Measured sizes by memory, and the best by cost, by time, and by both halves (the tool's own rule).

    On equal cost the faster wins, on equal time the cheaper. `chosen` is the size the tool recommended, if it is
    in the file; `spent` is what the measuring itself cost, USD. `notices` tell what was left out.
    """

    points: tuple[Measured, ...]
    cheapest: Measured
    fastest: Measured
    balanced: Measured
    chosen: Measured | None = None
    currency: str = "USD"
    notices: tuple[Message, ...] = ()
    spent: float | None = None


def load(path: Path) -> PowerCurve:
    """Read a file. Errors: FileError."""
    return decode(read_bytes(path, LARGEST), str(path))


def decode(data: bytes, file: str | Message) -> PowerCurve:
    """The curve in a text. Errors: FileError naming the place and what is wrong."""
    if data.lstrip(_BOM_AND_SPACE)[:1] not in (b"{", b"[", b""):  # no JSON object: an address, quoted or not
        address = _copied(data.decode("utf-8", "replace"))
        if "#" in address or address.lower().startswith("http"):
            return _curve(_from_address(address, file, ""), _currency(address), file)
    raw, place = _result(parse(data, file), file)
    stats = raw if isinstance(raw, list) else raw.get("stats")
    machine = raw.get("stateMachine") if isinstance(raw, dict) else None
    address = machine.get("visualization", "") if isinstance(machine, dict) else ""
    notices: list[Message] = []
    if isinstance(stats, list):
        where = place if stats is raw else f"{place}.stats"
        points = _from_stats(stats, file, where, notices)
    elif isinstance(address, str) and "#" in address:
        points = _from_address(address, file, f"{place}.stateMachine.visualization")
    else:
        points = [_point(Reader(file), raw, ("power", "duration", "cost"), place, finish=True)]
        notices.append(Message("scenario.notice.one_point"))
    chosen = raw.get("power") if isinstance(raw, dict) else None
    curve = _curve(points, _currency(address), file, chosen, tuple(notices))
    return msgspec.structs.replace(curve, spent=_spent(machine))


def adopted(workload: Workload, point: Measured) -> Workload:
    """The workload with the memory and the duration of a measured size, vCPU following the memory."""
    return msgspec.structs.replace(
        workload, memory_mb=point.memory_mb, duration_s=point.duration_ms / 1000.0, vcpu=0.0
    ).validate()


def _copied(text: str) -> str:
    """An address as it was meant: without quotes around it, line breaks in it and escapes of other programs."""
    from urllib.parse import unquote

    plain = "".join(text.split()).strip("\"'<>`,")
    return unquote(plain) if "%3B" in plain.upper() or "%23" in plain else plain


def _result(raw: Any, file: str | Message) -> tuple[Any, str]:
    """The part that holds the result, and its JSON path. Errors: FileError."""
    place = "$"
    for _ in range(3):  # description, output as text, results
        if isinstance(raw, dict) and isinstance(raw.get("output"), str):
            raw, place = parse(raw["output"].encode("utf-8", "replace"), file), f"{place}.output"
        elif isinstance(raw, dict) and isinstance(raw.get("results"), dict):
            raw, place = raw["results"], f"{place}.results"
    known = {"stats", "power", "stateMachine"}
    if not isinstance(raw, list) and not (isinstance(raw, dict) and known & set(raw)):
        raise fail(file, "not_power_tuning", place)
    return raw, place


def _from_stats(stats: list[Any], file: str | Message, place: str, notices: list[Message]) -> list[Measured]:
    """The points of the raw list; sizes whose runs all failed have no duration and are told."""
    if len(stats) > MOST_POINTS:
        raise fail(file, "list_too_long", place, limit=MOST_POINTS)
    reader = Reader(file)
    measured = [(i, one) for i, one in enumerate(stats) if not _failed(one)]
    names = ("value", "averageDuration", "averagePrice")
    points = [_point(reader, one, names, f"{place}[{i}]") for i, one in measured]
    reader.finish()
    if len(measured) < len(stats):
        notices.append(Message("scenario.notice.failed_sizes", {"count": len(stats) - len(measured)}))
    if not points:
        raise fail(file, "no_measurements", place)
    return points


def _failed(one: Any) -> bool:
    return one is None or (isinstance(one, dict) and not one.get("averageDuration") and "averageDuration" in one)


def _point(reader: Reader, raw: Any, names: tuple[str, str, str], place: str, *, finish: bool = False) -> Measured:
    """One size of an object; problems go to the reader."""
    values = []
    given: Mapping[str, Any] = raw if isinstance(raw, dict) else {}
    if not isinstance(raw, dict):
        reader.object(raw, place, ())
    for name in names:
        value = given.get(name)
        if isinstance(value, str) and name in ("power", "value") and re.fullmatch(r"\d{1,6}", value):
            value = int(value)  # the tool writes the power as text
        if name not in given and isinstance(raw, dict):
            reader.refuse(place, "missing", name=name)
        elif name in given:
            values.append(reader.number(value, f"{place}.{name}"))
    found = Measured(*values) if len(values) == 3 and not reader.problems else Measured(128.0, 1.0, 0.0)
    reader.problems += _doubts(found, tuple(f"{place}.{name}" for name in names), reader.file)
    if finish:
        reader.finish()
    return found


def _doubts(point: Measured, places: tuple[str, ...], file: str | Message) -> list[Problem]:
    """What cannot be a measurement of a Lambda function."""
    limits = load_limits()
    low, high = limits.value("lambda.min_memory"), limits.value("lambda.max_memory")
    ends = ((low, high), (0.0, LONGEST_MS), (0.0, HIGHEST_COST))
    found: list[Problem] = []
    for value, (least, most), place in zip(point, ends, places, strict=True):
        if not least <= value <= most or (value == 0.0 and place == places[1]):
            found += fail(file, "between", place, low=least, high=most).problems
    return found


def _from_address(address: str, file: str | Message, place: str) -> list[Measured]:
    """The points in the address of the chart. Errors: FileError."""
    found = _HASH.search(address[:LARGEST])
    if found is None:
        raise fail(file, "no_curve_in_address", place)
    memory, duration, cost = (
        _numbers(text, code, file, place) for text, code in zip(found.groups(), "hff", strict=True)
    )
    if not len(memory) == len(duration) == len(cost) or not memory:
        counts = f"{len(memory)}, {len(duration)}, {len(cost)}"
        raise fail(file, "uneven_lists", place, counts=counts)
    if len(memory) > MOST_POINTS:
        raise fail(file, "list_too_long", place, limit=MOST_POINTS)
    points = [Measured(*values) for values in zip(memory, duration, cost, strict=True)]
    reader = Reader(file)
    for i, point in enumerate(points):
        places = tuple(f"{place}#{part}[{i}]" for part in ("memory", "duration", "cost"))
        reader.problems += _doubts(point, places, file)
    reader.finish()
    return points


def _numbers(text: str, code: str, file: str | Message, place: str) -> list[float]:
    """A base64 list of little-endian numbers, `code` as in `struct`. Errors: FileError."""
    from urllib.parse import unquote

    plain = unquote(text).replace("-", "+").replace("_", "/").rstrip("=")
    try:
        data = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
        return [float(value) for (value,) in struct.iter_unpack(f"<{code}", data)]
    except (binascii.Error, ValueError, struct.error):
        raise fail(file, "not_base64_list", place) from None


def _curve(
    points: list[Measured],
    currency: str,
    file: str | Message,
    chosen: Any = None,
    notices: tuple[Message, ...] = (),
) -> PowerCurve:
    points = sorted(points)
    most_cost = max(point.cost for point in points) or 1.0
    longest = max(point.duration_ms for point in points)
    if currency != "USD":
        notices = (*notices, Message("scenario.notice.other_currency", {"code": currency}))
    return PowerCurve(
        tuple(points),
        min(points, key=lambda point: (point.cost, point.duration_ms)),
        min(points, key=lambda point: (point.duration_ms, point.cost)),
        min(points, key=lambda point: point.cost / most_cost + point.duration_ms / longest),
        next((point for point in points if f"{chosen}".removesuffix(".0") == f"{point.memory_mb:.0f}"), None),
        currency,
        notices,
    )


def _currency(address: Any) -> str:
    found = _CURRENCY.search(address) if isinstance(address, str) else None
    return found.group(1) if found else "USD"


def _spent(machine: Any) -> float | None:
    """What the state machine says its run cost, Step Functions and Lambda together; None when it does not say."""
    if not isinstance(machine, dict):
        return None
    found = 0.0
    for one in (machine.get("executionCost"), machine.get("lambdaCost")):
        if isinstance(one, bool) or not isinstance(one, int | float) or not 0.0 <= one <= HIGHEST_COST:
            return None
        found += one
    return found
