"""Times of uncertain inputs: every corner is inside, with the model's own low and high values."""

from __future__ import annotations

from itertools import product

import msgspec
import pytest

from models.cost.examples import load_examples
from models.cost.workload import Workload
from models.duration.engine import duration, duration_all
from models.duration.uncertain import time_extremes, time_spans

WORKLOADS = {one.id: one.workload for one in load_examples()}


@pytest.mark.parametrize("example", WORKLOADS)
def test_every_corner_lies_between_the_two_times(example):
    workload = WORKLOADS[example]
    ends = {
        name: (getattr(workload, name) * 0.5, getattr(workload, name) * 2.0)
        for name in ("amount", "duration_s", "memory_mb")
    }
    expected = duration_all(workload)
    found = time_spans(workload, expected, ends, time_extremes(workload, ends))
    for one in expected:
        corners = [
            duration(one.service, msgspec.structs.replace(workload, **dict(zip(ends, corner, strict=True))))
            for corner in product(*ends.values())
        ]
        if one.service not in found:
            assert not any(corner.feasible for corner in corners)
            continue
        span = found[one.service]
        assert (span.unfit != {}) >= (not all(corner.feasible for corner in corners))
        for corner in corners:
            if corner.feasible:
                assert span.low <= corner.seconds * (1 + 1e-9) and corner.seconds <= span.high * (1 + 1e-9)


def test_the_ends_are_those_of_the_durations_at_their_inputs():
    workload = Workload(kind="jobs", amount=5000.0, duration_s=60.0)
    ends = {"amount": (1000.0, 20_000.0)}
    found = time_spans(workload, duration_all(workload), ends, time_extremes(workload, ends))
    for service, span in found.items():
        quick = duration(service, msgspec.structs.replace(workload, **span.cheapest))
        slow = duration(service, msgspec.structs.replace(workload, **span.dearest))
        assert quick.lot is not None and slow.lot is not None
        assert (span.low, span.high) == (quick.lot.low, slow.lot.high) and span.low < span.high


def test_of_equal_times_the_one_at_an_end_is_told():
    workload = WORKLOADS["nightly_batch"]
    ends = {"amount": (12.0, 75.0), "duration_s": (1800.0, 14_400.0)}
    found = time_spans(workload, duration_all(workload), ends, time_extremes(workload, ends))
    assert all(span.dearest == {"amount": 75.0, "duration_s": 14_400.0} for span in found.values())


def test_an_end_that_does_not_fit_is_told():
    workload = Workload(kind="jobs", amount=100.0, duration_s=60.0)
    ends = {"duration_s": (30.0, 2000.0)}
    found = time_spans(workload, duration_all(workload), ends, time_extremes(workload, ends))
    assert found["lambda"].unfit == {"duration_s": 2000.0} and found["lambda"].high < 2000.0 * 100.0
    assert found["batch"].unfit == {}
