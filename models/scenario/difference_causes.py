"""Which inputs two scenarios differ in, and how much of a service's difference each of them causes.

The parts are Shapley values: an input's part is what changing it from A's value to B's does to the shown total,
averaged over all the orders in which the inputs that differ can be changed one after another. No input is favoured
by coming first, and the parts sum to the whole difference. Orders that pass through a state in which the service
does not fit are left out: there is no bill there. With more than `MOST_AT_ONCE` inputs (the states double with
each), or when no order is left, the inputs change once, in the order of the form, each after those before it;
inputs that only fit together share one part. Cents are given to the largest remainders, so parts sum exactly.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Literal

import msgspec

from models.cost.engine import estimate
from models.cost.options import COMPANIONS, Options
from models.cost.workload import Workload
from models.scenario.difference import book_of, has_total, in_cents
from models.scenario.scenario import Scenario

MOST_AT_ONCE = 6
Where = Literal["place", "workload", "options", "companion", "prices"]
Wanted = Callable[[], bool]


class Change(msgspec.Struct, frozen=True):
    """An input with its value in A and in B.

    `where`: place (the region), workload, options, companion (a switch: True when counted) or prices (the person's
    own, USD by price id).
    """

    name: str
    where: Where
    a: Any
    b: Any


class Cause(msgspec.Struct, frozen=True):
    """How many whole cents of the difference one input (or several that only work together) cause."""

    changes: tuple[Change, ...]
    cents: int


class Causes(msgspec.Struct, frozen=True):
    """The parts of one service's difference. `how`: shapley, or in_order (see the module)."""

    service: str
    how: Literal["shapley", "in_order"]
    parts: tuple[Cause, ...]

    @property
    def cents(self) -> int:
        """The whole difference."""
        return sum(part.cents for part in self.parts)


class GivenUp(Exception):
    """Nobody waits for the answer any more."""


def changes(a: Scenario, b: Scenario) -> tuple[Change, ...]:
    """The inputs that differ and the engine reads, in the order of the form."""
    found = [Change("region", "place", a.region, b.region)] if a.region != b.region else []
    found += _fields("workload", a.workload, b.workload)
    for name in COMPANIONS:
        before, after = name in a.options.companions, name in b.options.companions
        if before != after:
            found.append(Change(name, "companion", before, after))
    found += [one for one in _fields("options", a.options, b.options) if one.name != "companions"]
    if a.prices != b.prices:
        found.append(Change("prices", "prices", a.prices, b.prices))
    return tuple(found)


def causes(
    a: Scenario, b: Scenario, service: str, found: Sequence[Change], wanted: Wanted = lambda: True
) -> Causes | None:
    """The parts of the difference of a service; None where a side has no total, or nothing differs.

    `found` is what `changes` says. Errors: GivenUp once `wanted` says no.
    """
    ends = _Road(a, b, service, found, wanted)
    first, last = ends.cents(0), ends.cents(ends.all)
    if first is None or last is None or not found:
        return None
    if len(found) <= MOST_AT_ONCE:
        parts = _shapley(ends)
        if parts is not None:
            return _told(service, "shapley", [(change,) for change in found], parts, last - first)
    groups, steps = _in_order(ends)
    return _told(service, "in_order", groups, steps, last - first)


