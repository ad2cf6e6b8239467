"""Inputs out of bounds are refused with a message that names the field, in both languages."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest

from models.cost.engine import cost_curve, estimate
from models.cost.options import Options
from models.cost.price_book import MissingPrice, PriceBook, load_price_book
from models.cost.questions.cheapest_map import cheapest_map
from models.cost.questions.setting import Setting
from models.cost.workload import LEAST, NUMERIC_FIELDS, Workload, WorkloadError, bounds
from models.texts import Texts

BOOK = load_price_book("us-east-1")


@pytest.mark.parametrize("field", NUMERIC_FIELDS)
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, -1.0, 1e300, "12 GB", None, True])
def test_a_bad_number_is_refused(field, value) -> None:
    with pytest.raises(WorkloadError) as caught:
        msgspec.structs.replace(Workload(), **{field: value}).validate()
    assert caught.value.field == field
    for language in ("es", "en"):
        texts = Texts(language)
        told = texts.error(caught.value)
        assert texts.t(f"cost.field.{field}") in told
        assert not texts.missing


@pytest.mark.parametrize("field", [name for name in NUMERIC_FIELDS if bounds(name)[2]])
def test_zero_is_refused_where_it_means_nothing(field) -> None:
    with pytest.raises(WorkloadError):
        msgspec.structs.replace(Workload(), **{field: 0.0}).validate()


@pytest.mark.parametrize("field", LEAST)
def test_a_value_too_small_to_mean_anything_is_refused(field) -> None:
    with pytest.raises(WorkloadError) as caught:
        msgspec.structs.replace(Workload(), **{field: 1e-300}).validate()
    assert caught.value.key == "cost.error.must_be_at_least"
    msgspec.structs.replace(Workload(), **{field: LEAST[field]}).validate()


@pytest.mark.parametrize(
    "changed", [{"kind": "server"}, {"arch": "mips"}, {"os": "dos"}, {"public": 1}, {"free_tier": "yes"}]
)
def test_an_unknown_choice_is_refused(changed) -> None:
    with pytest.raises(WorkloadError):
        msgspec.structs.replace(Workload(), **changed).validate()


@pytest.mark.parametrize(
    "changed",
    [
        {"companions": frozenset({"coffee"})},
        {"commitment": "forever"},
        {"provisioned": -1.0},
        {"root_gb": math.nan},
        {"requests_per_connection": 0.0},
        {"ecs_mode": "cloud"},
        {"lambda_mode": "fast"},
    ],
)
def test_wrong_options_are_refused(changed) -> None:
    with pytest.raises(WorkloadError):
        estimate("ec2", Workload(), BOOK, msgspec.structs.replace(Options(), **changed))


def test_unknown_names_are_refused() -> None:
    with pytest.raises(WorkloadError):
        estimate("app_runner", Workload(), BOOK)
    with pytest.raises(WorkloadError):
        cost_curve("lambda", Workload(), BOOK, "colour", [1.0])
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"kind": "requests", "memory": 5}', type=Workload)


def test_a_missing_price_is_said_and_never_guessed() -> None:
    book = PriceBook.given({"lambda.requests": 0.2})
    found = estimate("lambda", Workload(amount=5e6), book)
    assert not found.complete
    assert any(warning.key == "cost.warning.price_missing" for warning in found.warnings)
    with pytest.raises(MissingPrice):
        estimate("ec2", Workload(), book)
    with pytest.raises(MissingPrice):
        book.price("fargate.vcpu.x86")


@pytest.mark.parametrize("value", [0.0, -5.0, math.nan, math.inf, 1e300, 1e-300])
def test_a_bad_value_among_good_ones_is_refused(value) -> None:
    setting = Setting(Workload(), BOOK)
    for ask in (
        lambda xs: cost_curve("lambda", Workload(), BOOK, "amount", xs),
        lambda xs: setting.cost("ec2", amount=np.array(xs)),
        lambda xs: cheapest_map(setting, "amount", xs, "duration_s", [0.1, 1.0]),
    ):
        with pytest.raises(WorkloadError) as caught:
            ask([1e3, value, 1e6])
        assert caught.value.field == "amount"


def test_zero_stays_allowed_where_it_means_something() -> None:
    curve = cost_curve("ec2", Workload(kind="always_on"), BOOK, "vcpu", [0.0, 0.5, 2.0])
    assert curve.shape == (3,) and (curve > 0.0).all()
    with pytest.raises(WorkloadError):
        cost_curve("ec2", Workload(kind="always_on"), BOOK, "vcpu", [0.0, 1e-9])
