"""AWS Outposts: capacity contracted for years, so no monthly bill can be compared; dated figures only."""

from __future__ import annotations

from models.cost.ledger import Case, Totals
from models.texts import Money

MONTHS_OF_TERM = 36.0


def bill(case: Case, out: Totals) -> None:
    """Always answers that a quote is needed, with the public figures there are (never part of a ranking)."""
    out.refuse("outposts.pricing_model", 1.0, "cost.fix.outposts")
    if out.keeps_words:
        out.because("outposts")
        base = case.limits.get("outposts.rack_base_2021")
        if base is not None:
            out.warn("cost.warning.outposts_2021", usd=Money(base), month=Money(base / MONTHS_OF_TERM))


def break_even_utilisation(contract_month: float, region_month: float) -> float:
    """Share of the contracted capacity that must be in use for Outposts to cost what the region would.

    `contract_month`: USD a month of the contract (price / months of term); `region_month`: USD a month of the
    same capacity rented in the region all the time. Above 1 the region is always cheaper.
    """
    return contract_month / region_month
