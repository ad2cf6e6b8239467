"""Files of the person: replaced whole or not at all, and copied aside when damaged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models.state import paths
from models.state.files import keep_aside, write_atomic


def test_writes_a_new_file_and_its_folders(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "c.json"
    write_atomic(target, b"1")
    assert target.read_bytes() == b"1"


@pytest.mark.parametrize("where", ["fsync", "fdopen", "replace"])
@pytest.mark.parametrize("kind", [OSError, KeyboardInterrupt])
def test_an_interrupted_write_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, kind: type[BaseException]
) -> None:
    target = tmp_path / "settings.json"
    target.write_bytes(b"old")

    def interrupt(*args: object, **kwargs: object) -> None:
        raise kind("interrupted")

    monkeypatch.setattr(Path if where == "replace" else os, where, interrupt)
    with pytest.raises(kind):
        write_atomic(target, b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("settings.json", b"old")]


def test_a_success_leaves_no_other_file(tmp_path: Path) -> None:
    write_atomic(tmp_path / "x", b"1")
    write_atomic(tmp_path / "x", b"2")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("x", b"2")]


def test_a_damaged_file_is_copied_beside_itself(tmp_path: Path) -> None:
    damaged = tmp_path / "settings.json"
    damaged.write_bytes(b"\xff\x00")
    copy = keep_aside(damaged)
    assert copy == tmp_path / "settings.json.damaged"
    assert copy.read_bytes() == damaged.read_bytes() == b"\xff\x00"


def test_different_damages_are_all_kept_and_the_same_one_once(tmp_path: Path) -> None:
    damaged = tmp_path / "s"
    copies = []
    for data in (b"1", b"1", b"2", b"1", b"3"):
        damaged.write_bytes(data)
        copies.append(keep_aside(damaged).name)
    assert copies == ["s.damaged", "s.damaged", "s.damaged-2", "s.damaged", "s.damaged-3"]
    assert [(tmp_path / name).read_bytes() for name in ("s.damaged", "s.damaged-2", "s.damaged-3")] == [
        b"1",
        b"2",
        b"3",
    ]


def test_the_override_moves_every_folder(home: Path) -> None:
    assert paths.config_folder() == home
    assert paths.log_folder().is_relative_to(home)


def test_without_override_the_system_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.OVERRIDE)
    assert paths.APP_NAME in paths.config_folder().parts[-1]
    assert paths.APP_NAME in str(paths.log_folder())
