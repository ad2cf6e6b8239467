"""The calculator beside a pinned scenario: A stays, B is what is set now and keeps moving. Qt-free.

Figures come from the estimates themselves: B's are those of the list, A's those the list showed when A was set.
"""

from __future__ import annotations

from functools import partial

import msgspec

from models.cost.engine import estimate_all
from models.cost.price_book import regions
from models.cost.results import Estimate
from models.cost.workload import bounds
from models.scenario.difference import ServicePair, book_of, pair, pairs
from models.scenario.difference_causes import Causes, Change, causes, changes
from models.scenario.scenario import Scenario, clean_name, prices_as_of
from models.texts import pick
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_answer import ORDER, rank_of
from ui.presenters.calculator_pair_words import PairViews
from ui.presenters.calculator_words import RowView

PRESETS = ("traffic", "arch", "bought", "free_tier")
TIMES = 10.0


class PairDesk:
    """What is pinned, what differs, and the moves between the two."""

    def __init__(self, presenter: CalculatorPresenter) -> None:
        self.presenter = presenter
        self._state = presenter.state
        self._before: tuple[Scenario, tuple[Estimate, ...]] | None = None
        self._pairs: tuple[tuple[object, object], tuple[ServicePair, ...]] | None = None

    # the two scenarios

    @property
    def pinned(self) -> Scenario | None:
        """A, or None when nothing is pinned."""
        return self._state.pinned

    def now(self) -> Scenario:
        """B: what is set, as something that can be costed."""
        presenter = self.presenter
        found = presenter.example()
        opened = presenter.opened
        name = pick(found.name, presenter.language) if found is not None else ""
        if not name and presenter.workload == opened.workload:
            name = opened.name
        return Scenario(
            name=clean_name(name),
            region=self._state.region,
            workload=presenter.workload,
            options=presenter.options,
            ranges=presenter.ranges,
            duration=presenter.quotas,
        )

    def pin(self, scenario: Scenario | None = None) -> None:
        """Make a scenario A; what is set now when none is given."""
        self._state.pinned = scenario or self._kept()

    def unpin(self) -> None:
        """Compare with nothing any more."""
        self._state.pinned = None

    @property
    def can_swap(self) -> bool:
        """Whether A could be what is set: not with prices of its own, which the list does not use."""
        return self.pinned is not None and not self.pinned.prices

    def swap(self) -> None:
        """A becomes what is set, as one step that can be undone, and what was set becomes A."""
        before = self.pinned
        if before is not None and self.can_swap:
            self._state.pinned = self._kept()
            self._adopt(before)

    def preset(self, name: str) -> None:
        """Pin what is set as A, and change one thing of it: a preset, or `region:` and a region's code."""
        self.pin()
        self._adopt(self._changed(name))

    def other_regions(self) -> tuple[str, ...]:
        """The regions that what is set could be costed in instead."""
        return tuple(name for name in regions() if name != self._state.region)

    # the answer

    def estimates(self) -> tuple[Estimate, ...]:
        """A's bills, worked out once."""
        a = self.pinned
        assert a is not None
        if self._before is None or self._before[0] is not a:
            self._before = (a, estimate_all(a.workload, book_of(a), a.options))
        return self._before[1]

    def pairs(self) -> tuple[ServicePair, ...]:
        """Every service's totals in both, in the order of the list; none when nothing is pinned."""
        if self.pinned is None:
            return ()
        key = (self.pinned, self.presenter.estimates())
        if self._pairs is None or self._pairs[0][0] is not key[0] or self._pairs[0][1] is not key[1]:
            listed = sorted(key[1], key=lambda one: ORDER[rank_of(one)])
            self._pairs = (key, pairs(self.estimates(), listed))
        return self._pairs[1]

    def hinted(self, rows: tuple[RowView, ...]) -> tuple[RowView, ...]:
        """Rows of the list with A's totals beside theirs; as they are when nothing is pinned."""
        found = {one.service: one for one in self.pairs()}
        words = PairViews(self.presenter.display)
        return tuple(_hinted(row, words.hint(found[row.service])) if row.service in found else row for row in rows)

    def pair(self, service: str) -> ServicePair:
        """One service with its lines matched. Errors: StopIteration for an unknown one."""
        found = next(one for one in self.pairs() if one.service == service)
        return pair(found.a, found.b)

    def changes(self) -> tuple[Change, ...]:
        """The inputs that differ, in the order of the form."""
        return changes(self.pinned, self.now()) if self.pinned is not None else ()

    def shares(self, service: str) -> Causes | None:
        """What each input causes, at once."""
        return self.question(service)()

    def question(self, service: str) -> partial[Causes | None]:
        """The same as a question that holds all it needs and takes `wanted`. Errors: GivenUp (see `causes`)."""
        assert self.pinned is not None
        return partial(causes, self.pinned, self.now(), service, self.changes())

    # inside

    def _kept(self) -> Scenario:
        """What is set, with the date of its prices, as it is kept."""
        return msgspec.structs.replace(self.now(), prices_as_of=prices_as_of(self.presenter.book()))

    def _adopt(self, scenario: Scenario) -> None:
        """Set workload with its ranges, way of buying and region, and nothing else, as one step."""
        kept = msgspec.structs.replace(
            self.presenter.opened,
            name=scenario.name,
            region=scenario.region,
            workload=scenario.workload,
            options=scenario.options,
            compared=(),
            ranges=scenario.ranges,
            duration=scenario.duration,
        )
        self.presenter.adopt_scenario(kept)

    def _changed(self, name: str) -> Scenario:
        """What is set, with one thing changed."""
        now = msgspec.structs.replace(self.now(), name="")
        workload, options = now.workload, now.options
        if name == "traffic":
            most = bounds("amount")[1]
            workload = msgspec.structs.replace(workload, amount=min(workload.amount * TIMES, most))
        elif name == "arch":
            other = "x86_64" if workload.arch == "arm64" else "arm64"
            workload = msgspec.structs.replace(workload, arch=other)
        elif name == "bought":
            other = "sp_1y" if options.commitment == "none" else "none"
            options = msgspec.structs.replace(options, commitment=other)
        elif name == "free_tier":
            workload = msgspec.structs.replace(workload, free_tier=not workload.free_tier)
        region = name.removeprefix("region:") if name.startswith("region:") else now.region
        return msgspec.structs.replace(now, workload=workload, options=options, region=region)


def _hinted(row: RowView, hint: str) -> RowView:
    if not hint:
        return row
    return msgspec.structs.replace(row, beside=hint, spoken=f"{row.spoken} {hint}.")
