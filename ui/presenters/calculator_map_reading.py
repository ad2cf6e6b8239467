"""What the map says of one point: the best services there, the next one, or why nothing fits. Qt-free.

The figures are those of the list itself: totals of the bills, or seconds of the durations, so that map, list and
curve always agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import msgspec

from models.content.display import Display
from models.cost import engine
from models.cost.engine import RANKED
from models.cost.results import Estimate
from models.cost.workload import Workload
from models.duration.engine import duration_all
from models.duration.results import DurationEstimate
from models.texts import Money
from ui.presenters.calculator_map_grid import SAME, Area, MapQuestion
from ui.presenters.calculator_words import Words, span_text

REASONS = 4  # broken limits told in a reading
Answers: TypeAlias = tuple[Estimate, ...] | tuple[DurationEstimate, ...]


class ReadingView(msgspec.Struct, frozen=True):
    """What the map says at a point. `rows` are (services, words, figure), the best ones first."""

    title: str
    rows: tuple[tuple[Area, str, str], ...]


class Standing(msgspec.Struct, frozen=True):
    """The best services with their figure (USD a month or seconds), and the next ones with theirs."""

    best: Area
    figure: float
    after: Area
    next_figure: float


def answers_at(question: MapQuestion, workload: Workload) -> Answers:
    """The bills or the durations of a workload."""
    if question.measure == "time":
        return duration_all(workload, question.setting.limits, question.quotas)
    return engine.estimate_all(workload, question.setting.prices, question.setting.options)


def standing(question: MapQuestion, answers: Answers) -> Standing | None:
    """Who is best and who comes next; None when nothing fits."""
    found = [(_figure(one), one.service) for one in answers if one.feasible and one.service in RANKED]
    if not found:
        return None
    best = min(figure for figure, _ in found)
    first = [service for figure, service in found if _same(question, best, figure)]
    rest = [(figure, service) for figure, service in found if service not in first]
    after = min((figure for figure, _ in rest), default=best)
    others = [service for figure, service in rest if _same(question, after, figure)]
    return Standing(_ordered(first), best, _ordered(others), after)


def _figure(one: Estimate | DurationEstimate) -> float:
    return one.total if isinstance(one, Estimate) else one.seconds


def _same(question: MapQuestion, one: float, other: float) -> bool:
    return abs(other - one) <= SAME[question.measure]


def _ordered(services: Iterable[str]) -> Area:
    return tuple(sorted(services, key=RANKED.index))


class Sayings:
    """Puts standings in words."""

    def __init__(self, display: Display) -> None:
        self._words, self._texts = Words(display), display.texts

    def name(self, area: Area) -> str:
        """The short names of the services of an area, or the words for one where nothing fits."""
        t = self._texts.t
        return " = ".join(t(f"cost.service.{one}") for one in area) if area else t("map.nothing")

    def glyph(self, service: str) -> str:
        """The letters on its tile."""
        return self._words.glyph(service)

    def figure(self, measure: str, value: float) -> str:
        """An amount a month, or a time."""
        return self._texts.value(Money(value)) if measure == "cost" else span_text(value, self._words)

    def more(self, measure: str, found: Standing) -> str:
        """How far the next services are behind."""
        gap = found.next_figure - found.figure
        return self.figure(measure, round(gap, 2) if measure == "cost" else gap)

    def now(self, question: MapQuestion, answers: Answers, x: str, y: str) -> str:
        """The sentence about the current workload, which stands at `x` and `y`."""
        t, measure, found = self._texts.t, question.measure, standing(question, answers)
        if found is None:
            return t("map.now_nothing", x=x, y=y)
        name, figure = self.name(found.best[:1]), self.figure(measure, found.figure)
        parts = [t(f"map.now_{measure}", x=x, y=y, name=name, figure=figure)]
        parts += [t(f"map.now_tie_{measure}", name=self.name((other,))) for other in found.best[1:]]
        if found.after:
            parts.append(t(f"map.now_next_{measure}", name=self.name(found.after), more=self.more(measure, found)))
        elif len(found.best) == 1:
            parts.append(t("map.now_alone"))
        return " ".join(parts)

    def rows(self, question: MapQuestion, answers: Answers) -> tuple[tuple[Area, str, str], ...]:
        """The best services with their figure and the next ones with what they take more, or why nothing fits."""
        measure, found = question.measure, standing(question, answers)
        if found is None:
            return ((), self._texts.t("map.nothing_title"), ""), *self._why(answers)
        rows = [(found.best, self.name(found.best), self.figure(measure, found.figure))]
        if found.after:
            more = self._texts.t("map.more", more=self.more(measure, found))
            rows.append((found.after, self.name(found.after), more))
        return tuple(rows)

    def _why(self, answers: Answers) -> tuple[tuple[Area, str, str], ...]:
        """The first broken limit of each service, services that break the same one together."""
        found: dict[str, list[str]] = {}
        for one in answers:
            if one.service in RANKED and one.broken:
                found.setdefault(self._words.short(one.broken[0]), []).append(self.name((one.service,)))
        t = self._texts.t
        heads = ((names[0] if len(names) == 1 else f"{names[0]} +{len(names) - 1}") for names in found.values())
        rows = [((), t("map.why", names=head, limit=limit), "") for head, limit in zip(heads, found, strict=True)]
        return tuple(rows[:REASONS])
