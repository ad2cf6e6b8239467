"""Totals of uncertain inputs: every corner is inside, what lies between is looked at, unfit ends are told."""

from __future__ import annotations

import math
from itertools import product

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.cost.engine import RANKED, estimate, estimate_all
from models.cost.examples import load_examples
from models.cost.price_book import load_price_book
from models.cost.questions import uncertain as asked
from models.cost.questions.setting import Setting
from models.cost.questions.uncertain import cost_range, extremes, spans, value_at
from models.cost.workload import Workload, WorkloadError

BOOK = load_price_book("us-east-1")
API = Setting(Workload(amount=2e6, duration_s=0.2, memory_mb=1024.0, concurrency=10.0), BOOK)
WORKLOADS = {one.id: one.workload for one in load_examples()}


def bill(service: str, setting: Setting, **inputs: float):
    return estimate(service, msgspec.structs.replace(setting.workload, **inputs), setting.prices, setting.options)


@pytest.mark.parametrize("service", ["lambda", "fargate", "ec2"])
def test_a_range_holds_every_corner_and_the_expected_value(service):
    ends = {"amount": (1e6, 4e6), "duration_s": (0.1, 0.4), "concurrency": (5.0, 20.0)}
    found = cost_range(service, API, ends)
    assert found.low <= found.expected <= found.high
    corners = [
        bill(service, API, **dict(zip(ends, corner, strict=True))).exact for corner in product(*ends.values())
    ]
    assert found.low == pytest.approx(min(corners), rel=1e-12)
    assert found.high == pytest.approx(max(corners), rel=1e-12)
    assert found.expected == bill(service, API).exact


def test_a_cost_that_is_higher_between_its_ends_is_found_there():
    workload = Workload(amount=5e6, duration_s=1.0, memory_mb=1024.0, free_tier=False)
    setting, ends = Setting(workload, BOOK), (8.0, 24.0)
    curve = setting.cost("fargate", hours_per_day=np.linspace(*ends, 400))
    assert curve.max() > max(curve[0], curve[-1]) + 10.0  # whole tasks times hours: a saw, not a slope
    found = cost_range("fargate", setting, {"hours_per_day": ends})
    assert found.high > max(curve[0], curve[-1]) + 10.0
    assert found.high == pytest.approx(curve.max(), rel=0.03)
    assert found.low == pytest.approx(curve.min(), rel=0.03)


def test_no_uncertain_input_is_the_bill_itself():
    found = cost_range("lambda", API, {})
    assert found.low == found.expected == found.high == bill("lambda", API).exact


@pytest.mark.parametrize("ends", [{"amount": (2.0, 1.0)}, {"soul": (1.0, 2.0)}, {"amount": (-1.0, 2.0)}])
def test_ends_that_cannot_be_are_refused(ends):
    with pytest.raises(WorkloadError):
        extremes(API, ends)


def test_an_end_that_does_not_fit_is_told_and_the_rest_still_has_its_figures():
    ends = {"duration_s": (0.1, 2000.0), "amount": (1e6, 2e6)}
    found = extremes(API, ends)["lambda"]
    assert found.unfit == {"duration_s": 1.0}  # alone enough
    span = spans(API, estimate_all(API.workload, BOOK), ends, extremes(API, ends))["lambda"]
    assert span.unfit == {"duration_s": 2000.0}
    assert span.low <= bill("lambda", API).total <= span.high < math.inf
    assert math.isinf(cost_range("lambda", API, ends).high)


def test_a_service_that_fits_only_at_an_end_still_has_a_span_and_one_that_never_does_has_none():
    setting = Setting(msgspec.structs.replace(API.workload, duration_s=1000.0), BOOK)
    ends = {"duration_s": (0.1, 2000.0)}
    found = spans(setting, estimate_all(setting.workload, BOOK), ends, extremes(setting, ends))
    assert found["lambda"].low < math.inf and found["lambda"].unfit
    ends = {"duration_s": (950.0, 2000.0)}
    assert "lambda" not in spans(setting, estimate_all(setting.workload, BOOK), ends, extremes(setting, ends))


@pytest.mark.parametrize("example", WORKLOADS)
def test_both_ends_of_a_span_are_the_bills_at_its_inputs(example):
    setting = Setting(WORKLOADS[example], BOOK)
    workload = setting.workload
    names = ("amount", "memory_mb")
    ends = {name: (getattr(workload, name) * 0.6, getattr(workload, name) * 1.5) for name in names}
    expected = estimate_all(workload, BOOK)
    found = spans(setting, expected, ends, extremes(setting, ends))
    assert set(found) >= {one.service for one in expected if one.feasible and one.service in RANKED}
    for service, span in found.items():
        assert bill(service, setting, **span.cheapest).total == span.low
        assert bill(service, setting, **span.dearest).total == span.high
        total = bill(service, setting).total
        assert not bill(service, setting).feasible or span.low <= total <= span.high


MANY = {
    "amount": (5e5, 9e6), "duration_s": (0.05, 0.9), "memory_mb": (256.0, 4096.0), "peak_factor": (1.0, 8.0),
    "concurrency": (1.0, 40.0), "data_out_gb": (0.0, 500.0), "logs_gb": (0.0, 50.0), "image_mb": (100.0, 900.0),
    "storage_gb": (0.0, 80.0), "zones": (1.0, 3.0), "target_utilisation": (0.4, 0.9), "startup_s": (0.0, 60.0),
}  # fmt: skip


def test_more_inputs_than_can_be_crossed_still_find_the_extreme_corners():
    assert len(MANY) > asked.MOST_CROSSED
    names = list(MANY)
    corners = np.array(list(product((0, 1), repeat=len(names))))
    columns = {name: np.array(MANY[name])[corners[:, i]] for i, name in enumerate(names)}
    for service, totals in zip(RANKED, API.costs(RANKED, **columns), strict=True):
        if not np.isfinite(totals).all():
            continue
        found = cost_range(service, API, MANY)
        assert found.low == pytest.approx(totals.min(), rel=1e-9), service
        assert found.high == pytest.approx(totals.max(), rel=1e-9), service


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(sorted(WORKLOADS)), st.sets(st.sampled_from(sorted(MANY)), min_size=1, max_size=3)
)
def test_no_corner_lies_outside(example, names):
    names, workload = sorted(names), WORKLOADS[example]
    setting = Setting(workload, BOOK)
    ends = {name: tuple(sorted((getattr(workload, name), MANY[name][1]))) for name in names}
    columns = dict(zip(names, np.array(list(product(*(ends[name] for name in names)))).T, strict=True))
    where = extremes(setting, ends)
    for service, totals in zip(RANKED, setting.costs(RANKED, **columns), strict=True):
        fits = np.isfinite(totals)
        assert fits.all() or where[service].unfit is not None
        if fits.all() and where[service].unfit is None:
            found = cost_range(service, setting, ends)
            assert found.low <= totals.min() * (1 + 1e-12) and found.high >= totals.max() * (1 - 1e-12)


@pytest.mark.parametrize(("share", "value"), [(0.0, 1.0), (1.0, 100.0), (0.5, 10.0)])
def test_wide_ranges_are_spread_by_ratio(share, value):
    assert value_at("amount", (1.0, 100.0), share) == pytest.approx(value)


def test_narrow_ranges_are_spread_evenly_and_counted_things_stay_whole():
    assert value_at("amount", (10.0, 20.0), 0.5) == 15.0
    assert value_at("zones", (1.0, 4.0), 0.4) == 2.0
    assert value_at("amount", (1.0, 4.0), 0.4, whole=True) == 2.0
