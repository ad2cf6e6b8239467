"""The curve in words: its title, what its axes say, who is best where, as a reading and as a table. Qt-free.

The figures of a reading and of the table are those of the list itself, so that curve, list and map always agree.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from models import formats
from models.content.display import Display
from models.cost.engine import RANKED
from models.cost.workload import Workload
from models.texts import Money
from ui.presenters.calculator_curve_axes import CurveChoice, Measure, UprightWords, scaled
from ui.presenters.calculator_curve_lines import NOBODY, Crossing, Curves, together, winners
from ui.presenters.calculator_fields import BY_NAME, factor_of, unit_of
from ui.presenters.calculator_map_axes import Axis, AxisWords
from ui.presenters.calculator_words import Words, span_text

TOLD = 4  # changes of the best service that the summary names and the chart marks
ROWS = 13  # round values in the table
CLOSE = 0.02  # lines that end nearer than this share of each other run together


class CurveTable(msgspec.Struct, frozen=True):
    """The curves as rows for reading: values down, services across; `best` is each row's best column (0: none).

    `figures` are the numbers behind the cells, the input's first; None where nothing fits. `units`: those of the
    figures of each column.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    best: tuple[int, ...]
    figures: tuple[tuple[float | None, ...], ...] = ()
    units: tuple[str, ...] = ()


class Reading(NamedTuple):
    """What the crosshair says at a value: its words, and (id, name, figure) from the best to the worst."""

    title: str
    rows: tuple[tuple[str, str, str], ...]
    ys: dict[str, float]


