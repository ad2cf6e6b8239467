"""Savings Plans: what a plan costs, when it pays off, and which use of an hour it covers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from models.cost.ops import Num


class Use(NamedTuple):
    """Use of one kind within one hour: `quantity` at `on_demand` USD, or at `plan` USD under the plan."""

    name: str
    quantity: float
    on_demand: float
    plan: float
    instance_plan: float = 0.0
    """USD under an EC2 Instance Savings Plan; 0 = that kind of plan does not cover it."""

    @property
    def saving(self) -> float:
        """Share of the on-demand price a compute plan saves."""
        return 1.0 - self.plan / self.on_demand if self.on_demand > 0.0 else 0.0


class Covered(NamedTuple):
    """How an hour was settled: plan commitment (USD), the part of it used, and what stays on demand (USD)."""

    commitment: float
    used: float
    on_demand: float

    @property
    def bill(self) -> float:
        """USD of the hour: the commitment is due whether used or not."""
        return self.commitment + self.on_demand

    @property
    def unused(self) -> float:
        """Commitment of the hour that was lost."""
        return self.commitment - self.used


def plan_value(uses: Sequence[Use]) -> float:
    """USD an hour of commitment that would cover all the use at plan rates."""
    return sum(use.quantity * use.plan for use in uses)


def on_demand_value(uses: Sequence[Use]) -> float:
    """USD an hour of the same use on demand."""
    return sum(use.quantity * use.on_demand for use in uses)


def allocate(uses: Sequence[Use], commitment: float) -> Covered:
    """Settle an hour: highest saving percentage first, at equal saving the lowest plan rate first.

    What the commitment does not reach is on demand. Source: AWS Savings Plans user guide, how plans apply.
    """
    left, on_demand = commitment, 0.0
    for use in sorted(uses, key=lambda one: (-one.saving, one.plan)):
        covered = min(use.quantity, left / use.plan) if use.plan > 0.0 else use.quantity
        left -= covered * use.plan
        on_demand += (use.quantity - covered) * use.on_demand
    return Covered(commitment, commitment - left, on_demand)


def allocate_both(uses: Sequence[Use], instance_commitment: float, compute_commitment: float) -> Covered:
    """Settle an hour with both kinds of plan: EC2 Instance plans first, then Compute plans on what is left."""
    left: list[Use] = []
    available = instance_commitment
    eligible = sorted(
        (use for use in uses if use.instance_plan > 0.0), key=lambda one: one.instance_plan / one.on_demand
    )
    covered = {}
    for use in eligible:
        part = min(use.quantity, available / use.instance_plan)
        available -= part * use.instance_plan
        covered[use.name] = part
    for use in uses:
        left.append(use._replace(quantity=use.quantity - covered.get(use.name, 0.0)))
    second = allocate(left, compute_commitment)
    used = instance_commitment - available + second.used
    return Covered(instance_commitment + compute_commitment, used, second.on_demand)


class Terms(NamedTuple):
    """A plan's payments: once, each hour, and what a month really costs."""

    commitment: Num
    upfront: Num
    hourly: Num
    month: Num
    """USD a month with the upfront part spread over the term."""
    billed_month: Num
    """USD a month that is billed, the upfront part aside."""
    break_even_hours: Num
    """Hours a month of use above which the plan beats on demand."""


def terms(
    plan_price: Num, on_demand_price: Num, *, term_hours: Num, months: Num, hours: Num, upfront_share: Num
) -> Terms:
    """A plan for one server running all the time. Prices in USD an hour, `hours` in a month."""
    commitment = plan_price * term_hours
    upfront = commitment * upfront_share
    hourly = (commitment - upfront) / term_hours
    month = upfront / months + hourly * hours
    return Terms(commitment, upfront, hourly, month, hourly * hours, month / on_demand_price)


def effective_month(upfront: Num, months: Num, hourly: Num, hours: Num) -> Num:
    """USD a month of a reservation with its upfront part spread over the term."""
    return upfront / months + hourly * hours
