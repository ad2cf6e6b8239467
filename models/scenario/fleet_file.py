"""A fleet read from a CSV file, row by row: every row that cannot be used is told, the others are kept.

Format. The first line names the columns, in either language or by the names of the inputs; a unit may follow
("memory (GB)", "duración ms"), and a cell may carry its own ("1,5 GB"). Separator: comma, semicolon or tab,
whichever makes most of the first line known. Decimals: comma or point; where every number could be read either way
("1.500"), a file with semicolons or in Spanish is read with decimal commas. `amount` must be there. `service` is
where the workload runs now, `name` is free text; every other column is an input of `models.cost.workload.Workload`
in its unit. An empty cell takes the default. Columns that mean nothing here are told and left out.
100,000 rows and 256 MB at most.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from models.cost.workload import NUMERIC_FIELDS, Workload
from models.scenario.fleet import Fleet, Progress, drive
from models.scenario.fleet_columns import (
    COLUMNS,
    NAME,
    SERVICE,
    WORDS,
    CellError,
    Column,
    decimal_mark,
    fold,
    nearest,
    read_number,
    read_word,
    recognise,
)
from models.scenario.fleet_text import SEPARATORS, Line, Record, lines, records, split
from models.scenario.problems import Problem, fail, problem, quote, showable, why
from models.texts import Message, Texts

MOST_ROWS = 100_000
LARGEST = 256 * 1024 * 1024
MOST_GUESSED = 20  # unknown titles for which a known one is looked for
MOST_PROBLEMS = 1000
STEP = 1000
SAMPLE = 500
LONGEST_NAME = 200
SPANISH_HINTS = frozenset({"nombre", "servicio", "memoria", "duracion", "cantidad", "peticiones", "trabajos"})
ESSENTIAL = ("duration_s", "memory_mb")
Titles = list[Column | None]


def read_fleet(
    path: Path,
    base: Workload | None = None,
    progress: Callable[[Progress], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Fleet | None:
    """Read a CSV file; None when `cancelled` said so. Errors: FileError when there is nothing to read in it."""
    return drive(reading(path, base or Workload()), progress, cancelled)


def reading(path: Path, base: Workload) -> Generator[Progress, None, Fleet]:
    """Read a CSV file a thousand rows at a time; the fleet is the generator's value. Errors: FileError."""
    file = str(path)
    stream, size = _opened(path)
    seen: list[tuple[int, Fleet]] = [(0, Fleet())]
    with stream:
        try:
            for step in _read(lines(stream), file, base):
                seen = [step]
                yield Progress(min(stream.tell(), size), size)
        except OSError as error:
            raise fail(file, "unreadable", why=why(error)) from None
    ((done, fleet),) = seen
    if not done:
        raise fail(file, "no_rows")
    return fleet


