"""Undo and redo of the calculator's inputs. A gesture (one drag, one word typed) is one step. Qt-free."""

from __future__ import annotations

import msgspec

from models.cost.options import Options
from models.cost.workload import Workload
from models.duration.options import DurationOptions
from models.scenario.scenario import Scenario
from models.state.currency import Currency

LIMIT = 200
Ranges = dict[str, tuple[float, float]]


class Snapshot(msgspec.Struct, frozen=True):
    """Everything a person sets here.

    `ranges`: uncertain inputs, name -> lowest and highest in base units; `opened`: the scenario opened last, whose
    parts without a control are kept; `compared`: the services compared, empty for a step that leaves them alone.
    """

    workload: Workload
    options: Options
    example: str
    ranges: Ranges
    region: str
    currency: Currency | None = None
    opened: Scenario = Scenario()
    compared: tuple[str, ...] = ()
    quotas: DurationOptions = DurationOptions()


class History:
    """Snapshots before each step. Changes of one field join into one step until `seal` is called."""

    def __init__(self) -> None:
        self._past: list[Snapshot] = []
        self._future: list[Snapshot] = []
        self._open = ""

    def record(self, before: Snapshot, gesture: str) -> None:
        """Remember the state before a change; `gesture` names the field so that a drag stays one step."""
        if gesture != self._open or not self._past:
            self._past = [*self._past, before][-LIMIT:]
        self._open = gesture
        self._future.clear()

    def began(self, gesture: str, now: Snapshot) -> Snapshot:
        """How things stood when the open gesture began; `now` when it is another one."""
        return self._past[-1] if gesture and gesture == self._open and self._past else now

    def seal(self) -> None:
        """The gesture has ended: the next change begins a new step."""
        self._open = ""

    def undo(self, now: Snapshot) -> Snapshot | None:
        """The snapshot to go back to, or None."""
        return self._move(self._past, self._future, now)

    def redo(self, now: Snapshot) -> Snapshot | None:
        """The snapshot that was undone last, or None."""
        return self._move(self._future, self._past, now)

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is something to redo."""
        return bool(self._future)

    def _move(self, source: list[Snapshot], target: list[Snapshot], now: Snapshot) -> Snapshot | None:
        self.seal()
        if not source:
            return None
        found = source.pop()
        target.append(now if found.compared else msgspec.structs.replace(now, compared=()))
        return found
