"""Two scenarios side by side: lines matched, parts that sum to the cent, inputs that share a difference fairly."""

from __future__ import annotations

from itertools import permutations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.cost.engine import SERVICES, estimate, estimate_all
from models.cost.examples import load_examples
from models.cost.options import Extra, Options
from models.cost.price_book import load_price_book
from models.cost.workload import Workload
from models.scenario.difference import ServicePair, book_of, compare, compare_all, in_cents, match
from models.scenario.difference_causes import MOST_AT_ONCE, Causes, GivenUp, causes, changes
from models.scenario.scenario import Scenario

EXAMPLES = {one.id: one.workload for one in load_examples()}
BURSTS = Scenario(workload=EXAMPLES["rest_api_bursts"])


def but(scenario: Scenario, **changed: object) -> Scenario:
    """A scenario with other inputs: fields of the workload, the options, or its own."""
    parts = {"workload": scenario.workload, "options": scenario.options}
    for name, value in changed.items():
        for part in ("workload", "options"):
            if name in parts[part].__struct_fields__:
                parts[part] = msgspec.structs.replace(parts[part], **{name: value})
    own = {name: value for name, value in changed.items() if name in ("region", "prices")}
    return msgspec.structs.replace(scenario, **parts, **own)


workloads = st.builds(
    Workload,
    kind=st.sampled_from(["requests", "jobs", "always_on"]),
    amount=st.sampled_from([3.0, 900.0, 4e5, 2e7]),
    duration_s=st.sampled_from([0.05, 2.0, 1200.0]),
    memory_mb=st.sampled_from([256.0, 2048.0, 30_000.0]),
    arch=st.sampled_from(["x86_64", "arm64"]),
    os=st.sampled_from(["linux", "windows"]),
    gpu=st.sampled_from([0.0, 0.0, 1.0]),
    data_out_gb=st.sampled_from([0.0, 80.0, 20_000.0]),
    free_tier=st.booleans(),
    public=st.booleans(),
)
choices = st.builds(
    Options,
    commitment=st.sampled_from(["none", "sp_1y", "ri_3y"]),
    spot=st.booleans(),
    companions=st.sampled_from([Options().companions, frozenset({"nat", "logs"}), frozenset()]),
    extras=st.sampled_from([(), (Extra("support", 1.0, 29.0),), (Extra("licence", 2.0, 7.5),)]),
)
regions = st.sampled_from(["us-east-1", "sa-east-1"])
prices = st.sampled_from([{}, {}, {"lambda.requests": 0.1}])
scenarios = st.builds(Scenario, workload=workloads, options=choices, region=regions, prices=prices)


def line_of(pair: ServicePair, line_id: str) -> object:
    return next(one for one in pair.lines if (one.b or one.a).id == line_id)


@settings(max_examples=60)
@given(scenarios, scenarios)
def test_lines_are_all_there_once_and_sum_to_the_difference_of_the_totals(a: Scenario, b: Scenario) -> None:
    for found in compare_all(a, b):
        assert found.a == estimate(found.service, a.workload, book_of(a), a.options)
        assert found.b == estimate(found.service, b.workload, book_of(b), b.options)
        if not found.comparable:
            assert found.lines == () and found.cents == 0
            continue
        assert found.cents == in_cents(found.b.total) - in_cents(found.a.total)
        assert sum(line.cents for line in found.lines) == found.cents
        assert [id(line.b) for line in found.lines if line.b] == [id(line) for line in found.b.lines]
        assert {id(line.a) for line in found.lines if line.a} == {id(line) for line in found.a.lines}
        assert sum(line.a is not None for line in found.lines) == len(found.a.lines)


@settings(max_examples=40)
@given(scenarios, scenarios, st.sampled_from(SERVICES))
def test_the_parts_of_the_inputs_sum_to_the_difference(a: Scenario, b: Scenario, service: str) -> None:
    differ = changes(a, b)
    found, whole = causes(a, b, service, differ), compare(a, b, service)
    if found is None:
        assert not whole.comparable or not differ
        return
    assert found.cents == whole.cents
    assert sorted(one.name for part in found.parts for one in part.changes) == sorted(one.name for one in differ)
    assert [abs(part.cents) for part in found.parts] == sorted((abs(p.cents) for p in found.parts), reverse=True)