class CurveMaker:
    """Chooses axes and puts curves in words."""

    def __init__(self, display: Display) -> None:
        self._display, self._words, self._texts = display, Words(display), display.texts
        self.axes = AxisWords(display)
        self.up = UprightWords(display)
        self._groups: tuple[object, tuple[tuple[str, ...], ...]] = (None, ())

    # axes

    def axis(self, workload: Workload, choice: CurveChoice) -> Axis:
        """The lying axis the person chose, for this workload."""
        natural = self.axes.axis(choice.input(self.axes.inputs(workload)), workload)
        return scaled(natural, choice.along(natural))

    def title(self, workload: Workload, choice: CurveChoice, measure: Measure) -> str:
        """What the chart shows: cost or time against which input."""
        name = choice.input(self.axes.inputs(workload))
        key = f"amount_{workload.kind}" if name == "amount" else name
        return self._texts.t(f"curve.title_{measure}", input=self._texts.t(f"curve.by.{key}"))

    def caption(self, measure: Measure, kind: str) -> str:
        """What stands at the upright axis."""
        if measure == "cost":
            return self._texts.t("curve.up_cost")
        return self._texts.t("curve.up_on" if kind == "always_on" else "curve.up_lot")

    # words

    def name(self, service: str) -> str:
        """The short name of a service; the words for none."""
        return self._texts.t(f"cost.service.{service}" if service else "curve.nobody")

    def figure(self, measure: Measure, value: float) -> str:
        """Cost or time in full, or that it does not fit."""
        if math.isnan(value):
            return self._texts.t("curve.no_fit")
        return span_text(value, self._words) if measure == "time" else self._texts.value(Money(value))

    def value(self, found: Curves, value: float, digits: int = 7) -> str:
        """A value of the input with its unit; to so many digits of that unit where it is not a whole number."""
        if value != round(value) or found.axis.input_name != "amount":
            field = BY_NAME[found.axis.input_name]
            factor = factor_of(field, unit_of(field, value))
            value = float(f"{value / factor:.{digits}g}") * factor
        return self.axes.figure(found.axis, value, found.question.workload.kind, 12)

    def crossing_words(self, found: Curves, crossing: Crossing) -> str:
        """The short label at a crossing; services whose line is the same are counted, the summary names them."""
        plain = found.axis.input_name == "amount"  # its unit stands at the axis
        at = self.axes.mark(found.axis, crossing.x) if plain else self.value(found, crossing.x, 3)
        key = "curve.crossing" if crossing.after else "curve.crossing_nobody"
        others = len(next((group for group in self.same(found) if crossing.after in group), (1,))) - 1
        name = f"{self.name(crossing.after)} +{others}" if others else self.name(crossing.after)
        return self._texts.t(key, value=at, name=name)

    def summary(self, found: Curves, crossings: Sequence[Crossing]) -> str:
        """The chart in a few sentences: who is best where, and whose lines are one."""
        first = winners(found.table[:, :1], found.question.measure)[0]
        named = {one.after for one in crossings[:TOLD]} | ({RANKED[first]} if first != NOBODY else set())
        return " ".join(part for part in (self._best(found, crossings), self._same(found, named)) if part)

    def spoken(self, found: Curves, crossings: Sequence[Crossing]) -> str:
        """The same for a screen reader, with the current point, lines that end close, and the keys."""
        parts = [self.summary(found, crossings), self._close(found), self._now(found)]
        return self._texts.t("curve.spoken", summary=" ".join(part for part in parts if part))

    def _best(self, found: Curves, crossings: Sequence[Crossing]) -> str:
        t, measure = self._texts.t, found.question.measure
        first = winners(found.table[:, :1], measure)[0]
        if not crossings:
            if first == NOBODY:
                return t("curve.nothing")
            return t(f"curve.always_{measure}", name=self._all(found, RANKED[first]))
        parts = [self._until(found, RANKED[first] if first != NOBODY else "", crossings[0])]
        for one in crossings[1:TOLD]:
            key = "curve.then" if one.after else "curve.then_nobody"
            parts.append(t(key, value=self._bare(found, one.x, 5), name=self._all(found, one.after)))
        if len(crossings) > TOLD:
            parts.append(t("curve.more", count=len(crossings) - TOLD))
        return " ".join(parts)

    def _until(self, found: Curves, service: str, change: Crossing) -> str:
        """Who is the best up to the first change, and who from there."""
        value, then = self.value(found, change.x, 5), self._all(found, change.after)
        if not service:
            return self._texts.t("curve.until_nobody", value=value, next=then)
        name = self._all(found, service)
        return self._texts.t(f"curve.until_{found.question.measure}", name=name, value=value, next=then)

    def same(self, found: Curves) -> tuple[tuple[str, ...], ...]:
        """Groups of services whose lines are one all the way; looked for once for the same lines."""
        if self._groups[0] is not found.table:
            self._groups = (found.table, together(found))
        return self._groups[1]

    def _all(self, found: Curves, service: str) -> str:
        """A service with those whose line is the same: EC2 = Elastic Beanstalk."""
        group = next((group for group in self.same(found) if service in group), (service,))
        return " = ".join(self.name(one) for one in (service, *(one for one in group if one != service)))

    def _same(self, found: Curves, named: set[str]) -> str:
        """Lines that lie on each other all the way; not those whose equality is told with a service `named`."""
        t, measure = self._texts.t, found.question.measure
        groups = (self._listed(group) for group in self.same(found) if not named & set(group))
        return " ".join(t(f"curve.same_{measure}", names=names) for names in groups)

    def _close(self, found: Curves) -> str:
        """Lines that are not the same and yet end nearly at one point."""
        ends = [(float(found.table[row, -1]), name) for row, name in enumerate(RANKED)]
        ends = sorted(end for end in ends if not math.isnan(end[0]))
        groups: list[list[tuple[float, str]]] = []
        for end in ends:
            if groups and end[0] <= groups[-1][0][0] * (1.0 + CLOSE):
                groups[-1].append(end)
            else:
                groups.append([end])
        same = [set(group) for group in self.same(found)]
        close = [tuple(name for _, name in group) for group in groups if len(group) > 1]
        told = [self._listed(group) for group in close if not any(set(group) <= one for one in same)]
        return self._texts.t("curve.close", names="; ".join(told)) if told else ""

    def _listed(self, services: Sequence[str]) -> str:
        names = [self.name(one) for one in services]
        return self._texts.t("curve.and", first=", ".join(names[:-1]), last=names[-1])

    def _now(self, found: Curves) -> str:
        """The current value and what is the best there."""
        measure = found.question.measure
        figures = found.question.point(found.axis.input_name, found.now)
        fits = {name: y for name, y in figures.items() if not math.isnan(y)}
        value = self.value(found, found.now)
        if not fits:
            return self._texts.t("curve.now_nobody", value=value)
        best = min(fits, key=fits.__getitem__)
        return self._texts.t(
            "curve.now", value=value, name=self.name(best), figure=self.figure(measure, fits[best])
        )

    # reading

    def reading(self, found: Curves, value: float) -> Reading:
        """What the crosshair says at a value of the input."""
        measure = found.question.measure
        ys = found.question.point(found.axis.input_name, value)
        cells = sorted((ys[name], place) for place, name in enumerate(RANKED) if not math.isnan(ys[name]))
        names = ((RANKED[place], y) for y, place in cells)  # equal ones in the order of the list
        rows = tuple((name, self.name(name), self.figure(measure, y)) for name, y in names)
        return Reading(self.value(found, value), rows, ys)

    def table(self, found: Curves, crossings: Sequence[Crossing] = ()) -> CurveTable:
        """Round values, the current one and the break-evens, with the figure of every service."""
        axis, measure = found.axis, found.question.measure
        round_ones = self.axes.values(axis)
        every = max(1, -(-len(round_ones) // ROWS))
        values = {*round_ones[::every], found.now, axis.low, axis.high}
        changes = {one.x: one for one in crossings[:TOLD]}
        rows, best, figures = [], [], []
        unit, size = self._unit(found)
        for x in sorted(values | set(changes)):
            ys = found.question.point(axis.input_name, x)
            rows.append((self._head(found, x, changes.get(x)), *(self.figure(measure, ys[one]) for one in RANKED)))
            fits = [name for name in RANKED if not math.isnan(ys[name])]
            best.append(1 + RANKED.index(min(fits, key=ys.__getitem__)) if fits else 0)
            figures.append((x / size, *(None if math.isnan(ys[name]) else ys[name] for name in RANKED)))
        label = self.axes.label(axis.input_name, found.question.workload.kind)
        header = (label, *(self.name(name) for name in RANKED))
        unit = unit if unit.lower() != label.lower() else ""
        units = (unit, *("USD" if measure == "cost" else self._texts.unit("s") for _ in RANKED))
        return CurveTable(header, tuple(rows), tuple(best), tuple(figures), units)

    def _unit(self, found: Curves) -> tuple[str, float]:
        """The unit the figures of the input are given in, and its size in base units."""
        unit, size = BY_NAME[found.axis.input_name].scale[0]
        if size == 0.001:  # times are given in seconds
            return self._texts.unit("s"), 1.0
        if found.axis.input_name == "amount":
            return self.axes.caption(found.axis, found.question.workload.kind).lower(), 1.0
        return self._texts.t(f"calc.unit.{unit}"), size

    def _head(self, found: Curves, x: float, crossing: Crossing | None) -> str:
        words = self._bare(found, x)
        if x == found.now:
            return self._texts.t("curve.now_row", value=words)
        if crossing is not None:
            return self._texts.t("curve.even_row", value=words)
        return words

    def _bare(self, found: Curves, x: float, digits: int = 7) -> str:
        """A value without a unit that the column's head says already."""
        if found.axis.input_name == "amount":
            return formats.number(x if x == round(x) else float(f"{x:.9g}"), self._texts.language)
        return self.value(found, x, digits)
