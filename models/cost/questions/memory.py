"""The Lambda memory that is cheapest or fastest, from measurements or from a model of the duration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from models.cost.ops import np
from models.cost.questions.setting import Setting


class Point(NamedTuple):
    """One memory size: MB, seconds of one invocation, USD a month."""

    memory_mb: float
    duration_s: float
    cost: float


class Tuning(NamedTuple):
    """Memory sizes compared: every point, the cheapest, the fastest, and the best product of both."""

    points: tuple[Point, ...]
    cheapest: Point
    fastest: Point
    balanced: Point


def tune(setting: Setting, measured: Sequence[tuple[float, float]]) -> Tuning:
    """Compare measured (memory MB, duration s) pairs, such as a power-tuning run gives.

    On equal cost the faster size wins, on equal time the cheaper. Errors: ValueError without measurements.
    """
    if not measured:
        raise ValueError("no measurements")
    numpy = np()
    memory = numpy.array([float(pair[0]) for pair in measured])
    seconds = numpy.array([float(pair[1]) for pair in measured])
    return _compare(setting, memory, seconds)


def tune_model(setting: Setting, waiting_s: float, cpu_s: float, parallel: float = 1.0) -> Tuning:
    """Compare every memory size for work that waits `waiting_s` and needs `cpu_s` seconds of one full vCPU.

    The CPU part runs at the vCPU the memory gives, up to `parallel` of them (how far the code spreads). One point
    for each step of 64 MB between the smallest and the largest memory.
    """
    numpy, limits = np(), setting.known()
    low, high = limits.value("lambda.min_memory"), limits.value("lambda.max_memory")
    memory = numpy.arange(low, high + 1.0, 64.0)
    vcpu = numpy.minimum(memory / limits.value("lambda.memory_per_vcpu"), parallel)
    return _compare(setting, memory, waiting_s + cpu_s / vcpu)


def _compare(setting: Setting, memory: Any, seconds: Any) -> Tuning:
    numpy = np()
    cost = setting.cost("lambda", memory_mb=memory, duration_s=seconds)
    points = tuple(Point(*(float(value) for value in row)) for row in zip(memory, seconds, cost, strict=True))
    fits = [point for point in points if numpy.isfinite(point.cost)] or list(points)
    return Tuning(
        points,
        min(fits, key=lambda point: (point.cost, point.duration_s)),
        min(fits, key=lambda point: (point.duration_s, point.cost)),
        min(fits, key=lambda point: point.duration_s * point.cost),
    )
