"""Arrows: straight where they can be, curved where that is free, around boxes otherwise; labels beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.diagrams.geometry import Rect, along, length, polyline_hits, segment_hits
from models.diagrams.labels import candidates
from models.diagrams.plan import Plan, make_plan
from models.diagrams.routing import cross_of
from models.diagrams.schema import Diagram
from tests.models.diagrams.samples import both, diagram, edge, group, node, step

PLACES = st.floats(-50, 50, allow_nan=False)


def plan_of(sample: Diagram) -> Plan:
    return make_plan(sample)


def test_neighbours_in_a_row_are_joined_by_one_straight_line() -> None:
    points = plan_of(diagram([node("a", 0, 0), node("b", 1, 0)], edges=[edge("a", "b")])).routes["a_b"].points
    assert len(points) == 2
    assert points[0][1] == points[1][1]


def test_the_long_side_of_a_group_takes_each_arrow_level() -> None:
    nodes = [node("p", 0, 0), node("q", 0, 1), node("b", 1, 0), node("c", 1, 1)]
    sample = diagram(nodes, groups=[group("g", "p", "q")], edges=[edge("b", "g"), edge("c", "g")])
    assert [len(route.points) for route in plan_of(sample).routes.values()] == [2, 2]


def test_a_diagonal_is_a_curve_that_starts_and_ends_on_the_boxes() -> None:
    plan = plan_of(diagram([node("a", 0, 0), node("b", 1, 1)], edges=[edge("a", "b")]))
    route, boxes = plan.routes["a_b"], plan.layout.boxes
    assert len(route.pieces) == 1
    assert route.points[0][0] == boxes["a"].right
    assert route.points[-1][0] == boxes["b"].x


def test_a_box_in_the_way_is_walked_around() -> None:
    plan = plan_of(diagram([node("a", 0, 0), node("x", 1, 0), node("b", 2, 0)], edges=[edge("a", "b")]))
    route = plan.routes["a_b"]
    assert len(route.pieces) > 1
    assert not polyline_hits(route.points, plan.layout.boxes["x"])


def test_what_is_never_seen_together_is_no_obstacle() -> None:
    sample = diagram(
        [node("a", 0, 0), node("x", 1, 0), node("b", 2, 0)],
        edges=[edge("a", "b")],
        steps=[step(hide=["x"]), step(show=["x"], hide=["a_b"])],
    )
    assert len(plan_of(sample).routes["a_b"].points) == 2


def test_arrows_on_one_side_keep_apart_and_do_not_cross() -> None:
    nodes = [node("a", 0, 1), node("up", 1, 0), node("down", 1, 2)]
    plan = plan_of(diagram(nodes, edges=[edge("a", "down"), edge("a", "up")]))
    starts = {name: route.points[0][1] for name, route in plan.routes.items()}
    assert starts["a_up"] < starts["a_down"] - 10


def test_arrows_never_seen_together_share_their_ends_others_do_not() -> None:
    twin = edge("a", "b") | {"id": "twin", "style": "broken"}
    nodes = [node("a", 0, 0), node("b", 1, 0)]
    turns = [step(), step(show=["twin"], hide=["a_b"])]
    apart = plan_of(diagram(nodes, edges=[edge("a", "b"), twin])).routes
    shared = plan_of(diagram(nodes, edges=[edge("a", "b"), twin], steps=turns)).routes
    assert shared["twin"].points == shared["a_b"].points
    assert abs(apart["twin"].points[0][1] - apart["a_b"].points[0][1]) > 10


def test_the_label_of_a_broken_arrow_keeps_off_its_cross() -> None:
    sample = diagram(
        [node("a", 0, 0), node("b", 1, 0)], edges=[edge("a", "b", label=both("down"), style="broken")]
    )
    plan = plan_of(sample)
    assert not plan.spots["a_b"].rect.overlaps(cross_of(plan.routes["a_b"]))


def test_a_given_port_is_kept() -> None:
    sample = diagram([node("a", 0, 0), node("b", 1, 1)], edges=[edge("a", "b", ports=["bottom", "left"])])
    plan = plan_of(sample)
    assert plan.routes["a_b"].points[0] == (plan.layout.boxes["a"].cx, plan.layout.boxes["a"].bottom)


def test_a_detour_stays_inside_the_group_around_both_ends() -> None:
    sample = diagram(
        [node("a", 0, 0), node("x", 1, 0), node("b", 2, 0), node("far", 3, 0)],
        groups=[group("g", "a", "x", "b")],
        edges=[edge("a", "b", ports=["bottom", "bottom"], route="elbow")],
    )
    plan = plan_of(sample)
    frame = plan.layout.groups["g"].rect
    assert all(frame.holds(point) for point in plan.routes["a_b"].points)


@given(ax=PLACES, ay=PLACES, bx=PLACES, by=PLACES)
def test_segment_test_agrees_with_sampling(ax: float, ay: float, bx: float, by: float) -> None:
    rect = Rect(-10, -10, 20, 20)
    inside = any(rect.grown(-0.01).holds((ax + (bx - ax) * i / 400, ay + (by - ay) * i / 400)) for i in range(401))
    assert not inside or segment_hits((ax, ay), (bx, by), rect)


def test_a_segment_along_the_border_does_not_enter() -> None:
    assert not segment_hits((0, 0), (10, 0), Rect(0, 0, 10, 10))
    assert not segment_hits((-5, 5), (0, 5), Rect(0, 0, 10, 10))
    assert segment_hits((-5, 5), (1, 5), Rect(0, 0, 10, 10))


@pytest.mark.parametrize(("part", "point"), [(0, (0, 0)), (0.25, (5, 0)), (0.5, (10, 0)), (1, (10, 10))])
def test_along_measures_by_length(part: float, point: tuple[float, float]) -> None:
    path = ((0, 0), (10, 0), (10, 10))
    assert length(path) == 20
    assert along(path, part)[0] == pytest.approx(point)


def test_labels_prefer_the_middle_above_a_level_line() -> None:
    spots = sorted(candidates(((0, 0), (200, 0)), (40, 18)), key=lambda found: found[0])
    best = spots[0][1]
    assert best.rect.cx == pytest.approx(100)
    assert best.rect.bottom < 0


def test_labels_keep_off_boxes_arrows_and_each_other() -> None:
    label = both("label")
    sample = diagram(
        [node("a", 0, 1), node("b", 1, 0), node("c", 1, 1), node("d", 1, 2)],
        edges=[edge("a", "b", label=label), edge("a", "c", label=label), edge("a", "d", label=label)],
        gap=[120, 40],
    )
    plan = plan_of(sample)
    spots = [spot.rect for spot in plan.spots.values()]
    assert not any(one.overlaps(two) for i, one in enumerate(spots) for two in spots[i + 1 :])
    assert not any(spot.overlaps(box) for spot in spots for box in plan.layout.boxes.values())
    assert not any(polyline_hits(route.points, spot) for spot in spots for route in plan.routes.values())
