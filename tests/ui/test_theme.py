"""Themes: contrast by WCAG 2.2 AA in every one, tokens applied in place, one typeface."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from models.errors import ContentError
from tests.support import PAGES, RESOURCES, SERVICES
from ui.context import AppContext
from ui.theme import tokens
from ui.theme.icons import icon_pixmap
from ui.theme.manager import FAMILY, FONTS, Theme

TEXT, SHAPE = 4.5, 3.0  # WCAG 2.2 AA: 1.4.3 text, 1.4.11 parts of controls
GROUNDS = ("background", "surface", "raised", "band", "accent_tint")
WORDS = ("text", "muted", "accent", "good", "warning", "bad")


@pytest.fixture(params=tokens.THEMES)
def theme(request: pytest.FixtureRequest) -> dict[str, str]:
    """The tokens of each theme."""
    return tokens.load(request.param).tokens


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG defines it."""
    light, dark = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_ruler_is_right() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_words_can_be_read(theme: dict[str, str], word: str, ground: str) -> None:
    assert contrast(theme[word], theme[ground]) >= TEXT


def test_words_on_accent_and_on_service_colours_can_be_read(theme: dict[str, str]) -> None:
    assert contrast(theme["on_accent"], theme["accent"]) >= TEXT
    hues = {name: contrast(theme["on_hue"], color) for name, color in theme.items() if name.startswith("hue.")}
    assert {name: ratio for name, ratio in hues.items() if round(ratio, 2) < TEXT} == {}


@pytest.mark.parametrize("part", ["control_line", "focus", *(f"hue.{service}" for service in SERVICES)])
@pytest.mark.parametrize("ground", ["background", "surface", "raised"])
def test_controls_focus_and_curves_can_be_seen(theme: dict[str, str], part: str, ground: str) -> None:
    assert contrast(theme[part], theme[ground]) >= SHAPE


def test_services_have_colours_of_their_own(theme: dict[str, str]) -> None:
    assert len({theme[f"hue.{service}"] for service in SERVICES}) == len(SERVICES)


def test_themes_have_the_same_tokens() -> None:
    names = [tokens.load(theme_id).tokens.keys() for theme_id in tokens.THEMES]
    assert all(keys == names[0] for keys in names)
    assert sorted(path.stem for path in (RESOURCES / "themes").glob("*.json")) == sorted(tokens.THEMES)


def test_a_theme_file_that_is_broken_names_itself(broken_tree: Path) -> None:
    (broken_tree / "themes/dark.json").write_text('{"id": 1}', "utf-8")
    with pytest.raises(ContentError, match=r"themes/dark\.json"):
        tokens.load("dark")


def test_a_theme_changes_the_whole_palette_in_place(qapp: QApplication) -> None:
    theme = Theme(qapp, "light")
    before = qapp.palette().color(QPalette.ColorRole.Window).name()
    theme.apply("dark", 1.0)
    assert qapp.palette().color(QPalette.ColorRole.Window).name() != before
    assert qapp.palette().color(QPalette.ColorRole.WindowText).name() == theme.color("text").name()
    assert theme.file.dark


def test_text_scale_reaches_the_labels_already_made(context: AppContext) -> None:
    label = QLabel("x")
    context.theme.set_role(label, "body")
    before = label.font().pixelSize()
    context.theme.apply("light", 2.0)
    assert label.font().pixelSize() == 2 * before
    assert context.theme.px(10) == 20


@pytest.mark.parametrize("role", FONTS)
def test_the_typeface_is_ours(qapp: QApplication, role: str) -> None:
    font = Theme(qapp).font(role)  # type: ignore[arg-type]
    assert QFontInfo(font).family() == FAMILY
    assert font.pixelSize() == FONTS[role][0]  # type: ignore[index]


def test_both_weights_are_loaded(qapp: QApplication) -> None:
    assert {"Regular", "Semibold"} <= {
        style.replace("SemiBold", "Semibold") for style in QFontDatabase.styles(FAMILY)
    }


@pytest.mark.parametrize("page_id", [*PAGES, "stranger"])
def test_every_page_has_a_colour(qapp: QApplication, page_id: str) -> None:
    theme = Theme(qapp)
    assert theme.hue(page_id).isValid()
    assert theme.hue("stranger") == theme.color("hue.concept")


@pytest.mark.parametrize("name", sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg")))
def test_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, name: str) -> None:
    image = icon_pixmap(name, QColor("#ff0000"), 32).toImage()
    seen = {
        image.pixelColor(x, y).name() for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() > 250
    }
    assert seen, f"{name} draws nothing"
    assert "#ff0000" in seen or name == "app"
