"""Amazon ECS: no fee of its own; tasks on EC2, on Fargate, or on Managed Instances with their fee."""

from __future__ import annotations

from models.cost import companions
from models.cost.ledger import Case, Totals
from models.cost.services import ec2, fargate, own_site


def bill(case: Case, out: Totals) -> None:
    """The month's ECS bill in the mode of Options.ecs_mode."""
    mode = case.options.ecs_mode
    if case.w.on_premises:
        own_site.ecs_anywhere(case, out)
        return
    if mode == "fargate":
        fargate.bill(case, out)
        return
    ec2.servers(case, out, service="ecs", fee_id="ecs.managed_instances_fee" if mode == "managed" else "")
    companions.registry(case, out)
    ec2.finish(case, out)
