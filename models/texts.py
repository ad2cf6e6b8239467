"""Interface texts: key catalogues under `resources/i18n/<language>/<area>.json`, one `t(key, **args)`.

The first segment of a key names its area, so an area is read when its first text is needed. The same texts
serve the window and the terminal. A missing key shows itself as ⟦key⟧ and is logged, never raises.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from models import assets, formats
from models.errors import AppError, ContentError

LANGUAGES = ("es", "en")
LANGUAGE_NAMES = {"es": "Español", "en": "English"}
Localized = dict[str, str]
log = logging.getLogger(__name__)


class Message(msgspec.Struct, frozen=True):
    """A sentence still without a language: a text key and its arguments (raw numbers, Messages, Quantity…)."""

    key: str
    args: dict[str, Any] = {}


class Quantity(msgspec.Struct, frozen=True):
    """A number with a unit of the catalogue area `unit` (None: bare) and optional fixed decimals."""

    value: float
    unit: str | None = None
    decimals: int | None = None


class Money(msgspec.Struct, frozen=True):
    """An amount of money to be shown to the cent."""

    value: float
    currency: str = "USD"


def pick(localized: Mapping[str, str], language: str) -> str:
    """The text of `language`, or of the first language that has one."""
    return localized.get(language) or next(iter(localized.values()), "")


class Texts:
    """The text catalogue of one current language. `language` may be changed at any time."""

    def __init__(self, language: str = "es", read: Callable[[str], bytes] | None = None) -> None:
        self.language = language
        self._read = read or assets.read_bytes
        self._areas: dict[tuple[str, str], dict[str, str]] = {}
        self.missing: set[str] = set()

    def t(self, key: str, **args: object) -> str:
        """The text of `key` with `args` rendered in the current language."""
        text = self.raw(key)
        if text is None:
            self.missing.add(f"{self.language}:{key}")
            log.warning("no text for %s in %s", key, self.language)
            return f"⟦{key}⟧"
        if not args and "{" not in text:
            return text
        try:
            return text.format(**{name: self.value(value) for name, value in args.items()})
        except (KeyError, IndexError, ValueError):
            self.missing.add(f"{self.language}:{key}:placeholders")
            log.warning("placeholders of %s do not match %s", key, sorted(args))
            return text

    def preload(self, language: str) -> Iterator[None]:
        """Read a language area by area, one for each step taken, so that switching to it later reads nothing."""
        for name in assets.names(f"i18n/{language}", ".json"):
            self._area(language, name.removesuffix(".json"))
            yield

    def raw(self, key: str) -> str | None:
        """The pattern of `key`, or None."""
        found = self._areas.get((self.language, key.partition(".")[0]))
        return (self._area(self.language, key.partition(".")[0]) if found is None else found).get(key)

    def value(self, value: object) -> str:
        """An argument as text of the current language."""
        if type(value) is str:
            return value
        if type(value) is float:  # most arguments are numbers
            return formats.number(value, self.language)
        if isinstance(value, Message):
            return self.t(value.key, **value.args)
        if isinstance(value, Quantity):
            return self.quantity(value.value, value.unit, value.decimals)
        if isinstance(value, Money):
            return formats.money(value.value, self.language, value.currency)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return pick(value, self.language) if isinstance(value, Mapping) else str(value)
        return formats.number(value, self.language)

    def message(self, message: Message) -> str:
        """A Message in the current language."""
        return self.t(message.key, **message.args)

    def error(self, error: AppError) -> str:
        """What an AppError tells a person in the current language."""
        return self.t(error.key, **error.args_)

    def quantity(self, value: float, unit: str | None, decimals: int | None = None) -> str:
        """A number with its unit, singular or plural, joined by a no-break space."""
        if unit == "%":
            return formats.percent(value, self.language, decimals)
        shown = formats.number(value, self.language, decimals)
        name = self.unit(unit, value)
        return f"{shown}{formats.NBSP}{name}" if name else shown

    def unit(self, unit: str | None, value: float = 2) -> str:
        """The name of a unit; catalogue entries are `one|many` or one form."""
        if not unit:
            return ""
        one, _, many = self.t(f"unit.{unit}").partition("|")
        return one if value == 1 or not many else many

    def _area(self, language: str, area: str) -> dict[str, str]:
        found = self._areas.get((language, area))
        if found is None:
            found = self._areas[(language, area)] = self._load(f"i18n/{language}/{area}.json")
        return found

    def _load(self, file: str) -> dict[str, str]:
        try:
            return msgspec.json.decode(self._read(file), type=dict[str, str])
        except msgspec.DecodeError as error:
            log.error("%s", ContentError(file, "-", str(error)))
        except ContentError as error:
            log.error("%s", error)
        return {}
