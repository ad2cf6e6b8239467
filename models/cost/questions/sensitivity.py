"""Which input moves the total most, and the price of one more unit."""

from __future__ import annotations

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
