"""Text exports say what the screen says: same rows, order, words and figures, and nothing in them can run."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.export import save, text
from models.export.build import RANKED, Screen, screen_document
from models.export.csv_text import Dialect, table_to_csv, to_csv
from models.export.document import Cell, Column, Document, Paragraph, Row, Table
from models.state.currency import Currency
from models.texts import LANGUAGES
from tests.models.cost.strategies import workloads
from tests.models.export.samples import DISPLAYS, EXAMPLES, answer_of, document_of, screen_of

CASES = [(example, language) for example in EXAMPLES[:4] for language in LANGUAGES]


def rows_of(data: bytes, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator, strict=True))


class Reader(HTMLParser):
    """The cells of the tables of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        self._in_cell = tag in ("td", "th") or (self._in_cell and tag == "strong")
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data


@pytest.mark.parametrize(("workload", "language"), CASES)
def test_the_list_has_the_rows_words_and_order_of_the_screen(workload: object, language: str) -> None:
    screen = screen_of(workload, language)  # type: ignore[arg-type]
    document = screen_document(screen, DISPLAYS[language])
    shown = [(row.name, row.total, row.reason) for row in screen.rows]
    table = document.table(RANKED)
    service, total, reason = (table.index(name) for name in ("service", "total", "reason"))
    assert [(r.cells[service].text, r.cells[total].text, r.cells[reason].text) for r in table.rows] == shown
    page = Reader()
    page.feed(text.to_html(document))
    names = [
        row[1]
        for row in page.rows
        if len(row) == len(table.columns) and row[1] in dict.fromkeys(n for n, _, _ in shown)
    ]
    assert names == [name for name, _, _ in shown]


@pytest.mark.parametrize(("workload", "language"), CASES)
def test_every_line_of_every_opened_row_is_there_to_the_cent(workload: object, language: str) -> None:
    screen = screen_of(workload, language)  # type: ignore[arg-type]
    document = screen_document(screen, DISPLAYS[language])
    assert screen.estimates is not None
    for detail in screen.opened:
        table = document.table(f"bill:{detail.service}")
        lines = [row for row in table.rows if row.role == "line"]
        assert [row.cells[table.index("numbers")].text for row in lines] == [line.numbers for line in detail.lines]
        for row, line, item in zip(lines, detail.lines, screen.estimates[detail.service].lines, strict=False):
            quantity, price, unit, amount = (
                row.cells[table.index(n)] for n in ("quantity", "price", "unit", "amount")
            )
            assert amount.text == line.amount
            assert amount.value == item.amount
            assert line.quantity.startswith(f"{quantity.text} × {price.text}")
            assert unit.text in line.quantity
        if detail.total:
            assert table.rows[-1].cells[table.index("amount")].value == screen.estimates[detail.service].total


@settings(max_examples=15)
@given(workloads)
def test_figures_of_the_files_are_those_of_the_estimates(workload: object) -> None:
    screen = screen_of(workload, "en")  # type: ignore[arg-type]
    document = screen_document(screen, DISPLAYS["en"])
    assert screen.estimates is not None
    rows = rows_of(table_to_csv(document.table(RANKED), "en"))
    total = rows[0].index("Total (USD a month)")
    for shown, row in zip(screen.rows, rows[1:], strict=True):
        assert row[total] == (f"{screen.estimates[shown.service].total:.2f}" if shown.total else "")
    markdown = text.to_markdown(document)
    for shown in screen.rows:
        assert shown.total in markdown


def test_csv_is_rectangular_in_both_dialects() -> None:
    document = document_of(EXAMPLES[1], "es", currency=Currency("PEN", 3.75))
    plain, local = to_csv(document), to_csv(document, Dialect(local=True, bom=False))
    assert plain.startswith(b"\xef\xbb\xbf")
    assert not local.startswith(b"\xef\xbb\xbf")
    first, second = rows_of(plain), rows_of(local, ";")
    assert len({len(row) for row in first}) == len({len(row) for row in second}) == 1
    assert plain.count(b"\r\n") == plain.count(b"\n")
    place = next(i for i, row in enumerate(first) if row[0] == "1")
    assert second[place][2] == first[place][2].replace(".", ",")
    assert "," in second[place][2]


