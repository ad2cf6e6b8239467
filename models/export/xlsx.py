"""XLSX with live formulas, the one importer of XlsxWriter. Change a price and every amount and total follows.

Lines hold quantity × price rounded to the cent, totals the rounded sum of their lines, prices stand once on their
own sheet (the cells to edit, marked) and the list repeats the totals. Each formula carries its present value, so
that programs that do not calculate show the same figures. Texts are written as texts, never as formulas or links.
"""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
from typing import Any, NamedTuple

from models.export.document import Cell, Column, Document, Pace, Paragraph, Row, Same, Table, one_line

LONGEST_CELL = 32_000
MANY_ROWS = 2_000
LONGEST_SHEET = 31
FORMATS = {"money": "#,##0.00", "price": "0.00########", "text": "@"}
WIDEST, NARROWEST = 60, 9
FIRST_ROW = 3
"""Rows of the first sheet above its first table: title, subtitle, rate."""
RATE_NAME = "rate"
RATE_CELL = (2, 1)


class Place(NamedTuple):
    """Where a table begins: its sheet and the row of its first line."""

    sheet: str
    row: int


def to_xlsx(document: Document, pace: Pace | None = None) -> bytes:
    """The document as a workbook. Errors: OSError where a long one finds no room for its temporary files."""
    import xlsxwriter  # type: ignore[import-untyped]

    out = io.BytesIO()
    options: dict[str, Any] = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with contextlib.ExitStack() as held:
        if sum(len(table.rows) for table in document.tables()) < MANY_ROWS:
            options["in_memory"] = True
        else:  # row by row through a folder of its own: in memory it takes 1 kB a cell and is slow to let go
            folder = held.enter_context(tempfile.TemporaryDirectory())
            options |= {"constant_memory": True, "tmpdir": folder}
        book = held.enter_context(xlsxwriter.Workbook(out, options))
        _Writer(book, document, pace or Pace()).write()
    return out.getvalue()


class Spot(NamedTuple):
    """A cell's place in its table: `line` and `place` count from 0, a total adds the lines from `start`."""

    table: Table
    row: Row
    column: Column
    start: int
    line: int
    place: int


