"""Scenario files: round trips, a clear reason and place for whatever is wrong, and no file ever lost."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.cost.examples import load_examples
from models.cost.options import Extra, Options
from models.cost.price_book import load_price_book
from models.cost.workload import Workload
from models.duration.scenario_file import read_scenario
from models.scenario import file
from models.scenario.fleet_columns import recognise
from models.scenario.problems import FileError
from models.scenario.scenario import KEYS, Scenario, clean_name, other_prices, prices_as_of, to_raw
from models.state.currency import Currency
from tests.models.scenario.samples import (
    good_or_refused,
    keys,
    names,
    places,
    refused,
    said,
    scenarios,
    with_extras,
)

PLAIN = file.encode(Scenario(name="Fotos", compared=("lambda", "ec2"), currency=Currency("PEN", 3.75)))


def raw(**changes: Any) -> dict[str, Any]:
    """The plain form of a scenario with some keys replaced."""
    return {**json.loads(PLAIN), **changes}


def part(name: str, **changes: Any) -> dict[str, Any]:
    """The plain form with some fields of a part replaced."""
    whole = json.loads(PLAIN)
    return {**whole, name: {**whole[name], **changes}}


def decode(value: Any) -> Scenario:
    return file.decode(json.dumps(value).encode(), "a.atlas.json")


@given(with_extras)
def test_what_is_written_is_read_back(drawn: tuple[Scenario, tuple[Extra, ...]]) -> None:
    scenario, extras = drawn
    scenario = msgspec.structs.replace(scenario, options=msgspec.structs.replace(scenario.options, extras=extras))
    data = file.encode(scenario)
    assert file.decode(data, "x") == scenario
    assert file.encode(file.decode(data, "x")) == data


def test_every_field_is_written_in_a_stable_readable_form() -> None:
    lines = PLAIN.decode().splitlines()
    written = json.loads(PLAIN)
    assert tuple(written) == KEYS[: len(written)]
    assert len(KEYS) - len(written) == 3
    assert tuple(written["workload"]) == Workload.__struct_fields__
    assert tuple(written["options"]) == Options.__struct_fields__
    assert '    "amount": 1000000,' in lines
    assert '  "name": "Fotos",' in lines
    assert PLAIN.endswith(b"}\n")


@pytest.mark.parametrize("example", load_examples(), ids=lambda example: str(example.id))
def test_every_example_can_be_kept(example: Any) -> None:
    scenario = Scenario(name=example.name["es"], workload=example.workload)
    assert file.decode(file.encode(scenario), "x").workload == example.workload


def test_fields_left_out_take_their_defaults() -> None:
    found = decode({"version": 1, "workload": {"amount": 5}})
    assert found == Scenario(workload=Workload(amount=5.0))


def test_an_example_gives_what_the_workload_leaves_out() -> None:
    example = load_examples()[4]
    found = decode({"version": 1, "example": example.id, "workload": {"zones": 2}})
    assert found.workload == msgspec.structs.replace(example.workload, zones=2.0)
    assert decode({"version": 1, "example": example.id}).workload == example.workload


@settings(max_examples=30)
@given(scenarios)
def test_the_terminal_reads_the_same_files(scenario: Scenario) -> None:
    scenario = msgspec.structs.replace(scenario, services=("lambda",), prices={"lambda.requests": 0.25})
    found = read_scenario(file.encode(scenario))
    assert found.complete_workload() == scenario.workload
    assert (found.options, found.region, found.duration) == (scenario.options, scenario.region, scenario.duration)
    assert (found.ranges, found.services, found.prices) == (scenario.ranges, scenario.services, scenario.prices)


WRONG: list[tuple[Any, str, str]] = [
    (raw(version=2), "$.version", "newer"),
    (raw(version=10**30), "$.version", "no_version"),
    (raw(version="1"), "$.version", "no_version"),
    (raw(version=True), "$.version", "no_version"),
    ({"format": "other", "version": 1}, "", "not_a_scenario"),
    ([], "", "not_a_scenario"),
    (7, "", "not_a_scenario"),
    (raw(naem="x"), "$.naem", "unknown_key_near"),
    (raw(zzz="x"), "$.zzz", "unknown_key"),
    (part("workload", memory=1), "$.workload.memory", "unknown_key_near"),
    (part("workload", amount="1"), "$.workload.amount", "not_number"),
    (part("workload", amount=True), "$.workload.amount", "not_number"),
    (part("workload", amount=None), "$.workload.amount", "not_number"),
    (part("workload", amount=float("nan")), "$.workload.amount", "not_finite"),
    (part("workload", amount=float("-inf")), "$.workload.amount", "not_finite"),
    (part("workload", amount=-1), "$.workload.amount", "must_be_above"),
    (part("workload", amount=1e300), "$.workload.amount", "must_be_at_most"),
    (part("workload", kind="magic"), "$.workload.kind", "choice"),
    (part("workload", public="yes"), "$.workload.public", "not_flag"),
    (raw(workload=[]), "$.workload", "not_object"),
    (part("options", companions="nat"), "$.options.companions", "not_list"),
    (part("options", companions=["nat", 3]), "$.options.companions[1]", "not_text"),
    (part("options", companions=["gold"]), "$.options.companions", "choice"),
    (part("options", requests_per_connection=0), "$.options.requests_per_connection", "must_be_above"),
    (part("options", commitment=4), "$.options.commitment", "choice"),
    (part("options", extras=[{"name": "a", "price": 1}]), "$.options.extras[0]", "missing"),
    (part("options", extras=[{"name": "a", "quantity": 1, "price": -1}]), "$.options.extras[0].price", "between"),
    (part("options", extras=[{}] * 101), "$.options.extras", "list_too_long"),
    (part("duration", failure_rate=1), "$.duration.failure_rate", "must_be_at_most"),
    (raw(region="mars-1"), "$.region", "no_region"),
    (raw(region=""), "$.region", "no_region"),
    (raw(prices_as_of="yesterday"), "$.prices_as_of", "not_date"),
    (raw(compared=["lambda"]), "$.compared", "compared_count"),
    (raw(compared=["lambda", "lambda"]), "$.compared[1]", "stands_twice"),
    (raw(compared=["lambda", "windmill"]), "$.compared[1]", "choice"),
    (raw(currency={"code": "pen", "rate": 1}), "$.currency.code", "not_currency"),
    (raw(currency={"code": "PEN", "rate": 0}), "$.currency.rate", "between"),
    (raw(currency={"code": "PEN"}), "$.currency", "missing"),
    (raw(ranges={"amount": [2, 1]}), "$.ranges.amount", "not_range"),
    (raw(ranges={"amount": [1]}), "$.ranges.amount", "not_range"),
    (raw(ranges={"amount": [0, 1]}), "$.ranges.amount[0]", "must_be_above"),
    (raw(ranges={"colour": [0, 1]}), "$.ranges.colour", "unknown_key"),
    (raw(example="nothing"), "$.example", "choice"),
    (raw(services=["windmill"]), "$.services[0]", "choice"),
    (raw(prices=[]), "$.prices", "not_object"),
    (raw(prices={"lambda.requests": -1}), "$.prices.lambda.requests", "between"),
    (raw(prices={"lambda.requests": "1"}), "$.prices.lambda.requests", "not_number"),
    (raw(prices={"a b": 1}), "$.prices.a b", "unknown_key"),
    (raw(name="a\nb"), "$.name", "hidden_character"),
    (raw(name="\u202eevil"), "$.name", "hidden_character"),
    (raw(name="\ud800"), "$.name", "hidden_character"),
    (raw(name="x" * 201), "$.name", "text_too_long"),
    (raw(name=3), "$.name", "not_text"),
]


@pytest.mark.parametrize(("value", "place", "key"), WRONG, ids=[f"{place} {key}" for _, place, key in WRONG])
def test_wrong_content_is_named_with_its_place(value: Any, place: str, key: str) -> None:
    error = refused(lambda: decode(value))
    assert (place, key) in list(zip(places(error), keys(error), strict=True))
    assert error.file == "a.atlas.json"
    assert all("a.atlas.json" in text and place in text for text in said(error).values())


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (PLAIN[:-10], "open_text"),
        (PLAIN[:-3], "cut"),
        (PLAIN[:100], "cut"),
        (PLAIN + b"x", "extra"),
        (b'{"version": 1, "workload": {},}', "unexpected"),
        (b'{"version": 1 "workload": {}}', "unexpected"),
        (b'{"version": 1, "name": "open', "open_text"),
        (b'{"version": 1, "version": 1, "workload": {}}', "twice"),
        (b"\xff\xfe\x00", "not_utf8"),
        (b"[" * 100_000, "too_deep"),
        (b'{"a":' * 30 + b"1" + b"}" * 30, "too_deep"),
        (b"[" + b"1," * 600_000 + b"1]", "too_large"),
    ],
)
def test_what_is_not_json_is_told_with_line_and_column(data: bytes, key: str) -> None:
    assert keys(refused(lambda: file.decode(data, "b.json"))) == [key]


def test_several_problems_are_counted_and_all_kept() -> None:
    error = refused(lambda: decode(part("workload", amount=-1, memory_mb="x", zones=99)))
    assert sorted(places(error)) == ["$.workload.amount", "$.workload.memory_mb", "$.workload.zones"]
    assert "2" in said(error)["en"]


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter() -> None:
    assert file.decode(b"\xef\xbb\xbf" + PLAIN.replace(b"\n", b"\r\n"), "x") == file.decode(PLAIN, "x")


INSERTED = [b"{", b"]", b'"', b"NaN", b"1e999", b"\\ud800", b"\x00", b"null"]


@given(st.data())
def test_damaged_files_are_told_or_read(data: st.DataObject) -> None:
    text = bytearray(PLAIN)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text) - 1))
        how = data.draw(st.sampled_from(["cut", "flip", "drop", "insert", "copy"]))
        if how == "cut":
            del text[max(at, 1) :]
        elif how == "flip":
            text[at] = data.draw(st.integers(0, 255))
        elif how == "drop":
            del text[at : at + data.draw(st.integers(1, 30))]
        elif how == "insert":
            text[at:at] = data.draw(st.sampled_from(INSERTED))
        else:
            text[at:at] = text[at : at + 40]
        text = text or bytearray(b" ")
    good_or_refused(lambda: file.decode(bytes(text), "x.json"))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
PATHS = [(key,) for key in KEYS] + [
    (name, field)
    for name in ("workload", "options", "duration", "currency")
    for field in to_raw(Scenario(currency=Currency("EUR", 1.0)))[name]
]


@given(st.lists(st.tuples(st.sampled_from(PATHS), json_values), min_size=1, max_size=3))
def test_any_value_anywhere_is_told_or_read(changes: list[tuple[tuple[str, ...], Any]]) -> None:
    whole = json.loads(PLAIN)
    for path, value in changes:
        target = whole
        for key in path[:-1]:
            target = target[key] if isinstance(target.get(key), dict) else target
        target[path[-1]] = value
    found = good_or_refused(lambda: decode(whole))
    if isinstance(found, Scenario):
        found.workload.validate()
        found.options.validate()
        assert file.decode(file.encode(found), "x") == found


def test_two_thousand_broken_files_are_all_told() -> None:
    """Every possible cut, and every byte replaced in turn by a quote and a brace."""
    told = 0
    for at in range(len(PLAIN) - 1):
        told += good_or_refused(lambda at=at: file.decode(PLAIN[:at], "x")) is None  # type: ignore[misc]
    for at in range(0, len(PLAIN), 5):
        for mark in (b'"', b"}"):
            good_or_refused(lambda at=at, mark=mark: file.decode(PLAIN[:at] + mark + PLAIN[at + 1 :], "x"))  # type: ignore[misc]
    assert told == len(PLAIN) - 1 - (len(PLAIN) - 1 - len(PLAIN.rstrip()))


# files


def test_saved_and_opened(tmp_path: Path) -> None:
    path, scenario = tmp_path / "new" / "photos.atlas.json", Scenario(name="Fotos")
    assert file.save(path, scenario) is None
    assert file.load(path).scenario == scenario
    assert file.save(path, Scenario(name="Otra")) is None
    assert sorted(found.name for found in path.parent.iterdir()) == ["photos.atlas.json"]


@pytest.mark.parametrize(
    "content", [b"", b"{not json", PLAIN[:50], json.dumps(raw(version=9)).encode(), b'{"some": "other file"}']
)
def test_saving_over_something_unreadable_keeps_a_copy(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.atlas.json"
    path.write_bytes(content)
    refused(lambda: file.load(path))
    assert path.read_bytes() == content, "reading changed the file"
    notice = file.save(path, Scenario())
    assert notice is not None
    assert Path(str(notice.args["copy"])).read_bytes() == content
    assert file.load(path).scenario == Scenario()


def test_nothing_is_replaced_when_the_copy_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.atlas.json"
    path.write_bytes(b"precious")

    def no_room(_: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(file, "keep_aside", no_room)
    assert keys(refused(lambda: file.save(path, Scenario()))) == ["not_kept"]
    assert path.read_bytes() == b"precious"


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.atlas.json"
    path.write_bytes(PLAIN)

    def fails(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fails)
    assert keys(refused(lambda: file.save(path, Scenario()))) == ["unwritable"]
    assert path.read_bytes() == PLAIN
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["missing.json", ".", "a\0b", "x" * 5000])
def test_what_cannot_be_opened_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert set(keys(refused(lambda: file.load(path)))) <= {"unreadable", "not_a_file"}


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as stream:
        stream.truncate(1 << 34)  # sparse
    assert keys(refused(lambda: file.load(path))) == ["too_large"]


# what the READMEs say


@pytest.mark.parametrize("paper", ["README.md", "README.es.md"])
def test_the_example_of_the_readme_is_read_and_names_every_key(paper: str) -> None:
    text = (Path(__file__).parents[3] / paper).read_text("utf-8")
    (block,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    found = file.decode(block.encode(), paper)
    assert found.ranges and found.currency and found.services and found.prices and found.compared
    assert set(json.loads(block)) == set(KEYS)
    assert all(f"`{key}`" in text for key in KEYS)
    book = load_price_book(found.region)
    assert all(book.find(price) is not None for price in found.prices)
    assert file.decode(file.encode(found), "x") == found
    titles = re.search(r"\(`(n[^`]*)`…\)", text)
    assert titles is not None
    assert all(recognise(title) for title in re.split("[,;]", " ".join(titles.group(1).split())))


# names and dates


@given(st.text(max_size=300))
def test_any_typed_name_can_be_kept(text: str) -> None:
    scenario = Scenario(name=clean_name(text))
    assert file.decode(file.encode(scenario), "x") == scenario
    assert file.file_name(scenario).isascii()
    assert file.file_name(scenario).endswith(".atlas.json")


def test_file_names_come_from_the_name() -> None:
    assert file.file_name(Scenario(name="Imágenes & vídeo /2026")) == "imagenes-video-2026.atlas.json"
    assert file.file_name(Scenario(name="日本")) == "requests.atlas.json"
    assert file.with_suffix(Path("a/b.c")).name == "b.c.atlas.json"
    assert file.with_suffix(Path("a/b.ATLAS.JSON")).name == "b.ATLAS.JSON"


def test_prices_of_another_date_are_told_and_not_refused() -> None:
    book = load_price_book("us-east-1")
    date = prices_as_of(book)
    assert date.startswith("20")
    assert other_prices(Scenario(prices_as_of=date), book) is None
    notice = other_prices(Scenario(prices_as_of="2020-01-01"), book)
    assert notice is not None
    assert notice.args == {"then": "2020-01-01", "now": date}


def test_errors_are_input_errors_with_a_text() -> None:
    with pytest.raises(FileError, match="memory_mb"):
        decode(part("workload", memory_mb=[]))


@given(names)
def test_names_of_files_never_leave_their_folder(name: str) -> None:
    found = file.file_name(Scenario(name=name))
    assert Path(found).name == found
