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

from models.cost.ops import TINY, Num, ceil, is_scalar, larger, np, pick, smaller

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


class Placing(NamedTuple):
    """What is placed: whole units, at least one server for each zone, and jobs that may share (0 = none)."""

    units: Num
    zones: Num
    queued: Num


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


def least(parts: list[Num]) -> Num:
    """The least of the parts when they are plain numbers; of arrays the first (they may be spread out later)."""
    return min(parts) if is_scalar(*parts) else parts[0]


def pick_one(items: list[Item], cells: Placing, cost: Cost = hourly) -> tuple[int, float]:
    """Row and count of the cheapest item for plain numbers, on equal cost the first; row -1 when nothing fits."""
    best, row, count = float("inf"), -1, 0.0
    for item in items:
        if item.held >= 1.0:
            needed = larger(ceil(cells.units / item.held), cells.zones)
            found = cost(item, needed, cells)
            if found < best * (1.0 - TINY):
                best, row, count = found, item.row, needed
    return row, count


def solve(items: list[Item], cells: Placing, cost: Cost = hourly) -> Picked:
    """The cheapest item and count in every cell, ties to the first; plain loop over the items."""
    numpy = np()
    shape = numpy.broadcast_shapes(
        *(numpy.shape(value) for value in cells), *(numpy.shape(item.held) for item in items)
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
    row = numpy.array([item.row for item in items] + [-1])[whole]
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
    units = numpy.asarray(cells.units)
    top = float(units.max())
    size = 256
    while size < min(top, TABLE):
        size *= 4
    make = _table if cost is hourly else _tabulate
    table = make(items, cells.zones, cells.queued, size, cost)
    whole = numpy.minimum(units, size).astype(numpy.intp)
    found = Picked(*(column.take(whole) for column in table))
    if top > size:
        (where,) = numpy.nonzero(units.ravel() > size)
        rest = solve(list(items), cells._replace(units=units.ravel()[where]), cost)
        for target, values in zip(found, rest, strict=True):
            target.ravel()[where] = values  # `take` gave contiguous arrays: ravel is a view
    return found


def _tabulate(items: tuple[Item, ...], zones: float, queued: float, size: int, cost: Cost) -> Picked:
    """The answers for 0, 1, 2 … `size` units."""
    return solve(list(items), Placing(np().arange(size + 1.0), zones, queued), cost)


_table = lru_cache(maxsize=32)(_tabulate)


def spread_out(parts: list[list[Num]], items: list[Item], cells: Placing, cost: Cost = hourly) -> Picked | None:
    """`solve` where every quantity varies along at most one of two axes; None when one varies along both.

    `parts[i]` are the whole numbers of units item i holds by each of its sizes; the least of them counts.
    """
    numpy = np()
    fields = [value for row in parts for value in row] + [item.cost for item in items] + list(cells)
    shape = numpy.broadcast_shapes(*(numpy.shape(value) for value in fields))
    if len(shape) != 2 or any(numpy.size(value) > max(shape) for value in fields):
        return None
    columns = _distinct([value for value in fields if _varies(value, 1)], shape[1], 1)
    rows = _distinct([value for value in fields if _varies(value, 0)], shape[0], 0)

    def few(value: Num) -> Num:
        if _varies(value, 1):
            return value[:, columns[0]]
        return value[rows[0], :] if _varies(value, 0) else value

    few_parts = [[few(value) for value in row] for row in parts]
    few_items = [item._replace(cost=few(item.cost)) for item in items]
    found = solve(_merged(few_parts, few_items), Placing(*(few(value) for value in cells)), cost)
    return Picked(*(value.take(rows[1], axis=0).take(columns[1], axis=1) for value in _full(found, rows, columns)))


def _full(found: Picked, rows: Any, columns: Any) -> list[Any]:
    """The answers with both axes present, so that they can be spread out."""
    numpy = np()
    shape = (len(rows[0]), len(columns[0]))
    return [numpy.broadcast_to(value, shape) for value in found]


def _varies(value: Num, axis: int) -> bool:
    return not is_scalar(value) and value.ndim == 2 and value.shape[axis] > 1


def _distinct(values: list[Any], length: int, axis: int) -> tuple[Any, Any]:
    """Positions of distinct places along an axis, and for each place the number of its distinct one."""
    numpy = np()
    if not values:
        return numpy.zeros(1, dtype=numpy.intp), numpy.zeros(length, dtype=numpy.intp)
    seen: dict[bytes, int] = {}
    table = numpy.ascontiguousarray(numpy.stack([value.ravel() for value in values], axis=1))
    first: list[int] = []
    which = numpy.empty(length, dtype=numpy.intp)
    for place in range(length):
        key = table[place].tobytes()
        number = seen.setdefault(key, len(first))
        if number == len(first):
            first.append(place)
        which[place] = number
    return numpy.array(first, dtype=numpy.intp), which


def pick_arrays(items: list[Item], parts: list[list[Num]], cells: Placing, cost: Cost = hourly) -> Picked:
    """The cheapest item and count in every cell, by the quickest exact arrangement.

    `items[i].held` must be the least of `parts[i]` when those are plain numbers.
    """
    if all(is_scalar(item.cost, *row) for item, row in zip(items, parts, strict=True)):
        kept = contenders(items) if cost is hourly else [item for item in items if item.held >= 1.0]
        if not kept:
            return Picked(-1, 0.0, 0.0, 0.0)
        if is_scalar(cells.zones, cells.queued):
            return by_units(tuple(kept), cells, cost)
        return solve(kept, cells, cost)
    top = larger(float(np().max(cells.units)), float(np().max(cells.queued)))
    held = [[smaller(value, top) for value in row] for row in parts]  # room for more than everything is no use
    found = spread_out(held, items, cells, cost)
    return found if found is not None else solve(_merged(held, items), cells, cost)


def _merged(parts: list[list[Num]], items: list[Item]) -> list[Item]:
    """Items with what they hold by all their sizes."""
    merged = []
    for row, item in zip(parts, items, strict=True):
        held = row[0]
        for value in row[1:]:
            held = smaller(held, value)
        merged.append(item._replace(held=held))
    return merged
