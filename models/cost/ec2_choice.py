"""Choosing the cheapest EC2 type and count that hold a number of equal units, for one need or for arrays.

A server holds k = floor(min over vCPU, memory, GPU, sustained CPU) units; the count is ceil(units / k), at least
one for each zone; the cost of an hour is count x (price x (1 + fee) + what every server brings along).
"""

from __future__ import annotations

from typing import NamedTuple

from models.cost.demand import MB_PER_GB
from models.cost.ec2_table import PURCHASES, Ec2Table, Ec2Type
from models.cost.ledger import Case
from models.cost.ops import TINY, Num, ceil, floor, is_scalar, larger, np, pick, smaller
from models.cost.price_book import Price


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
    fee: float
    """Management fee as a share of the on-demand price."""
    queued: Num
    """Jobs that may run side by side; 0 for work that is not jobs."""


def need_of(case: Case, extra: Num = 0.0, fee: float = 0.0, overhead_gb: float = 0.0) -> Need:
    """The need of a workload; `overhead_gb` is added to each unit (Kubernetes components)."""
    w, d = case.w, case.demand
    return Need(
        d.units,
        d.vcpu,
        w.memory_mb / MB_PER_GB + overhead_gb,
        w.gpu,
        average_vcpu(case),
        w.zones,
        extra,
        fee,
        d.queued,
    )


def average_vcpu(case: Case) -> Num:
    """Mean vCPU one unit keeps busy: all of it for jobs, the planned share off the peak otherwise."""
    w, v = case.w, case.demand.vcpu
    if w.kind == "jobs":
        return v
    share = w.target_utilisation / w.peak_factor if w.kind == "requests" else w.target_utilisation
    return v * share


def per_server(item: Ec2Type, need: Need, os_gb: Num) -> Num:
    """How many units fit one server of this type (0 when none does)."""
    held = smaller(item.vcpu / need.vcpu, larger(item.memory_gb - os_gb, 0.0) / need.memory_gb)
    if item.sustained < item.vcpu:
        held = smaller(held, item.sustained / need.average)
    if item.gpu > 0.0:
        held = smaller(held, item.gpu / larger(need.gpu, TINY))
    return floor(held)


def column_of(case: Case) -> str:
    """The price column the options ask for: Windows, Spot, a commitment, or Linux on demand."""
    o = case.options
    if case.w.os == "windows":
        return "windows"
    return "spot" if o.spot else PURCHASES[o.commitment]


def choose(case: Case, need: Need, column: str) -> Choice:
    """The cheapest type and count for `need`, on equal cost the first in price order."""
    table = case.prices.ec2
    items = _items(case, table, column)
    os_gb = case.options.os_memory_mb / MB_PER_GB
    if is_scalar(*need):
        return _choose_one(items, need, os_gb)
    return _choose_arrays(items, need, os_gb)


def _items(case: Case, table: Ec2Table, column: str) -> tuple[Ec2Type, ...]:
    o = case.options
    if o.instance_type:
        row = table.row_of(o.instance_type)
        price = None if row is None else table.price(row, column)
        if row is None or price is None:
            return ()
        return (table.spec(row)._replace(price=price.value),)
    gpu = bool(case.w.gpu > 0.0) if is_scalar(case.w.gpu) else bool(np().min(case.w.gpu) > 0.0)
    return table.candidates(case.w.arch, gpu, o.burstable, column)


def _cost(item: Ec2Type, need: Need, count: Num, held: Num) -> Num:
    """What is compared: USD an hour of the group; for jobs, USD an hour divided by the jobs it runs at once."""
    hourly = count * (item.price * (1.0 + need.fee) + need.extra)
    if is_scalar(need.queued) and need.queued == 0.0:
        return hourly
    return hourly / smaller(count * larger(held, 1.0), need.queued)


def _choose_one(items: tuple[Ec2Type, ...], need: Need, os_gb: float) -> Choice:
    best, chosen = float("inf"), Choice(-1, 0.0, 0.0, 0.0, 0.0, 0.0)
    for item in items:
        held = per_server(item, need, os_gb)
        if held < 1.0:
            continue
        count = larger(ceil(need.units / held), need.zones)
        cost = _cost(item, need, count, held)
        if cost < best * (1.0 - TINY):
            best, chosen = cost, Choice(item.row, count, item.price, item.vcpu, item.memory_gb, held)
    return chosen


def _choose_arrays(items: tuple[Ec2Type, ...], need: Need, os_gb: float) -> Choice:
    numpy = np()
    shape = numpy.broadcast_shapes(*(numpy.shape(value) for value in need))
    best = numpy.full(shape, numpy.inf)
    out = [numpy.full(shape, -1), *(numpy.zeros(shape) for _ in range(5))]
    for item in items:
        held = per_server(item, need, os_gb)
        fits = held >= 1.0
        count = larger(ceil(need.units / larger(held, 1.0)), need.zones)
        cost = pick(fits, _cost(item, need, count, held), numpy.inf)
        better = cost < best * (1.0 - TINY)
        best = numpy.where(better, cost, best)
        values = (item.row, count, item.price, item.vcpu, item.memory_gb, held)
        out = [numpy.where(better, value, old) for value, old in zip(values, out, strict=True)]
    return Choice(*out)


def price_of(case: Case, choice: Choice, column: str) -> Price:
    """The documented price of a scalar choice; a nameless one for arrays."""
    if is_scalar(choice.price) and choice.row >= 0:
        found = case.prices.ec2.price(int(choice.row), column)
        if found is not None:
            return found
    return Price("ec2", 0.0, "h")
