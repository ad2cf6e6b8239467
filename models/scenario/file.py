"""Scenario files (`<name>.atlas.json`): UTF-8 JSON that a person can read and edit.

Format, version 1. Keys, in the order they are written; only `workload` must be there:
`format` ("compute-atlas-scenario"), `version` (1), `name`, `region` (AWS code), `prices_as_of` (YYYY-MM-DD, the
date of the price data; told when it differs, never refused), `compared` (two to four service ids, or empty),
`currency` ({code, rate}: rate of one USD; or null), `workload`, `options`, `duration` (fields of the structs of
these names in `models.cost.workload`, `models.cost.options` and `models.duration.options`, units there), `ranges`
(input -> [lowest, highest]); and when there are some, `services` (those to cost) and `prices` (the person's own,
USD by price id). A file written by hand may name an `example`, whose fields `workload` then replaces; the terminal
reads the same files. Every field is written, so that a later change of a default does not change an old file; one
left out takes its default. A key that is not known here, a wrong type or a value outside its bounds is refused by
name; files of a newer version are refused untouched.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import msgspec

from models.scenario.problems import FileError, fail, why
from models.scenario.reading import LARGEST, parse
from models.scenario.scenario import Scenario, from_raw, to_raw
from models.state.files import keep_aside, write_atomic
from models.texts import Message

SUFFIX = ".atlas.json"


class Loaded(msgspec.Struct, frozen=True):
    """A scenario that was read, and where from."""

    scenario: Scenario
    path: Path


def encode(scenario: Scenario) -> bytes:
    """A scenario as the bytes of its file: stable, two spaces of indent, a line end at the end."""
    return json.dumps(to_raw(scenario), ensure_ascii=False, indent=2, allow_nan=False).encode() + b"\n"


def decode(data: bytes, file: str | Message) -> Scenario:
    """The scenario in the bytes of a file called `file`. Errors: FileError naming every problem and its place."""
    return from_raw(parse(data, file), file)


def load(path: Path) -> Loaded:
    """Read a scenario file, which stays as it is. Errors: FileError."""
    return Loaded(decode(read_bytes(path, LARGEST), str(path)), path)


def read_bytes(path: Path, largest: int) -> bytes:
    """The bytes of a person's file. Errors: FileError when it cannot be read, is no file or is larger."""
    try:
        if path.exists() and not path.is_file():
            raise fail(str(path), "not_a_file")
        with path.open("rb") as stream:
            data = stream.read(largest + 1)
    except (OSError, ValueError) as error:  # ValueError: a name no system accepts
        reason = why(error) if isinstance(error, OSError) else str(error)
        raise fail(str(path), "unreadable", why=reason) from None
    if len(data) > largest:
        raise fail(str(path), "too_large", limit=largest // 1024)
    return data


def save(path: Path, scenario: Scenario) -> Message | None:
    """Write a scenario file, whole or not at all. Errors: FileError; then what stood there still stands.

    A file already there that is not a readable scenario (damaged, newer, something else) is first copied beside
    itself; the notice returned says where.
    """
    try:
        target = Path(path).resolve()
        notice = _kept(target)
        write_atomic(target, encode(scenario))
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links that lead to themselves
        reason = why(error) if isinstance(error, OSError) else str(error)
        raise fail(str(path), "unwritable", why=reason) from None
    return notice


def _kept(path: Path) -> Message | None:
    """Keep what is about to be replaced, unless it is a scenario we can read. Errors: FileError."""
    if not path.exists():
        return None
    try:
        load(path)
    except FileError:
        pass
    else:
        return None
    try:
        copy = keep_aside(path)
    except OSError as error:
        raise fail(str(path), "not_kept", why=why(error)) from None
    return Message("scenario.notice.kept_aside", {"file": path.name, "copy": str(copy)})


def file_name(scenario: Scenario) -> str:
    """A file name for a scenario: its name in plain letters, with the suffix."""
    plain = unicodedata.normalize("NFKD", scenario.name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return (stem or scenario.workload.kind.replace("_", "-")) + SUFFIX


def with_suffix(path: Path) -> Path:
    """The path with the suffix of scenario files, added when it is missing."""
    return path if path.name.lower().endswith(".json") else path.with_name(path.name + SUFFIX)
