"""Terminal streams that never fail: what a terminal cannot show is spelled plainly, a closed pipe ends quietly."""

from __future__ import annotations

import codecs
import errno
import os
import sys
import unicodedata
from io import TextIOWrapper

HANDLER = "compute-atlas-plain"
READER_LEFT = (errno.EPIPE, errno.EINVAL)  # what POSIX and what Windows say of a pipe nobody reads any more
# Typographic marks with a plain spelling that Unicode itself does not give.
SPELLED = '“" ”" «" »" ‘\' ’\' –- —- −- ·* •* ×x →-> ←<- ≤<= ≥>= ≈~ ≠!= ✓+ ✗- ¿ ¡'
PLAIN = str.maketrans({pair[0]: pair[1:] for pair in SPELLED.split()})


def plain(text: str) -> str:
    """`text` in ASCII: accents dropped, marks spelled, what is left replaced by `?`."""
    spelled = unicodedata.normalize("NFKD", text.translate(PLAIN))
    kept = "".join(letter for letter in spelled if not unicodedata.combining(letter))
    return kept.encode("ascii", "replace").decode("ascii")


def _spell(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain(error.object[error.start : error.end]), error.end


def forgive() -> None:
    """From now on standard output and error spell plainly what their encoding cannot show."""
    codecs.register_error(HANDLER, _spell)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            stream.reconfigure(errors=HANDLER)


def abandon_output() -> None:
    """Standard output is closed or full: what is still buffered goes nowhere, so that leaving is silent."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        sys.stdout = None  # no such file below: there is nothing left to flush to
