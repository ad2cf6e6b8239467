"""Compute Atlas: `python main.py` opens the window; `show`, `estimate`, `--help`, `--version` answer in text.

Imports nothing heavy: a terminal answer never loads Qt, and a window never waits for what it does not show.
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

QUICK: tuple[list[str], ...] = ([], ["--exit-after-first-paint"])


def main(argv: list[str]) -> int:
    """Answer in the terminal or open the window; returns the exit code."""
    # Python's default, also where the environment turned it off: without compiled modules every start of the
    # window would compile the whole application again, a sixth of its time.
    sys.dont_write_bytecode = False
    try:
        from models.cli import WindowRequest, answer, complain
    except ModuleNotFoundError as error:
        return not_installed(error)

    request = WindowRequest(exit_after_first_paint=bool(argv)) if argv in QUICK else answer(argv)
    if isinstance(request, int):
        return request
    from ui import early

    trouble = early.problem()
    if trouble is None:
        try:
            from ui.app import Options, run
        except ImportError as error:
            trouble = early.library_problem(error)
            if trouble is None:
                raise
        else:
            wanted = (request.language, request.theme, request.exit_after_first_paint)
            _leave(run(Options(*wanted, request.page, request.scenario)))
    key, args = trouble
    return complain(request.language, key, **args)


def _leave(code: int) -> NoReturn:
    """End the process at once: everything is saved, and taking Qt apart at interpreter exit only costs time."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a window started without a console has none
            stream.flush()
    os._exit(code)


def not_installed(error: ModuleNotFoundError) -> int:
    """The packages were never installed: say so in every language, since choosing one takes a package too."""
    import json

    from models import assets

    package = (error.name or "").partition(".")[0]
    if package in ("", "models", "ui"):
        raise error
    texts = [json.loads(assets.read_text(f"i18n/{name}/early.json")) for name in assets.names("i18n")]
    print(" / ".join(text["early.not_installed"].format(package=package) for text in texts), file=sys.stderr)
    return 2


def start() -> int:
    """Run with the process's own arguments; what the installed `compute-atlas` command calls."""
    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(start())
