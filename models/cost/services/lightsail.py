"""Amazon Lightsail: the cheapest bundle (or container power) and count that hold the workload.

Rules: hourly price = monthly price / 744, never above the monthly price; a stopped instance still pays, so the
whole month is billed; traffic beyond the included allowance is paid outbound; growing needs a bigger bundle.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from models import assets
from models.cost.demand import MB_PER_GB
from models.cost.ledger import Case, Totals
from models.cost.ops import TINY, Num, above, both, ceil, floor, is_scalar, larger, np, pick, smaller
from models.errors import ContentError

BUNDLES_FILE = "content/prices/specs/lightsail.json"


class Bundle(msgspec.Struct, frozen=True):
    """An instance bundle: sizes and included transfer (GB a month)."""

    id: str
    vcpu: float
    memory_gb: float
    ssd_gb: float
    windows_ssd_gb: float
    transfer_gb: float


class Power(msgspec.Struct, frozen=True):
    """A container service size, for one node."""

    id: str
    vcpu: float
    memory_gb: float


class Bundles(msgspec.Struct, frozen=True):
    """Everything Lightsail sells to run things on."""

    source: str
    as_of: str
    bundles: tuple[Bundle, ...]
    containers: tuple[Power, ...]
    container_transfer_gb: float
    hours_cap: float


@lru_cache(maxsize=1)
def bundles() -> Bundles:
    """The bundles and container sizes. Errors: ContentError."""
    try:
        return msgspec.json.decode(assets.read_bytes(BUNDLES_FILE), type=Bundles)
    except msgspec.DecodeError as error:
        raise ContentError(BUNDLES_FILE, "-", str(error)) from error


def capped_hours(hours: Num, cap: float) -> Num:
    """The share of the monthly price that `hours` cost: hours / cap, at most one month."""
    return smaller(hours / cap, 1.0)


def bill(case: Case, out: Totals) -> None:
    """The month's Lightsail bill: instances or a container service, load balancer, disk and overage."""
    check(case, out)
    if case.options.lightsail_mode == "containers":
        _containers(case, out)
    else:
        _instances(case, out)


def check(case: Case, out: Totals) -> None:
    """What Lightsail does not offer at all."""
    out.refuse("lightsail.gpu", case.w.gpu, "cost.fix.gpu")
    out.refuse("lightsail.arm64", 1.0 if case.w.arch == "arm64" else 0.0, "cost.fix.lightsail_arm")


def _instances(case: Case, out: Totals) -> None:
    w, spec = case.w, bundles()
    family = ("windows" if w.os == "windows" else "linux") + ("_ipv6" if case.options.lightsail_ipv6 else "")
    options = []
    for bundle in spec.bundles:
        price = case.prices.find(f"lightsail.{family}.{bundle.id}")
        if price is not None:
            ssd = bundle.windows_ssd_gb if w.os == "windows" else bundle.ssd_gb
            options.append((price.value, bundle.vcpu, bundle.memory_gb, ssd, bundle.transfer_gb, bundle.id))
    months = capped_hours(w.month_hours, spec.hours_cap)
    row, count, price_month = _cheapest(case, options)
    out.refuse("lightsail.max_memory", (row < 0) * 1.0, "cost.fix.lightsail_size")
    chosen = options[int(row)] if is_scalar(row) and row >= 0 else options[0]
    found = case.prices.price(f"lightsail.{family}.{chosen[5]}")
    out.line_at(
        "lightsail_bundle", count * months, price_month, found, count=count, bundle=chosen[5], months=months
    )
    _balancer(case, out, count, months)
    _overage(case, out, count, row, options)
    if out.keeps_words and row >= 0:
        d = case.demand
        out.size(
            chosen[5], count, chosen[1], chosen[2], hours=w.month_hours, key="bundle", units=d.units, ssd=chosen[3]
        )
        out.because("bundle", count=count, bundle=chosen[5], vcpu=chosen[1], memory=chosen[2])
        if w.hours_per_day < 24.0 or w.kind == "jobs":
            out.warn("cost.warning.lightsail_stopped")


