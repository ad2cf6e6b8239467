"""Many places of a dragged handle in one turn of the event loop are answered once, at the last of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme.manager import Theme
from ui.widgets.latest import Latest
from ui.widgets.slider import Slider

LEFT, NOTHING = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def slider(qapp, qtbot) -> Iterator[Slider]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 60)
    found = Slider(Theme(qapp), window)
    found.resize(280, 18)
    with qtbot.waitExposed(window):
        window.show()
    yield found


def _drag(slider: Slider, *places: int) -> None:
    for x in places:
        at = QPointF(x, 9)
        event = QMouseEvent(QEvent.Type.MouseMove, at, slider.mapToGlobal(at), LEFT, LEFT, NOTHING)
        QApplication.sendEvent(slider, event)


def test_a_turn_of_the_event_loop_tells_of_the_last_place_only(slider: Slider) -> None:
    told: list[float] = []
    slider.moved.connect(told.append)
    window = slider.window().windowHandle()
    QTest.mousePress(window, LEFT, NOTHING, slider.mapTo(slider.window(), slider.rect().center()))
    QCoreApplication.sendPostedEvents()
    assert QGuiApplication.mouseButtons() == LEFT
    told.clear()
    _drag(slider, 150, 170, 190, 210)
    assert told == []
    QCoreApplication.sendPostedEvents()
    assert told == [slider.position]
    _drag(slider, 60, 80)
    QTest.mouseRelease(window, LEFT, NOTHING, slider.mapTo(slider.window(), slider.rect().center()))
    assert len(told) == 2
    assert told[1] == slider.position


def test_what_waits_is_done_before_the_gesture_ends(slider: Slider) -> None:
    heard: list[object] = []
    slider.moved.connect(heard.append)
    slider.released.connect(lambda: heard.append("released"))
    window = slider.window().windowHandle()
    middle = slider.mapTo(slider.window(), slider.rect().center())
    QTest.mousePress(window, LEFT, NOTHING, middle)
    _drag(slider, 40)
    heard.clear()
    _drag(slider, 90)
    QTest.mouseRelease(window, LEFT, NOTHING, middle)
    assert heard == [slider.position, "released"]


def test_without_a_button_held_all_is_done_at_once(qapp) -> None:
    done: list[int] = []
    later = Latest(qapp)
    later.run(done.append, 1)
    later.run(done.append, 2)
    assert done == [1, 2]
    later.flush()
    assert done == [1, 2]
