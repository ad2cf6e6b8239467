"""The project's own papers: what is installed, what is pinned, and that the READMEs tell the truth."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from models.texts import LANGUAGES
from tests.support import PAGES, RESOURCES, ROOT
from ui.commands import COMMANDS

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
READMES = {"en": "README.md", "es": "README.es.md"}
NOT_INSTALLED = "pictures"  # they illustrate the READMEs, the app shows none
LARGEST_PICTURE = 300 * 1024
LINK = re.compile(r"!?\[[^\]]*\]\(([^)]+)\)")
TEST_COMMAND = re.compile(r"<!-- ci: test command -->\n```bash\n(.+?)\n```", re.DOTALL)


def _readme(language: str) -> str:
    return (ROOT / READMES[language]).read_text("utf-8")


def test_an_install_carries_every_resource() -> None:
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["resources"]
    carried = {found for pattern in patterns for found in RESOURCES.glob(pattern) if found.is_file()}
    have = {p for p in RESOURCES.rglob("*") if p.is_file() and p.relative_to(RESOURCES).parts[0] != NOT_INSTALLED}
    assert have
    assert have - carried == set()


def test_every_dependency_is_pinned_and_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    project = PROJECT["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    assert wanted
    for requirement in wanted:
        assert re.fullmatch(r"[\w.-]+==[\w.]+", requirement)
        assert re.search(rf'"{re.escape(requirement)}",\s*# \w.+', text), f"{requirement} does not say why"


def test_every_language_of_the_app_has_a_readme() -> None:
    assert set(READMES) == set(LANGUAGES)


def test_both_readmes_give_the_same_commands() -> None:
    english, spanish = (TEST_COMMAND.findall(_readme(language)) for language in ("en", "es"))
    assert len(english) == 1
    assert english == spanish
    assert "python -m pytest" in english[0]
    apt = [re.findall(r"^sudo apt-get install .+$", _readme(language), re.MULTILINE) for language in ("en", "es")]
    assert len(apt[0]) > 1
    assert apt[0] == apt[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_of_a_readme_lead_somewhere(language: str) -> None:
    targets = [target for target in LINK.findall(_readme(language)) if not target.startswith(("http", "#"))]
    assert any(target.endswith(".png") for target in targets)
    assert [target for target in targets if not (ROOT / target).is_file()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_readme_names_pages_and_keys_that_exist(language: str) -> None:
    text = _readme(language)
    shown = re.findall(r"main\.py show (\w+)|--page (\w+)", text)
    assert shown
    assert {page for pair in shown for page in pair if page} <= set(PAGES)
    keys = {key for command in COMMANDS for key in command.keys}
    told = set(re.findall(r"\b(Ctrl\+[A-Z0-9+=-]|F\d+)(?= )", text)) - {"Ctrl+F"}  # each tab's own
    assert told
    assert told <= keys


@pytest.mark.parametrize("paper", [*READMES.values(), "CONTRIBUTING.md"])
def test_files_a_paper_names_exist(paper: str) -> None:
    text = (ROOT / paper).read_text("utf-8")
    named = set(re.findall(r"`((?:models|ui|resources|tests)/[\w./]*|\.ci/run)`", text))
    assert named or paper != "CONTRIBUTING.md"
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_pictures_are_light() -> None:
    pictures = list((RESOURCES / NOT_INSTALLED).iterdir())
    assert pictures
    assert [(p.name, p.stat().st_size) for p in pictures if p.stat().st_size > LARGEST_PICTURE] == []


def test_the_ci_script_can_be_run() -> None:
    script = ROOT / ".ci" / "run"
    assert script.read_bytes().startswith(b"#!/usr/bin/env bash\n")
    assert b"\r" not in script.read_bytes()


def test_the_changelog_speaks_of_this_version_or_what_comes() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(r"^## \[(Unreleased|" + re.escape(PROJECT["project"]["version"]) + r")\]", text, re.MULTILINE)


def test_the_licence_is_the_one_declared() -> None:
    assert PROJECT["project"]["license"] == "MIT"
    assert Path(ROOT / "LICENSE").read_text("utf-8").startswith("MIT License")
