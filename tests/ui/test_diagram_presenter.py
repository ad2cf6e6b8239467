"""What the Diagrams tab says and does, without a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.content.catalog import Catalog
from models.cost.price_book import load_price_book
from models.diagrams.metrics import estimate
from models.state.app_state import AppState, Place
from models.texts import LANGUAGES, Texts
from ui.presenters.diagrams import LEAST_MS, DiagramsPresenter


def make(state: AppState) -> DiagramsPresenter:
    return DiagramsPresenter(
        state, Catalog(), Texts(state.language), estimate, lambda: load_price_book(state.region)
    )


def test_list_is_in_order_and_counts_steps() -> None:
    entries = make(AppState()).entries()
    assert entries[0].id == "vm_vs_containers"
    assert entries[0].steps == "6 pasos"
    assert len({entry.title for entry in entries}) == len(entries) >= 8


def test_choosing_starts_at_the_first_step_and_goes_there() -> None:
    state = AppState()
    state.diagram_step = 3
    presenter = make(state)
    assert presenter.choose("batch_jobs")
    assert (state.diagram, state.diagram_step, state.place) == ("batch_jobs", 0, Place("diagrams", "batch_jobs"))


def test_choosing_the_shown_diagram_keeps_its_step() -> None:
    state = AppState()
    state.diagram_step = 3
    make(state).choose(state.diagram)
    assert state.diagram_step == 3


def test_an_unknown_diagram_changes_nothing() -> None:
    state = AppState()
    presenter = make(state)
    presenter.adopt("mona_lisa")
    assert not presenter.choose("mona_lisa")
    assert state.diagram == "code_to_container"


def test_a_remembered_diagram_or_step_that_is_gone_falls_back() -> None:
    state = AppState()
    state.diagram, state.diagram_step = "gone", 40
    presenter = make(state)
    assert (state.diagram, state.diagram_step) == ("vm_vs_containers", 0)
    state.diagram = "photo_resize"
    state.diagram_step = 40
    assert make(state).step == presenter.last


@pytest.mark.parametrize(("step", "reached", "changed"), [(-3, 0, False), (2, 2, True), (99, 5, True)])
def test_steps_stay_inside(step: int, reached: int, changed: bool) -> None:
    presenter = make(AppState())
    assert presenter.go_to(step) is changed
    assert presenter.step == reached


@pytest.mark.parametrize("language", LANGUAGES)
def test_step_view_speaks_the_language(language: str) -> None:
    state = AppState()
    state.language, state.diagram_step = language, 3
    view = make(state).step_view()
    assert view is not None
    assert (view.number, view.total, len(view.names)) == (4, 6, 6)
    assert (
        view.heading == {"es": "4 de 6 · Fargate: sin servidores", "en": "4 of 6 · Fargate: no servers"}[language]
    )
    assert "35 s" in view.sentence.replace("\u00a0", " ")


def test_longer_sentences_stay_longer() -> None:
    presenter = make(AppState())
    times = []
    for step in range(presenter.last + 1):
        presenter.go_to(step)
        view = presenter.step_view()
        assert view is not None
        times.append((len(view.sentence), presenter.reading_time()))
    assert min(time for _, time in times) >= LEAST_MS
    assert sorted(times) == sorted(times, key=lambda pair: pair[1])


def test_plans_are_made_once_per_region() -> None:
    state = AppState()
    presenter = make(state)
    first = presenter.plan()
    assert presenter.plan() is first
    state.region = "sa-east-1"
    second = presenter.plan()
    assert second is not first
    frame = presenter.frame()
    assert frame is not None
    assert any("sa-east-1" in group.title.lines[0] for group in frame.groups)


def test_the_walk_visits_what_can_be_seen_in_order() -> None:
    state = AppState()
    state.diagram = "beanstalk_app"
    presenter = make(state)
    assert "ec2" not in presenter.walk()
    presenter.go_to(1)
    assert presenter.walk().index("beanstalk") < presenter.walk().index("ec2")


def test_a_part_tells_its_units_group_and_connections_with_direction() -> None:
    state = AppState()
    state.language, state.diagram, state.diagram_step = "en", "container_scaling", 4
    presenter = make(state)
    assert presenter.part("a2") == (
        "EC2, server 2. 0 running out of 3. 1 failed. Inside Availability Zone A. No connections."
    )
    assert (
        presenter.part("metric") == "Metric, CPU 55 %. Comes from Cluster: measures. Leads to ECS or EKS: alerts."
    )
    assert presenter.part("nobody") == ""


def test_a_part_opens_its_page_if_it_has_one() -> None:
    presenter = make(AppState())
    assert presenter.page_of("fargate") == "fargate"
    assert presenter.page_of("machine") == ""


def test_a_damaged_file_is_left_out_and_told(broken_tree: Path) -> None:
    (broken_tree / "content/diagrams/photo_resize.json").write_text("{", encoding="utf-8")
    presenter = make(AppState())
    assert "photo_resize" not in [entry.id for entry in presenter.entries()]
    assert [problem.file for problem in presenter.problems] == ["content/diagrams/photo_resize.json"]


def test_with_no_readable_diagram_nothing_breaks(broken_tree: Path) -> None:
    for file in (broken_tree / "content/diagrams").glob("*.json"):
        file.write_text("{", encoding="utf-8")
    presenter = make(AppState())
    assert (presenter.entries(), presenter.diagram, presenter.frame(), presenter.step_view()) == (
        (),
        None,
        None,
        None,
    )
    assert (presenter.title(), presenter.description(), presenter.walk(), presenter.part("a")) == ("", "", (), "")
