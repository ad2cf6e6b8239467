"""The window as a person uses it: places, links, keys, notices, and what is remembered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from models.cost.price_book import regions
from models.state.app_state import AppState, Place
from models.texts import LANGUAGES, Message
from tests.support import PAGES
from ui.commands import COMMANDS
from ui.main_header import SCALES
from ui.main_window import MainWindow
from ui.tabs.registry import tab_ids
from ui.tabs.services_tab import ServicesTab
from ui.theme.tokens import THEMES

Open = Callable[..., MainWindow]
Settled = Callable[[], None]


def services(window: MainWindow) -> ServicesTab:
    """The Services tab."""
    tab = window.tabs.tab("services")
    assert isinstance(tab, ServicesTab)
    return tab


def shown_page(window: MainWindow) -> str:
    """The id of the page one sees."""
    page = services(window).current_page()
    return page.view.id if page is not None else ""


def test_a_newcomer_sees_lambda_in_spanish(window: MainWindow) -> None:
    assert window.windowTitle() == "AWS Lambda · Atlas de Cómputo"
    assert shown_page(window) == "lambda"
    assert window.notices() == []


@pytest.mark.parametrize("page", PAGES)
def test_a_link_opens_its_page(window: MainWindow, page: str, settled: Settled) -> None:
    window.open_link(page)
    settled()
    assert shown_page(window) == page
    assert window.context.catalog.service(page).name["es"] in window.windowTitle()
    assert window.last_page() == page


@pytest.mark.parametrize("link", ["lambada", "", "http://example.org", "file:///etc/hostname", "tab:nothing"])
def test_a_link_to_nothing_does_nothing(window: MainWindow, link: str) -> None:
    window.open_link(link)
    assert (window.context.state.place, shown_page(window)) == (Place("services", "lambda"), "lambda")


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("diagram:photo_resize", Place("diagrams", "photo_resize")),
        ("compare:eks", Place("compare")),
        ("calc:blog", Place("calculator")),
        ("calc:blog@lightsail", Place("calculator", "lightsail")),
        ("tab:compare", Place("compare")),
    ],
)
def test_a_link_to_a_tab_goes_there(window: MainWindow, link: str, place: Place) -> None:
    window.open_link(link)
    assert window.context.state.place == place
    assert window.tabs.currentWidget() is window.tabs.tab(place.tab)


def test_a_link_to_compare_nobody_compares_nobody(window: MainWindow) -> None:
    before = window.context.state.compared
    for link in ("compare:", "compare:ghost", "compare:serverless"):
        window.open_link(link)
    assert window.context.state.compared == before


def test_links_choose_what_they_speak_of(window: MainWindow) -> None:
    window.open_link("compare:eks")
    window.open_link("calc:blog")
    window.open_link("diagram:photo_resize")
    state = window.context.state
    assert "eks" in state.compared
    assert state.example == "blog"


def test_back_and_forward_walk_pages_and_tabs(window: MainWindow, settled: Settled) -> None:
    window.open_link("ec2")
    window.open_tab("compare")
    window.open_link("eks")
    seen = []
    for step in (window.go_back, window.go_back, window.go_back, window.go_back, window.go_forward):
        step()
        settled()
        place = window.context.state.place
        assert window.tabs.currentWidget() is window.tabs.tab(place.tab)
        seen.append(shown_page(window) if place.tab == "services" else place.tab)
    assert seen == ["compare", "ec2", "lambda", "lambda", "ec2"]


def test_history_buttons_tell_whether_there_is_history(window: MainWindow) -> None:
    back, forward = window.header._back, window.header._forward
    assert not back.isEnabled() and not forward.isEnabled()
    window.open_link("ec2")
    assert back.isEnabled() and not forward.isEnabled()
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert not back.isEnabled() and forward.isEnabled()


def test_a_tab_comes_back_at_the_page_it_had(window: MainWindow) -> None:
    window.open_link("batch")
    window.open_tab("compare")
    window.open_tab("services")
    assert shown_page(window) == "batch"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_switches_keep_the_page_and_how_far_it_is_read(
    window: MainWindow, settled: Settled, language: str, theme: str
) -> None:
    window.open_link("fargate")
    page = services(window).current_page()
    assert page is not None
    page.scroll_to("limits")
    bar = page._scroll.verticalScrollBar()
    bar.setValue(bar.value() + 60)
    before = page.reading_place()
    assert before[0] == "limits"
    state = window.context.state
    state.language, state.theme = language, theme
    settled()
    state.region = "eu-west-1"
    settled()
    now = services(window).current_page()
    assert now is not None and now.view.id == "fargate"
    assert now.reading_place()[0] == "limits"
    assert now.reading_place()[1] == pytest.approx(before[1], abs=24)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_switch_of_language_leaves_no_word_of_the_other(
    open_window: Open, settled: Settled, language: str
) -> None:
    state = AppState()
    window = open_window(state)
    state.language = "en"
    state.language = language
    fresh_state = AppState()
    fresh_state.language = language
    fresh = open_window(fresh_state)
    settled()
    assert _labels(window) == _labels(fresh)
    assert window.windowTitle() == fresh.windowTitle()


def _labels(window: MainWindow) -> list[str]:
    return sorted(label.text() for label in window.findChildren(QLabel) if label.text())


def test_a_region_changes_the_prices_on_the_page(window: MainWindow, settled: Settled) -> None:
    window.open_link("fargate")
    before = _labels(window)
    window.context.state.region = "sa-east-1"
    settled()
    assert "sa-east-1" in "".join(_labels(window))
    assert _labels(window) != before


def test_an_unknown_region_page_or_service_in_the_state_is_replaced(open_window: Open) -> None:
    state = AppState()
    state.region, state.place, state.compared = "mars-north-1", Place("services", "lambada"), ("ghost", "ec2")
    window = open_window(state)
    assert state.region in regions()
    assert shown_page(window) == "lambda"
    assert len(state.compared) >= 2 and "ghost" not in state.compared


def test_a_service_is_not_compared_with_itself(open_window: Open) -> None:
    state = AppState()
    state.compared = ("ec2", "ec2", "eks")
    open_window(state)
    assert state.compared == ("ec2", "eks")


def test_every_command_has_words_keys_and_a_handler(window: MainWindow) -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))
    bound = {shortcut.key().toString() for shortcut in window.findChildren(QShortcut)}
    assert {QKeySequence(key).toString() for key in keys} <= bound
    assert all(callable(getattr(window, command.handler)) for command in COMMANDS)


@pytest.mark.parametrize("tab", tab_ids())
def test_every_tab_has_a_key(window: MainWindow, tab: str, settled: Settled) -> None:
    key = next(command.keys[0] for command in COMMANDS if command.argument == tab)
    _press(window, key)
    settled()
    assert window.context.state.place.tab == tab


def test_keys_switch_language_theme_and_size(window: MainWindow) -> None:
    state = window.context.state
    for key in ("Ctrl+L", "Ctrl+T", "Ctrl++"):
        _press(window, key)
    assert (state.language, state.theme, state.text_scale) == ("en", THEMES[1], SCALES[1])
    for key in ("Ctrl+-", "Ctrl+-", "Ctrl+L"):
        _press(window, key)
    assert (state.language, state.text_scale) == ("es", SCALES[0])


def _press(window: MainWindow, keys: str) -> None:
    """Trigger the shortcut of `keys`, as the keyboard would when the window is active."""
    wanted = QKeySequence(keys)
    shortcut = next(found for found in window.findChildren(QShortcut) if found.key() == wanted)
    shortcut.activated.emit()


def test_text_size_stays_between_its_limits(window: MainWindow) -> None:
    for _ in range(10):
        window.resize_text("1")
    assert window.context.state.text_scale == SCALES[-1]
    for _ in range(10):
        window.resize_text("-1")
    assert window.context.state.text_scale == SCALES[0]
    window.resize_text("1")
    window.resize_text("0")
    assert window.context.state.text_scale == 1.0


def test_the_sheet_of_keys_opens_lists_every_command_and_gives_the_focus_back(window: MainWindow) -> None:
    window.activateWindow()
    window.tabs.setFocus()
    before = window.focusWidget()
    window.toggle_keys()
    sheet = window._keys
    assert sheet is not None and sheet.isVisible()
    told = sheet.accessibleDescription()
    assert all(window.context.t(command.title_key) in told for command in COMMANDS)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert window.focusWidget() is before


def test_a_notice_stays_until_closed_and_follows_the_language(window: MainWindow, settled: Settled) -> None:
    window.notify(Message("notice.crash", {"error": "boom", "file": "/x"}))
    window.notify(Message("notice.settings_unwritable", {"folder": "/y", "why": "z"}))
    spanish = window.notices()
    window.context.state.language = "en"
    settled()
    assert len(window.notices()) == 2 and window.notices()[0] != spanish[0]
    assert "boom" in window.notices()[0]
    window._notices[0][1].closed.emit()
    settled()
    assert len(window.notices()) == 1 and "/y" in window.notices()[0]


def test_text_of_strangers_in_a_notice_is_text(window: MainWindow) -> None:
    window.notify(Message("notice.crash", {"error": "<img src=x><b>bold</b>", "file": "-"}))
    label = window._notices[0][1].findChildren(QLabel)[1]
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert "<b>bold</b>" in label.text()


def test_the_list_finds_pages_as_one_types(window: MainWindow) -> None:
    pages = services(window)._list

    def visible() -> list[str]:
        items = [pages._list.item(row) for row in range(pages._list.count())]
        return [item.text() for item in items if not item.isHidden()]

    everything = visible()
    pages._filter.setText("LIGHT")
    assert [name for name in visible() if "Lightsail" in name] and len(visible()) < len(everything)
    QTest.keyClick(pages._filter, Qt.Key.Key_Return)
    assert shown_page(window) == "lightsail"
    pages._filter.setText("zzz")
    assert visible() == [] and pages._empty.isVisibleTo(pages)
    pages._filter.clear()
    assert visible() == everything


def test_the_list_finds_without_accents(window: MainWindow) -> None:
    pages = services(window)._list
    pages._filter.setText("orquestacion")
    QTest.keyClick(pages._filter, Qt.Key.Key_Return)
    assert shown_page(window) == "orchestration"


def test_contents_jump_to_their_section_even_before_the_page_is_whole(window: MainWindow) -> None:
    page = services(window).current_page()
    assert page is not None
    offsets = []
    for section in page.view.contents():
        page.scroll_to(section)
        offsets.append(page._scroll.verticalScrollBar().value())
    assert offsets == sorted(offsets)
    assert offsets[-1] > 500


def test_closing_stops_what_was_still_to_be_built(window: MainWindow) -> None:
    window.tabs.start_warm_up()
    window.close()
    assert not window.tabs._warm.isActive()


def test_the_window_narrows_without_losing_the_header(open_window: Open, settled: Settled) -> None:
    window = open_window(width=700, height=520)
    for control in (window.header._region, window.header._look, *window.header._languages.values()):
        right = control.mapTo(window.header, control.rect().topRight()).x()
        assert control.isVisible() and right <= window.header.width()


def test_region_language_and_look_are_chosen_in_the_header(window: MainWindow) -> None:
    header, state = window.header, window.context.state
    QTest.mouseClick(header._languages["en"], Qt.MouseButton.LeftButton)
    assert state.language == "en" and header._languages["en"].isChecked()
    header._region.setCurrentText("sa-east-1")
    header._region.textActivated.emit("sa-east-1")
    assert state.region == "sa-east-1"
    menu = header.appearance_menu()
    texts = [action.text() for action in menu.actions() if action.text()]
    assert len(texts) == len(THEMES) + len(SCALES) + 1
    next(action for action in menu.actions() if action.text() == window.context.t("theme.dark")).trigger()
    assert state.theme == "dark"
    menu.deleteLater()


def test_qt_speaks_the_language_too(window: MainWindow, settled: Settled) -> None:
    spanish = QApplication.translate("QLineEdit", "Select All")
    window.context.state.language = "en"
    settled()
    assert QApplication.translate("QLineEdit", "Select All") == "Select All" != spanish


def test_no_style_sheet_slows_the_first_window(window: MainWindow) -> None:
    """A style sheet on the application makes Qt polish every widget; colours come from the palette."""
    app = QApplication.instance()
    assert isinstance(app, QApplication) and app.styleSheet() == ""


def test_the_palette_reaches_every_widget(window: MainWindow, settled: Settled) -> None:
    window.context.state.theme = "dark"
    settled()
    assert window.palette().window().color() == window.context.theme.color("background")
    assert window.tabs.palette().text().color() == window.context.theme.color("text")
