"""Amazon Lightsail: the cheapest bundle (or container power) and count that hold the workload.

Rules: hourly price = monthly price / 744, never above the monthly price; a stopped instance still pays, so the
whole month is billed; traffic beyond the included allowance is paid outbound; growing needs a bigger bundle.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import msgspec

from models import assets
from models.cost.choice_arrays import UNBOUNDED, Cost, Item, Placing, Rooms, hourly, pick_one
from models.cost.choice_axes import pick_arrays
from models.cost.demand import MB_PER_GB
from models.cost.ledger import Case, Totals
from models.cost.ops import Num, above, is_scalar, larger, np, smaller
from models.cost.price_book import PriceBook
from models.cost.services.own_site import stays_in_region
from models.errors import ContentError
from models.texts import Message

BUNDLES_FILE = "content/prices/specs/lightsail.json"


class Bundle(msgspec.Struct, frozen=True):
    """An instance bundle: sizes and included transfer (GB a month)."""

    id: str
    vcpu: float
    baseline: float
    """Share of each vCPU usable all the time: AWS's T3 figures, assumed (none was found for Lightsail)."""
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
    stays_in_region(case, out, "lightsail")
    check(case, out)
    if case.options.lightsail_mode == "containers":
        _containers(case, out)
    else:
        _instances(case, out)


def check(case: Case, out: Totals) -> None:
    """What Lightsail does not offer at all; commitments and Spot only warn."""
    if case.options.commitment != "none":
        out.warn("cost.warning.no_commitment", service=Message("cost.service.lightsail"))
    if case.options.spot:
        out.warn("cost.warning.no_spot", service=Message("cost.service.lightsail"))
    out.refuse("lightsail.gpu", case.w.gpu, "cost.fix.gpu")
    out.refuse("lightsail.arm64", 1.0 if case.w.arch == "arm64" else 0.0, "cost.fix.lightsail_arm")


class _Offer(NamedTuple):
    """One size on sale: USD a month, vCPU and how much of it can be used all the time, GB, disk, transfer."""

    usd: float
    vcpu: float
    sustained: float
    memory_gb: float
    ssd_gb: float
    transfer_gb: float
    id: str


def _instances(case: Case, out: Totals) -> None:
    w, spec = case.w, bundles()
    family = ("windows" if w.os == "windows" else "linux") + ("_ipv6" if case.options.lightsail_ipv6 else "")
    offers = _sold(case.prices, family)
    months = capped_hours(w.month_hours, spec.hours_cap)
    os_gb = case.options.os_memory_mb / MB_PER_GB
    row, count = _cheapest(case, offers, os_gb)
    out.refuse("lightsail.max_memory", (row < 0) * 1.0, "cost.fix.lightsail_size")
    # The quota can be raised, but nothing scales or heals a Lightsail fleet: beyond it the honest answer is EC2.
    out.require("lightsail.instance_quota", count, "cost.fix.lightsail_fleet")
    price_month = _column(offers, "usd", row)
    chosen = offers[int(row)] if is_scalar(row) else offers[0]
    found = case.prices.price(f"lightsail.{family}.{chosen.id}")
    out.line_at(
        "lightsail_bundle", count * months, price_month, found, count=count, bundle=chosen.id, months=months
    )
    _balancer(case, out, count, months)
    _disk(case, out, _column(offers, "ssd_gb", row) * count)
    _overage(case, out, _column(offers, "transfer_gb", row) * count)
    if out.keeps_words and row >= 0:
        _explain(case, out, chosen, count)


def _sold(prices: PriceBook, family: str) -> list[_Offer]:
    """The bundles a region sells of one family (system, and whether with IPv4), worked out once for its prices."""
    found: list[_Offer] | None = prices.kept.get(("lightsail", family))
    if found is None:
        found = prices.kept["lightsail", family] = []
        for bundle in bundles().bundles:
            price = prices.find(f"lightsail.{family}.{bundle.id}")
            if price is not None:
                ssd = bundle.windows_ssd_gb if family.startswith("windows") else bundle.ssd_gb
                sizes = (bundle.vcpu, bundle.vcpu * bundle.baseline, bundle.memory_gb, ssd, bundle.transfer_gb)
                found.append(_Offer(price.value, *sizes, bundle.id))
    return found


def _explain(case: Case, out: Totals, chosen: _Offer, count: float) -> None:
    w, d = case.w, case.demand
    sizes = (count, chosen.vcpu, chosen.memory_gb)
    out.size(chosen.id, *sizes, hours=w.month_hours, key="bundle", units=d.units, ssd=chosen.ssd_gb)
    out.because("bundle", count=count, bundle=chosen.id, vcpu=chosen.vcpu, memory=chosen.memory_gb)
    if chosen.sustained < chosen.vcpu:
        out.warn("cost.warning.lightsail_burst", share=100.0 * chosen.sustained / chosen.vcpu)
    if w.hours_per_day < 24.0 or w.kind == "jobs":
        out.warn("cost.warning.lightsail_stopped")


def _column(offers: list[_Offer], name: str, row: Num) -> Num:
    """A figure of the chosen offers (0 where none fits)."""
    values = [getattr(offer, name) for offer in offers]
    if is_scalar(row):
        return values[int(row)] if row >= 0 else 0.0
    return np().where(row >= 0, np().asarray(values)[row], 0.0)


