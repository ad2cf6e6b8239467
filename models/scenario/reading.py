"""JSON of strangers: parsed within limits, then read by type, collecting every problem with its JSON path.

Limits: 256 KiB (a scenario takes 4), 24 levels, a hundred problems told. NaN, infinities and numbers beyond a
double are refused where they stand.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from models.scenario.problems import FileError, Problem, fail, problem, quote, showable
from models.texts import Message

LARGEST = 256 * 1024
MOST_PROBLEMS = 100
DEEPEST = 24
LONGEST_TEXT = 200
LONGEST_LIST = 100
BAD: Any = object()
"""Stands for a value that was refused."""
_STRINGS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)', re.DOTALL)
"""Texts, also one that never closes: were it no match, each mark in it would be tried to the end of the file."""


class _Twice(Exception):
    """A key stands twice in one object."""


def parse(data: bytes, file: str | Message) -> Any:
    """JSON as Python objects. Errors: FileError naming line and column."""
    text = _text(data, file)
    if not text.strip():
        raise fail(file, "empty")
    depth = 0
    for mark in re.finditer(r"[\[\]{}]", _STRINGS.sub("", text)):
        depth += 1 if mark.group() in "[{" else -1
        if depth > DEEPEST:
            raise fail(file, "too_deep", limit=DEEPEST)
    try:
        return json.loads(text, parse_int=_whole, object_pairs_hook=_unique)
    except _Twice as twice:
        raise fail(file, "twice", name=str(twice)) from None
    except json.JSONDecodeError as error:
        raise FileError(file, (_syntax(error, text),)) from None


def _text(data: bytes, file: str | Message) -> str:
    if len(data) > LARGEST:
        raise fail(file, "too_large", limit=LARGEST // 1024)
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise fail(file, "not_utf8", Message("scenario.place.line", {"line": line})) from None


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) < 19 else float(digits)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(next(key for key in keys if keys.count(key) > 1))
    return found


def _syntax(error: json.JSONDecodeError, text: str) -> Problem:
    place = Message("scenario.place.line_column", {"line": error.lineno, "column": error.colno})
    if error.msg.startswith("Unterminated string"):
        return problem(place, "open_text")
    if error.pos >= len(text.rstrip()):
        return problem(place, "cut")
    if error.msg.startswith("Extra data"):
        return problem(place, "extra", found=text[error.pos :].strip().split("\n")[0][:20])
    return problem(place, "unexpected", found=text[error.pos : error.pos + 1])


class Reader:
    """Reads raw values by type. Refused values become BAD and a problem; nothing is raised until `finish`.

    Only where there are more problems than anybody reads, reading ends there (FileError).
    """

    def __init__(self, file: str | Message) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def refuse(self, place: str, key: str, **args: object) -> Any:
        """Note a problem; returns BAD."""
        self.problems.append(problem(place, key, **args))
        if len(self.problems) >= MOST_PROBLEMS:
            self.finish()
        return BAD

    def finish(self) -> None:
        """Errors: FileError when anything was refused."""
        if self.problems:
            raise FileError(self.file, self.problems)

    def number(self, raw: Any, place: str) -> Any:
        """A finite number as float, or BAD."""
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            return self.refuse(place, "not_number", found=kind_of(raw))
        value = float(raw)
        return value if math.isfinite(value) else self.refuse(place, "not_finite")

    def text(self, raw: Any, place: str, longest: int = LONGEST_TEXT) -> Any:
        """One line of plain text, or BAD."""
        if not isinstance(raw, str):
            return self.refuse(place, "not_text", found=kind_of(raw))
        if len(raw) > longest:
            return self.refuse(place, "text_too_long", limit=longest)
        hidden = next((char for char in raw if not showable(char)), None)
        if hidden is not None:
            return self.refuse(place, "hidden_character", code=f"U+{ord(hidden):04X}")
        return raw

    def object(self, raw: Any, place: str, known: Collection[str]) -> Mapping[str, Any]:
        """An object whose keys are all known; empty when it is none."""
        if not isinstance(raw, dict):
            self.refuse(place, "not_object", found=kind_of(raw))
            return {}
        for key in raw:
            if key not in known:
                near = get_close_matches(key[:80], known, 1, 0.75)
                what = "unknown_key_near" if near else "unknown_key"
                self.refuse(f"{place}.{quote(key)}", what, near="".join(near))
        return raw

    def list(self, raw: Any, place: str) -> list[Any]:
        """A list of a sensible length; empty when it is none."""
        if not isinstance(raw, list):
            self.refuse(place, "not_list", found=kind_of(raw))
            return []
        if len(raw) > LONGEST_LIST:
            self.refuse(place, "list_too_long", limit=LONGEST_LIST)
            return []
        return raw

    def struct(self, raw: Any, kind: type[msgspec.Struct], place: str) -> dict[str, Any]:
        """The good fields of an object that describes a struct."""
        specs = {spec.name: spec for spec in msgspec.structs.fields(kind)}
        given = self.object(raw, place, specs)
        found = {
            name: self.typed(given[name], spec.type, f"{place}.{name}")
            for name, spec in specs.items()
            if name in given
        }
        for name, spec in specs.items():
            if spec.required and name not in given and isinstance(raw, dict):
                self.refuse(place, "missing", name=name)
        return {name: value for name, value in found.items() if value is not BAD}

    def typed(self, raw: Any, kind: Any, place: str) -> Any:
        """A value of an annotation as the engine's structs use them, or BAD."""
        origin, args = get_origin(kind), get_args(kind)
        if kind is float:
            return self.number(raw, place)
        if kind is bool:
            return raw if isinstance(raw, bool) else self.refuse(place, "not_flag", found=kind_of(raw))
        if kind is str:
            return self.text(raw, place)
        if origin is Literal:
            choices = ", ".join(f"“{word}”" for word in args)
            return raw if raw in args and isinstance(raw, str) else self.refuse(place, "choice", choices=choices)
        if origin in (Union, UnionType) and type(None) in args:
            rest = next(arg for arg in args if arg is not type(None))
            return None if raw is None else self.typed(raw, rest, place)
        if origin in (frozenset, tuple):
            return self._several(raw, origin, args, place)
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            return self._built(raw, kind, place)
        return self._converted(raw, kind, place)

    def _several(self, raw: Any, origin: Any, args: tuple[Any, ...], place: str) -> Any:
        items = [self.typed(item, args[0], f"{place}[{i}]") for i, item in enumerate(self.list(raw, place))]
        return BAD if any(item is BAD for item in items) else origin(items)

    def _built(self, raw: Any, kind: type[msgspec.Struct], place: str) -> Any:
        before = len(self.problems)
        fields = self.struct(raw, kind, place)
        return kind(**fields) if len(self.problems) == before else BAD

    def _converted(self, raw: Any, kind: Any, place: str) -> Any:
        """Types nobody foresaw: the library checks them, in its own words."""
        try:
            return msgspec.convert(raw, kind)
        except msgspec.ValidationError as error:
            return self.refuse(place, "other", why=str(error))


def kind_of(raw: Any) -> Message:
    """What a JSON value is, in words."""
    names: dict[type, str] = {dict: "object", list: "list", str: "text", bool: "flag", type(None): "null"}
    return Message(f"scenario.kind.{names.get(type(raw), 'number')}")
