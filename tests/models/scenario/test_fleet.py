"""Fleets: CSV of any dialect read row by row, every bad row told, every figure that of the row's own bill."""

from __future__ import annotations

import math
import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.cost.engine import RANKED, estimate_all
from models.cost.options import Extra, Options
from models.cost.price_book import load_price_book
from models.cost.workload import NUMERIC_FIELDS, Workload
from models.scenario import fleet_text
from models.scenario.fleet import Fleet, Progress, cost_fleet, costing
from models.scenario.fleet_columns import COLUMNS, WORDS, decimal_mark, names, words
from models.scenario.fleet_file import read_fleet, template
from models.scenario.problems import FileError
from models.texts import LANGUAGES, Message
from tests.models.cost.strategies import options, workloads
from tests.models.scenario.samples import TEXTS, keys, refused, said

BOOK = load_price_book("us-east-1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "fleet.csv"


def read(path: Path, text: str | bytes, base: Workload | None = None) -> Fleet:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = read_fleet(path, base)
    assert found is not None
    told(found)
    return found


def told(fleet: Fleet) -> list[str]:
    """Every problem and notice in English; both languages must be complete."""
    lines = []
    for language, texts in TEXTS.items():
        found = [f"{texts.value(p.place)}: {texts.message(p.what)}" for p in fleet.problems]
        found += [texts.message(notice) for notice in fleet.notices]
        assert not any("⟦" in line for line in found), found
        assert not texts.missing
        lines = found if language == "en" else lines
    return lines


def places(fleet: Fleet) -> list[tuple[object, object]]:
    """Line and column of every problem."""
    found = [p.place.args if isinstance(p.place, Message) else {} for p in fleet.problems]
    return [(args.get("line"), args.get("column", "")) for args in found]


# the file


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_reads_as_one_workload_of_defaults(path: Path, language: str) -> None:
    fleet = read(path, template(language))
    assert len(fleet) == 1
    assert fleet.workload(0) == Workload()
    assert fleet.services == ["lambda"]
    assert not fleet.problems
    assert not fleet.notices


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_and_word_has_names_that_mean_one_thing(language: str) -> None:
    texts = TEXTS[language]
    for field in COLUMNS:
        listed = (texts.raw(f"scenario.column.{field}") or "").split("|")
        assert listed[0], field
        assert all(names()[fold] == field for fold in names() if fold in listed)
    assert set(names().values()) == set(COLUMNS)
    for field, values in WORDS.items():
        assert set(words()[field].values()) == set(values)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_dialects(path: Path, separator: str, ending: str, encoding: str) -> None:
    rows = [["nombre", "Servicio actual", "Peticiones", "Duración (ms)", "memoria"],
            ["Señal", "AWS Lambda", "1000000", "250", "1 GB"],
            ["b", "ec2", "2e6", "0.5 s", "512"]]  # fmt: skip
    text = ending.join(separator.join(row) for row in rows) + ending
    fleet = read(path, text.encode(encoding))
    assert fleet.names == ["Señal", "b"]
    assert fleet.services == ["lambda", "ec2"]
    assert list(fleet.numbers["duration_s"]) == [0.25, 0.5]
    assert list(fleet.numbers["memory_mb"]) == [1024.0, 512.0]
    assert list(fleet.lines) == [2, 3]


@pytest.mark.parametrize(
    ("text", "memory"),
    [
        ("amount;memory\n5;1,5\n5;1.500\n", [1.5, 1500.0]),
        ("amount,memory\n5,1.5\n5,1.500\n", [1.5, 1.5]),
        ("amount;memory\n5;1.500\n", [1500.0]),
        ("amount\tmemory\n5\t1.500\n", [1.5]),
        ("cantidad\tmemoria\n5\t1.500\n", [1500.0]),
        ("amount;memory\n5;0.25\n5;1.500\n", [0.25, 1.5]),
        ('amount,memory\n5,"1,500.5"\n5,"1,500"\n', [1500.5, 1500.0]),
        ('amount,memory\n5,"1.500,5"\n5,"1,5"\n', [1500.5, 1.5]),
    ],
)
def test_decimals(path: Path, text: str, memory: list[float]) -> None:
    assert list(read(path, text).numbers["memory_mb"]) == memory


def test_decimal_marks_are_found_out() -> None:
    assert decimal_mark(["0,5", "7"]) == ","
    assert decimal_mark(["1.500"]) == ""
    assert decimal_mark(["1.500,25"]) == ","
    assert decimal_mark(["1,500,000"]) == "."
    assert decimal_mark(["1,5 GB", "2 GB"]) == ","


def test_words_units_and_flags(path: Path) -> None:
    text = (
        "amount,kind,arch,os,public,free tier,memory_mb,data out,cold starts\n"
        "5,Trabajos,Graviton,Windows Server,sí,no,2 GB,1 TB,5 %\n"
        "7,always on,x86,linux,0,1,512MB,10,0.5\n"
    )
    fleet = read(path, text)
    one, two = fleet.workload(0), fleet.workload(1)
    assert (one.kind, one.arch, one.os, one.public, one.free_tier) == ("jobs", "arm64", "windows", True, False)
    assert (one.memory_mb, one.data_out_gb, one.cold_start_share) == (2048.0, 1024.0, 0.05)
    assert (two.kind, two.arch, two.public, two.memory_mb) == ("always_on", "x86_64", False, 512.0)


def test_empty_cells_and_missing_columns_take_the_base(path: Path) -> None:
    base = Workload(memory_mb=2048.0, zones=3.0, kind="jobs")
    fleet = read(path, "amount,zones,kind\n5,,\n", base)
    assert fleet.workload(0) == Workload(amount=5.0, memory_mb=2048.0, zones=3.0, kind="jobs")
    assert [notice.key for notice in fleet.notices] == ["scenario.notice.assumed"] * 2


def test_bad_rows_are_told_and_the_others_kept(path: Path) -> None:
    text = (
        "name,service,requests,memory,kind\n"
        "a,lambda,10,512,jobs\n"
        "b,lambda,ten,-1,jobs\n"
        "c,windmill,10,512,jobs\n"
        "d,lambda,10,512\n"
        "e,lambda,10,512,jobs,extra\n"
        'f,"lambda,10,512,jobs\n'
        "g,lambda,10,512 bananas,jobs\n"
        "h,lambda,1e300,nan,jobs\n"
        "\n"
        "z,lambda,10,512,jobs,,\n"
    )
    fleet = read(path, text)
    assert fleet.names == ["a", "z"]
    assert list(fleet.lines) == [2, 11]
    assert fleet.refused == 7
    assert places(fleet) == [(3, "requests"), (3, "memory"), (4, "service"), (5, ""), (6, ""), (7, ""),
                             (8, "memory"), (9, "requests"), (9, "memory")]  # fmt: skip


def test_a_quoted_name_may_go_over_lines_and_an_open_quote_costs_one_row(path: Path) -> None:
    fleet = read(path, 'name,amount\n"a\nb ""c""",5\n"open,6\nd,7\n"e,f",8\n')
    assert fleet.names == ['a b "c"', "d", "e,f"]
    assert list(fleet.numbers["amount"]) == [5.0, 7.0, 8.0]
    assert places(fleet) == [(4, "")]


def test_unknown_columns_are_named_with_what_was_perhaps_meant(path: Path) -> None:
    lines = told(read(path, "amount,memmory,owner,duration,memory\n5,1,me,1,1\n"))
    assert len(lines) == 2
    assert "memmory" in lines[0] and "memory" in lines[0]
    assert "owner" in lines[1]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "empty"),
        ("\n\n", "empty"),
        ("amount,memory\n", "no_rows"),
        ("hello\nworld\n", "no_columns"),
        ("memory,duration\n1,2\n", "no_amount"),
        ("amount,requests\n1,2\n", "column_twice"),
        ("\x00\x01\x02", "no_columns"),
        ('"amount\n1\n', "no_columns"),
    ],
)
def test_a_file_with_nothing_to_read_is_told(path: Path, text: str, key: str) -> None:
    path.write_text(text, "utf-8")
    assert keys(refused(lambda: read_fleet(path))) == [key]


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    assert keys(refused(lambda: read_fleet(tmp_path))) == ["not_a_file"]
    assert keys(refused(lambda: read_fleet(tmp_path / "none.csv"))) == ["unreadable"]
    assert keys(refused(lambda: read_fleet(Path("a\0b")))) == ["unreadable"]


