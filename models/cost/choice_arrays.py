"""Choosing servers for many needs at once. The same rule as for one need, arranged so that a map stays fast.

Three arrangements, all exact:
- sizes the same everywhere: types that can never win are dropped (see `contenders`), and since units are whole
  numbers the answer is tabulated once for each number of units and looked up;
- sizes varying along one axis each (`models.cost.choice_axes`): columns and rows that hold the same whole numbers
  of units on every type are the same problem, so only distinct ones are solved and the answer is spread out again;
- anything else: every type in every cell.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from models.cost.ops import TINY, Num, ceil, floor, is_scalar, larger, np, pick, smaller

TABLE = 65_536
"""Numbers of units that are tabulated; larger needs are solved one by one."""


class Item(NamedTuple):
    """A size on sale as the choice sees it: USD (fee and extras included), its list price, and its row."""

    cost: Num
    price: float
    row: int
    held: Num
    """Units one of it holds, whole; below 1 nothing fits."""


Cost = Callable[[Item, Num, Num], Num]
"""What is compared, from (item, count, cells the counts are for)."""


Rooms = list[tuple[tuple[float, ...], Num]]
"""For each kind of size (vCPU, memory…): what every item has of it, and what one unit needs."""

UNBOUNDED = 1e15
"""Room by a size that does not limit an item."""


class Placing(NamedTuple):
    """What is placed: whole units, at least one server for each zone, and jobs that may share (0 = none)."""

    units: Num
    zones: Num
    queued: Num = 0.0
    disk_gb: Num = 0.0
    """GB of disk asked for, where a size includes some."""
    out_gb: Num = 0.0
    """GB a month sent out, where a size includes some."""


class Picked(NamedTuple):
    """Chosen row, count, list price, units held; arrays or one value for all. `row` -1: nothing fits."""

    row: Num
    count: Num
    price: Num
    held: Num


def hourly(item: Item, count: Num, cells: Placing) -> Num:
    """USD of the group; for jobs divided by the jobs it really runs at once."""
    usd = count * item.cost
    if is_scalar(cells.queued) and cells.queued == 0.0:
        return usd
    return usd / smaller(count * larger(item.held, 1.0), cells.queued)


def pick_one(items: list[Item], rooms: Rooms, cells: Placing, cost: Cost = hourly) -> tuple[int, float]:
    """Row and count of the cheapest item for plain numbers, on equal cost the first; row -1 when nothing fits."""
    best, row, count = float("inf"), -1, 0.0
    for index, item in enumerate(items):
        held = units_held(rooms, index)
        if held >= 1.0:
            needed = larger(ceil(cells.units / held), cells.zones)
            found = cost(item, needed, cells)
            if found < best * (1.0 - TINY):
                best, row, count = found, item.row, needed
    return row, count


def solve(items: list[Item], cells: Placing, cost: Cost = hourly) -> Picked:
    """The cheapest item and count in every cell, ties to the first; plain loop over the items."""
    numpy = np()
    shape = numpy.broadcast_shapes(
        *(numpy.shape(value) for value in cells),
        *(numpy.shape(value) for item in items for value in (item.held, item.cost)),
    )
    best = numpy.full(shape, numpy.inf)
    place = numpy.full(shape, -1, dtype=numpy.int16)
    for index, item in enumerate(items):
        found = _priced(item, cells, cost)
        better = found < best * (1.0 - TINY)
        numpy.copyto(best, found, where=better)
        numpy.copyto(place, index, where=better)
    return _gathered(items, cells, place)


def _priced(item: Item, cells: Placing, cost: Cost) -> Any:
    """What is compared for one item in every cell, inf where it holds no unit."""
    if is_scalar(item.held):
        return cost(item, larger(ceil(cells.units / item.held), cells.zones), cells)
    held = larger(item.held, 1.0)
    found = cost(item._replace(held=held), larger(ceil(cells.units / held), cells.zones), cells)
    return pick(item.held >= 1.0, found, np().inf)


def _gathered(items: list[Item], cells: Placing, place: Any) -> Picked:
    """Row, count, list price and held units of the item chosen in each cell (`place` -1: nothing fits)."""
    numpy = np()
    whole = place.astype(numpy.intp)
    row = numpy.array([item.row for item in items] + [-1], dtype=numpy.int32)[whole]
    price = numpy.array([item.price for item in items] + [0.0])[whole]
    if all(is_scalar(item.held) for item in items):
        held = numpy.array([item.held for item in items] + [1.0])[whole]
    else:
        held = numpy.ones(place.shape)
        for index in numpy.unique(place):
            if index >= 0:
                numpy.copyto(held, items[index].held, where=place == index)
    return Picked(row, larger(ceil(cells.units / held), cells.zones), price, held)


def contenders(items: list[Item]) -> list[Item]:
    """Items that may win for some number of units, when holdings are the same in every cell.

    `b` can never beat `a` when it holds c = ceil(b.held / a.held) times as much or less and costs c times as much
    or more: a group of `a` with c servers for each `b` holds as many units, for no more money.
    """
    kept: list[Item] = []
    for item in items:
        if item.held >= 1.0 and not any(item.cost >= other.cost * ceil(item.held / other.held) for other in kept):
            kept.append(item)
    return kept


def by_units(items: tuple[Item, ...], cells: Placing, cost: Cost = hourly) -> Picked:
    """`solve` where only the units vary (whole numbers): tabulated up to TABLE, solved one by one above."""
    numpy = np()
    units = numpy.atleast_1d(cells.units)  # one number would be answered with one, which cannot be filled in
    top = float(units.max())
    size = 256
    while size < min(top, TABLE):
        size *= 4
    if units.size < size:  # a curve has fewer points than the table rows
        return solve(list(items), cells._replace(units=units), cost)
    make = _table if cost is hourly else _tabulate
    table = make(items, cells._replace(units=0.0), size, cost)
    whole = numpy.minimum(units, size).astype(numpy.intp)
    if cells.queued == 0.0:  # only jobs ask how many share a server
        table = table._replace(held=numpy.ones(1))
    found = Picked(*(column.take(whole) if column.size > 1 else column for column in table))
    if top > size:
        (where,) = numpy.nonzero(units.ravel() > size)
        rest = solve(list(items), cells._replace(units=units.ravel()[where]), cost)
        for target, values in zip(found, rest, strict=True):
            if target.size > 1:
                target.ravel()[where] = values  # `take` gave contiguous arrays: ravel is a view
    return found


def _tabulate(items: tuple[Item, ...], cells: Placing, size: int, cost: Cost) -> Picked:
    """The answers for 0, 1, 2 … `size` units."""
    return solve(list(items), cells._replace(units=np().arange(size + 1.0)), cost)


_table = lru_cache(maxsize=32)(_tabulate)


def units_held(rooms: Rooms, index: int) -> Num:
    """Whole units one item holds: the least over its sizes."""
    held: Num = None
    for sizes, need in rooms:
        part = sizes[index] / need
        held = part if held is None else smaller(held, part)
    return floor(held)
