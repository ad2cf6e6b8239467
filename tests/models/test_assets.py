"""The one reader of the data files: relative names only, every failure with its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import assets
from models.errors import AppError, ContentError, InputError


def test_reads_text_and_lists_folders() -> None:
    assert "lambda" in assets.names("content/services")
    assert assets.read_text("content/services/lambda/es.md").startswith("## line")
    assert assets.names("i18n/es", "tab.json") == ["tab.json"]
    assert assets.names("content/nothing") == []


@pytest.mark.parametrize("name", ["../main.py", "content/../../main.py", "/etc/hostname"])
def test_nothing_outside_the_folder_has_a_path(name: str) -> None:
    with pytest.raises(ContentError) as caught:
        assets.path_of(name)
    assert caught.value.file == name


@pytest.mark.parametrize("name", ["../main.py", "content/../../main.py", "/etc/hostname"])
def test_nothing_outside_the_folder_is_read(name: str) -> None:
    with pytest.raises(ContentError):
        assets.read_bytes(name)


def test_a_missing_file_names_itself() -> None:
    with pytest.raises(ContentError) as caught:
        assets.read_text("content/nothing.json")
    assert caught.value.file == "content/nothing.json"


def test_another_encoding_names_the_byte(broken_tree: Path) -> None:
    (broken_tree / "odd.md").write_bytes(b"ab\xff")
    with pytest.raises(ContentError) as caught:
        assets.read_text("odd.md")
    assert (caught.value.file, caught.value.place) == ("odd.md", "byte 2")


def test_errors_carry_a_key_for_people_and_a_detail_for_the_log() -> None:
    error = InputError("error.content", file="a", place="b", problem="c")
    assert isinstance(error, AppError)
    assert str(error) == "error.content(file=a, place=b, problem=c)"
    assert str(ContentError("a", "b", "c")) == "a: b: c"
