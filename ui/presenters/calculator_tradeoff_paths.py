"""Paying more to finish sooner, for each service that runs a lot of jobs: steps, sentences and a table. Qt-free.

`paths` may run beside the window: it reads nothing but its arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from models import formats
from models.content.display import Display
from models.cost.options import Options
from models.cost.price_book import PriceBook
from models.cost.results import Estimate
from models.cost.workload import Workload
from models.duration.options import DurationOptions
from models.duration.results import DurationEstimate
from models.duration.tradeoff import Path, path
from ui.presenters.calculator_curves import CurveTable
from ui.presenters.calculator_insight_solve import Outdated
from ui.presenters.calculator_tradeoff import TradeoffAnswer
from ui.presenters.calculator_words import span_text

COLUMNS = ("service", "places", "time", "cost", "against")


class StepView(msgspec.Struct, frozen=True):
    """One step of a path in words; `places` as a phrase, `gap` against the list's point."""

    seconds: float
    usd: float
    places: str
    time: str
    cost: str
    gap: str
    spoken: str


class PathView(msgspec.Struct, frozen=True):
    """One service's path: its steps, and the sentence that tells the first and the last."""

    service: str
    name: str
    steps: tuple[StepView, ...]
    words: str


def paths(
    inputs: tuple[Workload, PriceBook, Options, DurationOptions],
    estimates: Sequence[Estimate],
    durations: Sequence[DurationEstimate],
    wanted: Callable[[], bool],
) -> tuple[Path, ...]:
    """The path of each service that has one, cheapest first. Errors: Outdated as soon as `wanted` says no."""
    workload, book, options, quotas = inputs
    took = {one.service: one for one in durations}
    found = []
    for bill in estimates:
        if not wanted():
            raise Outdated
        if bill.service in took:
            found.append(path(bill, took[bill.service], workload, book, options=options, quotas=quotas))
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.usd))


class PathMaker:
    """Puts paths in words."""

    def __init__(self, display: Display) -> None:
        self._words = TradeoffAnswer(display, (), ())
        self._t, self._texts = display.texts.t, display.texts

    def views(self, found: Sequence[Path]) -> tuple[PathView, ...]:
        """The paths in words, in their order."""
        return tuple(self._view(one) for one in found)

    def table(self, found: Sequence[Path]) -> CurveTable:
        """Each path from the list's point on: places, time, cost, and both against the list."""
        t, rows, best = self._t, list[tuple[str, ...]](), list[int]()
        for one in found:
            name, now = self._words.name(one.service), t("tradeoff.now")
            start = (name, self._count(one.places), self._time(one.seconds), self._words.usd(one.usd), now)
            rows.append(start)
            if one.tells_at_once:
                gap = self._words.gap(one.at_once_usd - one.usd, 0.0)
                usd, words = self._words.usd(one.at_once_usd), t("tradeoff.as_lot", gap=gap)
                rows.append((name, start[1], start[2], usd, words))
            steps = self._view(one).steps
            rows += [
                (name, self._count(step.places), view.time, view.cost, view.gap)
                for step, view in zip(one.steps, steps, strict=True)
            ]
            best += [0] + [len(COLUMNS)] * (len(rows) - len(best) - 1)
        return CurveTable(tuple(t(f"tradeoff.head.{name}") for name in COLUMNS), tuple(rows), tuple(best))

    def note(self, found: Sequence[Path]) -> str:
        """What the steps rest on, and where the list's bill and its time run in different ways."""
        if not found:
            return ""
        mixed = [self._words.name(one.service) for one in found if one.mixed]
        parts = [self._t("tradeoff.paths_model")]
        if mixed:
            parts.append(self._t("tradeoff.mixed", names=", ".join(mixed)))
        return " ".join(parts)

    def _view(self, one: Path) -> PathView:
        t, name = self._t, self._words.name(one.service)
        steps = []
        for step in one.steps:
            places = t("tradeoff.places", count=self._count(step.places))
            time, cost = self._time(step.seconds), self._words.usd(step.usd)
            gap = self._words.gap(step.usd - one.usd, step.seconds - one.seconds)
            spoken = t("tradeoff.step_spoken", name=name, places=places, time=time, cost=cost, gap=gap)
            steps.append(StepView(step.seconds, step.usd, places, time, cost, gap, spoken))
        ends = steps if len(steps) == 1 else [steps[0], steps[-1]]
        told = [t("tradeoff.step", places=step.places, time=step.time, gap=step.gap) for step in ends]
        now = self._count(one.places)
        return PathView(
            one.service, name, tuple(steps), t("tradeoff.path", name=name, now=now, steps="; ".join(told))
        )

    def _time(self, seconds: float) -> str:
        return span_text(max(seconds, 1e-3), self._words)

    def _count(self, value: float) -> str:
        return formats.number(float(round(value)), self._texts.language)
