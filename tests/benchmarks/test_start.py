"""The first window against an empty one, whole process against whole process, taken in turns."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

ROOT = Path(__file__).resolve().parents[2]
TIMES_BUDGET, MEMORY_BUDGET = 2.5, 1.6
ROUNDS, ATTEMPTS = 7, 3
EMPTY = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTabWidget, QWidget

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, app.quit)
        return False

app = QApplication(sys.argv)
window, tabs = QMainWindow(), QTabWidget()
for number in range(6):
    tabs.addTab(QWidget(), f"Tab {number}")
window.setCentralWidget(tabs)
window.resize(1280, 800)
paint = FirstPaint(window)
tabs.installEventFilter(paint)
window.show()
sys.exit(app.exec())
"""
STARTER = """
import os, sys, time
start = time.perf_counter()
child = os.posix_spawn(sys.executable, [sys.executable, *sys.argv[1:]], os.environ)
_, status, usage = os.wait4(child, 0)
seconds = time.perf_counter() - start
unit = 1024 if sys.platform.startswith("linux") else 1024 * 1024
print(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)
sys.exit(os.waitstatus_to_exitcode(status))
"""


class Run(msgspec.Struct, frozen=True):
    """One process: seconds from start to end, seconds of CPU, highest memory in MiB."""

    seconds: float
    cpu: float
    memory: float


def _run(arguments: list[str]) -> Run:
    """Start a process from a small one: a child inherits the memory high-water mark of who starts it."""
    command = [sys.executable, "-S", "-c", STARTER, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return Run(*map(float, done.stdout.split()))


def _medians(empty: Path) -> tuple[Run, Run]:
    """The empty window and ours, alternated so that a busy moment meets both."""
    ours = ["main.py", "--exit-after-first-paint"]
    pairs = [(_run([str(empty)]), _run(ours)) for _ in range(ROUNDS)]
    empty_runs, our_runs = zip(*pairs, strict=True)
    return _median(empty_runs), _median(our_runs)


def _median(runs: tuple[Run, ...]) -> Run:
    return Run(*(statistics.median(getattr(run, name) for run in runs) for name in ("seconds", "cpu", "memory")))


@pytest.mark.benchmark
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="needs the resource figures of a child process")
def test_first_window(tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.py"
    empty.write_text(EMPTY, "utf-8")
    _run([str(empty)]), _run(["main.py", "--exit-after-first-paint"])  # compiled and in the disk cache
    best = (float("inf"), float("inf"))
    for _ in range(ATTEMPTS):  # a burst of other work may spoil one attempt, not three
        reference, ours = _medians(empty)
        ratio = (ours.seconds / reference.seconds, ours.memory / reference.memory)
        with capsys.disabled():
            print(
                f"\nfirst window: {ours.seconds:.3f} s to {reference.seconds:.3f} s of an empty one"
                f" = {ratio[0]:.2f} (budget {TIMES_BUDGET}, CPU {ours.cpu / reference.cpu:.2f});"
                f" {ours.memory:.0f} to {reference.memory:.0f} MiB = {ratio[1]:.2f} (budget {MEMORY_BUDGET})"
            )
        best = min(best, ratio)
        if best[0] <= TIMES_BUDGET and best[1] <= MEMORY_BUDGET:
            break
    assert best[0] <= TIMES_BUDGET
    assert best[1] <= MEMORY_BUDGET
