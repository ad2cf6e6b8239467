"""The contract of every tab, in every language, theme and text size. A new tab is covered by being registered."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from models.content.loader import service_ids
from models.state.app_state import AppState, Place
from models.texts import LANGUAGES
from tests.ui import looking
from ui.app import build_window
from ui.tabs.fault import FaultPage
from ui.tabs.registry import tab_ids
from ui.theme.tokens import THEMES

SIZE = (1280, 800)
SCALES = (1.0, 2.0)


@pytest.fixture
def opened(qapp: QApplication):
    """Opens windows at a place and closes them, checking that nothing of them stays behind."""
    before = set(QApplication.topLevelWidgets())
    windows = []

    def open_at(place: Place, language: str, theme: str = "light", scale: float = 1.0):
        state = AppState()
        state.language, state.theme, state.text_scale, state.place = language, theme, scale, place
        window = build_window(qapp, state)
        window.resize(*SIZE)
        window.show()
        windows.append(window)
        looking.settle(qapp)
        return window

    yield open_at
    for window in windows:
        window.close()
        window.deleteLater()
    windows.clear()
    looking.settle(qapp, 10)
    assert set(QApplication.topLevelWidgets()) <= before, "a window or menu was left behind"


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tab", tab_ids())
def test_tab_keeps_its_contract(opened, tab, language, theme, scale):
    window = opened(Place(tab), language, theme, scale)
    shown = window.tabs.currentWidget()
    assert not isinstance(shown, FaultPage), shown._details
    need = window.minimumSizeHint()
    assert (need.width(), need.height()) <= SIZE and need.height() <= SIZE[1], f"needs {need}"
    assert window.context.texts.missing == set()
    assert looking.untranslated(window) == []
    assert looking.clipped(window) == []
    assert looking.unnamed(window) == []
    assert looking.unreachable(window) == []


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", service_ids())
def test_page_shows_whole(opened, page, language, scale):
    window = opened(Place("services", page), language, scale=scale)
    window.tabs.currentWidget().current_page().finish()
    looking.settle(QApplication.instance())
    assert window.context.texts.missing == set()
    assert looking.untranslated(window) == []
    assert looking.clipped(window) == []


@pytest.mark.parametrize("tab", tab_ids())
def test_switching_language_and_theme_in_place_equals_opening_in_them(opened, tab):
    window = opened(Place(tab), "es", "light")
    window.context.state.language = "en"
    window.context.state.theme = "dark"
    window.context.state.text_scale = 1.5
    looking.settle(QApplication.instance())
    assert window.context.texts.missing == set()
    assert looking.clipped(window) == []
    fresh = opened(Place(tab), "en", "dark", 1.5)
    texts = [_texts(one.tabs.currentWidget()) for one in (window, fresh)]
    assert texts[0] == texts[1]


def _texts(root) -> list[str]:
    """Every text on a screen, sorted: what a person could read there."""
    found = []
    for widget in looking.visible(root):
        text = getattr(widget, "text", None)
        found.append(str(text()) if callable(text) else "")
    return sorted(filter(None, found))
