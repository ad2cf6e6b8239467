"""Which input moves the total most, the price of one more unit, and totals of uncertain inputs."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import NamedTuple

from models.cost.ops import np
from models.cost.questions.setting import SCANNED, Setting
from models.cost.workload import bounds


class Swing(NamedTuple):
    """What a change of one input by a share either way does to the total, USD a month."""

    input_name: str
    low: float
    """Total with the input lowered."""
    high: float
    """Total with the input raised."""
    elasticity: float
    """Percent of total for each percent of input, both ways together; 0 for an input that does not matter."""

    @property
    def width(self) -> float:
        """USD between both."""
        return abs(self.high - self.low)


def sensitivity(
    service: str, setting: Setting, share: float = 0.1, inputs: tuple[str, ...] = SCANNED
) -> tuple[Swing, ...]:
    """Move each input by `share` (0.1 = 10 %) down and up, inside its bounds; widest swing first.

    Inputs at zero do not move. A side that does not fit counts as the present total.
    """
    base = float(setting.cost(service))
    found = []
    for name in inputs:
        now = float(getattr(setting.workload, name))
        low_bound, high_bound, _ = bounds(name)
        ends = np().clip(np().array([now * (1.0 - share), now * (1.0 + share)]), low_bound, high_bound)
        low, high = (
            float(value) if np().isfinite(value) else base for value in setting.cost(service, **{name: ends})
        )
        moved = (ends[1] - ends[0]) / now if now > 0.0 else 0.0
        elastic = (high - low) / base / moved if moved > 0.0 and base > 0.0 else 0.0
        found.append(Swing(name, low, high, float(elastic)))
    return tuple(sorted(found, key=lambda swing: -swing.width))


def marginal(service: str, setting: Setting, input_name: str = "amount", step: float = 1.0) -> float:
    """USD a month that `step` more of an input adds (steps such as one more server included)."""
    now = float(getattr(setting.workload, input_name))
    both = setting.cost(service, **{input_name: np().array([now, now + step])})
    return float(both[1] - both[0])


class Range(NamedTuple):
    """A total with uncertain inputs, USD a month; inf where the worst case does not fit."""

    low: float
    expected: float
    high: float


def cost_range(service: str, setting: Setting, uncertain: Mapping[str, tuple[float, float]]) -> Range:
    """The lowest and highest total over every combination of the ends of the uncertain inputs.

    `uncertain`: input -> (low, high). The expected value is the workload as it stands. Errors: WorkloadError.
    """
    names = list(uncertain)
    corners = list(product(*(uncertain[name] for name in names)))
    columns = {name: np().array([corner[i] for corner in corners]) for i, name in enumerate(names)}
    totals = setting.cost(service, **columns)
    expected = float(setting.cost(service))
    return Range(min(float(totals.min()), expected), expected, max(float(totals.max()), expected))
