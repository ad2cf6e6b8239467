"""Every kind of content file, broken in every way we could think of: the report names file and place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from models.content.__main__ import main
from models.content.checks import check_all

LAMBDA = "content/services/lambda"
Damage = Callable[[Path], None]


def text(old: str, new: str) -> Damage:
    """Replace one piece of text."""

    def damage(file: Path) -> None:
        whole = file.read_text("utf-8")
        assert old in whole, f"{file.name} no longer holds {old!r}"
        file.write_text(whole.replace(old, new, 1), "utf-8")

    return damage


def record(change: Callable[..., object]) -> Damage:
    """Change decoded JSON in place."""

    def damage(file: Path) -> None:
        data = json.loads(file.read_text("utf-8"))
        change(data)
        file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")

    return damage


def put(*path: str | int, value: object) -> Damage:
    """Set the value at a path of decoded JSON."""

    def change(data: dict[str, object]) -> None:
        target: object = data
        for step in path[:-1]:
            target = target[step]  # type: ignore[index]
        target[path[-1]] = value  # type: ignore[index]

    return record(change)


def cut(file: Path) -> None:
    """A download or a save that stopped halfway."""
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])


def latin(file: Path) -> None:
    """A file saved in another encoding."""
    file.write_bytes(file.read_text("utf-8").encode("latin-1", "replace"))


def gone(file: Path) -> None:
    """A file deleted."""
    file.unlink()


UNREADABLE = [
    ("cut short", cut, r"\$"),
    ("unknown key", put("colour", value="red"), "colour"),
    ("wrong type", put("order", value="first"), r"\$\.order"),
    ("unknown category", put("category", value="toys"), r"\$\.category"),
    ("id of another page", put("id", value="lambada"), r"\$\.id.*lambada"),
]
STRUCTURE = [
    ("name in one language", put("name", value={"es": "AWS Lambda"}), r"\$\.name: no text in en"),
    ("language of nobody", put("short", value={"es": "a", "en": "b", "fr": "c"}), r"\$\.short: 'fr'"),
    ("headline without fact", put("headline", 2, value="lambda.nothing"), r"\$\.headline\[2\].*lambda\.nothing"),
    ("four headline facts", record(lambda d: d["headline"].pop()), r"\$\.headline: 4"),
    ("limit without fact", put("limits", 0, value="lambda.nothing"), r"\$\.limits\[0\]"),
    ("related to nothing", put("related", 1, "id", value="lambada"), r"\$\.related\[1\].*lambada"),
    ("news from nowhere", put("news", 0, "source", value="GOSSIP"), r"\$\.news\[0\].*GOSSIP"),
    ("advice without English", put("news", 0, "advice", value={"es": "Sí"}), r"\$\.news\[0\]\.advice"),
    ("figure of no fact in news", put("news", 0, "text", "es", value="{fact:a.b}"), r"\$\.news\[0\]\.text.*a\.b"),
    ("diagram that is not there", put("diagrams", value=["mona_lisa"]), r"\$\.diagrams\[0\].*mona_lisa"),
    ("price without label", put("prices", 0, value="lambda.lunch"), r"\$\.prices\[0\].*lambda\.lunch"),
    ("source that is not there", put("sources", value=["GOSSIP"]), r"\$\.sources\[0\].*GOSSIP"),
    ("example that is not there", put("example", value="juggling"), r"\$\.example.*juggling"),
]
FACTS = [
    ("cut short", cut, r"\$"),
    ("a number in words", put(8, "value", value="many"), r"\$\[8\]"),
    ("unknown key", put(3, "valeu", value=1), r"\$\[3\].*valeu"),
    ("two values", put(0, "value", value=1), r"lambda\.category: needs exactly one"),
    ("half a range", put(0, "min", value=1), r"lambda\.category: needs exactly one"),
    ("twice", record(lambda d: d.append(d[0])), "twice"),
    ("of another service", put(0, "id", value="ec2.made_up"), r"ec2\.made_up: does not belong"),
    ("of no source", put(0, "source", value="GOSSIP"), r"lambda\.category: no source 'GOSSIP'"),
    ("one language", put(0, "text", value={"en": "x"}), r"lambda\.category: text: no text in es"),
    ("pointing nowhere", put(0, "text", "en", value="{fact:a.b}"), r"lambda\.category: text\.en: no fact 'a\.b'"),
    ("a cell missing", record(lambda d: d.pop(0)), r"lambda\.category: is missing for the comparison"),
    ("unit without a name", record(lambda d: _first(d, "unit").update(unit="parsec")), "parsec"),
    ("seconds shown in GB", record(lambda d: _first(d, "unit").update(unit="s", show="GB")), "from s to GB"),
]
PROSE = [
    ("other encoding", latin, r"byte \d+: not UTF-8"),
    ("gone", gone, "No such file"),
    ("text before the first heading", text("## line", "Hola\n\n## line"), "line 1: text before"),
    ("a section missing", text("## avoid", "## choose_not"), "## avoid: is missing"),
    ("a section twice over", text("## choose", "## what"), "sections out of order or unknown"),
    ("an empty section", text("## example\n", "## example\n\n## + Nada\n"), "## example: is empty"),
    ("a fact that is not there", text("{fact:lambda.sla}", "{fact:lunch}"), "## advantages: no fact"),
    ("a price that is not there", text("{price:lambda.requests}", "{price:lunch}"), "## example.*lunch"),
    ("a link to nothing", text("](batch)", "](nowhere)"), "## avoid: no page or diagram 'nowhere'"),
    ("a diagram that is not there", text("diagram:photo_resize", "diagram:x"), "## example: no page or diagram"),
    ("bold left open", text("**Nada que operar.**", "**Nada que operar."), "## advantages: markup not understood"),
]  # fmt: skip
SHARED = [
    ("content/attributes.json", cut, r"\$"),
    ("content/attributes.json", put("groups", 0, "label", value={"es": "x"}), "no text in en"),
    ("content/sources.json", cut, r"\$"),
    ("content/sources.json", put(0, "title", value={"es": "x"}), "no text in en"),
    ("content/sources.json", put(0, "kind", value="gossip"), r"\$\[0\]\.kind|gossip"),
    ("content/glossary.json", cut, r"\$"),
    ("content/glossary.json", put(0, "text", value={"es": "x"}), "no text in en"),
    ("content/price_labels.json", cut, r"\$"),
    ("content/price_labels.json", put("lambda.requests", "label", value={"es": "x"}), "lambda.requests"),
    ("content/claims.json", cut, r"\$"),
    ("content/prices/us-east-1.json", cut, "-|\\$"),
    ("content/prices/us-east-1.json", put("prices", 0, "value", value="cheap"), r"prices\[0\]\.value"),
    ("content/prices/us-east-1.json", put("prices", 0, "value", value=-1), r"prices\[0\]|negative"),
    ("content/prices/us-east-1.json", put("prices", 0, "source", value="GOSSIP"), "GOSSIP"),
    ("content/prices/us-east-1.json", put("region", value="mars-north-1"), "mars-north-1"),
    ("content/prices/us-east-1.json", put("name", value={"es": "x"}), "no text in en"),
    ("content/prices/specs/common.json", cut, "-|\\$"),
    ("content/prices/ec2/us-east-1.json", cut, "-|\\$"),
    ("content/workloads.json", cut, "-|\\$"),
    ("content/workloads.json", put(0, "workload", "memory_mb", value="much"), r"\[0\]\.workload\.memory_mb"),
    ("content/workloads.json", put(0, "name", value={"es": "x"}), "no text in en"),
    ("content/diagrams/photo_resize.json", cut, "-|\\$"),
    ("content/diagrams/photo_resize.json", put("steps", 0, "text", value={"es": "x"}), r"steps\[0\]|en"),
    ("content/diagrams/photo_resize.json", put("edges", 0, "source", value="nobody"), r"nobody|edges\[0\]"),
    ("i18n/en/tab.json", cut, r"\$"),
    ("i18n/en/tab.json", gone, "one language only"),
    ("i18n/en/tab.json", record(lambda d: d.pop("tab.compare")), "tab.compare: exists in one language only"),
    ("i18n/en/tab.json", put("tab.compare", value=" "), "tab.compare: is empty"),
    ("i18n/en/tab.json", put("tab.compare", value="{x}"), "tab.compare: placeholders differ"),
    ("i18n/en/tab.json", put("tab.compare", value="{"), "tab.compare"),
    ("themes/light.json", cut, r"\$"),
    ("themes/light.json", put("tokens", "text", value="blackish"), "text"),
    ("themes/light.json", record(lambda d: d["tokens"].pop("accent")), "accent"),
]  # fmt: skip
# Faults of one file that show in another: the report names the one where it is mended.
ELSEWHERE = [
    (f"{LAMBDA}/es.md", text(" {#L4}", ""), r"lambda/en\.md: \$: claims differ from es"),
    (f"{LAMBDA}/es.md", text("{#L4}", "{#Z9}"), r"claim Z9: is not in the list"),
    (f"{LAMBDA}/es.md", text("- **Cobro", "- Otro.\n- **Cobro"), r"lambda/en\.md: ## advantages: .* in es"),
    ("content/attributes.json", text('"id": "category"', '"id": "taste"'), r"eks/facts\.json: eks\.taste"),
    ("content/claims.json", record(lambda d: d.append("Q1")), r"services: claim Q1: no text makes it in en"),
]  # fmt: skip


def _first(records: list[dict[str, object]], key: str) -> dict[str, object]:
    return next(found for found in records if key in found)


def _report(tree: Path, file: str, damage: Damage, line: str) -> None:
    """Damage a file of the copy and find `line` in what the checks say."""
    damage(tree / file)
    told = [str(problem) for problem in check_all()]
    assert [found for found in told if re.search(line, found, re.DOTALL)], told[:5]


def test_the_copy_is_whole(broken_tree: Path) -> None:
    assert check_all() == []


def _cases(cases: list[tuple[str, Damage, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("damage", "place"), [c[1:] for c in cases], ids=[c[0] for c in cases])


@_cases(UNREADABLE)
@pytest.mark.usefixtures("expected_log")
def test_unreadable_structure(broken_tree: Path, damage: Damage, place: str) -> None:
    _report(broken_tree, f"{LAMBDA}/service.json", damage, rf"lambda/service\.json: .*{place}")


@_cases(STRUCTURE)
def test_structure(broken_tree: Path, damage: Damage, place: str) -> None:
    _report(broken_tree, f"{LAMBDA}/service.json", damage, rf"lambda/service\.json: .*{place}")


@_cases(FACTS)
def test_facts(broken_tree: Path, damage: Damage, place: str) -> None:
    _report(broken_tree, f"{LAMBDA}/facts.json", damage, rf"lambda/facts\.json: .*{place}")


@_cases(PROSE)
def test_prose(broken_tree: Path, damage: Damage, place: str) -> None:
    _report(broken_tree, f"{LAMBDA}/es.md", damage, rf"lambda/es\.md: .*{place}")


@pytest.mark.parametrize(("file", "damage", "place"), SHARED)
def test_shared(broken_tree: Path, file: str, damage: Damage, place: str) -> None:
    _report(broken_tree, file, damage, rf"^{re.escape(file)}: .*(?:{place})")


@pytest.mark.parametrize(("file", "damage", "line"), ELSEWHERE)
def test_seen_from_elsewhere(broken_tree: Path, file: str, damage: Damage, line: str) -> None:
    _report(broken_tree, file, damage, line)


def test_every_fault_is_reported_not_only_the_first(broken_tree: Path) -> None:
    text("{fact:lambda.sla}", "{fact:lambda.slo}")(broken_tree / LAMBDA / "es.md")
    text("## line", "Hi\n\n## line")(broken_tree / "content/services/batch/en.md")
    files = {problem.file for problem in check_all()}
    assert files == {f"{LAMBDA}/es.md", "content/services/batch/en.md"}


def test_command_names_each_problem_on_a_line(broken_tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text("](batch)", "](nowhere)")(broken_tree / LAMBDA / "es.md")
    assert main() == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "resources/content/services/lambda/es.md: ## avoid: no page or diagram 'nowhere'",
        "1 problems",
    ]


def test_command_is_content_with_the_real_content(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    assert capsys.readouterr().out == "content is complete\n"
