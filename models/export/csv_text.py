"""CSV after RFC 4180: CRLF, quotes where needed, every row as wide as the widest.

Two dialects. Plain (the default): comma, decimal point, figures with every digit, amounts to the cent: for
programs, the same in every language. `local`: what a spreadsheet in the document's language expects: in Spanish
semicolons and decimal commas. A byte order mark, which some spreadsheets need to see UTF-8, is optional. Text that
a spreadsheet would run as a formula gets an apostrophe before it; figures are written as figures.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal

import msgspec

from models.export.document import Cell, Column, Document, Pace, Paragraph, Table, inert, one_line


class Dialect(msgspec.Struct, frozen=True):
    """How figures and cells are written."""

    local: bool = False
    bom: bool = True


PLAIN = Dialect()


def to_csv(document: Document, dialect: Dialect = PLAIN, pace: Pace | None = None) -> bytes:
    """The whole document: title, then each table under its title with an empty row between."""
    mark = _mark(document.language, dialect)
    width = max((len(table.columns) for table in document.tables()), default=1)
    return _written(_lines(document, mark, pace or Pace()), width, mark, dialect)


def table_to_csv(table: Table, language: str, dialect: Dialect = PLAIN) -> bytes:
    """One table with its header and nothing else, for programs."""
    mark = _mark(language, dialect)
    return _written(_rows(table, mark, Pace()), len(table.columns), mark, dialect)


def _mark(language: str, dialect: Dialect) -> str:
    return "," if dialect.local and language == "es" else "."


def _lines(document: Document, mark: str, pace: Pace) -> Iterator[list[str]]:
    yield [_text(document.title)]
    yield [_text(document.subtitle)]
    for block in document.blocks:
        yield []
        if isinstance(block, Paragraph):
            yield [_text(block.text)]
            continue
        yield [_text(block.title)]
        yield from ([_text(part)] for part in block.intro.split("\n") if part)
        yield from _rows(block, mark, pace)
        yield from ([_text(note)] for note in block.notes)


def _rows(table: Table, mark: str, pace: Pace) -> Iterator[list[str]]:
    yield [_text(column.label) for column in table.columns]
    for row in pace.rows(table):
        yield [_cell(column, cell, mark) for column, cell in zip(table.columns, row.cells, strict=True)]


def _cell(column: Column, cell: Cell, mark: str) -> str:
    if cell.value is None:
        return _text(cell.text)
    text = f"{cell.value:.2f}" if column.kind == "money" else _digits(cell.value)
    return text.replace(".", mark)


def _text(text: str) -> str:
    return inert(one_line(text))


def _digits(value: float) -> str:
    """Every digit of a figure, without exponent."""
    whole = value == int(value) and abs(value) < 1e15
    return str(int(value)) if whole else format(Decimal(repr(value)), "f")


def _written(rows: Iterable[list[str]], width: int, mark: str, dialect: Dialect) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if mark == "," else ",", lineterminator="\r\n")
    writer.writerows(row + [""] * (width - len(row)) for row in rows)
    return out.getvalue().encode("utf-8-sig" if dialect.bom else "utf-8")
