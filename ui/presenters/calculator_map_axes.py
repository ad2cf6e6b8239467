"""The axes of the map: which inputs they can be, how far they reach, where a value stands and how it is written.

A place on an axis is a number from 0 to 1; nothing else of the map knows about logarithms. Qt-free.
"""

from __future__ import annotations

import math
from typing import Any

import msgspec

from models import formats
from models.content.display import Display
from models.cost.limits import load_limits
from models.cost.workload import Workload, bounds
from ui.presenters import calculator_fields as fields
from ui.presenters.calculator_fields import BY_NAME, FIELDS, TIME, Field

# Inputs without a slider of their own: how far the axis goes, and the step from which it turns logarithmic
# (these inputs may be zero, which a plain log axis cannot show; 0 means evenly spaced).
_REACH: dict[str, tuple[float, float]] = {
    "storage_gb": (10_240.0, 1.0),
    "data_out_gb": (102_400.0, 1.0),
    "data_az_gb": (102_400.0, 1.0),
    "logs_gb": (10_240.0, 1.0),
    "request_kb": (102_400.0, 1.0),
    "response_kb": (102_400.0, 1.0),
    "gpu": (8.0, 0.0),
    "ephemeral_mb": (20_480.0, 128.0),
    "image_mb": (102_400.0, 10.0),
    "image_versions": (100.0, 0.0),
    "startup_s": (3600.0, 1.0),
    "init_s": (60.0, 0.1),
    "cold_start_share": (1.0, 0.0),
    "month_hours": (744.0, 0.0),
}
_TIMES = (0.001, 0.01, 0.1, 1.0, 10.0, 60.0, 600.0, 3600.0, 36_000.0, 360_000.0, 3_600_000.0)
EVEN_WHOLE = 24.0  # whole inputs up to this many values get a band each


class Axis(msgspec.Struct, frozen=True):
    """An input as an axis from `low` to `high` (base units). `knee` 0: even steps, inf: log, else log from there.

    A `whole` axis has a band for each whole number.
    """

    input_name: str
    low: float
    high: float
    knee: float
    whole: bool = False

    def value(self, place: Any) -> Any:
        """The value at a place, 0 to 1; a float or an array (any shape)."""
        low, high = self._ends()
        if self.knee == math.inf:
            found = low * (high / low) ** place
        elif self.knee > 0.0:
            found = low + self.knee * ((1.0 + (high - low) / self.knee) ** place - 1.0)
        else:
            found = low + (high - low) * place
        return (found + 0.5) // 1.0 if self.whole else found

    def place(self, value: float) -> float:
        """Where a value stands, 0 to 1; what lies outside stands at the end."""
        low, high = self._ends()
        value = min(max(value, low), high)
        if self.knee == math.inf:
            return math.log(value / low) / math.log(high / low)
        if self.knee > 0.0:
            return math.log1p((value - low) / self.knee) / math.log1p((high - low) / self.knee)
        return (value - low) / (high - low)

    def tidy(self, place: float) -> float:
        """The value at a place, rounded to what a person would write and kept within the axis."""
        raw = float(self.value(min(max(place, 0.0), 1.0)))
        if not self.whole:
            raw = _rounded(raw, self._step(raw))
        return min(max(float(f"{raw:.9g}"), self.low), self.high)

    def stepped(self, value: float, steps: float, count: int = 64) -> float:
        """The tidy value about `steps` parts (of `count`) away from `value`: another one unless at the end."""
        start, towards = self.place(value), math.copysign(1.0, steps)
        for extra in range(count):
            found = self.tidy(start + (steps + extra * towards) / count)
            if (found - value) * towards > 0.0:
                return found
        return value

    def _step(self, raw: float) -> float:
        """Steps people write in: powers of two of a size, quarters of an hour, else two or three digits."""
        if BY_NAME[self.input_name].scale is fields.SIZE:
            return max(16.0, 2.0 ** math.floor(math.log2(max(raw, 1.0))) / 16.0)
        if self.input_name == "hours_per_day":
            return 0.25
        if self.knee == 0.0:
            return 10.0 ** math.floor(math.log10((self.high - self.low) / 50.0))
        if raw <= 0.0:
            return 1.0
        field = BY_NAME[self.input_name]
        unit = fields.factor_of(field, fields.unit_of(field, raw)) if field.scale is TIME else 1.0
        size = unit * 10.0 ** math.floor(math.log10(max(raw / unit, 1e-9)))
        return size / (100.0 if raw < 2.0 * size else 10.0)

    def _ends(self) -> tuple[float, float]:
        """The values at places 0 and 1: half a step beyond the ends where every whole number has its band."""
        if self.whole and self.knee == 0.0:
            return self.low - 0.49999, self.high + 0.49999
        return self.low, self.high


def _rounded(value: float, step: float) -> float:
    return round(value / step) * step


