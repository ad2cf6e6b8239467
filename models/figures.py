"""What the current workload costs and takes: asked once, read by every view beside the calculator.

The calculator, the comparison, the pages and the diagrams all stand on the workload, options and region of the one
shared state; whoever shows a figure of it outside the calculator reads it here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from models.errors import ContentError
from models.texts import pick

if TYPE_CHECKING:
    from models.cost.examples import Example
    from models.cost.options import Options
    from models.cost.price_book import PriceBook
    from models.cost.questions.setting import Setting
    from models.cost.results import Estimate
    from models.cost.workload import Workload
    from models.duration.options import DurationOptions
    from models.duration.results import DurationEstimate
    from models.state.app_state import AppState
    from models.state.currency import Currency

ENGINES = ("models.cost.engine", "models.duration.engine")
Key = tuple["Workload", "Options", str]


class Figures:
    """The estimates of the current workload, each worked out once for a workload, its options and a region.

    The engines are slow to import and load on first use; a view that must not wait asks `ready` first. Errors of
    the answers: AppError (a price, a limit or an input that cannot be used).
    """

    def __init__(self, state: AppState, prices: Callable[[], PriceBook]) -> None:
        self._state, self._prices = state, prices
        self._key: Key | None = None
        self._costs: dict[str, Estimate] = {}
        self._all: tuple[Estimate, ...] | None = None
        self._times: tuple[tuple[Workload, DurationOptions], dict[str, DurationEstimate]] | None = None

    @property
    def ready(self) -> bool:
        """Whether the engines are loaded, so that an answer takes milliseconds."""
        return all(name in sys.modules for name in ENGINES)

    def load(self) -> None:
        """Load the engines now: about a tenth of a second, once."""
        import models.cost.engine
        import models.cost.examples
        import models.duration.engine  # noqa: F401

    def key(self) -> Key:
        """What the answers depend on; equal keys, equal answers."""
        from models.cost.engine import DEFAULTS

        return self.workload(), self._state.options or DEFAULTS, self._state.region

    @property
    def ranges(self) -> dict[str, tuple[float, float]]:
        """The uncertain inputs: name -> lowest and highest, in base units."""
        return self._state.ranges

    @property
    def currency(self) -> Currency | None:
        """The person's second currency, if there is one."""
        return self._state.currency

    def setting(self) -> Setting:
        """Workload, prices and options as the questions of the engine take them."""
        from models.cost.questions.setting import Setting

        workload, options, _ = self.key()
        return Setting(workload, self._prices(), options)

    def workload(self) -> Workload:
        """The workload of the calculator, or of the chosen example before there is one."""
        return self._state.workload if self._state.workload is not None else self._first()

    def example(self) -> Example | None:
        """The example the current workload is; None for one of the person's own."""
        now = self.workload()
        chosen = [one for one in _examples() if one.workload == now]
        return next((one for one in chosen if one.id == self._state.example), chosen[0] if chosen else None)

    def name(self, language: str) -> str:
        """What the current workload is called: after its example; empty for one of the person's own."""
        found = self.example()
        return pick(found.name, language) if found is not None else ""

    def estimate(self, service: str) -> Estimate:
        """The bill of one service for the current workload, USD a month."""
        from models.cost.engine import estimate

        self._renew()
        if service not in self._costs:
            workload, options, _ = self.key()
            self._costs[service] = estimate(service, workload, self._prices(), options)
        return self._costs[service]

    def estimates(self) -> tuple[Estimate, ...]:
        """The bills of all services, ranked as the calculator ranks them."""
        from models.cost.engine import estimate_all

        self._renew()
        if self._all is None:
            workload, options, _ = self.key()
            self._all = estimate_all(workload, self._prices(), options)
            self._costs |= {one.service: one for one in self._all}
        return self._all

    def ranked(self) -> tuple[Estimate, ...]:
        """The services that can run it, cheapest first."""
        from models.cost.engine import RANKED

        return tuple(one for one in self.estimates() if one.feasible and one.service in RANKED)

    def duration(self, service: str) -> DurationEstimate:
        """How long the current workload takes on one service. Errors: WorkloadError for one that runs nothing."""
        from models.duration.engine import DEFAULTS, duration

        workload, quotas = self.workload(), self._state.quotas or DEFAULTS
        if self._times is None or self._times[0] != (workload, quotas):
            self._times = ((workload, quotas), {})
        if service not in self._times[1]:
            self._times[1][service] = duration(service, workload, options=quotas)
        return self._times[1][service]

    def teaches(self, example_id: str) -> bool:
        """Whether what is set is an example exactly as it teaches: its workload, bought on demand."""
        from models.cost.engine import DEFAULTS
        from models.cost.examples import load_examples

        workload, options, _ = self.key()
        found = next((one for one in load_examples() if one.id == example_id), None)
        return found is not None and found.workload == workload and options == DEFAULTS

    def example_estimate(self, example_id: str, service: str) -> Estimate | None:
        """The bill of an example as it teaches it: on demand, at the current region's prices; None if unknown."""
        from models.cost.engine import estimate

        found = next((one for one in _examples() if one.id == example_id), None)
        return estimate(service, found.workload, self._prices()) if found is not None else None

    def _first(self) -> Workload:
        from models.cost.workload import Workload

        examples = _examples()
        found = next((one for one in examples if one.id == self._state.example), examples[0] if examples else None)
        return found.workload if found is not None else Workload()

    def _renew(self) -> None:
        now = self.key()
        if self._key != now:
            self._key, self._costs, self._all = now, {}, None


def _examples() -> tuple[Example, ...]:
    """The examples; none where their file is broken: that is for the calculator to tell, other tabs go on."""
    from models.cost.examples import load_examples

    try:
        return tuple(load_examples())
    except ContentError:
        return ()
