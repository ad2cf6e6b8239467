"""The map in words: what it says about the workload, what stands under the pointer, the map as a table. Qt-free.

The figures of a reading are the totals of the bills themselves, so that map, list and curve always agree.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from models import formats
from models.content.display import Display
from models.cost import engine
from models.cost.engine import RANKED
from models.cost.options import Options
from models.cost.price_book import PriceBook
from models.cost.questions.cheapest_map import NOBODY
from models.cost.questions.setting import Setting
from models.cost.results import Estimate
from models.cost.workload import Workload
from models.texts import Money
from ui.presenters.calculator_map_axes import Axis, AxisWords, current
from ui.presenters.calculator_map_grid import MapGrid, MapQuestion, winners
from ui.presenters.calculator_words import Words

REASONS = 4  # broken limits told in a reading


class ReadingView(msgspec.Struct, frozen=True):
    """What the map says at a point. `rows` are (service id or '', words, figure), cheapest first."""

    title: str
    rows: tuple[tuple[str, str, str], ...]


class MapTable(msgspec.Struct, frozen=True):
    """Winners on a small grid: a head for each column and row, and the name in each cell."""

    corner: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


class MapMaker:
    """Asks for axes and puts maps in words."""

    def __init__(self, display: Display) -> None:
        self._words, self._texts = Words(display), display.texts
        self.axes = AxisWords(display)

    def question(
        self, workload: Workload, book: PriceBook, options: Options, names: tuple[str, str]
    ) -> MapQuestion:
        """What to ask the engine for a map over two inputs (across, up)."""
        x, y = (self.axes.axis(name, workload) for name in names)
        return MapQuestion(Setting(workload, book, options), x, y)

    def default_inputs(self, workload: Workload) -> tuple[str, str]:
        """The two inputs a map starts with."""
        return ("amount", "memory_mb" if workload.kind == "always_on" else "duration_s")

    def place(self, question: MapQuestion) -> tuple[float, float]:
        """Where the workload stands on both axes."""
        workload, x, y = question.setting.workload, question.x, question.y
        return x.place(current(workload, x.input_name)), y.place(current(workload, y.input_name))

    def values_at(self, question: MapQuestion, x: float, y: float) -> dict[str, float]:
        """The inputs at a place, tidy enough to stand in their fields."""
        return {axis.input_name: axis.tidy(at) for axis, at in ((question.x, x), (question.y, y))}

    def stepped(self, question: MapQuestion, across: float, up: float) -> dict[str, float]:
        """The inputs some 64ths of an axis away from the workload; only those that move."""
        workload, found = question.setting.workload, {}
        for axis, steps in ((question.x, across), (question.y, up)):
            if steps:
                found[axis.input_name] = axis.stepped(current(workload, axis.input_name), steps)
        return found

    def services(self) -> tuple[str, ...]:
        """Every service that can win."""
        return RANKED

    def name(self, service: str) -> str:
        """The short name of a service, or the words for an area where nothing fits."""
        return self._texts.t(f"cost.service.{service}" if service else "map.nothing")

    def glyph(self, service: str) -> str:
        """The letters on its tile."""
        return self._words.glyph(service)

    def summary(self, grid: MapGrid) -> str:
        """Who wins where, and how much of the map."""
        t, shares = self._texts.t, grid.shares()
        if len(shares) > 1:
            return t("map.shares", parts=", ".join(self._share(service, part) for service, part in shares))
        service = shares[0][0]
        return t("map.only", name=self.name(service)) if service else t("map.nowhere")

    def legend_head(self, grid: MapGrid) -> str:
        """What stands before the legend; the whole sentence where a single service wins everywhere."""
        return self._texts.t("map.legend") if len(grid.shares()) > 1 else self.summary(grid)

    def legend(self, grid: MapGrid) -> tuple[tuple[str, str], ...]:
        """(service id, name and share) of every area, largest first; none where one service wins everywhere."""
        shares = grid.shares()
        return tuple((service, self._share(service, part)) for service, part in shares) if len(shares) > 1 else ()

    def spoken(self, grid: MapGrid, estimates: tuple[Estimate, ...]) -> str:
        """The whole map for a screen reader: axes, who wins where, where the workload stands, what keys do."""
        kind = grid.question.setting.workload.kind
        x, y = (self.axes.label(axis.input_name, kind) for axis in (grid.question.x, grid.question.y))
        summary = f"{self.summary(grid)} {self.now(grid.question, estimates)}"
        return self._texts.t("map.spoken", x=x, y=y, summary=summary)

    def now(self, question: MapQuestion, estimates: tuple[Estimate, ...]) -> str:
        """The sentence about the current workload; `estimates` are its bills."""
        t, best = self._texts.t, self._ranked(estimates)
        workload = question.setting.workload
        axes = (question.x, question.y)
        x, y = (self._figure(axis, current(workload, axis.input_name), workload) for axis in axes)
        if not best:
            return t("map.now_nothing", x=x, y=y)
        parts = [t("map.now", x=x, y=y, name=self.name(best[0].service), cost=Money(best[0].total))]
        if len(best) > 1:
            more, name = round(best[1].total - best[0].total, 2), self.name(best[1].service)
            parts.append(t("map.now_next", name=name, more=Money(more)) if more else t("map.now_tie", name=name))
        else:
            parts.append(t("map.now_alone"))
        return " ".join(parts)

    def reading(
        self, question: MapQuestion, values: Mapping[str, float], estimates: tuple[Estimate, ...] | None = None
    ) -> ReadingView:
        """The winner and its runner-up where the axes have `values`, or why nothing fits there."""
        setting = question.setting
        there = msgspec.structs.replace(setting.workload, **values)
        bills = estimates or engine.estimate_all(there, setting.prices, setting.options)
        figures = [self._figure(axis, current(there, axis.input_name), there) for axis in (question.x, question.y)]
        title, best = self._texts.t("map.point", x=figures[0], y=figures[1]), self._ranked(bills)
        if not best:
            return ReadingView(title, (("", self._texts.t("map.nothing_title"), ""), *self._why(bills)))
        rows = [(best[0].service, self.name(best[0].service), self._texts.value(Money(best[0].total)))]
        for one in best[1:2]:
            more = self._texts.t("map.more", more=Money(round(one.total - best[0].total, 2)))
            rows.append((one.service, self.name(one.service), more))
        return ReadingView(title, tuple(rows))

    def table(self, grid: MapGrid, columns: int = 6, rows: int = 6) -> MapTable:
        """Winners at round values of both axes and at the workload's own, top row the highest."""
        t, question = self._texts.t, grid.question
        workload, x, y = question.setting.workload, question.x, question.y
        xs, ys = self._marks(x, workload, columns), self._marks(y, workload, rows)[::-1]
        found, _ = winners(question, xs, ys)
        heads = tuple(tuple(self._head(axis, at, workload) for at in marks) for axis, marks in ((x, xs), (y, ys)))
        cells = tuple(tuple(self.name(_service(grid, i)) for i in row) for row in found.tolist())
        names = [self.axes.label(axis.input_name, workload.kind) for axis in (x, y)]
        return MapTable(t("map.corner", x=names[0], y=names[1]), heads[0], heads[1], cells)

    def _ranked(self, estimates: tuple[Estimate, ...]) -> list[Estimate]:
        """Those that can run it, cheapest first."""
        return [one for one in estimates if one.feasible and one.service in RANKED]

    def _share(self, service: str, part: float) -> str:
        t, language = self._texts.t, self._texts.language
        if part < 0.01:
            share = t("map.share_tiny", share=formats.percent(1.0, language, 0))
        else:
            share = formats.percent(min(99.0, round(part * 100.0)), language, 0)
        if not service:
            return t("map.share_nothing", share=share)
        return t("map.share", name=self.name(service), share=share)

    def _why(self, estimates: tuple[Estimate, ...]) -> tuple[tuple[str, str, str], ...]:
        """The first broken limit of each service, services that break the same one together."""
        found: dict[str, list[str]] = {}
        for one in estimates:
            if one.service in RANKED and one.broken:
                found.setdefault(self._words.short(one.broken[0]), []).append(self.name(one.service))
        t = self._texts.t
        heads = ((names[0] if len(names) == 1 else f"{names[0]} +{len(names) - 1}") for names in found.values())
        rows = [("", t("map.why", names=head, limit=limit), "") for head, limit in zip(heads, found, strict=True)]
        return tuple(rows[:REASONS])

    def _marks(self, axis: Axis, workload: Workload, count: int) -> list[float]:
        """At most `count` round values of an axis, evenly chosen, and the workload's own."""
        places = [place for place, _ in self.axes.ticks(axis)]
        every = max(1, -(-len(places) // count))
        marks = {axis.tidy(place) for place in places[::every]}
        return sorted(marks | {current(workload, axis.input_name)})

    def _head(self, axis: Axis, value: float, workload: Workload) -> str:
        words = self.axes.mark(axis, value)
        here = value == current(workload, axis.input_name)
        return self._texts.t("map.now_head", value=words) if here else words

    def _figure(self, axis: Axis, value: float, workload: Workload) -> str:
        return self.axes.figure(axis, value, workload.kind)


def _service(grid: MapGrid, index: int) -> str:
    return "" if index == NOBODY else grid.services[index]


def winner_at(grid: MapGrid, x: float, y: float) -> str:
    """The service that wins at the node nearest to a place; empty where nothing fits."""
    rows, columns = grid.winner.shape
    return _service(grid, int(grid.winner[round(y * (rows - 1)), round(x * (columns - 1))]))
