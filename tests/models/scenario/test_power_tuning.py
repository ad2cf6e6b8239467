"""Power-tuning results in every form a person has them, and everything that can be wrong with them."""

from __future__ import annotations

import base64
import json
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cost.workload import Workload
from models.scenario import power_tuning
from models.scenario.power_tuning import Measured, PowerCurve, decode
from tests.models.scenario.samples import TEXTS, good_or_refused, keys, places, refused

ADDRESS = (
    "https://lambda-power-tuning.show/#gAAAAQACAAQACMAL;cSwARe92gERmEgdE6IzTQ+VXaUOPEmRD;"
    "tYWQNuffkDYZfJg20gPvNsDoAzcSmj03"
)
SIZES = [128.0, 256.0, 512.0, 1024.0, 2048.0, 3008.0]
STATS: list[dict[str, float]] = [
    {"value": 128, "averageDuration": 2000.0, "averagePrice": 4.2e-6, "totalCost": 1e-4},
    {"value": 512, "averageDuration": 480.0, "averagePrice": 4.0e-6, "totalCost": 1e-4},
    {"value": 1024, "averageDuration": 300.0, "averagePrice": 5.0e-6, "totalCost": 1e-4},
    {"value": 2048, "averageDuration": 290.0, "averagePrice": 9.7e-6, "totalCost": 1e-4},
]


def read(value: Any) -> PowerCurve:
    return decode(json.dumps(value).encode(), "tuning.json")


def output(**changes: Any) -> dict[str, Any]:
    """What the state machine gives."""
    machine = {"executionCost": 0.0003, "lambdaCost": 0.001, "visualization": ADDRESS}
    return {"power": "512", "cost": 4e-6, "duration": 480.0, "stateMachine": machine, **changes}


def test_the_list_gives_the_curve_and_its_best_points() -> None:
    curve = read(output(stats=STATS))
    assert [point.memory_mb for point in curve.points] == [128.0, 512.0, 1024.0, 2048.0]
    assert curve.cheapest == Measured(512.0, 480.0, 4e-6)
    assert curve.fastest == Measured(2048.0, 290.0, 9.7e-6)
    assert curve.balanced == Measured(512.0, 480.0, 4e-6)
    assert curve.chosen == curve.cheapest
    assert curve.notices == ()


def test_the_address_gives_the_same_curve() -> None:
    curve = read(output(power=128))
    assert [point.memory_mb for point in curve.points] == SIZES
    assert curve.points[0].duration_ms == pytest.approx(2050.7775, rel=1e-6)
    assert curve.points[0].cost == pytest.approx(4.3071e-6, rel=1e-6)
    assert curve.cheapest == curve.points[0] == curve.chosen
    assert decode(ADDRESS.encode(), "x") == decode(f"\n {ADDRESS} \n".encode(), "x")
    assert decode(ADDRESS.encode(), "x").points == curve.points


@pytest.mark.parametrize(
    "value",
    [
        STATS,
        {"stats": STATS},
        {"results": output(stats=STATS)},
        {"output": json.dumps(output(stats=STATS)), "status": "SUCCEEDED", "executionArn": "arn"},
        {"output": json.dumps({"results": output(stats=STATS)})},
    ],
    ids=["list", "stats", "results", "description", "description of results"],
)
def test_every_form_gives_the_same_points(value: Any) -> None:
    assert read(value).points == read(STATS).points


@pytest.mark.parametrize(
    "text",
    [
        f'"{ADDRESS}"',
        f"<{ADDRESS}>",
        f'"visualization": "{ADDRESS}",',
        f"\ufeff{ADDRESS}\r\n",
        ADDRESS.replace(";", "%3B"),
        ADDRESS.replace("#", "%23").replace(";", "%3b").replace("=", "%3D"),
        "\n  ".join(ADDRESS[i : i + 60] for i in range(0, len(ADDRESS), 60)),
        ADDRESS.replace("https://lambda-power-tuning.show", "curve.example.org:8080"),
        ADDRESS[ADDRESS.index("#") :],
    ],
)
def test_the_address_is_read_as_it_is_pasted(text: str) -> None:
    assert decode(text.encode(), "x").points == read(output(power=128)).points


def test_an_address_without_curve_says_so() -> None:
    for text in ("https://lambda-power-tuning.show/", "https://x.example/#", "https://x.example/?a=1#top"):
        assert keys(refused(lambda text=text: decode(text.encode(), "x"))) == ["no_curve_in_address"]  # type: ignore[misc]


def test_what_the_measuring_cost_is_told_when_the_file_says_it() -> None:
    assert read(output(stats=STATS)).spent == pytest.approx(0.0013)
    assert read(STATS).spent is None
    assert read(output(stats=STATS, stateMachine={"executionCost": "x", "lambdaCost": 1})).spent is None
    assert read(output(stats=STATS, stateMachine={"executionCost": -5, "lambdaCost": 1})).spent is None


def test_equal_cost_goes_to_the_faster_and_equal_time_to_the_cheaper() -> None:
    tie = [
        {"value": 128, "averageDuration": 20.0, "averagePrice": 1.0},
        {"value": 256, "averageDuration": 10.0, "averagePrice": 1.0},
        {"value": 512, "averageDuration": 10.0, "averagePrice": 2.0},
    ]
    curve = read(tie)
    assert curve.cheapest == curve.fastest == curve.balanced == Measured(256.0, 10.0, 1.0)


