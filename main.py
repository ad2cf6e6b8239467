"""Compute Atlas: `python main.py` opens the window; `show`, `estimate`, `--help`, `--version` answer in text.

Imports nothing heavy: a terminal answer never loads Qt, and a window never waits for what it does not show.
"""

from __future__ import annotations

import sys

QUICK = ([], ["--exit-after-first-paint"])


def main(argv: list[str]) -> int:
    """Answer in the terminal or open the window; returns the exit code."""
    from models.cli import WindowRequest, answer, say

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
            return run(Options(request.language, request.theme, request.exit_after_first_paint, request.page))
    key, args = trouble
    print(say(request.language, key, **args), file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
