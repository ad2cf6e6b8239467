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

from models.export.document import Cell, Column, Document, Paragraph, Table, inert, one_line


class Dialect(msgspec.Struct, frozen=True):
    """How figures and cells are written."""

    local: bool = False
    bom: bool = True


PLAIN = Dialect()


def to_csv(document: Document, dialect: Dialect = PLAIN) -> bytes:
    """The whole document: title, then each table under its title with an empty row between."""
    rows: list[list[str]] = [[_text(document.title)], [_text(document.subtitle)]]
    mark = _mark(document.language, dialect)
    for block in document.blocks:
        rows.append([])
        if isinstance(block, Paragraph):
            rows.append([_text(block.text)])
        else:
            rows.append([_text(block.title)])
            rows += [[_text(part)] for part in block.intro.split("\n") if part]
            rows += _rows(block, mark)
            rows += [[_text(note)] for note in block.notes]
    return _written(rows, mark, dialect)


def table_to_csv(table: Table, language: str, dialect: Dialect = PLAIN) -> bytes:
    """One table with its header and nothing else, for programs."""
    mark = _mark(language, dialect)
    return _written(_rows(table, mark), mark, dialect)


def _mark(language: str, dialect: Dialect) -> str:
    return "," if dialect.local and language == "es" else "."


def _rows(table: Table, mark: str) -> Iterator[list[str]]:
    yield [_text(column.label) for column in table.columns]
    for row in table.rows:
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


def _written(rows: Iterable[list[str]], mark: str, dialect: Dialect) -> bytes:
    listed = list(rows)
    width = max((len(row) for row in listed), default=0)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if mark == "," else ",", lineterminator="\r\n")
    writer.writerows(row + [""] * (width - len(row)) for row in listed)
    return out.getvalue().encode("utf-8-sig" if dialect.bom else "utf-8")
