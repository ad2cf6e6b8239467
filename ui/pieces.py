"""Imports a module of ours piece by piece: what it needs comes first, a few modules in each idle turn.

Importing the calculator at once would stop the window for a fifth of a second.
"""

from __future__ import annotations

import importlib
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

OURS = ("ui", "models")
ROOT = Path(__file__).resolve().parents[1]
TURN_S = 0.004
# As the house writes them: at the left margin, so that neither types (TYPE_CHECKING) nor late imports count.
_IMPORT = re.compile(r"^(?:from ([\w.]+) import (\([^)]*\)|.*)|import ([\w.]+))", re.MULTILINE)
_NAME = re.compile(r"\w+")


def pieces(module: str) -> Iterator[str]:
    """Names of the modules of ours that `module` still needs, deepest first, and last its own."""
    return _walk(module, set())


def import_some(names: Iterator[str]) -> bool:
    """Import from `names` for one turn of the window; False when none was left. Errors: those of the modules."""
    end, found = time.perf_counter() + TURN_S, False
    for name in names:
        importlib.import_module(name)
        found = True
        if time.perf_counter() > end:
            break
    return found


def _walk(name: str, seen: set[str]) -> Iterator[str]:
    if name in seen or name in sys.modules or name.partition(".")[0] not in OURS:
        return
    seen.add(name)
    file = _file(name)
    for needed in _needs(file) if file is not None else ():
        yield from _walk(needed, seen)
    yield name


def _file(name: str) -> Path | None:
    """The source of a module of ours; None where there is no such file (then it comes in as a whole)."""
    place = ROOT.joinpath(*name.split("."))
    return next((file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file()), None)


def _needs(file: Path) -> Iterator[str]:
    """The modules a source names in its imports; what it names from a package may be a module too."""
    for package, names, plain in _IMPORT.findall(file.read_text("utf-8")):
        yield package or plain
        if package.startswith(OURS) and (ROOT.joinpath(*package.split(".")) / "__init__.py").is_file():
            inner = (f"{package}.{one}" for one in _NAME.findall(names))
            yield from (one for one in inner if _file(one) is not None)
