"""The map of cheapest services equals single estimates in every cell, whatever the two inputs."""

from __future__ import annotations

import itertools

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.cost import choice_arrays
from models.cost.engine import RANKED, cost_curve, estimate, estimate_all
from models.cost.options import Options
from models.cost.price_book import load_price_book
from models.cost.questions.cheapest_map import NOBODY, cheapest_map, frontiers
from models.cost.questions.setting import Setting, reach
from models.cost.workload import NUMERIC_FIELDS, Workload
from tests.models.cost.strategies import NO_SHRINK, books, options, workloads

FEW = settings(max_examples=150, deadline=None, derandomize=True, phases=NO_SHRINK)
BOOK = load_price_book("us-east-1")
PAIRS = list(itertools.permutations(NUMERIC_FIELDS, 2))


def _values(name: str) -> st.SearchStrategy[float]:
    whole = st.sampled_from([0.0, 1.0, 4.0])
    return whole if name == "gpu" else st.floats(*reach(name), allow_subnormal=False)


def _cell(setting: Setting, **inputs: float) -> dict[str, float]:
    workload = msgspec.structs.replace(setting.workload, **inputs)
    found = {}
    for service in RANKED:
        one = estimate(service, workload, setting.prices, setting.options)
        if one.feasible:
            found[service] = one.exact
    return found


@FEW
@given(workloads, books, options, st.sampled_from(PAIRS), st.data())
def test_every_cell_is_the_cheapest_estimate_to_the_last_bit(workload, book, chosen, pair, data) -> None:
    setting = Setting(workload, book, chosen)
    axes = [data.draw(st.lists(_values(name), min_size=1, max_size=4)) for name in pair]
    found = cheapest_map(setting, pair[0], axes[0], pair[1], axes[1])
    for (row, y), (column, x) in itertools.product(enumerate(axes[1]), enumerate(axes[0])):
        cell = _cell(setting, **{pair[0]: x, pair[1]: y})
        if not cell:
            assert found.winner[row, column] == NOBODY and np.isinf(found.cost[row, column])
            continue
        assert found.cost[row, column] == min(cell.values())
        assert cell[found.services[found.winner[row, column]]] == found.cost[row, column]


def test_needs_above_the_table_are_solved_the_same(monkeypatch) -> None:
    setting = Setting(Workload(duration_s=2.0, peak_factor=3.0, zones=3.0), BOOK)
    xs, ys = np.geomspace(1e3, 1e10, 40), np.geomspace(0.01, 100, 30)
    wide = cheapest_map(setting, "amount", xs, "duration_s", ys)
    monkeypatch.setattr(choice_arrays, "TABLE", 300)
    narrow = cheapest_map(setting, "amount", xs, "duration_s", ys)
    assert (wide.cost == narrow.cost).all() and (wide.winner == narrow.winner).all()


def test_one_huge_need_among_arrays_is_solved_too() -> None:
    """More units than the table holds, the same everywhere, while an input that does not matter here varies."""
    work = Workload(kind="always_on", amount=2e7, memory_mb=270_000.0, arch="arm64")
    chosen = Options(burstable=False)
    curve = cost_curve("ec2", work, BOOK, "target_utilisation", [0.1, 0.5, 0.9], options=chosen)
    assert (curve == estimate("ec2", work, BOOK, chosen).exact).all()


def test_blocks_do_not_show(monkeypatch) -> None:
    from models.cost.questions import cheapest_map as module

    setting = Setting(Workload(kind="jobs", amount=500.0, duration_s=600.0, memory_mb=4096.0), BOOK)
    xs, ys = np.geomspace(1, 1e6, 50), np.geomspace(128, 60_000, 47)
    whole = cheapest_map(setting, "amount", xs, "memory_mb", ys)
    monkeypatch.setattr(module, "BLOCK", 100)
    parts = cheapest_map(setting, "amount", xs, "memory_mb", ys)
    assert (whole.cost == parts.cost).all() and (whole.winner == parts.winner).all()


@pytest.mark.parametrize(
    ("workload", "x", "xs", "y", "ys"),
    [
        (Workload(memory_mb=1024.0), "amount", (1e4, 1e9), "duration_s", (0.01, 10.0)),
        (Workload(memory_mb=1024.0, concurrency=20.0), "amount", (1e4, 1e9), "peak_factor", (1.0, 50.0)),
        (Workload(kind="jobs", amount=300.0, vcpu=2.0), "duration_s", (10.0, 20_000.0), "amount", (10.0, 1e5)),
    ],
)
def test_frontiers_are_exact(workload, x, xs, y, ys) -> None:
    """On a frontier both bills are equal to the cent, or one of them jumps there; the winner flips either side."""
    setting = Setting(workload, BOOK)
    found = cheapest_map(setting, x, np.geomspace(*xs, 60), y, np.geomspace(*ys, 12))
    lines = frontiers(found, setting, both=True)
    assert {line.along for line in lines} == {x, y}
    assert lines
    crossed = 0
    for line in lines:
        for px, py, gap in zip(line.x, line.y, line.gap, strict=True):
            kx, ky = (1e-9, 0.0) if line.along == x else (0.0, 1e-9)
            below, above = (_pair(setting, line, {x: px * (1 + s * kx), y: py * (1 + s * ky)}) for s in (-1, 1))
            assert below <= 0.0 <= above
            jump = abs(above - below)
            assert gap < 0.01 or jump > 0.009
            crossed += gap < 0.01
    assert crossed > 0


def _pair(setting: Setting, line, inputs: dict[str, float]) -> float:
    """First minus second, USD."""
    return float(setting.cost(line.first, **inputs) - setting.cost(line.second, **inputs))


def test_the_map_never_prefers_a_dearer_service() -> None:
    setting = Setting(Workload(), BOOK, Options(commitment="sp_3y"))
    ranked = [one for one in estimate_all(setting.workload, BOOK, setting.options) if one.feasible]
    found = cheapest_map(setting, "amount", [setting.workload.amount], "duration_s", [setting.workload.duration_s])
    assert found.cost[0, 0] == min(one.exact for one in ranked if one.service in RANKED)
