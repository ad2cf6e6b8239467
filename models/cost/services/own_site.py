"""Work that must stay in the person's own building: what each service can and cannot do about it."""

from __future__ import annotations

from models.cost import companions
from models.cost.demand import tier_parts
from models.cost.ledger import Case, Totals
from models.cost.ops import Num, ceil, floor, larger, smaller

HYBRID_TIERS = 5


def stays_in_region(case: Case, out: Totals, service: str) -> None:
    """The service runs on AWS's machines in a region, so it cannot keep the work on premises."""
    out.refuse(f"{service}.hardware_owner", 1.0 if case.w.on_premises else 0.0, "cost.fix.on_premises")


def own_servers(case: Case, out: Totals) -> Num:
    """How many of the person's servers hold the units, at least one for each zone."""
    o, d = case.options, case.demand
    held = floor(smaller(o.own_server_vcpu / d.vcpu, o.own_server_gb / d.unit_gb))
    out.refuse("ecs.hybrid", (held < 1.0) * 1.0, "cost.fix.own_server")
    return larger(ceil(d.units / larger(held, 1.0)), case.w.zones)


def ecs_anywhere(case: Case, out: Totals) -> None:
    """ECS on own machines: an hourly fee for each registered machine; the machines themselves are not counted."""
    hours = case.w.month_hours
    count = own_servers(case, out)
    out.line("ecs_anywhere", count * hours, "ecs.anywhere", servers=count, hours=hours)
    _explain(case, out, count)


def eks_hybrid(case: Case, out: Totals) -> None:
    """EKS with hybrid nodes: every vCPU attached, hour by hour, through the monthly tiers."""
    hours, vcpu = case.w.month_hours, case.options.own_server_vcpu
    count = own_servers(case, out)
    ends = case.prices.tier_ends("eks.hybrid.tier", HYBRID_TIERS)
    for i, part in enumerate(tier_parts(count * vcpu * hours, ends), 1):
        out.line("eks_hybrid", part, f"eks.hybrid.tier{i}", servers=count, vcpu=vcpu, hours=hours, tier=i)
    _explain(case, out, count)


def _explain(case: Case, out: Totals, count: Num) -> None:
    companions.registry(case, out)
    if out.keeps_words:
        o = case.options
        sizes = (count, o.own_server_vcpu, o.own_server_gb)
        out.size("own", *sizes, hours=case.w.month_hours, key="own", units=case.demand.units)
        out.because("own", count=count, vcpu=o.own_server_vcpu, memory=o.own_server_gb)
        out.warn("cost.warning.own_servers")
