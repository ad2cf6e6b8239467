"""What the files themselves may look like: length, colours, encodings, words that give a machine away."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 330
LONGEST_FUNCTION = 60
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{8}\b")
# Spelt in pieces, so that this file does not hold what it forbids.
FORBIDDEN = {
    "a package registry": re.compile("|".join([r"py" + r"pi\.", r"python" + r"hosted\.", r"registry\." + "npm"])),
    "a folder of one machine": re.compile(
        r"(?<![\w.~*{}-])/(?:" + "|".join(["work", "home", "tmp", "root", "opt"]) + r")/\w"
    ),
    "material that is not part of the repository": re.compile(r"\.\./" + "shared"),
}
TEXT = {".py", ".json", ".md", ".toml", ".svg", ".txt", ".cfg", ".yml", ".yaml", ""}


def _tracked() -> list[str]:
    """The files of the repository, also before they are committed; in an unpacked archive, all files."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]
    own = ("models", "ui", "tests", "resources")
    return [p.relative_to(ROOT).as_posix() for folder in own for p in (ROOT / folder).rglob("*") if p.is_file()]


FILES = [name for name in _tracked() if "__pycache__" not in name]
PROGRAM = [name for name in FILES if name.endswith(".py") and name.startswith(("models/", "ui/", "main.py"))]
TEXTS = [name for name in FILES if Path(name).suffix in TEXT]


def _read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_the_lists_are_not_empty() -> None:
    assert len(PROGRAM) > 50
    assert len(TEXTS) > 150


def test_files_fit_in_the_head() -> None:
    lengths = {name: len(_read(name).splitlines()) for name in PROGRAM}
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}


def test_functions_fit_a_screen() -> None:
    found = [(name, node) for name in PROGRAM for node in ast.walk(ast.parse(_read(name)))]
    lengths = {
        f"{name}: {node.name}": node.end_lineno - node.lineno + 1
        for name, node in found
        if isinstance(node, ast.FunctionDef) and node.end_lineno is not None
    }
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION}


def test_modules_say_what_they_own() -> None:
    assert not [name for name in PROGRAM if not ast.get_docstring(ast.parse(_read(name)))]


def test_modules_with_code_postpone_annotations() -> None:
    code = (ast.FunctionDef, ast.ClassDef)
    with_code = [name for name in PROGRAM if any(isinstance(node, code) for node in ast.parse(_read(name)).body)]
    assert not [name for name in with_code if "from __future__ import annotations" not in _read(name)]


def test_colours_come_from_the_theme() -> None:
    drawn = [name for name in PROGRAM if name.startswith("ui/") and not name.startswith("ui/theme/")]
    assert drawn
    assert not {name: found for name in drawn if (found := COLOUR.findall(_read(name)))}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_speaks_of(what: str) -> None:
    assert not [(name, found.group()) for name in TEXTS for found in FORBIDDEN[what].finditer(_read(name))]


def test_texts_are_utf8_with_unix_lines() -> None:
    for name in TEXTS:
        data = (ROOT / name).read_bytes()
        assert data.decode("utf-8") is not None, name
        assert b"\r" not in data, name
        assert not data.startswith(b"\xef\xbb\xbf"), f"{name} begins with a byte order mark"
        assert not data or data.endswith(b"\n"), f"{name} does not end with a line"
