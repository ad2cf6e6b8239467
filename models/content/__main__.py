"""`python -m models.content`: validates every data file and names file and place of each problem."""

from __future__ import annotations

import sys

from models.content.checks import check_all


def main() -> int:
    """Print each problem on one line; exit code 1 when there is any."""
    problems = check_all()
    for problem in problems:
        print(f"resources/{problem.file}: {problem.place}: {problem.problem}")
    print(f"{len(problems)} problems" if problems else "content is complete")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
