"""Amazon EC2: the cheapest fitting type and count, per-second billing, disks, addresses and the rest.

`servers` is also what runs under ECS, EKS, Batch and Elastic Beanstalk: they pass their own fee and extras.
"""

from __future__ import annotations

from models.cost import companions
from models.cost.demand import MB_PER_GB, server_hours, side_by_side
from models.cost.ec2_choice import Choice, choose, column_of, need_of, price_of
from models.cost.ledger import Case, Totals
from models.cost.ops import Num, anywhere, ceil, is_scalar, np
from models.cost.price_book import Price
from models.cost.services.own_site import stays_in_region
from models.texts import Message


def bill(case: Case, out: Totals) -> None:
    """The month's EC2 bill: servers and their companions."""
    stays_in_region(case, out, "ec2")
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
    column = _sold_as(case, out)
    fees = _fees(case, fee_id)
    need = need_of(case, hourly_extra(case), tuple(price.value if price else 0.0 for price in fees))  # type: ignore[arg-type]
    choice = choose(case, need, column)
    out.refuse(
        f"{service}.max_memory", _nothing(choice), "cost.fix.no_type", vcpu=need.vcpu, memory=need.memory_gb
    )
    parallel = side_by_side(case.demand, choice.count, choice.per_server) if case.w.kind == "jobs" else 1.0
    hours = server_hours(case.w, case.demand, parallel, case.limits.value("ec2.min_billing"))
    server_h = choice.count * hours
    price = price_of(case, choice, column)
    out.line_at("ec2_hours", server_h, choice.price, price, servers=choice.count, hours=hours, type=price.id[4:])
    if fee_id:
        _fee(case, out, choice, server_h, (f"{service}_fee", fees))
    companions.root_disks(case, out, choice.count, hours)
    companions.public_ipv4(case, out, choice.count, hours)
    if out.keeps_words:
        _explain(case, out, choice, hours, price.id[4:])
    return choice


def _nothing(choice: Choice) -> Num:
    """1 where no type fits, else 0 (one number when it is the same everywhere)."""
    missing = choice.row < 0
    return missing * 1.0 if anywhere(missing) else 0.0


def _fees(case: Case, fee_id: str) -> tuple[Price | None, Price | None, Price | None]:
    """The fee of ordinary types, of G types and of P types (the ordinary one where no other is known)."""
    if not fee_id:
        return None, None, None
    base = case.prices.find(fee_id)
    return base, case.prices.find(f"{fee_id}.g") or base, case.prices.find(f"{fee_id}.p") or base


def _fee(
    case: Case, out: Totals, choice: Choice, server_h: Num, line: tuple[str, tuple[Price | None, ...]]
) -> None:
    """The management fee: a share of the on-demand price, by the family of the chosen type."""
    line_id, fees = line
    table = case.prices.ec2
    number = table.fee_class(choice.row)
    price = fees[int(number)] if is_scalar(number) else fees[0]
    if price is None:
        out.line(line_id, server_h, line_id)  # not known here: said as a missing price
        return
    shares = [fee.value if fee else 0.0 for fee in fees]
    share = price.value if is_scalar(number) else np().array(shares)[number]
    usd = server_h * table.listed(choice.row)
    out.line_at(line_id, usd, share, price, usd=usd, fee=share * 100.0)


def _sold_as(case: Case, out: Totals) -> str:
    """The price column of the wanted purchase, or on demand (said so) where no price of it is known here."""
    column, o, table = column_of(case), case.options, case.prices.ec2
    if column == "windows" and (o.spot or o.commitment != "none"):
        wanted = Message(f"cost.purchase.{'spot' if o.spot else o.commitment}")
        out.warn("cost.warning.no_purchase", purchase=wanted, region=case.prices.region)
    if column in ("linux", "windows"):
        return column
    if o.instance_type:
        row = table.row_of(o.instance_type)
        known = row is None or table.price(row, column) is not None
    else:
        gpu = bool(np().max(case.w.gpu) > 0.0) if not is_scalar(case.w.gpu) else case.w.gpu > 0.0
        known = bool(table.candidates(case.w.arch, gpu, o.burstable, column))
    if known:
        return column
    out.warn("cost.warning.no_purchase", purchase=Message(f"cost.purchase.{column}"), region=case.prices.region)
    return "linux"


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
