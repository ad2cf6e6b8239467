"""Amazon EKS: the control plane by the hour, then nodes (EC2 or Auto Mode with its fee) or Fargate pods."""

from __future__ import annotations

from models.cost import companions
from models.cost.ledger import Case, Totals
from models.cost.services import ec2, fargate, own_site


def bill(case: Case, out: Totals) -> None:
    """The month's EKS bill: one cluster all month and what runs on it."""
    control_plane(case, out)
    if case.w.on_premises:
        own_site.eks_hybrid(case, out)
        return
    if case.options.eks_mode == "fargate":
        fargate.tasks(case, out, eks=True)
        fargate.finish(case, out)
        return
    ec2.servers(case, out, service="eks", fee_id="eks.auto_mode_fee" if case.options.eks_mode == "auto" else "")
    companions.registry(case, out)
    ec2.finish(case, out)


def control_plane(case: Case, out: Totals) -> None:
    """Cluster hours at the price of the support phase, plus a provisioned tier when one is chosen."""
    if not companions.is_on(case, "control_plane"):
        return
    hours = case.w.month_hours
    price_id = "eks.cluster_extended" if case.options.eks_support == "extended" else "eks.cluster"
    out.line("eks_cluster", hours, price_id, "control_plane", hours=hours)
    if case.options.eks_tier:
        out.line("eks_tier", hours, f"eks.provisioned.{case.options.eks_tier}", "control_plane", hours=hours)
