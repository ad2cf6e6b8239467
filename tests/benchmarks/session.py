"""One window in a process of its own, as a person has it, switched in every way; prints what each switch took.

`python -m tests.benchmarks.session` answers JSON: series and thing to CPU milliseconds of the reference machine.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from models.state.app_state import AppState, Place
from tests.benchmarks.measuring import cpu_ms, in_reference_ms, medians, unit_ms
from ui.app import build_window
from ui.main_window import MainWindow
from ui.pieces import import_some, pieces
from ui.tabs.registry import TABS, TabSpec, tab_ids
from ui.theme.manager import load_fonts
from ui.theme.tokens import THEMES

ROUNDS = 5


class Session:
    """The window and what was measured on it."""

    def __init__(self, app: QApplication) -> None:
        self.app, self.state, self.turns = app, AppState(), list[float]()
        self.window: MainWindow = build_window(app, self.state)
        self.window.resize(1280, 800)
        self.window.show()
        self.settle()
        self.pages = [page.id for page in self.window.context.catalog.pages()]

    def settle(self) -> None:
        """Let idle turns finish what they build, and remember how long each took."""
        self.turns += [cpu_ms(self.app.processEvents) for _ in range(30)]

    def painted(self, action: Callable[[], object]) -> float:
        """CPU milliseconds from the action to the finished paint."""

        def act() -> None:
            action()
            QCoreApplication.sendPostedEvents()  # the layout that is due
            QCoreApplication.sendEvent(self.window, QEvent(QEvent.Type.UpdateRequest))  # paint what changed, now

        took = cpu_ms(act)
        self.settle()
        return took

    def to_tab(self, tab: str) -> float:
        """Switch to a tab."""
        return self.painted(lambda: self.window.open_tab(tab))

    def to_page(self, page: str) -> float:
        """Switch to a page."""
        return self.painted(lambda: self.state.go(Place("services", page)))

    def put(self, field: str, value: str) -> float:
        """Change language or theme."""
        return self.painted(lambda: setattr(self.state, field, value))

    def imported(self, spec: TabSpec) -> float:
        """Import a tab's module as the idle time after the start does; the longest of its turns."""
        names, more, turns = pieces(spec.factory.partition(":")[0]), [True], list[float]()
        while more[-1]:
            turns.append(cpu_ms(lambda: more.append(import_some(names))))
        return max(turns)

    def series(self) -> dict[str, dict[str, float]]:
        """Every series, in the order a person would meet them."""
        found = {"idle import": {spec.id: self.imported(spec) for spec in TABS}}
        found["tab, first visit"] = {tab: self.to_tab(tab) for tab in tab_ids()[1:]}
        found["page, first visit"] = {page: self.to_page(page) for page in self.pages[1:]}
        found["longest idle turn"] = {"of any page or tab": max(self.turns)}
        found["page, again"] = medians({page: self.to_page(page) for page in self.pages} for _ in range(ROUNDS))
        found["tab, again"] = medians({tab: self.to_tab(tab) for tab in tab_ids()} for _ in range(ROUNDS))
        for field, values in (("language", ("en", "es")), ("theme", (*THEMES[1:], THEMES[0]))):
            found[field] = {}
            for tab in tab_ids():
                self.to_tab(tab)
                switches = medians({value: self.put(field, value) for value in values} for _ in range(3))
                found[field] |= {f"{tab} to {value}": took for value, took in switches.items()}
        return found


def main() -> int:
    """Measure and print."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv)
    app.setStyle("Fusion")
    load_fonts()
    gc.disable()
    before = unit_ms()
    found = Session(app).series()
    unit = (before + unit_ms()) / 2
    print(
        json.dumps(
            {
                name: {item: in_reference_ms(took, unit) for item, took in series.items()}
                for name, series in found.items()
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