def _opened(path: Path) -> tuple[IO[bytes], int]:
    """A file and its size. Errors: FileError."""
    try:
        if path.exists() and not path.is_file():
            raise fail(str(path), "not_a_file")
        size = path.stat().st_size
        if size > LARGEST:
            raise fail(str(path), "too_large", limit=LARGEST // 1024)
        return path.open("rb"), size
    except OSError as error:
        raise fail(str(path), "unreadable", why=why(error)) from None
    except ValueError as error:  # a name no system accepts
        raise fail(str(path), "unreadable", why=str(error)) from None


def _read(source: Iterator[Line], file: str, base: Workload) -> Iterator[tuple[int, Fleet]]:
    """Rows looked at so far and the fleet as it grows."""
    head, separator = _head(source, file)
    titles, notices = _titles(head, base, file)
    rows = records(source, separator)
    sample = list(islice(rows, SAMPLE))
    language = _language(head, separator, titles, sample)
    builder = _Builder(base, titles, [quote(title) for title in head], language)
    builder.fleet.notices += notices
    done = 0
    for done, record in enumerate(chain(sample, rows), 1):
        if done > MOST_ROWS:
            builder.fleet.notices.append(Message("scenario.notice.too_many_rows", {"limit": MOST_ROWS}))
            break
        builder.take(record)
        if done % STEP == 0:
            yield done, builder.fleet
    yield min(done, MOST_ROWS), builder.fleet


def _head(source: Iterator[Line], file: str) -> tuple[list[str], str]:
    """The titles and the separator: the one that makes most titles known. Errors: FileError."""
    first = next((line for line in source if line.text is None or line.text.strip()), None)
    if first is None:
        raise fail(file, "empty")
    text = first.text or ""
    if text.lower().startswith("sep=") and len(text) == 5:  # how a spreadsheet is told the separator
        return _head(source, file)
    tries = [(split(text, separator), separator) for separator in SEPARATORS]
    known = [(sum(recognise(title) is not None for title in cells), cells, mark) for cells, mark in tries if cells]
    if not known or max(count for count, _, _ in known) == 0:
        shown = ", ".join(("name", SERVICE, *NUMERIC_FIELDS[:4]))
        raise fail(file, "no_columns", Message("scenario.place.line", {"line": first.number}), known=shown)
    _, cells, mark = max(known, key=lambda found: found[0])
    return cells, mark


def _titles(head: Sequence[str], base: Workload, file: str) -> tuple[Titles, list[Message]]:
    """The column of each title and what has to be told about them. Errors: FileError."""
    titles = [recognise(title) for title in head]
    fields = [column.field for column in titles if column is not None]
    twice = next((field for field in fields if fields.count(field) > 1), None)
    if twice is not None:
        raise fail(file, "column_twice", column=twice)
    if "amount" not in fields:
        raise fail(file, "no_amount", near="amount")
    notices: list[Message] = []
    for title, column in zip(head, titles, strict=True):
        if column is None and title.strip():
            near = nearest(title) if len(notices) < MOST_GUESSED else ""
            key = "scenario.notice.unknown_column_near" if near else "scenario.notice.unknown_column"
            notices.append(Message(key, {"column": quote(title), "near": near}))
    for field in ESSENTIAL:
        if field not in fields:
            args = {"field": Message(f"cost.field.{field}"), "value": getattr(base, field)}
            notices.append(Message("scenario.notice.assumed", args))
    return titles, notices


def _language(head: Sequence[str], separator: str, titles: Titles, sample: Sequence[Record]) -> str:
    """Whose decimal mark the numbers have: `es` comma, `en` point."""
    cells = [
        cell
        for record in sample
        for cell, column in zip(record.cells, titles, strict=False)
        if column is not None and column.field in NUMERIC_FIELDS
    ]
    mark = decimal_mark(cells)
    if mark:
        return "es" if mark == "," else "en"
    spanish = any(word in SPANISH_HINTS for title in head for word in fold(title).split())
    return "es" if separator == ";" or spanish else "en"


class _Builder:
    """Grows a fleet by one row at a time."""

    def __init__(self, base: Workload, titles: Titles, head: Sequence[str], language: str) -> None:
        self.fleet = Fleet(base=base)
        self._titles, self._head, self._language = titles, head, language
        self._columns = [(i, column) for i, column in enumerate(titles) if column is not None]
        self._known: dict[tuple[int, str], Any] = {}
        for _, column in self._columns:
            if column.field in NUMERIC_FIELDS:
                self.fleet.numbers[column.field] = array("d")
            elif column.field in WORDS and column.field != SERVICE:
                self.fleet.words[column.field] = []

    def take(self, record: Record) -> None:
        """Add a row, or tell what is wrong with it."""
        found = self._values(record)
        if isinstance(found, list):
            self.fleet.refused += 1
            self.fleet.problems += found[: MOST_PROBLEMS - len(self.fleet.problems)]
            return
        fleet = self.fleet
        fleet.lines.append(record.line)
        fleet.names.append(found.get(NAME, ""))
        fleet.services.append(found.get(SERVICE, ""))
        for name, column in (*fleet.numbers.items(), *fleet.words.items()):
            column.append(found[name] if name in found else getattr(fleet.base, name))

    def _values(self, record: Record) -> dict[str, Any] | list[Problem]:
        if record.wrong:
            return [problem(_place(record), record.wrong)]
        cells, wanted = record.cells, len(self._titles)
        if len(cells) < wanted or any(cell.strip() for cell in cells[wanted:]):
            return [problem(_place(record), "cell_count", found=len(cells), wanted=wanted)]
        values: dict[str, Any] = {}
        wrong: list[Problem] = []
        for i, column in self._columns:
            text = cells[i].strip()
            if text:
                try:
                    values[column.field] = self._value(i, column, text)
                except CellError as error:
                    wrong.append(Problem(_place(record, self._head[i]), error.what))
        return wrong or values

    def _value(self, index: int, column: Column, text: str) -> Any:
        """The value of a cell; what was read once is remembered. Errors: CellError."""
        if column.field == NAME:
            short = text[:LONGEST_NAME]
            return short if short.isprintable() else "".join(char if showable(char) else " " for char in short)
        key = (index, text)
        found = self._known.get(key)
        if found is None:
            if column.field in WORDS:
                found = read_word(column.field, text)
            else:
                found = read_number(column, text, self._language)
            if len(self._known) < 50_000 and len(text) < 40:
                self._known[key] = found
        return found


def _place(record: Record, column: str = "") -> Message:
    if not column:
        return Message("scenario.place.line", {"line": record.line})
    return Message("scenario.place.cell", {"line": record.line, "column": column})


def template(language: str) -> str:
    """A file to start from: every column and one example row, with the separator and decimals of a language."""
    texts, example = Texts(language), Workload()
    separator, mark = (";", ",") if language == "es" else (",", ".")
    titles, cells = [], []
    for field in COLUMNS:
        titles.append((texts.raw(f"scenario.column.{field}") or field).partition("|")[0])
        value = {NAME: texts.t("scenario.example_name"), SERVICE: "lambda"}.get(field) or getattr(example, field)
        cells.append(f"{value:.12g}".replace(".", mark) if isinstance(value, float) else str(value).lower())
    return "".join(separator.join(row) + "\r\n" for row in (titles, cells))
