"""One state, many views, in the window: what is typed in the calculator is what every tab then shows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.compare.table import COST_ROW
from models.formats import NBSP
from models.state.app_state import AppState, Place
from models.state.currency import Currency
from models.texts import LANGUAGES
from tests.conftest import OpenWindow, settle
from ui.main_window import MainWindow
from ui.tabs.calculator_tab import CalculatorTab
from ui.tabs.compare_tab import CompareTab
from ui.tabs.diagrams_tab import DiagramsTab
from ui.tabs.services_cost import PageCostCard
from ui.tabs.services_tab import ServicesTab

BILL_STEP = 5  # of the photo diagram: it tells what Lambda costs


class Reader:
    """Goes to a tab as a person does and reads what Lambda costs there."""

    def __init__(self, window: MainWindow, app: QApplication) -> None:
        self.window, self.app = window, app

    def _tab(self, name: str) -> object:
        self.window.open_tab(name)
        settle(self.app)
        return self.window.tabs.current()

    def calculator(self) -> CalculatorTab:
        tab = self._tab("calculator")
        assert isinstance(tab, CalculatorTab)
        return tab

    def listed(self) -> str:
        row = self.calculator().ranking.rows["lambda"]
        assert row.view.total in row.accessibleName()
        return row.view.total

    def curve(self) -> str:
        tab = self.calculator()
        tab.curve.ensure()
        if tab.curve._rest.isActive():
            tab.curve.settle()  # as a moment later; what is out of sight waits for it
        rows = tab.curve.desk.at(tab.curve.desk.now()[0]).rows
        return next(figure for name, _, figure in rows if name == "lambda")

    def compared(self) -> str:
        tab = self._tab("compare")
        assert isinstance(tab, CompareTab)
        model = tab.table.table_model
        column = [found.id for found in model.table.columns].index("lambda")
        index = model.index(model.line_of(COST_ROW), column + model.columnCount() - len(model.table.columns))
        return str(model.data(index, Qt.ItemDataRole.DisplayRole)).partition(" · ")[0]

    def page(self) -> str:
        self.window.context.state.go(Place("services", "lambda"))
        tab = self.window.tabs.current()
        assert isinstance(tab, ServicesTab)
        page = tab.current_page()
        assert page is not None
        page.scroll_to("example")
        settle(self.app)
        (card,) = page.findChildren(PageCostCard)
        return card._total.text().partition(" · ")[0].removesuffix(" al mes").removesuffix(" a month")

    def drawn(self) -> str:
        tab = self._tab("diagrams")
        assert isinstance(tab, DiagramsTab)
        said = " ".join(tab.scene.nodes["bill"].frame.texts[-1].lines)
        return said.partition(": ")[2].removesuffix(" al mes").removesuffix(" a month")

    def all(self) -> dict[str, str]:
        """What each place says."""
        places = (self.listed, self.curve, self.compared, self.page, self.drawn)
        return {place.__name__: place() for place in places}


@pytest.fixture(params=LANGUAGES)
def reader(request: pytest.FixtureRequest, open_window: OpenWindow, qapp: QApplication) -> Reader:
    state = AppState()
    state.language, state.place = request.param, Place("calculator")
    state.diagram, state.diagram_step = "photo_resize", BILL_STEP
    return Reader(open_window(state), qapp)


def test_every_tab_shows_what_is_set_now(reader: Reader) -> None:
    state, seen = reader.window.context.state, [reader.all()]
    edit = reader.calculator().form.inputs.fields["amount"].edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "50M")
    seen.append(reader.all())
    state.options = type(state.options or reader.calculator().presenter.options)(companions=frozenset())
    seen.append(reader.all())
    state.currency = Currency("PEN", 3.7)
    assert reader.all() == seen[-1]
    state.region = "sa-east-1"
    seen.append(reader.all())
    assert reader.calculator().presenter.undo()
    seen.append(reader.all())
    assert all(len(set(found.values())) == 1 for found in seen), seen
    figures = [found["listed"] for found in seen]
    assert all(figure.endswith(f"{NBSP}USD") for figure in figures)
    assert len(set(figures[:3])) == 3


def test_a_workload_that_does_not_fit_does_so_everywhere(reader: Reader) -> None:
    reader.window.context.state.example = "blog"
    assert reader.listed() == ""
    words = {reader.compared().partition(":")[0].lower(), reader.page().lower(), reader.drawn().replace(NBSP, " ")}
    assert words <= {"no cabe", "does not fit"}
    assert len(words) == 1
