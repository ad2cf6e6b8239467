"""Steps are deltas: what they show, hide, count and caption lasts; what they highlight and let flow does not."""

from __future__ import annotations

from models.diagrams.schema import Count
from models.diagrams.steps import presence, states
from tests.models.diagrams.samples import both, diagram, edge, group, node, step


def test_what_a_step_shows_first_was_hidden_before() -> None:
    found = states(diagram([node("a", 0, 0), node("b", 1, 0)], steps=[step(), step(show=["b"]), step()]))
    assert ["b" in state.visible for state in found] == [False, True, True]


def test_what_is_hidden_first_was_shown_before_and_can_return() -> None:
    found = states(diagram([node("a", 0, 0), node("b", 1, 0)], steps=[step(), step(hide=["b"]), step(show=["b"])]))
    assert ["b" in state.visible for state in found] == [True, False, True]


def test_an_edge_shows_while_both_ends_do() -> None:
    sample = diagram([node("a", 0, 0), node("b", 1, 0)], edges=[edge("a", "b")], steps=[step(), step(show=["b"])])
    assert ["a_b" in state.visible for state in states(sample)] == [False, True]


def test_hiding_a_group_hides_all_it_holds_at_any_depth() -> None:
    sample = diagram(
        [node("a", 0, 0), node("b", 1, 0)],
        groups=[group("inner", "a"), group("outer", "inner")],
        steps=[step(), step(hide=["outer"])],
    )
    assert states(sample)[1].visible == {"b"}


def test_a_group_without_a_visible_member_is_not_drawn() -> None:
    sample = diagram(
        [node("a", 0, 0), node("b", 1, 0)], groups=[group("g", "a")], steps=[step(), step(hide=["a"])]
    )
    assert "g" in states(sample)[0].visible
    assert "g" not in states(sample)[1].visible


def test_counts_and_captions_last_until_changed_highlight_and_flow_do_not() -> None:
    sample = diagram(
        [node("a", 0, 0, units=4), node("b", 1, 0)],
        edges=[edge("a", "b")],
        steps=[
            step(counts={"a": {"on": 3}}, captions={"a": both("busy")}, highlight=["a"], flow=["a_b"]),
            step(),
            step(counts={"a": {"on": 1, "bad": 1}}),
        ],
    )
    first, second, third = states(sample)
    assert (first.counts["a"], second.counts["a"], third.counts["a"]) == (
        Count(on=3),
        Count(on=3),
        Count(on=1, bad=1),
    )
    assert second.captions["a"] == both("busy")
    assert first.active == {"a", "a_b"}
    assert first.flow == ("a_b",)
    assert (second.active, second.flow) == (frozenset(), ())


def test_what_is_hidden_is_not_active() -> None:
    sample = diagram([node("a", 0, 0), node("b", 1, 0)], steps=[step(hide=["a"], highlight=["a", "b"])])
    assert states(sample)[0].active == {"b"}


def test_presence_names_every_step_of_every_item() -> None:
    sample = diagram([node("a", 0, 0), node("b", 1, 0)], edges=[edge("a", "b")], steps=[step(), step(hide=["b"])])
    assert presence(sample) == {"a": {0, 1}, "b": {0}, "a_b": {0}}
