"""Billing rules one by one, each against a figure worked out by hand or stated by the facts' sources."""

from __future__ import annotations

import pytest

from models.cost.bills import charges, commitments, functions, network, servers, storage
from models.cost.bills.commitments import Use
from models.cost.engine import estimate
from models.cost.options import Options
from models.cost.price_book import load_price_book
from models.cost.services.fargate import size_for
from models.cost.services.lightsail import capped_hours
from models.cost.workload import Workload

BOOK = load_price_book("us-east-1")
BARE = Options(companions=frozenset())


def _amounts(service: str, work: Workload, options: Options = BARE) -> dict[str, float]:
    found = estimate(service, work, BOOK, options)
    assert found.feasible, found.broken
    return {line.id: line.exact for line in found.lines}


@pytest.mark.parametrize(("arch", "expected"), [("x86_64", 36.04), ("arm64", 28.84)])
def test_a_task_of_one_vcpu_and_two_gb_for_a_month(arch, expected) -> None:
    work = Workload(kind="always_on", amount=1.0, vcpu=1.0, memory_mb=2048.0, arch=arch)
    assert estimate("fargate", work, BOOK, BARE).total == expected


def test_a_windows_task_pays_its_licence_for_each_vcpu_hour() -> None:
    work = Workload(kind="always_on", amount=1.0, vcpu=2.0, memory_mb=4096.0, os="windows")
    lines = _amounts("fargate", work)
    assert lines["fargate_windows"] == pytest.approx(2 * 730 * 0.046)
    assert lines["fargate_vcpu"] == pytest.approx(2 * 730 * 0.046552)


def test_short_tasks_pay_a_minute_and_windows_ones_five() -> None:
    short = Workload(kind="jobs", amount=1000.0, duration_s=10.0, vcpu=1.0, memory_mb=2048.0)
    for system, minutes in (("linux", 1), ("windows", 5)):
        work = Workload(**{**_fields(short), "os": system})
        price = BOOK.value("fargate.vcpu.x86" if system == "linux" else "fargate.vcpu.windows")
        assert _amounts("fargate", work)["fargate_vcpu_jobs"] == pytest.approx(1000 * minutes / 60 * price)


def _fields(work: Workload) -> dict[str, object]:
    return {name: getattr(work, name) for name in work.__struct_fields__}


def test_a_pod_on_fargate_is_padded_and_rounded_up() -> None:
    """AWS's own example: a pod of 1 vCPU and 8 GB is billed as 2 vCPU and 9 GB."""
    work = Workload(kind="always_on", amount=1.0, vcpu=1.0, memory_mb=8192.0)
    lines = _amounts("eks", work, Options(companions=frozenset(), eks_mode="fargate"))
    assert lines["fargate_vcpu"] == pytest.approx(730 * 2 * 0.04048)
    assert lines["fargate_gb"] == pytest.approx(730 * 9 * 0.004445)


@pytest.mark.parametrize(
    ("need", "size"),
    [
        ((0.1, 0.3), (0.25, 0.5)),
        ((0.25, 1.5), (0.25, 2.0)),
        ((0.25, 2.5), (0.5, 3.0)),
        ((1.0, 8.0), (1.0, 8.0)),
        ((1.0, 8.1), (2.0, 9.0)),
        ((4.0, 30.5), (8.0, 32.0)),
        ((8.0, 61.0), (16.0, 64.0)),
        ((16.0, 121.0), (32.0, 244.0)),
        ((20.0, 30.0), (32.0, 60.0)),
    ],
)
def test_valid_task_sizes(need, size) -> None:
    assert size_for(*need) == size


def test_every_invocation_is_rounded_up_to_the_millisecond() -> None:
    exact, over = (Workload(amount=1e9, duration_s=s, memory_mb=1024.0, free_tier=False) for s in (0.1, 0.1000001))
    a, b = (_amounts("lambda", work)["lambda_duration"] for work in (exact, over))
    assert b / a == pytest.approx(101 / 100)


def test_cold_starts_are_billed() -> None:
    """Since 2025-08-01: 1 % of calls with 400 ms of INIT add 4 ms to the mean."""
    warm = Workload(amount=1e8, duration_s=0.1, memory_mb=1024.0, free_tier=False)
    cold = Workload(**{**_fields(warm), "init_s": 0.4, "cold_start_share": 0.01})
    a, b = (_amounts("lambda", work)["lambda_duration"] for work in (warm, cold))
    assert b / a == pytest.approx(104 / 100)


