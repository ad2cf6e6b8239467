"""The columns of a fleet file: their names in either language, their units, and reading one cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, get_args

import msgspec

from models import formats
from models.cost.engine import RANKED
from models.cost.workload import NUMERIC_FIELDS, Workload, WorkloadError, bounds
from models.scenario.problems import quote
from models.texts import LANGUAGES, Message, Texts

NAME, SERVICE = "name", "service"
LONGEST_TITLE = 200
LONGEST_NUMBER = 100


def _choices() -> dict[str, tuple[Any, ...]]:
    """The inputs that are no numbers, with their values, as the workload declares them."""
    found = {spec.name: get_args(spec.type) or (True, False) for spec in msgspec.structs.fields(Workload)}
    return {name: values for name, values in found.items() if name not in NUMERIC_FIELDS}


WORDS: dict[str, tuple[Any, ...]] = {**_choices(), SERVICE: RANKED}
"""Columns of words and what they may say."""
COLUMNS = (NAME, SERVICE, *NUMERIC_FIELDS, *(name for name in WORDS if name != SERVICE))
_TIME = {"ms": 0.001, "s": 1.0, "seg": 1.0, "sec": 1.0, "min": 60.0, "h": 3600.0, "hr": 3600.0}
_SIZE = {"b": 1 / 1024**2, "kb": 1 / 1024, "mb": 1.0, "mib": 1.0, "gb": 1024.0, "gib": 1024.0, "tb": 1024.0**2}
_UNIT_IN_NAME = re.compile(r"^(.*?)\s*[(\[]\s*([^)\]]+?)\s*[)\]]$")
_TAIL = re.compile(r"^(.*?)\s*([a-z%]+)$")
_PLAIN = {"es": re.compile(r"\d{1,15}(,\d+)?"), "en": re.compile(r"\d{1,15}(\.\d+)?")}


class CellError(Exception):
    """What is wrong with a cell, as a Message."""

    def __init__(self, what: Message) -> None:
        super().__init__(what.key)
        self.what = what


class Column(msgspec.Struct, frozen=True):
    """A recognised column: which input it is and how many base units one of its unit is."""

    field: str
    factor: float = 1.0


def units(field: str) -> Mapping[str, float]:
    """The units a numeric column may be written in, with how many base units each is."""
    if field.endswith("_s"):
        return _TIME
    for base in ("kb", "mb", "gb"):
        if field.endswith(f"_{base}"):
            return {unit: size / _SIZE[base] for unit, size in _SIZE.items()}
    return {"%": 0.01} if field in ("target_utilisation", "cold_start_share") else {}


def fold(text: str) -> str:
    """Text without case, accents and kinds of space, for recognising names."""
    plain = unicodedata.normalize("NFKD", text.strip().lower())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[\s_\-\u00a0]+", " ", plain).strip(" :.*")


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """Every name of a column (folded), in either language, and the input it means."""
    found: dict[str, str] = {fold(field): field for field in COLUMNS}
    for language in LANGUAGES:
        texts = Texts(language)
        for field in COLUMNS:
            listed = texts.raw(f"scenario.column.{field}") or ""
            found |= {fold(name): field for name in listed.split("|") if name}
    return found


@lru_cache(maxsize=1)
def words() -> dict[str, dict[str, Any]]:
    """For each column of words, what may be written (folded) and the value it means."""
    found: dict[str, dict[str, Any]] = {}
    for field, values in WORDS.items():
        mine = found[field] = {fold(str(value)): value for value in values}
        for value in values:
            area = "yes" if value is True else "no" if value is False else f"{field}.{value}"
            for language in LANGUAGES:
                texts = Texts(language)
                listed = texts.raw(f"scenario.word.{area}") or ""
                mine |= {fold(word): value for word in listed.split("|") if word}
    return found


def recognise(title: str) -> Column | None:
    """The column a title means, with the unit it names; None for one that means nothing here."""
    if len(title) > LONGEST_TITLE:
        return None
    plain, known = fold(title), names()
    if plain in known:
        return Column(known[plain])
    found = _UNIT_IN_NAME.match(plain) or _TAIL.match(plain)
    if found is None:
        return None
    field = known.get(found.group(1).strip())
    factor = units(field).get(found.group(2)) if field else None
    return Column(field, factor) if field and factor else None


def nearest(title: str) -> str:
    """The known column name most like a title; empty when none is."""
    return "".join(get_close_matches(fold(title[:80]), names(), 1, 0.75))


def read_word(field: str, text: str) -> Any:
    """The value of a cell of words. Errors: CellError."""
    plain = fold(text)
    table = words()[field]
    if field == SERVICE:
        plain = re.sub(r"^(aws|amazon) ", "", plain)
    if plain not in table:
        choices = ", ".join("1, 0" if isinstance(value, bool) else str(value) for value in WORDS[field][:8])
        raise CellError(Message("scenario.problem.word", {"found": quote(text), "choices": choices}))
    return table[plain]


def read_number(column: Column, text: str, language: str) -> float:
    """The value of a numeric cell in base units; `language` decides "1.500". Errors: CellError."""
    if len(text) > LONGEST_NUMBER:
        raise CellError(Message("scenario.problem.cell_not_number", {"found": quote(text)}))
    if _PLAIN[language].fullmatch(text):  # most cells, without the work of reading what people may type
        value = float(text.replace(",", ".")) * column.factor
    else:
        value = _written(column, text, language)
    low, high, open_low = bounds(column.field)
    if not low <= value <= high or (open_low and value == low):
        raise CellError(_out_of_bounds(column.field, value))
    return value


def _written(column: Column, text: str, language: str) -> float:
    plain, factor = text.strip().lower(), column.factor
    known = units(column.field)
    tail = _TAIL.match(plain)
    if tail is not None and tail.group(2) in known:
        plain, factor = tail.group(1), known[tail.group(2)]
    elif tail is not None and known:
        shown = ", ".join(known)
        raise CellError(Message("scenario.problem.unit", {"found": quote(tail.group(2)), "choices": shown}))
    try:
        return formats.parse_number(plain, language) * factor
    except ValueError:
        raise CellError(Message("scenario.problem.cell_not_number", {"found": quote(text)})) from None


def _out_of_bounds(field: str, value: float) -> Message:
    try:
        msgspec.structs.replace(Workload(), **{field: value}).validate()
    except WorkloadError as error:
        return Message(error.key, error.args_)
    return Message("scenario.problem.cell_not_number", {"found": str(value)})


def decimal_mark(cells: Sequence[str]) -> str:
    """`,` or `.`, whichever the cells use beyond doubt more often; empty when they do not tell."""
    score = 0
    for cell in cells:
        if len(cell) > LONGEST_NUMBER:
            continue
        marks = [char for char in cell if char in ".,"]
        if not marks or not any(char.isdigit() for char in cell):
            continue
        digits = re.sub(r"[^\d]+$", "", cell)
        after = len(digits) - 1 - max(digits.rfind("."), digits.rfind(","))
        if len(set(marks)) == 2:
            decimal = marks[-1]
        elif len(marks) > 1:
            decimal = "," if marks[0] == "." else "."
        elif after != 3 or digits.startswith(("0.", "0,")):
            decimal = marks[0]
        else:
            continue
        score += 1 if decimal == "," else -1
    return "" if score == 0 else "," if score > 0 else "."
