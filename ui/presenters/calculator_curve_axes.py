"""The two scales of the curve: the input that lies along, log or linear, and cost or time upright. Qt-free."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from models import formats
from models.content.display import Display
from models.cost.ops import np
from models.duration.results import LEAST_SECONDS
from ui.presenters.calculator_map_axes import Axis
from ui.presenters.calculator_words import Words, span_text

Measure = Literal["cost", "time"]
LOG, LINEAR = "log", "linear"
SCALES = (LOG, LINEAR)
CENT = 0.01
LEAST: dict[str, float] = {"cost": CENT, "time": LEAST_SECONDS}
"""Below this (USD, seconds) a log scale turns into a short even stretch that ends at zero."""
ZERO = 0.5
"""How tall that stretch is, in decades."""
STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
# Where a log scale begins on inputs that are evenly spaced by themselves and may be zero.
_KNEES = {"gpu": 1.0, "image_versions": 1.0, "cold_start_share": 0.01}
_UNITS = (("ms", 0.001), ("s", 1.0), ("min", 60.0), ("h", 3600.0), ("d", 86_400.0))
_CLOCK = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0)


class CurveChoice:
    """What the person chose for the curve. An input that a kind of workload lacks waits for one that has it."""

    def __init__(self) -> None:
        self._input = "amount"
        self._along: dict[str, str] = {}
        self._up: dict[str, str] = {}

    def input(self, known: Sequence[str]) -> str:
        """The chosen input, or the amount while the workload has no such input."""
        return self._input if self._input in known else "amount"

    def chosen(self) -> object:
        """Everything chosen so far; another choice is another value."""
        return self._input, tuple(self._along.items()), tuple(self._up.items())

    def choose(self, name: str) -> None:
        """Put an input on the lying axis."""
        self._input = name

    def along(self, axis: Axis) -> str:
        """The scale of an input: the one chosen for it, else the one it has on the map."""
        return self._along.get(axis.input_name, LINEAR if axis.knee == 0.0 else LOG)

    def choose_along(self, name: str, scale: str) -> None:
        """Choose the scale of an input."""
        self._along[name] = scale

    def up(self, measure: Measure) -> str:
        """The scale of cost or time: log unless chosen, for services lie decades apart."""
        return self._up.get(measure, LOG)

    def choose_up(self, measure: Measure, scale: str) -> None:
        """Choose the scale of cost or of time."""
        self._up[measure] = scale


def scaled(axis: Axis, scale: str) -> Axis:
    """The same input on another scale. Log from zero on begins with an even stretch up to the axis's knee."""
    if scale == LINEAR:
        return msgspec.structs.replace(axis, knee=0.0)
    if axis.knee > 0.0:
        return axis
    knee = math.inf if axis.low > 0.0 else _KNEES.get(axis.input_name, (axis.high - axis.low) / 100.0)
    return msgspec.structs.replace(axis, knee=knee)


class Upright(msgspec.Struct, frozen=True):
    """The upright scale from `low` to `high`: exponents of ten on a log scale, else the values themselves.

    `zero`: a log scale has a short stretch below its least value, with nothing at all at its foot.
    """

    measure: Measure
    log: bool
    low: float
    high: float
    zero: bool = False

    def place(self, values: Any) -> Any:
        """Where values (an array of any shape, NaN allowed) stand, 0 to 1."""
        numpy = np()
        if self.log:
            least = LEAST[self.measure]
            short = numpy.minimum(values, least) / least - 1.0
            values = numpy.log10(numpy.maximum(values, least)) + ZERO * short
        return (values - self.low) / (self.high - self.low)


def upright(table: Any, measure: Measure, scale: str) -> Upright:
    """The scale that holds a table of values (NaN: none), in quiet steps so that it stands while values move."""
    numpy = np()
    values = table[numpy.isfinite(table)]
    least = LEAST[measure]
    small, great = (float(values.min()), float(values.max())) if values.size else (least, 1000.0)
    if scale == LINEAR:
        return Upright(measure, False, 0.0, _above(max(great, least)))
    zero = small < least * (1.0 - 1e-9)
    low = _quarter(math.log10(max(small, least))) - (ZERO if zero else 0.0)
    high = -_quarter(-math.log10(max(great, least)) - 0.02)
    return Upright(measure, True, low, max(high, low + 1.0), zero)


def _quarter(exponent: float) -> float:
    """The next quarter of a decade at or below."""
    return math.floor(exponent * 4.0 + 1e-9) / 4.0


def _above(value: float) -> float:
    """The next round value above, with a little air."""
    size = 10.0 ** math.floor(math.log10(value * 1.02))
    return float(f"{next(step for step in STEPS if step * size >= value * 1.02) * size:.9g}")


class UprightWords:
    """Cost and time at the axis and in full, in the current language."""

    def __init__(self, display: Display) -> None:
        self._words, self._texts = Words(display), display.texts

    def ticks(self, scale: Upright) -> tuple[tuple[float, str], ...]:
        """(place, words) of the values that carry a figure, ascending; the chart leaves out what collides."""
        values = _marks(scale) if scale.log else _even(scale)
        places = scale.place(np().asarray(values)).tolist()
        inside = [(at, y) for at, y in zip(places, values, strict=True) if -1e-9 <= at <= 1.0 + 1e-9]
        return tuple((at, self.mark(scale.measure, y)) for at, y in inside)

    def mark(self, measure: Measure, value: float) -> str:
        """A value as short as the axis writes it."""
        language = self._texts.language
        if value == 0.0:
            return formats.number(0.0, language)
        if measure == "time":
            return span_text(value, self._words)
        if value >= 1e6:
            return formats.compact(value, language)
        return formats.number(float(f"{value:.3g}"), language)


def _marks(scale: Upright) -> list[float]:
    """Values for a log scale: decades, or round times; finer ones where few."""
    decades = [10.0**power for power in range(math.ceil(math.log10(LEAST[scale.measure]) - 1e-9), 16)]
    if scale.measure == "time":
        decades = [y for y in decades if y < 60.0] + [60.0, 600.0, 3600.0, 36_000.0]
        decades += [86_400.0 * 10.0**power for power in range(8)]
    places = scale.place(np().asarray(decades)).tolist()
    few = sum(-1e-9 <= at <= 1.0 + 1e-9 for at in places) < 3
    if few and scale.measure == "cost":
        decades = [part * y for y in decades for part in (1.0, 2.0, 5.0)]
    elif few:
        decades = sorted({part * size for _, size in _UNITS for part in _CLOCK if _is_plain(part, size)})
    return [0.0, *decades] if scale.zero else decades


def _is_plain(part: float, size: float) -> bool:
    """Whether so many of a unit are written in that unit."""
    return part < {0.001: 1000.0, 1.0: 60.0, 60.0: 60.0, 3600.0: 24.0, 86_400.0: 1e9}[size]


def _even(scale: Upright) -> list[float]:
    """Even values from zero: 1, 2 or 5 of a power of ten of the unit people would use at the top."""
    unit = 1.0
    if scale.measure == "time":
        unit = next((size for _, size in reversed(_UNITS) if scale.high >= 2.0 * size), 0.001)
    high = scale.high / unit
    step = 10.0 ** math.floor(math.log10(high / 3.0))
    step *= next(part for part in (5.0, 2.0, 1.0) if high / (step * part) >= 3.0)
    return [float(f"{unit * step * i:.9g}") for i in range(math.floor(high / step + 1e-9) + 1)]