@settings(max_examples=25)
@given(scenarios)
def test_a_scenario_beside_itself_has_nothing_to_tell(a: Scenario) -> None:
    assert changes(a, a) == ()
    for found in compare_all(a, a):
        assert found.cents == 0 and {line.how for line in found.lines} <= {"same"}
        assert causes(a, a, found.service, ()) is None


def test_the_order_is_that_of_bs_list() -> None:
    b = but(BURSTS, amount=9e8)
    listed = estimate_all(b.workload, load_price_book("us-east-1"), b.options)
    assert [one.service for one in compare_all(BURSTS, b)] == [one.service for one in listed]


def test_a_line_says_whether_quantity_or_price_changed_and_by_how_much_each() -> None:
    more = line_of(compare(BURSTS, but(BURSTS, data_out_gb=350.0), "lambda"), "data_out")
    assert (more.how, more.quantity, more.price) == ("quantity", 1800, 0)  # 200 GB more at 0.09
    there = line_of(compare(BURSTS, but(BURSTS, region="sa-east-1"), "lambda"), "data_out")
    assert (there.how, there.quantity, there.price) == ("price", 0, 300)  # 50 GB at 0.15 instead of 0.09
    both = line_of(compare(BURSTS, but(BURSTS, region="sa-east-1", data_out_gb=350.0), "lambda"), "data_out")
    assert (both.how, both.quantity, both.price) == ("both", 1800, 1500)  # 200 more at 0.09, then 250 x 0.06


def test_what_replaces_something_stands_beside_it() -> None:
    other = compare(BURSTS, but(BURSTS, memory_mb=8192.0), "ec2")
    hours = line_of(other, "ec2_hours")
    assert hours.a is not None and hours.b is not None and hours.a.price_id != hours.b.price_id
    busy = but(BURSTS, amount=2e8)
    plan = compare(busy, but(busy, commitment="sp_1y"), "lambda")
    rate = line_of(plan, "lambda_duration_sp")
    assert rate.a.id == "lambda_duration" and rate.how == "price" and rate.cents < 0


def test_tiers_and_added_charges_stand_beside_their_own_kind_only() -> None:
    a, b = but(BURSTS, data_out_gb=12_000.0), but(BURSTS, data_out_gb=60_000.0, region="sa-east-1")
    tiers = [one for one in compare(a, b, "lambda").lines if one.b and one.b.id == "data_out"]
    assert [one.a.label.args["tier"] if one.a else 0 for one in tiers] == [1, 2, 0]
    x, y = but(BURSTS, extras=(Extra("x", 1.0, 5.0),)), but(BURSTS, extras=(Extra("y", 1.0, 5.0),))
    assert {one.how for one in compare(x, y, "lambda").lines} >= {"only_a", "only_b"}


def test_a_line_that_is_gone_stands_where_it_stood() -> None:
    a = estimate("ec2", BURSTS.workload, load_price_book("us-east-1"))
    kept = tuple(line for line in a.lines if line.id != "ebs_root")
    found = match(a.lines, kept)
    assert [(one.b or one.a).id for one in found] == [line.id for line in a.lines]
    assert [one.how for one in found].count("only_a") == 1
    assert [(one.b or one.a).id for one in match(a.lines, ())] == [line.id for line in a.lines]


def test_a_side_that_does_not_fit_names_its_limit_and_has_no_difference() -> None:
    long = but(BURSTS, duration_s=3600.0)
    found = compare(BURSTS, long, "lambda")
    assert not found.comparable and found.lines == () and found.cents == 0
    assert [limit.fact_id for limit in found.broken[1]] == ["lambda.max_duration"] and found.broken[0] == ()
    assert causes(BURSTS, long, "lambda", changes(BURSTS, long)) is None


