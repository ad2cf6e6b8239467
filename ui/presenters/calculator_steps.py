"""What is set, step by step: reads and writes the shared state and remembers each step for undo. Qt-free."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from models.cost.examples import Example, load_examples
from models.cost.options import Options
from models.cost.workload import Workload, checked_range
from models.duration.options import DurationOptions
from models.scenario.scenario import Scenario
from models.state.app_state import AppState
from models.state.currency import Currency
from models.state.signal import SignalInstance
from ui.presenters.calculator_history import History, Ranges, Snapshot


class Steps:
    """Every change of the calculator's inputs goes through here, also those other views make.

    `told` is called once for each change, with the field being edited, or '' when any field may differ; `stepped`
    when only what can be undone has changed.
    """

    def __init__(self, state: AppState, told: Callable[[str], None], stepped: Callable[[], None]) -> None:
        self.state, self._told, self._stepped = state, told, stepped
        self.history = History()
        self.opened = Scenario()
        self._quiet = False
        self._adopt_at_start()
        self._region = state.region
        state.example_changed.connect(self._on_example_changed)
        for signal in self._parts():
            signal.connect(self._on_part_changed)
        state.region_changed.connect(self._on_region_changed)

    def dispose(self) -> None:
        """Stop listening to the state."""
        self.state.example_changed.disconnect(self._on_example_changed)
        self.state.region_changed.disconnect(self._on_region_changed)
        for signal in self._parts():
            signal.disconnect(self._on_part_changed)

    # what is set

    @property
    def workload(self) -> Workload:
        """The workload in force."""
        found = self.state.workload
        return found if isinstance(found, Workload) else load_examples()[0].workload

    @property
    def options(self) -> Options:
        """How things are bought, in force everywhere."""
        return self.state.options or Options()

    @property
    def quotas(self) -> DurationOptions:
        """The account's quotas, retries and interruptions that times stand on."""
        return self.state.quotas or DurationOptions()

    def now(self) -> Snapshot:
        """Everything as it stands."""
        state = self.state
        return Snapshot(
            self.workload,
            self.options,
            state.example,
            state.ranges,
            state.region,
            state.currency,
            self.opened,
            state.compared,
            self.quotas,
        )

    def example(self) -> Example | None:
        """The example in force, or None once an input was changed."""
        found = by_id(self.state.example)
        return found if found is not None and found.workload == self.workload else None

    # changing it

    def choose_example(self, example_id: str) -> None:
        """Start from an example: its workload, with nothing uncertain."""
        found = by_id(example_id)
        if found is not None:
            self.whole_step(f"example:{found.id}", workload=found.workload, example=found.id, ranges={})

    def reset(self) -> None:
        """Back to the last example as it was: bought on demand, with the starting quotas and nothing uncertain."""
        found = self._origin
        usual = Options(), DurationOptions()
        self.whole_step(
            "reset", workload=found.workload, options=usual[0], quotas=usual[1], example=found.id, ranges={}
        )

    def adopt(self, workload: Workload, options: Options) -> None:
        """Take a whole workload and way of buying from elsewhere, as one step."""
        self.history.seal()
        self.change(workload, options, "adopt")
        self.history.seal()

    def adopt_scenario(self, scenario: Scenario) -> None:
        """Take everything a scenario holds, region, ranges, currency and comparison with it, as one step."""
        workload = scenario.workload.validate()
        self.whole_step(
            "scenario",
            workload=workload,
            options=scenario.options.validate(),
            quotas=scenario.duration.validate(),
            example=self._example_of(workload),
            ranges=widened(scenario.ranges, workload),
            region=scenario.region,
            currency=scenario.currency or self.state.currency,
            opened=scenario,
            compared=scenario.compared or self.state.compared,
        )

    def change(self, workload: Workload, options: Options, gesture: str) -> None:
        """Another workload or way of buying; the same gesture again joins the step. Errors: WorkloadError.

        A range whose expected value moves beyond an end takes that end along, and gives it back within a gesture.
        """
        workload.validate()
        options.validate()
        before = self.now()
        began = self.history.began(gesture, before).ranges
        ranges = {name: began.get(name, ends) for name, ends in before.ranges.items()}
        self._apply(
            _step(
                before,
                workload=workload,
                options=options,
                example=self._example_of(workload),
                ranges=widened(ranges, workload) if ranges else before.ranges,
            ),
            gesture,
        )

    def set_range(self, name: str, ends: tuple[float, float] | None, gesture: str) -> None:
        """Make a numeric input uncertain between two ends in base units, or certain again with None.

        Errors: WorkloadError for ends that are out of bounds, in the wrong order or not around the input's value.
        """
        ranges = {field: found for field, found in self.state.ranges.items() if field != name}
        if ends is not None:
            checked_range(name, *ends)
            value = expected_of(name, self.workload)
            if value is not None:
                checked_range(name, ends[0], value)
                checked_range(name, value, ends[1])
            ranges[name] = ends
        self._apply(_step(self.now(), ranges=ranges), gesture)

    def set_currency(self, currency: Currency | None, gesture: str) -> None:
        """A second currency at the person's rate, or none. Errors: InputError."""
        if currency is not None:
            currency.validate()
        self._apply(_step(self.now(), currency=currency), gesture)

    def set_quotas(self, quotas: DurationOptions, gesture: str) -> None:
        """Other quotas, retries or interruptions. Errors: WorkloadError."""
        self._apply(_step(self.now(), quotas=quotas.validate()), gesture)

    def whole_step(self, gesture: str, **parts: object) -> None:
        """Several parts of what is set, as one step that joins no other."""
        self.history.seal()
        before = self.now() if "compared" in parts else _step(self.now())
        self._apply(msgspec.structs.replace(before, **parts), gesture, before)
        self.history.seal()

    def undo(self) -> bool:
        """Take back the last step; False when there is none."""
        return self._restore(self.history.undo(self.now()))

    def redo(self) -> bool:
        """Repeat what was taken back; False when there is nothing."""
        return self._restore(self.history.redo(self.now()))

    # inside

    def _parts(self) -> tuple[SignalInstance, ...]:
        state = self.state
        return (
            state.workload_changed,
            state.options_changed,
            state.ranges_changed,
            state.currency_changed,
            state.quotas_changed,
        )

    def _adopt_at_start(self) -> None:
        """An example asked for by a link or a first start wins; else the workload of the last session."""
        found, state = by_id(self.state.example), self.state
        self._origin = found or load_examples()[0]
        if found is not None:
            if found.workload != state.workload:
                state.ranges = {}
            state.workload = found.workload
        elif not isinstance(state.workload, Workload):
            state.workload, state.example, state.ranges = self._origin.workload, self._origin.id, {}
        state.ranges = widened(state.ranges, self.workload)

    def _example_of(self, workload: Workload) -> str:
        """The example this still is, or is again; empty once it is the person's own."""
        return self._origin.id if self._origin.workload == workload else ""

    def _apply(self, snapshot: Snapshot, gesture: str, before: Snapshot | None = None) -> None:
        before = before or _step(self.now())
        if snapshot == before:
            return
        self.history.record(before, gesture)
        self._write(snapshot, gesture)

    def _restore(self, snapshot: Snapshot | None) -> bool:
        if snapshot is None:
            return False
        self._write(snapshot)
        return True

    def _write(self, snapshot: Snapshot, edited: str = "") -> None:
        self._origin = by_id(snapshot.example) or self._origin
        self._region, self.opened = snapshot.region, snapshot.opened
        state, self._quiet = self.state, True
        state.options = snapshot.options
        state.ranges = snapshot.ranges
        state.currency = snapshot.currency
        state.quotas = snapshot.quotas
        if snapshot.compared:
            state.compared = snapshot.compared
        state.workload = snapshot.workload
        state.example = snapshot.example
        state.region = snapshot.region
        self._quiet = False
        self._told(edited)

    def _on_example_changed(self, example_id: str) -> None:
        if not self._quiet and example_id:
            found = by_id(example_id)
            if found is not None and found.workload != self.workload:
                before = msgspec.structs.replace(_step(self.now()), example="")
                self.history.seal()
                self.history.record(before, f"example:{example_id}")
                self.history.seal()
                self._write(
                    msgspec.structs.replace(before, workload=found.workload, example=found.id, ranges={})
                )
            else:
                self._told("")

    def _on_part_changed(self, _: object) -> None:
        if not self._quiet:
            self._told("")

    def _on_region_changed(self, region: str) -> None:
        """The header's region is one step; who shows prices has been told by the window."""
        before = msgspec.structs.replace(_step(self.now()), region=self._region)
        self._region = region
        if not self._quiet:
            self.history.seal()
            self.history.record(before, "region")
            self.history.seal()
            self._stepped()


def _step(now: Snapshot, **parts: object) -> Snapshot:
    """A snapshot with parts replaced, for a step that leaves the comparison alone."""
    return msgspec.structs.replace(now, compared=(), **parts)


def by_id(example_id: str) -> Example | None:
    """An example by its id."""
    return next((one for one in load_examples() if one.id == example_id), None)


def widened(ranges: Ranges, workload: Workload) -> Ranges:
    """Ranges with the workload's own values inside; what is expected can never lie outside."""
    found = {}
    for name, (low, high) in ranges.items():
        value = expected_of(name, workload)
        found[name] = (low, high) if value is None else (min(low, value), max(high, value))
    return found


def expected_of(name: str, workload: Workload) -> float | None:
    """The expected value of an input, base units; None for a vCPU of zero, which means that it follows memory."""
    value = float(getattr(workload, name))
    return None if name == "vcpu" and value == 0.0 else value
