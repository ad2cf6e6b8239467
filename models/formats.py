"""Numbers, money and quantities as a reader of each language writes them.

Spanish uses a decimal comma and a no-break space for thousands; English a point and a comma.
"""

from __future__ import annotations

import math
import re

NBSP = "\u00a0"
_ENGLISH = (".", ",")
_MARKS = {"es": (",", NBSP), "en": _ENGLISH}
_TIME = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0, "month": 2_628_000.0, "year": 31_536_000.0}
_SIZE = {"B": 1.0, "KB": 1024.0, "MB": 1024.0**2, "GB": 1024.0**3, "TB": 1024.0**4}
_SIZE_IEC = {"MiB": 1024.0**2, "GiB": 1024.0**3, "TiB": 1024.0**4}
_FAMILIES = (_TIME, _SIZE, _SIZE_IEC)


def number(value: float, language: str, decimals: int | None = None) -> str:
    """`value` with the marks of `language`; without `decimals`, as many as it needs (at most 10)."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "–"
    if decimals is None:
        text = f"{value:,.10f}".rstrip("0").rstrip(".") if value != int(value) else f"{int(value):,}"
    else:
        text = f"{value:,.{decimals}f}"
    point, thousands = _MARKS.get(language, _ENGLISH)
    return text if thousands == "," else text.replace(",", thousands).replace(".", point)


def significant(value: float, language: str, digits: int = 3) -> str:
    """`value` rounded to `digits` significant digits, without exponent."""
    if value == 0 or not math.isfinite(value):
        return number(value, language)
    places = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    return number(round(value, places), language)


def compact(value: float, language: str) -> str:
    """An amount in two or three digits with k or M: 6.1 M."""
    for factor, suffix in ((1e6, "M"), (1e3, "k")):
        if value >= factor:
            digits = 2 if value < 100.0 * factor else 3
            return f"{significant(value / factor, language, digits)}{NBSP}{suffix}"
    return significant(value, language, 2 if value < 100 else 3)


def percent(value: float, language: str, decimals: int | None = None) -> str:
    """A percentage: Spanish separates the sign by a no-break space, English does not."""
    return f"{number(value, language, decimals)}{NBSP if language == 'es' else ''}%"


def rate(value: float, language: str, currency: str = "USD") -> str:
    """A unit price with every digit it has, two decimals at least."""
    decimals = 2 if round(value, 2) == value else None
    return f"{number(value, language, decimals)}{NBSP}{currency}"


def money(value: float, language: str, currency: str = "USD") -> str:
    """An amount to the cent with its currency; tiny amounts keep two significant digits."""
    if 0 < abs(value) < 0.005:
        return f"{significant(value, language, 2)}{NBSP}{currency}"
    return f"{number(value, language, 2)}{NBSP}{currency}"


def convert(value: float, unit: str, target: str) -> float:
    """`value` from `unit` to `target` of the same family. Errors: ValueError for different families."""
    if unit == target:
        return value
    for family in _FAMILIES:
        if unit in family and target in family:
            return value * family[unit] / family[target]
    raise ValueError(f"no conversion from {unit} to {target}")


LONGEST = 200  # of a number somebody typed
_NUMBER = re.compile(r"^[+-]?[\d.,]*\d[\d.,]*(e[+-]?\d+)?$", re.IGNORECASE)
_SUFFIX = {"k": 1e3, "m": 1e6, "g": 1e9}
# Both languages at once: who types "30 mil" means it in either, and "30 m" on the way there is taken for millions.
_SUFFIX |= dict.fromkeys(("mil", "thousand"), 1e3)
_SUFFIX |= dict.fromkeys(("millón", "millon", "millones", "million", "millions"), 1e6)
_SUFFIX["milmillones"] = 1e9  # what "billion" is differs between the languages: not taken
_WITH_SUFFIX = re.compile(r"^(.*\d[.,]?)([^\W\d_]+)$")


def parse_number(text: str, language: str = "es") -> float:
    """A number typed with comma or point, grouping marks, a k/M/G suffix or its word. Errors: ValueError.

    Only one reading is ambiguous: one kind of mark before groups of exactly three digits ("1.500"). It groups
    when it is the grouping mark of `language` or stands more than once, else it is the decimal mark.
    """
    if len(text) > LONGEST:
        raise ValueError(text[:LONGEST])
    cleaned = re.sub(r"[\s\u00a0\u202f'_]", "", text)
    factor = 1.0
    found = _WITH_SUFFIX.match(cleaned)
    if found is not None and found.group(2).lower() in _SUFFIX:
        factor = _SUFFIX[found.group(2).lower()]
        cleaned = found.group(1)
    if not _NUMBER.match(cleaned):
        raise ValueError(text)
    value = float(_one_point(cleaned, language)) * factor
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _one_point(text: str, language: str) -> str:
    """`text` with one decimal point and no grouping marks."""
    marks = [char for char in text if char in ".,"]
    if not marks:
        return text
    if len(set(marks)) == 2:
        decimal = marks[-1]
        if marks.count(decimal) > 1:
            raise ValueError(text)
        return text.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    mark = marks[0]
    head, *groups = text.lstrip("+-").split(mark)
    grouping = "." if language == "es" else ","
    groupable = all(re.fullmatch(r"\d{3}", group) for group in groups) and 1 <= len(head) <= 3 and head != "0"
    if groupable and (mark == grouping or len(marks) > 1):
        return text.replace(mark, "")
    if len(marks) > 1:
        raise ValueError(text)
    return text.replace(mark, ".")
