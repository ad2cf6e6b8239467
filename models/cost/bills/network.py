"""Load balancers, gateways, endpoints and data transfer."""

from __future__ import annotations

from models.cost.bills import Charges, charges
from models.cost.demand import tier_parts
from models.cost.ops import Num, above, larger

KB_PER_GB_DECIMAL = 1e6  # load balancers count bytes in decimal


def capacity_units(
    new_per_s: Num,
    active_per_min: Num,
    gb_per_hour: Num,
    rules_per_s: Num,
    *,
    new_unit: Num = 25.0,
    active_unit: Num = 3000.0,
    gb_unit: Num = 1.0,
    rules_unit: Num = 1000.0,
) -> Num:
    """Application Load Balancer capacity units: the largest of the four dimensions.

    One unit covers 25 new connections per second, 3,000 active connections a minute, 1 GB an hour and 1,000 rule
    evaluations per second (Elastic Load Balancing pricing page). Arrays welcome.
    """
    connections = larger(new_per_s / new_unit, active_per_min / active_unit)
    return larger(connections, larger(gb_per_hour / gb_unit, rules_per_s / rules_unit))


def traffic_units(
    new_per_s: Num,
    minutes_open: Num,
    kb_per_s: Num,
    requests_per_s: Num,
    *,
    rules: Num,
    free_rules: Num = 10.0,
) -> Num:
    """Capacity units of a described traffic: connections that stay open, KB per second, rules evaluated."""
    active = new_per_s * 60.0 * minutes_open
    gb_per_hour = kb_per_s * 3600.0 / KB_PER_GB_DECIMAL
    return capacity_units(new_per_s, active, gb_per_hour, requests_per_s * above(rules, free_rules))


def balancer(
    hours: Num,
    hour_price: Num,
    *,
    units: Num = 0.0,
    unit_price: Num = 0.0,
    stores: Num = 0.0,
    store_price: Num = 0.0,
) -> Charges:
    """A load balancer: hours, capacity-unit hours, trust-store hours (mutual TLS)."""
    return charges(
        ("hours", hours, hour_price), ("units", units * hours, unit_price), ("stores", stores * hours, store_price)
    )


def traffic_balancer(
    hours: Num,
    hour_price: Num,
    unit_price: Num,
    *,
    new_per_s: Num,
    minutes_open: Num,
    kb_per_s: Num,
    requests_per_s: Num,
    rules: Num,
    free_rules: Num = 10.0,
) -> Charges:
    """An Application Load Balancer billed for a described traffic."""
    units = traffic_units(new_per_s, minutes_open, kb_per_s, requests_per_s, rules=rules, free_rules=free_rules)
    return balancer(hours, hour_price, units=units, unit_price=unit_price)


def classic_balancer(hours: Num, hour_price: Num, gb: Num, gb_price: Num) -> Charges:
    """A Classic Load Balancer: hours and GB processed."""
    return charges(("hours", hours, hour_price), ("data", gb, gb_price))


def nat_gateways(gateways: Num, hours: Num, hour_price: Num, gb: Num, gb_price: Num) -> Charges:
    """NAT gateways: hours of each, and every GB that passes."""
    return charges(("hours", gateways * hours, hour_price), ("data", gb, gb_price))


def endpoints(
    count: Num, zones: Num, hours: Num, hour_price: Num, *, gb: Num = 0.0, gb_price: Num = 0.0
) -> Charges:
    """Interface endpoints: hours of each in each zone, and GB processed."""
    return charges(("hours", count * zones * hours, hour_price), ("data", gb, gb_price))


def addresses(count: Num, hours: Num, price: Num) -> Charges:
    """Public IPv4 addresses, in use or idle."""
    return charges(("addresses", count * hours, price))


def transfer(
    out_gb: Num,
    ends: list[float],
    prices: list[float],
    *,
    free_gb: Num = 0.0,
    between_zones_gb: Num = 0.0,
    zone_price: Num = 0.0,
    near_region_gb: Num = 0.0,
    near_price: Num = 0.0,
    region_gb: Num = 0.0,
    region_price: Num = 0.0,
) -> Charges:
    """Data out through its tiers (`ends` in GB, the last open), between zones (billed twice), to other regions."""
    parts = tier_parts(above(out_gb, free_gb), ends)
    tiers = [(f"out{i}", part, price) for i, (part, price) in enumerate(zip(parts, prices, strict=True), 1)]
    return charges(
        *tiers,
        ("zones", between_zones_gb * 2.0, zone_price),
        ("near", near_region_gb, near_price),
        ("region", region_gb, region_price),
    )
