"""The terminal: what `python main.py` answers without a window, in either language, with no Qt loaded."""

from __future__ import annotations

import locale
import os
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, NoReturn

import msgspec

from models.errors import AppError
from models.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    import argparse

VERSION = "0.1.0"
EXIT_USAGE = 2


class WindowRequest(msgspec.Struct, frozen=True):
    """The command line asks for the window."""

    language: str | None = None
    theme: str | None = None
    exit_after_first_paint: bool = False
    page: str | None = None


def system_language() -> str:
    """The terminal's language: the first of LC_ALL, LC_MESSAGES, LANG that names one of ours, else Spanish."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "")[:2].lower()
        if code in LANGUAGES:
            return code
    code = (locale.getlocale()[0] or "")[:2].lower()
    return code if code in LANGUAGES else LANGUAGES[0]


def say(language: str | None, key: str, **args: object) -> str:
    """One text for the terminal."""
    return Texts(language or system_language()).t(key, **args)


def answer(argv: list[str]) -> int | WindowRequest:
    """Exit code of a terminal answer, or what window to open."""
    if argv and argv[0] == "estimate" and not {"-h", "--help"} & set(argv[1:]):
        from models.cost.cli import estimate_main

        return estimate_main(argv[1:], sys.stdout)
    arguments = _parser(_language_of(argv)).parse_args(argv)
    try:
        if arguments.command == "show":
            return _show(arguments)
    except AppError as error:
        print(Texts(arguments.lang or system_language()).error(error), file=sys.stderr)
        return EXIT_USAGE
    return WindowRequest(arguments.lang, arguments.theme, arguments.exit_after_first_paint, arguments.page)


def _show(arguments: argparse.Namespace) -> int:
    from models.content.catalog import Catalog
    from models.content.display import Display
    from models.content.page import build_page
    from models.content.terminal import page_text
    from models.cost.price_book import load_price_book, regions

    texts = Texts(arguments.lang or system_language())
    catalog = Catalog()
    if not catalog.has(arguments.page_id):
        known = ", ".join(page.id for page in catalog.pages())
        print(texts.t("cli.no_page", page=arguments.page_id, pages=known), file=sys.stderr)
        return EXIT_USAGE
    if arguments.region not in regions():
        known = ", ".join(regions())
        print(texts.t("cli.no_region", region=arguments.region, regions=known), file=sys.stderr)
        return EXIT_USAGE
    display = Display(catalog, texts, lambda: load_price_book(arguments.region))
    print(page_text(build_page(display, arguments.page_id), display, arguments.region, arguments.width))
    return 0


def _language_of(argv: list[str]) -> str:
    """The language asked for anywhere in `argv`, so that even --help answers in it."""
    for option, value in pairwise(argv):
        if option == "--lang" and value in LANGUAGES:
            return value
    return system_language()


def _parser(language: str) -> argparse.ArgumentParser:
    import argparse

    t = Texts(language).t

    class Parser(argparse.ArgumentParser):
        def error(self, message: str) -> NoReturn:
            """One line with what to do, not argparse's usage block."""
            self.exit(EXIT_USAGE, f"{t('cli.usage_error', problem=message)}\n")

    parser = Parser(prog="main.py", description=t("cli.description"), add_help=False)
    parser.add_argument("-h", "--help", action="help", help=t("cli.help"))
    parser.add_argument("--version", action="version", version=f"compute-atlas {VERSION}", help=t("cli.version"))
    parser.add_argument("--lang", choices=LANGUAGES, help=t("cli.lang"))
    parser.add_argument("--theme", choices=("light", "dark", "projector"), help=t("cli.theme"))
    parser.add_argument("--page", metavar="PAGE", help=t("cli.page"))
    parser.add_argument("--exit-after-first-paint", action="store_true", help=t("cli.first_paint"))
    commands = parser.add_subparsers(dest="command", title=t("cli.commands"), metavar="")
    show = commands.add_parser("show", help=t("cli.show"), description=t("cli.show"), add_help=False)
    show.add_argument("page_id", metavar="PAGE", help=t("cli.show_page"))
    show.add_argument("-h", "--help", action="help", help=t("cli.help"))
    show.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=t("cli.lang"))
    show.add_argument("--region", default="us-east-1", metavar="REGION", help=t("cli.region"))
    show.add_argument("--width", type=int, default=80, metavar="N", help=t("cli.width"))
    commands.add_parser("estimate", help=t("cli.estimate"), add_help=False)
    return parser