def test_the_separator_line_of_spreadsheets_is_understood(path: Path) -> None:
    assert len(read(path, "sep=;\namount;memory\n5;512\n")) == 1


def test_endless_lines_and_too_many_rows_are_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.scenario.fleet_file.MOST_ROWS", 3)
    fleet = read(path, "amount\n1\n" + "9" * 200_000 + "\n2\n3\n4\n")
    assert list(fleet.numbers["amount"]) == [1.0, 2.0]
    assert [p.what.key for p in fleet.problems] == ["scenario.problem.line_too_long"]
    assert any(notice.key == "scenario.notice.too_many_rows" for notice in fleet.notices)


def test_reading_reports_progress_and_can_be_cancelled(path: Path) -> None:
    path.write_text("amount\n" + "5\n" * 5000, "utf-8")
    seen: list[Progress] = []
    fleet = read_fleet(path, progress=seen.append)
    assert fleet is not None
    assert len(fleet) == 5000
    assert len(seen) == 6
    assert seen[-1].done == seen[-1].total
    assert read_fleet(path, cancelled=lambda: len(seen) > 0) is None


NUMBERS = ["1", "1,5", "1.5", "-1", "nan", "inf", "1e400", "99999999999999999999", "512 MB"]
CELLS = st.sampled_from([*NUMBERS, "", " ", '"', '""', '"a', "=1", "\x00", "é", "lambda", "jobs", "\u202e", "'"])
HEADS = st.sampled_from(["amount", "memory", "duration ms", "service", "kind", "name", "x", "", '"', "public"])


