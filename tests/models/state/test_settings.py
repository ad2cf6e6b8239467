"""The settings file: any bytes are survived, good keys are kept, damaged files are never lost."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from models.state import settings
from models.state.settings import FILE, VERSION, Settings, load, save, unwritable
from models.texts import LANGUAGES, Texts

GOOD = {
    "version": VERSION,
    "language": "en",
    "theme": "dark",
    "text_scale": 1.5,
    "reduced_motion": True,
    "region": "eu-west-1",
    "tab": "compare",
    "page": "ec2",
    "compared": ["ecs", "eks"],
    "diagram": "photo_resize",
    "diagram_step": 2,
    "workload": {"amount": 5},
    "options": {"spot": True},
    "quotas": {"ec2_vcpu": 64.0},
    "example": "blog",
    "pinned": {"version": 1, "workload": {"amount": 5}},
    "ranges": {"amount": [1.0, 9.0]},
    "currency": {"code": "PEN", "rate": 3.75},
    "recent": ["fleet.json"],
    "geometry": "AAAA",
}
WRONG = {
    "language": ["fr", 1, "ES"],
    "theme": ["pink", [], True],
    "text_scale": [0.5, 9, "1", -1],
    "reduced_motion": ["yes", 1, None],
    "region": ["mars", "", 5, "us-east-1; rm"],
    "tab": [1, None, "x" * 41],
    "page": [{}, "x" * 81],
    "compared": [["ec2"], "ec2", ["a", "b", "c", "d", "e"], [1, 2]],
    "diagram": [7, "x" * 81],
    "diagram_step": [-1, 100, "2", 1.5],
    "workload": [[], "big", 3, {"amount": -1}, {"amount": "many"}, {"unheard_of": 1}],
    "options": [[], "spot", {"spot": 3}, {"unheard_of": 1}],
    "quotas": [[], "many", {"ec2_vcpu": "many"}, {"ec2_vcpu": -1}, {"unheard_of": 1}],
    "example": [None, "x" * 81],
    "pinned": [[], "code", 3],
    "ranges": [[], {"amount": 5}, {"amount": [9, 1]}, {"amount": [-1, 1]}, {"soul": [1, 2]}, {"amount": [1]}],
    "currency": ["PEN", {"code": "pen", "rate": 1}, {"code": "PEN", "rate": 0}, {"code": "PEN"}, {"rate": 1}],
    "recent": [5, [1], ["x" * 5000], ["a"] * 21],
    "geometry": [0, "A" * 4001],
}
texts = st.text(max_size=20)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
records = st.dictionaries(st.sampled_from(sorted(GOOD)) | texts, json_values)


@pytest.fixture
def folder(home: Path) -> Path:
    """The folder of the settings file."""
    return home


def put(folder: Path, data: bytes) -> Path:
    path = folder / FILE
    path.write_bytes(data)
    return path


def copies(folder: Path) -> Iterator[bytes]:
    return (path.read_bytes() for path in folder.glob(f"{FILE}.damaged*"))


def test_no_file_means_defaults_and_nothing_to_tell(folder: Path) -> None:
    found = load(folder)
    assert (found.settings, found.notices, found.writable) == (Settings(), [], True)


def test_what_is_saved_is_loaded(folder: Path) -> None:
    wanted = msgspec.convert(GOOD, Settings)
    assert save(folder, wanted) is None
    assert load(folder).settings == wanted
    assert load(folder).notices == []


def test_every_field_is_tried() -> None:
    names = {field.name for field in msgspec.structs.fields(Settings)}
    assert names == set(GOOD)
    assert names - {"version"} == set(WRONG)
    assert all(msgspec.convert(GOOD, Settings).__getattribute__(n) != getattr(Settings(), n) for n in WRONG)


@pytest.mark.parametrize(("key", "value"), [(key, value) for key in WRONG for value in WRONG[key]])
def test_a_wrong_key_is_dropped_alone(folder: Path, key: str, value: object) -> None:
    data = json.dumps({**GOOD, key: value}).encode()
    put(folder, data)
    found = load(folder)
    expected = msgspec.structs.replace(msgspec.convert(GOOD, Settings), **{key: getattr(Settings(), key)})
    assert found.settings == expected
    assert [message.key for message in found.notices] == ["notice.settings_salvaged"]
    assert key in found.notices[0].args["place"]
    assert list(copies(folder)) == [data]


def test_unknown_keys_of_a_later_edition_are_ignored(folder: Path) -> None:
    put(folder, json.dumps({**GOOD, "stage": True}).encode())
    assert load(folder).notices == []


@pytest.mark.parametrize("version", [VERSION + 1, 99, "2", None, 1.5, []])
def test_a_newer_edition_is_kept_aside_and_said(folder: Path, version: object) -> None:
    data = json.dumps({**GOOD, "version": version}).encode()
    put(folder, data)
    found = load(folder)
    assert found.settings == Settings()
    assert [message.key for message in found.notices] == ["notice.settings_newer"]
    assert list(copies(folder)) == [data]


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"null", b"[]", b"\xff\xfe", b'{"language": "en"', b'"text"', b"[" * 200_000, b"\x00" * 100],
)
def test_a_damaged_file_is_kept_and_said(folder: Path, data: bytes) -> None:
    path = put(folder, data)
    found = load(folder)
    assert (found.settings, found.writable) == (Settings(), True)
    assert [message.key for message in found.notices] == ["notice.settings_damaged"]
    assert found.notices[0].args["file"] == str(path)
    assert Path(found.notices[0].args["copy"]).read_bytes() == data
    assert path.read_bytes() == data


@bounded(max_examples=40)  # each example is written to disk and flushed
@given(st.binary(max_size=60) | records.map(lambda record: json.dumps(record).encode()))
@example(b'{"language":"\\ud800"}')
def test_no_bytes_raise_and_no_damaged_byte_is_lost(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    put(folder, data)
    found = load(folder)
    msgspec.convert(msgspec.to_builtins(found.settings), Settings)  # whatever was salvaged is valid
    if found.notices:
        assert list(copies(folder)) == [data]
        for language in LANGUAGES:
            assert "⟦" not in Texts(language).message(found.notices[0])
    assert save(folder, found.settings) is None
    assert load(folder).settings == found.settings
    assert not found.notices or data in list(copies(folder))


def test_saving_after_damage_keeps_the_copy(folder: Path) -> None:
    put(folder, b"{broken")
    save(folder, load(folder).settings)
    assert load(folder).notices == []
    assert list(copies(folder)) == [b"{broken"]


def test_a_folder_in_the_place_of_the_file_is_left_alone(folder: Path) -> None:
    (folder / FILE).mkdir()
    found = load(folder)
    assert [message.key for message in found.notices] == ["notice.settings_unreadable"]
    assert not found.writable


def test_a_folder_that_cannot_be_made_is_said_not_raised(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    nowhere = tmp_path / "file" / "home"
    for notice in (save(nowhere, Settings()), unwritable(nowhere)):
        assert notice is not None and notice.key == "notice.settings_unwritable"
        assert notice.args["folder"] == str(nowhere)
        assert notice.args["why"]


def test_a_writable_folder_has_nothing_to_tell_and_stays_empty(folder: Path) -> None:
    assert unwritable(folder / "new") is None
    assert list((folder / "new").iterdir()) == []


def test_a_damaged_file_that_cannot_be_copied_stays_untouched(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(folder, b"{broken")

    def refuse(damaged: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(settings, "keep_aside", refuse)
    found = load(folder)
    assert not found.writable
    assert [message.key for message in found.notices] == ["notice.settings_not_kept"]
    assert path.read_bytes() == b"{broken"


def test_an_interrupted_save_leaves_the_old_settings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(folder, Settings(language="en"))

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    notice = save(folder, Settings(language="es"))
    assert notice is not None and notice.args["why"] == "No space left on device"
    assert load(folder).settings.language == "en"


def test_the_file_can_be_read_by_people(folder: Path) -> None:
    save(folder, Settings(language="es"))
    lines = (folder / FILE).read_text("utf-8").splitlines()
    assert len(lines) > len(GOOD)
    assert '  "language": "es",' in lines
