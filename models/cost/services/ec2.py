"""Amazon EC2: the cheapest fitting type and count, per-second billing, disks, addresses and the rest.

`servers` is also what runs under ECS, EKS, Batch and Elastic Beanstalk: they pass their own fee and extras.
"""

from __future__ import annotations

from models.cost import companions
from models.cost.demand import MB_PER_GB, server_hours, side_by_side
from models.cost.ec2_choice import Choice, choose, column_of, need_of, price_of
from models.cost.ledger import Case, Totals
from models.cost.ops import Num, ceil
from models.texts import Message


def bill(case: Case, out: Totals) -> None:
    """The month's EC2 bill: servers and their companions."""
    choice = servers(case, out, service="ec2")
    finish(case, out, (choice.count > 1.0) * 1.0)


def finish(case: Case, out: Totals, balancer: Num = 1.0) -> None:
    """What a group of servers brings along: load balancer (where `balancer` is 1), storage, data, logs, NAT."""
    companions.load_balancer(case, out, balancer)
    companions.data_disk(case, out)
    companions.data_out(case, out)
    companions.logs(case, out)
    companions.nat(case, out)


def hourly_extra(case: Case) -> Num:
    """USD an hour every server adds: its system disk and its public address, when they are switched on."""
    o, extra = case.options, 0.0
    if companions.is_on(case, "storage"):
        disk = case.prices.find("ebs.gp3")
        extra = (disk.value if disk else 0.0) * o.root_gb / case.w.month_hours
    if companions.is_on(case, "public_ipv4") and case.w.public:
        address = case.prices.find("ipv4.hour")
        extra = extra + (address.value if address else 0.0)
    return extra


def servers(case: Case, out: Totals, service: str, fee_id: str = "") -> Choice:
    """Rent the cheapest servers for the workload; `fee_id` names a management fee on the on-demand price.

    Adds lines for compute, fee, system disks and addresses. Infeasible (largest type too small) breaks
    ec2.max_vcpu or ec2.max_memory.
    """
    column = column_of(case)
    fee_price = case.prices.find(fee_id) if fee_id else None
    fee = fee_price.value if fee_price is not None else 0.0
    need = need_of(case, hourly_extra(case), fee)
    choice = choose(case, need, column)
    column, choice = _or_on_demand(case, out, need, column, choice)
    out.refuse(
        f"{service}.max_memory", _nothing(choice), "cost.fix.no_type", vcpu=need.vcpu, memory=need.memory_gb
    )
    parallel = side_by_side(case.demand, choice.count, choice.per_server) if case.w.kind == "jobs" else 1.0
    hours = server_hours(case.w, case.demand, parallel, case.limits.value("ec2.min_billing"))
    server_h = choice.count * hours
    price = price_of(case, choice, column)
    out.line_at("ec2_hours", server_h, choice.price, price, servers=choice.count, hours=hours, type=price.id[4:])
    if fee_id and fee_price is not None:
        usd = server_h * case.prices.ec2.listed(choice.row)
        out.line(f"{service}_fee", usd, fee_id, usd=usd, fee=fee * 100.0)
    companions.root_disks(case, out, choice.count, hours)
    companions.public_ipv4(case, out, choice.count, hours)
    if out.keeps_words:
        _explain(case, out, choice, hours, price.id[4:])
    return choice


def _nothing(choice: Choice) -> Num:
    """1 where no type fits, else 0."""
    return (choice.row < 0) * 1.0


def _or_on_demand(case: Case, out: Totals, need: object, column: str, choice: Choice) -> tuple[str, Choice]:
    """Without any price for the wanted purchase here, say so and use on demand."""
    if column in ("linux", "windows") or case.prices.ec2.candidates(case.w.arch, False, True, column):
        return column, choice
    out.warn("cost.warning.no_purchase", purchase=Message(f"cost.purchase.{column}"), region=case.prices.region)
    return "linux", choose(case, need_of(case, hourly_extra(case)), "linux")


def _explain(case: Case, out: Totals, choice: Choice, hours: float, name: str) -> None:
    d = case.demand
    per_unit = {"units": d.units, "unit_vcpu": d.vcpu, "unit_memory": case.w.memory_mb / MB_PER_GB}
    memory = choice.memory_gb
    out.size(
        name, choice.count, choice.vcpu, memory, hours=hours, key="servers", held=choice.per_server, **per_unit
    )
    out.because("servers", count=choice.count, type=name, vcpu=choice.vcpu, memory=choice.memory_gb)
    if case.w.zones > 1.0 and choice.count == case.w.zones and ceil(d.units / choice.per_server) < choice.count:
        out.warn("cost.warning.zones", zones=case.w.zones)