@given(st.lists(HEADS, min_size=1, max_size=6), st.lists(st.lists(CELLS, max_size=7), max_size=6), st.booleans())
def test_any_table_is_told_or_read(heads: list[str], rows: list[list[str]], semicolon: bool) -> None:
    mark = ";" if semicolon else ","
    _never_fails("\n".join(mark.join(row) for row in [heads, *rows]).encode("utf-8", "surrogateescape"))


@given(st.binary(max_size=120))
def test_any_bytes_after_a_good_head_are_told_or_read(data: bytes) -> None:
    _never_fails(b"amount,memory,name\n" + data)
    _never_fails(data)


def _never_fails(data: bytes) -> None:
    path = Path(os.environ["COMPUTE_ATLAS_HOME"]) / "any.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    try:
        fleet = read_fleet(path)
    except FileError as error:
        said(error)
        return
    assert fleet is not None
    told(fleet)
    assert len({len(fleet), len(fleet.names), len(fleet.services), *map(len, fleet.numbers.values())}) == 1
    for i in range(len(fleet)):
        fleet.workload(i).validate()


def test_no_line_is_lost_or_read_twice() -> None:
    texts = ["a,b", '"x', "c", 'd"', '"open', "e,f"]
    lines = [fleet_text.Line(i, text) for i, text in enumerate(texts)]
    found = list(fleet_text.records(lines, ","))
    assert [(record.line, record.wrong) for record in found] == [(0, ""), (1, ""), (4, "open_quote"), (5, "")]
    assert found[1].cells == ["x\nc\nd"]


# the costs


