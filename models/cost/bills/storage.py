"""Block storage, snapshots and their requests. GB here are 1024^3 bytes, months as long as the caller says."""

from __future__ import annotations

from models.cost.bills import Charges, charges
from models.cost.ops import Num, above, larger

HOURS_PER_DAY = 24.0


def gb_months(gb: Num, hours: Num, month_hours: Num) -> Num:
    """GB kept for part of a month, in GB-months."""
    return gb * (hours / month_hours)


def volume(
    gb: Num,
    gb_price: Num,
    *,
    hours: Num,
    month_hours: Num,
    iops: Num = 0.0,
    iops_price: Num = 0.0,
    free_iops: Num = 0.0,
    mbs: Num = 0.0,
    mbs_price: Num = 0.0,
    free_mbs: Num = 0.0,
) -> Charges:
    """One EBS volume that exists for `hours`: size, and IOPS and throughput (MiB/s) above the included.

    gp3 includes some IOPS and throughput, io1 and io2 include none, gp2 has neither price. USD per unit-month.
    """
    return charges(
        ("size", gb_months(gb, hours, month_hours), gb_price),
        ("iops", gb_months(above(iops, free_iops), hours, month_hours), iops_price),
        ("throughput", gb_months(above(mbs, free_mbs), hours, month_hours), mbs_price),
    )


def tiered_iops(iops: Num, ends: list[float], prices: list[float]) -> Charges:
    """io2 IOPS-months through their tiers (the tiers apply to each volume)."""
    from models.cost.demand import tier_parts

    parts = tier_parts(iops, ends)
    return charges(
        *((f"tier{i}", part, price) for i, (part, price) in enumerate(zip(parts, prices, strict=True), 1))
    )


def snapshots(first_gb: Num, changed_gb: Num, price: Num) -> Charges:
    """Snapshots of a disk: the first holds everything used, the next only what changed. GB-months."""
    return charges(("first", first_gb, price), ("changed", changed_gb, price))


def archived_snapshot(
    gb: Num, days: Num, price: Num, *, minimum_days: Num = 90.0, month_hours: Num = 720.0
) -> Charges:
    """A snapshot in the archive tier, paid for at least `minimum_days`."""
    paid = larger(days, minimum_days)
    return charges(("archive", gb_months(gb, paid * HOURS_PER_DAY, month_hours), price))


def restored_snapshot(gb: Num, price: Num) -> Charges:
    """Bringing `gb` back from the archive, USD per GB."""
    return charges(("restore", gb, price))


def fast_restore(snapshots_: Num, zones: Num, hours: Num, price: Num) -> Charges:
    """Fast snapshot restore: each snapshot in each zone for each hour it is enabled."""
    return charges(("fast_restore", snapshots_ * zones * hours, price))


def direct_requests(
    lists: Num, gets: Num, puts: Num, *, list_price: Num, get_price: Num, put_price: Num
) -> Charges:
    """Requests to the block APIs, prices in USD per 1,000."""
    return charges(
        ("lists", lists / 1000.0, list_price),
        ("gets", gets / 1000.0, get_price),
        ("puts", puts / 1000.0, put_price),
    )


def initialised(volumes: Num, gb: Num, price: Num) -> Charges:
    """Volumes created at a provisioned initialisation rate: USD per GB of the full snapshot."""
    return charges(("initialisation", volumes * gb, price))


def cloned(written_gb: Num, price: Num) -> Charges:
    """A copied volume: USD per GB written, not per GB provisioned."""
    return charges(("clone", written_gb, price))


def registry(gb: Num, price: Num, free_gb: Num = 0.0) -> Charges:
    """Images in a registry, GB-months above the free part."""
    return charges(("registry", above(gb, free_gb), price))


def logs(
    ingested_gb: Num,
    ingest_price: Num,
    *,
    stored_gb: Num = 0.0,
    store_price: Num = 0.0,
    scanned_gb: Num = 0.0,
    scan_price: Num = 0.0,
) -> Charges:
    """Logs written, kept (GB-months) and read by queries."""
    return charges(
        ("ingest", ingested_gb, ingest_price), ("store", stored_gb, store_price), ("scan", scanned_gb, scan_price)
    )
