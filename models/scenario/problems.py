"""What is wrong with something a person gave: file, place and reason, in words without a language."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import msgspec

from models.errors import InputError
from models.texts import Message

LONGEST_QUOTE = 60
LONGEST_PATH = 300
_JOINERS = "\u200c\u200d"  # hold letters and emoji together; all other invisible characters are refused


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong. `place`: a JSON path, a Message (line and column), or empty for the whole file."""

    place: str | Message
    what: Message


class FileError(InputError):
    """Something given cannot be used. `file` is its name as shown; `problems` has everything found, first to last.

    The text tells the first problem and how many more there are.
    """

    def __init__(self, file: str | Message, problems: Sequence[Problem]) -> None:
        first, others = problems[0], len(problems) - 1
        more = Message("scenario.error.more", {"count": others}) if others else ""
        file = file if isinstance(file, Message) else _path(file)
        args = {"file": file, "place": first.place, "problem": first.what, "more": more}
        key = "scenario.error.at" if first.place else "scenario.error.whole"
        super().__init__(key, f"{file}: {first.place}: {first.what.key} {first.what.args}", **args)
        self.file = file
        self.problems = tuple(problems)


def fail(file: str | Message, key: str, place: str | Message = "", **args: object) -> FileError:
    """The error for one problem; `key` is the part after `scenario.problem.`."""
    return FileError(file, (problem(place, key, **args),))


def problem(place: str | Message, key: str, **args: object) -> Problem:
    """A problem of this package's catalogue; quoted text is made safe to show."""
    return Problem(place, Message(f"scenario.problem.{key}", {name: _safe(value) for name, value in args.items()}))


def why(error: OSError) -> str:
    """What the system says about a file, as short text."""
    return quote(error.strerror or str(error))


def quote(text: str) -> str:
    """Text of a stranger, short and without characters that cannot be shown."""
    short = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
    return "".join(char if showable(char) else "�" for char in short)


def _path(name: str) -> str:
    """A file's path as it can be shown: its end, when it is very long."""
    short = name if len(name) <= LONGEST_PATH else "…" + name[1 - LONGEST_PATH :]
    return "".join(char if showable(char) else "�" for char in short)


def showable(char: str) -> bool:
    """Whether a character is plain text: no control, no direction mark, no half of a surrogate pair."""
    return char in _JOINERS or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")


def _safe(value: object) -> object:
    return quote(value) if isinstance(value, str) else value
