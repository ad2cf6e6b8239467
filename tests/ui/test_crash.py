"""What nobody caught: a report on disk, a notice once, the window goes on; nothing is sent."""

from __future__ import annotations

import faulthandler
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.texts import LANGUAGES, Message, Texts
from ui.crash import KEEP_BYTES, NATIVE, REPORT, CrashReporter


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the reports go."""
    return tmp_path / "log"


@pytest.fixture
def reporter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CrashReporter]:
    """Installed hooks; pytest's own come back afterwards."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    enabled = faulthandler.is_enabled()
    found = CrashReporter(folder)
    found.install()
    yield found
    found.remove()
    if enabled:
        faulthandler.enable(sys.__stderr__)


def crash(text: str = "boom") -> None:
    """Raise as a slot of Qt does, and hand it to the hook."""
    try:
        raise RuntimeError(text)
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def test_a_crash_is_written_and_told(reporter: CrashReporter, folder: Path, expected_log: list[object]) -> None:
    told: list[Message] = []
    reporter.attach(told.append)
    crash()
    report = (folder / REPORT).read_text("utf-8")
    assert "RuntimeError: boom" in report and "Traceback" in report and "UTC" in report
    assert told[0].args == {"file": str(folder / REPORT), "error": "RuntimeError: boom"}
    for language in LANGUAGES:
        assert str(folder / REPORT) in Texts(language).message(told[0])


def test_the_same_crash_is_told_once_another_one_again(
    reporter: CrashReporter, expected_log: list[object]
) -> None:
    told: list[Message] = []
    reporter.attach(told.append)
    for _ in range(5):
        crash("one")
    crash("two")
    assert [message.args["error"] for message in told] == ["RuntimeError: one", "RuntimeError: two"]


def test_a_crash_before_the_window_waits_for_it(reporter: CrashReporter, expected_log: list[object]) -> None:
    told: list[Message] = []
    crash()
    reporter.attach(told.append)
    reporter.attach(told.append)
    assert len(told) == 1


def test_a_crash_in_a_thread_is_told_too(
    reporter: CrashReporter, folder: Path, expected_log: list[object]
) -> None:
    told: list[Message] = []
    reporter.attach(told.append)
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    assert told[0].args["error"].startswith("ZeroDivisionError")


def test_ctrl_c_is_no_crash(reporter: CrashReporter, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not (folder / REPORT).exists()


def test_a_disk_that_refuses_does_not_hide_the_crash(
    folder: Path, monkeypatch: pytest.MonkeyPatch, expected_log: list[object]
) -> None:
    folder.parent.joinpath("log").write_text("a file in the way", "utf-8")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(faulthandler, "enable", lambda *stream: None)
    reporter, told = CrashReporter(folder), list[Message]()
    reporter.install()
    reporter.attach(told.append)
    crash()
    reporter.remove()
    assert told[0].args["file"] == "–"


def test_reports_do_not_fill_the_disk(reporter: CrashReporter, folder: Path, expected_log: list[object]) -> None:
    (folder / REPORT).write_bytes(b"x" * (KEEP_BYTES + 1))
    crash()
    assert (folder / REPORT).stat().st_size < 10_000
    assert len([path for path in folder.iterdir() if path.name.startswith("crash")]) == 2


def test_native_crashes_go_to_a_file_of_their_own(reporter: CrashReporter, folder: Path) -> None:
    assert (folder / NATIVE).exists()
    assert faulthandler.is_enabled()


def test_removed_hooks_are_gone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(faulthandler, "enable", lambda *stream: None)
    reporter = CrashReporter(folder)
    reporter.install()
    reporter.remove()
    assert sys.excepthook is sys.__excepthook__
    assert threading.excepthook is threading.__excepthook__
