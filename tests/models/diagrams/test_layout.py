"""Grid cells become rectangles that hold their words and never meet."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.diagrams import metrics
from models.diagrams.layout import Layout, Layouter
from models.diagrams.metrics import Role, estimate, wrap
from models.diagrams.schema import Diagram
from models.diagrams.tracks import Claim, place, solve
from models.diagrams.words import Words
from tests.models.diagrams.samples import both, diagram, edge, group, node, step


def layout_of(sample: Diagram) -> Layout:
    return Layouter(sample, estimate, Words()).layout()


def test_tracks_satisfy_every_claim() -> None:
    gaps = [10.0, 10.0]
    sizes = solve([Claim(0, 1, 50), Claim(1, 1, 20), Claim(0, 3, 200)], 3, [0, 0, 30], gaps)
    assert sizes[0] >= 50 and sizes[1] >= 20 and sizes[2] >= 30
    assert sum(sizes) + sum(gaps) == pytest.approx(200)


def test_tracks_begin_after_the_gap_before_them() -> None:
    tracks = place([10, 20, 30], [5, 7], 100)
    assert tracks.starts == (100, 115, 142)
    assert tracks.reach(1, 2) == (115, 57)
    assert tracks.end == 172


def test_a_column_is_as_wide_as_its_longest_translation() -> None:
    short, long = both("x"), {"es": "un nombre bastante largo", "en": "x"}
    narrow = layout_of(diagram([node("a", 0, 0, label=short)])).boxes["a"]
    wide = layout_of(diagram([node("a", 0, 0, label=long)])).boxes["a"]
    assert wide.w > narrow.w


def test_every_caption_of_every_step_has_room() -> None:
    long = both("supercalifragilístico")
    plain = diagram([node("a", 0, 0)])
    later = diagram([node("a", 0, 0)], steps=[step(), step(captions={"a": long})])
    assert layout_of(later).boxes["a"].w > layout_of(plain).boxes["a"].w


def test_a_labelled_arrow_gets_room_between_columns() -> None:
    nodes = [node("a", 0, 0), node("b", 1, 0)]
    label = both("a rather long label on the arrow")
    boxes = layout_of(diagram(nodes, edges=[edge("a", "b", label=label)], gap=[10, 10])).boxes
    assert boxes["b"].x - boxes["a"].right >= estimate(label["en"], "edge") + metrics.LABEL_ROOM


def test_boxes_of_a_row_share_middle_and_height() -> None:
    nodes = [node("a", 0, 0, caption=both("one")), node("b", 1, 0, caption=both("two lines " * 4))]
    boxes = layout_of(diagram(nodes)).boxes
    assert boxes["a"].h == boxes["b"].h
    assert boxes["a"].cy == boxes["b"].cy


def test_a_filling_box_is_as_high_as_its_row() -> None:
    boxes = layout_of(diagram([node("a", 0, 0, fill=True), node("b", 1, 0, units=12), node("c", 2, 0)])).boxes
    assert boxes["a"].h == boxes["b"].h > boxes["c"].h


def test_groups_hold_their_members_and_their_title() -> None:
    sample = diagram(
        [node("a", 0, 0), node("b", 1, 0), node("c", 2, 0)],
        groups=[group("inner", "b", label=both("an inner title")), group("outer", "inner", "c")],
    )
    found = layout_of(sample)
    inner, outer = found.groups["inner"], found.groups["outer"]
    assert inner.rect.contains(found.boxes["b"]) and outer.rect.contains(inner.rect)
    assert inner.rect.contains(inner.title) and not inner.title.overlaps(found.boxes["b"])
    assert not outer.rect.overlaps(found.boxes["a"])


def test_a_layer_ends_where_the_groups_above_it_end() -> None:
    sample = diagram(
        [
            node("app", 0, 0, kind="layer"),
            node("other", 1, 0, kind="layer"),
            node("base", 0, 1, kind="layer", span=[2, 1]),
        ],
        groups=[
            group("left", "app", style="vm"),
            group("right", "other", style="vm"),
            group("all", "left", "right", "base", style="stack"),
        ],
    )
    found = layout_of(sample)
    assert found.boxes["base"].x == pytest.approx(found.groups["left"].rect.x)
    assert found.boxes["base"].right == pytest.approx(found.groups["right"].rect.right)


@given(
    cells=st.sets(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=1, max_size=12),
    words=st.lists(st.text("abc ñáW", min_size=1, max_size=40), min_size=12, max_size=12),
    units=st.lists(st.integers(0, 24), min_size=12, max_size=12),
)
def test_no_two_boxes_meet_whatever_the_words(
    cells: set[tuple[int, int]], words: list[str], units: list[int]
) -> None:
    nodes = [
        node(f"n{i}", column, row, label=both(words[i]), units=units[i])
        for i, (column, row) in enumerate(sorted(cells))
    ]
    found = layout_of(diagram(nodes))
    assert not any(a.overlaps(b) for a, b in combinations(found.boxes.values(), 2))
    assert all(
        box.x >= 0 and box.right <= found.size[0] and box.bottom <= found.size[1] for box in found.boxes.values()
    )


@given(text=st.text("abcdefg hijklm ñ", max_size=120), width=st.integers(40, 300))
def test_wrapping_keeps_every_word_and_the_width(text: str, width: int) -> None:
    role: Role = "caption"
    lines = wrap(text, role, width, estimate)
    assert " ".join(lines) == text
    assert all(estimate(line, role) <= width + 1e-6 or " " not in line for line in lines)


def test_wrapping_evens_lines_out() -> None:
    text = "one two three four five six"
    width = estimate("one two three four five", "caption")
    lines = wrap(text, "caption", width, estimate)
    assert len(lines) == 2
    assert lines[1] != "six"