def _cheapest(case: Case, options: list[tuple[float, float, float, float, float, str]]) -> tuple[Num, Num, Num]:
    """Row, count and monthly price of the cheapest bundle that holds the units (row -1 where none does)."""
    w, d = case.w, case.demand
    os_gb = case.options.os_memory_mb / MB_PER_GB
    unit_gb = w.memory_mb / MB_PER_GB
    best: Num = float("inf")
    row: Num = -1
    count: Num = 0.0
    price: Num = 0.0
    for i, (usd, vcpu, memory, ssd, _transfer, _id) in enumerate(options):
        held = floor(smaller(vcpu / d.vcpu, larger(memory - os_gb, 0.0) / unit_gb))
        servers = larger(ceil(d.units / larger(held, 1.0)), w.zones)
        fits = both(held >= 1.0, w.storage_gb <= ssd * servers)
        cost = pick(fits, servers * usd, float("inf"))
        better = cost < best * (1.0 - TINY)
        best, row = pick(better, cost, best), pick(better, i, row)
        count, price = pick(better, servers, count), pick(better, usd, price)
    return row, count, price


def _balancer(case: Case, out: Totals, count: Num, months: Num) -> None:
    """Lightsail's own load balancer when there is more than one instance to reach."""
    w = case.w
    if "load_balancer" not in case.options.companions or not w.public or w.kind == "jobs":
        return
    wanted = (count > 1.0) * 1.0
    out.line("lightsail_balancer", wanted * months, "lightsail.load_balancer", "load_balancer", months=months)


def _overage(
    case: Case,
    out: Totals,
    count: Num,
    row: Num,
    options: list[tuple[float, ...]] | list[tuple[float, float, float, float, float, str]],
) -> None:
    """Outbound traffic above the pooled allowance of the chosen bundles."""
    if "data_out" not in case.options.companions:
        return
    share = case.prices.find("lightsail.transfer_share")
    transfers = [option[4] for option in options]
    included = transfers[int(row)] if is_scalar(row) else np().asarray(transfers)[row]
    allowance = included * count * (share.value if share is not None else 1.0)
    out.line(
        "lightsail_overage",
        above(case.w.data_out_gb, allowance),
        "lightsail.overage",
        "data_out",
        gb=case.w.data_out_gb,
        allowance=allowance,
    )


def _containers(case: Case, out: Totals) -> None:
    """A container service: power x nodes, at most lightsail.container_nodes nodes; charged while it exists."""
    w, d, spec = case.w, case.demand, bundles()
    options = []
    for power in spec.containers:
        price = case.prices.find(f"lightsail.container.{power.id}")
        if price is not None:
            options.append(
                (price.value, power.vcpu, power.memory_gb, float("inf"), spec.container_transfer_gb, power.id)
            )
    months = capped_hours(w.month_hours, spec.hours_cap)
    bare = Case(w, case.prices, msgspec.structs.replace(case.options, os_memory_mb=0.0), case.limits, d)
    row, count, price_month = _cheapest(bare, options)
    out.refuse("lightsail.max_memory", (row < 0) * 1.0, "cost.fix.lightsail_size")
    out.require("lightsail.container_nodes", count, "cost.fix.lightsail_nodes")
    chosen = options[int(row)] if is_scalar(row) and row >= 0 else options[0]
    found = case.prices.price(f"lightsail.container.{chosen[5]}")
    out.line_at(
        "lightsail_container", count * months, price_month, found, count=count, power=chosen[5], months=months
    )
    if out.keeps_words and row >= 0:
        out.size(chosen[5], count, chosen[1], chosen[2], hours=w.month_hours, key="container", units=d.units)
        out.because("container", count=count, power=chosen[5], vcpu=chosen[1], memory=chosen[2])
