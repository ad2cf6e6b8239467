"""What must hold for any workload: the engine never invents, never goes negative, and is the same on arrays."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.cost.engine import SERVICES, cost_curve, estimate, estimate_all
from models.cost.options import Options
from models.cost.price_book import load_price_book
from models.cost.workload import LEAST, NUMERIC_FIELDS, Workload, bounds
from tests.models.cost.strategies import NO_SHRINK, books, options, workloads

FEW = settings(max_examples=120, deadline=None, derandomize=True, phases=NO_SHRINK)


@FEW
@given(workloads, books, options)
def test_lines_are_finite_not_negative_and_add_up(workload, book, chosen) -> None:
    for found in estimate_all(workload, book, chosen):
        assert all(math.isfinite(line.amount) and line.amount >= 0.0 for line in found.lines)
        assert math.isfinite(found.exact) and found.exact >= 0.0
        assert round(found.total * 100) == sum(round(line.amount * 100) for line in found.lines)
        assert found.feasible == (not found.broken)
        assert abs(found.total - found.exact) <= 0.005 * len(found.lines) + 1e-9 * found.exact + 1e-6


@FEW
@given(workloads, books, options)
def test_ranking_is_feasible_first_then_by_total(workload, book, chosen) -> None:
    ranked = [one for one in estimate_all(workload, book, chosen) if one.service not in ("ecr", "outposts")]
    feasible = [one for one in ranked if one.feasible]
    assert ranked[: len(feasible)] == feasible
    assert [one.total for one in feasible] == sorted(one.total for one in feasible)


@FEW
@given(workloads, books, options, st.tuples(st.sampled_from(SERVICES), st.sampled_from(NUMERIC_FIELDS)), st.data())
def test_a_curve_equals_its_estimates_to_the_last_bit(workload, book, chosen, asked, data) -> None:
    service, name = asked
    low, high, _ = bounds(name)
    low = LEAST.get(name, low)
    xs = data.draw(st.lists(st.floats(low, high, allow_subnormal=False), min_size=1, max_size=6))
    if name == "gpu":
        xs = [math.ceil(x) for x in xs if x > 0.0] or [1.0]
    curve = cost_curve(service, workload, book, name, xs, options=chosen)
    for x, value in zip(xs, curve, strict=True):
        one = estimate(service, msgspec.structs.replace(workload, **{name: float(x)}), book, chosen)
        assert np.isnan(value) if not one.feasible else value == one.exact


@FEW
@given(workloads, books, st.sampled_from(("amount", "data_out_gb", "logs_gb", "zones")))
def test_totals_never_fall_when_more_is_asked(workload, book, name) -> None:
    low, high, _ = bounds(name)
    xs = np.linspace(max(low, high * 1e-6), high if name == "zones" else high * 1e-4, 60)
    # Lightsail's servers bring transfer and disk with them: one more server may lower those charges
    services = ("lambda", "fargate", "ec2") + (
        ("lightsail",) if not workload.data_out_gb and name != "zones" else ()
    )
    for service in services:
        curve = cost_curve(service, workload, book, name, xs)
        curve = curve[~np.isnan(curve)]
        assert (np.diff(curve) >= -1e-9 * np.abs(curve[:-1])).all(), service


@FEW
@given(st.floats(1e3, 9e12, allow_subnormal=False), st.sampled_from(["x86_64", "arm64"]))
def test_tiers_are_continuous(amount, arch) -> None:
    book = load_price_book("us-east-1")
    here = Workload(amount=amount, arch=arch, free_tier=False, duration_s=1.0, memory_mb=1024.0)
    more = msgspec.structs.replace(here, amount=amount * (1 + 1e-12))
    a, b = (estimate("lambda", one, book, Options(companions=frozenset())).exact for one in (here, more))
    assert b == pytest.approx(a, rel=1e-9)