def test_sizes_that_failed_are_told_and_left_out() -> None:
    curve = read([None, {"value": 128, "averageDuration": 0, "averagePrice": 0}, *STATS])
    assert len(curve.points) == len(STATS)
    assert [notice.key for notice in curve.notices] == ["scenario.notice.failed_sizes"]
    assert all("2" in texts.message(curve.notices[0]) for texts in TEXTS.values())


def test_a_result_without_curve_is_one_point_and_says_so() -> None:
    curve = read({"power": 512, "cost": 4e-6, "duration": 480.0})
    assert curve.points == (Measured(512.0, 480.0, 4e-6),)
    assert [notice.key for notice in curve.notices] == ["scenario.notice.one_point"]


def test_another_currency_is_told() -> None:
    curve = decode(ADDRESS.replace("/#", "/?currency=CNY#").encode(), "x")
    assert curve.currency == "CNY"
    assert [notice.key for notice in curve.notices] == ["scenario.notice.other_currency"]


def test_the_best_point_can_be_adopted() -> None:
    curve, workload = read(STATS), Workload(amount=5e6, vcpu=2.0)
    mine = power_tuning.adopted(workload, curve.cheapest)
    assert (mine.memory_mb, mine.duration_s, mine.vcpu, mine.amount) == (512.0, 0.48, 0.0, 5e6)


def stats_with(**changes: Any) -> list[dict[str, Any]]:
    return [STATS[0], {**STATS[1], **changes}]


VISUAL = "$.stateMachine.visualization"
WRONG: list[tuple[Any, str, str]] = [
    ({}, "$", "not_power_tuning"),
    ("text", "$", "not_power_tuning"),
    ({"version": 1, "workload": {}}, "$", "not_power_tuning"),
    ([], "$", "no_measurements"),
    ([None], "$", "no_measurements"),
    ([3], "$[0]", "not_object"),
    (stats_with(value="big"), "$[1].value", "not_number"),
    (stats_with(value=-512), "$[1].value", "between"),
    (stats_with(value=99_999), "$[1].value", "between"),
    (stats_with(averageDuration=-1), "$[1].averageDuration", "between"),
    (stats_with(averageDuration=float("nan")), "$[1].averageDuration", "not_finite"),
    (stats_with(averagePrice=None), "$[1].averagePrice", "not_number"),
    (stats_with(averagePrice=float("inf")), "$[1].averagePrice", "not_finite"),
    ([{"value": 128, "averageDuration": 1}], "$[0]", "missing"),
    ([STATS[0]] * 1001, "$", "list_too_long"),
    ({"power": 512, "cost": "x", "duration": 1}, "$.cost", "not_number"),
    ({"power": 512}, "$", "missing"),
    (
        output(stateMachine={"visualization": "https://x/#a;b"}),
        "$.stateMachine.visualization",
        "no_curve_in_address",
    ),
    (
        output(stateMachine={"visualization": "x#gAA=;AAA=;AAA="}),
        "$.stateMachine.visualization",
        "not_base64_list",
    ),
    (output(stateMachine={"visualization": "x#gAAAAQ==;;"}), VISUAL, "uneven_lists"),
    (output(stateMachine={"visualization": "x#;;"}), VISUAL, "uneven_lists"),
    ({"output": "{broken"}, "", "unexpected"),
]


@pytest.mark.parametrize(("value", "place", "key"), WRONG, ids=[f"{place} {key}" for _, place, key in WRONG])
def test_what_is_wrong_is_named_with_its_place(value: Any, place: str, key: str) -> None:
    error = refused(lambda: read(value))
    assert key in keys(error)
    assert not place or place in places(error)


def test_numbers_of_an_address_are_checked() -> None:
    def packed(code: str, *values: float) -> str:
        return base64.b64encode(struct.pack(f"<{len(values)}{code}", *values)).decode()

    bad = f"#{packed('h', 128, -5)};{packed('f', 1.0, float('nan'))};{packed('f', 1e-6, float('inf'))}"
    assert keys(refused(lambda: decode(bad.encode(), "x"))) == ["between"] * 3


def test_a_file_is_read_and_a_missing_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text(json.dumps(output(stats=STATS)), "utf-8")
    assert power_tuning.load(path) == read(output(stats=STATS))
    assert keys(refused(lambda: power_tuning.load(tmp_path / "none.json"))) == ["unreadable"]


WORDS = "power cost duration stateMachine visualization stats value output results averageDuration averagePrice"
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.just(ADDRESS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS.split()), inner, max_size=4),
    max_leaves=15,
)


@given(json_values)
def test_any_json_is_told_or_read(value: Any) -> None:
    good_or_refused(lambda: read(value))


@given(st.binary(max_size=80), st.integers(0, len(ADDRESS)))
def test_any_bytes_and_any_cut_address_are_told_or_read(data: bytes, at: int) -> None:
    good_or_refused(lambda: decode(data, "x"))
    good_or_refused(lambda: decode(ADDRESS[:at].encode() + data, "x"))


def test_every_cut_of_a_result_is_told() -> None:
    data = json.dumps(output(stats=STATS)).encode()
    for end in range(len(data)):
        refused(lambda end=end: decode(data[:end], "x"))  # type: ignore[misc]
