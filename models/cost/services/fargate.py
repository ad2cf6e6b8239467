"""AWS Fargate: valid sizes, per-second billing with a minimum, storage above the free part, Spot, commitments.

`tasks` is also what ECS, EKS and Batch use; on EKS a pod is padded and rounded up to a size.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from models import assets
from models.cost import companions
from models.cost.demand import MB_PER_GB, per_run_seconds
from models.cost.ledger import Case, Totals
from models.cost.ops import Num, above, both, ceil, larger, pick
from models.cost.services.own_site import stays_in_region
from models.errors import ContentError
from models.texts import Message

SIZES_FILE = "content/prices/specs/fargate.json"


class _Size(msgspec.Struct, frozen=True):
    vcpu: float
    memory_gb: tuple[float, ...]
    windows: bool
    eks: bool


class _Sizes(msgspec.Struct):
    source: str
    as_of: str
    sizes: tuple[_Size, ...]


@lru_cache(maxsize=1)
def sizes() -> tuple[_Size, ...]:
    """The CPU sizes with their memory choices in GB, ascending. Errors: ContentError."""
    try:
        return msgspec.json.decode(assets.read_bytes(SIZES_FILE), type=_Sizes).sizes
    except msgspec.DecodeError as error:
        raise ContentError(SIZES_FILE, "-", str(error)) from error


def size_for(vcpu: Num, memory_gb: Num, windows: bool = False, eks: bool = False) -> tuple[Num, Num]:
    """The smallest (vCPU, GB) size that holds the need; the largest when none does. Numbers or arrays."""
    allowed = [size for size in sizes() if (size.windows or not windows) and (size.eks or not eks)]
    cpu, gb = allowed[-1].vcpu, allowed[-1].memory_gb[-1]
    for size in reversed(allowed):
        fits = both(vcpu <= size.vcpu, memory_gb <= size.memory_gb[-1])
        if fits is False:
            continue
        cpu = pick(fits, size.vcpu, cpu)
        gb = pick(fits, _round_up(memory_gb, size.memory_gb), gb)
    return cpu, gb


def _round_up(memory_gb: Num, choices: tuple[float, ...]) -> Num:
    """The smallest choice not below `memory_gb`."""
    step = choices[1] - choices[0]
    if len(choices) > 3:
        return larger(choices[0] + ceil(above(memory_gb, choices[0]) / step) * step, choices[0])
    chosen: Num = choices[-1]
    for value in reversed(choices):
        chosen = pick(memory_gb <= value, value, chosen)
    return chosen


def bill(case: Case, out: Totals) -> None:
    """The month's Fargate bill (tasks run by ECS, which adds no fee)."""
    stays_in_region(case, out, "fargate")
    tasks(case, out)
    finish(case, out)


def finish(case: Case, out: Totals) -> None:
    """What tasks bring along: load balancer, storage, data, logs, NAT."""
    companions.load_balancer(case, out)
    companions.registry(case, out)
    companions.data_disk(case, out)
    companions.data_out(case, out)
    companions.logs(case, out)
    companions.nat(case, out)


def tasks(case: Case, out: Totals, eks: bool = False) -> None:
    """Task lines: vCPU-hours, GB-hours, Windows licence, temporary storage, addresses."""
    w, d = case.w, case.demand
    windows = w.os == "windows"
    need_gb = task_memory(case, eks)
    check(case, out, eks)
    cpu, gb = size_for(d.vcpu, need_gb, windows, eks)
    hours = task_hours(case)
    task_h = d.units * hours if w.kind != "jobs" else hours
    numbers = {"tasks": d.units, "hours": hours, "vcpu": cpu, "gb": gb}
    jobs = "_jobs" if w.kind == "jobs" else ""
    if jobs:
        numbers["tasks"] = d.runs
        numbers["seconds"] = per_run_seconds(w, _minimum(case))
    stem = _price_stem(case, out, eks)
    suffix = "windows" if windows else case.arch
    out.line(f"fargate_vcpu{jobs}", task_h * cpu, f"{stem}.vcpu.{suffix}", **numbers)
    out.line(f"fargate_gb{jobs}", task_h * gb, f"{stem}.gb.{suffix}", **numbers)
    if windows:
        out.line("fargate_windows", task_h * cpu, "fargate.windows_license", **numbers)
    extra = above(w.ephemeral_mb, case.limits.value("fargate.included_storage")) / MB_PER_GB
    out.line("fargate_storage", task_h * extra, "fargate.ephemeral_storage", task_hours=task_h, extra=extra)
    if not companions.is_on(case, "nat"):
        addresses, address_h = (d.units, hours) if w.kind != "jobs" else (1.0, hours)
        companions.public_ipv4(case, out, addresses, address_h)
    if out.keeps_words:
        per_unit = {"unit_vcpu": d.vcpu, "unit_memory": need_gb}
        out.size("fargate", d.units, cpu, gb, hours=d.unit_h, key="tasks", **per_unit)
        out.because("tasks", vcpu=cpu, memory=gb, count=d.units)


