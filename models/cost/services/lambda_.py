"""AWS Lambda: requests, GB-seconds in tiers, INIT time, temporary storage, provisioned concurrency.

Rules: each invocation is rounded up to the millisecond; the free part is subtracted from usage; duration tiers
are per architecture; provisioned time replaces on-demand duration and has no free part.
"""

from __future__ import annotations

from models.cost import companions
from models.cost.demand import MB_PER_GB, tier_parts
from models.cost.ledger import Case, Totals
from models.cost.ops import Num, above, ceil, larger, smaller
from models.cost.services import lambda_more
from models.cost.services.own_site import stays_in_region
from models.texts import Message

MS = 1000.0


def memory_mb(case: Case) -> Num:
    """Configured memory, MB: what is asked for, or what the wanted vCPU need, whole MB, at least the minimum."""
    w, limits = case.w, case.limits
    for_vcpu = w.vcpu * limits.value("lambda.memory_per_vcpu")
    return larger(ceil(larger(w.memory_mb, for_vcpu)), limits.value("lambda.min_memory"))


def billed_seconds(case: Case) -> Num:
    """Billed seconds of one invocation: handler to the next ms, plus the INIT share of cold starts."""
    w = case.w
    return ceil(w.duration_s * MS) / MS + w.cold_start_share * (ceil(w.init_s * MS) / MS)


def bill(case: Case, out: Totals) -> None:
    """The month's Lambda bill, in the mode of Options.lambda_mode."""
    stays_in_region(case, out, "lambda")
    if case.options.lambda_mode == "managed":
        lambda_more.managed(case, out)
        return
    w, d = case.w, case.demand
    memory = memory_mb(case)
    check(case, out)
    invocations = w.amount if w.kind != "always_on" else d.units * d.days
    seconds = billed_seconds(case)
    gb = memory / MB_PER_GB
    if case.options.lambda_mode == "edge":
        lambda_more.edge(case, out, invocations, seconds, gb)
    else:
        _classic(case, out, invocations, seconds, gb)
    companions.data_out(case, out)
    companions.logs(case, out)
    companions.nat(case, out)
    if out.keeps_words:
        vcpu = memory / case.limits.value("lambda.memory_per_vcpu")
        out.size("lambda", ceil(d.peak), vcpu, gb, hours=d.active_h, key="lambda", mb=memory, peak=d.peak)
        out.because("lambda", mb=memory, environments=ceil(d.peak))


def _classic(case: Case, out: Totals, invocations: Num, seconds: Num, gb: Num) -> None:
    """Requests, duration and everything that goes with ordinary functions."""
    requests(case, out, invocations)
    share = _provisioned(case, out, invocations, seconds, gb)
    _duration(case, out, invocations * (1.0 - share), seconds, gb)
    _temporary_storage(case, out, invocations, seconds)
    lambda_more.meters(case, out, invocations, gb)


def requests(case: Case, out: Totals, invocations: Num) -> None:
    """Requests above the free part, per million."""
    free = case.limits.value("lambda.free_requests") if case.w.free_tier else 0.0
    millions = above(invocations, free) / 1e6
    out.line("lambda_requests", millions, "lambda.requests", requests=invocations, free=free)


def _duration(case: Case, out: Totals, invocations: Num, seconds: Num, gb: Num) -> None:
    """On-demand GB-seconds after the free part, through the tiers, or at the Savings Plan rate."""
    free = case.limits.value("lambda.free_gb_seconds") if case.w.free_tier else 0.0
    usage = invocations * seconds * gb
    billed = above(usage, free)
    numbers = {"requests": invocations, "seconds": seconds, "gb": gb, "free": free}
    if case.options.commitment.startswith("sp_"):
        out.line("lambda_duration_sp", billed, f"lambda.sp.1y.{case.arch}", **numbers)
        return
    if case.options.commitment.startswith("ri_"):
        out.warn("cost.warning.no_reservation", service=Message("cost.service.lambda"))
    stem = f"lambda.duration.{case.arch}.tier"
    ends = case.prices.tier_ends(stem, 3)
    for i, part in enumerate(tier_parts(billed, ends), 1):
        out.line("lambda_duration", part, f"{stem}{i}", tier=i, usage=usage, **numbers)


def _provisioned(case: Case, out: Totals, invocations: Num, seconds: Num, gb: Num) -> Num:
    """Provisioned concurrency lines; returns the share of invocations that run inside it.

    The share assumes evenly spread calls: environments kept ready over environments busy, for the hours kept.
    """
    o, d = case.options, case.demand
    if o.provisioned <= 0.0:
        return 0.0
    hours = smaller(o.provisioned_hours, d.active_h) if o.provisioned_hours > 0.0 else d.active_h
    share = smaller(o.provisioned / larger(d.busy, 1e-12), 1.0) * (hours / d.active_h)
    kept = o.provisioned * gb * hours * 3600.0
    sp = "sp." if case.options.commitment.startswith("sp_") and case.arch == "x86" else ""
    out.line(
        "lambda_provisioned",
        kept,
        f"lambda.{sp}provisioned.{case.arch}",
        environments=o.provisioned,
        gb=gb,
        hours=hours,
    )
    used = invocations * share * seconds * gb
    out.line(
        "lambda_provisioned_duration",
        used,
        f"lambda.{sp}provisioned_duration.{case.arch}",
        requests=invocations * share,
        seconds=seconds,
        gb=gb,
    )
    return share


def _temporary_storage(case: Case, out: Totals, invocations: Num, seconds: Num) -> None:
    w, limits = case.w, case.limits
    extra = above(w.ephemeral_mb, limits.value("lambda.ephemeral_included")) / MB_PER_GB
    usage = invocations * seconds * extra
    out.line(
        "lambda_ephemeral", usage, "lambda.ephemeral_storage", requests=invocations, seconds=seconds, gb=extra
    )


def check(case: Case, out: Totals) -> None:
    """Limits that decide whether Lambda can run this at all; adjustable quotas only warn."""
    w, d = case.w, case.demand
    seconds = w.hours_per_day * 3600.0 if w.kind == "always_on" else w.duration_s
    fix = "cost.fix.lambda_always_on" if w.kind == "always_on" else "cost.fix.lambda_duration"
    out.require("lambda.max_duration", seconds, fix)
    out.require("lambda.max_vcpu", w.vcpu, "cost.fix.lambda_vcpu")
    out.require("lambda.max_memory", w.memory_mb, "cost.fix.lambda_memory")
    out.require("lambda.ephemeral_max", w.ephemeral_mb, "cost.fix.lambda_ephemeral")
    out.require("lambda.payload_sync", w.request_kb / 1024.0, "cost.fix.lambda_payload")
    answer = "lambda.payload_stream" if case.options.streaming else "lambda.payload_sync"
    out.require(answer, w.response_kb / 1024.0, "cost.fix.lambda_payload")
    out.refuse("lambda.gpu", w.gpu, "cost.fix.gpu")
    out.refuse("lambda.windows", 1.0 if w.os == "windows" else 0.0, "cost.fix.windows")
    if case.options.spot:
        out.warn("cost.warning.no_spot", service=Message("cost.service.lambda"))
    if out.keeps_words:
        quota = case.limits.value("lambda.concurrency")
        if d.peak > quota:
            out.warn("cost.warning.lambda_concurrency", needed=ceil(d.peak), limit=quota)
