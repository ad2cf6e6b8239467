"""The whole process when no window can open: one line, exit code 2, no traceback, nothing of Qt's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT
from ui import early

MISSING = "libGL.so.1: cannot open shared object file: No such file or directory"
SESSION = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has displays by name")


def _start(*flags: str, **session: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in SESSION}
    return subprocess.run(
        [sys.executable, *flags, "main.py", "--exit-after-first-paint"],
        cwd=ROOT, env={**environment, **session}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@linux
@pytest.mark.parametrize(
    "variables",
    [{}, {"DISPLAY": ":7391"}, {"WAYLAND_DISPLAY": "wayland-7391"}, {"QT_QPA_PLATFORM": "cinema"}],
    ids=["none", "dead X", "dead Wayland", "unknown platform"],
)
def test_without_a_display_the_process_says_one_line_and_ends_with_2(variables: dict[str, str]) -> None:
    done = _start(**variables)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr and "qt.qpa" not in done.stderr
    assert all(value in done.stderr for value in variables.values()) or "apt-get" in done.stderr


def test_before_anything_is_installed_the_process_says_how_to_install() -> None:
    done = _start("-S")  # no site-packages: what a fresh machine sees
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "msgspec" in done.stderr and "python -m pip install -e ." in done.stderr


def test_all_missing_libraries_are_mended_by_one_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(early, "lacking", lambda libraries: list(libraries)[:5])
    monkeypatch.setattr(early, "APT", tmp_path)
    trouble = early.library_problem(ImportError(MISSING))
    assert trouble is not None
    key, args = trouble
    assert key == "early.no_library"
    assert args["package"] == "libgl1 libegl1 libfontconfig1 libdbus-1-3 libglib2.0-0"
    assert args["library"] == "libGL.so.1, libEGL.so.1, libfontconfig.so.1 …"


def test_where_there_is_no_apt_the_library_alone_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(early, "lacking", lambda libraries: [])
    monkeypatch.setattr(early, "APT", tmp_path / "nowhere")
    assert early.library_problem(ImportError(MISSING)) == ("early.no_library_unknown", {"library": "libGL.so.1"})
