"""The copy equals the screen and survives being pasted."""

from __future__ import annotations

from models.compare.as_text import to_markdown, to_tsv
from models.compare.build import compare
from models.compare.reader import CellReader
from models.compare.table import Cell, Column, ComparisonTable, Group, Row
from models.content.display import Display

ODD = Cell("a|b *c*\td\ne <f> [g]", verified=False)
TABLE = ComparisonTable(
    (Column("x", "X_1", "X", "x"), Column("y", "Y", "Y", "y")),
    (Group("g", "Group", (Row("r", "Row", (ODD, Cell("plain")), True, ("", "")),)),),
    1,
    1,
)


def test_tab_separated_lines_have_one_field_for_each_column() -> None:
    lines = to_tsv(TABLE, "unsure").splitlines()
    assert [line.split("\t") for line in lines] == [
        ["", "X_1", "Y"],
        ["Group", "", ""],
        ["Row", "a|b *c* d e <f> [g] (unsure)", "plain"],
    ]


def test_markdown_escapes_what_would_break_it() -> None:
    lines = to_markdown(TABLE).splitlines()
    assert lines[0] == r"|  | X\_1 | Y |"
    assert lines[1] == "| --- | --- | --- |"
    assert lines[2] == "| **Group** |  |  |"
    assert lines[3] == r"| Row | a\|b \*c\* d e \<f> \[g] | plain |"


def test_the_copy_holds_every_row_shown_and_no_other(display: Display) -> None:
    table = compare(CellReader(display), ("lambda", "ec2"), True, "aws")
    for text in (to_tsv(table), to_markdown(table)):
        assert all(row.label in text for row in table.rows())
    assert len(to_tsv(table).splitlines()) == 1 + len(table.groups) + table.shown
    assert len(to_markdown(table).splitlines()) == 2 + len(table.groups) + table.shown
