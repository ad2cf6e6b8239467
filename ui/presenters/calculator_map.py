"""The map in words: its axes, who is best where, what is told of a point, the map as a table. Qt-free."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from models import formats
from models.content.display import Display
from models.cost.options import Options
from models.cost.price_book import PriceBook
from models.cost.questions.setting import Setting
from models.cost.workload import Workload
from models.duration.options import DurationOptions
from ui.presenters.calculator_map_axes import Axis, AxisWords, current
from ui.presenters.calculator_map_grid import Area, MapGrid, MapQuestion, winners
from ui.presenters.calculator_map_reading import Answers, ReadingView, Sayings, answers_at

__all__ = ["MapMaker", "MapTable", "ReadingView", "winner_at"]


class MapTable(msgspec.Struct, frozen=True):
    """Winners on a small grid: a head for each column and row, and the name in each cell."""

    corner: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


class MapMaker:
    """Asks for axes and puts maps in words."""

    def __init__(self, display: Display) -> None:
        self._texts = display.texts
        self._sayings = Sayings(display)
        self.axes = AxisWords(display)
        self.name = self._sayings.name
        self.glyph = self._sayings.glyph

    def question(
        self,
        workload: Workload,
        book: PriceBook,
        options: Options,
        names: tuple[str, str],
        measure: str = "cost",
        *,
        quotas: DurationOptions | None = None,
    ) -> MapQuestion:
        """What to ask the engine for a map over two inputs (across, up), by `cost` or by `time`."""
        x, y = (self.axes.axis(name, workload) for name in names)
        return MapQuestion(Setting(workload, book, options), x, y, measure, quotas or DurationOptions())

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

    def title(self, measure: str) -> str:
        """What the map is of."""
        return self._texts.t(f"map.title_{measure}")

    def basis(self, question: MapQuestion) -> str:
        """What its times stand on; nothing to add where bills are compared."""
        if question.measure == "cost":
            return ""
        kind = question.setting.workload.kind
        return self._texts.t("calc.time.subtitle_on" if kind == "always_on" else "calc.time.subtitle")

    def summary(self, grid: MapGrid) -> str:
        """Who wins where, and how much of the map."""
        t, shares, measure = self._texts.t, grid.shares(), grid.question.measure
        if len(shares) > 1:
            parts = ", ".join(self._share(area, part) for area, part in shares)
            return t(f"map.shares_{measure}", parts=parts)
        area = shares[0][0]
        if len(area) > 1:
            *most, last = (self.name((one,)) for one in area)
            return t(f"map.only_tied_{measure}", names=", ".join(most), last=last)
        return t(f"map.only_{measure}", name=self.name(area)) if area else t("map.nowhere")

    def legend_head(self, grid: MapGrid) -> str:
        """What stands before the legend; the whole sentence where a single area fills the map."""
        return self._texts.t("map.legend") if len(grid.shares()) > 1 else self.summary(grid)

    def legend(self, grid: MapGrid) -> tuple[tuple[Area, str], ...]:
        """(area, names and share), largest first; none where a single area fills the map."""
        shares = grid.shares()
        return tuple((area, self._share(area, part)) for area, part in shares) if len(shares) > 1 else ()

    def spoken(self, grid: MapGrid, answers: Answers) -> str:
        """The whole map for a screen reader: axes, who wins where, where the workload stands, what keys do."""
        question = grid.question
        kind, measure = question.setting.workload.kind, question.measure
        x, y = (self.axes.label(axis.input_name, kind) for axis in (question.x, question.y))
        summary = f"{self.summary(grid)} {self.now(question, answers)}"
        return self._texts.t(f"map.spoken_{measure}", x=x, y=y, summary=summary, basis=self.basis(question))

    def now(self, question: MapQuestion, answers: Answers) -> str:
        """The sentence about the current workload; `answers` are its bills or durations."""
        workload = question.setting.workload
        x, y = self._figures(question, workload)
        return self._sayings.now(question, answers, x, y)

    def reading(
        self, question: MapQuestion, values: Mapping[str, float], answers: Answers | None = None
    ) -> ReadingView:
        """The winner and its runner-up where the axes have `values`, or why nothing fits there."""
        there = msgspec.structs.replace(question.setting.workload, **values)
        x, y = self._figures(question, there)
        rows = self._sayings.rows(question, answers or answers_at(question, there))
        return ReadingView(self._texts.t("map.point", x=x, y=y), rows)

    def table(self, grid: MapGrid, columns: int = 6, rows: int = 6) -> MapTable:
        """Winners at round values of both axes and at the workload's own, top row the highest."""
        t, question = self._texts.t, grid.question
        workload, x, y = question.setting.workload, question.x, question.y
        xs, ys = self._marks(x, workload, columns), self._marks(y, workload, rows)[::-1]
        heads = tuple(tuple(self._head(axis, at, workload) for at in marks) for axis, marks in ((x, xs), (y, ys)))
        cells = tuple(tuple(self.name(area) for area in row) for row in winners(question, xs, ys))
        names = [self.axes.label(axis.input_name, workload.kind) for axis in (x, y)]
        return MapTable(t("map.corner", x=names[0], y=names[1]), heads[0], heads[1], cells)

    def table_name(self, question: MapQuestion) -> str:
        """What the table shows."""
        kind, axes = question.setting.workload.kind, (question.x, question.y)
        x, y = (self.axes.label(axis.input_name, kind) for axis in axes)
        return self._texts.t(f"map.table_name_{question.measure}", x=x, y=y)

    def _figures(self, question: MapQuestion, workload: Workload) -> tuple[str, str]:
        """Both inputs of a workload with their units."""
        x, y = (
            self.axes.figure(axis, current(workload, axis.input_name), workload.kind)
            for axis in (question.x, question.y)
        )
        return x, y

    def _share(self, area: Area, part: float) -> str:
        t, language = self._texts.t, self._texts.language
        if part < 0.01:
            share = t("map.share_tiny", share=formats.percent(1.0, language, 0))
        else:
            share = formats.percent(min(99.0, round(part * 100.0)), language, 0)
        if not area:
            return t("map.share_nothing", share=share)
        return t("map.share", name=self.name(area), share=share)

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


def winner_at(grid: MapGrid, x: float, y: float) -> Area:
    """The services that win at the node nearest to a place; none where nothing fits."""
    rows, columns = grid.winner.shape
    return grid.area(int(grid.winner[round(y * (rows - 1)), round(x * (columns - 1))]))
