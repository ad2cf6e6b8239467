"""The chosen EC2 type really is the cheapest of the whole table."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.cost.choice_arrays import Item, Placing, contenders, solve
from models.cost.ec2_table import load_ec2_table
from models.cost.engine import estimate
from models.cost.options import Options
from models.cost.price_book import load_price_book
from models.cost.workload import Workload
from tests.models.cost.strategies import NO_SHRINK, numbers

BARE = Options(companions=frozenset())
FEW = settings(max_examples=60, deadline=None, derandomize=True, phases=NO_SHRINK)


def _brute_force(workload: Workload, region: str) -> float:
    """USD an hour of the cheapest group, trying every type of the region one by one."""
    table = load_ec2_table(region)
    best = math.inf
    vcpu = workload.vcpu or workload.memory_mb / 1769.0
    for row, name in enumerate(table.names):
        spec, price = table.spec(row), table.price(row, "linux")
        index = table._region.type[row]
        if (table._types.arch[index] == "a") != (workload.arch == "arm64"):
            continue
        if name.startswith("hpc") or ".metal" in name:
            continue
        if workload.gpu and not table._types.gpu_name[index].startswith("NVIDIA "):
            continue
        if not workload.gpu and spec.gpu:
            continue
        held = min(spec.vcpu / vcpu, (spec.memory_gb - 0.25) / (workload.memory_mb / 1024.0))
        if spec.sustained < spec.vcpu:
            held = min(held, spec.sustained / (vcpu * workload.target_utilisation))
        if workload.gpu:
            held = min(held, spec.gpu / workload.gpu)
        held = math.floor(held * (1 + 1e-9))
        if held >= 1:
            count = max(math.ceil(workload.amount / held), workload.zones)
            best = min(best, count * price.value)
    return best


NEEDS = st.tuples(
    st.integers(1, 400),
    numbers(100, 400_000),
    st.one_of(st.just(0.0), numbers(0.1, 100)),
    st.sampled_from(["x86_64", "arm64"]),
    st.sampled_from([0.0, 0.0, 0.0, 1.0, 4.0]),
    st.integers(1, 3),
)


@FEW
@given(NEEDS, st.sampled_from(["us-east-1", "sa-east-1", "eu-central-1"]))
def test_no_type_of_the_table_is_cheaper(need, region) -> None:
    amount, memory, vcpu, arch, gpu, zones = need
    workload = Workload(
        kind="always_on", amount=float(amount), memory_mb=memory, vcpu=vcpu, arch=arch, gpu=gpu, zones=float(zones)
    )
    found = estimate("ec2", workload, load_price_book(region), BARE)
    expected = _brute_force(workload, region)
    if math.isinf(expected):
        assert not found.feasible
    else:
        assert found.exact == pytest.approx(expected * workload.month_hours, rel=1e-6)


@FEW
@given(st.lists(st.tuples(numbers(0.01, 10), st.integers(0, 64)), min_size=1, max_size=15), st.integers(1, 3))
def test_dropped_types_never_win(offers, zones) -> None:
    items = [Item(cost, cost, row, float(held)) for row, (cost, held) in enumerate(sorted(offers))]
    cells = Placing(np.arange(1.0, 300.0), float(zones), 0.0)
    everything = solve([item for item in items if item.held >= 1.0], cells)
    kept = solve(contenders(items), cells)
    cost = {item.row: item.cost for item in items}
    for column in range(299):
        a, b = (picked.count[column] * cost.get(int(picked.row[column]), 0.0) for picked in (everything, kept))
        assert a == pytest.approx(b, rel=2e-9)


def test_a_forced_type_is_used_and_an_unknown_one_refused() -> None:
    book = load_price_book("us-east-1")
    found = estimate("ec2", Workload(kind="always_on", amount=1.0), book, Options(instance_type="m7i.xlarge"))
    assert found.sizing is not None and found.sizing.name == "m7i.xlarge"
    assert not estimate("ec2", Workload(kind="always_on"), book, Options(instance_type="z99.mega")).feasible


@pytest.mark.parametrize("commitment", ["sp_1y", "sp_3y", "ri_1y", "ri_3y"])
def test_commitments_cost_less_and_longer_ones_least(commitment) -> None:
    book = load_price_book("eu-west-1")
    workload = Workload(kind="always_on", amount=10.0, memory_mb=7000.0, vcpu=2.0)
    plain, committed = (estimate("ec2", workload, book, Options(commitment=name)) for name in ("none", commitment))
    assert committed.total < plain.total
    assert all(line.source for line in committed.lines)


def test_without_burst_types_no_t_family_is_chosen() -> None:
    book = load_price_book("us-east-1")
    small = Workload(kind="always_on", amount=1.0, memory_mb=700.0, vcpu=0.1)
    assert estimate("ec2", small, book).sizing.name.startswith("t")
    assert not estimate("ec2", small, book, Options(burstable=False)).sizing.name.startswith("t")


def test_sustained_work_does_not_go_to_a_burst_type() -> None:
    book = load_price_book("us-east-1")
    steady = Workload(kind="always_on", amount=1.0, memory_mb=3000.0, vcpu=2.0, target_utilisation=1.0)
    assert not estimate("ec2", steady, book).sizing.name.startswith("t")


def test_management_fees_follow_the_on_demand_price_and_the_family() -> None:
    """G and P types pay a lower fee, and a commitment lowers the servers but never the fee."""
    book = load_price_book("us-east-1")
    for workload, fee_id in (
        (Workload(kind="always_on", amount=3.0, memory_mb=6000.0, vcpu=2.0), "eks.auto_mode_fee"),
        (Workload(kind="always_on", amount=3.0, memory_mb=6000.0, vcpu=2.0, gpu=1.0), "eks.auto_mode_fee.g"),
        (Workload(kind="always_on", amount=1.0, memory_mb=9e5, vcpu=90.0, gpu=8.0), "eks.auto_mode_fee.p"),
    ):
        for commitment in ("none", "sp_3y"):
            found = estimate("eks", workload, book, Options(eks_mode="auto", commitment=commitment))
            if not found.feasible:
                assert commitment != "none"  # only a commitment may be unknown for a type
                continue
            lines = {line.id: line for line in found.lines}
            table = load_ec2_table("us-east-1")
            listed = table.listed(table.row_of(found.sizing.name))
            hours = found.sizing.count * workload.month_hours
            assert lines["eks_fee"].price_id == fee_id
            assert lines["eks_fee"].exact == pytest.approx(listed * hours * book.value(fee_id))


def test_work_on_own_premises_keeps_to_what_can_run_there() -> None:
    from models.cost.engine import estimate_all

    work = Workload(kind="always_on", amount=12.0, memory_mb=16_384.0, vcpu=4.0, on_premises=True)
    fits = {one.service for one in estimate_all(work, load_price_book("us-east-1")) if one.feasible}
    assert fits == {"ecs", "eks", "ecr"}
    quoted = Options(outposts_contract=900_000.0)
    outposts = estimate("outposts", work, load_price_book("us-east-1"), quoted)
    assert outposts.feasible and outposts.total == 25_000.0
    assert any(warning.key == "cost.warning.outposts_break_even" for warning in outposts.warnings)


@pytest.mark.parametrize(
    ("service", "work", "chosen"),
    [
        ("ec2", Workload(kind="always_on", os="windows"), Options(commitment="ri_1y")),
        ("ec2", Workload(kind="always_on"), Options(spot=True)),
        ("fargate", Workload(kind="always_on", os="windows"), Options(spot=True)),
        ("fargate", Workload(), Options(commitment="ri_3y")),
        ("lambda", Workload(), Options(spot=True)),
        ("lambda", Workload(), Options(commitment="ri_1y")),
        ("lightsail", Workload(), Options(commitment="sp_1y")),
        ("lightsail", Workload(), Options(spot=True)),
    ],
)
def test_a_discount_that_is_not_sold_is_said(service, work, chosen) -> None:
    """The normal price stands, and a warning says that it does."""
    book = load_price_book("eu-central-1")
    found, plain = (estimate(service, work, book, options) for options in (chosen, Options()))
    assert found.total == plain.total
    assert len(found.warnings) > len(plain.warnings)
