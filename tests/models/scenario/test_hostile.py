"""Files made to do harm: long, deep, repetitive, no files at all. Each is told in both languages, none is touched.

What is tried here took minutes or never ended when reading was not linear in the length of a file; there is no
clock in these tests, a mistake shows as a suite that does not end.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from models import formats
from models.scenario import code, file, fleet_file, power_tuning
from models.scenario.fleet_file import read_fleet
from models.scenario.problems import FileError
from models.scenario.reading import LARGEST, MOST_PROBLEMS
from models.scenario.scenario import Scenario
from tests.models.scenario.samples import keys, refused, said

MOST = LARGEST - 200
PLAIN = file.encode(Scenario(name="Fotos"))


def whole(**changes: object) -> bytes:
    return json.dumps({"version": 1, "workload": {}, **changes}).encode()


LONG = {
    "brackets": b"[]" * (MOST // 2),
    "open text of quotes": b'"' + b'\\"' * (MOST // 2 - 1),
    "quotes": b'"' * MOST,
    "backslashes": b'"' + b"\\" * MOST,
    "unknown keys": whole(**{f"workloa{i}": 1 for i in range(12_000)}),
    "unknown fields": whole(workload={f"amoun{i}": 1 for i in range(12_000)}),
    "unknown ranges": whole(ranges={f"p{i}": -1 for i in range(12_000)}),
    "wrong prices": whole(prices={f"p{i}": -1 for i in range(12_000)}),
    "keys that stand twice": b"{" + b'"a":1,' * 30_000 + b'"b":1}',
    "digits": b'{"version":1,"workload":{"amount":' + b"9" * (MOST - 50) + b"}}",
    "exponent": b'{"version":1,"workload":{"amount":1e' + b"9" * 5_000 + b"}}",
    "list": b'{"version":1,"workload":{"amount":[' + b"1," * 100_000 + b"1]}}",
    "combining marks": whole(name="\u0301" * 40_000),
    "UTF-16": PLAIN.decode().encode("utf-16"),
    "zero bytes": b"\x00" * MOST,
    "too large": b" " * (LARGEST + 1),
}


@pytest.mark.parametrize("content", LONG.values(), ids=LONG)
def test_long_and_repetitive_json_is_told_at_once(content: bytes) -> None:
    error = refused(lambda: file.decode(content, "bad.json"))
    assert 1 <= len(error.problems) <= MOST_PROBLEMS
    assert all("bad.json" in text and len(text) < 600 for text in said(error).values())
    with pytest.raises(FileError):
        power_tuning.decode(content, "bad.json")


CELLS = {
    "letters before a digit": "a" * 60_000 + "1",
    "digits before a letter": "1" * 60_000 + "x",
    "marks": ",." * 30_000 + "1",
    "brackets": "(" * 60_000,
    "blanks": "1" + " " * 60_000 + "(",
    "combining marks": "\u0301" * 30_000,
}


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_long_cells_cost_their_own_row(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "fleet.csv"
    path.write_text(f"name;amount;memory\na;{cell};512\nb;1000;512\n{cell};5;512\n", "utf-8")
    fleet = read_fleet(path)
    assert fleet is not None and fleet.names[0] == "b" and fleet.refused >= 1
    assert fleet.problems[0].place.args["line"] == 2  # type: ignore[union-attr]
    with pytest.raises(ValueError, match=re.escape(cell[:20])):
        formats.parse_number(cell)


@pytest.mark.parametrize("title", ["a" * 60_000 + "1", "(" * 60_000, "amoun," * 10_000, "x" * 60_000 + "(GB)"])
def test_long_headings_are_told(tmp_path: Path, title: str) -> None:
    path = tmp_path / "fleet.csv"
    path.write_text(f"amount,{title}\n1\n", "utf-8")
    try:
        fleet = read_fleet(path)
    except FileError as error:
        assert all("fleet.csv" in text for text in said(error).values())
    else:
        assert fleet is not None and fleet.notices


# what is no plain file


def fifo(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def link_to_folder(path: Path) -> None:
    path.symlink_to(path.parent, target_is_directory=True)


READERS: dict[str, Callable[[Path], object]] = {
    "scenario": file.load,
    "tuning": power_tuning.load,
    "fleet": read_fleet,
}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@pytest.mark.parametrize("make", [fifo, folder, loop, dangling, link_to_folder])
def test_what_is_no_file_is_told_and_never_waited_for(
    tmp_path: Path, make: Callable[[Path], None], read: Callable[[Path], object]
) -> None:
    path = tmp_path / "odd.csv"
    make(path)
    error = refused(lambda: read(path))
    assert keys(error)[0] in ("not_a_file", "unreadable")
    assert all("odd.csv" in text for text in said(error).values())


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@pytest.mark.parametrize("where", ["open", "exists", "is_file", "stat"])
def test_what_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Callable[[Path], object], where: str
) -> None:
    path = tmp_path / "locked.csv"
    path.write_bytes(b"amount\n1\n" if read is read_fleet else PLAIN)

    def forbidden(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, where, forbidden)
    if where == "stat" and read is not read_fleet:
        return  # not asked for
    error = refused(lambda: read(path))
    assert keys(error) == ["unreadable"] and "Permission" in said(error)["en"]


def test_a_list_larger_than_any_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.write(b"amount\n1\n")
        stream.truncate(fleet_file.LARGEST + 1)  # sparse
    assert keys(refused(lambda: read_fleet(path))) == ["too_large"]


def test_one_endless_line_costs_one_row_and_can_be_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "line.csv"
    path.write_bytes(b"amount,name\n1,a\n" + b"x" * 3_000_000 + b"\n2,b\n")
    fleet = read_fleet(path)
    assert fleet is not None and fleet.names == ["a", "b"] and fleet.refused == 1


@pytest.mark.parametrize("make", [folder, loop, link_to_folder])
def test_saving_over_what_is_no_file_is_told(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "odd.json"
    make(path)
    before = sorted(found.name for found in tmp_path.iterdir())
    error = refused(lambda: file.save(path, Scenario()))
    assert keys(error)[0] in ("unwritable", "not_kept")
    assert sorted(found.name for found in tmp_path.iterdir()) == before


def test_saving_over_something_huge_is_refused_and_leaves_it(tmp_path: Path) -> None:
    path = tmp_path / "video.json"
    with path.open("wb") as stream:
        stream.truncate(1 << 33)  # sparse
    assert keys(refused(lambda: file.save(path, Scenario()))) == ["not_kept"]
    assert [found.name for found in tmp_path.iterdir()] == ["video.json"] and path.stat().st_size == 1 << 33


def test_saving_through_a_link_keeps_the_link_and_writes_what_it_leads_to(tmp_path: Path) -> None:
    real, link = tmp_path / "real.atlas.json", tmp_path / "link.atlas.json"
    file.save(real, Scenario(name="a"))
    link.symlink_to(real.name)
    file.save(link, Scenario(name="b"))
    assert link.is_symlink() and file.load(real).scenario.name == "b"


# thousands of small damages


MARKS = (b"\x00", b"\xff\xfe", b"NaN", b"1e999", b"{", b"]", b'"', b"\\u0000", b",")


def damaged(chance: random.Random, good: bytes) -> bytes:
    """A file after one to five accidents."""
    data = bytearray(good)
    for _ in range(chance.randint(1, 5)):
        at, n = chance.randrange(len(data) + 1), chance.randint(1, 40)
        how = chance.randrange(6)
        if how == 0:
            del data[at:]
        elif how == 1:
            del data[at : at + n]
        elif how == 2 and data:
            data[at % len(data)] ^= 1 << chance.randrange(8)
        elif how == 3:
            data[at:at] = chance.choice(MARKS)
        elif how == 4:
            data[at:at] = data[at : at + n]
        else:
            data[at:at] = chance.randbytes(n)
    return bytes(data)


TUNING = json.dumps([{"value": 128, "averagePrice": 2.08e-07, "averageDuration": 98.1},
                     {"value": 512, "averagePrice": 5.1e-07, "averageDuration": 31.0}]).encode()  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_thousands_of_damaged_files_are_told_or_read_and_stay_as_they_are(tmp_path: Path, seed: int) -> None:
    chance, told = random.Random(seed), 0
    table = fleet_file.template("es").encode() * 2
    shared = code.encode(Scenario(name="x")).encode()
    path = tmp_path / "any"
    for _ in range(500):
        for good, read in ((PLAIN, file.load), (TUNING, power_tuning.load), (table, read_fleet), (shared, None)):
            data = damaged(chance, good)
            try:
                if read is None:
                    code.decode(data.decode("utf-8", "replace"))
                    continue
                path.write_bytes(data)
                read(path)
            except FileError as error:
                told += 1
                assert all(text and "⟦" not in text for text in said(error).values())
            assert path.read_bytes() == data or read is None
    assert told > 900
