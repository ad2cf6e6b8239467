"""How the texts are written: figures only through facts, `tú`, no repeated sentence, no language left behind."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from models.content import prose
from models.content.catalog import Catalog
from models.texts import LANGUAGES
from tests.support import PAGES, RESOURCES, data_texts, interface_texts, plain, sentences

# The rule for digits in prose: they belong to a name, after a letter (EC2, S3, x86, IPv4), or are a year.
NAME_WITH_DIGITS = re.compile(r"\b[A-Za-z]+\d+[A-Za-z]?\b")
YEAR = re.compile(r"\b(19|20)\d\d\b(?!\s*(GB|MB|ms|s|USD|%|vCPU|min|h)\b)")
NOT_PROSE = re.compile(r"\{(fact|price):[\w.]+\}|\{#\w+\}|`[^`]+`|\]\([\w:.]+\)|^\d+\.\s", re.MULTILINE)
USTED = re.compile(
    r"\b(usted(es)?|vosotr[oa]s|vuestr\w+|vos|os)\b"
    r"|\b\w+[aei]steis\b|\b\w+(áis|éis)\b"  # vosotros
    r"|(?:^|[.:;!?¿¡]\s+|^- )(Use|Elija|Haga|Consulte|Configure|Suba|Ejecute|Revise|Defina|Evite|Recuerde|Agregue|"
    r"Conecte|Vea|Tenga|Pague|Pruebe|Mida|Escriba|Abra|Instale|Intente|Copie|Seleccione|Vuelva|Compruebe|Mire)\b",
    re.MULTILINE,
)
VOSEO = re.compile(r"\b(\w+(?<!r)[áé]s|sos|\w{2,}ís)\b", re.IGNORECASE)  # tenés, usás, elegís; verás is tú
VOSEO_LOOKALIKES = {
    "más", "además", "demás", "después", "través", "atrás", "detrás", "jamás", "estás", "país", "inglés",
    "interés", "francés", "quizás", "portugués", "japonés", "das", "revés", "cortés", "exprés",
}  # fmt: skip
SPAIN = re.compile(r"\b(costes?|ordenador(es)?|ficheros?|vale,)\b", re.IGNORECASE)


def _source(page_id: str, language: str) -> str:
    return (RESOURCES / "content" / "services" / page_id / f"{language}.md").read_text("utf-8")


@pytest.mark.parametrize("page_id", PAGES)
def test_figures_in_prose_come_from_facts(page_id: str, language: str) -> None:
    text = NOT_PROSE.sub(" ", _source(page_id, language))
    rest = YEAR.sub(" ", NAME_WITH_DIGITS.sub(" ", text))
    assert [line.strip() for line in rest.splitlines() if re.search(r"\d", line)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_on_two_pages(catalog: Catalog, language: str) -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for page_id in PAGES:
        for sentence in sentences(catalog, page_id, language):
            if len(sentence.split()) >= 5:
                places[sentence.casefold()].append(page_id)
    assert {sentence: pages for sentence, pages in places.items() if len(pages) > 1} == {}


@pytest.mark.parametrize("page_id", PAGES)
def test_both_languages_are_written(catalog: Catalog, page_id: str) -> None:
    spanish, english = (
        {s.casefold() for s in sentences(catalog, page_id, language) if len(s.split()) > 2}
        for language in LANGUAGES
    )
    assert spanish & english == set()


def _is_sentence(text: str) -> bool:
    """More than names and units: five ordinary words at least."""
    return len(re.findall(r"(?<![{.\w])[a-záéíóúñ]{3,}\b", text)) > 4


def test_data_texts_are_translated() -> None:
    texts = [(file, place, text) for file, place, text in data_texts() if _is_sentence(text["es"])]
    assert len(texts) > 300
    assert [(file, place) for file, place, text in texts if text["es"] == text.get("en")] == []


def test_interface_texts_are_translated() -> None:
    spanish, english = interface_texts("es"), interface_texts("en")
    keys = [key for key, text in spanish.items() if _is_sentence(text)]
    assert len(keys) > 50
    assert [key for key in keys if spanish[key] == english[key]] == []


def _spanish() -> list[tuple[str, str]]:
    pages = [(page_id, _source(page_id, "es")) for page_id in PAGES]
    data = [(f"{file} {place}", text["es"]) for file, place, text in data_texts()]
    return pages + data + list(interface_texts("es").items())


def test_spanish_says_tu() -> None:
    found = [(where, hit.group()) for where, text in _spanish() for hit in USTED.finditer(text)]
    voseo = [
        (where, hit.group())
        for where, text in _spanish()
        for hit in VOSEO.finditer(text)
        if hit.group().casefold() not in VOSEO_LOOKALIKES
    ]
    assert found + voseo == []


def test_spanish_is_latin_american() -> None:
    assert [(where, hit.group()) for where, text in _spanish() for hit in SPAIN.finditer(text)] == []


@pytest.mark.parametrize("page_id", PAGES)
def test_line_is_one_short_sentence(catalog: Catalog, language: str, page_id: str) -> None:
    section = catalog.prose(page_id, language).section("line")
    assert section is not None
    items = [item for block in section.blocks for item in block.items]
    assert len(items) == 1
    assert len(plain(items[0])) <= 90


@pytest.mark.parametrize("page_id", PAGES)
def test_steps_fit_the_flow(catalog: Catalog, language: str, page_id: str) -> None:
    section = catalog.prose(page_id, language).section("how")
    steps = [block for block in section.blocks if block.kind == "steps"] if section else []
    for item in (item for block in steps for item in block.items):
        lead = item.spans[0]
        assert lead.style == "bold", plain(item)
        assert len(lead.text.rstrip(".:")) <= 18, lead.text
        assert len(plain(prose.Item(item.spans[1:]))) <= 150, plain(item)


@pytest.mark.parametrize("page_id", PAGES)
def test_cells_are_short(catalog: Catalog, page_id: str) -> None:
    texts = [(fact.id, fact.text) for fact in catalog.facts_of(page_id).values() if fact.text and not fact.flag]
    assert [(name, text) for name, text in texts if max(map(len, text.values())) > 90] == []
