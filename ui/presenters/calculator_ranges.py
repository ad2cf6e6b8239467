"""The totals of uncertain inputs for the calculator: asked as rarely as drags allow, put in words. Qt-free."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models import formats
from models.content.display import Display
from models.cost.engine import RANKED
from models.cost.questions.setting import Setting
from models.cost.questions.uncertain import MOST_CROSSED, Bills, Extremes, Span, extremes, spans
from models.cost.results import Estimate
from models.cost.workload import Workload
from models.duration.options import DurationOptions
from models.duration.results import DurationEstimate
from models.spans import span_text
from models.texts import Money
from ui.presenters import calculator_fields as fields
from ui.presenters.calculator_field_words import FieldWords
from ui.presenters.calculator_fields import BY_NAME
from ui.presenters.calculator_history import Ranges

Spans = Mapping[str, Span]
ASKED = (*RANKED, "ecr")
Key = tuple[Setting, tuple[tuple[str, tuple[float, float]], ...], DurationOptions | None]


def in_force(setting: Setting, ranges: Ranges) -> Ranges:
    """The ranges that matter to this kind of workload and really have two ends."""
    kind = setting.workload.kind
    return {name: ends for name, ends in ranges.items() if ends[0] < ends[1] and kind in BY_NAME[name].kinds}


class SpanMaker:
    """Keeps the last answer. Where the extremes lie is searched for at rest; a drag bills the places found last.

    The search takes a few milliseconds, the bills one or two: too much and little enough for every move of a drag.
    """

    def __init__(self) -> None:
        self._searched: Key | None = None
        self._where: dict[str, Extremes] = {}
        self._key: Key | None = None
        self._spans: Spans = {}
        self._bills: Bills = {}
        self.moving = False
        """Whether a drag is under way, so that the extremes stay where they were found."""

    def spans(self, setting: Setting, ranges: Ranges, estimates: tuple[Estimate, ...]) -> Spans:
        """The lowest and highest bill of every service, empty without uncertain inputs."""

        def asked(found: Ranges) -> Spans:
            return spans(setting, estimates, found, self._where, self._bills)

        def search(found: Ranges) -> dict[str, Extremes]:
            return extremes(setting, found, ASKED)

        if self._key is None or self._key[0][1:] != setting[1:]:
            self._bills.clear()  # of other prices or options
        return self._kept(setting, in_force(setting, ranges), search, asked)

    def times(
        self,
        setting: Setting,
        ranges: Ranges,
        durations: tuple[DurationEstimate, ...],
        quotas: DurationOptions,
    ) -> Spans:
        """The shortest and longest time of every service, seconds; empty without uncertain inputs."""
        from models.duration.uncertain import time_extremes, time_spans

        def asked(found: Ranges) -> Spans:
            return time_spans(setting.workload, durations, found, self._where, quotas)

        def search(found: Ranges) -> dict[str, Extremes]:
            return time_extremes(setting.workload, found, quotas=quotas)

        return self._kept(setting, in_force(setting, ranges), search, asked, quotas)

    def settle(self) -> bool:
        """A drag has ended; True when the answer may now be another one."""
        stale = self.moving and self._key is not None and self._searched != self._key
        self.moving = False
        if stale:
            self._key = None
        return stale

    def _kept(
        self,
        setting: Setting,
        ranges: Ranges,
        search: Callable[[Ranges], dict[str, Extremes]],
        asked: Callable[[Ranges], Spans],
        quotas: DurationOptions | None = None,
    ) -> Spans:
        """The answer, searched for again unless a drag of the same uncertain inputs is under way."""
        if not ranges:
            return {}
        key = (setting, tuple(ranges.items()), quotas)
        if key != self._key:
            known = self._searched is not None and {name for name, _ in self._searched[1]} == set(ranges)
            if not (self.moving and known):
                self._searched, self._where = key, search(ranges)
            self._key, self._spans = key, asked(ranges)
        return self._spans


class SpanWords:
    """Spans in the current language: of totals, or of times (`TimeSpanWords`)."""

    area = "bill"

    def __init__(self, display: Display, workload: Workload, found: Spans, count: int) -> None:
        self._display, self._workload, self._spans, self._count = display, workload, found, count
        self._t, self._words = display.texts.t, FieldWords(display)

    def of(self, service: str) -> Span | None:
        """The span of a service, if its inputs are uncertain."""
        return self._spans.get(service)

    def between(self, span: Span) -> str:
        """The two totals in one phrase, with the currency once."""
        low = self._display.texts.value(Money(span.low)).removesuffix("USD").rstrip()
        return self._t("range.span", low=low, high=Money(span.high))

    def amount(self, value: float) -> str:
        """One end in words."""
        return self._display.texts.value(Money(value))

    def unfit(self, span: Span) -> str:
        """What it does not fit with; empty when it fits everywhere."""
        return self._t("range.unfit", inputs=self.inputs(span.unfit)) if span.unfit else ""

    def inputs(self, values: Mapping[str, float]) -> str:
        """Inputs with their values, as the form writes them."""
        if not values:
            return self._t("range.bill_expected")
        return ", ".join(self._input(name, values[name]) for name in BY_NAME if name in values)

    def story(self, span: Span) -> tuple[str, ...]:
        """Under a bill's total: between what, from which inputs, and by what rule."""
        lines = [self._say("low", inputs=self.inputs(span.cheapest))]
        lines.append(self._say("high", inputs=self.inputs(span.dearest)))
        if span.unfit:
            lines.append(self._say("unfit", inputs=self.inputs(span.unfit)))
        rule = self._say("rule_many", most=MOST_CROSSED) if self._count > MOST_CROSSED else self._say("rule")
        return (" ".join(lines), rule)

    def _say(self, part: str, **args: object) -> str:
        return self._t(f"range.{self.area}_{part}", **args)

    def _input(self, name: str, value: float) -> str:
        field = BY_NAME[name]
        if field.scale is fields.TIME and value > 0.0:
            shown = span_text(value, self._display.texts)
        else:
            unit = fields.unit_of(field, value)
            number = fields.shown(field, value, unit, self._display.texts.language) or "0"
            shown = f"{number}{formats.NBSP}{self._words.unit(field, self._workload, unit)}"
        return self._t("range.input", label=self._words.label(field, self._workload), value=shown)


class TimeSpanWords(SpanWords):
    """Spans of seconds in the current language."""

    area = "time"

    def between(self, span: Span) -> str:
        return self._t("range.span", low=self.amount(span.low), high=self.amount(span.high))

    def amount(self, value: float) -> str:
        return span_text(value, self._display.texts)
