"""Interface texts: one key, two languages, arguments shown as the language writes them."""

from __future__ import annotations

import logging
import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import ContentError
from models.formats import NBSP
from models.texts import LANGUAGES, Message, Money, Quantity, Texts, pick
from tests.support import ROOT, interface_texts

FILE = b'{"demo.plain": "Hola", "demo.args": "{who} tiene {count}", "demo.braces": "{who", "demo.unit": "{x}"}'
UNITS = b'{"unit.s": "segundo|segundos", "unit.GB": "GB"}'


def texts(language: str = "es") -> Texts:
    files = {f"i18n/{lang}/demo.json": FILE for lang in LANGUAGES} | {
        f"i18n/{lang}/unit.json": UNITS for lang in LANGUAGES
    }
    return Texts(language, files.__getitem__)


def test_a_key_becomes_its_text() -> None:
    assert texts().t("demo.plain") == "Hola"


def test_arguments_are_written_as_the_language_writes_them() -> None:
    assert texts("es").t("demo.args", who="Ana", count=1500.5) == f"Ana tiene 1{NBSP}500,5"
    assert texts("en").t("demo.args", who="Ana", count=1500.5) == "Ana tiene 1,500.5"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Quantity(1, "s"), f"1{NBSP}segundo"),
        (Quantity(2, "s"), f"2{NBSP}segundos"),
        (Quantity(0.5, "s"), f"0,5{NBSP}segundos"),
        (Quantity(1, "GB", 2), f"1,00{NBSP}GB"),
        (Quantity(7), "7"),
        (Quantity(99.5, "%"), f"99,5{NBSP}%"),
        (Money(3), f"3,00{NBSP}USD"),
        (Message("demo.plain"), "Hola"),
        (Message("demo.args", {"who": "Ana", "count": Quantity(2, "s")}), f"Ana tiene 2{NBSP}segundos"),
        ({"es": "sí", "en": "yes"}, "sí"),
        (True, "True"),
    ],
)
def test_every_kind_of_argument(value: object, shown: str) -> None:
    assert texts().t("demo.unit", x=value) == shown


def test_language_changes_in_place() -> None:
    found = Texts("es")
    spanish = found.t("tab.services")
    found.language = "en"
    assert (spanish, found.t("tab.services")) == ("Servicios", "Services")


def test_a_missing_key_shows_itself_and_is_logged(expected_log: list[logging.LogRecord]) -> None:
    found = texts()
    assert found.t("demo.nothing") == "⟦demo.nothing⟧"
    assert found.missing == {"es:demo.nothing"}
    assert "demo.nothing" in expected_log[0].getMessage()


@pytest.mark.parametrize(("key", "args"), [("demo.args", {"who": "Ana"}), ("demo.braces", {"who": "Ana"})])
def test_wrong_placeholders_show_the_pattern(key: str, args: dict[str, str], expected_log: list[object]) -> None:
    found = texts()
    assert found.t(key, **args) == found.raw(key)
    assert found.missing == {f"es:{key}:placeholders"}


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"a": 1}', b"\xff"])
def test_a_broken_catalogue_is_logged_with_its_file(data: bytes, expected_log: list[logging.LogRecord]) -> None:
    assert Texts("es", lambda file: data).t("demo.plain") == "⟦demo.plain⟧"
    assert "i18n/es/demo.json" in expected_log[0].getMessage()


def test_a_catalogue_that_is_gone_is_logged_once(expected_log: list[logging.LogRecord]) -> None:
    found = Texts("en")
    assert found.t("nowhere.a") == "⟦nowhere.a⟧"
    found.t("nowhere.b")
    assert sum("nowhere.json" in record.getMessage() for record in expected_log) == 1


def test_errors_tell_file_and_place() -> None:
    assert Texts("en").error(ContentError("a.json", "$.x", "odd")) == "File a.json has a problem at $.x: odd"


def test_pick_falls_back_to_any_language() -> None:
    assert (pick({"es": "a", "en": "b"}, "en"), pick({"es": "a"}, "en"), pick({}, "en")) == ("b", "a", "")


@given(st.dictionaries(st.sampled_from(["who", "count", "x"]), st.text() | st.floats() | st.booleans()))
def test_no_argument_breaks_a_text(args: dict[str, object]) -> None:
    logging.disable(logging.WARNING)
    try:
        assert isinstance(texts().t("demo.args", **args), str)
    finally:
        logging.disable(logging.NOTSET)


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    spanish, english = (
        {key: _placeholders(text) for key, text in interface_texts(language).items()} for language in LANGUAGES
    )
    assert spanish == english


def test_units_have_one_form_or_two() -> None:
    for language in LANGUAGES:
        units = {key: text for key, text in interface_texts(language).items() if key.startswith("unit.")}
        assert len(units) > 40
        assert [key for key, text in units.items() if text.count("|") > 1 or "" in text.split("|")] in (
            [],
            ["unit.count"],
        )


def test_every_text_of_the_code_exists() -> None:
    """Keys written out in the program, `t("…")` and `Message("…")`, are in the catalogue."""
    keys = interface_texts("es").keys()
    areas = {key.partition(".")[0] for key in keys}
    used = {
        found
        for path in [*(ROOT / "models").rglob("*.py"), *(ROOT / "ui").rglob("*.py"), ROOT / "main.py"]
        for found in _literal_keys(path)
    }
    assert len(used) > 60
    assert sorted(key for key in used if key.partition(".")[0] in areas and key not in keys) == []


def _literal_keys(path: Path) -> set[str]:
    return set(
        re.findall(r'(?:\bt|Message|complain|error)\(\s*"([a-z_]+\.[a-z_.]+[a-z])"', path.read_text("utf-8"))
    )
