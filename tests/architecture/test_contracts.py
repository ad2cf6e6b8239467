"""Who may import whom, lint and types: what architecture.md promises, checked on every run."""

from __future__ import annotations

import subprocess
import sys
from itertools import permutations
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
FAMILIES = ("services", "compare", "diagrams", "calculator")
GATES = {
    "import contracts": ["-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"],
    "lint": ["-m", "ruff", "check"],
    "types": ["-m", "mypy"],
}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Every import of the program, those inside functions included."""
    return grimp.build_graph("models", "ui", include_external_packages=True, cache_dir=None)


@pytest.mark.parametrize("gate", GATES)
def test_gate_is_clean(gate: str) -> None:
    done = subprocess.run([sys.executable, *GATES[gate]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("family", "other"), list(permutations(FAMILIES, 2)))
def test_no_module_of_a_tab_imports_another_tab(graph: grimp.ImportGraph, family: str, other: str) -> None:
    own = {name for name in graph.modules if name.startswith(f"ui.tabs.{family}_")}
    foreign = {name for name in graph.modules if name.startswith(f"ui.tabs.{other}_")}
    assert own, f"no tab of the family {family}"
    assert not [(a, b) for a in own for b in graph.find_modules_directly_imported_by(a) if b in foreign]


@pytest.mark.parametrize("library", ["pptx", "fsrs", "openpyxl", "xlsxwriter"])
def test_each_export_or_study_library_has_one_importer_at_most(graph: grimp.ImportGraph, library: str) -> None:
    importers = graph.find_modules_that_directly_import(library) if library in graph.modules else set()
    assert len(importers) <= 1, importers


def test_resources_have_one_reader() -> None:
    """Only `models.assets` knows where the data files are."""
    naming = [
        path.relative_to(ROOT).as_posix()
        for folder in ("models", "ui")
        for path in (ROOT / folder).rglob("*.py")
        if '"resources"' in path.read_text("utf-8") or "'resources'" in path.read_text("utf-8")
    ]
    assert naming == ["models/assets.py"]
