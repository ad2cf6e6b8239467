"""Every word the engine can say exists in both languages, with the same placeholders, and renders."""

from __future__ import annotations

import json
import string

import msgspec
import pytest
from hypothesis import given, settings

from models import assets
from models.cost.engine import SERVICES, estimate, estimate_all
from models.cost.examples import load_examples
from models.cost.limits import load_limits
from models.cost.options import COMPANIONS, Extra, Options
from models.cost.price_book import load_price_book, regions
from models.cost.workload import KINDS, NUMERIC_FIELDS, Workload
from models.texts import LANGUAGES, Texts
from tests.models.cost.strategies import NO_SHRINK, books, options, workloads

EVERYTHING = Options(
    companions=frozenset(COMPANIONS), provisioned=3.0, poller_hours=100.0, tenant_environments=10.0,
    snap_start=True, streaming=True, durable_operations=2.0, durable_kb=4.0, durable_months=1.0, eks_tier="xl",
    extras=(Extra("Licencia", 1.0, 9.0),),
)  # fmt: skip
BUSY = Workload(
    amount=2e10, duration_s=1.0, memory_mb=2048.0, data_out_gb=400_000.0, data_az_gb=5.0, logs_gb=3.0, zones=2.0,
    ephemeral_mb=30_000.0, response_kb=9000.0, cold_start_share=0.1, init_s=0.3, storage_gb=400.0,
)  # fmt: skip


def _catalogue(language: str, area: str) -> dict[str, str]:
    return json.loads(assets.read_text(f"i18n/{language}/{area}.json"))


@pytest.mark.parametrize("area", ["cost", "duration"])
def test_both_languages_have_the_same_keys_and_placeholders(area) -> None:
    es, en = (_catalogue(language, area) for language in LANGUAGES)
    assert es.keys() == en.keys()
    for key in es:
        assert es[key].strip() and en[key].strip()
        names = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (es[key], en[key])]
        assert names[0] == names[1], key


def _say(found, texts: Texts) -> None:
    texts.message(found.reason)
    if found.sizing is not None:
        texts.message(found.sizing.reason)
    for line in found.lines:
        for message in (line.label, line.formula, line.numbers, line.rounding):
            texts.message(message)
        texts.t(f"cost.basis.{line.basis}")
        if line.companion and line.companion != "extras":
            texts.t(f"cost.companion.{line.companion}")
    for message in (*found.warnings, *(broken.fix for broken in found.broken)):
        texts.message(message)


@settings(max_examples=40, deadline=None, derandomize=True, phases=NO_SHRINK)
@given(workloads, books, options)
def test_whatever_is_estimated_can_be_said(workload, book, chosen) -> None:
    for language in LANGUAGES:
        texts = Texts(language)
        for found in estimate_all(workload, book, chosen):
            _say(found, texts)
        assert not texts.missing


def test_every_line_can_be_said() -> None:
    """A workload that pays for everything, in every mode: each line of the catalogue is met at least once."""
    met: set[str] = set()
    texts = {language: Texts(language) for language in LANGUAGES}
    for region in ("us-east-1", "sa-east-1"):
        book = load_price_book(region)
        for work in (BUSY, msgspec.structs.replace(BUSY, kind="jobs", os="windows"), _jobs(), _edge(), _own()):
            for changed in _modes():
                chosen = msgspec.structs.replace(EVERYTHING, **changed)
                for service in SERVICES:
                    found = estimate(service, work, book, chosen)
                    met |= {line.id for line in found.lines}
                    for text in texts.values():
                        _say(found, text)
    known = {key.split(".")[2] for key in _catalogue("es", "cost") if key.startswith("cost.line.")}
    assert known == met
    assert not texts["es"].missing and not texts["en"].missing


def _jobs() -> Workload:
    return Workload(kind="jobs", amount=5000.0, duration_s=100.0, memory_mb=2048.0, ephemeral_mb=40_000.0)


def _edge() -> Workload:
    return Workload(amount=1e7, duration_s=0.01, memory_mb=128.0, storage_gb=9000.0, data_out_gb=90_000.0)


def _own() -> Workload:
    return Workload(kind="always_on", amount=5000.0, memory_mb=8192.0, vcpu=4.0, on_premises=True)


def _modes() -> list[dict[str, str]]:
    return [
        {
            "ecs_mode": "managed",
            "eks_mode": "auto",
            "beanstalk_mode": "cluster",
            "lambda_mode": "managed",
            "batch_mode": "managed",
        },
        {"ecs_mode": "fargate", "eks_mode": "fargate", "lambda_mode": "edge", "lightsail_mode": "containers"},
        {"commitment": "sp_1y", "lightsail_mode": "instances", "outposts_contract": 300_000.0},
        {},
    ]


def test_names_of_fields_kinds_and_services_exist() -> None:
    keys = _catalogue("es", "cost").keys()
    for name in (
        *NUMERIC_FIELDS,
        *Options.__struct_fields__,
        "kind",
        "arch",
        "os",
        "public",
        "free_tier",
        "on_premises",
    ):
        assert f"cost.field.{name}" in keys
    assert {f"cost.service.{name}" for name in SERVICES} | {f"cost.kind.{name}" for name in KINDS} <= keys


def test_every_price_has_a_label_in_both_languages_and_a_source() -> None:
    labels = json.loads(assets.read_text("content/price_labels.json"))
    sources = {source["id"] for source in json.loads(assets.read_text("content/sources.json"))}
    for region in regions():
        book = load_price_book(region)
        for price_id in book.ids():
            price = book.price(price_id)
            assert all(labels[price_id]["label"][language] for language in LANGUAGES)
            assert labels[price_id]["unit"] == price.unit
            assert price.source in sources and price.as_of and price.unit, price_id
        for row in range(0, len(book.ec2), 97):
            assert book.ec2.price(row, "linux").source in sources


def test_every_fact_the_engine_asks_for_is_stated() -> None:
    """Facts that bills hold work against: a missing one would be a warning instead of a check."""
    for example in load_examples():
        for found in estimate_all(example.workload, load_price_book("us-east-1")):
            assert not any(warning.key == "cost.warning.limit_unknown" for warning in found.warnings)
    facts = {
        fact["id"]
        for service in SERVICES
        for fact in json.loads(assets.read_text(f"content/services/{service}/facts.json"))
    }
    refused = {"lambda.gpu", "lambda.windows", "fargate.gpu", "fargate.arm64", "eks.windows", "lightsail.gpu"}
    refused |= {"lightsail.arm64", "batch.execution_model", "outposts.pricing_model", "beanstalk.load_balancing"}
    refused |= {
        f"{name}.{fact}" for name in SERVICES if name != "ecr" for fact in ("max_memory", "hardware_owner")
    }
    refused |= {"ecs.hybrid", "outposts.minimum_order"}
    assert refused <= facts
    assert load_limits().value("lambda.max_duration") == 900.0


def test_examples_are_valid_and_named_in_both_languages() -> None:
    ids = [example.id for example in load_examples()]
    assert len(ids) == len(set(ids)) == 12
    for example in load_examples():
        example.workload.validate()
        assert all(example.name[language] and example.lesson[language] for language in LANGUAGES)


def test_every_region_prices_every_example_completely() -> None:
    for region in regions():
        book = load_price_book(region)
        for example in load_examples():
            for found in estimate_all(example.workload, book):
                assert found.complete, (region, example.id, found.service)
                if found.feasible and found.service not in ("ecr",):
                    assert found.sizing is not None
