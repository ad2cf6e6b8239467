"""The inputs of a workload as a person meets them: groups, units, slider ranges, reading and showing. Qt-free."""

from __future__ import annotations

import math
import re

import msgspec

from models import formats
from models.cost.workload import Workload, bounds
from models.errors import InputError

Scale = tuple[tuple[str, float], ...]
TIME: Scale = (("ms", 0.001), ("s", 1.0), ("min", 60.0), ("h", 3600.0))
SIZE: Scale = (("MB", 1.0), ("GB", 1024.0))
DISK: Scale = (("GB", 1.0), ("TB", 1024.0))
PAYLOAD: Scale = (("KB", 1.0), ("MB", 1024.0))
ALL = ("requests", "jobs", "always_on")
ITEMS = ("requests", "jobs")


class Field(msgspec.Struct, frozen=True):
    """One numeric input. `scale` lists its units with how many base units each is, ascending.

    `slider` is the range the slider travels, in base units; typed values may lie outside it. `blank` says that
    an empty field means 0, which the engine reads as "work it out". `kinds` are the workloads it matters to.
    `within`: lowest, highest, whether the lowest is refused; those of the workload's own input when None.
    """

    name: str
    group: str
    scale: Scale
    slider: tuple[float, float] | None = None
    log: bool = True
    whole: bool = False
    blank: bool = False
    kinds: tuple[str, ...] = ALL
    within: tuple[float, float, bool] | None = None


FIELDS: tuple[Field, ...] = (
    Field("amount", "main", (("per_month", 1.0),), (1e3, 1e9)),
    Field("duration_s", "main", TIME, (0.005, 36_000.0), kinds=ITEMS),
    Field("memory_mb", "main", SIZE, (128.0, 131_072.0)),
    Field("vcpu", "main", (("vCPU", 1.0),), (0.125, 64.0), blank=True),
    Field("peak_factor", "traffic", (("times", 1.0),), (1.0, 100.0), kinds=ITEMS),
    Field("concurrency", "traffic", (("at_once", 1.0),), (1.0, 1000.0), whole=True, kinds=ITEMS),
    Field("target_utilisation", "traffic", (("%", 0.01),), (0.1, 1.0), log=False, kinds=("requests",)),
    Field("hours_per_day", "traffic", (("h_day", 1.0),), (1.0, 24.0), log=False),
    Field("zones", "traffic", (("zones", 1.0),), (1.0, 6.0), log=False, whole=True),
    Field("storage_gb", "data", DISK),
    Field("data_out_gb", "data", DISK),
    Field("data_az_gb", "data", DISK),
    Field("logs_gb", "data", DISK),
    Field("request_kb", "data", PAYLOAD, kinds=("requests",)),
    Field("response_kb", "data", PAYLOAD, kinds=("requests",)),
    Field("gpu", "unit", (("gpu", 1.0),), whole=True),
    Field("ephemeral_mb", "unit", SIZE),
    Field("image_mb", "unit", SIZE),
    Field("image_versions", "unit", (("versions", 1.0),), whole=True),
    Field("startup_s", "unit", TIME),
    Field("init_s", "unit", TIME, kinds=ITEMS),
    Field("cold_start_share", "unit", (("%", 0.01),), kinds=ITEMS),
    Field("month_hours", "unit", (("h", 1.0),)),
)
GROUPS = ("main", "traffic", "data", "unit", "buying", "modes", "servers", "functions", "own", "quotas")
BY_NAME = {field.name: field for field in FIELDS}
AMOUNT_SLIDERS = {"requests": (1e3, 1e9), "jobs": (1.0, 1e6), "always_on": (1.0, 1000.0)}
# What people write instead of a unit's own name, where it cannot mean anything else.
_ALIASES = {
    "ms": {"ms": "ms", "s": "s", "seg": "s", "sec": "s", "m": "min", "min": "min", "h": "h", "hr": "h"},
    "MB": {"mb": "MB", "mib": "MB", "m": "MB", "gb": "GB", "gib": "GB", "g": "GB"},
    "GB": {"gb": "GB", "gib": "GB", "g": "GB", "tb": "TB", "tib": "TB", "t": "TB"},
    "KB": {"kb": "KB", "kib": "KB", "k": "KB", "mb": "MB", "mib": "MB", "m": "MB"},
    "%": {"%": "%"},
    "vCPU": {"vcpu": "vCPU"},
    "times": {"x": "times", "×": "times"},
}
_TAIL = re.compile(r"\s*([a-zA-Z%×]+)$")


