"""Numbers as readers of each language write them, and back."""

from __future__ import annotations

import contextlib
import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models import formats
from models.formats import NBSP
from models.texts import LANGUAGES

languages = st.sampled_from(LANGUAGES)
typed = st.integers(-(10**15), 10**15) | st.decimals(-(10**6), 10**6, places=6).map(float)


@pytest.mark.parametrize(
    ("value", "es", "en"),
    [
        (0, "0", "0"),
        (900, "900", "900"),
        (1234567, f"1{NBSP}234{NBSP}567", "1,234,567"),
        (0.0000166667, "0,0000166667", "0.0000166667"),
        (-1234.5, f"-1{NBSP}234,5", "-1,234.5"),
        (3.0, "3", "3"),
        (math.inf, "∞", "∞"),
        (math.nan, "–", "–"),
    ],
)
def test_number(value: float, es: str, en: str) -> None:
    assert (formats.number(value, "es"), formats.number(value, "en")) == (es, en)


@given(typed, languages)
def test_what_is_shown_can_be_typed_back(value: float, language: str) -> None:
    assert formats.parse_number(formats.number(value, language), language) == pytest.approx(value, abs=1e-9)


@given(st.floats(-1e12, 1e12), languages, st.integers(0, 6))
def test_fixed_decimals_are_kept(value: float, language: str, decimals: int) -> None:
    shown = formats.number(value, language, decimals)
    point = "," if language == "es" else "."
    assert len(shown.partition(point)[2]) == decimals


@given(st.floats(1e-9, 1e9), languages, st.integers(1, 6))
def test_significant_digits_keep_the_size(value: float, language: str, digits: int) -> None:
    shown = formats.significant(value, language, digits)
    assert "e" not in shown
    assert formats.parse_number(shown, language) == pytest.approx(value, rel=0.6 * 10 ** (1 - digits), abs=1e-10)


@pytest.mark.parametrize(
    ("value", "es", "en"),
    [
        (12.345, f"12,35{NBSP}USD", f"12.35{NBSP}USD"),
        (1234.5, f"1{NBSP}234,50{NBSP}USD", f"1,234.50{NBSP}USD"),
        (0, f"0,00{NBSP}USD", f"0.00{NBSP}USD"),
        (0.00012345, f"0,00012{NBSP}USD", f"0.00012{NBSP}USD"),
        (-0.004, f"-0,004{NBSP}USD", f"-0.004{NBSP}USD"),
    ],
)
def test_money_to_the_cent_but_never_a_false_zero(value: float, es: str, en: str) -> None:
    assert (formats.money(value, "es"), formats.money(value, "en")) == (es, en)


@given(st.floats(1e-9, 1e9), languages)
def test_money_that_is_not_zero_never_looks_like_zero(value: float, language: str) -> None:
    figure = formats.money(value, language).removesuffix(f"{NBSP}USD")
    assert formats.parse_number(figure, language) > 0


def test_rate_keeps_every_digit_and_two_at_least() -> None:
    assert formats.rate(0.2, "en") == f"0.20{NBSP}USD"
    assert formats.rate(0.0000166667, "es") == f"0,0000166667{NBSP}USD"


def test_percent_sign_stands_as_each_language_writes_it() -> None:
    assert (formats.percent(99.95, "es"), formats.percent(99.95, "en")) == (f"99,95{NBSP}%", "99.95%")


@pytest.mark.parametrize(
    ("value", "unit", "target", "expected"),
    [
        (900, "s", "min", 15),
        (10240, "MB", "GB", 10),
        (1, "year", "d", 365),
        (3, "d", "h", 72),
        (2, "GiB", "MiB", 2048),
    ],
)
def test_convert(value: float, unit: str, target: str, expected: float) -> None:
    assert formats.convert(value, unit, target) == expected


@given(
    st.floats(0, 1e9), st.sampled_from(["ms", "s", "min", "h", "d"]), st.sampled_from(["ms", "s", "min", "h", "d"])
)
def test_convert_there_and_back(value: float, unit: str, target: str) -> None:
    assert formats.convert(formats.convert(value, unit, target), target, unit) == pytest.approx(value)


@pytest.mark.parametrize(("unit", "target"), [("s", "GB"), ("GB", "GiB"), ("vCPU", "s")])
def test_convert_refuses_other_families(unit: str, target: str) -> None:
    with pytest.raises(ValueError, match=f"from {unit} to {target}"):
        formats.convert(1, unit, target)


@pytest.mark.parametrize(
    ("text", "es", "en"),
    [
        ("1.500", 1500, 1.5),
        ("1,500", 1.5, 1500),
        ("1.500.000", 1_500_000, 1_500_000),
        ("1,500,000.25", 1_500_000.25, 1_500_000.25),
        ("1.500.000,25", 1_500_000.25, 1_500_000.25),
        ("0.500", 0.5, 0.5),
        ("0,5", 0.5, 0.5),
        ("1500.5", 1500.5, 1500.5),
        (" 1 500 ", 1500, 1500),
        ("1\u202f500", 1500, 1500),
        ("1'500", 1500, 1500),
        ("2k", 2000, 2000),
        ("1,5M", 1_500_000, 1_500_000),
        ("3G", 3e9, 3e9),
        ("30 mil", 30_000, 30_000),
        ("2,5 millones", 2_500_000, 2_500_000),
        ("1 millón", 1_000_000, 1_000_000),
        ("4 Mil Millones", 4e9, 4e9),
        ("30 thousand", 30_000, 30_000),
        ("1.5 million", 1_500_000, 1_500_000),
        ("1e6", 1_000_000, 1_000_000),
        ("1.5e3", 1500, 1500),
        ("-7", -7, -7),
        (".5", 0.5, 0.5),
    ],
)
def test_parse_what_people_type(text: str, es: float, en: float) -> None:
    assert (formats.parse_number(text, "es"), formats.parse_number(text, "en")) == (es, en)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "k",
        "abc",
        "1.2.3",
        "1,2.3,4",
        "--1",
        "1e",
        "1 USD",
        "30 mi",
        "mil",
        "2 billion",
        "nan",
        "inf",
        "1e999",
        "0x10",
        ".",
    ],
)
def test_parse_refuses_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError):
        formats.parse_number(text, "es")


@given(st.text(max_size=12), languages)
@example("9" * 400, "es")
@example("1e308k", "en")
def test_parse_answers_a_finite_number_or_value_error(text: str, language: str) -> None:
    with contextlib.suppress(ValueError):
        assert math.isfinite(formats.parse_number(text, language))
