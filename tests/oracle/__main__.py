"""`python -m tests.oracle [EXAMPLES MAPPINGS]`: replay worked examples; exit code 1 when a figure disagrees."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.oracle.replay import EXAMPLES, MAPPINGS, replay


def main(argv: list[str]) -> int:
    """Print every figure, then a summary. Exit code 0 when everything agrees, 1 when not, 2 for wrong use."""
    if len(argv) not in (0, 2):
        print("usage: python -m tests.oracle [EXAMPLES MAPPINGS]", file=sys.stderr)
        return 2
    examples, mappings = (Path(argv[0]), Path(argv[1])) if argv else (EXAMPLES, MAPPINGS)
    report = replay(examples, mappings)
    for one in report.outcomes:
        mark = "ok  " if one.agrees else "FAIL"
        said = one.problem or f"{one.found:.9g}"
        print(f"{mark} {one.entry} {one.figure}: expected {one.expected:.9g} ± {one.tolerance:.2g}, engine {said}")
    for entry, reason in report.left_out.items():
        print(f"left out {entry}: {reason}")
    for entry in report.unmapped:
        print(f"no mapping {entry}")
    agreed = len(report.outcomes) - len(report.failures)
    print(f"{agreed} of {len(report.outcomes)} figures agree; {len(report.left_out)} entries left out")
    return 1 if report.failures or report.unmapped else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
