"""The command line parser of the application: `argparse`, but in the person's language and with one-line errors.

`argparse` speaks English only. Its complaints are few and stable, so each is recognised and said anew; one that
is not recognised is passed on as it is.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

EXIT_USAGE = 2
COMPLAINTS = (
    ("cli.unknown_argument", r"unrecognized arguments: (?P<given>.+)"),
    ("cli.missing_argument", r"the following arguments are required: (?P<name>.+)"),
    (
        "cli.not_a_choice",
        r"argument (?P<name>[^:]+): invalid choice: (?P<given>.+?) \(.*?choose from (?P<choices>.+)\)",
    ),
    ("cli.needs_value", r"argument (?P<name>[^:]+): expected (?:one|at least one|\d+) arguments?"),
    ("cli.not_a_number", r"argument (?P<name>[^:]+): invalid \w+ value: (?P<given>.+)"),
    ("cli.about_argument", r"argument (?P<name>[^:]+): (?P<problem>.+)"),
)
Translate = Callable[..., str]


def parser_class(t: Translate) -> type[argparse.ArgumentParser]:
    """A class of parsers that take their words from `t` (the `t` of `Texts`), `-h` and `--help` included."""

    class Formatter(argparse.HelpFormatter):
        def add_usage(
            self,
            usage: str | None,
            actions: Iterable[argparse.Action],
            groups: Iterable[argparse._MutuallyExclusiveGroup],
            prefix: str | None = None,
        ) -> None:
            super().add_usage(usage, actions, groups, t("cli.usage") + " " if prefix is None else prefix)

    class Parser(argparse.ArgumentParser):
        def __init__(self, **options: Any) -> None:
            super().__init__(add_help=False, allow_abbrev=False, formatter_class=Formatter, **options)
            self._positionals.title = t("cli.arguments")
            self._optionals.title = t("cli.options")
            self.add_argument("-h", "--help", action="help", help=t("cli.help"))

        def error(self, message: str) -> NoReturn:
            """End with one line that says what to do, without argparse's usage block."""
            self.exit(EXIT_USAGE, t("cli.usage_error", problem=said_anew(message, t)) + "\n")

    return Parser


def said_anew(message: str, t: Translate) -> str:
    """A complaint of argparse in the language of `t`."""
    for key, pattern in COMPLAINTS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return t(key, **found.groupdict())
    return message


def at_least(lowest: int, t: Translate) -> Callable[[str], int]:
    """A converter of whole numbers from `lowest` up, for `add_argument(type=…)`."""

    def convert(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = lowest - 1
        if number < lowest:
            raise argparse.ArgumentTypeError(t("cli.too_small", given=text, lowest=lowest))
        return number

    return convert
