"""Charges that come along with a service: load balancer, addresses, disks, logs, registry, NAT, data out.

Each is a line with a stated default and a switch (Options.companions), never silence.
"""

from __future__ import annotations

from models.cost.bills import network, storage
from models.cost.demand import MB_PER_GB, tier_parts
from models.cost.ledger import Case, Totals
from models.cost.ops import Num, above, anywhere, larger

OUT_TIERS = 4


def is_on(case: Case, switch: str) -> bool:
    """Whether the person wants this companion counted."""
    return switch in case.options.companions


def load_balancer(case: Case, out: Totals, wanted: Num = 1.0) -> None:
    """Application Load Balancer: hours of the whole month, capacity units, and its own public addresses.

    Only for reachable services (not jobs), where `wanted` is 1 (0: a single server is reached directly). It has
    an address in each zone and spans at least two. Rule: only the largest capacity dimension counts.
    """
    w = case.w
    if not is_on(case, "load_balancer") or not w.public or w.kind == "jobs":
        return
    out.line("alb_hours", wanted * w.month_hours, "alb.hour", "load_balancer", hours=w.month_hours)
    lcu = case.options.lcu
    if lcu <= 0.0:
        lcu = derived_lcu(case)
    out.line("alb_lcu", wanted * lcu * w.month_hours, "alb.lcu", "load_balancer", lcu=lcu, hours=w.month_hours)
    addresses = larger(w.zones, 2.0)
    if is_on(case, "public_ipv4"):
        hours = w.month_hours
        out.line(
            "alb_ipv4",
            wanted * addresses * hours,
            "ipv4.hour",
            "public_ipv4",
            addresses=addresses,
            hours=hours,
        )


def derived_lcu(case: Case) -> Num:
    """Capacity units on average over the month: the larger of new connections and data carried."""
    w = case.w
    per_second = w.amount / (w.month_hours * 3600.0) if w.kind == "requests" else 0.0
    connections = per_second / case.options.requests_per_connection
    gb_per_hour = per_second * 3600.0 * ((w.request_kb + w.response_kb) / network.KB_PER_GB_DECIMAL)
    return network.capacity_units(connections, 0.0, gb_per_hour, 0.0)


def public_ipv4(case: Case, out: Totals, addresses: Num, hours: Num) -> None:
    """Public IPv4 addresses, USD per address-hour; `addresses` for `hours` a month each."""
    if is_on(case, "public_ipv4") and case.w.public:
        out.line("ipv4", addresses * hours, "ipv4.hour", "public_ipv4", addresses=addresses, hours=hours)


def root_disks(case: Case, out: Totals, servers: Num, hours: Num) -> None:
    """System disk (gp3) of each server for the hours it exists, in GB-months."""
    if is_on(case, "storage"):
        gb = case.options.root_gb
        out.line(
            "ebs_root",
            servers * storage.gb_months(gb, hours, case.w.month_hours),
            "ebs.gp3",
            "storage",
            servers=servers,
            gb=gb,
            hours=hours,
            month=case.w.month_hours,
        )


def data_disk(case: Case, out: Totals) -> None:
    """The workload's own storage on gp3, kept all month."""
    if is_on(case, "storage"):
        out.line("ebs_data", case.w.storage_gb, "ebs.gp3", "storage", gb=case.w.storage_gb)


def data_out(case: Case, out: Totals) -> None:
    """Data to the internet through its tiers (first 100 GB a month free), and data between zones, both ways."""
    w = case.w
    if not is_on(case, "data_out"):
        return
    free = case.prices.find("transfer.out.free")
    given = free.value if free is not None and w.free_tier else 0.0
    billed = above(w.data_out_gb, given)
    ends = case.prices.tier_ends("transfer.out.tier", OUT_TIERS - 1)
    for i, part in enumerate(tier_parts(billed, ends) if anywhere(billed > 0.0) else (), 1):
        out.line("data_out", part, f"transfer.out.tier{i}", "data_out", gb=w.data_out_gb, free=given, tier=i)
    out.line("data_az", w.data_az_gb * 2.0, "transfer.az", "data_out", gb=w.data_az_gb)


def logs(case: Case, out: Totals) -> None:
    """Log ingestion, USD per GB written."""
    if is_on(case, "logs"):
        out.line("logs", case.w.logs_gb, "logs.ingest", "logs", gb=case.w.logs_gb)


def registry(case: Case, out: Totals) -> None:
    """Image storage in the registry, GB-months, every version counted whole."""
    if is_on(case, "registry"):
        w = case.w
        gb = w.image_mb * w.image_versions / MB_PER_GB
        out.line("ecr_storage", gb, "ecr.storage", "registry", images=w.image_versions, mb=w.image_mb, gb=gb)


def nat(case: Case, out: Totals) -> None:
    """NAT gateway: one for each zone all month, plus the data that leaves through it (off by default)."""
    if is_on(case, "nat"):
        w = case.w
        out.line("nat_hours", w.zones * w.month_hours, "nat.hour", "nat", gateways=w.zones, hours=w.month_hours)
        out.line("nat_data", w.data_out_gb, "nat.gb", "nat", gb=w.data_out_gb)
