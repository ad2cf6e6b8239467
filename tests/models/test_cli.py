"""What the terminal answers: exit codes, one line for people, both languages, and never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from models.cli import VERSION, WindowRequest, answer, system_language
from models.cost.price_book import regions
from models.texts import LANGUAGES, Texts
from tests.support import PAGES, ROOT


@pytest.fixture(autouse=True)
def _no_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "es_MX.UTF-8")


@pytest.mark.parametrize("page_id", PAGES)
def test_show_prints_the_page(page_id: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["show", page_id, "--lang", language]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert Texts(language).t("section.what") in out
    assert len(out.splitlines()) > 40
    assert max(map(len, out.splitlines())) <= 80


def test_show_takes_region_and_width(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["show", "fargate", "--region", "sa-east-1", "--width", "60", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "sa-east-1" in out
    assert max(map(len, out.splitlines())) <= 60


@pytest.mark.parametrize("argv", [["--lang", "en", "show", "lambda"], ["show", "--lang=en", "lambda"]])
def test_the_language_may_stand_anywhere(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(argv) == 0
    assert "What it is" in capsys.readouterr().out


MISTAKES = [
    (["show", "lambada"], "lambada"),
    (["show"], ""),
    (["show", "lambda", "--region", "mars-north-1"], "mars-north-1"),
    (["show", "lambda", "--width", "wide"], "wide"),
    (["show", "lambda", "--lang", "fr"], "fr"),
    (["--page", "lambada"], "lambada"),
    (["--theme", "pink"], "pink"),
    (["dance"], "dance"),
    (["--dance"], "--dance"),
    (["--lang"], "--lang"),
    (["show", "../../etc/passwd"], "passwd"),
]


@pytest.mark.parametrize("named", [["--lang", "en"], []])
@pytest.mark.parametrize(("argv", "word"), MISTAKES)
def test_a_mistake_gets_one_line_and_exit_code_2(
    argv: list[str], word: str, named: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer([*named, *argv]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert word in err
    assert "usage" not in err and "Traceback" not in err


def test_a_mistake_is_answered_in_the_language_of_the_person(capsys: pytest.CaptureFixture[str]) -> None:
    answer(["show", "lambada"])
    answer(["--lang", "en", "show", "lambada"])
    spanish, english = capsys.readouterr().err.splitlines()
    assert spanish.startswith("No hay una página") and english.startswith("There is no page")


def test_a_wrong_page_or_region_lists_the_right_ones(capsys: pytest.CaptureFixture[str]) -> None:
    answer(["show", "lambada"])
    answer(["show", "lambda", "--region", "mars-north-1"])
    pages, places = capsys.readouterr().err.splitlines()
    assert all(page in pages for page in PAGES)
    assert all(region in places for region in regions())


@pytest.mark.parametrize(
    ("argv", "request_"),
    [
        ([], WindowRequest()),
        (["--exit-after-first-paint"], WindowRequest(exit_after_first_paint=True)),
        (["--lang", "en", "--theme", "dark", "--page", "ec2"], WindowRequest("en", "dark", False, "ec2")),
    ],
)
def test_what_window_is_asked_for(argv: list[str], request_: WindowRequest) -> None:
    assert answer(argv) == request_


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["--version"]) == 0
    assert capsys.readouterr().out == f"compute-atlas {VERSION}\n"
    assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text("utf-8")


HELP_WORDS = {"es": ("uso:", "opciones:", "muestra esta ayuda"), "en": ("usage:", "options:", "show this help")}


@pytest.mark.parametrize("argv", [["--help"], ["-h"], ["show", "--help"], ["estimate", "--help"]])
def test_help_speaks_the_language(argv: list[str], language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["--lang", language, *argv]) == 0
    out = capsys.readouterr().out
    other = next(lang for lang in LANGUAGES if lang != language)
    assert all(word in out for word in HELP_WORDS[language])
    assert not any(word in out for word in HELP_WORDS[other])
    assert "⟦" not in out


@pytest.mark.parametrize(
    ("values", "language"),
    [
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "es_AR.UTF-8"}, "es"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "es_MX.UTF-8"}, "en"),
        ({"LC_MESSAGES": "es_CL", "LANG": "en_US"}, "es"),
        ({"LC_ALL": "fr_FR", "LANG": "en_US"}, "en"),
    ],
)
def test_the_terminal_answers_in_the_system_language(
    values: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LC_ALL")
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    assert system_language() == language


def _main(*argv: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "main.py", *argv], cwd=ROOT, capture_output=True, text=True, check=False, **options
    )


def test_a_reader_that_stops_reading_is_no_error(tmp_path: Path) -> None:
    done = subprocess.run(
        f'"{sys.executable}" main.py show lambda | head -n 1',
        shell=True, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "AWS Lambda\n"
    assert done.stderr == ""


def test_a_terminal_without_unicode_gets_plain_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = _main("show", "lambda", "--lang", "es")
    assert done.returncode == 0, done.stderr
    assert "Que es" in done.stdout


def test_a_broken_page_is_said_in_one_line(broken_tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (broken_tree / "content/services/lambda/es.md").write_text("lost\n## line\n", "utf-8")
    assert answer(["show", "lambda"]) == 2
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "content/services/lambda/es.md" in err and "line 1" in err