def fleet_of(rows: list[Workload], services: list[str]) -> Fleet:
    """A fleet whose every input is a column."""
    from array import array

    return Fleet(
        lines=array("l", range(2, len(rows) + 2)),
        names=[f"w{i}" for i in range(len(rows))],
        services=services,
        numbers={field: array("d", [getattr(row, field) for row in rows]) for field in NUMERIC_FIELDS},
        words={field: [getattr(row, field) for row in rows] for field in WORDS if field != "service"},
    )


@settings(max_examples=20)
@given(st.lists(workloads, min_size=1, max_size=6), options, st.data())
def test_every_figure_is_that_of_the_row_s_own_bill(
    rows: list[Workload], how: Options, data: st.DataObject
) -> None:
    services = data.draw(st.lists(st.sampled_from(["", *RANKED]), min_size=len(rows), max_size=len(rows)))
    how = msgspec.structs.replace(how, extras=(Extra("x", 3, 0.335),))
    costs = cost_fleet(fleet_of(rows, services), BOOK, how)
    assert costs is not None
    for place in range(len(costs)):
        row = costs.row(place)
        bills = {e.service: e.total if e.feasible else None for e in estimate_all(rows[row.row], BOOK, how)}
        assert costs.costs(place) == {service: bills[service] for service in RANKED}
        fitting = {service: total for service in RANKED if (total := bills[service]) is not None}
        assert row.cost == (min(fitting.values()) if fitting else None)
        assert row.cheapest == (min(fitting, key=lambda name: fitting[name]) if fitting else "")
        now = bills.get(row.service) if row.service else None
        assert row.current == now
        if now is None or row.cost is None:
            assert row.saving is None
        else:  # the saving is of whole cents; the difference here is as fine as the larger amount is
            assert row.saving == pytest.approx(now - row.cost, abs=max(1e-6, 4 * math.ulp(now)))


def test_rows_come_by_saving_then_without_one_then_what_fits_nowhere(path: Path) -> None:
    text = (
        "name,service,amount,duration,memory,gpu,os\n"
        "small,ec2,1000,0.1,512,0,linux\n"
        "unknown,,1000000,0.1,512,0,linux\n"
        "big,eks,50000000,0.5,1024,0,linux\n"
        "best,lambda,1000,0.1,512,0,linux\n"
        "nowhere,lambda,1000,0.1,30000000,0,linux\n"
        "misfit,lambda,1000,0.1,512,1,linux\n"
    )
    fleet = read(path, text)
    costs = cost_fleet(fleet, BOOK, Options())
    assert costs is not None
    rows = [costs.row(i) for i in range(len(costs))]
    assert {row.name: row.status for row in rows} == {
        "big": "saving", "small": "saving", "best": "already", "misfit": "misfit", "unknown": "no_service",
        "nowhere": "nothing_fits",
    }  # fmt: skip
    savings = [row.saving for row in rows if row.saving is not None]
    assert savings == sorted(savings, reverse=True)
    assert [row.saving is None for row in rows] == [False] * 3 + [True] * 3
    assert rows[-1].name == "nowhere"
    assert costs.total_saving == pytest.approx(sum(savings), abs=0.005)


def test_pricing_goes_in_chunks_reports_and_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.scenario.fleet.CHUNK", 10)
    fleet = fleet_of([Workload(amount=float(i + 1)) for i in range(35)], ["lambda"] * 35)
    seen: list[Progress] = []
    assert cost_fleet(fleet, BOOK, Options(), seen.append) is not None
    assert [step.done for step in seen] == [10, 20, 30, 35]
    calls: list[int] = []

    def cancelled() -> bool:
        calls.append(1)
        return len(calls) > 2

    assert cost_fleet(fleet, BOOK, Options(), None, cancelled) is None
    assert len(calls) == 3
    assert next(costing(fleet, BOOK, Options())) == Progress(10, 35)


def test_an_empty_fleet_costs_nothing() -> None:
    costs = cost_fleet(Fleet(), BOOK, Options())
    assert costs is not None
    assert len(costs) == 0
    assert costs.total_saving == 0.0
