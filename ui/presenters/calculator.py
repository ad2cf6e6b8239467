"""The calculator's presenter: inputs with undo on one side, the answer on the other. Qt-free.

It reads and writes `state.workload`, `state.options`, `state.example`, `state.ranges` and `state.currency`, so
that the comparison and the diagrams follow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import msgspec

from models.content.display import Display
from models.cost import engine
from models.cost.examples import Example, load_examples
from models.cost.options import COMPANIONS, Options
from models.cost.price_book import PriceBook
from models.cost.questions.setting import Setting
from models.cost.results import Estimate
from models.cost.workload import Workload
from models.duration.engine import duration_all
from models.duration.results import DurationEstimate
from models.errors import InputError
from models.scenario.scenario import Scenario
from models.state.app_state import AppState
from models.state.signal import Signal
from models.texts import pick
from ui.presenters import calculator_fields as fields
from ui.presenters.calculator_answer import CostAnswer
from ui.presenters.calculator_curve_axes import CurveChoice
from ui.presenters.calculator_duration import TimeAnswer
from ui.presenters.calculator_field_words import FieldView, FieldWords
from ui.presenters.calculator_fields import BY_NAME
from ui.presenters.calculator_history import Ranges
from ui.presenters.calculator_ranges import SpanMaker, Spans, SpanWords, TimeSpanWords
from ui.presenters.calculator_steps import Steps

if TYPE_CHECKING:
    from ui.presenters.calculator_tradeoff import TradeoffAnswer


class CalculatorPresenter:
    """What the tab asks and tells.

    `changed` is emitted once for each change, with the input being edited, or '' when any may
    differ; `stepped` when only what can be undone has changed.
    """

    changed = Signal()
    stepped = Signal()

    def __init__(self, state: AppState, display: Display, prices: Callable[[], PriceBook]) -> None:
        self.state, self.display, self._prices = state, display, prices
        self.curve = CurveChoice()
        self._words = FieldWords(display)
        self._units: dict[str, str] = {}
        self._estimates: tuple[tuple[Workload, Options, str], tuple[Estimate, ...]] | None = None
        self._durations: tuple[Workload, tuple[DurationEstimate, ...]] | None = None
        self._makers = {"cost": SpanMaker(), "time": SpanMaker()}
        self.compared_time = "whole"
        """Which time the view of cost against time compares: `whole` (of the month) or `single` (of one item)."""
        self._tradeoff: tuple[tuple[object, ...], TradeoffAnswer] | None = None
        self.steps = Steps(state, self._on_written, self._on_stepped)

    def dispose(self) -> None:
        """Stop listening to the state."""
        self.steps.dispose()

    # inputs

    @property
    def workload(self) -> Workload:
        """The workload in force."""
        return self.steps.workload

    @property
    def options(self) -> Options:
        """How things are bought, in force everywhere."""
        return self.steps.options

    @property
    def ranges(self) -> Ranges:
        """The uncertain inputs: name -> lowest and highest, in base units."""
        return self.state.ranges

    @property
    def opened(self) -> Scenario:
        """The scenario opened last, whose parts without a control here are kept when saving."""
        return self.steps.opened

    @property
    def language(self) -> str:
        """The language texts are in now."""
        return self.display.texts.language

    def examples(self) -> tuple[Example, ...]:
        """The example workloads, in their teaching order."""
        return load_examples()

    def example(self) -> Example | None:
        """The example in force, or None once an input was changed."""
        return self.steps.example()

    def lesson(self) -> str:
        """The sentence the current example teaches, or how to begin when there is none."""
        found = self.example()
        return pick(found.lesson, self.language) if found else self.display.texts.t("calc.own_workload")

    def choose_example(self, example_id: str) -> None:
        """Start from an example."""
        self.steps.choose_example(example_id)

    def reset(self) -> None:
        """Back to the last example as it was, with everything bought on demand and nothing uncertain."""
        self.steps.reset()

    def adopt(self, workload: Workload, options: Options) -> None:
        """Take a whole workload and way of buying from elsewhere (a measurement), as one step."""
        self.steps.adopt(workload, options)

    def adopt_scenario(self, scenario: Scenario) -> None:
        """Take everything a scenario holds (a file, a code), as one step."""
        self.steps.adopt_scenario(scenario)

    def set_text(self, name: str, text: str) -> str:
        """Take what was typed into a field. Returns what is wrong with it; then nothing else changes."""
        field = BY_NAME[name]
        try:
            value, unit = fields.read(field, text, self.unit(name), self.language)
        except InputError as error:
            return self.display.texts.error(error)
        self._units[name] = unit
        self._set(name, value)
        return ""

    def set_position(self, name: str, position: float) -> None:
        """Move a slider, 0 to 1."""
        self._drag()
        self.set_value(name, fields.from_slider(BY_NAME[name], self.workload, position))

    def set_value(self, name: str, value: float) -> None:
        """Set a numeric input in base units, from a slider or the chart."""
        self._units[name] = fields.unit_of(BY_NAME[name], value)
        self._set(name, value)

    def set_choice(self, name: str, value: object) -> None:
        """Set a choice or a switch of the workload: kind, arch, os, public, free_tier."""
        workload = msgspec.structs.replace(self.workload, **{name: value})
        if name == "kind" and value != self.workload.kind:
            workload = _with_kind(workload)
        self.steps.history.seal()
        self.steps.change(workload, self.options, name)
        self.steps.history.seal()

    def set_option(self, name: str, value: object) -> None:
        """Set a way of buying: spot, commitment, a mode."""
        self.steps.history.seal()
        self.steps.change(self.workload, msgspec.structs.replace(self.options, **{name: value}), name)
        self.steps.history.seal()

    def set_companion(self, name: str, on: bool) -> None:
        """Add or leave out a companion charge."""
        chosen = self.options.companions | {name} if on else self.options.companions - {name}
        self.set_option("companions", chosen)

    def companions(self) -> tuple[tuple[str, bool], ...]:
        """Every companion charge and whether it is counted."""
        return tuple((name, name in self.options.companions) for name in COMPANIONS)

    def seal(self) -> None:
        """A gesture ended (field left, slider released): the next change is a new undo step."""
        self.steps.history.seal()
        stale = [maker.settle() for maker in self._makers.values()]
        if any(stale):
            self.changed.emit("")

    def undo(self) -> bool:
        """Take back the last step; False when there is none."""
        return self.steps.undo()

    def redo(self) -> bool:
        """Repeat what was taken back; False when there is nothing."""
        return self.steps.redo()

    @property
    def can_undo(self) -> bool:
        """Whether `undo` would change something."""
        return self.steps.history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether `redo` would change something."""
        return self.steps.history.can_redo

    def unit(self, name: str) -> str:
        """The unit a field is shown in."""
        if name not in self._units:
            self._units[name] = fields.unit_of(BY_NAME[name], getattr(self.workload, name))
        return self._units[name]

    def settle_unit(self, name: str) -> None:
        """The field was left: show it again in its easiest unit."""
        self._units.pop(name, None)

    def field(self, name: str, typed: str | None = None) -> FieldView:
        """A field as it should look; `typed` is what stands in it while it is being edited."""
        return self._words.view(BY_NAME[name], self.workload, self.unit(name), typed)

    def set_amount(self, amount: float) -> None:
        """Move the workload to an amount read off the chart: three digits, whole where parts make no sense."""
        self._drag()
        read = float(f"{amount:.3g}")
        if self.workload.kind != "requests":
            read = max(1.0, float(round(read)))
        self.steps.change(msgspec.structs.replace(self.workload, amount=read), self.options, "chart")

    def set_point(self, values: Mapping[str, float]) -> None:
        """Move the workload to a point of the map: several numeric inputs in base units, as one change."""
        self._drag()
        self.steps.change(msgspec.structs.replace(self.workload, **values), self.options, "map")

    # answer

    def estimates(self) -> tuple[Estimate, ...]:
        """The bill of every service, ranked; computed once for each set of inputs and prices."""
        key = (self.workload, self.options, self.state.region)
        if self._estimates is None or self._estimates[0] != key:
            self._estimates = (key, engine.estimate_all(self.workload, self._prices(), self.options))
        return self._estimates[1]

    def answer(self, view: str = "cost") -> CostAnswer | TimeAnswer | TradeoffAnswer:
        """The words and numbers of the current answer: `cost`, `duration` or `tradeoff`."""
        if view == "tradeoff":
            return self.tradeoff()
        if view == "duration":
            count = len(self.state.ranges)
            words = TimeSpanWords(self.display, self.workload, self.time_spans(), count) if count else None
            return TimeAnswer(self.display, self.durations(), words)
        return self._cost()

    def _cost(self) -> CostAnswer:
        words = SpanWords(self.display, self.workload, self.spans(), len(self.state.ranges))
        return CostAnswer(self.display, self.estimates(), words, self.state.currency)

    def spans(self) -> Spans:
        """The lowest and highest bill of every service over the uncertain inputs; empty without any."""
        if not self.state.ranges:
            return {}
        return self._makers["cost"].spans(self._setting(), self.state.ranges, self.estimates())

    def time_spans(self) -> Spans:
        """The shortest and longest time on every service over the uncertain inputs, seconds; empty without any."""
        if not self.state.ranges:
            return {}
        return self._makers["time"].times(self._setting(), self.state.ranges, self.durations())

    def _setting(self) -> Setting:
        return Setting(self.workload, self._prices(), self.options)

    def tradeoff(self) -> TradeoffAnswer:
        """Cost against time; the same answer for list and chart."""
        from ui.presenters.calculator_tradeoff import TradeoffAnswer  # only for those who look at this view

        estimates, durations, by = self.estimates(), self.durations(), self.compared_time
        key = (estimates, durations, by, self.language, self.spans(), self.state.currency)
        known = self._tradeoff
        if known is None or known[0] != key:
            answer = TradeoffAnswer(self.display, estimates, durations, by, self._cost())
            known = self._tradeoff = (key, answer)
        return known[1]

    def durations(self) -> tuple[DurationEstimate, ...]:
        """How long it takes on every service; computed once for each workload."""
        if self._durations is None or self._durations[0] != self.workload:
            self._durations = (self.workload, duration_all(self.workload))
        return self._durations[1]

    def subtitle(self, view: str) -> str:
        """What the numbers stand on: region and way of buying, or the assumption behind the times."""
        t = self.display.texts.t
        if view == "tradeoff":
            return " · ".join((self.subtitle("cost"), self.subtitle("duration")))
        if view == "duration":
            return t("calc.time.subtitle_on" if self.workload.kind == "always_on" else "calc.time.subtitle")
        bought = [t("cost.purchase.spot")] if self.options.spot else []
        if self.options.commitment != "none" or not bought:
            bought.append(t(f"cost.purchase.{self.options.commitment}"))
        return t("calc.subtitle", region=self.state.region, purchase=", ".join(bought).lower())

    def book(self) -> PriceBook:
        """The prices in force."""
        return self._prices()

    # inside

    def _drag(self) -> None:
        """Until the gesture ends, uncertain totals are those of the places found last."""
        for maker in self._makers.values():
            maker.moving = True

    def _set(self, name: str, value: float) -> None:
        self.steps.change(msgspec.structs.replace(self.workload, **{name: value}), self.options, name)

    def _on_written(self, edited: str) -> None:
        """The field being edited keeps its unit; every other is shown in its easiest."""
        typed, _, rest = edited.partition(":")
        name = rest.partition(":")[0] if typed in ("range", "option") else edited
        kept = self._units.get(name)
        self._units.clear()
        if kept is not None:
            self._units[name] = kept
        known = name in BY_NAME or typed in ("option", "currency")
        self.changed.emit(name if known else "")

    def _on_stepped(self) -> None:
        self.stepped.emit(None)


def _with_kind(workload: Workload) -> Workload:
    """A change of kind brings the amount (and a duration of zero sense) into a sensible range."""
    low, high = fields.AMOUNT_SLIDERS[workload.kind]
    amount = min(max(workload.amount, low), high)
    if workload.kind == "always_on" and workload.amount > high:
        amount = 1.0
    return msgspec.structs.replace(workload, amount=amount)
