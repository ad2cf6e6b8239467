"""The state all views share: one emission per real change, history, two to four services compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cost.options import Options
from models.cost.workload import Workload
from models.duration.options import DurationOptions
from models.scenario.scenario import Scenario
from models.state.app_state import HISTORY_LIMIT, MAX_COMPARED, MIN_COMPARED, AppState, Place
from models.state.currency import Currency
from tests.support import SERVICES

CHANGES = {
    "language": "en",
    "theme": "dark",
    "text_scale": 1.5,
    "reduced_motion": True,
    "region": "eu-west-1",
    "place": Place("compare"),
    "compared": ("ecs", "eks"),
    "workload": Workload(),
    "options": Options(spot=True),
    "example": "blog",
    "ranges": {"amount": (1.0, 9.0)},
    "currency": Currency("PEN", 3.75),
    "quotas": DurationOptions(ec2_vcpu=64.0),
    "recent": ("fleet.json",),
    "pinned": Scenario(name="before"),
    "diagram": "photo_resize",
    "diagram_step": 3,
}


def test_every_field_is_tried() -> None:
    signals = {name.removesuffix("_changed") for name in vars(AppState) if name.endswith("_changed")}
    assert signals == set(CHANGES)


@pytest.mark.parametrize("field", CHANGES)
def test_a_field_speaks_once_and_only_when_it_changes(field: str) -> None:
    state, heard = AppState(), list[object]()
    getattr(state, f"{field}_changed").connect(heard.append)
    setattr(state, field, getattr(state, field))
    assert heard == []
    setattr(state, field, CHANGES[field])
    setattr(state, field, CHANGES[field])
    assert heard == [CHANGES[field]]
    assert getattr(state, field) == CHANGES[field]


@pytest.mark.parametrize("field", CHANGES)
def test_a_change_of_one_field_is_silent_for_the_others(field: str) -> None:
    state, heard = AppState(), list[object]()
    for other in CHANGES.keys() - {field}:
        getattr(state, f"{other}_changed").connect(heard.append)
    setattr(state, field, CHANGES[field])
    assert heard == []


def test_a_listener_sees_the_new_value_already_in_place() -> None:
    state, seen = AppState(), list[str]()
    state.language_changed.connect(lambda _: seen.append(state.language))
    state.language = "en"
    assert seen == ["en"]


def test_two_states_are_strangers() -> None:
    one, other = AppState(), AppState()
    one.language = "en"
    one.go(Place("compare"))
    assert other.language == "es" and not other.can_go_back


def test_back_and_forward() -> None:
    state = AppState()
    first, second, third = state.place, Place("compare"), Place("services", "ec2")
    state.go(second)
    state.go(third)
    assert state.back() and state.place == second
    assert state.back() and state.place == first
    assert not state.back() and state.place == first
    assert state.forward() and state.place == second
    assert state.can_go_back and state.can_go_forward


def test_a_new_step_forgets_what_was_ahead() -> None:
    state = AppState()
    state.go(Place("compare"))
    state.back()
    state.go(Place("calculator"))
    assert not state.can_go_forward and not state.forward()


def test_going_where_we_are_is_no_step() -> None:
    state = AppState()
    state.go(state.place)
    assert not state.can_go_back


places = st.builds(
    Place, st.sampled_from(["services", "compare", "diagrams"]), st.sampled_from(["", "ec2", "eks"])
)


@given(st.lists(places, max_size=30))
def test_going_all_the_way_back_returns_to_the_start(visited: list[Place]) -> None:
    state = AppState()
    start = state.place
    for place in visited:
        state.go(place)
    end = state.place
    while state.back():
        pass
    assert state.place == start
    while state.forward():
        pass
    assert state.place == end


def test_history_does_not_grow_for_ever() -> None:
    state = AppState()
    for number in range(HISTORY_LIMIT + 50):
        state.go(Place("services", str(number)))
    steps = 0
    while state.back():
        steps += 1
    assert steps == HISTORY_LIMIT


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(SERVICES)), max_size=40))
def test_two_to_four_different_services_are_compared_whatever_is_clicked(clicks: list[tuple[bool, str]]) -> None:
    state = AppState()
    for toggle, service in clicks:
        before = state.compared
        if toggle:
            accepted = state.toggle_compared(service)
            assert accepted == (state.compared != before)
        else:
            state.compare_with(service)
            assert service in state.compared
        assert MIN_COMPARED <= len(state.compared) <= MAX_COMPARED
        assert len(set(state.compared)) == len(state.compared)


def test_a_fifth_service_pushes_out_the_oldest() -> None:
    state = AppState()
    state.compared = ("lambda", "ec2", "ecs", "eks")
    state.compare_with("batch")
    assert state.compared == ("ec2", "ecs", "eks", "batch")
    assert not state.toggle_compared("lambda")
