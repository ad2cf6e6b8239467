"""The ranked list while inputs move: what stands below it stays where it is, and only what differs is painted."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.state.app_state import AppState, Place
from models.texts import LANGUAGES
from tests.conftest import settle
from ui.tabs.calculator_tab import CalculatorTab

LEFT, NOTHING = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
LONG = "words that need a second line because there are so many of them " * 4


class Painted(QObject):
    """Remembers where each watched widget was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[QObject, QRect] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.places[watched] = self.places.get(watched, QRect()).united(event.region().boundingRect())
        return False


@pytest.fixture
def tab(open_window, qapp) -> CalculatorTab:
    state = AppState()
    state.place, state.example = Place("calculator"), "rest_api_bursts"
    found = open_window(state, width=1280, height=800).tabs.currentWidget()
    assert isinstance(found, CalculatorTab)
    found.curve.ensure()
    settle(qapp)
    return found


def _with_reason(tab: CalculatorTab, service: str, reason: str) -> None:
    """Show the answer of now with another reason in one row."""
    views = tab.presenter.answer().rows()
    tab.ranking.show_rows(
        tuple(msgspec.structs.replace(view, reason=reason) if view.service == service else view for view in views)
    )


def test_during_a_drag_rows_grow_but_shrink_only_at_rest(tab: CalculatorTab, qapp: QApplication) -> None:
    row, list_ = tab.ranking.rows["lambda"], tab.ranking
    window = tab.window().windowHandle()
    corner = tab.mapTo(tab.window(), QPoint(2, tab.height() - 2))
    low = row.height()
    _with_reason(tab, "lambda", LONG)
    settle(qapp)
    high = row.height()
    assert high > low
    QTest.mousePress(window, LEFT, NOTHING, corner)
    _with_reason(tab, "lambda", "short")
    settle(qapp)
    assert row.height() == high
    list_._on_rest()  # nothing moves, but the button is still held
    assert row.height() == high
    QTest.mouseRelease(window, LEFT, NOTHING, corner)
    list_._rest.stop()
    list_._on_rest()
    settle(qapp)
    assert row.height() == low
    assert list_.height() == list_.heightForWidth(list_.width())


def test_a_number_that_moves_leaves_the_rest_of_its_row_unpainted(tab: CalculatorTab, qapp: QApplication) -> None:
    watch = Painted()
    for row in tab.ranking.rows.values():
        row.installEventFilter(watch)
    views = tab.presenter.answer().rows()
    tab.ranking.show_rows(
        tuple(
            msgspec.structs.replace(view, total="1,00 USD") if view.service == "lambda" else view for view in views
        )
    )
    settle(qapp)
    row = tab.ranking.rows["lambda"]
    assert set(watch.places) == {row}
    place = watch.places[row]
    assert place.left() > row.width() // 2 and place.width() < row.width() // 3


def test_the_same_answer_again_paints_nothing(tab: CalculatorTab, qapp: QApplication) -> None:
    watch = Painted()
    for widget in (tab.ranking, *tab.ranking.rows.values()):
        widget.installEventFilter(watch)
    tab.ranking.show_rows(tab.presenter.answer().rows())
    settle(qapp)
    assert watch.places == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_total_of_many_digits_is_shown_whole(tab: CalculatorTab, qapp: QApplication, language: str) -> None:
    tab.context.state.language = language
    tab.window().resize(1920, 1080)
    for name, value in (("amount", 1_000_000_000.0), ("duration_s", 1800.0)):
        tab.presenter.set_value(name, value)
    settle(qapp)
    rows = [row for row in tab.ranking.rows.values() if row.view.total]
    assert max(len(row.view.total) for row in rows) > len("9 999 999,99 USD")
    for row in rows:
        needed = QFontMetrics(row._figure).horizontalAdvance(row.view.total)
        assert row._parts(row.width(), row.height())["total"].width() >= needed
