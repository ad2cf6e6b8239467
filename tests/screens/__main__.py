"""`python -m tests.screens OUT [--only TEXT]`: pictures of every tab and state, no display needed.

Every language, every theme, 1280×800 and 1920×1080; the first state of each tab at 200 % text as well.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path


def main(argv: list[str]) -> int:
    """Grab every picture into the folder asked for; exit code 1 when a tab could not be shown."""
    parser = argparse.ArgumentParser(prog="python -m tests.screens", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="grab only pictures whose name contains this text")
    arguments = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["COMPUTE_ATLAS_HOME"] = home
        from tests.screens.grab import grab_all

        return grab_all(arguments.out, arguments.only)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
