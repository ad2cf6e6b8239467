"""Spreadsheets: values are the estimate's, formulas give the same, and a changed price reaches every total.

The formulas are evaluated here by a small reading of the four forms the writer uses, so that the suite needs no
spreadsheet program.
"""

from __future__ import annotations

import io
import re
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.workbook import Workbook

from models.cost.options import COMPANIONS, Extra, Options
from models.cost.workload import Workload
from models.export.build import screen_document
from models.export.document import Cell, Column, Document, Rate, Row, Table
from models.export.xlsx import _letters, to_xlsx
from models.state.currency import Currency
from tests.models.cost.strategies import workloads
from tests.models.export.samples import DISPLAYS, EXAMPLES, document_of, screen_of

RATE = Currency("PEN", 3.7)
EVERYTHING = Options(companions=frozenset(COMPANIONS), extras=(Extra("Soporte", 2.0, 14.5),))


class Sheets:
    """A workbook read again: cached values, formulas, and what the formulas give."""

    def __init__(self, data: bytes) -> None:
        self.formulas: Workbook = openpyxl.load_workbook(io.BytesIO(data))
        self.cached: Workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True)

    def names(self) -> list[str]:
        return list(self.formulas.sheetnames)

    def calculated(self, sheet: str, cell: str) -> float:
        """What a cell holds or what its formula gives now."""
        held = self.formulas[sheet][cell.replace("$", "")].value
        if isinstance(held, int | float):
            return float(held)
        assert isinstance(held, str), (sheet, cell, held)
        reference = re.fullmatch(r"='(.+)'!(\$[A-Z]+\$\d+)", held)
        product = re.fullmatch(r"=ROUND\(([A-Z]+\d+)\*(\w+),2\)", held)
        total = re.fullmatch(r"=ROUND\(SUM\(([A-Z]+)(\d+):\1(\d+)\),2\)", held)
        if reference:
            return self.calculated(reference.group(1), reference.group(2))
        if total:
            column, first, last = total.group(1), int(total.group(2)), int(total.group(3))
            return rounded(sum(self.calculated(sheet, f"{column}{row}") for row in range(first, last + 1)))
        assert product, held
        right = self.named(product.group(2)) if product.group(2) == "rate" else (sheet, product.group(2))
        return rounded(self.calculated(sheet, product.group(1)) * self.calculated(*right))

    def named(self, name: str) -> tuple[str, str]:
        found = self.formulas.defined_names[name].attr_text
        sheet, cell = found.rsplit("!", 1)
        return sheet.strip("'"), cell

    def computed(self) -> list[tuple[str, str]]:
        """Every cell with a formula."""
        return [
            (sheet.title, cell.coordinate)
            for sheet in self.formulas
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        ]

    def find(self, sheet: str, text: str) -> int:
        """The row whose first cell says `text`."""
        return next(row[0].row for row in self.formulas[sheet].iter_rows() if row[0].value == text)


def rounded(value: float) -> float:
    """ROUND(…, 2) as spreadsheets do it: halves away from zero, of the number as 15 digits show it."""
    return float(Decimal(f"{value:.15g}").quantize(Decimal("0.01"), ROUND_HALF_UP))


def totals_of(book: Sheets, document: Document) -> dict[str, float]:
    """The calculated total in the list, by service name."""
    table = document.table("ranked")
    sheet = book.names()[0]
    found = {}
    for row in book.formulas[sheet].iter_rows(min_row=book.find(sheet, table.title) + 2):
        if row[2].value is not None and row[1].value:
            found[row[1].value] = book.calculated(sheet, row[2].coordinate)
    return found


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("place", range(len(EXAMPLES)))
def test_every_formula_gives_the_value_it_carries(place: int, language: str) -> None:
    document = document_of(EXAMPLES[place], language, EVERYTHING, RATE)
    book = Sheets(to_xlsx(document))
    cells = book.computed()
    assert len(cells) > 20
    for sheet, cell in cells:
        carried = book.cached[sheet][cell].value
        assert book.calculated(sheet, cell) == pytest.approx(carried, abs=1e-9), (sheet, cell)


