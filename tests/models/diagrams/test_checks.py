"""The real diagrams are clean, and every check can fail."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import msgspec
import pytest

from models.content.catalog import Catalog
from models.cost.price_book import load_price_book
from models.diagrams.checks import check_diagrams, check_plan
from models.diagrams.geometry import Rect
from models.diagrams.labels import LabelSpot
from models.diagrams.layout import GroupBox
from models.diagrams.loader import diagram_ids, load
from models.diagrams.plan import Plan, make_plan
from models.diagrams.routing import line
from models.diagrams.words import catalog_words
from models.texts import LANGUAGES
from tests.models.diagrams.samples import both, diagram, edge, group, node

WANTED = {
    "vm_vs_containers",
    "who_manages",
    "container_scaling",
    "code_to_container",
    "photo_resize",
    "beanstalk_app",
    "batch_jobs",
    "lightsail_site",
    "outposts_site",
}


def test_the_agreed_diagrams_are_there() -> None:
    assert set(diagram_ids()) >= WANTED


def test_the_real_content_has_no_problem() -> None:
    assert [str(problem) for problem in check_diagrams()] == []


@pytest.mark.parametrize("diagram_id", diagram_ids())
def test_every_word_is_resolved_in_both_languages_at_every_step(diagram_id: str) -> None:
    book = load_price_book("us-east-1")
    words = catalog_words(Catalog(), lambda: book)
    plan = make_plan(load(diagram_id), words=words)
    for language in LANGUAGES:
        shown = [words.text(text, language) for step in plan.diagram.steps for text in (step.title, step.text)]
        for step in range(len(plan.states)):
            frame = plan.frame(language, step)
            shown += [line for item in frame.nodes for text in item.texts for line in text.lines]
            shown += [item.title.lines[0] for item in frame.groups]
            shown += [item.label.lines[0] for item in frame.edges if item.label]
        assert not [text for text in shown if "⟦" in text or "{" in text]


@pytest.mark.parametrize("diagram_id", diagram_ids())
def test_geometry_is_the_same_in_every_language_and_step(diagram_id: str) -> None:
    plan = make_plan(load(diagram_id))
    frames = [plan.frame(language, step) for language in LANGUAGES for step in range(len(plan.states))]
    first = frames[0]
    for frame in frames:
        assert [item.rect for item in frame.nodes] == [item.rect for item in first.nodes]
        assert [item.rect for item in frame.groups] == [item.rect for item in first.groups]
        assert [item.route for item in frame.edges] == [item.route for item in first.edges]


def sample() -> Plan:
    """A clean plan with a group, a labelled arrow and a box of its own."""
    return make_plan(
        diagram(
            [node("a", 0, 0), node("b", 1, 0), node("c", 2, 1, units=2)],
            groups=[group("g", "b")],
            edges=[edge("a", "b", label=both("goes")), edge("b", "c")],
            gap=[80, 60],
        )
    )


def test_the_sample_is_clean() -> None:
    assert check_plan(sample()) == []


def moved(plan: Plan, item: str, rect: Rect) -> Plan:
    """The plan with a node's box somewhere else."""
    boxes = dict(plan.layout.boxes) | {item: rect}
    return with_layout(plan, boxes=MappingProxyType(boxes))


def with_layout(plan: Plan, **changes: object) -> Plan:
    return msgspec.structs.replace(plan, layout=msgspec.structs.replace(plan.layout, **changes))


def framed(plan: Plan, change: Callable[[GroupBox], GroupBox]) -> Plan:
    return with_layout(plan, groups={"g": change(plan.layout.groups["g"])})


def labelled(plan: Plan, rect: Rect) -> Plan:
    return msgspec.structs.replace(plan, spots={"a_b": LabelSpot(rect, "center")})


def routed(plan: Plan, name: str, *points: tuple[float, float]) -> Plan:
    return msgspec.structs.replace(plan, routes=dict(plan.routes) | {name: line(points)})


def test_a_box_over_another_is_found() -> None:
    plan = sample()
    assert "lies over node" in str(check_plan(moved(plan, "a", plan.layout.boxes["c"])))


def test_words_too_long_for_their_box_are_found() -> None:
    plan = sample()
    box = plan.layout.boxes["c"]
    assert "do not fit" in str(check_plan(moved(plan, "c", msgspec.structs.replace(box, w=6.0))))