def slider_range(field: Field, workload: Workload) -> tuple[float, float] | None:
    """The range the slider travels for this workload, in base units."""
    return AMOUNT_SLIDERS[workload.kind] if field.name == "amount" else field.slider


def unit_of(field: Field, value: float) -> str:
    """The unit in which `value` (base units) is easiest to read: the largest that keeps it whole or above one."""
    best = "s" if field.scale is TIME and value == 0.0 else field.scale[0][0]
    for unit, factor in field.scale[1:]:
        shown = value / factor
        if shown >= 10.0 or (shown >= 1.0 and abs(shown * 4 - round(shown * 4)) < 1e-9):
            best = unit
    return best


def shown(field: Field, value: float, unit: str, language: str) -> str:
    """`value` as the field writes it in `unit`: at most seven significant digits, empty for a blank zero."""
    if field.blank and value == 0.0:
        return ""
    return formats.number(float(f"{value / factor_of(field, unit):.7g}"), language)


def factor_of(field: Field, unit: str) -> float:
    """How many base units one `unit` is."""
    return dict(field.scale)[unit]


def read(field: Field, text: str, unit: str, language: str) -> tuple[float, str]:
    """What was typed, in base units, and the unit meant. A unit written after the number wins over `unit`.

    Errors: InputError (calc.error.*) for text that is no number or a value the engine does not accept.
    """
    cleaned = text.strip()
    if not cleaned and field.blank:
        return 0.0, unit
    if not cleaned:
        raise InputError("calc.error.empty")
    number, unit = _split(field, cleaned, unit)
    try:
        value = formats.parse_number(number, language) * factor_of(field, unit)
    except ValueError:
        raise InputError("calc.error.number", text=cleaned) from None
    _check(field, value, unit)
    return value, unit


def _split(field: Field, text: str, unit: str) -> tuple[str, str]:
    tail = _TAIL.search(text)
    aliases = _ALIASES.get(field.scale[0][0], {})
    if tail is not None and tail.group(1).lower() in aliases:
        return text[: tail.start()], aliases[tail.group(1).lower()]
    return text, unit


def _check(field: Field, value: float, unit: str) -> None:
    low, high, open_low = field.within or bounds(field.name)
    factor = factor_of(field, unit)
    if not math.isfinite(value):
        raise InputError("calc.error.finite")
    if value < low or (open_low and value == low):
        raise InputError("calc.error.above" if open_low else "calc.error.at_least", bound=low / factor)
    if value > high:
        raise InputError("calc.error.at_most", bound=float(f"{high / factor:.6g}"))
    if field.whole and value != math.floor(value):
        raise InputError("calc.error.whole")


def to_slider(field: Field, workload: Workload, value: float) -> float:
    """Where `value` stands on the slider, 0 to 1."""
    low, high = slider_range(field, workload) or (0.0, 1.0)
    value = min(max(value, low), high)
    if not field.log:
        return (value - low) / (high - low)
    return math.log(value / low) / math.log(high / low)


def from_slider(field: Field, workload: Workload, position: float) -> float:
    """The value at a slider position, rounded to what a person would write (two or three significant digits)."""
    low, high = slider_range(field, workload) or (0.0, 1.0)
    raw = low * (high / low) ** position if field.log else low + (high - low) * position
    if field.whole:
        return float(round(raw))
    if not field.log:
        step = field.scale[0][1] * (0.5 if field.name == "hours_per_day" else 1.0)
        return round(raw / step) * step
    if field.name in ("amount",) and raw < 100.0:
        return float(round(raw))
    return min(max(_snapped(raw) if field.name == "memory_mb" else _written(field, raw), low), high)


def _written(field: Field, raw: float) -> float:
    """Tidy in the unit it is shown in: 16.1 min, not the 967 s that are 16.11667 min."""
    factor = factor_of(field, unit_of(field, raw))
    return float(f"{_tidy(raw / factor) * factor:.12g}")


def _snapped(megabytes: float) -> float:
    """Memory comes in steps of its size: 64 MB, then 256 MB, whole GB, and 4 GB for large ones."""
    step = next(
        (step for top, step in ((1024.0, 64.0), (4096.0, 256.0), (32_768.0, 1024.0)) if megabytes < top), 4096.0
    )
    return round(megabytes / step) * step


def _tidy(value: float) -> float:
    """Two significant digits, or three below 2 of the leading digit, so that steps feel even on a log scale."""
    digits = 2 if f"{value:e}"[0] >= "2" else 3
    return float(f"{value:.{digits - 1}e}")
