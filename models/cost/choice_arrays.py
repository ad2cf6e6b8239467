"""Choosing servers for many needs at once. The same rule as for one need, arranged so that a map stays fast.

Three arrangements, all exact:
- sizes the same everywhere: types that can never win are dropped (see `_contenders`), and since units are whole
  numbers the answer is tabulated once for each number of units and looked up;
- sizes varying along one axis each: columns (and rows) that hold the same whole numbers of units on every type are
  the same problem, so only distinct ones are solved and the answer is spread out again;
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
        held = _held(rooms, index)
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


def pick_arrays(items: list[Item], rooms: Rooms, cells: Placing, cost: Cost = hourly) -> Picked:
    """The cheapest item and count in every cell, by the quickest exact arrangement."""
    plain_cost = all(is_scalar(item.cost) for item in items)
    if plain_cost and all(is_scalar(need) for _, need in rooms):
        fitted = [item._replace(held=_held(rooms, index)) for index, item in enumerate(items)]
        kept = contenders(fitted) if cost is hourly else [item for item in fitted if item.held >= 1.0]
        if not kept:
            return Picked(-1, 0.0, 0.0, 0.0)
        if is_scalar(*cells[1:]):
            return by_units(tuple(kept), cells, cost)
        return solve(kept, cells, cost)
    if plain_cost:
        found = spread_out(items, rooms, cells, cost)
        if found is not None:
            return found
    merged = [item._replace(held=_held(rooms, index)) for index, item in enumerate(items)]
    kept = [item for item in merged if not is_scalar(item.held) or item.held >= 1.0]
    return solve(kept, cells, cost) if kept else Picked(-1, 0.0, 0.0, 0.0)


def _held(rooms: Rooms, index: int) -> Num:
    """Whole units one item holds: the least over its sizes."""
    held: Num = None
    for sizes, need in rooms:
        part = floor(sizes[index] / need)
        held = part if held is None else smaller(held, part)
    return held


def spread_out(items: list[Item], rooms: Rooms, cells: Placing, cost: Cost) -> Picked | None:
    """`solve` where every quantity varies along at most one of two axes; None when one varies along both."""
    numpy = np()
    needs = [need for _, need in rooms]
    shape = numpy.broadcast_shapes(*(numpy.shape(value) for value in (*needs, *cells)))
    if len(shape) != 2 or any(numpy.size(value) > max(shape) for value in (*needs, *cells)):
        return None
    places = [_places(rooms, cells, axis, (len(items), shape[axis])) for axis in (0, 1)]
    (row_first, row_which, row_held), (column_first, column_which, column_held) = places
    few = Placing(*(_few(value, row_first, column_first) for value in cells))
    fitted = []
    for index in _useful(items, row_held, column_held, cost):
        held = numpy.minimum(row_held[index][:, None], column_held[index][None, :])
        fitted.append(items[index]._replace(held=held))
    full = (len(row_first), len(column_first))
    if not fitted:
        return Picked(-1, 0.0, 0.0, 0.0)
    found = [numpy.broadcast_to(value, full) for value in solve(fitted, few, cost)]
    return Picked(*(value.take(row_which, axis=0).take(column_which, axis=1) for value in found))


def _few(value: Num, rows: Any, columns: Any) -> Num:
    """A quantity at the distinct places only."""
    if is_scalar(value) or value.size == 1:
        return value
    return value[rows, :] if value.shape[0] > 1 else value[:, columns]


def _places(rooms: Rooms, cells: Placing, axis: int, shape: tuple[int, int]) -> tuple[Any, Any, Any]:
    """Along one axis of length shape[1]: distinct places, each place's number among them, units held there.

    The units held have shape (items, distinct places); there are shape[0] items.

    Room for more units than there are is no use and is not counted: that makes many places equal.
    """
    numpy, length = np(), shape[1]
    held = numpy.full(shape, larger(float(numpy.max(cells.units)), float(numpy.max(cells.queued))))
    for sizes, need in rooms:
        if _varies(need, axis):
            part = floor(numpy.array(sizes)[:, None] / need.reshape(1, length))
            numpy.minimum(held, part, out=held)
        elif axis == 0 and not _varies(need, 1):  # the same everywhere: counted once
            numpy.minimum(held, floor(numpy.array(sizes)[:, None] / numpy.reshape(need, (1, 1))), out=held)
    keys = [held, *(value.reshape(1, length) for value in cells if _varies(value, axis))]
    first, which = _distinct(numpy.concatenate(keys, axis=0))
    return first, which, held[:, first]


def _varies(value: Num, axis: int) -> bool:
    return not is_scalar(value) and value.ndim == 2 and value.shape[axis] > 1


def _distinct(columns: Any) -> tuple[Any, Any]:
    """Positions of the distinct columns of a matrix, and for each column the number of its distinct one.

    Columns are told apart by a weighted sum; should two different ones share it, every column stands for itself.
    """
    numpy = np()
    weights = numpy.sin(numpy.arange(1.0, len(columns) + 1.0))
    _, first, which = numpy.unique(
        (weights[:, None] * columns).sum(axis=0), return_index=True, return_inverse=True
    )
    if (columns[:, first[which]] == columns).all():
        return first, which
    everyone = numpy.arange(columns.shape[1])
    return everyone, everyone


def _useful(items: list[Item], row_held: Any, column_held: Any, cost: Cost) -> list[int]:
    """Items that may win somewhere: `contenders` applied to every place of both axes at once."""
    numpy = np()
    fits = (row_held.max(axis=1) >= 1.0) & (column_held.max(axis=1) >= 1.0)
    kept = [index for index in range(len(items)) if fits[index]]
    if cost is not hourly or len(kept) < 3:
        return kept
    usd = numpy.array([item.cost for item in items])
    probes = [(held, held.argmax(axis=1)) for held in (row_held, column_held)]
    useful: list[int] = []
    for index in kept:
        likely = numpy.array(useful, dtype=numpy.intp)
        for held, place in probes:  # one place is enough to rule most pairs out
            if likely.size:
                column = held[:, place[index]]
                likely = likely[
                    usd[index] >= usd[likely] * numpy.ceil(column[index] / larger(column[likely], TINY))
                ]
        if likely.size:
            times = numpy.maximum(_times(row_held, index, likely), _times(column_held, index, likely))
            if (usd[index] >= usd[likely] * times).any():
                continue
        useful.append(index)
    return useful


def _times(held: Any, index: int, others: Any) -> Any:
    """For each other item: the most servers of it needed for the units one `index` holds, over all places.

    Infinite where the other one is too small for a unit that `index` holds.
    """
    numpy = np()
    mine, theirs = held[index], held[others]
    needed = numpy.ceil(mine / numpy.maximum(theirs, 1.0) * (1.0 - TINY))
    needed[(theirs < 1.0) & (mine >= 1.0)] = numpy.inf
    return needed.max(axis=1)
