"""AppState: language, theme, region, place, workload… in one evented object; every view is a view of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from models.state.signal import Signal, SignalInstance

if TYPE_CHECKING:
    from models.cost.options import Options
    from models.cost.workload import Workload
    from models.duration.options import DurationOptions
    from models.scenario.scenario import Scenario
    from models.state.currency import Currency

HISTORY_LIMIT = 100
MAX_COMPARED = 4
MIN_COMPARED = 2


class Place(msgspec.Struct, frozen=True):
    """Where the person is: a tab and what it shows (a page or diagram id, or nothing)."""

    tab: str = "services"
    item: str = ""


def _field(name: str) -> Any:
    """A property stored in `_values` that emits `<name>_changed` when its value really changes."""

    def get(self: AppState) -> Any:
        return self._values[name]

    def put(self: AppState, value: Any) -> None:
        if self._values[name] != value:
            self._values[name] = value
            signal: SignalInstance = getattr(self, f"{name}_changed")
            signal.emit(value)

    return property(get, put)


class AppState:
    """The state all views share. Assigning a field emits its signal once, and only on a real change.

    `text_scale` is a fraction (1.0 to 2.0), `region` an AWS region code, `compared` service ids, `diagram_step`
    counts from 0, `recent` are paths of scenario files, newest first, `workload` and `options` are `models.cost`
    records or None before the calculator needs them; `pinned` is the scenario the current one is compared with,
    `ranges` the uncertain inputs of the workload: name -> lowest and highest, in base units; `quotas` what times
    stand on, None for what the facts state.
    """

    language_changed = Signal()
    theme_changed = Signal()
    text_scale_changed = Signal()
    reduced_motion_changed = Signal()
    region_changed = Signal()
    place_changed = Signal()
    compared_changed = Signal()
    workload_changed = Signal()
    options_changed = Signal()
    example_changed = Signal()
    pinned_changed = Signal()
    ranges_changed = Signal()
    currency_changed = Signal()
    quotas_changed = Signal()
    diagram_changed = Signal()
    diagram_step_changed = Signal()
    recent_changed = Signal()
    notice_raised = Signal()

    language: str = _field("language")
    theme: str = _field("theme")
    text_scale: float = _field("text_scale")
    reduced_motion: bool = _field("reduced_motion")
    region: str = _field("region")
    place: Place = _field("place")
    compared: tuple[str, ...] = _field("compared")
    workload: Workload | None = _field("workload")
    options: Options | None = _field("options")
    example: str = _field("example")
    pinned: Scenario | None = _field("pinned")
    ranges: dict[str, tuple[float, float]] = _field("ranges")
    currency: Currency | None = _field("currency")
    quotas: DurationOptions | None = _field("quotas")
    diagram: str = _field("diagram")
    diagram_step: int = _field("diagram_step")
    recent: tuple[str, ...] = _field("recent")

    def __init__(self) -> None:
        self._values: dict[str, object] = {
            "language": "es",
            "theme": "light",
            "text_scale": 1.0,
            "reduced_motion": False,
            "region": "us-east-1",
            "place": Place("services", "lambda"),
            "compared": ("lambda", "fargate", "ec2"),
            "workload": None,
            "options": None,
            "example": "photo_resize",
            "pinned": None,
            "ranges": {},
            "currency": None,
            "quotas": None,
            "diagram": "code_to_container",
            "diagram_step": 0,
            "recent": (),
        }
        self._back: list[Place] = []
        self._forward: list[Place] = []

    def go(self, place: Place) -> None:
        """Move to `place` and remember where we came from."""
        if place == self.place:
            return
        self._back = [*self._back, self.place][-HISTORY_LIMIT:]
        self._forward.clear()
        self.place = place

    def back(self) -> bool:
        """Return to the previous place; False when there is none."""
        return self._travel(self._back, self._forward)

    def forward(self) -> bool:
        """Undo one `back`; False when there is none."""
        return self._travel(self._forward, self._back)

    @property
    def can_go_back(self) -> bool:
        """Whether `back` would move."""
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        """Whether `forward` would move."""
        return bool(self._forward)

    def toggle_compared(self, service_id: str) -> bool:
        """Add or remove a service from the comparison, within two to four; False when the limit forbids it."""
        chosen = self.compared
        if service_id in chosen:
            if len(chosen) <= MIN_COMPARED:
                return False
            self.compared = tuple(found for found in chosen if found != service_id)
            return True
        if len(chosen) >= MAX_COMPARED:
            return False
        self.compared = (*chosen, service_id)
        return True

    def compare_with(self, service_id: str) -> None:
        """Make sure a service is among the compared ones, dropping the oldest when there are four already."""
        if service_id not in self.compared:
            self.compared = (*self.compared, service_id)[-MAX_COMPARED:]

    def _travel(self, source: list[Place], target: list[Place]) -> bool:
        if not source:
            return False
        target.append(self.place)
        self.place = source.pop()
        return True
