"""Sizes of a drawn diagram in px at 100 %, and text measuring without a font library.

The screen and the checks share this table, so what the checks prove is what a person sees.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from models.diagrams.widths import WIDTHS

Role = Literal["label", "caption", "edge", "group"]
Measure = Callable[[str, Role], float]
"""The width in px of one line of text in a role, at 100 %."""


class RoleStyle(msgspec.Struct, frozen=True):
    """How a role of text is set: size in px, weight, and the height of its line in px."""

    size: int
    bold: bool
    line: int


ROLES: dict[Role, RoleStyle] = {
    "label": RoleStyle(17, True, 22),
    "caption": RoleStyle(14, False, 18),
    "edge": RoleStyle(14, True, 18),
    "group": RoleStyle(14, True, 18),
}
PAD = 14
TILE = 34
TILE_GAP = 12
LEAST_BOX = (120, 64)
LAYER_HEIGHT = 40
WRAP = 156
UNIT = (26, 16)
UNIT_GAP = 6
UNIT_TOP = 10
UNITS_IN_ROW = 6
MARGIN = 28
GROUP_TITLE_TOP = 10
GROUP_PAD = {"vm": 9, "container": 9, "stack": 12, "cloud": 32, "region": 20, "site": 20}
TIGHT = ("vm", "container", "stack")
GROUP_PAD_USUAL = 16
LABEL_ROOM = 30
CLEARANCE = 14


def estimate(text: str, role: Role) -> float:
    """The width of `text` from a table of advance widths of the application's font; unknown letters are wide."""
    style = ROLES[role]
    table = WIDTHS["bold" if style.bold else "regular"]
    return sum(table.get(letter, 640) for letter in text) * style.size / 1000


def group_pad(style: str) -> int:
    """The room between a group's frame and what it holds."""
    return GROUP_PAD.get(style, GROUP_PAD_USUAL)


def group_top(style: str) -> int:
    """The room above what a group holds: its title and the air around it."""
    return GROUP_TITLE_TOP + ROLES["group"].line + (6 if style in TIGHT else 12)


def wrap(text: str, role: Role, width: float, measure: Measure) -> tuple[str, ...]:
    """`text` in as few lines as fit `width`, then evened out so that no line carries a lone word."""
    if not text:
        return ()
    lines = _greedy(text.split(" "), role, width, measure)
    if len(lines) < 2:
        return tuple(lines)
    widest = max(measure(word, role) for word in text.split(" "))
    low, high = max(widest, measure(text, role) / len(lines)), max(width, widest)
    for _ in range(6):
        middle = (low + high) / 2
        tried = _greedy(text.split(" "), role, middle, measure)
        if len(tried) <= len(lines):
            high, lines = middle, tried
        else:
            low = middle
    return tuple(lines)


def _greedy(words: Sequence[str], role: Role, width: float, measure: Measure) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if measure(longer, role) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def widest(lines: Sequence[str], role: Role, measure: Measure) -> float:
    """The width of the widest line; 0 for none."""
    return max((measure(line, role) for line in lines), default=0.0)