class _Road:
    """The states between A and B: a set of inputs, as bits, that already have B's value. Each is costed once."""

    def __init__(
        self, a: Scenario, b: Scenario, service: str, found: Sequence[Change], wanted: Wanted
    ) -> None:
        self.a, self.b, self.service, self.found, self.wanted = a, b, service, found, wanted
        self.all = (1 << len(found)) - 1
        self._known: dict[int, int | None] = {}

    def cents(self, state: int) -> int | None:
        """The shown total of a state in cents; None where the service does not fit."""
        if state not in self._known:
            if not self.wanted():
                raise GivenUp
            there = self._scenario(state)
            one = estimate(self.service, there.workload, book_of(there), there.options)
            self._known[state] = in_cents(one.total) if has_total(one) else None
        return self._known[state]

    def _scenario(self, state: int) -> Scenario:
        """The scenario in which the inputs of `state` have B's value and the others A's."""
        taken = [change for i, change in enumerate(self.found) if state >> i & 1]
        places = {one.where for one in taken}
        workload = {one.name: one.b for one in taken if one.where == "workload"}
        options = {one.name: one.b for one in taken if one.where == "options"}
        switches = {one.name for one in taken if one.where == "companion"}  # each as B has it
        kept = (self.a.options.companions - switches) | (self.b.options.companions & switches)
        return msgspec.structs.replace(
            self.a,
            workload=msgspec.structs.replace(self.a.workload, **workload),
            options=msgspec.structs.replace(self.a.options, **options, companions=kept),
            region=self.b.region if "place" in places else self.a.region,
            prices=self.b.prices if "prices" in places else self.a.prices,
        )


def _shapley(road: _Road) -> list[float] | None:
    """Each input's mean step over all orders through states that fit, in cents; None when there is no order."""
    count = len(road.found)
    states = range(road.all + 1)
    fits = [road.cents(state) is not None for state in states]
    there, back = [0] * len(fits), [0] * len(fits)  # ways from A to a state, and from it to B
    there[0] = back[road.all] = 1
    for state in states[1:]:
        there[state] = sum(there[state ^ 1 << i] for i in range(count) if state >> i & 1) if fits[state] else 0
    for state in reversed(states[:-1]):
        back[state] = sum(back[state | 1 << i] for i in range(count) if not state >> i & 1) if fits[state] else 0
    ways = there[road.all]
    if ways == 0:
        return None
    parts = [0.0] * count
    for state in states:
        for i in range(count):
            other = state | 1 << i
            if other != state and there[state] and back[other]:
                step = (road.cents(other) or 0) - (road.cents(state) or 0)
                parts[i] += step * (there[state] * back[other] / ways)
    return parts


def _in_order(road: _Road) -> tuple[list[tuple[Change, ...]], list[float]]:
    """The inputs one after another; those in between that do not fit join the next that does."""
    groups: list[tuple[Change, ...]] = []
    steps: list[float] = []
    waiting: list[Change] = []
    state, last = 0, road.cents(0) or 0
    for i, change in enumerate(road.found):
        state |= 1 << i
        waiting.append(change)
        now = road.cents(state)
        if now is not None:
            groups.append(tuple(waiting))
            steps.append(float(now - last))
            waiting, last = [], now
    return groups, steps


def _told(
    service: str, how: Literal["shapley", "in_order"], groups: Sequence[tuple[Change, ...]],
    parts: Sequence[float], whole: int,
) -> Causes:  # fmt: skip
    """Parts in whole cents that sum to `whole`, largest first; equal ones in the order of the form."""
    cents = _apportioned(parts, whole)
    told = [Cause(group, part) for group, part in zip(groups, cents, strict=True)]
    return Causes(service, how, tuple(sorted(told, key=lambda one: -abs(one.cents))))


def _apportioned(parts: Sequence[float], whole: int) -> list[int]:
    """Whole numbers next to `parts` that sum to `whole` (largest remainders)."""
    tidy = [round(part, 6) for part in parts]  # sums of fractions leave noise in the last digits
    down = [math.floor(part) for part in tidy]
    rest = sorted(range(len(parts)), key=lambda i: down[i] - tidy[i])
    for i in rest[: whole - sum(down)]:
        down[i] += 1
    return down


def _fields(where: Where, a: Workload | Options, b: Workload | Options) -> list[Change]:
    return [
        Change(name, where, getattr(a, name), getattr(b, name))
        for name in a.__struct_fields__
        if getattr(a, name) != getattr(b, name)
    ]
