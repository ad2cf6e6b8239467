"""AWS Elastic Beanstalk: no fee; a single server, load-balanced servers, or Cluster Mode on EKS Auto Mode."""

from __future__ import annotations

from models.cost.ledger import Case, Totals
from models.cost.services import ec2, eks
from models.cost.services.own_site import stays_in_region


def bill(case: Case, out: Totals) -> None:
    """The month's bill of one environment, in the mode of Options.beanstalk_mode.

    `auto` is a single server while one zone is enough, load-balanced otherwise (the caller resolves it).
    """
    mode = case.options.beanstalk_mode
    stays_in_region(case, out, "beanstalk")
    if case.w.kind == "jobs" and out.keeps_words:
        out.warn("cost.warning.beanstalk_jobs")
    if mode == "cluster":
        eks.control_plane(case, out)
        ec2.servers(case, out, service="beanstalk", fee_id="eks.auto_mode_fee")
        ec2.finish(case, out)
        return
    choice = ec2.servers(case, out, service="beanstalk")
    if mode == "single":
        out.refuse("beanstalk.load_balancing", (choice.count > 1.0) * 1.0, "cost.fix.beanstalk_single")
    ec2.finish(case, out, 0.0 if mode == "single" else 1.0)
