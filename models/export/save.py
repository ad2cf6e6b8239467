"""Writing a document to a file, in the format its name ends in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.errors import InputError
from models.export.csv_text import PLAIN, Dialect, to_csv
from models.export.document import Document, GivenUpError, Pace
from models.export.text import to_html, to_markdown, to_plain
from models.export.xlsx import to_xlsx
from models.state.files import write_atomic

__all__ = ["GivenUpError", "save", "write"]
Told = Callable[[int, int], None]
Writer = Callable[[Document, Pace], bytes]
WRITERS: dict[str, Writer] = {
    ".xlsx": to_xlsx,
    ".csv": lambda document, pace: to_csv(document, PLAIN, pace),
    ".md": lambda document, pace: to_markdown(document, pace).encode(),
    ".html": lambda document, pace: to_html(document, pace).encode(),
    ".txt": lambda document, pace: to_plain(document, pace).encode(),
}
"""A writer for each ending, in the order a dialog offers them."""


def write(document: Document, ending: str, dialect: Dialect = PLAIN, told: Told | None = None) -> bytes:
    """The bytes of a document in the format of an ending such as ".csv". Errors: InputError for another ending.

    `told` hears of the rows written, of how many; what it raises ends the writing (GivenUpError, to cancel).
    """
    writer = WRITERS.get(ending.lower())
    if writer is None:
        raise InputError("export.error.format", ending=ending, known=", ".join(WRITERS))
    pace = Pace(told, document)
    return to_csv(document, dialect, pace) if ending.lower() == ".csv" else writer(document, pace)


def save(document: Document, path: Path, dialect: Dialect = PLAIN, told: Told | None = None) -> None:
    """Write a file, whole or not at all. Errors: InputError, those of `told`; what stood there then still does."""
    data = write(document, path.suffix, dialect, told)
    if told is not None:
        told(1, 1)
    try:
        write_atomic(path, data)
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise InputError("export.error.unwritable", file=str(path), why=why) from None
