"""Why no window can open, said before Qt is loaded, in one line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from models.texts import LANGUAGES, Texts
from tests.support import ROOT
from ui import early

needs_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 and Wayland are Linux's")


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)


@needs_linux
def test_no_display_at_all() -> None:
    assert early.problem() == ("early.no_display", {})


def test_offscreen_needs_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert early.problem() is None


@needs_linux
def test_a_platform_qt_does_not_have_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "toaster")
    assert early.problem() == ("early.no_platform", {"platform": "toaster"})


@needs_linux
def test_a_display_that_does_not_answer_is_named_or_what_x11_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":987")
    found = early.problem()
    assert found is not None
    key, args = found
    assert key in ("early.display_closed", "early.no_library", "early.no_library_unknown")
    assert args.get("display", ":987") == ":987"


@needs_linux
def test_the_second_platform_asked_for_may_save_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "toaster;offscreen")
    assert early.problem() is None


def test_pyside_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(early, "find_spec", lambda name: None)
    assert early.problem() == ("early.not_installed", {"package": "PySide6"})


@needs_linux
def test_a_plugin_that_cannot_be_loaded_names_library_and_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = ModuleSpec("PySide6", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    plugin = tmp_path / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    plugin.parent.mkdir(parents=True)
    plugin.write_bytes(b"")
    monkeypatch.setattr(early, "find_spec", lambda name: spec)
    monkeypatch.setenv("DISPLAY", ":0")

    def refuse(name: str) -> None:
        raise OSError(
            f"{Path(name).name if 'qxcb' not in name else 'libxcb-cursor.so.0'}: cannot open shared object file"
        )

    monkeypatch.setattr(early.ctypes, "CDLL", refuse)
    found = early.problem()
    assert found is not None and found[0] in ("early.no_library", "early.no_library_unknown")
    assert "libxcb-cursor.so.0" in found[1]["library"]
    assert found[0] != "early.no_library" or "libxcb-cursor0" in found[1]["package"]


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (ImportError("libGL.so.1: cannot open shared object file: No such file"), "early.no_library"),
        (ImportError("libEGL.so.1: cannot open shared object file: No such file"), "early.no_library"),
        (ImportError("libnew.so.9: cannot open shared object file: No such file"), "early.no_library_unknown"),
        (ImportError("libGL.so.1: version `X' not found"), "early.library_unfit"),
        (ModuleNotFoundError("No module named 'PySide6'", name="PySide6"), "early.not_installed"),
        (ModuleNotFoundError("No module named 'ui.nothing'", name="ui.nothing"), None),
        (ImportError("cannot import name 'x'"), None),
    ],
)
def test_an_import_error_of_qt_is_explained_and_one_of_ours_is_not_hidden(
    error: ImportError, key: str | None
) -> None:
    found = early.library_problem(error)
    unknown = {"early.no_library": ("early.no_library", "early.no_library_unknown")}
    assert (found[0] if found else None) in unknown.get(key or "", (key,))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_has_a_text(language: str) -> None:
    keys = set(re.findall(r'"(early\.[a-z_]+)"', (ROOT / "ui/early.py").read_text("utf-8")))
    assert len(keys) >= 6
    assert [key for key in keys if Texts(language).raw(key) is None] == []


def test_the_check_loads_no_qt() -> None:
    code = "import sys; from ui import early; early.problem(); sys.exit('PySide6.QtCore' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ}, check=False)
    assert done.returncode == 0
