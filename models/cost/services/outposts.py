"""AWS Outposts: capacity contracted for years. Priced only from the person's own quote; else dated figures only.

With a quote the contract is spread over its months, and the bill says which share of the capacity must be in use
for it to cost what the same capacity costs on demand in the region.
"""

from __future__ import annotations

from models.cost.ledger import Case, Totals
from models.cost.ops import Num
from models.cost.price_book import Price
from models.texts import Money

REFERENCE = "m7i.xlarge"
"""The region's type the capacity is compared with: general purpose, of a family that runs on the racks."""


def bill(case: Case, out: Totals) -> None:
    """The contract by month when there is a quote; otherwise that a quote is needed, with the public figures."""
    o = case.options
    if o.outposts_contract <= 0.0:
        out.refuse("outposts.pricing_model", 1.0, "cost.fix.outposts")
        _public_figures(case, out)
        return
    capacity = o.outposts_vcpu or case.limits.value("outposts.minimum_order")
    needed = case.demand.units * case.demand.vcpu
    out.refuse("outposts.minimum_order", (needed > capacity) * 1.0, "cost.fix.outposts_size", capacity=capacity)
    price = Price("outposts.contract", 1.0, "USD", basis="given")
    month = o.outposts_contract / o.outposts_months
    out.line_at("outposts_contract", month, 1.0, price, usd=o.outposts_contract, months=o.outposts_months)
    if out.keeps_words:
        out.because("outposts_contract", capacity=capacity, months=o.outposts_months)
        _break_even(case, out, capacity, month)


def _break_even(case: Case, out: Totals, capacity: float, month: float) -> None:
    row = case.prices.ec2.row_of(REFERENCE)
    if row is None:
        return
    spec = case.prices.ec2.spec(row)
    region = capacity * spec.price / spec.vcpu * case.w.month_hours
    share = 100.0 * break_even_utilisation(month, region)
    used = 100.0 * case.demand.units * case.demand.vcpu / capacity
    out.warn("cost.warning.outposts_break_even", share=share, used=used, type=REFERENCE, region=Money(region))


def _public_figures(case: Case, out: Totals) -> None:
    if out.keeps_words:
        out.because("outposts")
        base = case.limits.get("outposts.rack_base_2021")
        if base is not None:
            months = case.options.outposts_months
            out.warn("cost.warning.outposts_2021", usd=Money(base), month=Money(base / months), months=months)


def break_even_utilisation(contract_month: Num, region_month: Num) -> Num:
    """Share of the contracted capacity that must be in use for Outposts to cost what the region would.

    `contract_month`: USD a month of the contract (price / months of term); `region_month`: USD a month of the
    same capacity rented in the region all the time. Above 1 the region is always cheaper.
    """
    return contract_month / region_month
