"""From an input to everything repainted, while a slider is dragged: milliseconds of the reference machine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.dragging import EXAMPLES, FIELDS
from tests.benchmarks.measuring import TOLERANCE

pytestmark = pytest.mark.benchmark
ROOT = Path(__file__).resolve().parents[2]
ATTEMPTS = 3
BUDGETS = {"p95": 16.0, "longest": 50.0}
DRAGS = tuple(f"{example}, {field}" for example in EXAMPLES for field in FIELDS)


def _figures(taken: list[float]) -> dict[str, float]:
    moves = sorted(taken)
    return {"p95": moves[int(len(moves) * 0.95)], "longest": moves[-1]}


def _measure() -> dict[str, dict[str, float]]:
    command = [sys.executable, "-m", "tests.benchmarks.dragging"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, list[float]] = json.loads(done.stdout)
    return {name: _figures(taken) for name, taken in found.items()}


def _within(figures: dict[str, float], factor: float) -> bool:
    return all(figures[figure] <= budget * factor for figure, budget in BUDGETS.items())


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, float]]:
    """Each figure of each drag at its least of three sessions; one that fits every budget is enough."""
    best = _measure()
    for _ in range(ATTEMPTS - 1):
        if all(_within(figures, 1.0) for figures in best.values()):
            break
        again = _measure()
        best = {
            name: {figure: min(figures[figure], again[name][figure]) for figure in BUDGETS}
            for name, figures in best.items()
        }
    return best


@pytest.mark.parametrize("name", DRAGS)
def test_a_drag_keeps_the_frame(
    name: str, measured: dict[str, dict[str, float]], capsys: pytest.CaptureFixture[str]
) -> None:
    figures = measured[name]
    with capsys.disabled():
        told = "  ".join(f"{figure} {figures[figure]:5.1f} of {budget:.0f}" for figure, budget in BUDGETS.items())
        print(f"\ndrag {name:<28} {told} reference ms", end="")
    assert _within(figures, TOLERANCE), figures
