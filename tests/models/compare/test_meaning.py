"""Two cells are the same when they mean the same, whatever the unit, the case, the accents or the language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import formats
from models.compare.meaning import Meaning, differ, fold, meaning, odd_one
from models.content.schema import Fact


def _fact(**holds: object) -> Fact:
    return Fact(id="lambda.x", source="LQ", as_of="2026", **holds)  # type: ignore[arg-type]


def _of(shown: str = "", **holds: object) -> Meaning:
    return meaning(_fact(**holds), shown)


def _say(es: str, en: str) -> Meaning:
    return _of(es, text={"es": es, "en": en})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"value": 900, "unit": "s"}, {"value": 15, "unit": "min"}),
        ({"value": 10240, "unit": "MB"}, {"value": 10, "unit": "GB"}),
        ({"value": 10, "unit": "GiB"}, {"value": 10, "unit": "GB"}),
        ({"value": 3, "unit": "vCPU"}, {"value": 3.0, "unit": "vCPU"}),
        ({"value": 60, "unit": "s", "show": "min"}, {"value": 60, "unit": "s"}),
        ({"min": 30, "max": 60, "unit": "s"}, {"min": 0.5, "max": 1, "unit": "min"}),
        ({"min": 5, "max": 5, "unit": "s"}, {"value": 5, "unit": "s"}),
    ],
)
def test_numbers_are_compared_in_their_base_unit(one, other) -> None:
    assert _of("a", **one).same(_of("b", **other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"value": 900, "unit": "s"}, {"value": 900, "unit": "min"}),
        ({"value": 4, "unit": "vCPU"}, {"value": 4, "unit": "GB"}),
        ({"min": 30, "max": 60, "unit": "s"}, {"value": 60, "unit": "s"}),
        ({"flag": "yes"}, {"flag": "no"}),
        ({"flag": "yes"}, {"flag": "yes", "text": {"es": "opcional", "en": "optional"}}),
        ({"status": "unknown"}, {"status": "not_applicable"}),
        ({"status": "unknown"}, {"flag": "no"}),
    ],
)
def test_what_differs_differs(one, other) -> None:
    assert not _of("a", **one).same(_of("b", **other))


def test_words_count_without_case_accents_or_final_stop() -> None:
    assert _say("Sin límite", "No limit").same(_say("sin  limite.", "No limit at all"))
    assert _say("Ninguno", "No limit").same(_say("Sin límite", "No Limit"))
    assert not _say("Sin límite", "No limit").same(_say("Sin límite declarado", "No stated limit"))


def test_a_text_and_a_number_that_read_alike_are_the_same() -> None:
    assert _of("2017", value=2017, unit="year").same(_say("2017", "2017"))


def test_an_embedded_fact_is_compared_by_what_it_says() -> None:
    one = _of("32 vCPU", text={"es": "{fact:fargate.max_vcpu}", "en": "{fact:fargate.max_vcpu}"})
    assert one.same(_of("32 vCPU", value=32, unit="vCPU"))


def test_a_missing_fact_is_unknown() -> None:
    assert meaning(None, "").same(_of("", status="unknown"))


def test_rows_differ_and_the_odd_one_is_found() -> None:
    a, b = Meaning(("a",)), Meaning(("b",))
    assert not differ([a, a, a])
    assert differ([a, a, b])
    assert odd_one([a, b, a]) == 1
    assert odd_one([b, a, a, a]) == 0
    assert odd_one([a, b]) is None
    assert odd_one([a, a, b, b]) is None
    assert odd_one([a, a, a]) is None


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_folding_drops_case_accents_and_odd_spaces() -> None:
    assert fold(f"Región{formats.NBSP}ÑANDÚ") == "region nandu"


UNITS = st.sampled_from(["ms", "s", "min", "h", "d"])


@given(st.floats(1e-3, 1e9), UNITS, UNITS)
def test_a_detour_through_another_unit_changes_nothing(value: float, unit: str, other: str) -> None:
    there = formats.convert(value, unit, other)
    one, two = _of("a", value=value, unit=unit), _of("b", value=there, unit=other)
    assert one.size == pytest.approx(two.size, rel=1e-9, abs=1e-6)
