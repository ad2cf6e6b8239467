"""Choosing the cheapest EC2 type and count that hold a number of equal units, for one need or for arrays.

A server holds k = floor(min over vCPU, memory, GPU, sustained CPU) units; the count is ceil(units / k), at least
one for each zone; an hour costs count x (price + fee x on-demand price + what every server brings along).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from models.cost.choice_arrays import UNBOUNDED, Item, Placing, Rooms, hourly
from models.cost.choice_axes import fitted, pick_arrays, pick_fitted
from models.cost.demand import MB_PER_GB
from models.cost.ec2_table import PURCHASES, Ec2Table, Ec2Type
from models.cost.ledger import Case
from models.cost.ops import NUMBER, TINY, Num, anywhere, ceil, floor, is_scalar, larger, np, pick
from models.cost.price_book import Price

Fees = tuple[float, float, float]
EQUAL = (*NUMBER, tuple)  # what == compares as one thing
NO_FEES: Fees = (0.0, 0.0, 0.0)


class Choice(NamedTuple):
    """What was chosen. Arrays have the broadcast shape of the needs; `row` is -1 (price 0) where nothing fits."""

    row: Num
    count: Num
    price: Num
    """USD an hour of one server."""
    vcpu: Num
    memory_gb: Num
    per_server: Num
    """Units one server holds."""


class Need(NamedTuple):
    """What has to be placed: `units` equal units of vcpu, memory_gb and gpu; `average`: mean CPU use of one."""

    units: Num
    vcpu: Num
    memory_gb: Num
    gpu: Num
    average: Num
    zones: Num
    extra: Num
    """USD an hour every server adds (disk, address)."""
    fees: Fees
    """Management fee as a share of the on-demand price: of ordinary types, G types, P types."""
    queued: Num
    """Jobs that may run side by side; 0 for work that is not jobs."""

    @property
    def is_plain(self) -> bool:
        """Whether every quantity is one number."""
        return is_scalar(*self[:7], self.queued)


def need_of(case: Case, extra: Num = 0.0, fees: Fees = NO_FEES) -> Need:
    """The need of a workload; every server adds `extra` USD an hour and a share of its price."""
    d = case.demand
    return Need(d.units, d.vcpu, d.unit_gb, case.w.gpu, d.average, case.w.zones, extra, fees, d.queued)


def per_server(item: Ec2Type, need: Need, os_gb: float) -> float:
    """How many whole units fit one server of this type (0 when none does), for plain numbers."""
    free_gb = item.memory_gb - os_gb
    held = min(item.vcpu / need.vcpu, (free_gb if free_gb > 0.0 else 0.0) / need.memory_gb)
    if item.sustained < item.vcpu:
        held = min(held, item.sustained / need.average)
    if item.gpu > 0.0:
        held = min(held, item.gpu / larger(need.gpu, TINY))
    return float(floor(held))


def column_of(case: Case) -> str:
    """The price column the options ask for: Windows, Spot, a commitment, or Linux on demand."""
    o = case.options
    if case.w.os == "windows":
        return "windows"
    return "spot" if o.spot else PURCHASES[o.commitment]


def choose(case: Case, need: Need, column: str) -> Choice:
    """The cheapest type and count for `need`, on equal cost the first in price order.

    Several services ask for the same need of one workload or map: the answer is kept in the case's demand.
    """
    gpu = case.w.gpu
    if is_scalar(gpu) or not 0.0 == float(np().min(gpu)) < float(np().max(gpu)):
        return _chosen(case, need, column, anywhere(gpu > 0.0))
    plain, fast = (_chosen(case, need, column, wanted) for wanted in (False, True))
    return Choice(*(pick(gpu > 0.0, b, a) for a, b in zip(plain, fast, strict=True)))


def _chosen(case: Case, need: Need, column: str, gpu: bool) -> Choice:
    """The choice among types with a GPU, or among those without."""
    items = _items(case, case.prices.ec2, column, gpu)
    os_gb = case.options.os_memory_mb / MB_PER_GB
    key = (column, case.options.instance_type, case.options.burstable, need.fees, os_gb, gpu)
    known = case.demand.choices.get(key)
    if known is None or known[0] is not items or not _same(known[1], need):
        solve = _choose_one if need.is_plain else _choose_arrays
        known = case.demand.choices[key] = (items, need, solve(items, need, os_gb))
    return known[2]


def _same(a: Need, b: Need) -> bool:
    """Whether two needs are the same objects or equal numbers, field by field."""
    for x, y in zip(a, b, strict=True):
        if x is not y and not (isinstance(x, EQUAL) and isinstance(y, EQUAL) and x == y):
            return False
    return True


def _items(case: Case, table: Ec2Table, column: str, gpu: bool) -> tuple[Ec2Type, ...]:
    o = case.options
    if o.instance_type:
        row = table.row_of(o.instance_type)
        price = None if row is None else table.price(row, column)
        if row is None or price is None:
            return ()
        return (table.spec(row)._replace(price=price.value),)
    return table.candidates(case.w.arch, gpu, o.burstable, column)


def _choose_one(items: tuple[Ec2Type, ...], need: Need, os_gb: float) -> Choice:
    best, chosen = float("inf"), Choice(-1, 0.0, 0.0, 0.0, 0.0, 0.0)
    cells = Placing(need.units, need.zones, need.queued)
    for item in items:
        if need.queued == 0.0 and (item.price + need.extra) * need.zones >= best:
            break  # cheapest first: one server in each zone already costs more from here on
        held = per_server(item, need, os_gb)
        if held < 1.0:
            continue
        count = larger(ceil(need.units / held), need.zones)
        unit = item.price + item.listed * need.fees[item.fee_class] + need.extra
        cost = hourly(Item(unit, item.price, item.row, held), count, cells)
        if cost < best * (1.0 - TINY):
            best, chosen = cost, Choice(item.row, count, item.price, item.vcpu, item.memory_gb, held)
    return chosen


def _choose_arrays(types: tuple[Ec2Type, ...], need: Need, os_gb: float) -> Choice:
    cells = Placing(need.units, need.zones, need.queued)
    sizes = need._replace(units=0.0, zones=0.0, queued=0.0)
    if sizes.is_plain:  # many drags leave the sizes alone
        picked = pick_fitted(_fitted(types, sizes, os_gb), cells)
    else:
        picked = pick_arrays(*_offered(types, sizes, os_gb), cells)
    return Choice(picked.row, picked.count, picked.price, 0.0, 0.0, picked.held)


@lru_cache(maxsize=64)
def _fitted(types: tuple[Ec2Type, ...], sizes: Need, os_gb: float) -> tuple[Item, ...]:
    """The types that may win for plain sizes; the number of units and zones does not matter to that."""
    return fitted(*_offered(types, sizes, os_gb))


def _offered(types: tuple[Ec2Type, ...], need: Need, os_gb: float) -> tuple[list[Item], Rooms]:
    """What the types cost, and what they have of each size beside what one unit needs."""
    items = [
        Item(item.price + item.listed * need.fees[item.fee_class] + need.extra, item.price, item.row, 0.0)
        for item in types
    ]
    rooms: Rooms = [
        (tuple(item.vcpu for item in types), need.vcpu),
        (tuple(larger(item.memory_gb - os_gb, 0.0) for item in types), need.memory_gb),
    ]
    if any(item.sustained < item.vcpu for item in types):
        sustained = (item.sustained if item.sustained < item.vcpu else UNBOUNDED for item in types)
        rooms.append((tuple(sustained), need.average))
    if any(item.gpu > 0.0 for item in types):
        rooms.append((tuple(item.gpu or UNBOUNDED for item in types), larger(need.gpu, TINY)))
    return items, rooms


def price_of(case: Case, choice: Choice, column: str) -> Price:
    """The documented price of a scalar choice; a nameless one for arrays."""
    if is_scalar(choice.price) and choice.row >= 0:
        found = case.prices.ec2.price(int(choice.row), column)
        if found is not None:
            return found
    return Price("ec2", 0.0, "h")