class _Writer:
    """Lays the tables out on sheets, then writes them knowing where every figure is."""

    def __init__(self, book: Any, document: Document, pace: Pace) -> None:
        self._book, self._document, self._pace = book, document, pace
        self._formats: dict[tuple[str, ...], Any] = {}
        self._names: dict[str, str] = {}
        self._next: dict[str, int] = {}
        self._places: dict[str, Place] = {}
        self._widths: dict[tuple[str, int], int] = {}

    def write(self) -> None:
        """Everything."""
        document = self._document
        self._book.set_properties({"title": one_line(document.title)})
        first = self._sheet(document.summary)
        for table in document.tables():
            self._lay(table)
        names = {name: self._book.add_worksheet(name) for name in self._names.values()}
        self._head(names[first])
        for table in document.tables():
            self._table(names[self._places[table.id].sheet], table)
        for text in (block.text for block in document.blocks if isinstance(block, Paragraph)):
            names[first].write_string(self._next[first], 0, _short(text))
            self._next[first] += 1
        for (sheet, column), width in self._widths.items():
            names[sheet].set_column(column, column, min(max(width + 2, NARROWEST), WIDEST))

    def _sheet(self, label: str) -> str:
        """The name of a sheet as the format allows it, made on first use."""
        if label not in self._names:
            plain = re.sub(r"[\[\]:*?/\\']", " ", one_line(label)).strip()[: LONGEST_SHEET - 3] or "1"
            taken = {name.casefold() for name in self._names.values()}
            count = next(n for n in range(1, 999) if (plain + f" {n}" * (n > 1)).casefold() not in taken)
            self._names[label] = plain + f" {count}" * (count > 1)
            self._next[self._names[label]] = 0 if self._next else FIRST_ROW
        return self._names[label]

    def _lay(self, table: Table) -> None:
        """Take the rows of a table: title, intro, header, lines, notes, and an empty one."""
        sheet = self._sheet(table.sheet or self._document.summary)
        intro = len([part for part in table.intro.split("\n") if part])
        top = self._next[sheet]
        self._places[table.id] = Place(sheet, top + intro + 2)
        self._next[sheet] = top + intro + 2 + len(table.rows) + len(table.notes) + 1

    def _head(self, sheet: Any) -> None:
        document = self._document
        sheet.write_string(0, 0, _short(document.title), self._format("bold", "title"))
        sheet.write_string(1, 0, _short(document.subtitle))
        if document.rate is not None:
            sheet.write_string(*_left(RATE_CELL), _short(document.rate.label))
            sheet.write_number(*RATE_CELL, document.rate.value, self._format("editable", "price"))
            name = sheet.get_name().replace("'", "''")
            self._book.define_name(RATE_NAME, f"='{name}'!{_absolute(*RATE_CELL)}")

    def _table(self, sheet: Any, table: Table) -> None:
        place = self._places[table.id]
        parts = [part for part in table.intro.split("\n") if part]
        sheet.write_string(place.row - len(parts) - 2, 0, _short(table.title), self._format("bold", "title"))
        for i, part in enumerate(parts):
            sheet.write_string(place.row - len(parts) - 1 + i, 0, _short(part))
        for i, column in enumerate(table.columns):
            sheet.write_string(place.row - 1, i, _short(column.label), self._format("bold", "header"))
            self._widen(place.sheet, i, len(column.label))
        start = 0
        for i, row in enumerate(self._pace.rows(table)):
            for j, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
                self._cell(sheet, Spot(table, row, column, start, i, j), cell)
            start = i + 1 if row.role != "line" else start
        for i, note in enumerate(table.notes):
            sheet.write_string(place.row + len(table.rows) + i, 0, _short(note))

    def _cell(self, sheet: Any, spot: Spot, cell: Cell) -> None:
        """Write one cell."""
        place, column = self._places[spot.table.id], spot.column
        at = (place.row + spot.line, spot.place)
        marks = ["bold"] if spot.row.role != "line" else []
        self._widen(place.sheet, spot.place, len(cell.text))
        if cell.value is None:
            if cell.text:
                sheet.write_string(*at, _short(cell.text), self._format(*marks, "text"))
            return
        look = self._format(*marks, *["editable"] * column.editable, _number_kind(column, cell.value))
        formula = self._formula(spot, cell)
        if formula:
            sheet.write_formula(*at, formula, look, cell.value)
        else:
            sheet.write_number(*at, cell.value, look)

    def _formula(self, spot: Spot, cell: Cell) -> str:
        """How a figure follows from others; empty for one that stands by itself."""
        table, column = spot.table, spot.column
        top = self._places[table.id].row
        here = top + spot.line + 1
        if cell.same is not None:
            return self._elsewhere(cell.same)
        if spot.row.role == "total" and column.summed and spot.line > spot.start:
            letter = _letters(table.index(column.id))
            return f"=ROUND(SUM({letter}{top + spot.start + 1}:{letter}{here - 1}),2)"
        if spot.row.role == "line" and column.product is not None:
            left, right = (f"{_letters(table.index(name))}{here}" for name in column.product)
            return f"=ROUND({left}*{right},2)"
        if spot.row.role == "line" and column.minus is not None:
            left, right = (f"{_letters(table.index(name))}{here}" for name in column.minus)
            return f"=ROUND({left}-{right},2)"
        if column.converted and self._document.rate is not None:
            return f"=ROUND({_letters(table.index(column.converted))}{here}*{RATE_NAME},2)"
        return ""

    def _elsewhere(self, same: Same) -> str:
        """A reference to the cell of another table; empty when it is not in the document."""
        try:
            table = self._document.table(same.table)
            line = [row.id for row in table.rows].index(same.row)
        except (KeyError, ValueError):
            return ""
        place = self._places[table.id]
        return f"='{place.sheet}'!{_absolute(place.row + line, table.index(same.column))}"

    def _widen(self, sheet: str, column: int, length: int) -> None:
        self._widths[sheet, column] = max(self._widths.get((sheet, column), 0), length)

    def _format(self, *marks: str) -> Any:
        """A cell format, made once."""
        if marks not in self._formats:
            looks: dict[str, dict[str, Any]] = {
                "bold": {"bold": True},
                "title": {"font_size": 13},
                "header": {"bottom": 1, "text_wrap": True, "valign": "top"},
                "editable": {"font_color": "blue", "bg_color": "#FFF8DC", "border": 1},
            }
            look: dict[str, Any] = {}
            for mark in marks:
                look |= looks.get(mark, {"num_format": FORMATS.get(mark, mark)})
            self._formats[marks] = self._book.add_format(look)
        return self._formats[marks]


def _number_kind(column: Column, value: float) -> str:
    if column.kind in ("money", "price"):
        return column.kind
    return "#,##0" if value == int(value) else "#,##0.######"


def _left(cell: tuple[int, int]) -> tuple[int, int]:
    return cell[0], cell[1] - 1


def _letters(column: int) -> str:
    """A column's letters, counted from 0."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _absolute(row: int, column: int) -> str:
    return f"${_letters(column)}${row + 1}"


def _short(text: str) -> str:
    """Text within what a cell can hold."""
    return one_line(text)[:LONGEST_CELL]
