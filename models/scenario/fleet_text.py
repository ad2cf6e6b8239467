"""The lines of a CSV file of unknown origin: encoding, separator, quoting and line length, without trusting any.

Encodings: UTF-8 (with or without mark), UTF-16 with mark, else Windows-1252, line by line. A quoted field may go
on over at most twenty lines; one that never closes costs its own line only.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple

SEPARATORS = (",", ";", "\t")
LONGEST_LINE = 65_536
MOST_JOINED = 20


class Record(NamedTuple):
    """One row: the number of its first line, its cells, or a key under `scenario.problem` saying what is wrong."""

    line: int
    cells: list[str]
    wrong: str = ""


class Line(NamedTuple):
    """One line of text without its end; `text` is None for one too long to be a row."""

    number: int
    text: str | None


def lines(stream: IO[bytes]) -> Iterator[Line]:
    """The lines of a binary stream. Errors: OSError."""
    start = stream.read(3)
    stream.seek(0)
    wide = start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    encoding = "utf-16" if wide else "utf-8-sig"
    text = io.TextIOWrapper(stream, encoding, "replace" if wide else "surrogateescape", newline=None)
    number, skipping = 0, False
    try:
        while piece := text.readline(LONGEST_LINE):
            ended = piece.endswith("\n")
            if not skipping:
                number += 1
                whole = ended or len(piece) < LONGEST_LINE
                yield Line(number, _repaired(piece.rstrip("\n")) if whole else None)
            skipping = not ended and len(piece) == LONGEST_LINE
    finally:
        if not stream.closed:  # also when nobody asks for more lines: the stream is its owner's to close
            text.detach()


def _repaired(text: str) -> str:
    """Bytes that are not UTF-8 read as Windows-1252, what neither knows as the replacement mark."""
    if text.isascii() or not any("\udc80" <= char <= "\udcff" for char in text):
        return text
    return text.encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def records(source: Iterable[Line], separator: str) -> Iterator[Record]:
    """The rows of some lines; one that cannot be read says why and the next is read as if it were not there."""
    waiting: list[Line] = []
    queue = iter(source)
    while True:
        line = waiting.pop(0) if waiting else next(queue, None)
        if line is None:
            return
        if line.text is None:
            yield Record(line.number, [], "line_too_long")
            continue
        if not line.text.strip(f"{separator} \t"):
            continue
        cells = split(line.text, separator)
        if cells is None and line.text.count('"') % 2:
            cells = _joined(line.text, separator, waiting, queue)
        yield Record(line.number, cells or [], "" if cells is not None else "open_quote")


def _joined(text: str, separator: str, waiting: list[Line], queue: Iterator[Line]) -> list[str] | None:
    """The cells of a row whose quoted field goes on in the next lines; None when it does not close soon.

    Lines looked at in vain stay in `waiting`.
    """
    ahead: list[Line] = []
    for _ in range(MOST_JOINED):
        line = waiting.pop(0) if waiting else next(queue, None)
        if line is None:
            break
        ahead.append(line)
        text = f"{text}\n{line.text}"
        if line.text is None or len(text) > LONGEST_LINE:
            break
        cells = split(text, separator) if line.text.count('"') % 2 else None
        if cells is not None:
            return cells
    waiting[:0] = ahead
    return None


def split(text: str, separator: str) -> list[str] | None:
    """The cells of one row; None when its quotes are wrong."""
    if '"' not in text:
        return text.split(separator)
    try:
        pieces = [f"{piece}\n" for piece in text.split("\n")]
        rows = list(csv.reader(pieces, delimiter=separator, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None
