"""Rulers of the benchmarks. Nothing here is compared with a clock on the wall: every figure is a ratio.

Inside one process time is CPU time of the thread that paints, divided by the CPU time of a fixed loop run in the
same minute. A slower machine stretches both alike, and another program that takes the processor stretches neither.

Calibration, once, by hand: the empty six-tab window of the design's table starts in 110 ms on the reference
machine; measured side by side it takes 9.2 times as long as 200,000 turns of `_loop`. So 167,000 turns stand for
10 ms there, and a budget of 16 ms or 100 ms becomes 1.6 or 10 of these units.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable

TURNS = 167_000
UNIT_MS = 10.0
# The ruler itself spreads by a quarter when both processors are busy; the figures printed are bare.
TOLERANCE = 1.25


def _loop() -> int:
    total = 0
    for number in range(TURNS):
        total += number * number % 7
    return total


def cpu_ms(action: Callable[[], object]) -> float:
    """CPU milliseconds of this thread while `action` runs."""
    start = time.thread_time()
    action()
    return (time.thread_time() - start) * 1000


def unit_ms() -> float:
    """What ten milliseconds of the reference machine take here and now."""
    return statistics.median(cpu_ms(_loop) for _ in range(9))


def in_reference_ms(measured: float, unit: float) -> float:
    """Measured CPU milliseconds in milliseconds of the reference machine."""
    return measured / unit * UNIT_MS


def medians(rounds: Iterable[dict[str, float]]) -> dict[str, float]:
    """The median of each thing over several rounds of the same series."""
    taken = list(rounds)
    return {name: statistics.median(one[name] for one in taken) for name in taken[0]}


def worst(series: dict[str, float]) -> float:
    """The longest of a series."""
    return max(series.values())


def line(name: str, series: dict[str, float], budget: float) -> str:
    """One line of the report."""
    longest = max(series, key=lambda item: series[item])
    figures = f"median {statistics.median(series.values()):6.1f}  worst {series[longest]:6.1f} ({longest})"
    return f"{name:<20} {figures}  budget {budget:.0f} reference ms"
