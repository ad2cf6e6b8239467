"""Exports of other screens: the comparison, the curve, the duration view and a priced fleet, as they stand."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from models.compare.build import compare
from models.compare.reader import CellReader
from models.cost.options import Options
from models.cost.price_book import load_price_book
from models.duration.engine import duration_all
from models.errors import InputError
from models.export import save
from models.export.build import Screen, screen_document
from models.export.csv_text import table_to_csv
from models.export.document import Document
from models.export.tables import comparison_document, comparison_table, fleet_document, fleet_table
from models.export.text import to_markdown
from models.export.xlsx import to_xlsx
from models.scenario.fleet import cost_fleet
from models.scenario.fleet_file import read_fleet
from tests.models.export.samples import DISPLAYS, EXAMPLES
from tests.models.export.test_text import rows_of
from tests.models.export.test_xlsx import Sheets
from ui.presenters.calculator_duration import TimeAnswer


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("only", [True, False])
def test_the_comparison_keeps_its_rows_columns_and_order(language: str, only: bool) -> None:
    shown = compare(CellReader(DISPLAYS[language]), ["ec2", "lambda", "fargate"], only_differences=only)
    table = comparison_table(shown, DISPLAYS[language].texts)
    assert [column.label for column in table.columns[1:]] == [column.name for column in shown.columns]
    bands = [row.cells[0].text for row in table.rows if row.role == "band"]
    assert bands == [group.label for group in shown.groups]
    lines = [row for row in table.rows if row.role == "line"]
    assert [row.id for row in lines] == [row.id for row in shown.rows()]
    for line, row in zip(lines, shown.rows(), strict=True):
        for cell, compared in zip(line.cells[1:], row.cells, strict=True):
            assert cell.text.startswith(compared.text)
            assert (cell.text == compared.text) == compared.verified
    document = comparison_document(shown, DISPLAYS[language].texts, "t", "s")
    sources = document.table("origins")
    assert len(sources.rows) == sum(bool(cell.origin) for row in shown.rows() for cell in row.cells)
    assert len(Sheets(to_xlsx(document)).names()) == 2


class Curve(NamedTuple):
    """A curve's table as any presenter may give it."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def test_the_curve_keeps_texts_and_gains_figures() -> None:
    cells = (("1,000", "0.00 USD", "does not fit"), ("2,000", "1.50 USD", "3.00 USD"))
    curve = Curve(("Amount", "Lambda", "EC2"), cells)
    words = Screen(title="t", subtitle="s", rows=(), estimates={}, curve=curve, curve_title="c")
    figures = msgspec.structs.replace(words, curve_values=((1000.0, 0.0, None), (2000.0, 1.5, 3.0)))
    for screen, expected in (
        (words, [list(row) for row in cells]),
        (figures, [["1000", "0.00", "does not fit"], ["2000", "1.50", "3.00"]]),
    ):
        table = screen_document(screen, DISPLAYS["en"]).table("curve")
        assert [[cell.text for cell in row.cells] for row in table.rows] == [list(row) for row in cells]
        assert rows_of(table_to_csv(table, "en"))[1:] == expected


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_duration_view_is_exported_as_shown(language: str) -> None:
    durations = duration_all(EXAMPLES[5])
    answer = TimeAnswer(DISPLAYS[language], durations)
    rows = answer.rows()
    seconds = {one.service: one.lot.expected for one in durations if one.feasible and one.lot}
    screen = Screen(
        title="t", subtitle="s", rows=rows, opened=[answer.detail(row.service) for row in rows], seconds=seconds
    )
    document = screen_document(screen, DISPLAYS[language])
    table = document.table("ranked")
    time = table.index("time")
    assert [row.cells[time].text for row in table.rows] == [row.total for row in rows]
    assert [row.cells[time + 1].value for row in table.rows] == [seconds.get(row.service) for row in rows]
    for row in rows:
        detail, bill = answer.detail(row.service), document.table(f"bill:{row.service}")
        assert [line.cells[1].text for line in bill.rows if line.role == "line"] == [
            x.amount for x in detail.lines
        ]
    assert "prices" not in [found.id for found in document.tables()]
    assert Sheets(to_xlsx(document)).computed() == []
    assert rows[0].total in to_markdown(document)


def test_a_fleet_is_exported_in_the_order_shown(tmp_path: Path) -> None:
    path = tmp_path / "fleet.csv"
    path.write_text(
        "name,service,amount,memory,gpu\n=a,ec2,1000,512,0\nb,eks,9e7,512,0\nc,lambda,5,512,1\n", "utf-8"
    )
    fleet = read_fleet(path)
    assert fleet is not None
    costs = cost_fleet(fleet, load_price_book("us-east-1"), Options())
    assert costs is not None
    table = fleet_table(costs, DISPLAYS["en"].texts)
    written = rows_of(table_to_csv(table, "en"))[1:]
    assert [row[1] for row in written] == ["b", "'=a", "c"]
    for place, row in enumerate(written):
        found = costs.row(place)
        for cell, usd in zip((row[3], row[5], row[6]), (found.current, found.cost, found.saving), strict=True):
            assert cell == ("" if usd is None else f"{usd:.2f}")
    document = fleet_document(costs, DISPLAYS["en"].texts, "Fleet", "us-east-1")
    book = Sheets(to_xlsx(document))
    assert book.computed() == []
    assert "=a" in [cell.value for row in book.formulas[book.names()[0]].iter_rows() for cell in row]


def small_document() -> Document:
    shown = compare(CellReader(DISPLAYS["es"]), ["ec2", "ecs"])
    return comparison_document(shown, DISPLAYS["es"].texts, "t", "s")


def test_files_are_written_by_their_ending_and_whole(tmp_path: Path) -> None:
    document = comparison_document(
        compare(CellReader(DISPLAYS["es"]), ["ec2", "ecs"]), DISPLAYS["es"].texts, "t", "s"
    )
    for ending in save.WRITERS:
        path = tmp_path / f"out{ending}"
        save.save(document, path)
        assert len(path.read_bytes()) > 500
    with pytest.raises(InputError) as caught:
        save.save(document, tmp_path / "out.doc")
    assert all(".xlsx" in DISPLAYS[language].texts.error(caught.value) for language in DISPLAYS)


def test_what_cannot_be_saved_is_told_and_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = comparison_document(
        compare(CellReader(DISPLAYS["es"]), ["ec2", "ecs"]), DISPLAYS["es"].texts, "t", "s"
    )
    path = tmp_path / "out.md"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InputError) as caught:
        save.save(document, path)
    assert path.read_bytes() == b"old"
    for display in DISPLAYS.values():
        assert str(path) in display.texts.error(caught.value)
