"""A module comes in piece by piece: what it needs first, and nothing that only types or later calls name."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui import pieces as pieces_module
from ui.pieces import import_some, pieces

SOURCES = {
    "cake/__init__.py": "",
    "cake/top.py": "import json\nfrom cake.layers import cream, sponge\nfrom cake.plate import (\n    PLATE,\n)\n",
    "cake/plate.py": (
        "from typing import TYPE_CHECKING\nPLATE = 1\nif TYPE_CHECKING:\n    from cake.never import X\n"
        "def later():\n    from cake.never import X\n"
    ),
    "cake/never.py": "raise RuntimeError\n",
    "cake/layers/__init__.py": "",
    "cake/layers/cream.py": "from cake.plate import PLATE\nMILK = PLATE\n",
    "cake/layers/sponge.py": "FLOUR = 1\n",
    "cake/burnt.py": "import cake.plate\nraise ValueError('burnt')\n",
}


@pytest.fixture
def cake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, text in SOURCES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    monkeypatch.setattr(pieces_module, "ROOT", tmp_path)
    monkeypatch.setattr(pieces_module, "OURS", ("cake",))
    monkeypatch.syspath_prepend(str(tmp_path))
    yield
    for name in [name for name in sys.modules if name.partition(".")[0] == "cake"]:
        del sys.modules[name]


def test_what_is_needed_comes_first_and_only_what_is_needed(cake: None) -> None:
    names = list(pieces("cake.top"))
    assert names[-1] == "cake.top" and "cake.never" not in names
    assert set(names) == {"cake.top", "cake.plate", "cake.layers", "cake.layers.cream", "cake.layers.sponge"}
    assert names.index("cake.plate") < names.index("cake.layers.cream") < names.index("cake.top")


def test_a_turn_imports_some_until_none_is_left(cake: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces_module, "TURN_S", -1.0)  # every turn is over at once: one module each
    names, turns = pieces("cake.top"), 0
    while import_some(names):
        turns += 1
        assert ("cake.top" in sys.modules) == (turns == 5)
    assert turns == 5
    assert not import_some(pieces("cake.top"))  # all there


def test_a_module_that_fails_says_so(cake: None) -> None:
    names = pieces("cake.burnt")
    with pytest.raises(ValueError, match="burnt"):
        while import_some(names):
            pass


def test_modules_of_others_are_left_to_their_importer(cake: None) -> None:
    assert list(pieces("json.tool")) == []
    assert list(pieces("cake.unknown")) == ["cake.unknown"]
