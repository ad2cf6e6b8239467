"""Theme: applies tokens as palette, hands out colours, fonts and scaled lengths."""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import Literal

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from ui.theme import tokens

FontRole = Literal["small", "label", "body", "strong", "heading", "title", "display"]
FAMILY = "Source Sans Pro"
# Pixel size and weight of each role at 100 % text.
FONTS: dict[FontRole, tuple[int, QFont.Weight]] = {
    "small": (12, QFont.Weight.Normal),
    "label": (13, QFont.Weight.Normal),
    "body": (14, QFont.Weight.Normal),
    "strong": (14, QFont.Weight.DemiBold),
    "heading": (17, QFont.Weight.DemiBold),
    "title": (22, QFont.Weight.DemiBold),
    "display": (28, QFont.Weight.DemiBold),
}


def load_fonts() -> None:
    """Register the application's typeface: Regular and Semibold, from the package's own folder."""
    import font_source_sans_pro

    folder = Path(str(font_source_sans_pro.__file__)).parent / "files"
    for style in ("Regular", "Semibold"):
        QFontDatabase.addApplicationFont(str(folder / f"SourceSansPro-{style}.ttf"))


class Theme:
    """The look in force. Widgets read it when they paint; `set_role` keeps a widget's font in step."""

    def __init__(self, app: QApplication, theme_id: str = "light", scale: float = 1.0) -> None:
        self._app = app
        self._roles: weakref.WeakKeyDictionary[QWidget, FontRole] = weakref.WeakKeyDictionary()
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[tuple[FontRole, float], QFont] = {}
        self.pieces: dict[tuple[object, ...], QPixmap] = {}
        """What is painted once and shown in many places; forgotten when theme or text size change."""
        self.scale = scale
        self.file = tokens.load(theme_id)
        self.apply(theme_id, scale)

    def apply(self, theme_id: str, scale: float) -> None:
        """Switch theme and text scale in place."""
        rescaled = scale != self.scale
        self.file, self.scale = tokens.load(theme_id), scale
        self._colors.clear()
        self._fonts.clear()
        self.pieces.clear()
        self._app.setFont(self.font("body"))
        self._app.setPalette(self._palette())
        QToolTip.setPalette(self._app.palette())
        if rescaled:
            for widget, role in list(self._roles.items()):
                widget.setFont(self.font(role))

    def px(self, length: float) -> int:
        """A length of the 100 % design in pixels of the current text scale."""
        return max(1, round(length * self.scale))

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """The colour of a token, optionally translucent."""
        found = self._colors.get(token)
        if found is None:
            found = self._colors[token] = QColor(self.file.tokens[token])
        if alpha >= 1.0:
            return found
        faint = QColor(found)
        faint.setAlphaF(alpha)
        return faint

    def hue(self, service_id: str, alpha: float = 1.0) -> QColor:
        """The colour that means a service everywhere."""
        token = f"hue.{service_id}"
        return self.color(token if token in self.file.tokens else "hue.concept", alpha)

    def font(self, role: FontRole, factor: float = 1.0) -> QFont:
        """The font of a role at the current text scale, with figures of equal width."""
        found = self._fonts.get((role, factor))
        if found is None:
            found = self._fonts[role, factor] = self._make_font(role, factor)
        return QFont(found)  # the caller may change its own

    def _make_font(self, role: FontRole, factor: float) -> QFont:
        size, weight = FONTS[role]
        font = QFont(FAMILY)
        font.setPixelSize(max(6, round(size * factor * self.scale)))
        font.setWeight(weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def set_role(self, widget: QWidget, role: FontRole) -> None:
        """Give a widget the font of a role now and after every change of text scale."""
        self._roles[widget] = role
        widget.setFont(self.font(role))

    def _palette(self) -> QPalette:
        c, role, palette = self.color, QPalette.ColorRole, QPalette()
        plain = {
            role.Window: "background",
            role.Base: "surface",
            role.AlternateBase: "band",
            role.Button: "surface",
            role.WindowText: "text",
            role.Text: "text",
            role.ButtonText: "text",
            role.BrightText: "bad",
            role.PlaceholderText: "muted",
            role.Highlight: "accent",
            role.HighlightedText: "on_accent",
            role.Accent: "accent",
            role.Link: "accent",
            role.LinkVisited: "accent",
            role.ToolTipBase: "raised",
            role.ToolTipText: "text",
            role.Light: "raised",
            role.Midlight: "line",
            role.Mid: "line",
            role.Dark: "line_strong",
            role.Shadow: "control_line",
        }
        for target, token in plain.items():
            palette.setColor(target, c(token))
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, c("muted"))
        return palette
