"""Checks of the theme files: each a set of the same tokens, every one a colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from models import assets
from models.content import loader
from models.errors import ContentError

FOLDER = "themes"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def check_themes() -> Iterator[ContentError]:
    """The problems of every theme file; the token names are those any theme has."""
    files = [f"{FOLDER}/{name}" for name in assets.names(FOLDER, ".json")]
    themes = {file: loader.read(file, dict[str, Any]).get("tokens", {}) for file in files}
    names = {name for tokens in themes.values() for name in tokens}
    for file, tokens in themes.items():
        for name in sorted(names - tokens.keys()):
            yield ContentError(file, name, "this token is missing")
        for name, colour in tokens.items():
            if not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
                yield ContentError(file, name, f"'{colour}' is not a colour (#RRGGBB)")
