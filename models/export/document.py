"""The neutral document every export is written from: texts as shown, figures beside them, and how figures depend.

A writer decides nothing about content: rows, order, language and period are those of the document. Formats that
calculate (spreadsheets) find the dependencies here: a product of two columns, the sum of a table's lines, a figure
that is the same as one in another table, an amount converted by the document's rate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec

from models.scenario.problems import showable

_EASY = re.compile(r"[ -~\u00a0-\u00ac\u00ae-\u017f\u2013-\u2026\u20ac\u2190-\u22ff]*")
Kind = Literal["text", "number", "price", "money"]
Role = Literal["line", "total", "band"]


class Same(msgspec.Struct, frozen=True):
    """The figure stands in another table too: table, row and column ids."""

    table: str
    row: str
    column: str


class Cell(msgspec.Struct, frozen=True):
    """`text` as shown on screen; `value` the figure behind it, None for words."""

    text: str
    value: float | None = None
    same: Same | None = None


class Column(msgspec.Struct, frozen=True):
    """A column. `price` keeps every digit; `money` is rounded to the cent. Units stand in the label.

    `product`: the two columns whose product, rounded to the cent, each line holds. `minus`: the column each line
    holds, less the other. `converted`: the column whose figure times the document's rate it holds. `summed`: total
    rows hold the sum of the lines above. `editable`: a figure the reader may change where the format calculates.
    """

    id: str
    label: str
    kind: Kind = "text"
    product: tuple[str, str] | None = None
    minus: tuple[str, str] | None = None
    converted: str = ""
    summed: bool = False
    editable: bool = False


class Row(msgspec.Struct, frozen=True):
    """One row: a line, the total of the lines above it, or a band that titles the rows below."""

    cells: tuple[Cell, ...]
    id: str = ""
    role: Role = "line"


class Table(msgspec.Struct, frozen=True):
    """A titled table. Tables with the same `sheet` share one where the format has sheets; `notes` follow it.

    `rows` may be made as they are asked for, where there are very many.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    sheet: str = ""
    intro: str = ""
    notes: tuple[str, ...] = ()

    def index(self, column: str) -> int:
        """The place of a column. Errors: ValueError."""
        return [found.id for found in self.columns].index(column)


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph of text."""

    text: str


class Rate(msgspec.Struct, frozen=True):
    """How many of a second currency one USD is."""

    currency: str
    value: float
    label: str


Block: TypeAlias = Table | Paragraph


class Document(msgspec.Struct, frozen=True):
    """What is exported. `subtitle` says region, period and date of the prices; `language` is es or en."""

    title: str
    subtitle: str
    language: str
    blocks: tuple[Block, ...]
    rate: Rate | None = None
    summary: str = ""
    """The name of the first sheet, where formats have sheets."""

    def tables(self) -> Iterator[Table]:
        """The tables in order."""
        return (block for block in self.blocks if isinstance(block, Table))

    def table(self, table_id: str) -> Table:
        """One table. Errors: KeyError."""
        for found in self.tables():
            if found.id == table_id:
                return found
        raise KeyError(table_id)


class GivenUpError(Exception):
    """Raised by what hears of progress when nobody waits for the document any more; nothing is then written."""


class Pace:
    """Counts the rows a writer has written and says so, to `told` (done, total), every few hundred."""

    EVERY = 256

    def __init__(self, told: Callable[[int, int], None] | None = None, document: Document | None = None) -> None:
        self._told, self._done = told, 0
        self._total = sum(len(table.rows) for table in document.tables()) if document is not None else 0

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows of a table, counted as they are taken. Errors: those of `told`."""
        for row in table.rows:
            if self._told is not None and self._done % self.EVERY == 0:
                self._told(self._done, self._total)
            self._done += 1
            yield row


def one_line(text: str) -> str:
    """Text without line ends, tabs or invisible characters, which would break a row."""
    easy = _EASY.fullmatch(text)  # most texts; asking about each character is slow over a long fleet
    plain = text if easy else "".join(char if showable(char) else " " for char in text)
    return (re.sub(" +", " ", plain) if "  " in plain else plain).strip(" ")


def inert(text: str) -> str:
    """Text a spreadsheet will not take for a formula: an apostrophe goes before = + - @ at its beginning."""
    return f"'{text}" if text.lstrip()[:1] in ("=", "+", "-", "@", "＝", "＋", "－", "＠") else text
