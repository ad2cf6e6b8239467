"""What may be loaded when the first window stands, and that the terminal never loads Qt."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAZY = (
    "numpy", "pyqtgraph", "hypothesis", "argparse", "platformdirs", "asyncio", "email", "http", "ssl",
    "urllib.request", "multiprocessing", "sqlite3", "xml", "tempfile", "models.cost.engine",
    "xlsxwriter", "models.scenario", "models.export", "models.cost.ec2_table", "models.cost.bills",
    "models.cost.services", "models.duration", "models.compare",
    "models.diagrams", "models.content.checks", "models.content.terminal", "ui.charts", "ui.diagram",
    "ui.tabs.compare_tab", "ui.tabs.diagrams_tab", "ui.tabs.calculator_tab", "ui.presenters.calculator",
    "PySide6.QtNetwork", "PySide6.QtOpenGL",
)  # fmt: skip
EMPTY = "import json, sys, PySide6.QtWidgets; print(json.dumps(sorted(sys.modules)))"
WINDOW = """
import json, sys
import ui.app
def listen(app, window):
    from ui.app import _FirstPaint
    def done():
        print(json.dumps([sorted(sys.modules), window.windowTitle(), window.isVisible()]))
        app.quit()
    window.tabs.currentWidget().installEventFilter(_FirstPaint(done, window))
ui.app._quit_after_paint = listen
sys.exit(ui.app.run(ui.app.Options(language="en", exit_after_first_paint=True)))
"""
TERMINAL = """
import json, sys
sys.path.insert(0, "")
import main
code = main.main({argv!r})
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
sys.exit(code)
"""


def _python(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def first_window() -> tuple[set[str], str, bool]:
    """Modules, title and visibility at the first paint of a fresh process, without those Qt's package loads."""
    done = _python(WINDOW)
    assert done.returncode == 0, done.stderr
    modules, title, visible = json.loads(done.stdout.splitlines()[-1])
    return set(modules) - set(json.loads(_python(EMPTY).stdout)), title, visible


def test_first_window_shows_the_lambda_page(first_window: tuple[set[str], str, bool]) -> None:
    assert first_window[1].startswith("AWS Lambda")
    assert first_window[2]


@pytest.mark.parametrize("module", LAZY)
def test_first_window_does_not_wait_for(module: str, first_window: tuple[set[str], str, bool]) -> None:
    loaded = first_window[0]
    assert module not in loaded and not any(name.startswith(f"{module}.") for name in loaded)


@pytest.mark.parametrize(
    "argv", [["show", "lambda"], ["show", "fargate", "--lang", "en"], ["show", "nothing"]], ids=" ".join
)
def test_terminal_answers_without_qt(argv: list[str]) -> None:
    done = _python(TERMINAL.format(argv=argv))
    loaded = json.loads(done.stderr.splitlines()[-1])
    assert not [n for n in loaded if n.split(".")[0] in ("PySide6", "shiboken6", "ui", "numpy", "pyqtgraph")]
    assert "models.content.catalog" in loaded
