"""Choices about how to buy, beside what to run: modes, commitments and the switches of companion charges."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from models.cost.workload import WorkloadError

Commitment = Literal["none", "sp_1y", "sp_3y", "ri_1y", "ri_3y"]
COMPANIONS: tuple[str, ...] = (
    "load_balancer",
    "public_ipv4",
    "storage",
    "logs",
    "registry",
    "control_plane",
    "data_out",
    "nat",
)
"""Switches of the hidden companions. All but the NAT gateway are on by default, where they apply."""


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How each service is bought. Defaults are what most people get without doing anything."""

    companions: frozenset[str] = frozenset(COMPANIONS) - {"nat"}
    """Companion charges to include, out of COMPANIONS."""
    commitment: Commitment = "none"
    """none = on demand; sp = Compute Savings Plan, ri = standard reservation, both without upfront payment."""
    spot: bool = False
    """Use interruptible capacity where the service offers it and a price is known."""
    burstable: bool = True
    """Allow T-family instance types."""
    instance_type: str = ""
    """Force this EC2 type; empty = the cheapest that fits."""
    ecs_mode: Literal["ec2", "fargate", "managed"] = "ec2"
    eks_mode: Literal["ec2", "fargate", "auto"] = "ec2"
    eks_support: Literal["standard", "extended"] = "standard"
    eks_tier: Literal["", "xl", "2xl", "4xl", "8xl"] = ""
    """Provisioned control plane tier; empty = none."""
    batch_mode: Literal["cheapest", "fargate", "ec2"] = "cheapest"
    beanstalk_mode: Literal["auto", "single", "balanced", "cluster"] = "auto"
    lightsail_mode: Literal["instances", "containers"] = "instances"
    lightsail_ipv6: bool = False
    """Choose Lightsail bundles without an IPv4 address."""
    provisioned: float = 0.0
    """Lambda environments kept ready by provisioned concurrency."""
    provisioned_hours: float = 0.0
    """Hours a month they are kept; 0 = all active hours."""
    root_gb: float = 8.0
    """GB of system disk of each server (gp3)."""
    os_memory_mb: float = 256.0
    """MB each server keeps for the operating system and agents before containers are placed."""
    lcu: float = 0.0
    """Load balancer capacity units used on average; 0 = worked out from the requests."""
    requests_per_connection: float = 10.0
    """Requests sent over one connection (for the load balancer's capacity units), > 0."""

    def validate(self) -> Options:
        """Check every choice and return self. Errors: WorkloadError (key cost.error.*)."""
        unknown = sorted(set(self.companions) - set(COMPANIONS))
        if unknown:
            raise WorkloadError("cost.error.choice", "companions", value=unknown[0], allowed=", ".join(COMPANIONS))
        if self.commitment not in get_args(Commitment):
            raise WorkloadError(
                "cost.error.choice",
                "commitment",
                value=self.commitment,
                allowed=", ".join(get_args(Commitment)),
            )
        for name in ("provisioned", "provisioned_hours", "root_gb", "os_memory_mb", "lcu"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0.0 <= value <= 1e9:
                raise WorkloadError("cost.error.must_be_at_least", name, value=str(value), bound=0.0)
        if not 0.0 < self.requests_per_connection <= 1e9:
            raise WorkloadError(
                "cost.error.must_be_above",
                "requests_per_connection",
                value=self.requests_per_connection,
                bound=0.0,
            )
        return self
