"""Scenario codes: they bring the same scenario back, and say what is wrong when they cannot."""

from __future__ import annotations

import base64
import re
import zlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cost.examples import load_examples
from models.cost.options import Extra, Options
from models.cost.workload import Workload
from models.errors import InputError
from models.scenario import code
from models.scenario.code_table import BASE
from models.scenario.scenario import Scenario, to_raw
from models.state.currency import Currency
from tests.models.scenario.samples import good_or_refused, keys, places, refused, said, scenarios, with_extras

# Codes that were handed out with version 1. They must mean the same for ever: never change a line.
PHOTOS = Scenario(workload=load_examples()[0].workload)
SHARED = {
    "CA1-AHgD-6bK0": Scenario(),
    "CA1-A7igaSAwUHkgz_CM0EAAqlYXJtNjQMChTNAgAZkgP_HJIE_x2SAf4fwiylIoc": PHOTOS,
}
CODE = code.encode(Scenario(name="Fotos", workload=load_examples()[3].workload, region="sa-east-1"))


def sealed(value: object) -> str:
    """A code with a right seal around anything."""
    payload = value if isinstance(value, bytes) else msgspec.msgpack.encode(value)
    body = base64.urlsafe_b64encode(payload + zlib.crc32(payload).to_bytes(4, "big")).decode().rstrip("=")
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return f"CA1-{digits[len(body) // 64]}{digits[len(body) % 64]}{body}"


@given(with_extras)
def test_a_code_brings_the_scenario_back(drawn: tuple[Scenario, tuple[Extra, ...]]) -> None:
    scenario, extras = drawn
    options = msgspec.structs.replace(scenario.options, extras=extras)
    scenario = msgspec.structs.replace(scenario, options=options)
    text = code.encode(scenario)
    assert re.fullmatch(r"CA1-[A-Za-z0-9_-]+", text)
    assert code.decode(text) == scenario


@pytest.mark.parametrize("text", SHARED)
def test_codes_already_shared_keep_their_meaning(text: str) -> None:
    assert code.decode(text) == SHARED[text]


def test_codes_are_short() -> None:
    lengths = [len(code.encode(Scenario(workload=example.workload))) for example in load_examples()]
    assert max(lengths) <= 90
    assert len(code.encode(Scenario())) <= 14


def test_the_table_names_fields_that_exist_once() -> None:
    paths = [path for path, _ in BASE]
    assert len(set(paths)) == len(paths)
    now = dict(code._flat(to_raw(Scenario())))
    assert set(paths) <= set(now)


def test_a_field_without_a_row_travels_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A field the engine gains later needs no change here."""
    shorter = tuple(row for row in BASE if row[0] != "workload.zones")
    monkeypatch.setattr(code, "BASE", shorter)
    monkeypatch.setattr(code, "_NUMBERS", {path: i for i, (path, _) in enumerate(shorter)})
    scenario = Scenario(workload=Workload(zones=3.0, amount=2e6))
    assert code.decode(code.encode(scenario)) == scenario


@pytest.mark.parametrize("wrap", ["  {}\n", "“{}”", "<{}>", "https://example.org/#{}", "`{}`"])
def test_what_surrounds_a_code_does_not_matter(wrap: str) -> None:
    assert code.decode(wrap.format(CODE)) == code.decode(CODE)
    assert code.looks_like(wrap.format(CODE))


def test_a_wrapped_code_is_read() -> None:
    assert code.decode("\r\n ".join(CODE[i : i + 20] for i in range(0, len(CODE), 20))) == code.decode(CODE)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "not_a_code"),
        ("hola", "not_a_code"),
        ("CA", "not_a_code"),
        ("CA1-", "code_cut"),
        (CODE[:-1], "code_cut_at"),
        (CODE[:12], "code_cut_at"),
        (CODE + "AB", "code_extra"),
        (CODE.replace("CA1-", "CA2-"), "other_code"),
        (CODE.replace("CA1-", "CA0-"), "other_code"),
        (CODE[:9] + "ñ" + CODE[10:], "code_character"),
        (CODE[:9] + "." + CODE[10:], "code_character"),
        (CODE[:9] + ("A" if CODE[9] != "A" else "B") + CODE[10:], "code_mistyped"),
        (sealed(b"\xc1"), "code_damaged"),
        (sealed(b"\x91" * 2900), "code_damaged"),
        (sealed([1]), "code_damaged"),
        (sealed({9999: 1}), "code_newer"),
        (sealed({-1: 1}), "code_newer"),
    ],
)
def test_what_is_wrong_with_a_code_is_told(text: str, key: str) -> None:
    assert keys(refused(lambda: code.decode(text))) == [key]


def test_the_place_of_a_wrong_character_is_counted_from_its_first_letter() -> None:
    error = refused(lambda: code.decode(f"  {CODE[:9]}?{CODE[10:]}"))
    assert "10" in said(error)["en"]


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({6: -5}, "$.workload.amount"),
        ({6: [1, 500]}, "$.workload.amount"),
        ({6: float("nan")}, "$.workload.amount"),
        ({"workload.colour": 1}, "$.workload.colour"),
        ({"colour": 1}, "$.colour"),
        ({1: "mars-1"}, "$.region"),
        ({0: "\u202e"}, "$.name"),
        ({0: b"bytes"}, "$.name"),
    ],
)
def test_hostile_content_behind_a_right_seal_is_refused_by_place(value: object, place: str) -> None:
    assert place in places(refused(lambda: code.decode(sealed(value))))


@given(scenarios, st.data())
def test_one_wrong_character_is_always_noticed(scenario: Scenario, data: st.DataObject) -> None:
    text = code.encode(scenario)
    at = data.draw(st.integers(4, len(text) - 1))
    wrong = data.draw(st.sampled_from("ABCabc019-_").filter(lambda char: char != text[at]))
    assert keys(refused(lambda: code.decode(text[:at] + wrong + text[at + 1 :])))[0].startswith("code_")


def test_every_cut_is_noticed() -> None:
    for end in range(len(CODE)):
        refused(lambda end=end: code.decode(CODE[:end]))  # type: ignore[misc]


@given(st.text(st.sampled_from("CA1-_bXyZ0 é\n\u200b"), max_size=60) | st.text(max_size=60))
def test_any_text_is_told_or_read(text: str) -> None:
    good_or_refused(lambda: code.decode(text))
    good_or_refused(lambda: code.decode("CA1-" + text))


@given(st.dictionaries(st.integers(-3, 120) | st.sampled_from(["workload.amount", "options", ""]), st.none()
                       | st.booleans() | st.integers(-9, 9) | st.floats() | st.text(max_size=5)
                       | st.lists(st.integers(-400, 400), max_size=3), max_size=4))  # fmt: skip
def test_any_content_behind_a_right_seal_is_told_or_read(content: dict[object, object]) -> None:
    good_or_refused(lambda: code.decode(sealed(content)))


def test_too_much_text_for_a_code_is_told() -> None:
    extras = tuple(Extra(f"{i} " + "long name " * 15, 1.0, 1.0) for i in range(60))
    scenario = Scenario(options=Options(extras=extras))
    with pytest.raises(InputError) as caught:
        code.encode(scenario)
    said(caught.value)


def test_the_second_currency_travels() -> None:
    scenario = Scenario(currency=Currency("PEN", 3.7421))
    assert code.decode(code.encode(scenario)).currency == Currency("PEN", 3.7421)
