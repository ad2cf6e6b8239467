"""Random workloads, options and regions for the property tests."""

from __future__ import annotations

from hypothesis import Phase
from hypothesis import strategies as st

from models.cost.options import COMPANIONS, Options
from models.cost.price_book import load_price_book, regions
from models.cost.workload import KINDS, Workload

NO_SHRINK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Failures are reported as found: shrinking a whole workload takes minutes and the case is readable as it is."""


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    """Floats without the subnormal corner, which no person types."""
    return st.floats(low, high, allow_nan=False, allow_infinity=False, allow_subnormal=False)


workloads = st.builds(
    Workload,
    kind=st.sampled_from(KINDS),
    amount=st.one_of(numbers(1, 1e9), st.integers(1, 500).map(float)),
    duration_s=numbers(0.001, 20_000),
    memory_mb=st.one_of(numbers(64, 300_000), st.sampled_from([128.0, 512.0, 1024.0, 2048.0, 16384.0])),
    vcpu=st.one_of(st.just(0.0), numbers(0.05, 64), st.sampled_from([0.25, 0.5, 1.0, 2.0, 4.0])),
    arch=st.sampled_from(["x86_64", "arm64"]),
    os=st.sampled_from(["linux", "linux", "linux", "windows"]),
    peak_factor=numbers(1, 50),
    concurrency=numbers(1, 200),
    target_utilisation=numbers(0.05, 1),
    hours_per_day=numbers(0.5, 24),
    month_hours=st.sampled_from([720.0, 730.0, 744.0]),
    zones=st.integers(1, 3).map(float),
    gpu=st.sampled_from([0.0, 0.0, 0.0, 1.0]),
    storage_gb=numbers(0, 5000),
    ephemeral_mb=numbers(0, 50_000),
    data_out_gb=st.one_of(st.just(0.0), numbers(0, 300_000)),
    data_az_gb=numbers(0, 1000),
    request_kb=numbers(0, 5000),
    response_kb=numbers(0, 5000),
    logs_gb=numbers(0, 500),
    init_s=numbers(0, 5),
    cold_start_share=numbers(0, 1),
    startup_s=numbers(0, 300),
    public=st.booleans(),
    free_tier=st.booleans(),
    on_premises=st.sampled_from([False, False, False, True]),
)
options = st.builds(
    Options,
    companions=st.frozensets(st.sampled_from(COMPANIONS)),
    commitment=st.sampled_from(["none", "sp_1y", "sp_3y", "ri_1y", "ri_3y"]),
    spot=st.booleans(),
    burstable=st.booleans(),
    ecs_mode=st.sampled_from(["ec2", "fargate", "managed"]),
    eks_mode=st.sampled_from(["ec2", "fargate", "auto"]),
    eks_support=st.sampled_from(["standard", "extended"]),
    batch_mode=st.sampled_from(["cheapest", "fargate", "ec2", "managed"]),
    beanstalk_mode=st.sampled_from(["auto", "single", "balanced", "cluster"]),
    lightsail_mode=st.sampled_from(["instances", "containers"]),
    lambda_mode=st.sampled_from(["standard", "edge", "managed"]),
    provisioned=st.one_of(st.just(0.0), numbers(1, 100)),
    outposts_contract=st.sampled_from([0.0, 250_000.0]),
    snap_start=st.booleans(),
    streaming=st.booleans(),
)
books = st.sampled_from(regions()).map(load_price_book)