def test_the_free_part_is_taken_from_usage() -> None:
    inside = Workload(amount=900_000.0, duration_s=0.2, memory_mb=1024.0)
    assert estimate("lambda", inside, BOOK, BARE).total == 0.0
    outside = Workload(amount=1_500_000.0, duration_s=0.4, memory_mb=1024.0)
    lines = _amounts("lambda", outside)
    assert lines["lambda_requests"] == pytest.approx(0.5 * 0.2)
    assert lines["lambda_duration"] == pytest.approx((600_000 - 400_000) * 0.0000166667)


def test_asking_for_vcpu_configures_the_memory_that_gives_them() -> None:
    work = Workload(amount=1e6, duration_s=1.0, memory_mb=512.0, vcpu=2.0, free_tier=False)
    expected = 1e6 * (2 * 1769 / 1024) * 0.0000166667
    assert _amounts("lambda", work)["lambda_duration"] == pytest.approx(expected)


def test_a_savings_plan_lowers_duration_and_not_requests() -> None:
    work = Workload(amount=1e8, duration_s=0.2, memory_mb=1024.0, free_tier=False)
    plain, plan = (
        _amounts("lambda", work, Options(companions=frozenset(), commitment=name)) for name in ("none", "sp_1y")
    )
    assert plan["lambda_requests"] == plain["lambda_requests"]
    assert plan["lambda_duration_sp"] / plain["lambda_duration"] == pytest.approx(0.0000147 / 0.0000166667)


def test_managed_functions_pay_servers_a_fee_and_requests() -> None:
    work = Workload(amount=1e8, duration_s=0.05, memory_mb=4096.0, vcpu=1.0, concurrency=16.0)
    lines = _amounts("lambda", work, Options(companions=frozenset(), lambda_mode="managed"))
    assert set(lines) == {"lambda_requests", "ec2_hours", "lambda_fee"}
    assert lines["lambda_requests"] == pytest.approx(20.0)
    assert lines["lambda_fee"] == pytest.approx(0.15 * lines["ec2_hours"])


@pytest.mark.parametrize(("support", "month"), [("standard", 73.0), ("extended", 438.0)])
def test_the_control_plane_of_kubernetes(support, month) -> None:
    work = Workload(kind="always_on", amount=1.0)
    options = Options(companions=frozenset({"control_plane"}), eks_support=support)
    assert _amounts("eks", work, options)["eks_cluster"] == pytest.approx(month)


def test_the_cheapest_always_on_beanstalk() -> None:
    """A single t4g.micro with 8 GB of gp3 and a public address: 10.42 USD a month."""
    work = Workload(kind="always_on", amount=1.0, memory_mb=600.0, vcpu=0.1, arch="arm64")
    found = estimate("beanstalk", work, BOOK, Options(instance_type="t4g.micro"))
    assert found.mode == "single" and found.total == pytest.approx(10.42, abs=0.011)


def test_the_fee_of_managed_instances() -> None:
    """ECS Managed Instances on c6a.2xlarge: 0.037 USD an hour on 0.306."""
    work = Workload(kind="always_on", amount=1.0, memory_mb=8192.0, vcpu=4.0)
    options = Options(companions=frozenset(), ecs_mode="managed", instance_type="c6a.2xlarge")
    lines = _amounts("ecs", work, options)
    assert lines["ec2_hours"] / 730 == pytest.approx(0.306)
    assert lines["ecs_fee"] / 730 == pytest.approx(0.037, abs=0.0005)


def test_a_server_started_for_seconds_pays_a_minute() -> None:
    work = Workload(kind="jobs", amount=1.0, duration_s=5.0, memory_mb=3000.0, vcpu=2.0)
    found = estimate("ec2", work, BOOK, Options(companions=frozenset(), instance_type="m7i.large"))
    assert found.exact == pytest.approx(0.1008 / 60)


def test_lightsail_never_costs_more_than_its_month() -> None:
    assert capped_hours(744.0, 744.0) == 1.0
    assert capped_hours(800.0, 744.0) == 1.0
    assert capped_hours(372.0, 744.0) == 0.5


@pytest.mark.parametrize(("gb", "bundle", "overage"), [(520.0, "nano", 8.0), (600.0, "micro", 0.0)])
def test_lightsail_weighs_overage_against_a_larger_bundle(gb, bundle, overage) -> None:
    """São Paulo includes half the transfer: 512 GB with the smallest bundle, 1,024 with the next."""
    work = Workload(kind="always_on", amount=1.0, memory_mb=256.0, vcpu=0.02, data_out_gb=gb)
    found = estimate("lightsail", work, load_price_book("sa-east-1"))
    lines = {line.id: line for line in found.lines}
    assert found.sizing is not None and found.sizing.name == bundle
    assert (lines["lightsail_overage"].quantity if overage else 0.0) == overage
    assert ("lightsail_overage" in lines) == (overage > 0.0)