@settings(max_examples=10)
@given(workloads)
def test_totals_are_those_of_the_estimates(workload: Workload) -> None:
    screen = screen_of(workload, "en", EVERYTHING)
    document = screen_document(screen, DISPLAYS["en"])
    assert screen.estimates is not None
    expected = {row.name: screen.estimates[row.service].total for row in screen.rows if row.total}
    assert totals_of(Sheets(to_xlsx(document)), document) == pytest.approx(expected, abs=1e-9)


def test_a_changed_price_reaches_lines_totals_and_the_list() -> None:
    screen = screen_of(EXAMPLES[2], "en", EVERYTHING, RATE)
    document = screen_document(screen, DISPLAYS["en"])
    assert screen.estimates is not None
    book = Sheets(to_xlsx(document))
    sheet = DISPLAYS["en"].texts.t("export.sheet.prices")
    row = book.find(sheet, "logs.ingest")
    book.formulas[sheet].cell(row, 2).value = 7.25
    after = totals_of(book, document)
    changed = 0
    for shown in screen.rows:
        lines = screen.estimates[shown.service].lines
        if shown.total:
            new = [rounded(7.25 * x.quantity) if x.price_id == "logs.ingest" else x.amount for x in lines]
            assert after[shown.name] == pytest.approx(sum(new), abs=1e-6)
            changed += after[shown.name] != screen.estimates[shown.service].total
    assert changed > 3


def test_a_changed_rate_reaches_the_second_currency() -> None:
    document = document_of(EXAMPLES[0], "es", currency=RATE)
    book = Sheets(to_xlsx(document))
    sheet, cell = book.named("rate")
    assert book.calculated(sheet, cell) == RATE.rate
    book.formulas[sheet][cell.replace("$", "")].value = 10.0
    table = document.table("ranked")
    row = book.find(sheet, table.title) + 2
    first = table.rows[0].cells[table.index("total")].value
    assert first is not None
    assert book.calculated(sheet, f"D{row}") == pytest.approx(first * 10.0, abs=0.005)


def test_prices_are_marked_as_editable_and_nothing_else_is() -> None:
    document = document_of(EXAMPLES[0], "es")
    book = Sheets(to_xlsx(document))
    blue = {
        (sheet.title, cell.coordinate)
        for sheet in book.formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.font.color is not None and cell.font.color.rgb == "FF0000FF"
    }
    prices = DISPLAYS["es"].texts.t("export.sheet.prices")
    assert {sheet for sheet, _ in blue} == {prices}
    assert len(blue) == len(document.table("prices").rows)
    assert all(isinstance(book.formulas[sheet][cell].value, int | float) for sheet, cell in blue)


def test_sheets_are_named_in_the_language() -> None:
    names = {language: Sheets(to_xlsx(document_of(EXAMPLES[0], language))).names() for language in ("es", "en")}
    assert names["es"] == ["Resumen", "Facturas", "Precios y fuentes"]
    assert names["en"] == ["Summary", "Bills", "Prices and sources"]


TEXTS = ["=1+1", "http://example.org", "{=A1}", "'=1", "12", "\x00\x1b\ufffe", "x" * 40_000, "\ud800"]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_texts_stay_texts(text: str) -> None:
    table = Table("t", text, (Column("a", text),), (Row((Cell(text),)),), "[a]:*?/\\'" + text, text, (text,))
    again = Table("u", "u", (Column("a", "a"),), (), "[a]:*?/\\'" + text + "2")
    book = Sheets(to_xlsx(Document(text, text, "en", (table, again), Rate("PEN", 1.0, text), text)))
    assert book.computed() == []
    assert len({name.casefold() for name in book.names()}) == len(book.names())
    assert all(len(name) <= 31 for name in book.names())
    held = [cell for sheet in book.formulas for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.hyperlink is None and cell.data_type in ("s", "n") for cell in held)
    assert [cell.value for cell in held if cell.data_type == "n"] == [1.0]


def test_the_same_screen_gives_the_same_cells() -> None:
    books = [Sheets(to_xlsx(document_of(EXAMPLES[5], "es"))).formulas for _ in range(2)]
    one, two = ([list(sheet.iter_rows(values_only=True)) for sheet in book] for book in books)
    assert one == two


def test_columns_have_the_letters_of_spreadsheets() -> None:
    assert [_letters(n) for n in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]
