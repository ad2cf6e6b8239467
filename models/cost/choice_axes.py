"""Choosing servers over two axes: the quickest exact arrangement, and needs that vary along one axis each."""

from __future__ import annotations

from typing import Any

from models.cost.choice_arrays import (
    Cost,
    Item,
    Picked,
    Placing,
    Rooms,
    by_units,
    contenders,
    hourly,
    solve,
    units_held,
)
from models.cost.ops import TINY, Num, ceil, floor, is_scalar, larger, np

TOGETHER = 100_000
"""Values worked out at once for one axis; more would fall out of the processor's cache."""


def pick_arrays(items: list[Item], rooms: Rooms, cells: Placing, cost: Cost = hourly) -> Picked:
    """The cheapest item and count in every cell, by the quickest exact arrangement."""
    plain_cost = all(is_scalar(item.cost) for item in items)
    if plain_cost and all(is_scalar(need) for _, need in rooms):
        return pick_fitted(fitted(items, rooms, cost), cells, cost)
    if plain_cost:
        line = solve_together(items, rooms, cells) if cost is hourly else None
        found = line or spread_out(items, rooms, cells, cost)
        if found is not None:
            return found
    merged = [item._replace(held=units_held(rooms, index)) for index, item in enumerate(items)]
    kept = [item for item in merged if not is_scalar(item.held) or item.held >= 1.0]
    return solve(kept, cells, cost) if kept else Picked(-1, 0.0, 0.0, 0.0)


def fitted(items: list[Item], rooms: Rooms, cost: Cost = hourly) -> tuple[Item, ...]:
    """The items that may win, with the units each holds, where sizes and needs are the same in every cell."""
    found = [item._replace(held=units_held(rooms, index)) for index, item in enumerate(items)]
    return tuple(contenders(found) if cost is hourly else [item for item in found if item.held >= 1.0])


def pick_fitted(kept: tuple[Item, ...], cells: Placing, cost: Cost = hourly) -> Picked:
    """The cheapest of the items that `fitted` kept, and its count, in every cell."""
    if not kept:
        return Picked(-1, 0.0, 0.0, 0.0)
    return by_units(kept, cells, cost) if is_scalar(*cells[1:]) else solve(list(kept), cells, cost)


def solve_together(items: list[Item], rooms: Rooms, cells: Placing) -> Picked | None:
    """`solve` along one axis (a curve), all items at once; None for more axes or very many values."""
    numpy = np()
    needs = [need for _, need in rooms]
    shape = numpy.broadcast_shapes(*(numpy.shape(value) for value in (*needs, *cells)))
    if len(shape) != 1 or not items or len(items) * shape[0] > TOGETHER:
        return None
    held: Num = numpy.inf
    for sizes, need in rooms:
        held = numpy.minimum(held, numpy.array(sizes)[:, None] / need)
    held = floor(held)
    whole = larger(held, 1.0)
    count = larger(ceil(cells.units / whole), cells.zones)
    usd = hourly(Item(numpy.array([item.cost for item in items])[:, None], 0.0, 0, whole), count, cells)
    usd = numpy.broadcast_to(numpy.where(held >= 1.0, usd, numpy.inf), (len(items), *shape))
    best, place = numpy.full(shape, numpy.inf), numpy.full(shape, -1, dtype=numpy.intp)
    for index, found in enumerate(usd):
        better = found < best * (1.0 - TINY)
        numpy.copyto(best, found, where=better)
        numpy.copyto(place, index, where=better)
    row = numpy.array([item.row for item in items] + [-1], dtype=numpy.int32)[place]
    price = numpy.array([item.price for item in items] + [0.0])[place]
    some = numpy.broadcast_to(whole, usd.shape)[place, numpy.arange(shape[0])]
    some = numpy.where(place >= 0, some, 1.0)
    return Picked(row, larger(ceil(cells.units / some), cells.zones), price, some)


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

    The units held have shape (items, distinct places), or (items, 1) when they do not vary; shape[0] items.

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
    if not any(_varies(need, axis) for _, need in rooms):
        return first, which, held[:, :1]  # the same at every place: one column says it
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