def task_memory(case: Case, eks: bool) -> Num:
    """GB one task needs; EKS adds its own components to each pod."""
    padding = case.limits.value("eks.fargate_overhead") if eks else 0.0
    return (case.w.memory_mb + padding) / MB_PER_GB


def task_hours(case: Case) -> Num:
    """Hours a month of one always-running task; for jobs, of all runs together (per second, with the minimum)."""
    w, d = case.w, case.demand
    if w.kind != "jobs":
        return d.unit_h
    return d.runs * per_run_seconds(w, _minimum(case)) / 3600.0


def _minimum(case: Case) -> float:
    fact = "fargate.min_billing_windows" if case.w.os == "windows" else "fargate.min_billing"
    return case.limits.value(fact)


def _price_stem(case: Case, out: Totals, eks: bool) -> str:
    """The family of price ids for the wanted purchase, or on demand with a warning where it is not sold."""
    o, w = case.options, case.w
    stem = "fargate.spot" if o.spot else f"fargate.sp.{o.commitment[3:]}" if o.commitment.startswith("sp_") else ""
    if o.commitment.startswith("ri_"):
        out.warn("cost.warning.no_reservation", service=Message("cost.service.fargate"))
    if not stem:
        return "fargate"
    if o.spot and (eks or w.os == "windows"):
        out.warn("cost.warning.no_spot", service=Message("cost.service.eks" if eks else "cost.service.fargate"))
        return "fargate"
    if case.prices.find(f"{stem}.vcpu.{'windows' if w.os == 'windows' else case.arch}") is None:
        out.warn(
            "cost.warning.no_purchase",
            purchase=Message(f"cost.purchase.{'spot' if o.spot else o.commitment}"),
            region=case.prices.region,
        )
        return "fargate"
    return stem


def check(case: Case, out: Totals, eks: bool = False) -> None:
    """What Fargate refuses: sizes, storage, GPU, and what EKS pods cannot have. The starting quota only warns."""
    w, d = case.w, case.demand
    need_gb = task_memory(case, eks)
    cpu_fact, gb_fact = (
        ("eks.fargate_max_vcpu", "eks.fargate_max_memory") if eks else ("fargate.max_vcpu", "fargate.max_memory")
    )
    out.require("fargate.max_vcpu_windows" if w.os == "windows" else cpu_fact, d.vcpu, "cost.fix.fargate_vcpu")
    out.require(gb_fact, need_gb * MB_PER_GB, "cost.fix.fargate_memory")
    out.require("fargate.max_storage", w.ephemeral_mb, "cost.fix.fargate_storage")
    out.refuse("fargate.gpu", w.gpu, "cost.fix.gpu")
    out.refuse("fargate.arm64", 1.0 if eks and w.arch == "arm64" else 0.0, "cost.fix.eks_fargate_arm")
    if eks:
        out.refuse("eks.windows", 1.0 if w.os == "windows" else 0.0, "cost.fix.windows")
    if out.keeps_words:
        quota = case.limits.value("fargate.vcpu_quota")
        if d.units * d.vcpu > quota:
            out.warn("cost.warning.fargate_quota", needed=d.units * d.vcpu, limit=quota)
