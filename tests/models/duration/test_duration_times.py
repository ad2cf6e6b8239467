"""Times as arrays: every cell is the answer of the engine that explains one workload, whatever varies."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.cost.demand import Demand
from models.cost.examples import load_examples
from models.cost.limits import load_limits
from models.cost.workload import KINDS, Workload
from models.duration import makespan
from models.duration.engine import TIMED, duration
from models.duration.options import DurationOptions
from models.duration.times import times
from tests.models.cost.strategies import NO_SHRINK, numbers, workloads

FEW = settings(max_examples=60, deadline=None, derandomize=True, phases=NO_SHRINK)
SWEPT = {
    "amount": numbers(1, 1e9),
    "duration_s": numbers(0.001, 20_000),
    "memory_mb": numbers(64, 300_000),
    "vcpu": numbers(0.0625, 64),
    "concurrency": numbers(1, 200),
    "gpu": st.sampled_from([0.0, 1.0, 2.0]),
    "cold_start_share": numbers(0, 1),
    "ephemeral_mb": numbers(0, 50_000),
}
quotas = st.builds(
    DurationOptions,
    lambda_concurrency=st.sampled_from([0.0, 7.0, 4_500.0, 30_000.0]),
    fargate_vcpu=st.sampled_from([0.0, 3.0, 4_000.0]),
    ec2_vcpu=st.sampled_from([0.0, 1.0, 640.0]),
    failure_rate=st.sampled_from([0.0, 0.2]),
    attempts=st.sampled_from([1.0, 3.0]),
    batch_on=st.sampled_from(["fargate", "ec2"]),
)


def answer(service, workload, options=None) -> float:
    """What the engine says of one workload."""
    found = duration(service, workload, options=options or DurationOptions())
    return found.seconds if found.feasible else math.inf


@FEW
@given(workloads, st.data())
def test_every_cell_is_the_answer_of_the_engine(workload, data) -> None:
    across, up = data.draw(st.permutations(sorted(SWEPT)))[:2]
    xs, ys = (np.asarray(data.draw(st.lists(SWEPT[name], min_size=3, max_size=3))) for name in (across, up))
    swept = msgspec.structs.replace(workload, **{across: xs[None, :], up: ys[:, None]})
    for service in TIMED:
        found = times(service, swept)
        assert found.shape == (3, 3)
        for (row, column), value in np.ndenumerate(found):
            there = msgspec.structs.replace(workload, **{across: float(xs[column]), up: float(ys[row])})
            assert value == answer(service, there), service


@FEW
@given(workloads, quotas, st.lists(SWEPT["amount"], min_size=4, max_size=4))
def test_quotas_and_retries_hold_for_arrays_too(workload, options, amounts) -> None:
    swept = msgspec.structs.replace(workload, amount=np.asarray(amounts))
    for service in TIMED:
        found = times(service, swept, options=options)
        for value, amount in zip(found, amounts, strict=True):
            one = answer(service, msgspec.structs.replace(workload, amount=amount), options)
            assert value == pytest.approx(one, rel=1e-12), service


@FEW
@given(st.lists(numbers(0.001, 3600), min_size=3, max_size=3))
def test_interruptions_differ_in_the_last_bit_at_most(seconds) -> None:
    options = DurationOptions(interruptions_per_hour=0.3)
    swept = Workload(kind="jobs", amount=900.0, duration_s=np.asarray(seconds))
    for value, each in zip(times("ec2", swept, options=options), seconds, strict=True):
        there = Workload(kind="jobs", amount=900.0, duration_s=each)
        assert value == pytest.approx(answer("ec2", there, options), rel=1e-12)


@settings(FEW, max_examples=200)
@given(
    st.lists(st.tuples(st.integers(1, 10**6), numbers(0.05, 300)), min_size=3, max_size=3),
    st.lists(st.integers(1, 90), min_size=3, max_size=3),
    st.integers(1, 20),
    st.integers(1, 90).map(float),
)
def test_a_ramp_in_many_groups_is_the_same_for_arrays(works, limits, step, every) -> None:
    items, seconds, most = (np.asarray(one, dtype=float) for one in (*zip(*works, strict=True), limits))
    found = makespan.ramp_makespan(items, seconds, most, step, every)
    for value, *one in zip(found, items, seconds, most, strict=True):
        assert value == pytest.approx(makespan.ramp_makespan(*map(float, one), step, every), rel=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_a_workload_without_arrays_has_one_time(kind) -> None:
    for example in load_examples():
        workload = msgspec.structs.replace(example.workload, kind=kind)
        demand = Demand(workload, load_limits())
        for service in TIMED:
            found = times(service, workload, demand=demand)
            assert found.shape == () and float(found) == answer(service, workload)


def test_what_does_not_fit_takes_for_ever() -> None:
    swept = Workload(kind="jobs", amount=10.0, duration_s=np.asarray([60.0, 3600.0]))
    fits, never = times("lambda", swept)
    assert math.isfinite(fits) and never == math.inf
    assert np.isinf(times("batch", Workload(kind="requests", amount=np.asarray([1.0, 2.0])))).all()


def test_services_that_run_nothing_have_no_time() -> None:
    with pytest.raises(KeyError):
        times("ecr", Workload())
