"""AWS Batch: no fee; jobs on Fargate or on EC2 it starts and stops, on demand or Spot."""

from __future__ import annotations

from models.cost import companions
from models.cost.ledger import Case, Totals
from models.cost.services import ec2, fargate
from models.cost.services.own_site import stays_in_region


def bill(case: Case, out: Totals) -> None:
    """The month's bill of the jobs, in the mode of Options.batch_mode (the caller resolves `cheapest`)."""
    stays_in_region(case, out, "batch")
    check(case, out)
    if case.options.batch_mode == "fargate":
        fargate.tasks(case, out)
        _finish(case, out)
        return
    managed = case.options.batch_mode == "managed"
    ec2.servers(case, out, service="batch", fee_id="ecs.managed_instances_fee" if managed else "")
    _finish(case, out)


def check(case: Case, out: Totals) -> None:
    """Batch runs jobs that end, nothing else."""
    if case.w.kind != "jobs":
        out.refuse("batch.execution_model", 1.0, "cost.fix.batch_kind")


def _finish(case: Case, out: Totals) -> None:
    companions.registry(case, out)
    companions.data_disk(case, out)
    companions.data_out(case, out)
    companions.logs(case, out)
    companions.nat(case, out)