def plain_shapley(a: Scenario, b: Scenario, service: str) -> dict[str, float]:
    """The mean step of each input over every order, worked out the long way."""
    differ = changes(a, b)
    parts = dict.fromkeys((one.name for one in differ), 0.0)
    orders = list(permutations(differ))
    for order in orders:
        now, last = a, compare(a, a, service).a.total
        for one in order:
            now = but(now, **{one.name: one.b})
            total = estimate(service, now.workload, book_of(now), now.options).total
            parts[one.name] += (total - last) * 100.0 / len(orders)
            last = total
    return parts


@pytest.mark.parametrize("service", ["lambda", "ec2", "fargate", "eks"])
def test_parts_are_the_mean_over_all_orders_to_the_cent(service: str) -> None:
    b = but(BURSTS, amount=4e7, arch="arm64", region="sa-east-1", commitment="sp_1y")
    found = causes(BURSTS, b, service, changes(BURSTS, b))
    assert isinstance(found, Causes) and found.how == "shapley"
    wanted = plain_shapley(BURSTS, b, service)
    for part in found.parts:
        assert part.cents == pytest.approx(wanted[part.changes[0].name], abs=1.0)


def test_orders_through_what_does_not_fit_are_left_out() -> None:
    """No ARM server runs Windows: leaving Windows comes first, so each part is one step."""
    a, b = but(BURSTS, os="windows"), but(BURSTS, arch="arm64")
    assert not compare(a, but(a, arch="arm64"), "ec2").comparable
    found = causes(a, b, "ec2", changes(a, b))
    parts = {part.changes[0].name: part.cents for part in found.parts}
    assert found.how == "shapley"
    assert parts == {"os": compare(a, BURSTS, "ec2").cents, "arch": compare(BURSTS, b, "ec2").cents}


def test_inputs_that_only_fit_together_share_one_part() -> None:
    a = but(BURSTS, os="windows")
    more = {"amount": 8e6, "duration_s": 0.3, "memory_mb": 1024.0, "peak_factor": 9.0, "data_out_gb": 10.0}
    b = but(BURSTS, arch="arm64", **more)
    found = causes(a, b, "ec2", changes(a, b))
    assert found is not None and found.how == "in_order" and found.cents == compare(a, b, "ec2").cents
    assert ("arch", "os") in [tuple(one.name for one in part.changes) for part in found.parts]


def test_more_inputs_than_can_be_shared_change_in_the_order_of_the_form() -> None:
    more = {"amount": 8e6, "duration_s": 0.3, "memory_mb": 1024.0, "arch": "arm64", "peak_factor": 9.0}
    b = but(BURSTS, region="sa-east-1", **more, data_out_gb=10.0)
    differ = changes(BURSTS, b)
    assert len(differ) == MOST_AT_ONCE + 1
    found = causes(BURSTS, b, "fargate", differ)
    assert found is not None and found.how == "in_order" and found.cents == compare(BURSTS, b, "fargate").cents
    first = next(part for part in found.parts if part.changes[0].name == "region")
    assert first.cents == compare(BURSTS, but(BURSTS, region="sa-east-1"), "fargate").cents


def test_own_prices_are_an_input_of_their_own() -> None:
    own = but(BURSTS, prices={"lambda.requests": 1.2}, region="us-east-2")
    differ = changes(BURSTS, own)
    assert [(one.name, one.where) for one in differ] == [("region", "place"), ("prices", "prices")]
    found = causes(BURSTS, own, "lambda", differ)
    parts = {part.changes[0].name: part.cents for part in found.parts}
    millions = next(line for line in compare(BURSTS, own, "lambda").lines if line.b.id == "lambda_requests")
    assert parts["prices"] == round(millions.b.quantity * 100.0)


def test_an_answer_nobody_waits_for_is_given_up() -> None:
    b = but(BURSTS, amount=8e6, arch="arm64")
    with pytest.raises(GivenUp):
        causes(BURSTS, b, "ec2", changes(BURSTS, b), lambda: False)
