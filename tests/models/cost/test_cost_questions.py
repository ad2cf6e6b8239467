"""Break-evens, thresholds, sensitivity, ranges and memory tuning say what single bills say."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from models.cost.engine import RANKED, estimate, estimate_all
from models.cost.options import Options
from models.cost.price_book import load_price_book
from models.cost.questions import break_even, memory, sensitivity
from models.cost.questions.setting import SCANNED, Setting, reach
from models.cost.questions.solve import crossings, spread
from models.cost.workload import Workload, WorkloadError

BOOK = load_price_book("us-east-1")
API = Setting(Workload(amount=2e6, duration_s=0.15, memory_mb=1024.0, concurrency=10.0, zones=2.0), BOOK)


def _bill(service: str, setting: Setting, **inputs: float) -> float:
    """The bill, without end where the service does not fit."""
    workload = msgspec.structs.replace(setting.workload, **inputs)
    found = estimate(service, workload, setting.prices, setting.options)
    return found.exact if found.feasible else np.inf


@pytest.mark.parametrize("pair", [("lambda", "fargate"), ("lambda", "ec2"), ("lambda", "lightsail")])
def test_break_even_is_where_the_bills_meet(pair) -> None:
    found = break_even.break_evens(*pair, API, "amount")
    assert found
    for one in found:
        bills = [_bill(service, API, amount=one.x) for service in pair]
        if not one.is_step:
            assert abs(bills[0] - bills[1]) < 0.01
        for factor, winner in ((1 - 1e-6, one.below), (1 + 1e-6, one.above)):
            around = {service: _bill(service, API, amount=one.x * factor) for service in pair}
            assert min(around, key=around.get) == winner


def test_a_sudden_limit_is_a_break_even_too() -> None:
    """Above 900 s Lambda stops fitting: the winner changes there, and the place is the limit itself."""
    setting = Setting(Workload(kind="jobs", amount=50.0, memory_mb=2048.0), BOOK)
    found = break_even.break_evens("lambda", "fargate", setting, "duration_s", (1.0, 5000.0))
    assert found[-1].is_step and found[-1].x == pytest.approx(900.0, rel=1e-9)


def test_an_amount_for_a_budget() -> None:
    (found,) = break_even.reaches("lambda", 500.0, API, "amount")
    assert _bill("lambda", API, amount=found) == pytest.approx(500.0, abs=0.01)


def test_thresholds_make_the_service_win() -> None:
    steady = Setting(msgspec.structs.replace(API.workload, amount=1.5e8, public=False), BOOK)
    found = break_even.thresholds("lambda", steady, ("amount", "duration_s", "memory_mb", "storage_gb"))
    solved = {one.input_name: one for one in found if one.needed is not None}
    assert {"amount", "duration_s"} <= set(solved)
    for name, one in solved.items():
        workload = msgspec.structs.replace(steady.workload, **{name: one.needed})
        ranked = [each for each in estimate_all(workload, BOOK) if each.feasible and each.service in RANKED]
        cheapest = min(each.exact for each in ranked)
        assert _bill("lambda", steady, **{name: one.needed}) <= cheapest * (1 + 1e-9), name


def test_when_no_value_helps_it_says_so() -> None:
    """EKS runs on the same servers as ECS and adds its control plane: no single input makes it the cheapest."""
    found = break_even.thresholds("eks", API, ("amount", "memory_mb", "hours_per_day"))
    assert all(one.needed is None for one in found)


def test_a_winner_needs_nothing() -> None:
    small = Setting(Workload(amount=1000.0), BOOK)
    assert all(one.needed == one.now for one in break_even.thresholds("lambda", small, ("amount", "duration_s")))


def test_sensitivity_ranks_by_what_moves_the_total() -> None:
    busy = Setting(Workload(amount=5e7, duration_s=0.3, memory_mb=1024.0, free_tier=False), BOOK)
    found = sensitivity.sensitivity("lambda", busy)
    assert {one.input_name for one in found[:3]} == {"amount", "duration_s", "memory_mb"}
    assert [one.width for one in found] == sorted((one.width for one in found), reverse=True)
    by_name = {one.input_name: one for one in found}
    assert by_name["amount"].elasticity == pytest.approx(1.0, rel=1e-6)
    assert by_name["storage_gb"].width == 0.0
    assert by_name["amount"].high == pytest.approx(_bill("lambda", busy, amount=5.5e7))


def test_the_price_of_one_more() -> None:
    busy = Setting(Workload(amount=5e7, duration_s=0.3, memory_mb=1024.0), BOOK)
    price = 0.2e-6 + 0.3 * BOOK.value("lambda.duration.x86.tier1")
    assert sensitivity.marginal("lambda", busy) == pytest.approx(price, rel=1e-4)


def test_memory_tuning_from_measurements() -> None:
    measured = [(128.0, 11.722), (512.0, 2.8), (1024.0, 1.465), (1536.0, 0.99), (3008.0, 0.975)]
    found = memory.tune(API, measured)
    assert found.fastest.memory_mb == 3008.0
    assert found.cheapest.cost == min(
        _bill("lambda", API, memory_mb=size, duration_s=seconds) for size, seconds in measured
    )
    with pytest.raises(ValueError, match="no measurements"):
        memory.tune(API, [])


def test_memory_tuning_from_a_model() -> None:
    """Work that waits gains nothing from memory; work that computes is fastest where the vCPU stop growing."""
    waiting = memory.tune_model(API, waiting_s=1.0, cpu_s=0.0)
    assert waiting.cheapest.memory_mb == API.known().value("lambda.min_memory")
    computing = memory.tune_model(API, waiting_s=0.0, cpu_s=2.0, parallel=1.0)
    assert 1728.0 <= computing.fastest.memory_mb <= 1856.0
    assert computing.fastest.duration_s == pytest.approx(2.0)


def test_unknown_inputs_are_refused() -> None:
    with pytest.raises(WorkloadError):
        API.cost("lambda", colour=np.array([1.0]))
    with pytest.raises(KeyError):
        reach("colour")


def test_crossings_of_a_known_function() -> None:
    found = crossings(lambda x: (x - 2.0) * (x - 30.0), 1.0, 100.0)
    assert [one.x for one in found] == pytest.approx([2.0, 30.0])
    assert not any(one.is_step for one in found)
    (step,) = crossings(lambda x: np.where(x < 7.0, -5.0, 5.0), 1.0, 100.0)
    assert step.is_step and step.x == pytest.approx(7.0)


def test_the_whole_reach_is_answered_for_every_input() -> None:
    for name in SCANNED:
        xs = spread(*reach(name), 50)
        for service in ("lambda", "ec2", "fargate", "lightsail"):
            cost = API.cost(service, **{name: xs})
            assert cost.shape == xs.shape and not np.isnan(cost).any()


def test_options_reach_the_questions() -> None:
    plan = Setting(API.workload, BOOK, Options(commitment="sp_3y"))
    assert float(plan.cost("fargate")) < float(API.cost("fargate"))
