"""A measured curve at our prices: figures of the list, best sizes, and why both differ."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cost.engine import estimate
from models.cost.options import Options
from models.cost.price_book import load_price_book
from models.cost.workload import Workload
from models.scenario.power_tuning import Measured, PowerCurve, adopted, decode
from models.scenario.tuning_prices import PricedCurve, priced

BOOK = load_price_book("us-east-1")
THEIRS = 2.1e-9  # USD per ms of 128 MB, as the tool rounds x86's price
ARM = 1.7e-9


def curve_of(*sizes: tuple[float, float], rate: float = THEIRS) -> PowerCurve:
    """A result whose costs follow the tool's formula."""
    stats = ", ".join(
        f'{{"value": {mb}, "averageDuration": {ms}, "averagePrice": {math.ceil(ms) * rate * mb / 128}}}'
        for mb, ms in sizes
    )
    return decode(f"[{stats}]".encode(), "x")


CURVE = curve_of((128, 2000.0), (512, 480.0), (1024, 300.5), (2048, 290.0))


def ask(curve: PowerCurve = CURVE, options: Options | None = None, region: str = "us-east-1", **inputs: object):
    return priced(curve, Workload(**inputs), load_price_book(region), options or Options())


@given(
    st.floats(1e3, 1e10),
    st.booleans(),
    st.sampled_from(["x86_64", "arm64"]),
    st.sampled_from(["none", "sp_1y"]),
    st.sampled_from(["us-east-1", "sa-east-1"]),
)
def test_the_month_is_the_bill_of_the_list_once_the_size_is_taken(
    amount: float, free: bool, arch: str, bought: str, region: str
) -> None:
    workload = Workload(amount=amount, free_tier=free, arch=arch, vcpu=3.0, logs_gb=2.0)
    options, book = Options(commitment=bought), load_price_book(region)
    found = priced(CURVE, workload, book, options)
    for size in found.sizes:
        bill = estimate("lambda", adopted(workload, size.measured), book, options)
        assert size.month == bill.total
    best = found.sizes[found.cheapest].month
    assert best == min(size.month for size in found.sizes)
    assert found.sizes[found.fastest].measured == CURVE.fastest


def test_a_million_runs_are_started_milliseconds_and_requests_without_anything_free() -> None:
    found = ask(free_tier=True)
    size = next(one for one in found.sizes if one.measured.memory_mb == 1024.0)
    assert size.million == pytest.approx(1e6 * 0.301 * 1.0 * 0.0000166667 + 0.20)
    with_free = estimate("lambda", Workload(amount=1e6, free_tier=False, memory_mb=1024.0, duration_s=0.301), BOOK)
    assert size.million == pytest.approx(with_free.exact)


@pytest.mark.parametrize(
    ("rate", "arch", "match"),
    [(THEIRS, "x86_64", "same"), (ARM, "arm64", "same"), (ARM, "x86_64", "other_arch"), (9e-9, "x86_64", "other")],
)
def test_the_price_behind_the_files_costs_is_recognised(rate: float, arch: str, match: str) -> None:
    found = ask(curve_of((128, 2000.0), (512, 480.0), rate=rate), arch=arch)
    assert found.match == match
    assert found.theirs == pytest.approx(rate * 1000 * 8)


def test_costs_that_follow_no_price_or_another_currency_are_not_explained() -> None:
    uneven = PowerCurve((Measured(128, 100, 1e-6), Measured(256, 100, 1e-6)), *CURVE.points[:3])
    assert ask(uneven).theirs is None and ask(uneven).match == ""
    yuan = PowerCurve(CURVE.points, *CURVE.points[:3], currency="CNY")
    assert ask(yuan).match == "" and ask(yuan).sizes[0].million is not None


def test_where_all_is_free_the_faster_wins() -> None:
    found = ask(amount=100.0)
    assert {size.month for size in found.sizes} == {0.0}
    assert found.cheapest == found.fastest == 3


def test_best_sizes_differ_where_prices_do() -> None:
    """The balance is struck between the month's bill and the time, by the tool's own rule."""
    found: PricedCurve = ask(amount=5e8, free_tier=False)
    months = [size.month for size in found.sizes]
    assert months[found.cheapest] == min(months)
    rule = [
        month / max(months) + size.measured.duration_ms / 2000.0
        for month, size in zip(months, found.sizes, strict=True)
    ]
    assert found.balanced == rule.index(min(rule))


def test_sizes_lambda_cannot_run_have_no_month_and_are_not_best() -> None:
    slow = curve_of((128, 1_000_000.0), (1024, 300_000.0))
    found = ask(slow)
    assert found.sizes[0].month is None and found.sizes[1].month is not None
    assert found.cheapest == found.fastest == found.balanced == 1
    always = ask(kind="always_on", amount=2.0)
    assert all(size.month is None for size in always.sizes) and always.sizes[always.cheapest].million is not None


def test_other_charges_of_the_month_are_named() -> None:
    found = ask(logs_gb=3.0, data_out_gb=500.0)
    assert [one.key for one in found.others] == ["cost.line.data_out.label", "cost.line.logs.label"]
    assert ask().others == ()