def test_units_outside_their_box_are_found() -> None:
    plan = sample()
    box = plan.layout.boxes["c"]
    assert "units of node 'c'" in str(check_plan(moved(plan, "c", msgspec.structs.replace(box, w=40.0))))


def test_a_node_outside_its_group_is_found() -> None:
    plan = sample()
    far = msgspec.structs.replace(plan.layout.boxes["b"], y=plan.layout.boxes["b"].y + 40)
    assert "leaves its group 'g'" in str(check_plan(moved(plan, "b", far)))


def test_a_stranger_in_a_group_is_found() -> None:
    plan = sample()
    assert "which does not hold it" in str(
        check_plan(framed(plan, lambda g: GroupBox(Rect(0, 0, 9999, 9999), g.title)))
    )


def test_a_title_outside_its_frame_is_found() -> None:
    plan = sample()
    gone = Rect(0, 0, 200, 18)
    assert "title of group 'g' does not fit" in str(check_plan(framed(plan, lambda g: GroupBox(g.rect, gone))))


def test_anything_outside_the_canvas_is_found() -> None:
    assert "leaves the canvas" in str(check_plan(with_layout(sample(), size=(200.0, 100.0))))


def test_an_arrow_through_a_box_is_found() -> None:
    plan = sample()
    b, c = plan.layout.boxes["b"], plan.layout.boxes["c"]
    assert "runs through node 'c'" in str(
        check_plan(routed(plan, "b_c", (b.right, b.cy), (c.cx, c.cy), (c.right, c.y)))
    )


def test_an_arrow_through_a_strange_group_is_found() -> None:
    plan = sample()
    g = plan.layout.groups["g"].rect
    crossing = routed(plan, "a_b", (g.x - 5, g.bottom - 4), (g.right + 5, g.bottom - 4))
    stranger = msgspec.structs.replace(crossing.diagram, edges=(crossing.diagram.edges[0],), groups=())
    assert "runs through" not in str(check_plan(msgspec.structs.replace(crossing, diagram=stranger)))
    other = msgspec.structs.replace(plan.diagram.edges[1], source="a", id="b_c")
    edges = (plan.diagram.edges[0], other)
    changed = msgspec.structs.replace(plan, diagram=msgspec.structs.replace(plan.diagram, edges=edges))
    through = routed(changed, "b_c", (g.x - 5, g.bottom - 4), (g.right + 5, g.bottom - 4))
    assert "runs through group 'g'" in str(check_plan(through))


def test_arrows_that_share_an_end_are_found() -> None:
    plan = sample()
    start = plan.routes["a_b"].points[-1]
    assert "share an end" in str(check_plan(routed(plan, "b_c", start, (start[0], start[1] + 300))))


def test_an_arrow_over_a_title_is_found() -> None:
    plan = sample()
    title = plan.layout.groups["g"].title
    over = routed(plan, "b_c", (title.x, title.cy), (title.right, title.cy))
    assert "over the title" in str(check_plan(over))


@pytest.mark.parametrize("target", ["node", "edge", "frame"])
def test_a_label_over_something_is_found(target: str) -> None:
    plan = sample()
    a, g = plan.layout.boxes["a"], plan.layout.groups["g"].rect
    start = plan.routes["a_b"].points[0]
    places = {"node": (a.x, a.y), "edge": (start[0] + 4, start[1] - 9), "frame": (g.x - 20, g.bottom - 20)}
    spot = plan.spots["a_b"].rect
    x, y = places[target]
    assert f"lies over {'the frame' if target == 'frame' else target}" in str(
        check_plan(labelled(plan, Rect(x, y, spot.w, spot.h)))
    )


def test_labels_over_each_other_are_found() -> None:
    plan = make_plan(
        diagram(
            [node("a", 0, 0), node("b", 1, 0), node("c", 1, 1)],
            edges=[edge("a", "b", label=both("one")), edge("a", "c", label=both("two"))],
            gap=[120, 60],
        )
    )
    spot = plan.spots["a_b"]
    both_there = msgspec.structs.replace(plan, spots={"a_b": spot, "a_c": spot})
    assert "lies over the label of edge" in str(check_plan(both_there))
