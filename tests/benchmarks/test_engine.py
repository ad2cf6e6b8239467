"""How fast the engine is, as ratios to references measured in the same run (never seconds of this machine).

What bounds the 512 x 512 map: every service still needs some twenty passes over its cells (quantity x price, add)
and five services share one choice of servers; blocks of 65,536 cells keep those passes in the processor's cache.
With memory as an axis the choice is solved for each distinct row, which costs more than the passes.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable

import msgspec
import numpy as np
import pytest

from models.cost.engine import estimate_all
from models.cost.price_book import load_price_book
from models.cost.questions.cheapest_map import cheapest_map
from models.cost.questions.setting import Setting
from models.cost.workload import Workload
from models.duration.engine import TIMED
from models.duration.times import times

pytestmark = pytest.mark.benchmark
WORK = Workload(amount=3e6, duration_s=0.12, memory_mb=1536.0)
BOOK = load_price_book("us-east-1")
SETTING = Setting(WORK, BOOK)
AXES = {"amount": (1e3, 1e9), "duration_s": (0.01, 100.0), "memory_mb": (128.0, 10_240.0)}


def _ratio(work: Callable[[], object], reference: Callable[[], object], rounds: int = 25) -> float:
    """Ratio of the least processor times: both run in turn, and what others do to the caches only ever adds."""
    least = [float("inf"), float("inf")]
    for _ in range(rounds):
        for place, each in enumerate((work, reference)):
            start = time.process_time()
            each()
            least[place] = min(least[place], time.process_time() - start)
    return least[0] / least[1]


def _search() -> Callable[[], object]:
    """One np.searchsorted of 262,144 random values in a sorted table of 500."""
    chance = np.random.default_rng(1)
    table, values = np.sort(chance.random(500)), chance.random(512 * 512)
    return lambda: np.searchsorted(table, values)


def _map(x: str, y: str, size: int) -> Callable[[], object]:
    xs, ys = (np.geomspace(*AXES[name], size) for name in (x, y))
    return lambda: cheapest_map(SETTING, x, xs, y, ys)


@pytest.mark.parametrize(("x", "y"), [("amount", "duration_s"), ("amount", "memory_mb")])
def test_a_map_of_a_quarter_million_costs_four_searches(x, y) -> None:
    draw = _map(x, y, 512)
    draw()
    assert _ratio(draw, _search()) <= 4.0


def test_a_small_map_costs_half_a_search() -> None:
    """8 ms on the reference machine, where the search takes 16 ms."""
    draw = _map("amount", "duration_s", 128)
    draw()
    assert _ratio(draw, _search()) <= 0.5


def test_one_workload_on_all_services_costs_a_thirteenth_of_a_search() -> None:
    """1.2 ms on the reference machine, where the search takes 16 ms."""
    estimate_all(WORK, BOOK)
    assert _ratio(lambda: estimate_all(WORK, BOOK), _search(), 50) <= 1.2 / 16.0


@pytest.mark.parametrize("kind", ["jobs", "requests", "always_on"])
def test_a_small_map_of_times_costs_a_twelfth_of_a_search(kind) -> None:
    """0.5 ms on the reference machine for all services, where the search takes 16 ms."""
    grid = {name: np.geomspace(*AXES[name], 64) for name in ("amount", "memory_mb")}
    swept = msgspec.structs.replace(
        WORK, kind=kind, amount=grid["amount"][None, :], memory_mb=grid["memory_mb"][:, None]
    )
    assert _ratio(lambda: [times(service, swept) for service in TIMED], _search()) <= 1.0 / 12.0


def test_a_map_needs_at_most_four_times_its_result() -> None:
    draw = _map("amount", "duration_s", 512)
    draw()
    tracemalloc.start()
    found = draw()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak <= 4.0 * (found.cost.nbytes + found.winner.nbytes)


def test_the_first_estimate_costs_two_and_a_half_empty_pythons() -> None:
    """Imports, prices and facts of a first estimate against an interpreter that imports msgspec and json.

    250 ms on the reference machine, where that interpreter takes about 100.
    """
    first = (
        "from models.cost.workload import Workload; from models.cost.price_book import load_price_book;"
        "from models.cost.engine import estimate_all; estimate_all(Workload(), load_price_book('us-east-1'))"
    )
    spent: dict[str, list[float]] = {"first": [], "empty": []}
    for _ in range(7):
        for name, code in (("first", first), ("empty", "import json, msgspec, logging, re, dataclasses")):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            spent[name].append(time.perf_counter() - start)
    assert statistics.median(spent["first"]) <= 2.5 * statistics.median(spent["empty"])
