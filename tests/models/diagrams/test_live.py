"""Figures of the current workload in diagrams: what they say, and that the layout has room for all of them."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import msgspec
import pytest

from models.content.catalog import Catalog
from models.cost.engine import SERVICES
from models.cost.examples import load_examples
from models.cost.options import Options
from models.cost.price_book import load_price_book
from models.cost.workload import Workload
from models.diagrams.checks import check_diagrams, check_plan
from models.diagrams.live import PENDING, LiveWords, short_count, short_money, short_span
from models.diagrams.loader import diagram_ids, load
from models.diagrams.metrics import estimate as measure
from models.diagrams.plan import Plan, make_plan
from models.diagrams.schema import Count, Diagram
from models.diagrams.words import catalog_words, live_references
from models.figures import Figures
from models.state.app_state import AppState
from models.texts import LANGUAGES, Texts
from tests.models.diagrams.samples import both, diagram, node, step

EXTREMES = {
    "tiny": Workload(amount=0.001, duration_s=1e-6, memory_mb=1.0),
    "huge requests": Workload(amount=1e13, duration_s=900.0, memory_mb=10_240.0),
    "huge jobs": Workload(kind="jobs", amount=1e12, duration_s=3e7, memory_mb=1e6),
    "many units": Workload(kind="always_on", amount=888_888.0, memory_mb=30_000.0),
    "millions": Workload(amount=8.888e9, duration_s=8.88, memory_mb=4096.0),
    "windows with gpu": Workload(kind="jobs", amount=88.0, duration_s=88_888.0, os="windows", gpu=1.0),
    "at home": Workload(kind="always_on", amount=88.0, on_premises=True),
}


@cache
def planned(diagram_id: str) -> tuple[Plan, AppState]:
    """A diagram laid out once, before any workload is known, with the state its words follow."""
    state = AppState()
    figures = Figures(state, lambda: load_price_book(state.region))
    figures.load()
    words = catalog_words(Catalog(), lambda: load_price_book("us-east-1"), "us-east-1", figures)
    return make_plan(load(diagram_id), words=words), state


@pytest.mark.parametrize("diagram_id", diagram_ids())
def test_every_figure_fits_its_box_at_every_step_whatever_the_workload(diagram_id: str) -> None:
    plan, state = planned(diagram_id)
    for workload in (*EXTREMES.values(), *(one.workload for one in load_examples())):
        state.workload = workload
        assert check_plan(plan) == []


@pytest.mark.parametrize("diagram_id", diagram_ids())
def test_the_layout_is_that_of_no_workload(diagram_id: str) -> None:
    plan, state = planned(diagram_id)
    state.workload = EXTREMES["millions"]
    assert make_plan(load(diagram_id), words=plan.words).layout == plan.layout


def every_reference() -> list[str]:
    return sorted({name for diagram_id in diagram_ids() for name in live_references(load(diagram_id))})


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_form_is_wider_than_the_longest(language: str) -> None:
    state = AppState()
    figures = Figures(state, lambda: load_price_book(state.region))
    figures.load()
    live = LiveWords(figures)
    for workload in (*EXTREMES.values(), *(one.workload for one in load_examples())):
        state.workload = workload
        for reference in every_reference():
            said = live.text(reference, language)
            room = max(measure(form, "caption") for form in live.longest(reference, language))
            assert measure(said, "caption") <= room, (reference, said)
            assert "⟦" not in said


def test_what_a_label_says_follows_workload_region_and_options() -> None:
    state = AppState()
    figures = Figures(state, lambda: load_price_book(state.region))
    live = LiveWords(figures)
    figures.load()
    state.workload = load_examples()[0].workload
    first = live.text("estimate:lambda.total", "es")
    assert first == "0,17\u00a0USD"
    assert live.text("estimate:lambda.month", "en") == "0.17\u00a0USD a month"
    assert live.text("workload:amount", "es") == "300\u00a0000\u00a0peticiones"
    assert live.text("workload:duration", "en") == "1.2\u00a0s"
    assert live.text("sizing:lambda.rented", "es") == "2\u00a0entornos"
    assert live.text("estimate:cheapest.name", "es") == "Lambda"
    assert live.text("estimate:outposts.month", "es") == "no\u00a0comparable"
    assert live.text("estimate:batch.month", "en") == "does\u00a0not\u00a0fit"
    state.workload = msgspec.structs.replace(state.workload, amount=3_000_000.0)
    assert live.text("estimate:lambda.total", "es") != first
    fargate = [live.text("estimate:fargate.total", "es")]
    state.options = Options(spot=True)
    fargate.append(live.text("estimate:fargate.total", "es"))
    state.region = "sa-east-1"
    fargate.append(live.text("estimate:fargate.total", "es"))
    assert len(set(fargate)) == 3


def test_before_the_engine_is_there_a_label_waits() -> None:
    live = LiveWords(None)
    assert live.text("estimate:lambda.total", "es") == PENDING
    assert live.number("sizing:lambda.units") is None


def test_a_count_follows_the_workload_within_its_places() -> None:
    plan, state = planned("photo_resize")
    counted = Count(on=6, live="sizing:lambda.units")
    state.workload = load_examples()[0].workload
    assert plan.words.count(counted, 6).on == 2
    state.workload = EXTREMES["millions"]
    assert plan.words.count(counted, 6).on == 6
    state.workload = EXTREMES["at home"]  # does not fit: the example of the file stands
    assert plan.words.count(counted, 6).on == 6
    state.workload = EXTREMES["tiny"]
    assert plan.words.count(Count(on=3, new=2, live="sizing:lambda.units"), 6).on == 1


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0.00 USD"),
        (999_999.99, "999,999.99 USD"),
        (1_234_567.0, "1.23 M USD"),
        (9_998_765_432.0, "9,999 M USD"),
        (1e15, "> 9,999 M USD"),
    ],
)
def test_money_is_to_the_cent_up_to_a_million(value: float, said: str) -> None:
    assert short_money(value, Texts("en")).replace("\u00a0", " ") == said


def test_counts_and_times_are_short() -> None:
    assert [short_count(value, "en") for value in (0.00123, 7.0, 888_888.0, 3e6)] == [
        "0.00123", "7", "888,888", "3\u00a0M",
    ]  # fmt: skip
    assert short_span(0.0, Texts("en")) == "1\u00a0ms"
    assert short_span(9_000.0, Texts("en")) == "2\u00a0h\u00a030\u00a0min"
    assert short_span(1e12, Texts("es")) == ">\u00a09\u00a0999\u00a0días"


FAULTS = {
    "{estimate:mainframe.total}": "no figure 'estimate:mainframe.total'",
    "{estimate:lambda.lunch}": "no figure 'estimate:lambda.lunch'",
    "{workload:weather}": "no figure 'workload:weather'",
    "{duration:ecr.lot}": "no figure 'duration:ecr.lot'",
    "{estimated:lambda.total}": "unknown reference '{estimated:lambda.total}'",
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_wrong_reference_is_named_with_file_and_place(broken_tree: Path, text: str) -> None:
    file = "content/diagrams/photo_resize.json"
    path = broken_tree / file
    record = json.loads(path.read_text(encoding="utf-8"))
    record["steps"][1]["text"] = both(text)
    path.write_text(json.dumps(record), encoding="utf-8")
    found = [problem for problem in check_diagrams() if FAULTS[text] in problem.problem]
    assert [(problem.file, problem.place) for problem in found] == [(file, "$.steps[1].text")]


def test_a_wrong_count_is_named_with_its_place(broken_tree: Path) -> None:
    path = broken_tree / "content/diagrams/photo_resize.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["steps"][4]["counts"]["lambda"]["live"] = "sizing:toaster.units"
    path.write_text(json.dumps(record), encoding="utf-8")
    found = "\n".join(map(str, check_diagrams()))
    assert re.search(r"\$\.steps\[4\]\.counts\.lambda\.live.*sizing:toaster\.units", found)


def test_edge_labels_and_group_titles_keep_room_too() -> None:
    sample = diagram(
        [node("a", 0, 0), node("b", 1, 0)],
        edges=[{"id": "e", "from": "a", "to": "b", "label": both("{estimate:lambda.total}")}],
        groups=[{"id": "g", "label": both("{duration:batch.lot}"), "style": "cloud", "members": ["b"]}],
        steps=[step()] * 4,
    )
    state = AppState()
    figures = Figures(state, lambda: load_price_book(state.region))
    figures.load()
    plan = make_plan(sample, words=catalog_words(Catalog(), None, "us-east-1", figures))
    for workload in EXTREMES.values():
        state.workload = workload
        assert check_plan(plan) == []


def test_most_diagrams_teach_with_the_current_workload() -> None:
    living = [diagram_id for diagram_id in diagram_ids() if live_references(load(diagram_id))]
    assert len(living) >= 8
    for service in ("lambda", "ecs", "fargate", "batch", "lightsail", "ec2", "beanstalk", "outposts"):
        assert service in SERVICES
        assert any(name.startswith(f"estimate:{service}.") for name in every_reference())
    assert isinstance(load(living[0]), Diagram)
