"""What duration answers assume: quotas as they are in the person's account, retries, interruptions."""

from __future__ import annotations

import math

import msgspec

from models.cost.workload import WorkloadError


class DurationOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Quotas left at 0 are the starting quotas the facts state."""

    lambda_concurrency: float = 0.0
    """Lambda environments at once in the region."""
    fargate_vcpu: float = 0.0
    """Fargate vCPU running at once."""
    ec2_vcpu: float = 0.0
    """EC2 on-demand vCPU running at once (also behind ECS, EKS, Beanstalk and Batch on EC2)."""
    lightsail_instances: float = 0.0
    """Lightsail instances in the region."""
    failure_rate: float = 0.0
    """Share of attempts that fail at their end and run again, 0 <= p < 1."""
    attempts: float = 1.0
    """Attempts an item gets in all (1 = no retry)."""
    interruptions_per_hour: float = 0.0
    """Spot interruptions for each running item and hour; an interrupted item starts again."""
    batch_on: str = "fargate"
    """Where Batch runs its jobs: fargate or ec2."""

    def validate(self) -> DurationOptions:
        """Check every field and return self. Errors: WorkloadError."""
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if name == "batch_on":
                if value not in ("fargate", "ec2"):
                    raise WorkloadError("cost.error.choice", name, value=value, allowed="fargate, ec2")
            elif (
                isinstance(value, bool)
                or not isinstance(value, int | float)
                or not math.isfinite(value)
                or value < 0
            ):
                raise WorkloadError("cost.error.must_be_at_least", name, value=str(value), bound=0.0)
        if self.failure_rate >= 1.0:
            raise WorkloadError("cost.error.must_be_at_most", "failure_rate", value=self.failure_rate, bound=0.99)
        if self.attempts < 1.0:
            raise WorkloadError("cost.error.must_be_at_least", "attempts", value=self.attempts, bound=1.0)
        return self
