"""A damaged diagram file is named with the place in it; the words of the good ones resolve."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.content.catalog import Catalog
from models.diagrams.checks import check_diagrams
from models.diagrams.describe import describe
from models.diagrams.loader import diagram_ids, load
from models.diagrams.references import check_graph, check_references
from models.diagrams.schema import Count
from models.diagrams.words import Words, unknown_references
from models.errors import ContentError
from models.texts import LANGUAGES, pick
from tests.models.diagrams.samples import both, diagram, edge, group, node, step

FILE = "content/diagrams/photo_resize.json"
Damage = Callable[[dict[str, Any]], object]


def damage(tree: Path, change: Damage) -> None:
    path = tree / FILE
    record = json.loads(path.read_text(encoding="utf-8"))
    change(record)
    path.write_text(json.dumps(record), encoding="utf-8")


STRUCTURE: list[tuple[str, Damage, str]] = [
    ("unknown key", lambda d: d.update(colour="red"), "colour"),
    ("negative cell", lambda d: d["nodes"][0].update(cell=[-1, 0]), r"\$\.nodes\[0\]\.cell"),
    ("unknown kind", lambda d: d["nodes"][1].update(kind="cloudlet"), r"\$\.nodes\[1\]\.kind"),
    ("port that is no side", lambda d: d["edges"][0].update(ports=["up", "left"]), r"\$\.edges\[0\]\.ports"),
    ("name of another file", lambda d: d.update(id="other"), r"\$\.id: 'other'"),
    ("id twice", lambda d: d["nodes"][1].update(id="user"), "'user' stands 2 times"),
    ("edge to nowhere", lambda d: d["edges"][0].update(to="nobody"), r"\$\.edges\[0\]\.to: .*'nobody'"),
    ("edge to itself", lambda d: d["edges"][0].update(to="user"), r"\$\.edges\[0\]"),
    ("member that is not there", lambda d: d["groups"][0]["members"].append("ghost"), r"\$\.groups\[0\]\.members"),
    ("step names nothing", lambda d: d["steps"][2].update(highlight=["moon"]), r"\$\.steps\[2\]\.highlight.*moon"),
    ("flow along no edge", lambda d: d["steps"][0].update(flow=["lambda"]), r"\$\.steps\[0\]\.flow.*lambda"),
    ("more units than drawn", lambda d: d["steps"][0].update(counts={"lambda": {"on": 7}}), r"counts\.lambda"),
    ("no steps", lambda d: d.update(steps=[]), r"\$\.steps: must not be empty"),
]


@pytest.mark.parametrize(
    ("change", "place"), [case[1:] for case in STRUCTURE], ids=[case[0] for case in STRUCTURE]
)
def test_a_damaged_file_is_named_with_the_place(broken_tree: Path, change: Damage, place: str) -> None:
    damage(broken_tree, change)
    with pytest.raises(ContentError, match=place) as caught:
        load("photo_resize")
    assert caught.value.file == FILE


CONTENT: list[tuple[str, Damage, str]] = [
    ("one language", lambda d: d["steps"][0].update(title={"es": "x"}), r"\$\.steps\[0\]\.title: no text in 'en'"),
    ("no such fact", lambda d: d["steps"][0].update(text=both("{fact:lambda.lunch}")), "no fact 'lambda.lunch'"),
    ("no such price", lambda d: d["steps"][0].update(text=both("{price:a.b}")), "no price 'a.b'"),
    ("no such page", lambda d: d["nodes"][2].update(service="mainframe"), r"\$\.nodes\[2\]\.service.*mainframe"),
    ("no such word", lambda d: d["nodes"][0].update(label=both("{weather}")), "unknown reference '{weather}'"),
    ("too few steps", lambda d: d.update(steps=d["steps"][:3]), "3 steps instead of 4 to 7"),
    ("box on box", lambda d: d["nodes"][1].update(cell=[0, 1]), "lies over"),
]


@pytest.mark.parametrize(("change", "place"), [case[1:] for case in CONTENT], ids=[case[0] for case in CONTENT])
def test_check_finds_what_the_schema_cannot(broken_tree: Path, change: Damage, place: str) -> None:
    assert check_diagrams() == []
    damage(broken_tree, change)
    found = check_diagrams()
    assert {problem.file for problem in found} == {FILE}
    assert re.search(place, "\n".join(map(str, found)))


def test_a_broken_file_does_not_hide_the_others(broken_tree: Path) -> None:
    (broken_tree / FILE).write_text("{", encoding="utf-8")
    assert [problem.file for problem in check_diagrams()] == [FILE]


def test_words_replace_references() -> None:
    words = Words(lambda fact, language: f"<{fact}>", lambda price, language: f"[{price}]", "sa-east-1")
    text = both("{fact:lambda.max_duration} {price:a.b} {region} {on}/{total}")
    assert words.text(text, "es", Count(on=2, bad=1)) == "<lambda.max_duration> [a.b] sa-east-1 2/3"
    assert words.text(both("{on} task|{on} tasks"), "en", Count(on=1)) == "1 task"
    assert words.text(both("{on} task|{on} tasks"), "en", Count(on=4)) == "4 tasks"
    assert words.text(None, "es") == ""
    assert unknown_references(both("{on} {region} {fact:a.b} {sun}")) == {"sun"}


def test_references_of_a_clean_diagram_are_silent() -> None:
    sample = diagram([node("a", 0, 0, service="lambda")], steps=[step()] * 4)
    assert list(check_references(sample, Catalog(), frozenset())) == []


def test_groups_must_stand_before_their_holders() -> None:
    sample = diagram([node("a", 0, 0)], groups=[group("outer", "inner"), group("inner", "a")])
    assert "must stand before" in str(list(check_graph(sample)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("diagram_id", diagram_ids())
def test_the_text_version_says_everything(diagram_id: str, language: str) -> None:
    found, words = load(diagram_id), Words()
    text = describe(found, language)
    assert pick(found.title, language) in text and pick(found.summary, language) in text
    for item in found.nodes:
        assert item.kind == "ghost" or words.text(item.label, language) in text
    for item in found.groups:
        assert words.text(item.label, language) in text
    for item in found.edges:
        assert words.text(item.label, language) in text
    for number, item in enumerate(found.steps, start=1):
        assert f"{number}. {words.text(item.title, language)}. {words.text(item.text, language)}" in text


def test_the_text_version_tells_parts_of_one_name_apart_by_their_group() -> None:
    found = describe(load("who_manages"), "en")
    assert "– Operating system (EC2): you" in found
    assert "– Operating system (Lambda): AWS" in found


def test_the_text_version_gives_each_arrow_its_direction() -> None:
    sample = diagram([node("a", 0, 0), node("b", 1, 0)], edges=[edge("a", "b", label=both("feeds"))])
    assert "a → b: feeds" in describe(sample, "en")
    assert "b → a" not in describe(sample, "en")
