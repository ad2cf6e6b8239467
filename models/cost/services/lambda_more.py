"""Other ways of running Lambda and its less common meters: Edge, Managed Instances, pollers, SnapStart…"""

from __future__ import annotations

from models.cost import companions
from models.cost.bills import functions
from models.cost.ledger import Case, Totals
from models.cost.ops import Num
from models.cost.services import ec2

KB_PER_GB = 1024.0 * 1024.0


def edge(case: Case, out: Totals, invocations: Num, seconds: Num, gb: Num) -> None:
    """Lambda@Edge: its own request and duration prices, no free part, no tiers."""
    out.line("lambda_edge_requests", invocations / 1e6, "lambda.edge.requests", requests=invocations)
    usage = invocations * seconds * gb
    out.line("lambda_edge_duration", usage, "lambda.edge.duration", requests=invocations, seconds=seconds, gb=gb)


def managed(case: Case, out: Totals) -> None:
    """Lambda Managed Instances: servers with a fee on their on-demand price, and requests; no GB-seconds."""
    w = case.w
    out.require("lambda.lmi_max_duration", w.duration_s, "cost.fix.lambda_duration")
    out.require("lambda.lmi_max_memory", w.memory_mb, "cost.fix.lambda_memory")
    out.refuse("lambda.windows", 1.0 if w.os == "windows" else 0.0, "cost.fix.windows")
    out.line("lambda_requests", w.amount / 1e6, "lambda.requests", requests=w.amount, free=0.0)
    ec2.servers(case, out, service="lambda", fee_id="lambda.managed_fee")
    companions.data_out(case, out)
    companions.logs(case, out)


def meters(case: Case, out: Totals, invocations: Num, gb: Num) -> None:
    """Pollers, tenant isolation, SnapStart, streaming and durable operations, when the options ask for them."""
    o = case.options
    if o.poller_hours > 0.0:
        price_id = "lambda.poller.sqs" if o.poller_kind == "sqs" else "lambda.poller"
        out.line("lambda_poller", o.poller_hours, price_id, hours=o.poller_hours)
    if o.tenant_environments > 0.0:
        created = o.tenant_environments * gb
        out.line("lambda_tenant", created, f"lambda.tenant.{case.arch}", environments=o.tenant_environments, gb=gb)
    if o.snap_start:
        _snap_start(case, out, invocations, gb)
    if o.streaming:
        _streaming(case, out, invocations)
    if o.durable_operations > 0.0:
        _durable(case, out, invocations)


def _snap_start(case: Case, out: Totals, invocations: Num, gb: Num) -> None:
    hours = case.w.month_hours
    restores = invocations * case.w.cold_start_share
    parts = functions.snap_start(gb, hours, restores, cache_price=1.0, restore_price=1.0).parts
    out.line("lambda_snapstart_cache", parts[0].quantity, "lambda.snapstart.cache", gb=gb, hours=hours)
    out.line("lambda_snapstart_restore", parts[1].quantity, "lambda.snapstart.restore", gb=gb, restores=restores)


def _streaming(case: Case, out: Totals, invocations: Num) -> None:
    """Streaming has the free megabytes of a plain response and a monthly free part."""
    free_mb = case.limits.value("lambda.payload_sync")
    free = case.prices.find("lambda.free.streaming")
    free_gb = free.value if free is not None and case.w.free_tier else 0.0
    mb = case.w.response_kb / 1024.0
    part = functions.streamed(invocations, mb, free_mb, free_gb, 1.0).parts[0]
    numbers = {"requests": invocations, "mb": mb, "free_mb": free_mb, "free_gb": free_gb}
    out.line("lambda_streaming", part.quantity, "lambda.streaming", **numbers)


def _durable(case: Case, out: Totals, invocations: Num) -> None:
    o = case.options
    operations = invocations * o.durable_operations
    gb = invocations * o.durable_kb / KB_PER_GB
    out.line("lambda_durable_operations", operations / 1e6, "lambda.durable.operations", operations=operations)
    out.line("lambda_durable_written", gb, "lambda.durable.written", gb=gb)
    out.line(
        "lambda_durable_retained", gb * o.durable_months, "lambda.durable.retained", gb=gb, months=o.durable_months
    )
