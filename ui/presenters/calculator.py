"""The calculator's presenter: what is set, with undo; what it answers stands in `Answering`. Qt-free.

It reads and writes `state.workload`, `state.options`, `state.example`, `state.ranges` and `state.currency`, so
that the comparison and the diagrams follow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from models.content.display import Display
from models.cost.examples import Example, load_examples
from models.cost.options import COMPANIONS, Options
from models.cost.price_book import PriceBook
from models.cost.workload import Workload
from models.errors import InputError
from models.scenario.scenario import Scenario
from models.state.app_state import AppState
from models.state.signal import Signal
from models.texts import pick
from ui.presenters import calculator_fields as fields
from ui.presenters.calculator_answering import Answering
from ui.presenters.calculator_curve_axes import CurveChoice
from ui.presenters.calculator_field_words import FieldView, FieldWords
from ui.presenters.calculator_fields import BY_NAME
from ui.presenters.calculator_steps import Steps


class CalculatorPresenter(Answering):
    """What the tab asks and tells.

    `changed` is emitted once for each change, with the input being edited, or '' when any may
    differ; `stepped` when only what can be undone has changed.
    """

    changed = Signal()
    stepped = Signal()

    def __init__(self, state: AppState, display: Display, prices: Callable[[], PriceBook]) -> None:
        super().__init__(state, display, prices)
        self.curve = CurveChoice()
        self._words = FieldWords(display)
        self._units: dict[str, str] = {}
        self.steps = Steps(state, self._on_written, self._on_stepped)

    def dispose(self) -> None:
        """Stop listening to the state."""
        self.steps.dispose()

    # inputs

    @property
    def opened(self) -> Scenario:
        """The scenario opened last, whose parts without a control here are kept when saving."""
        return self.steps.opened

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
        self.drag()
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
        if self.settle():
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

    def set_point(self, values: Mapping[str, float]) -> None:
        """Move the workload to a point of a chart: numeric inputs in base units, as one change."""
        self.drag()
        self.steps.change(msgspec.structs.replace(self.workload, **values), self.options, "map")

    # inside

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