def test_plain_csv_is_the_same_figure_in_both_languages() -> None:
    tables = [document_of(EXAMPLES[0], language).table(RANKED) for language in LANGUAGES]
    figures = [[row[2] for row in rows_of(table_to_csv(table, "es"))[1:]] for table in tables]
    assert figures[0] == figures[1]


def test_the_second_currency_is_the_total_times_the_rate() -> None:
    table = document_of(EXAMPLES[2], "es", currency=Currency("PEN", 3.7)).table(RANKED)
    for row in table.rows:
        usd, other = row.cells[table.index("total")].value, row.cells[table.index("converted")].value
        assert (usd is None) == (other is None)
        assert usd is None or other is None or abs(usd * 3.7 - other) < 0.006


TAGS = {"html", "head", "meta", "title", "body", "h1", "h2", "p", "table", "thead", "tbody"}
TAGS |= {"tr", "th", "td", "ul", "li", "strong"}
HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "a|b", "a\nb", '"',
           "<b>x</b>", "[x](y)", "*x*", "`x`", "\u202ex", "&lt;", "\ud800", "x" * 300, "é;,\t"]  # fmt: skip


def hostile_document(words: list[str]) -> Document:
    columns = tuple(Column(f"c{i}", word) for i, word in enumerate(words))
    rows = (Row(tuple(Cell(word) for word in words)), Row(tuple(Cell(word, -1.5) for word in words)))
    table = Table("t", words[0], columns, rows, words[0], words[0], tuple(words))
    return Document(words[0], words[-1], "en", (table, Paragraph(words[0])), None, words[0])


@settings(max_examples=50)
@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), min_size=1, max_size=5))
def test_no_text_becomes_a_formula_a_tag_or_another_row(words: list[str]) -> None:
    document = hostile_document(words)
    written = {ending: save.write(document, ending) for ending in (".csv", ".html", ".md", ".txt")}
    rows = rows_of(written[".csv"])
    for cell in (cell for row in rows for cell in row):
        assert cell.lstrip()[:1] not in ("=", "+", "@") and (cell.lstrip()[:1] != "-" or cell == "-1.5")
    assert len({len(row) for row in rows}) == 1
    page = Reader()
    page.feed(written[".html"].decode())
    assert page.tags <= TAGS
    lines = written[".md"].decode().split("\n")
    grid = [line for line in lines if line.startswith("| ")]
    assert len(grid) == 4
    for line in grid:
        assert line.replace("\\\\", "").replace("\\|", "").count("|") == len(words) + 1
    for line in written[".txt"].decode().splitlines():
        assert line[:1] not in ("=", "+", "@")


def test_tables_pasted_as_text_keep_their_cells() -> None:
    document = document_of(EXAMPLES[0], "en")
    table = document.table(RANKED)
    lines = text.to_plain(document).split("\n")
    start = next(i for i, line in enumerate(lines) if line.startswith("Place\t"))
    for row, line in zip(table.rows, lines[start + 1 :], strict=False):
        assert line.split("\t") == [cell.text for cell in row.cells]


def test_places_count_the_ranked_rows_only() -> None:
    table = document_of(EXAMPLES[0], "es").table(RANKED)
    places = [row.cells[0].value for row in table.rows]
    ranked = [place for place in places if place is not None]
    assert ranked == [float(i) for i in range(1, len(ranked) + 1)]
    assert all(a is not None or b is None for a, b in pairwise(places))


def test_every_price_stands_once_with_its_source() -> None:
    document = document_of(EXAMPLES[2], "en")
    table = document.table("prices")
    ids = [row.id for row in table.rows]
    assert len(ids) == len(set(ids)) > 5
    assert all(
        row.cells[table.index("source")].text and row.cells[table.index("as_of")].text for row in table.rows
    )


def test_only_opened_rows_bring_their_lines() -> None:
    screen = screen_of(EXAMPLES[0], "en")
    answer = answer_of(EXAMPLES[0], "en")
    one = Screen(
        title="t", subtitle="s", rows=screen.rows, opened=[answer.detail("fargate")], estimates=screen.estimates
    )
    assert [table.id for table in screen_document(one, DISPLAYS["en"]).tables()] == [
        RANKED,
        "bill:fargate",
        "prices",
    ]
    none = Screen(title="t", subtitle="s", rows=screen.rows, estimates=screen.estimates)
    assert [table.id for table in screen_document(none, DISPLAYS["en"]).tables()] == [RANKED]
