"""The engine comes late and in small pieces: in a process of its own, where nothing has loaded it yet."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.support import ROOT

SCRIPT = """
import json, os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication
from models.state.app_state import AppState, Place
from ui.app import build_window
from ui.theme.manager import load_fonts
app = QApplication([])
app.setStyle("Fusion")
load_fonts()
state = AppState()
state.place, state.diagram, state.diagram_step = Place({tab!r}, {item!r}), "photo_resize", 5
window = build_window(app, state)
window.resize(1280, 800)
window.show()
tab = window.tabs.current()
{look}
said, seen, turns = [read()], set(), 0
while "0,17" not in said[-1] and turns < 5000:
    app.processEvents()
    turns += 1
    said.append(read())
    seen.add(sum(name.startswith("models.cost.") for name in sys.modules))
print(json.dumps([said[0], said[-1], len(seen)]))
"""
CARD = """
tab.current_page().scroll_to("example")
from ui.tabs.services_cost import PageCostCard
card, = tab.current_page().findChildren(PageCostCard)
read = lambda: card._total.text()
"""
DIAGRAM = """
read = lambda: " ".join(tab.scene.nodes["bill"].frame.texts[-1].lines)
"""
COMPARE = """
def read():
    table = tab.table.table_model.table
    return next(row.cells[0].text for row in table.rows() if row.id == "scenario.cost")
"""


@pytest.mark.parametrize(
    ("tab", "item", "look", "first"),
    [
        ("services", "lambda", CARD, "Calculando…"),
        ("diagrams", "photo_resize", DIAGRAM, "tu carga: …"),
        ("compare", "", COMPARE, "Calculando…"),
    ],
)
def test_a_view_waits_readable_and_gets_its_figures_over_many_turns(
    tab: str, item: str, look: str, first: str
) -> None:
    script = SCRIPT.format(tab=tab, item=item, look=look)
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    before, after, pieces = json.loads(done.stdout.splitlines()[-1])
    assert before == first
    assert "0,17" in after
    assert pieces > 5, "the engine came in at once"
