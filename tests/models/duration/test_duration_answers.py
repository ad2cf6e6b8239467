"""Duration answers: parts that add up, quotas that never slow, facts behind every wait, refusals that say why."""

from __future__ import annotations

import math

import msgspec
import pytest
from hypothesis import given, settings

from models.cost.examples import load_examples
from models.cost.limits import load_limits
from models.cost.ops import ceil
from models.cost.workload import Workload, WorkloadError
from models.duration.engine import TIMED, duration, duration_all
from models.duration.options import DurationOptions
from models.texts import Texts
from tests.models.cost.strategies import NO_SHRINK, workloads

FEW = settings(max_examples=60, deadline=None, derandomize=True, phases=NO_SHRINK)
QUOTAS = ("lambda_concurrency", "fargate_vcpu", "ec2_vcpu", "lightsail_instances")


@FEW
@given(workloads)
def test_parts_add_up_and_spans_are_in_order(workload) -> None:
    for found in duration_all(workload):
        spans = [part.span for part in found.parts]
        if found.item is not None:
            assert found.item.expected == pytest.approx(sum(span.expected for span in spans))
            assert found.lot is not None and found.lot.expected > 0.0
            items, places = ceil(workload.amount), found.slots
            assert (found.waves - 1) * places < items <= found.waves * places * (1 + 1e-8)
        for span in (*spans, *(one for one in (found.item, found.lot) if one is not None)):
            assert 0.0 <= span.low <= span.expected * (1 + 1e-12) <= span.high * (1 + 1e-9)
            assert math.isfinite(span.high)


@FEW
@given(workloads)
def test_more_quota_is_never_slower(workload) -> None:
    small = DurationOptions(**dict.fromkeys(QUOTAS, 100.0))
    large = DurationOptions(**dict.fromkeys(QUOTAS, 10_000.0))
    for service in TIMED:
        slow, fast = (duration(service, workload, options=options) for options in (small, large))
        if slow.lot is not None and fast.lot is not None:
            assert fast.lot.expected <= slow.lot.expected * (1 + 1e-9), service


@FEW
@given(workloads)
def test_failures_and_interruptions_never_help(workload) -> None:
    worse = DurationOptions(failure_rate=0.2, attempts=3.0, interruptions_per_hour=0.05)
    short = msgspec.structs.replace(workload, duration_s=min(workload.duration_s, 3600.0))
    for service in TIMED:
        plain, hard = duration(service, short), duration(service, short, options=worse)
        if plain.lot is not None and hard.lot is not None:
            assert hard.lot.expected >= plain.lot.expected * (1 - 1e-9)


def test_every_wait_names_a_fact_that_exists() -> None:
    limits = load_limits()
    texts = {language: Texts(language) for language in ("es", "en")}
    for example in load_examples():
        for found in duration_all(example.workload):
            for part in found.parts:
                assert part.id == "run" or limits.get(part.fact_id) is not None, part
                for text in texts.values():
                    assert text.message(part.label)
            for text in texts.values():
                text.message(found.reason)
                for message in (*found.warnings, *(broken.fix for broken in found.broken)):
                    text.message(message)
    assert not texts["es"].missing and not texts["en"].missing


def test_the_lambda_ramp_of_a_million_jobs() -> None:
    """1,000,000 jobs of a minute on 1,000 environments there at once: 1,000 rounds, plus the cold start."""
    work = Workload(kind="jobs", amount=1e6, duration_s=60.0, memory_mb=1024.0)
    found = duration("lambda", work)
    assert found.lot is not None and found.slots == 1000.0
    assert found.lot.expected == pytest.approx(60_000.0 + load_limits().value("lambda.cold_start"))
    more = duration("lambda", work, options=DurationOptions(lambda_concurrency=10_000.0))
    assert more.lot.expected < found.lot.expected / 9


def test_too_long_for_lambda_names_the_limit() -> None:
    found = duration("lambda", Workload(kind="jobs", amount=5.0, duration_s=3600.0))
    assert not found.feasible
    assert [broken.fact_id for broken in found.broken] == ["lambda.max_duration"]


def test_always_on_work_has_no_end() -> None:
    found = duration("ec2", Workload(kind="always_on", amount=2.0))
    assert found.item is None and found.lot is None and found.parts


@pytest.mark.parametrize("service", ["ecr", "outposts"])
def test_services_that_run_nothing_say_so(service) -> None:
    found = duration(service, Workload())
    assert not found.feasible and found.lot is None


@pytest.mark.parametrize(
    "options",
    [
        DurationOptions(failure_rate=1.0),
        DurationOptions(attempts=0.0),
        DurationOptions(ec2_vcpu=-1.0),
        DurationOptions(fargate_vcpu=math.nan),
        DurationOptions(batch_on="moon"),
    ],
)
def test_wrong_assumptions_are_refused(options) -> None:
    with pytest.raises(WorkloadError):
        duration("lambda", Workload(), options=options)


def test_an_unknown_service_is_refused() -> None:
    with pytest.raises(WorkloadError):
        duration("app_runner", Workload())


def test_work_that_stays_in_the_building_takes_no_time_on_services_of_a_region() -> None:
    """The same services are refused as in the bills: only ECS and EKS reach machines of one's own."""
    found = duration_all(Workload(kind="jobs", amount=10.0, duration_s=60.0, on_premises=True))
    assert {one.service for one in found if one.feasible} == {"ecs", "eks"}
    assert all(one.broken for one in found if not one.feasible)
