"""`python main.py estimate SCENARIO [--json]`: where the program finds the terminal answer.

The answer tells durations too, which stand above the costs in the order of the models, so it lives there.
"""

from __future__ import annotations

from importlib import import_module
from typing import TextIO


def estimate_main(argv: list[str], out: TextIO) -> int:
    """Answer `estimate` on `out` and return the exit code: 0, or 2 with one line on standard error."""
    code: int = import_module("models.duration.terminal").estimate_main(argv, out)
    return code