def test_only_the_largest_balancer_dimension_counts() -> None:
    assert network.capacity_units(25.0, 0.0, 0.5, 0.0) == 1.0
    assert network.capacity_units(25.0, 9000.0, 2.0, 500.0) == 3.0


def test_traffic_between_zones_is_billed_both_ways() -> None:
    work = Workload(kind="always_on", amount=1.0, data_az_gb=100.0)
    assert _amounts("ec2", work, Options(companions=frozenset({"data_out"})))["data_az"] == pytest.approx(2.0)


def test_data_out_passes_its_tiers_after_the_free_part() -> None:
    work = Workload(kind="always_on", amount=1.0, data_out_gb=60_100.0)
    found = estimate("ec2", work, BOOK, Options(companions=frozenset({"data_out"})))
    out = sum(line.exact for line in found.lines if line.id == "data_out")
    assert out == pytest.approx(10_240 * 0.09 + 40_960 * 0.085 + 8_800 * 0.07)


def test_an_archived_snapshot_pays_ninety_days() -> None:
    assert storage.archived_snapshot(40.0, 10.0, 0.0125).exact == pytest.approx(1.5)
    assert storage.archived_snapshot(40.0, 120.0, 0.0125).exact == pytest.approx(2.0)


def test_snapstart_keeps_at_least_three_hours_and_pollers_are_whole() -> None:
    kept = functions.snap_start(1.0, 1.0, 0.0, cache_price=1.0, restore_price=0.0)
    assert kept.exact == 3 * 3600.0
    assert functions.poller_units(11.0, 10.0) == 2.0


def test_streaming_pays_what_is_above_the_free_response_and_month() -> None:
    """A million answers of 10 MB: 4 MB of each above the free 6, less 100 GB a month."""
    streamed = functions.streamed(1e6, 10.0, 6.0, 100.0, 0.008)
    assert streamed.exact == pytest.approx((1e6 * 4 / 1024 - 100) * 0.008)


USES = (
    Use("server", 4.0, 1.0, 0.7, 0.6),
    Use("task", 100.0, 0.04, 0.03),
    Use("function", 1e5, 1.5e-5, 1.275e-5),
    Use("request", 1.0, 0.2, 0.2),
)


@pytest.mark.parametrize("commitment", [0.0, 1.0, 2.8, 5.0, 6.0, 50.0])
def test_a_plan_covers_the_largest_saving_first_and_loses_what_is_left(commitment) -> None:
    settled = commitments.allocate(USES, commitment)
    full = commitments.plan_value(USES)
    assert settled.used == pytest.approx(min(commitment, full))
    assert settled.bill == pytest.approx(commitment + settled.on_demand)
    assert settled.unused == pytest.approx(max(0.0, commitment - full))
    if commitment <= 2.8:  # only the servers, which save most, are reached
        assert settled.on_demand == pytest.approx(commitments.on_demand_value(USES) - commitment / 0.7)


def test_instance_plans_apply_before_compute_plans() -> None:
    both = commitments.allocate_both(USES, 2.4, 3.0)  # 2.4 = the four servers at the instance plan's rate
    assert both.used == pytest.approx(5.4)
    assert both.on_demand == pytest.approx(commitments.on_demand_value(USES[2:]))


def test_reservations_cover_the_smallest_size_first() -> None:
    assert servers.covered_by_units(16.0, ((4.0, 2.0), (8.0, 2.0))) == (0.0, 1.0)
    assert servers.covered_by_units(2.0, ((8.0, 1.0), (4.0, 1.0))) == (1.0, 0.5)


def test_iops_pass_their_tiers() -> None:
    assert storage.tiered_iops(70_000.0, [32_000.0, 64_000.0], [0.065, 0.0455, 0.032]).exact == pytest.approx(
        32_000 * 0.065 + 32_000 * 0.0455 + 6_000 * 0.032
    )


def test_charges_add_up_shown_and_exact() -> None:
    found = servers.commitment_value(60.0, 0.007, 8760.0)
    assert found.exact == pytest.approx(121.32) and found.part("upfront") == 60.0
    with pytest.raises(KeyError):
        found.part("tax")
    halves = charges(("a", 1.0, 0.005), ("b", 1.0, 0.005))
    assert halves.shown == 0.02 and halves.exact == 0.01
