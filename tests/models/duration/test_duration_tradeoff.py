"""Paying more to finish sooner: more places are never slower, and the points worth it trade one for the other."""

from __future__ import annotations

from itertools import pairwise

import pytest

from models.cost.engine import DEFAULTS, estimate, estimate_all
from models.cost.examples import load_examples
from models.cost.options import Options
from models.cost.price_book import load_price_book
from models.cost.workload import Workload, WorkloadError
from models.duration.engine import duration_all
from models.duration.tradeoff import RUN_LOTS, Path, finish_sooner, path

BOOK = load_price_book("us-east-1")
LOT = Workload(kind="jobs", amount=3000.0, duration_s=240.0, memory_mb=4096.0, vcpu=2.0)


@pytest.mark.parametrize("service", ["lambda", "fargate", "ec2", "ecs", "batch"])
def test_more_places_are_never_slower(service) -> None:
    found = finish_sooner(service, LOT, BOOK)
    seconds = [point.seconds for point in found]
    assert seconds == sorted(seconds, reverse=True)
    assert [point.places for point in found] == sorted(point.places for point in found)
    assert found[-1].places == LOT.amount


def test_the_points_worth_it_are_those_nothing_beats() -> None:
    found = finish_sooner("ec2", LOT, BOOK)
    worth = [point for point in found if point.worth_it]
    assert worth
    for point in found:
        beaten = any(o.seconds <= point.seconds and o.usd <= point.usd and o != point for o in found)
        assert point.worth_it != beaten
    usd = [point.usd for point in worth]
    assert usd == sorted(usd)  # in order of places: sooner costs more


def test_functions_cost_the_same_however_fast() -> None:
    found = finish_sooner("lambda", LOT, BOOK)
    assert {point.usd for point in found} == {estimate("lambda", LOT, BOOK).total}
    assert [point.worth_it for point in found].count(True) >= 1 and found[-1].worth_it


def test_servers_are_paid_to_the_end_of_the_last_round() -> None:
    """Ten places for eleven jobs: two rounds, the second nearly empty, all servers paid for both."""
    eleven = Workload(kind="jobs", amount=11.0, duration_s=3600.0, memory_mb=2048.0, vcpu=1.0, public=False)
    ten, eleven_places = finish_sooner("ec2", eleven, BOOK, places=(10, 11))
    assert ten.seconds == pytest.approx(2 * 3600.0, rel=0.01)
    assert eleven_places.seconds == pytest.approx(3600.0, rel=0.02)
    assert eleven_places.usd < ten.usd and not ten.worth_it


def test_only_jobs_and_services_that_run_lots() -> None:
    with pytest.raises(WorkloadError):
        finish_sooner("lambda", Workload(), BOOK)
    with pytest.raises(WorkloadError):
        finish_sooner("lightsail", LOT, BOOK)


JOBS = [one.workload for one in load_examples() if one.workload.kind == "jobs"]


def _paths(workload: Workload, options: Options = DEFAULTS) -> list[Path]:
    bills = {one.service: one for one in estimate_all(workload, BOOK, options)}
    found = (path(bills[one.service], one, workload, BOOK, options=options) for one in duration_all(workload))
    return [one for one in found if one is not None]


@pytest.mark.parametrize("workload", JOBS)
@pytest.mark.parametrize(
    "options", [Options(), Options(spot=True), Options(ecs_mode="managed"), Options(eks_mode="fargate")]
)
def test_a_path_starts_at_the_point_of_the_list(workload: Workload, options: Options) -> None:
    bills = {one.service: one for one in estimate_all(workload, BOOK, options)}
    took = {one.service: one for one in duration_all(workload)}
    for found in _paths(workload, options):
        assert found.usd == bills[found.service].total
        assert took[found.service].lot is not None and found.seconds == took[found.service].lot.expected
        assert found.places == took[found.service].slots


@pytest.mark.parametrize("workload", JOBS)
def test_each_step_is_sooner_and_none_is_beaten(workload: Workload) -> None:
    found = _paths(workload)
    assert found
    for one in found:
        assert one.service in RUN_LOTS
        times = [one.seconds, *(step.seconds for step in one.steps)]
        assert all(after < before for before, after in pairwise(times))
        usd = [step.usd for step in one.steps]
        assert usd == sorted(usd)  # sooner never costs less than the step before
        assert one.steps[0].places > one.places


def test_as_one_lot_a_bill_differs_only_in_the_hours_of_its_servers() -> None:
    """Where no place stands idle, the hours of work are the same; only the starts of the servers differ."""
    quiet = Workload(kind="jobs", amount=30.0, duration_s=3600.0, memory_mb=2048.0, vcpu=2.0, logs_gb=5.0)
    found = {one.service: one for one in _paths(quiet)}
    assert found["fargate"].at_once_usd == found["fargate"].usd  # tasks cost the same however many run at once
    assert found["ec2"].at_once_usd == pytest.approx(found["ec2"].usd, rel=0.03)
    bill = estimate("ec2", quiet, BOOK)
    rest = sum(line.amount for line in bill.lines if line.id not in ("ec2_hours", "ebs_root", "ipv4"))
    assert rest > 0.0 and all(step.usd > rest for step in found["ec2"].steps)  # the logs stay on the bill


def test_a_batch_billed_on_servers_and_timed_on_tasks_says_so() -> None:
    nightly = next(one.workload for one in load_examples() if one.id == "nightly_batch")
    found = {one.service: one for one in _paths(nightly)}
    assert found["batch"].mixed and not found["ec2"].mixed and not found["fargate"].mixed


def test_no_path_without_a_lot_of_jobs_or_places_to_add() -> None:
    bills = {one.service: one for one in estimate_all(Workload(), BOOK)}
    assert all(path(bills[one.service], one, Workload(), BOOK) is None for one in duration_all(Workload()))
    single = Workload(kind="jobs", amount=1.0, duration_s=60.0, memory_mb=1024.0, vcpu=1.0)
    assert not _paths(single)  # one job: nothing to run beside it
