"""Lambda's less common meters: pollers, tenants, MicroVMs, durable functions, snapshots, streaming."""

from __future__ import annotations

from models.cost.bills import Charges, charges
from models.cost.ops import Num, above, ceil, larger


def poller_units(pollers: Num, per_unit: Num) -> Num:
    """Event-poller units for a number of pollers, whole units."""
    return ceil(pollers / per_unit)


def micro_vms(
    runs: Num,
    seconds: Num,
    *,
    peak_share: Num,
    base_vcpu: Num,
    base_gb: Num,
    peak_vcpu: Num,
    peak_gb: Num,
    image_gb: Num,
    vcpu_price: Num,
    gb_price: Num,
    read_price: Num,
    store_price: Num,
) -> Charges:
    """Lambda MicroVMs: baseline all the time, the peak size for a share of it, snapshot reads and storage.

    Prices: USD per vCPU-second, per GB-second, per GB read, per GB-month.
    """
    peak_s, base_s = runs * seconds * peak_share, runs * seconds * (1.0 - peak_share)
    return charges(
        ("peak", peak_s, peak_vcpu * vcpu_price + peak_gb * gb_price),
        ("base", base_s, base_vcpu * vcpu_price + base_gb * gb_price),
        ("starts", runs * image_gb, read_price),
        ("store", image_gb, store_price),
    )


def durable(
    operations: Num, written_gb: Num, retained_gb: Num, *, operation_price: Num, write_price: Num, keep_price: Num
) -> Charges:
    """Durable functions on top of normal charges: operations (USD per million), GB written, GB-months kept."""
    return charges(
        ("operations", operations / 1e6, operation_price),
        ("written", written_gb, write_price),
        ("retained", retained_gb, keep_price),
    )


def snap_start(
    gb: Num, hours: Num, restores: Num, *, cache_price: Num, restore_price: Num, minimum_hours: Num = 3.0
) -> Charges:
    """SnapStart for Python and .NET: the cached snapshot (GB-s, three hours at least) and each restore (GB)."""
    return charges(
        ("cache", gb * larger(hours, minimum_hours) * 3600.0, cache_price),
        ("restore", gb * restores, restore_price),
    )


def streamed(requests: Num, mb_each: Num, free_mb: Num, free_gb: Num, price: Num) -> Charges:
    """Response streaming: the part of each response above `free_mb`, above `free_gb` a month, USD per GB."""
    return charges(("streamed", above(requests * above(mb_each, free_mb) / 1024.0, free_gb), price))
