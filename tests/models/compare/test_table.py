"""The table over the real content: rows, filter, switch, what stands out, and what an empty one says."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from models.compare.build import compare
from models.compare.reader import CellReader
from models.compare.table import ComparisonTable, Row
from models.content.catalog import Catalog
from models.content.display import Display
from models.texts import Texts

FOUR = ("lambda", "fargate", "ec2", "lightsail")


def _row(table: ComparisonTable, row_id: str) -> Row:
    return next(row for row in table.rows() if row.id == row_id)


@pytest.fixture
def reader(display: Display) -> CellReader:
    return CellReader(display)


def test_every_service_has_every_row(reader: CellReader, display: Display) -> None:
    services = [service.id for service in display.catalog.services()]
    table = compare(reader, services)
    assert len(services) == 10
    assert table.total >= 30
    for row in table.rows():
        assert len(row.cells) == len(services)
        for cell in row.cells:
            assert cell.text.strip()
            assert "⟦" not in cell.text
            assert cell.origin.strip(), row.id
    assert display.texts.missing == set()


def test_unknown_and_not_applicable_are_said(reader: CellReader, display: Display) -> None:
    table = compare(reader, ("batch", "ecr"))
    said = {"unknown": "fact.unknown", "not_applicable": "fact.not_applicable"}
    cells = [cell for row in table.rows() for cell in row.cells if cell.kind in said]
    assert {cell.kind for cell in cells} == set(said)
    assert all(cell.text == display.texts.t(said[cell.kind]) for cell in cells)


def test_flags_lead_with_their_word(reader: CellReader) -> None:
    table = compare(reader, FOUR)
    flags = [cell for row in table.rows() for cell in row.cells if cell.kind in ("yes", "no", "partly")]
    assert {cell.kind for cell in flags} == {"yes", "no", "partly"}
    assert all(cell.lead and cell.text.startswith(cell.lead) for cell in flags)


def test_unverified_facts_are_marked_as_the_content_marks_them(reader: CellReader, display: Display) -> None:
    table = compare(reader, FOUR)
    for row in table.rows():
        for column, cell in zip(table.columns, row.cells, strict=True):
            fact = display.catalog.attribute_value(column.id, row.id)
            assert fact is not None
            assert cell.verified == fact.verified
    assert any(not cell.verified for row in table.rows() for cell in row.cells)


def test_only_differences_keeps_exactly_the_rows_that_differ(reader: CellReader) -> None:
    everything, some = compare(reader, FOUR), compare(reader, FOUR, only_differences=True)
    assert [row for row in everything.rows() if row.differs] == list(some.rows())
    assert 0 < some.shown < everything.shown == everything.total == some.total
    assert some.differing == everything.differing == some.shown
    assert not _row(everything, "app_code").differs


@pytest.mark.parametrize("pair", list(combinations(FOUR, 2)))
def test_a_pair_differs_where_adding_a_third_still_differs(reader: CellReader, pair: tuple[str, str]) -> None:
    two = {row.id for row in compare(reader, pair).rows() if row.differs}
    three = {row.id for row in compare(reader, (*pair, "ecs")).rows() if row.differs}
    assert two <= three


def test_a_service_never_differs_from_itself(reader: CellReader, display: Display) -> None:
    for service in display.catalog.services():
        table = compare(reader, (service.id, service.id), only_differences=True)
        assert table.shown == table.differing == 0
        assert table.empty == "no_difference"


def test_differences_do_not_depend_on_the_language(catalog: Catalog) -> None:
    found = []
    for language in ("es", "en"):
        table = compare(CellReader(Display(catalog, Texts(language))), FOUR)
        found.append([row.id for row in table.rows() if row.differs])
    assert found[0] == found[1]


def test_order_of_the_columns_is_the_order_of_choice(reader: CellReader) -> None:
    one, other = compare(reader, ("ec2", "lambda")), compare(reader, ("lambda", "ec2"))
    assert [column.id for column in one.columns] == ["ec2", "lambda"]
    for left, right in zip(one.rows(), other.rows(), strict=True):
        assert left.cells == right.cells[::-1]


def test_filter_ignores_case_and_accents_and_finds_in_either_language(reader: CellReader) -> None:
    wanted = [row.id for row in compare(reader, FOUR, filter_text="memoria MÁXIMA").rows()]
    assert wanted == ["max_memory"]
    assert [row.id for row in compare(reader, FOUR, filter_text="maximum memory").rows()] == ["max_memory"]


def test_filter_finds_a_group_and_a_cell(reader: CellReader) -> None:
    money = compare(reader, FOUR, filter_text="cobro y contratos")
    assert [group.id for group in money.groups] == ["money"]
    assert money.shown == len(money.groups[0].rows) >= 5
    assert "integrations" in [row.id for row in compare(reader, FOUR, filter_text="eventbridge").rows()]


def test_empty_tables_say_why(reader: CellReader) -> None:
    assert compare(reader, FOUR, filter_text="zzz").empty == "no_match"
    assert compare(reader, FOUR, True, "zzz").empty == "no_match"
    same = _row(compare(reader, FOUR), "app_code").label
    assert compare(reader, FOUR, True, same).empty == "no_match_that_differs"
    assert compare(reader, FOUR, False, same).empty == ""
    assert compare(reader, ()).empty == "too_few"


def test_a_bound_where_others_have_none_stands_out_as_a_limit(reader: CellReader) -> None:
    row = _row(compare(reader, FOUR), "max_duration")
    assert row.standouts == ("limit", "", "", "")


def test_best_needs_every_answer_in_numbers(reader: CellReader) -> None:
    assert _row(compare(reader, FOUR), "max_vcpu").standouts == ("", "", "best", "")
    startup = _row(compare(reader, FOUR), "startup_time")
    assert any(cell.kind == "number" for cell in startup.cells)
    assert "best" not in startup.standouts


def test_the_odd_one_out_stands_out(reader: CellReader) -> None:
    row = _row(compare(reader, ("ecs", "eks", "outposts")), "hardware_owner")
    assert row.standouts == ("", "", "odd")


def test_the_table_is_frozen_and_repeatable(reader: CellReader) -> None:
    assert compare(reader, FOUR, True, "aws") == compare(reader, FOUR, True, "aws")
    assert hash(compare(reader, FOUR)) == hash(compare(reader, FOUR))


def test_a_damaged_facts_file_leaves_the_other_columns_whole(broken_tree: Path) -> None:
    (broken_tree / "content/services/ec2/facts.json").write_text("[{", "utf-8")
    table = compare(CellReader(Display(Catalog(), Texts("en"))), ("lambda", "ec2"))
    assert table.total >= 30
    assert {row.cells[1].kind for row in table.rows()} == {"unknown"}
    assert "ec2/facts.json" in next(table.rows()).cells[1].origin
    assert any(row.cells[0].kind == "number" for row in table.rows())
