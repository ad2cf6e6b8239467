"""When two cells say the same: 900 s equals 15 min, "No Limit" equals "no limit". Meaning counts, not format."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from models import formats
from models.content.schema import Fact

_IEC = {"MiB": "MB", "GiB": "GB", "TiB": "TB"}


@lru_cache(maxsize=2048)
def _fold_char(char: str) -> str:
    if char.isspace():
        return " "
    return unicodedata.normalize("NFD", char)[0].lower()[0]


def fold(text: str) -> str:
    """`text` in lower case, without accents, with plain spaces, and as long as it was (offsets stay valid)."""
    return "".join(map(_fold_char, text))


class Meaning(msgspec.Struct, frozen=True):
    """What a cell says: a key free of format and language, the ways it is worded, and its size when it has one.

    `size` is in the base unit of its family (seconds, bytes, or the unit itself); a range counts by its end.
    """

    key: tuple[object, ...]
    words: frozenset[str] = frozenset()
    size: float | None = None

    def same(self, other: Meaning) -> bool:
        """Whether both say the same: equal in meaning, or worded alike in any language."""
        return self.key == other.key or bool(self.words & other.words)


def meaning(fact: Fact | None, shown: str) -> Meaning:
    """The meaning of a fact whose cell reads `shown`. A missing fact means *unknown*."""
    if fact is None or fact.status:
        return Meaning(("status", fact.status if fact else "unknown"))
    if fact.flag:
        qualifier = tuple(sorted(map(plain, (fact.text or {}).values())))
        return Meaning(("flag", fact.flag, *qualifier), _words(fact, shown, fact.flag))
    if fact.text:
        return Meaning(("text", *sorted(map(plain, fact.text.values()))), _words(fact, shown))
    low = fact.min if fact.min is not None else fact.value
    high = fact.max if fact.max is not None else fact.value
    unit, size = base(high or 0, fact.unit)
    return Meaning(("number", unit, base(low or 0, fact.unit)[1], size), frozenset({plain(shown)}), size)


def base(value: float, unit: str | None) -> tuple[str, float]:
    """`value` in the base unit of its family, rounded so that a detour through other units changes nothing."""
    name = _IEC.get(unit or "", unit or "")
    for target in ("s", "B"):
        try:
            return target, round(formats.convert(value, name, target), 6)
        except ValueError:
            continue
    return name, float(value)


def plain(text: str) -> str:
    """`text` folded, with single spaces and without the full stop at its end."""
    return " ".join(fold(text).split()).rstrip(".")


def differ(meanings: Sequence[Meaning]) -> bool:
    """Whether at least one cell says something else than the first."""
    return any(not meanings[0].same(other) for other in meanings[1:])


def odd_one(meanings: Sequence[Meaning]) -> int | None:
    """The only cell that differs where all the others (two or more) agree, or None."""
    if len(meanings) < 3:
        return None
    for index in range(len(meanings)):
        rest = [other for place, other in enumerate(meanings) if place != index]
        if not differ(rest) and not meanings[index].same(rest[0]):
            return index
    return None


def _words(fact: Fact, shown: str, mark: str = "") -> frozenset[str]:
    """The wordings of a text: as shown, and as written in each language (unless facts are embedded there)."""
    written = {f"{lang}:{mark}:{plain(text)}" for lang, text in (fact.text or {}).items() if "{" not in text}
    return frozenset(written | {plain(shown)})