class AxisWords:
    """Axes with their words in the current language."""

    def __init__(self, display: Display) -> None:
        self._texts = display.texts

    def inputs(self, workload: Workload) -> tuple[str, ...]:
        """The inputs that matter to this kind of workload, in the order of the form."""
        return tuple(field.name for field in FIELDS if workload.kind in field.kinds)

    def axis(self, name: str, workload: Workload) -> Axis:
        """An input as an axis that holds the workload's own value."""
        field, now = BY_NAME[name], current(workload, name)
        whole = field.whole or (name == "amount" and workload.kind != "requests")
        span = fields.slider_range(field, workload)
        if span is None:
            high, knee = _REACH[name]
            low = 1.0 if name == "month_hours" else 0.0
            return Axis(name, low, max(high, now), knee, whole)
        low, high = span
        even = not field.log or (whole and high - low < EVEN_WHOLE)
        if even:
            return Axis(name, min(low, now), max(high, now), 0.0, whole)
        if now < low:
            low = max(10.0 ** math.floor(math.log10(now)), bounds(name)[0], 1.0 if whole else 0.0)
        if now > high:
            high = min(10.0 ** math.ceil(math.log10(now)), bounds(name)[1])
        return Axis(name, low, high, math.inf, whole)

    def label(self, name: str, kind: str) -> str:
        """The short name of an input, for the selects."""
        return self._texts.t(f"map.input.amount_{kind}" if name == "amount" else f"map.input.{name}")

    def caption(self, axis: Axis, kind: str) -> str:
        """What stands at the axis."""
        if axis.input_name != "amount":
            return self.label(axis.input_name, kind)
        many = self._bare("amount", kind, 2.0)
        return many[:1].upper() + many[1:]

    def figure(self, axis: Axis, value: float, kind: str, digits: int = 7) -> str:
        """A value with its unit, to so many digits, as the reading and the table write it."""
        field, language = BY_NAME[axis.input_name], self._texts.language
        if len(field.scale) == 1 and field.scale[0][0] != "%":
            digits = 3 if field.name == "vcpu" else digits
            number = formats.number(float(f"{value:.{digits}g}"), language)
            return f"{number}{formats.NBSP}{self._bare(field.name, kind, value)}"
        unit = fields.unit_of(field, value)
        number = formats.number(float(f"{value / fields.factor_of(field, unit):.{digits}g}"), language)
        return f"{number}{formats.NBSP}{self._texts.t(f'calc.unit.{unit}')}"

    def ticks(self, axis: Axis) -> tuple[tuple[float, str], ...]:
        """(place, words) of every value that may carry a figure, ascending; the chart leaves out what collides."""
        return tuple((axis.place(value), self.mark(axis, value)) for value in self.values(axis))

    def values(self, axis: Axis) -> tuple[float, ...]:
        """The values that may carry a figure, ascending."""
        return tuple(value for value in _candidates(axis) if axis.low <= value <= axis.high)

    def mark(self, axis: Axis, value: float) -> str:
        """A value as short as the axis writes it."""
        field, language = BY_NAME[axis.input_name], self._texts.language
        unit = fields.unit_of(field, value)
        if len(field.scale) == 1 and unit != "%":
            number = formats.compact(value, language) if value else formats.number(0.0, language)
            return f"{number}{formats.NBSP}×" if unit == "times" else number
        shown = formats.number(float(f"{value / fields.factor_of(field, unit):.4g}"), language)
        return f"{shown}{formats.NBSP}{self._texts.t(f'calc.unit.{unit}')}"

    def _bare(self, name: str, kind: str, value: float) -> str:
        """The unit of an input that has only one, singular or plural."""
        one, _, many = self._texts.t(f"map.unit.{f'amount_{kind}' if name == 'amount' else name}").partition("|")
        return one if value == 1.0 or not many else many


def current(workload: Workload, name: str) -> float:
    """The value of an input in force; vCPU left to follow memory are what that comes to."""
    value = float(getattr(workload, name))
    if name == "vcpu" and value == 0.0:
        return workload.memory_mb / load_limits().value("lambda.memory_per_vcpu")
    return value


def _candidates(axis: Axis) -> list[float]:
    field = BY_NAME[axis.input_name]
    if axis.knee == 0.0:
        return _even(axis, field)
    low = axis.low if axis.knee == math.inf else axis.knee
    if field.scale is TIME:
        found = [value for value in _TIMES if value >= low]
    elif field.scale is fields.SIZE:
        found = [2.0**power for power in range(math.ceil(math.log2(low)), 26)]
    elif len(field.scale) > 1:
        found = [mark * factor for _, factor in field.scale for mark in (1.0, 10.0, 100.0) if mark * factor >= low]
    else:
        decades = range(math.floor(math.log10(low)), math.floor(math.log10(axis.high) + 1e-9) + 1)
        marks = (1, 2, 5) if len(decades) < 4 else (1,)
        found = [mark * 10.0**power for power in decades for mark in marks]
    return found if axis.knee == math.inf else [0.0, *found]


def _even(axis: Axis, field: Field) -> list[float]:
    """Round values at even steps: 1, 2 or 5 of some power of ten in a unit the span holds (6 for hours a day)."""
    whole = (factor for _, factor in reversed(field.scale) if axis.high - axis.low >= 3.0 * factor)
    factor = next(whole, field.scale[0][1])
    low, high = axis.low / factor, axis.high / factor
    step = 10.0 ** math.floor(math.log10((high - low) / 3.0))
    step *= next(part for part in (5.0, 2.0, 1.0) if (high - low) / (step * part) >= 3.0)
    if field.name == "hours_per_day":
        step = 6.0
    if axis.whole:
        step = max(1.0, step)
    first = math.ceil(low / step - 1e-9)
    return [float(f"{factor * step * i:.9g}") for i in range(first, math.floor(high / step + 1e-9) + 1)]
