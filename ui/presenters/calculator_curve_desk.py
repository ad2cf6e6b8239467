"""The curve as screen and exports ask for it: what is drawn now, what stands at a place, its table. Qt-free.

It keeps the lines while nothing but the current point moves, so that a drag along the axis computes nothing.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from models.content.display import Display
from models.cost.engine import RANKED
from models.cost.ops import np
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_curve_axes import Measure, Upright, upright
from ui.presenters.calculator_curve_lines import (
    COARSE,
    POINTS,
    Crossing,
    Curves,
    Question,
    crossings,
    exact,
    seconds,
)
from ui.presenters.calculator_curve_lines import curves as curves_of
from ui.presenters.calculator_curves import TOLD, CurveMaker, CurveTable
from ui.presenters.calculator_map_axes import Axis

STEPS = 96
"""Presses of an arrow from one end of the axis to the other."""
Look = tuple[str, tuple[tuple[float, str], ...]]
Asking = tuple[Question, Axis, dict[str, float]]


class PlaceView(NamedTuple):
    """What stands at a place: heights in the order of the services (NaN: none), a title, the rows of the card."""

    place: float
    heights: list[float]
    title: str
    rows: tuple[tuple[str, str, str], ...]


class CurveDesk:
    """One curve of a presenter's workload, for the input and the scales its choice names."""

    services = RANKED

    def __init__(self, presenter: CalculatorPresenter, display: Display, measure: Measure = "cost") -> None:
        self._presenter = presenter
        self.maker = CurveMaker(display)
        self.choice = presenter.curve
        self.measure = measure
        self._curves: Curves | None = None
        self._up: Upright | None = None
        self._key: tuple[object, ...] = ()
        self._points = 0
        self._changes: tuple[object, tuple[Crossing, ...]] = (None, ())
        self._looks: tuple[object, tuple[Look, Look]] | None = None

    # lines

    def asking(self) -> Asking:
        """What the lines follow from, so that they can be worked out elsewhere (by `curves` of the lines)."""
        question = self.question()
        return question, self._axis(question, held=False), self._figures()

    def follow(self, points: int = POINTS, held: bool = False) -> bool:
        """Bring the lines up to date, on at least so many points if computed; whether they are others now.

        `held`: the current point is being dragged, so that the axis must not change under the pointer.
        """
        question = self.question()
        axis = self._axis(question, held)
        still = msgspec.structs.replace(question.workload, **{axis.input_name: axis.high})
        key = (still, question.options, question.book.region, self.measure, axis)
        if self._curves is not None and key == self._key and points <= self._points:
            self._curves = self._curves.moved(question, self._figures())
        else:
            self._curves = curves_of(question, axis, self._figures(), points)
            self._key, self._points, self._up = key, points, None
        fresh = self._up is None
        self._up = self._up or upright(self._curves.table, self.measure, self.choice.up(self.measure))
        return fresh

    def rescale(self) -> None:
        """The scale of cost or time is another one: the lines stand at other heights."""
        self._up = None

    @property
    def curves(self) -> Curves:
        """The lines, once followed."""
        if self._curves is None:
            self.follow()
        assert self._curves is not None
        return self._curves

    @property
    def up(self) -> Upright:
        """The upright scale that holds them."""
        if self._up is None:
            self.follow(COARSE)
        assert self._up is not None
        return self._up

    def question(self) -> Question:
        """What the engine is asked with."""
        presenter = self._presenter
        return Question(presenter.workload, presenter.book(), presenter.options, self.measure, presenter.quotas)

    def changes(self) -> tuple[Crossing, ...]:
        """Where the best service changes; looked for once for the same lines."""
        found = self.curves
        if self._changes[0] is not found.table:
            self._changes = (found.table, crossings(found))
        return self._changes[1]

    def _axis(self, question: Question, held: bool) -> Axis:
        axis = self.maker.axis(question.workload, self.choice)
        if held and self._curves is not None and self._curves.axis.input_name == axis.input_name:
            return self._curves.axis
        return axis

    def _figures(self) -> dict[str, float]:
        presenter = self._presenter
        return seconds(presenter.durations()) if self.measure == "time" else exact(presenter.estimates())

    # places

    def heights(self) -> object:
        """Where every line stands, 0 to 1: an array (services, n)."""
        return self.up.place(self.curves.table)

    def now(self) -> tuple[float, list[float]]:
        """Where the workload stands along, and every service there."""
        found = self.curves
        return found.axis.place(found.now), self._standing(found.now_ys)

    def marks(self) -> list[tuple[float, float, str]]:
        """(place along, height, words) of the changes that are named."""
        found = self.curves
        told = self.changes()[:TOLD]
        heights = self.up.place(np().asarray([one.y for one in told])).tolist()
        return [
            (found.axis.place(one.x), height, self.maker.crossing_words(found, one))
            for one, height in zip(told, heights, strict=True)
        ]

    def value_at(self, place: float) -> float:
        """The value a person means by a place: the exact one of a change or of the workload, else a tidy one."""
        axis, found = self.curves.axis, self.curves
        known = [one.x for one in self.changes_known()] + [found.now]
        return next((x for x in known if abs(axis.place(x) - place) < 1e-9), axis.tidy(place))

    def changes_known(self) -> tuple[Crossing, ...]:
        """The changes of the lines, if they were looked for already."""
        return self._changes[1] if self._changes[0] is self.curves.table else ()

    def stepped(self, place: float, steps: int) -> float:
        """The place of the tidy value some steps away."""
        axis = self.curves.axis
        return axis.place(axis.stepped(self.value_at(place), steps, STEPS))

    def at(self, place: float) -> PlaceView:
        """What the crosshair says at a place."""
        found, value = self.curves, self.value_at(place)
        view = self.maker.reading(found, value)
        return PlaceView(found.axis.place(value), self._standing(view.ys), view.title, view.rows)

    def _standing(self, ys: dict[str, float]) -> list[float]:
        found: list[float] = self.up.place(np().asarray([ys[name] for name in RANKED])).tolist()
        return found

    # words

    def title(self) -> str:
        """What the chart shows."""
        return self.maker.title(self._presenter.workload, self.choice, self.measure)

    def looks(self) -> tuple[Look, Look]:
        """Caption and figures of both axes, the lying one first."""
        axis, up, kind = self.curves.axis, self.up, self._presenter.workload.kind
        key = (axis, up, kind, self._presenter.language)
        if self._looks is None or self._looks[0] != key:
            axes, caption = self.maker.axes, self.maker.caption(self.measure, kind)
            self._looks = (key, ((axes.caption(axis, kind), axes.ticks(axis)), (caption, self.maker.up.ticks(up))))
        return self._looks[1]

    def inputs(self) -> tuple[list[tuple[str, str]], str, str, str]:
        """(input, name) of everything that can lie along, the one that does, its scale and the upright one."""
        workload, axes = self._presenter.workload, self.maker.axes
        known = axes.inputs(workload)
        natural = axes.axis(self.choice.input(known), workload)
        inputs = [(name, axes.label(name, workload.kind)) for name in known]
        return inputs, natural.input_name, self.choice.along(natural), self.choice.up(self.measure)

    def summary(self) -> str:
        """Who is best where."""
        return self.maker.summary(self.curves, self.changes())

    def spoken(self) -> str:
        """The whole curve for a screen reader."""
        return self.maker.spoken(self.curves, self.changes())

    def table(self) -> CurveTable:
        """The curve as rows."""
        return self.maker.table(self.curves, self.changes())
