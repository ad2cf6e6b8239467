"""A field in words: caption, unit, and the echo that says the same value another way. Qt-free."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from models import formats
from models.content.display import Display
from models.cost.demand import Demand
from models.cost.limits import load_limits
from models.cost.workload import Workload
from ui.presenters import calculator_fields as fields
from ui.presenters.calculator_fields import Field
from ui.presenters.calculator_words import Words, span_text

SINGULAR = ("zones", "versions")  # units that are words, with another one for a single thing
MANY_HOURS = 1_000_000.0
LEAST_AT_ONCE = 0.01  # below this "at once" says nothing a person can picture


class FieldView(msgspec.Struct, frozen=True):
    """A numeric input as shown. `position` is the slider's place (0 to 1) or None without slider."""

    name: str
    label: str
    text: str
    unit: str
    echo: str
    help: str
    placeholder: str
    position: float | None
    shown: bool


class FieldWords:
    """Puts the fields of a workload in words of the current language."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._demand: tuple[Workload, Demand] | None = None

    def view(self, field: Field, workload: Workload, unit: str, typed: str | None) -> FieldView:
        """A field as it should look; `typed` is what stands in it while it is being edited."""
        t, value = self._display.texts.t, getattr(workload, field.name)
        text = fields.shown(field, value, unit, self._display.texts.language)
        follows = field.blank and value == 0.0
        return FieldView(
            name=field.name,
            label=self.label(field, workload),
            text=text,
            unit=t("calc.unit.follows_memory") if follows else self.unit(field, workload, unit),
            echo=self._understood(field, workload, unit, text, typed) or self._echo(field, workload, unit),
            help=t(f"calc.help.{field.name}"),
            placeholder=self._followed(workload) if follows else "",
            position=fields.to_slider(field, workload, value) if fields.slider_range(field, workload) else None,
            shown=workload.kind in field.kinds,
        )

    def label(self, field: Field, workload: Workload) -> str:
        """The amount is called after the kind of workload."""
        key = f"amount_{workload.kind}" if field.name == "amount" else field.name
        return self._display.texts.t(f"calc.field.{key}")

    def unit(self, field: Field, workload: Workload, unit: str) -> str:
        """The name of a unit beside the number."""
        kept_on = field.name == "amount" and workload.kind == "always_on"
        one = unit in SINGULAR and getattr(workload, field.name) == 1.0
        key = "kept_on" if kept_on else f"{unit}_one" if one else unit
        return self._display.texts.t(f"calc.unit.{key}")

    def _understood(self, field: Field, workload: Workload, unit: str, text: str, typed: str | None) -> str:
        """What was understood, while that is not what was typed to the letter."""
        if typed is None or not typed.strip() or typed.strip() == text:
            return ""
        return f"= {text}{formats.NBSP}{self.unit(field, workload, unit)}"

    def _followed(self, workload: Workload) -> str:
        return formats.significant(self._demand_of(workload).vcpu, self._display.texts.language, 2)

    def _echo(self, field: Field, workload: Workload, unit: str) -> str:
        """The same value said another way, where that helps."""
        if field.name == "memory_mb":
            return self._memory(workload.memory_mb, unit)
        maker = _ECHOES.get(field.name)
        return maker(self, workload, self._demand_of(workload)) if maker else ""

    def _demand_of(self, workload: Workload) -> Demand:
        """What has to run; several fields of one workload tell of it."""
        if self._demand is None or self._demand[0] is not workload:
            self._demand = workload, Demand(workload, load_limits())
        return self._demand[1]

    def _memory(self, megabytes: float, unit: str) -> str:
        if unit != "MB":
            return self.say("mb", megabytes)
        return self.say("gb", megabytes / 1024.0) if megabytes >= 512.0 else ""

    def say(self, key: str, value: float) -> str:
        """An echo of a number to three digits."""
        shown = formats.significant(value, self._display.texts.language, 3)
        return self._display.texts.t(f"calc.echo.{key}", value=shown)

    def say_work(self, seconds: float) -> str:
        """The working time of all items together: hours, as people count machine time, or less.

        Very many are told short: their digits would push the caption beside them to a second line.
        """
        if seconds >= MANY_HOURS * 3600.0:
            many = formats.compact(seconds / 3600.0, self._display.texts.language)
            return self._display.texts.t("calc.echo.work_hours", value=many)
        if seconds >= 3600.0:
            return self.say("work_hours", seconds / 3600.0)
        return self._display.texts.t("calc.echo.work", value=span_text(seconds, Words(self._display)))


def _amount(me: FieldWords, w: Workload, d: Demand) -> str:
    if w.kind == "requests":
        return me.say("per_second", d.rate)
    return me.say("per_day", w.amount / d.days) if w.kind == "jobs" else ""


def _duration(me: FieldWords, w: Workload, d: Demand) -> str:
    return me.say_work(d.work_s)


def _peak(me: FieldWords, w: Workload, d: Demand) -> str:
    return me.say("at_peak", d.peak) if d.peak >= LEAST_AT_ONCE else ""


def _hours(me: FieldWords, w: Workload, d: Demand) -> str:
    return me.say("hours_month", d.active_h)


_ECHOES: dict[str, Callable[[FieldWords, Workload, Demand], str]] = {
    "amount": _amount,
    "duration_s": _duration,
    "peak_factor": _peak,
    "hours_per_day": _hours,
}
