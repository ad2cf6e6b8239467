"""Servers and what is particular to them: burst credits, reservations, fleets, clusters, their break-evens."""

from __future__ import annotations

import math
from collections.abc import Sequence

from models.cost.bills import Charges, charges
from models.cost.ops import Num, ceil, larger

MINUTES = 60.0


def instances(count: Num, hours: Num, price: Num) -> Charges:
    """Servers by the hour."""
    return charges(("instances", count * hours, price))


def surplus_credits(vcpu_hours: Num, price: Num) -> Charges:
    """CPU used above the burst baseline in unlimited mode, USD per vCPU-hour."""
    return charges(("credits", vcpu_hours, price))


def surplus_from_credits(credits: Num, price: Num) -> Charges:
    """The same from CPU credits (one credit is one vCPU for a minute)."""
    return surplus_credits(credits / MINUTES, price)


def burst_break_even(burst_price: Num, fixed_price: Num, credit_price: Num, vcpus: Num, baseline: Num) -> Num:
    """CPU use (percent of every vCPU) at which a burstable server with surplus costs what a fixed one does.

    `baseline` in percent per vCPU, prices in USD an hour, `credit_price` USD per vCPU-hour.
    """
    burst_minutes = (fixed_price - burst_price) / (credit_price / MINUTES)
    return baseline + burst_minutes / MINUTES / vcpus * 100.0


def capacity_reservation(unused_h: Num, used_h: Num, after_h: Num, price: Num) -> Charges:
    """Reserved capacity is billed on demand while it exists, used or not; the server pays after it ends."""
    return charges(("unused", unused_h, price), ("used", used_h, price), ("after", after_h, price))


def reservation_hours(hours: Num, minutes: Num) -> Num:
    """Instance-hours of a reservation that existed for whole hours and minutes."""
    return hours + minutes / MINUTES


def commitment_value(upfront: Num, hourly: Num, hours: Num) -> Charges:
    """What a commitment is worth over its hours: the upfront part and the hourly part."""
    return charges(("upfront", upfront, 1.0), ("hourly", hours, hourly))


def covered_by_units(reserved: float, fleet: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """Servers left on demand when `reserved` normalised units cover a fleet, smallest size first.

    `fleet`: (units of one server, how many) for each size. Returns the uncovered servers per size, same order.
    """
    left = reserved
    uncovered = [0.0] * len(fleet)
    for index in sorted(range(len(fleet)), key=lambda i: fleet[i][0]):
        units, count = fleet[index]
        covered = min(count, left / units)
        left -= covered * units
        uncovered[index] = count - covered
    return tuple(uncovered)


def two_sizes_on_demand(
    reserved: float, small_units: float, small: float, large_units: float, large: float
) -> float:
    """Servers of the larger of two sizes that normalised reservations leave on demand."""
    return covered_by_units(reserved, ((small_units, small), (large_units, large)))[1]


def exchanged(old_value: Num, new_value: Num) -> Num:
    """Convertible reservations received: at least the value given up, in whole reservations."""
    return ceil(old_value / new_value)


def true_up(new_upfront: Num, old_upfront: Num) -> Num:
    """USD to pay at an exchange: the missing upfront part, never negative."""
    return larger(new_upfront - old_upfront, 0.0)


def weighted_count(target: Num, weight: Num) -> Num:
    """Servers of one weight that reach a fleet's target, whole servers."""
    return ceil(target / weight)


def price_of_unit(price: Num, weight: Num) -> Num:
    """USD an hour of one weighted unit."""
    return price / weight


def clusters(standard: Num, extended: Num, hours: Num, standard_price: Num, extended_price: Num) -> Charges:
    """Kubernetes control planes by support phase (the extended price is the whole price)."""
    return charges(("standard", standard * hours, standard_price), ("extended", extended * hours, extended_price))


def extended_premium(hours: Num, extra_price: Num) -> Charges:
    """What extended support adds to a cluster, USD an hour above the standard price."""
    return charges(("extended", hours, extra_price))


def external_hosts(count: Num, hours: Num, price: Num) -> Charges:
    """Own machines registered with ECS (ECS Anywhere), by instance-hour, an hour at least."""
    return charges(("hosts", count * larger(hours, 1.0), price))


def calculator_count(per_day: float, month_hours: float) -> float:
    """Items a month from items a day as AWS's calculator counts them: per day x hours / 24, to two decimals."""
    return math.floor(per_day * month_hours / 24.0 * 100.0 + 0.5 + 1e-9) / 100.0
