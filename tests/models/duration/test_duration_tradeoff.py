"""Paying more to finish sooner: more places are never slower, and the points worth it trade one for the other."""

from __future__ import annotations

import pytest

from models.cost.engine import estimate
from models.cost.price_book import load_price_book
from models.cost.workload import Workload, WorkloadError
from models.duration.tradeoff import finish_sooner

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
    assert {point.usd for point in found} == {estimate("lambda", LOT, BOOK).exact}
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
