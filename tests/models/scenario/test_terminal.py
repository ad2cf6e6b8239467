"""`estimate --against`: two scenarios beside each other in the terminal, both languages, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.cli import answer
from models.cost.engine import SERVICES
from models.scenario import file as files
from models.scenario.difference import compare
from models.scenario.difference_causes import causes, changes
from models.scenario.difference_words import MINUS
from models.texts import Texts

A = {"version": 1, "name": "now", "example": "rest_api_bursts"}
B = {
    **A,
    "name": "",
    "region": "sa-east-1",
    "workload": {"amount": 5e7, "duration_s": 1200.0},
    "options": {"companions": ["logs", "nat"]},
    "prices": {"nat.hour": 0.01},
}
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def paths(tmp_path: Path) -> tuple[str, str]:
    """The two scenarios as files."""
    for name, content in (("a.json", A), ("b.json", B)):
        (tmp_path / name).write_text(json.dumps(content), "utf-8")
    return str(tmp_path / "a.json"), str(tmp_path / "b.json")


def ask(*argv: str) -> int:
    found = answer(["estimate", *argv])
    assert isinstance(found, int)
    return found


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_service_has_its_lines_and_every_text_is_there(
    paths: tuple[str, str], language: str, capsys: Capture
) -> None:
    assert ask(paths[0], "--against", paths[1], "--lang", language) == 0
    out, err = capsys.readouterr()
    texts = Texts(language)
    assert err == "" and "⟦" not in out
    heads = [line for line in out.splitlines() if line and not line.startswith(" ")]
    assert {line.partition(":")[0] for line in heads} >= {texts.t(f"cost.service.{name}") for name in SERVICES}
    assert texts.t("pair.how.in_order") in out or texts.t("pair.how.shapley") in out
    assert texts.t("pair.unfit") in out and "✗ " in out and MINUS in out


def test_the_json_holds_the_figures_of_the_models(paths: tuple[str, str], capsys: Capture) -> None:
    assert ask(paths[0], f"--against={paths[1]}", "--json", "--lang", "en") == 0
    found = json.loads(capsys.readouterr().out)
    a, b = (files.load(Path(path)).scenario for path in paths)
    assert [one["input"] for one in found["changes"]] == [one.name for one in changes(a, b)]
    assert len(found["services"]) == len(SERVICES)
    for plain in found["services"]:
        pair, parts = compare(a, b, plain["service"]), causes(a, b, plain["service"], changes(a, b))
        if not pair.comparable:
            assert plain["difference"] is None and plain["lines"] == [] and plain["causes"] is None
            continue
        assert (plain["a"]["total"], plain["b"]["total"]) == (pair.a.total, pair.b.total)
        whole = round(plain["difference"] * 100)
        assert whole == pair.cents == sum(round(line["difference"] * 100) for line in plain["lines"])
        for line in plain["lines"]:
            assert round((line["by_quantity"] + line["by_price"]) * 100) == round(line["difference"] * 100)
        assert parts is not None and whole == sum(round(p["difference"] * 100) for p in plain["causes"]["parts"])


def test_one_service_and_those_the_files_name(paths: tuple[str, str], tmp_path: Path, capsys: Capture) -> None:
    assert ask(paths[0], "--against", paths[1], "--service", "ec2", "--json") == 0
    assert [one["service"] for one in json.loads(capsys.readouterr().out)["services"]] == ["ec2"]
    (tmp_path / "c.json").write_text(json.dumps({**A, "services": ["eks", "lambda"]}), "utf-8")
    assert ask(str(tmp_path / "c.json"), "--against", paths[0], "--json") == 0
    assert [one["service"] for one in json.loads(capsys.readouterr().out)["services"]] == ["eks", "lambda"]


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("-", "-", ""),
        ("a.json", "none.json", "none.json"),
        ("a.json", "bad.json", "bad.json"),
        ("bad.json", "a.json", "$.workload.amount"),
    ],
)
def test_a_mistake_gets_one_line_and_changes_nothing(
    paths: tuple[str, str], first: str, second: str, word: str, capsys: Capture
) -> None:
    folder = Path(paths[0]).parent
    (folder / "bad.json").write_text('{"version": 1, "workload": {"amount": -4}}', "utf-8")
    names = [name if name == "-" else str(folder / name) for name in (first, second)]
    assert ask(names[0], "--against", names[1]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.splitlines()) == 1 and word in err and "⟦" not in err


def test_an_unknown_service_is_told(paths: tuple[str, str], capsys: Capture) -> None:
    assert ask(paths[0], "--against", paths[1], "--service", "lambada") == 2
    assert "lambada" in capsys.readouterr().err
