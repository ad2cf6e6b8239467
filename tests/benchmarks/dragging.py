"""The calculator with its curve and map in sight, a slider dragged across its range; prints what each move took.

`python -m tests.benchmarks.dragging` answers JSON: what was dragged to the milliseconds of the reference machine
of each move that changed the workload, from the mouse event to the finished paint. The mouse moves through the
window as a person's does. A move's figure is CPU time of the window's thread in that whole turn of the event loop:
timers and answers of the threads beside it, which land in between, are part of it.
"""

from __future__ import annotations

import gc
import json
import os
import sys

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.state.app_state import AppState, Place
from tests.benchmarks.measuring import cpu_ms, in_reference_ms, unit_ms
from ui.app import build_window
from ui.tabs.calculator_tab import CalculatorTab
from ui.theme.manager import load_fonts
from ui.widgets.slider import Slider

MOVES = 300  # five seconds of a mouse that moves sixty times a second
EVERY = 60  # moves between two looks at how fast the machine is
FIELDS = ("amount", "duration_s", "memory_mb")
EXAMPLES = ("rest_api_bursts", "nightly_batch")


class Drags:
    """The window, and the moves made in it."""

    def __init__(self, app: QApplication) -> None:
        self.app, self.state = app, AppState()
        self.state.place = Place("calculator")
        self.window = build_window(app, self.state)
        self.window.resize(1280, 800)
        self.window.show()
        tab = self.window.findChild(CalculatorTab)
        assert tab is not None
        self.tab = tab
        tab.curve.ensure()
        tab.map.ensure()
        self.rest()

    def rest(self) -> None:
        """Everything the window still has to do is done."""
        for _ in range(30):
            self.app.processEvents()
        self.tab.curve.settle()
        self.tab.map.settle()
        self.tab.map.finish()
        self.app.processEvents()

    def choose(self, example: str) -> None:
        """Another workload."""
        self.state.example = example
        self.rest()
        for card in (self.tab.curve, self.tab.map):
            assert card.chart is not None and not card.chart.visibleRegion().isEmpty()

    def drag(self, field: str) -> list[float]:
        """Drag a slider from its left end to its right; milliseconds of the reference machine for each move."""
        slider = self.tab.form.inputs.fields[field].slider
        assert slider is not None and not slider.visibleRegion().isEmpty()
        handle = self.window.windowHandle()
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self._at(slider, 0.0))
        self.app.processEvents()
        taken: list[float] = []
        unit = unit_ms()
        for move in range(MOVES):
            place = self._at(slider, (move + 1) / MOVES)
            before = self.tab.presenter.workload
            took = cpu_ms(lambda at=place: self._move(at))
            if self.tab.presenter.workload != before:
                taken.append(in_reference_ms(took, unit))
            if move % EVERY == EVERY - 1:
                unit = unit_ms()
        release = self._at(slider, 1.0)
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, release)
        self.rest()
        return taken

    def _move(self, at: QPoint) -> None:
        QTest.mouseMove(self.window.windowHandle(), at)
        self.app.processEvents()

    def _at(self, slider: Slider, part: float) -> QPoint:
        """A place along a slider, in the window."""
        return slider.mapTo(self.window, QPoint(round(part * (slider.width() - 1)), slider.height() // 2))


def main() -> int:
    """Drag and print."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv)
    app.setStyle("Fusion")
    load_fonts()
    gc.disable()
    drags = Drags(app)
    found: dict[str, list[float]] = {}
    for example in EXAMPLES:
        drags.choose(example)
        for field in FIELDS:
            drags.choose(example)
            found[f"{example}, {field}"] = drags.drag(field)
    print(json.dumps(found))
    drags.tab.curve.stop()
    drags.tab.map.stop()
    drags.window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
