"""The terminal: what `python main.py` answers without a window, in either language, with no Qt loaded."""

from __future__ import annotations

import os
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import msgspec

from models.errors import AppError
from models.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    import argparse

VERSION = "0.1.0"
EXIT_FAILED = 1
EXIT_USAGE = 2
WITH_VALUE = ("--lang", "--theme", "--page")  # options of the window that take the next word


class WindowRequest(msgspec.Struct, frozen=True):
    """The command line asks for the window."""

    language: str | None = None
    theme: str | None = None
    exit_after_first_paint: bool = False
    page: str | None = None
    scenario: str | None = None


def system_language() -> str:
    """The terminal's language: the first of LC_ALL, LC_MESSAGES, LANG that names one of ours, else Spanish."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "")[:2].lower()
        if code in LANGUAGES:
            return code
    import locale  # costs the start some milliseconds and is rarely needed

    code = (locale.getlocale()[0] or "")[:2].lower()
    return code if code in LANGUAGES else LANGUAGES[0]


def complain(language: str | None, key: str, **args: object) -> int:
    """Say on standard error, in one line, why there is no answer; returns the exit code."""
    from models import streams

    streams.forgive()
    print(Texts(language or system_language()).t(key, **args), file=sys.stderr)
    return EXIT_USAGE


def answer(argv: list[str]) -> int | WindowRequest:
    """Exit code of a terminal answer, or what window to open. A reader that stops reading is no error."""
    from models import streams

    streams.forgive()
    try:
        request = _answer(argv)
        if isinstance(request, int) and sys.stdout is not None:
            sys.stdout.flush()
        return request
    except OSError as error:
        if error.filename is not None:  # not about writing the answer
            raise
        streams.abandon_output()
        if error.errno in streams.READER_LEFT:
            return 0
        complain(_language_of(argv), "cli.write_failed", why=error.strerror or str(error))
        return EXIT_FAILED


def _answer(argv: list[str]) -> int | WindowRequest:
    language = _language_of(argv)
    command = _command_at(argv)
    scenario = _scenario_at(argv, command)
    if scenario is not None:
        argv = [*argv[:command], *argv[command + 1 :]]
    try:
        if argv[command : command + 1] == ["estimate"]:
            _parser(language).parse_args(argv[:command])  # what stands before the command is ours to check
            return _estimate(["--lang", language, *argv[command + 1 :]])
        arguments = _parser(language).parse_args(argv)
        if arguments.command == "show":
            return _show(arguments)
        if arguments.page is not None and not _page_exists(arguments.page, Texts(language)):
            return EXIT_USAGE
    except SystemExit as end:  # argparse has already said why
        return end.code if isinstance(end.code, int) else 0
    except AppError as error:
        print(Texts(language).error(error), file=sys.stderr)
        return EXIT_USAGE
    wanted = (arguments.lang, arguments.theme, arguments.exit_after_first_paint, arguments.page)
    return WindowRequest(*wanted, scenario)


def _command_at(argv: list[str]) -> int:
    """The position of the command's name; past the end when there is none."""
    position = 0
    while position < len(argv) and argv[position].startswith("-"):
        position += 2 if argv[position] in WITH_VALUE else 1
    return position


def _scenario_at(argv: list[str], position: int) -> str | None:
    """The scenario file named where a command would stand: what ends like one; no command does."""
    word = next(iter(argv[position : position + 1]), "")
    return word if word.lower().endswith(".json") else None


def _estimate(argv: list[str]) -> int:
    """Answer `estimate`, which has its own arguments. Written at once: a closed pipe is met in one place."""
    from io import StringIO

    from models.duration.terminal import estimate_main

    out = StringIO()
    code = estimate_main(argv, out, beside=_beside)
    print(out.getvalue(), end="")
    return code


def _beside(*question: Any) -> None:
    """Answer for two scenarios; read only when asked for."""
    from models.scenario.terminal import answer_pair

    answer_pair(*question)


def _show(arguments: argparse.Namespace) -> int:
    from models.content.catalog import Catalog
    from models.content.display import Display
    from models.content.page import build_page
    from models.content.terminal import page_text
    from models.cost.price_book import load_price_book, regions

    texts = Texts(arguments.lang or system_language())
    if not _page_exists(arguments.page_id, texts):
        return EXIT_USAGE
    if arguments.region not in regions():
        known = ", ".join(regions())
        print(texts.t("cli.no_region", region=arguments.region, regions=known), file=sys.stderr)
        return EXIT_USAGE
    display = Display(Catalog(), texts, lambda: load_price_book(arguments.region))
    print(page_text(build_page(display, arguments.page_id), display, arguments.region, arguments.width))
    return 0


def _page_exists(page_id: str, texts: Texts) -> bool:
    """Whether there is such a page; says which ones there are when not."""
    from models.content.catalog import Catalog

    catalog = Catalog()
    if catalog.has(page_id):
        return True
    known = ", ".join(page.id for page in catalog.pages())
    print(texts.t("cli.no_page", page=page_id, pages=known), file=sys.stderr)
    return False


def _language_of(argv: list[str]) -> str:
    """The language asked for anywhere in `argv`, so that even --help and a complaint come in it."""
    for option, value in pairwise([*argv, ""]):
        name, _, joined = option.partition("=")
        if name == "--lang" and (joined or value) in LANGUAGES:
            return joined or value
    return system_language()


def _parser(language: str) -> argparse.ArgumentParser:
    import argparse

    from models.arguments import at_least, parser_class
    from models.content.terminal import NARROWEST

    t = Texts(language).t
    parser = parser_class(t)(prog="main.py", description=t("cli.description"))
    parser.add_argument("--version", action="version", version=f"compute-atlas {VERSION}", help=t("cli.version"))
    parser.add_argument("--lang", choices=LANGUAGES, help=t("cli.lang"))
    parser.add_argument("--theme", choices=("light", "dark", "projector"), help=t("cli.theme"))
    page = t("cli.page_name")
    parser.add_argument("--page", metavar=page, help=t("cli.page"))
    parser.epilog = t("cli.scenario")
    parser.add_argument("--exit-after-first-paint", action="store_true", help=t("cli.first_paint"))
    commands = parser.add_subparsers(dest="command", title=t("cli.commands"), metavar=t("cli.command_name"))
    show = commands.add_parser("show", help=t("cli.show"), description=t("cli.show"))
    show.add_argument("page_id", metavar=page, help=t("cli.show_page"))
    show.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=t("cli.lang"))
    show.add_argument("--region", default="us-east-1", metavar="REGION", help=t("cli.region"))
    show.add_argument(
        "--width", type=at_least(NARROWEST, t), default=80, metavar="N", help=t("cli.width", lowest=NARROWEST)
    )
    commands.add_parser("estimate", help=t("cli.estimate"))
    return parser
