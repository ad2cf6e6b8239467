"""The closed forms against a discrete-event simulation of the same rules, over random workloads."""

from __future__ import annotations

import heapq

import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st

from models.duration import makespan

FEW = settings(max_examples=120, deadline=None, derandomize=True)
seconds = st.one_of(st.integers(1, 300).map(float), st.floats(0.05, 300, allow_subnormal=False))


def _simulated_ramp(items: int, each: float, limit: int, step: int, every: float) -> float:
    """Workers join in groups and take whole items one after another until none is left."""
    world = simpy.Environment()
    left = [items]
    ended = [0.0]

    def worker():
        while left[0] > 0:
            left[0] -= 1
            yield world.timeout(each)
            ended[0] = max(ended[0], world.now)

    def joining():
        there = 0
        while there < limit and left[0] > 0:
            for _ in range(min(step, limit - there)):
                world.process(worker())
            there += min(step, limit - there)
            yield world.timeout(every)

    world.process(joining())
    world.run()
    return ended[0]


@FEW
@given(st.integers(1, 400), seconds, st.integers(1, 60), st.integers(1, 20), st.integers(1, 90).map(float))
def test_ramp_agrees_with_the_simulation(items, each, limit, step, every) -> None:
    """A worker that sees an item left takes it, so the simulation may start items the closed form never needs."""
    found = makespan.ramp_makespan(items, each, limit, step, every)
    simulated = _simulated_ramp(items, each, limit, step, every)
    done_in_time = _finished_by(found, each, limit, step, every)
    assert done_in_time >= items
    assert found <= simulated * (1 + 1e-9)
    assert found == pytest.approx(_earliest(items, each, limit, step, every), rel=1e-9)


def _finished_by(moment: float, each: float, limit: int, step: int, every: float) -> float:
    done = 0.0
    for group, start in enumerate(range(0, limit, step)):
        size = min(step, limit - start)
        done += size * max(0, int((moment - group * every) / each * (1 + 1e-9)))
    return done


def _earliest(items: int, each: float, limit: int, step: int, every: float) -> float:
    """By brute force: workers as a heap of moments at which each finishes its next item."""
    heap = [(group * every + each) for group, start in enumerate(range(0, limit, step)) for _ in range(step)][
        :limit
    ]
    heapq.heapify(heap)
    moment = 0.0
    for _ in range(items):
        moment = heapq.heappop(heap)
        heapq.heappush(heap, moment + each)
    return moment


def _simulated_bucket(items: int, slots: int, each: float, burst: int, rate: float) -> float:
    """Items wait for a place, then a token; tokens drop at `rate` into a bucket of `burst`, full at first."""
    world = simpy.Environment()
    places = simpy.Resource(world, capacity=slots)
    gate = simpy.Resource(world, capacity=1)
    bucket = {"tokens": float(burst), "at": 0.0}
    ended = [0.0]

    def one():
        with places.request() as place:
            yield place
            with gate.request() as turn:
                yield turn
                bucket["tokens"] = min(float(burst), bucket["tokens"] + (world.now - bucket["at"]) * rate)
                bucket["at"] = world.now
                if bucket["tokens"] < 1.0 - 1e-9:
                    yield world.timeout((1.0 - bucket["tokens"]) / rate)
                    bucket["tokens"], bucket["at"] = 1.0, world.now
                bucket["tokens"] -= 1.0
            yield world.timeout(each)
            ended[0] = max(ended[0], world.now)

    for _ in range(items):
        world.process(one())
    world.run()
    return ended[0]


@FEW
@given(st.integers(1, 300), st.integers(1, 120), seconds, st.integers(1, 60), st.floats(0.1, 50))
def test_bucket_agrees_with_the_simulation(items, slots, each, burst, rate) -> None:
    found = makespan.bucket_makespan(items, slots, each, burst, rate)
    assert found == pytest.approx(_simulated_bucket(items, slots, each, burst, rate), rel=1e-6)


@FEW
@given(st.integers(1, 300), st.integers(1, 60), seconds)
def test_waves_agree_with_the_simulation(items, slots, each) -> None:
    simulated = _simulated_ramp(items, each, slots, slots, 1e9)
    assert makespan.wave_makespan(items, slots, each) == pytest.approx(simulated, rel=1e-9)


@FEW
@given(st.integers(1, 10**7), seconds, st.integers(1, 10**5), st.integers(1, 10**5))
def test_more_workers_are_never_slower(items, each, limit, more) -> None:
    slower = makespan.ramp_makespan(items, each, limit, 1000, 10.0)
    assert makespan.ramp_makespan(items, each, limit + more, 1000, 10.0) <= slower * (1 + 1e-12)
    assert makespan.wave_makespan(items, limit + more, each) <= makespan.wave_makespan(items, limit, each)
    few, many = (makespan.bucket_makespan(items, places, each, 100, 20) for places in (limit, limit + more))
    assert many <= few * (1 + 1e-12)


def test_interrupted_items_take_longer_and_a_little_is_nearly_nothing() -> None:
    assert makespan.with_interruptions(600.0, 0.0) == 600.0
    assert makespan.with_interruptions(600.0, 1e-6) == pytest.approx(600.0, rel=1e-6)
    assert makespan.with_interruptions(7200.0, 0.5) > 7200.0


def test_interruptions_agree_with_a_simulation() -> None:
    """Restart from the beginning at every interruption of a Poisson process: the mean of many runs."""
    import random

    chance = random.Random(7)
    each, per_hour = 1800.0, 0.8
    total = 0.0
    for _ in range(40_000):
        while (gap := chance.expovariate(per_hour / 3600.0)) < each:
            total += gap
        total += each
    assert makespan.with_interruptions(each, per_hour) == pytest.approx(total / 40_000, rel=0.02)


@pytest.mark.parametrize(
    ("rate", "attempts", "expected"), [(0.0, 3, 1.0), (0.5, 1, 1.0), (0.5, 2, 1.5), (0.1, 3, 1.11)]
)
def test_expected_attempts(rate, attempts, expected) -> None:
    assert makespan.attempts_per_item(rate, attempts) == pytest.approx(expected)
