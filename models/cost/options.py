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


_AMOUNTS = (
    "provisioned",
    "provisioned_hours",
    "poller_hours",
    "tenant_environments",
    "durable_operations",
    "durable_kb",
    "durable_months",
    "root_gb",
    "os_memory_mb",
    "lcu",
    "outposts_contract",
    "outposts_vcpu",
)


class Extra(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A charge the person adds by hand to every service: `quantity` a month at `price` USD each."""

    name: str
    quantity: float
    price: float


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
    batch_mode: Literal["cheapest", "fargate", "ec2", "managed"] = "cheapest"
    beanstalk_mode: Literal["auto", "single", "balanced", "cluster"] = "auto"
    lightsail_mode: Literal["instances", "containers"] = "instances"
    lightsail_ipv6: bool = False
    """Choose Lightsail bundles without an IPv4 address."""
    lambda_mode: Literal["standard", "edge", "managed"] = "standard"
    """standard functions, Lambda@Edge, or Managed Instances (servers with a fee instead of GB-seconds)."""
    provisioned: float = 0.0
    """Lambda environments kept ready by provisioned concurrency."""
    provisioned_hours: float = 0.0
    """Hours a month they are kept; 0 = all active hours."""
    poller_hours: float = 0.0
    """Hours a month of provisioned event-poller units, all together."""
    poller_kind: Literal["kafka", "sqs"] = "kafka"
    tenant_environments: float = 0.0
    """Environments a month that Lambda's tenant isolation creates."""
    snap_start: bool = False
    """SnapStart as Python and .NET pay it: one cached version all month and a restore for each cold start."""
    streaming: bool = False
    """Answer as a stream: larger responses, paid by the GB above the free part."""
    durable_operations: float = 0.0
    """Durable operations for each invocation."""
    durable_kb: float = 0.0
    """KB each invocation writes to its durable history."""
    durable_months: float = 0.0
    """Months the durable history is kept."""
    root_gb: float = 8.0
    """GB of system disk of each server (gp3)."""
    os_memory_mb: float = 256.0
    """MB each server keeps for the operating system and agents before containers are placed."""
    lcu: float = 0.0
    """Load balancer capacity units used on average; 0 = worked out from the requests."""
    requests_per_connection: float = 10.0
    """Requests sent over one connection (for the load balancer's capacity units), > 0."""
    own_server_vcpu: float = 32.0
    """vCPU of each of the person's own servers, for work that stays on premises."""
    own_server_gb: float = 128.0
    """GB of memory of each of the person's own servers."""
    outposts_contract: float = 0.0
    """USD of a quoted Outposts contract for its whole term; 0 = no quote."""
    outposts_months: float = 36.0
    """Months of that contract, > 0."""
    outposts_vcpu: float = 0.0
    """vCPU of the contracted capacity; 0 = the smallest order."""
    extras: tuple[Extra, ...] = ()
    """Charges known by the person and added to every service."""

    def validate(self) -> Options:
        """Check every choice and return self. Errors: WorkloadError (key cost.error.*)."""
        unknown = sorted(set(self.companions) - set(COMPANIONS))
        if unknown:
            raise WorkloadError("cost.error.choice", "companions", value=unknown[0], allowed=", ".join(COMPANIONS))
        for name, allowed in _CHOICES.items():
            if getattr(self, name) not in allowed:
                raise WorkloadError(
                    "cost.error.choice", name, value=getattr(self, name), allowed=", ".join(allowed)
                )
        for name in _AMOUNTS:
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0.0 <= value <= 1e9:
                raise WorkloadError("cost.error.must_be_at_least", name, value=str(value), bound=0.0)
        for name in ("requests_per_connection", "own_server_vcpu", "own_server_gb", "outposts_months"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0.0 < value <= 1e9:
                raise WorkloadError("cost.error.must_be_above", name, value=str(value), bound=0.0)
        return self


_CHOICES: dict[str, tuple[str, ...]] = {
    field.name: get_args(field.type)
    for field in msgspec.structs.fields(Options)
    if get_args(field.type) and isinstance(get_args(field.type)[0], str)
}
"""The allowed words of every choice, as the annotations above state them."""