def _cheapest(case: Case, offers: list[_Offer], os_gb: float) -> tuple[Num, Num]:
    """Row and count of the cheapest size that holds the units, extra disk counted; row -1 = none."""
    w, d = case.w, case.demand
    rooms = _rooms(case, offers, os_gb)
    items = [Item(offer.usd, offer.usd, index, 0.0) for index, offer in enumerate(offers)]
    companions = case.options.companions
    disk_gb = w.storage_gb if "storage" in companions else 0.0
    out_gb = w.data_out_gb if "data_out" in companions else 0.0
    cells = Placing(d.units, w.zones, 0.0, disk_gb, out_gb)
    cost = hourly if is_scalar(disk_gb, out_gb) and disk_gb == out_gb == 0.0 else _with_allowances(case, offers)
    if is_scalar(*cells) and all(is_scalar(need) for _, need in rooms):
        return pick_one(items, rooms, cells, cost)
    picked = pick_arrays(items, rooms, cells, cost)
    return picked.row, picked.count


def _with_allowances(case: Case, offers: list[_Offer]) -> Cost:
    """What is compared when disk or traffic is asked for: the bundles, extra disk, and traffic above the pool."""
    prices = case.prices
    disk, overage, share = (
        found.value if found is not None else default
        for found, default in (
            (prices.find("lightsail.disk"), 0.0),
            (prices.find("lightsail.overage"), 0.0),
            (prices.find("lightsail.transfer_share"), 1.0),
        )
    )

    def cost(item: Item, count: Num, cells: Placing) -> Num:
        offer = offers[item.row]
        extra_disk = above(cells.disk_gb, offer.ssd_gb * count) * disk
        extra_out = above(cells.out_gb, offer.transfer_gb * share * count) * overage
        return count * item.cost + extra_disk + extra_out

    return cost


def _rooms(case: Case, offers: list[_Offer], os_gb: float) -> Rooms:
    """What every size has and what a unit needs: vCPU, memory, vCPU it can sustain."""
    d = case.demand
    sustained = tuple(offer.sustained if offer.sustained < offer.vcpu else UNBOUNDED for offer in offers)
    return [
        (tuple(offer.vcpu for offer in offers), d.vcpu),
        (tuple(larger(offer.memory_gb - os_gb, 0.0) for offer in offers), d.unit_gb),
        (sustained, d.average),
    ]


def _disk(case: Case, out: Totals, included: Num) -> None:
    """Block storage for what the bundles' own disks do not hold."""
    if "storage" in case.options.companions:
        gb = case.w.storage_gb
        out.line("lightsail_disk", above(gb, included), "lightsail.disk", "storage", gb=gb, included=included)


def _balancer(case: Case, out: Totals, count: Num, months: Num) -> None:
    """Lightsail's own load balancer when there is more than one instance to reach."""
    w = case.w
    if "load_balancer" not in case.options.companions or not w.public or w.kind == "jobs":
        return
    wanted = (count > 1.0) * 1.0
    out.line("lightsail_balancer", wanted * months, "lightsail.load_balancer", "load_balancer", months=months)


def _overage(case: Case, out: Totals, included: Num) -> None:
    """Outbound traffic above the pooled allowance of the chosen bundles."""
    if "data_out" not in case.options.companions:
        return
    share = case.prices.find("lightsail.transfer_share")
    allowance = included * (share.value if share is not None else 1.0)
    gb = case.w.data_out_gb
    out.line(
        "lightsail_overage", above(gb, allowance), "lightsail.overage", "data_out", gb=gb, allowance=allowance
    )


def _containers(case: Case, out: Totals) -> None:
    """A container service: power x nodes, at most lightsail.container_nodes nodes; charged while it exists."""
    w, d, spec = case.w, case.demand, bundles()
    offers = []
    for power in spec.containers:
        price = case.prices.find(f"lightsail.container.{power.id}")
        if price is not None:
            offers.append(_Offer(price.value, power.vcpu, power.vcpu, power.memory_gb, 0.0, 0.0, power.id))
    months = capped_hours(w.month_hours, spec.hours_cap)
    row, count = _cheapest(case, offers, 0.0)
    out.refuse("lightsail.max_memory", (row < 0) * 1.0, "cost.fix.lightsail_size")
    out.require("lightsail.container_nodes", count, "cost.fix.lightsail_nodes")
    chosen = offers[int(row)] if is_scalar(row) else offers[0]
    found = case.prices.price(f"lightsail.container.{chosen.id}")
    usd = _column(offers, "usd", row)
    out.line_at("lightsail_container", count * months, usd, found, count=count, power=chosen.id, months=months)
    _disk(case, out, 0.0)
    _overage(case, out, spec.container_transfer_gb)
    if out.keeps_words and row >= 0:
        sizes = (count, chosen.vcpu, chosen.memory_gb)
        out.size(chosen.id, *sizes, hours=w.month_hours, key="container", units=d.units)
        out.because("container", count=count, power=chosen.id, vcpu=chosen.vcpu, memory=chosen.memory_gb)
