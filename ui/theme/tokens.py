"""The tokens of a theme file. Qt-free, so that the contrast tests and presenters can read them."""

from __future__ import annotations

import msgspec

from models import assets
from models.errors import ContentError

THEMES = ("light", "dark", "projector")


class ThemeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A theme: token name to `#RRGGBB`. `hue.<service>` is the service's colour, `on_hue` text upon it."""

    id: str
    dark: bool
    tokens: dict[str, str]

    def hue(self, service_id: str) -> str:
        """The colour of a service; concepts and strangers share a neutral one."""
        return self.tokens.get(f"hue.{service_id}", self.tokens["hue.concept"])


def load(theme_id: str) -> ThemeFile:
    """A theme by id. Errors: ContentError."""
    file = f"themes/{theme_id}.json"
    try:
        return msgspec.json.decode(assets.read_bytes(file), type=ThemeFile)
    except msgspec.DecodeError as error:
        raise ContentError(file, "$", str(error)) from error
