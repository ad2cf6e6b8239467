"""The comparison as a frozen snapshot: what a view paints, a copy writes and a test reads. No rule lives here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

CellKind = Literal[
    "text", "number", "yes", "no", "partly", "unknown", "not_applicable", "money", "misfit", "pending"
]
Standout = Literal["", "odd", "best", "limit"]
Emptiness = Literal["", "no_difference", "no_match", "no_match_that_differs", "too_few"]

COST_ROW, SIZING_ROW, SCENARIO_GROUP = "scenario.cost", "scenario.sizing", "scenario"


class Cell(msgspec.Struct, frozen=True):
    """What one service says about one attribute, in the language of the table.

    `lead` is the beginning of `text` that carries the answer in one word (Yes, No, Partly, Does not fit); it is
    empty for plain values. `origin` is the line with source and date, or the sizing behind a cost.
    """

    text: str
    kind: CellKind = "text"
    lead: str = ""
    origin: str = ""
    verified: bool = True


class Row(msgspec.Struct, frozen=True):
    """One attribute: a cell for each column, whether their meanings differ, and what stands out in each."""

    id: str
    label: str
    cells: tuple[Cell, ...]
    differs: bool
    standouts: tuple[Standout, ...]


class Group(msgspec.Struct, frozen=True):
    """A titled band of rows; never empty."""

    id: str
    label: str
    rows: tuple[Row, ...]


class Column(msgspec.Struct, frozen=True):
    """A service being compared."""

    id: str
    name: str
    short: str
    glyph: str


class ComparisonTable(msgspec.Struct, frozen=True):
    """The whole comparison. `total` and `differing` count all rows, also those a filter or the switch hides."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    total: int
    differing: int
    empty: Emptiness = ""
    wanted: tuple[str, ...] = ()
    """The folded words of the filter, for marking what matched."""

    @property
    def shown(self) -> int:
        """How many rows are in the groups."""
        return sum(len(group.rows) for group in self.groups)

    def rows(self) -> Iterator[Row]:
        """Every row shown, from top to bottom."""
        for group in self.groups:
            yield from group.rows
