"""The state of a diagram at each of its steps, folded from the deltas of the file.

What a step shows for the first time was hidden before it: the file says when something appears, never that it
starts hidden.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from models.diagrams.schema import Count, Diagram
from models.texts import Localized


class StepState(msgspec.Struct, frozen=True):
    """What one step shows. `active` are the ids to bring forward (none: all alike); `flow` is in order."""

    visible: frozenset[str]
    active: frozenset[str]
    flow: tuple[str, ...]
    counts: Mapping[str, Count]
    captions: Mapping[str, Localized]


def states(diagram: Diagram) -> tuple[StepState, ...]:
    """One state per step, in order."""
    hidden = _hidden_at_start(diagram)
    counts: dict[str, Count] = {}
    captions: dict[str, Localized] = {}
    found: list[StepState] = []
    for step in diagram.steps:
        hidden = (hidden | set(step.hide)) - set(step.show)
        counts = counts | step.counts
        captions = captions | step.captions
        visible = _visible(diagram, hidden)
        active = frozenset(step.highlight) | frozenset(step.flow)
        found.append(StepState(visible, active & visible, step.flow, counts, captions))
    return tuple(found)


def presence(diagram: Diagram) -> dict[str, frozenset[int]]:
    """For every node, group and edge, the indexes of the steps where it can be seen."""
    found: dict[str, set[int]] = {item: set() for item in diagram.ids()}
    for index, state in enumerate(states(diagram)):
        for item_id in state.visible:
            found[item_id].add(index)
    return {item_id: frozenset(indexes) for item_id, indexes in found.items()}


def _hidden_at_start(diagram: Diagram) -> set[str]:
    hidden: set[str] = set()
    seen: set[str] = set()
    for step in diagram.steps:
        hidden |= set(step.show) - seen
        seen |= set(step.show) | set(step.hide)
    return hidden


def _visible(diagram: Diagram, hidden: set[str]) -> frozenset[str]:
    """A group shows while a member shows; an edge while both its ends do; hiding a group hides what it holds."""
    gone = set(hidden).union(*(diagram.inside(item) for item in hidden)) if hidden else set()
    visible = {node.id for node in diagram.nodes if node.id not in gone}
    for group in diagram.groups:
        if group.id not in gone and diagram.inside(group.id) & visible:
            visible.add(group.id)
    for edge in diagram.edges:
        if edge.id not in gone and edge.source in visible and edge.target in visible:
            visible.add(edge.id)
    return frozenset(visible)
