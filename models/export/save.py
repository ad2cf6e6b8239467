"""Writing a document to a file, in the format its name ends in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.errors import InputError
from models.export.csv_text import Dialect, to_csv
from models.export.document import Document
from models.export.text import to_html, to_markdown, to_plain
from models.export.xlsx import to_xlsx
from models.state.files import write_atomic

WRITERS: dict[str, Callable[[Document], bytes]] = {
    ".xlsx": to_xlsx,
    ".csv": to_csv,
    ".md": lambda document: to_markdown(document).encode(),
    ".html": lambda document: to_html(document).encode(),
    ".txt": lambda document: to_plain(document).encode(),
}
"""A writer for each ending, in the order a dialog offers them."""


def write(document: Document, ending: str, dialect: Dialect | None = None) -> bytes:
    """The bytes of a document in the format of an ending such as ".csv". Errors: InputError for another ending."""
    writer = WRITERS.get(ending.lower())
    if writer is None:
        raise InputError("export.error.format", ending=ending, known=", ".join(WRITERS))
    return to_csv(document, dialect) if dialect is not None and ending.lower() == ".csv" else writer(document)


def save(document: Document, path: Path, dialect: Dialect | None = None) -> None:
    """Write a file, whole or not at all. Errors: InputError; then what stood there still stands."""
    data = write(document, path.suffix, dialect)
    try:
        write_atomic(path, data)
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise InputError("export.error.unwritable", file=str(path), why=why) from None
