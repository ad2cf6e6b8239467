"""A diagram ready to draw: frozen frames, one per language and step, with every coordinate and every word.

The screen draws a frame as it is; the checks look at the same frames.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

import msgspec

from models.diagrams import metrics
from models.diagrams.geometry import Rect
from models.diagrams.labels import Align, Labeller, LabelSpot
from models.diagrams.layout import Layout, Layouter, has_tile, label_role, side_room, text_height
from models.diagrams.metrics import Measure, Role, wrap
from models.diagrams.routing import Route, Router
from models.diagrams.schema import Count, Diagram, Edge, Group, Node
from models.diagrams.steps import StepState, states
from models.diagrams.words import Words

Emphasis = Literal["normal", "active", "quiet"]
UnitState = Literal["on", "new", "bad", "free"]


class TextBox(msgspec.Struct, frozen=True):
    """Lines of one role in a rectangle exactly as high as they are."""

    lines: tuple[str, ...]
    role: Role
    rect: Rect
    align: Align


class UnitBox(msgspec.Struct, frozen=True):
    """One small unit (a task, a job, an instance) and its state."""

    rect: Rect
    state: UnitState


class NodeFrame(msgspec.Struct, frozen=True):
    """A node at one step."""

    node: Node
    rect: Rect
    tile: Rect | None
    texts: tuple[TextBox, ...]
    units: tuple[UnitBox, ...]
    visible: bool
    emphasis: Emphasis


class GroupFrame(msgspec.Struct, frozen=True):
    """A group at one step."""

    group: Group
    rect: Rect
    title: TextBox
    visible: bool
    emphasis: Emphasis


class EdgeFrame(msgspec.Struct, frozen=True):
    """An arrow at one step; `flow` is its place in the order of the arrows that move now, or -1."""

    edge: Edge
    route: Route
    label: TextBox | None
    visible: bool
    emphasis: Emphasis
    flow: int


class Frame(msgspec.Struct, frozen=True):
    """Everything on the canvas at one step in one language."""

    language: str
    step: int
    size: tuple[float, float]
    groups: tuple[GroupFrame, ...]
    nodes: tuple[NodeFrame, ...]
    edges: tuple[EdgeFrame, ...]


class Plan(msgspec.Struct, frozen=True, dict=True):
    """Layout, routes and label spots of a diagram, the same for every language and step."""

    diagram: Diagram
    layout: Layout
    routes: Mapping[str, Route]
    spots: Mapping[str, LabelSpot]
    measure: Measure
    words: Words

    @cached_property
    def states(self) -> tuple[StepState, ...]:
        """The state of every step."""
        return states(self.diagram)

    def frame(self, language: str, step: int) -> Frame:
        """The frame of a step (0-based; out of range is the nearest) in a language."""
        index = max(0, min(step, len(self.states) - 1))
        state = self.states[index]
        groups = sorted(self.diagram.groups, key=lambda group: len(self.diagram.around(group.id)))
        return Frame(
            language,
            index,
            self.layout.size,
            tuple(self._group(group, state, language) for group in groups),
            tuple(self._node(node, state, language) for node in self.diagram.nodes),
            tuple(self._edge(edge, state, language) for edge in self.diagram.edges),
        )

    def _node(self, node: Node, state: StepState, language: str) -> NodeFrame:
        rect = self.layout.boxes[node.id]
        count = self.words.count(state.counts.get(node.id, Count()), node.units)
        caption = state.captions.get(node.id, node.caption)
        room = rect.w - side_room(node)
        role = label_role(node)
        label = wrap(self._words_of(node.label, language, count), role, room, self.measure)
        lines = wrap(self._words_of(caption, language, count), "caption", room, self.measure)
        units = _units(node, rect, count)
        loose = node.kind == "replicas"
        body = rect if not units or loose else msgspec.structs.replace(rect, h=rect.h - _units_room(units, rect))
        top = units[-1].rect.bottom + 4 if loose and units else None
        texts = _texts(node, body, label, lines, top)
        visible = node.id in state.visible
        return NodeFrame(node, rect, _tile(node, body), texts, units, visible, _emphasis(node.id, state))

    def _words_of(self, text: Mapping[str, str] | None, language: str, count: Count | None = None) -> str:
        return self.words.text(dict(text) if text else None, language, count)

    def _group(self, group: Group, state: StepState, language: str) -> GroupFrame:
        box = self.layout.groups[group.id]
        title = TextBox((self._words_of(group.label, language),), "group", box.title, "left")
        return GroupFrame(group, box.rect, title, group.id in state.visible, _emphasis(group.id, state))

    def _edge(self, edge: Edge, state: StepState, language: str) -> EdgeFrame:
        spot = self.spots.get(edge.id)
        label = None
        if spot is not None:
            label = TextBox((self._words_of(edge.label, language),), "edge", spot.rect, spot.align)
        flow = state.flow.index(edge.id) if edge.id in state.flow else -1
        visible = edge.id in state.visible
        return EdgeFrame(edge, self.routes[edge.id], label, visible, _emphasis(edge.id, state), flow)


def make_plan(diagram: Diagram, measure: Measure = metrics.estimate, words: Words | None = None) -> Plan:
    """Lays a diagram out. `measure` gives text widths in px; without it, a table of the application's font."""
    words = words or Words()
    layouter = Layouter(diagram, measure, words)
    layout = layouter.layout()
    routes = Router(diagram, layout).routes()
    spots = Labeller(diagram, layout, routes, layouter.label_width).spots()
    return Plan(diagram, layout, routes, spots, measure, words)


def _emphasis(item_id: str, state: StepState) -> Emphasis:
    if not state.active:
        return "normal"
    return "active" if item_id in state.active else "quiet"


def _tile(node: Node, body: Rect) -> Rect | None:
    if not has_tile(node):
        return None
    return Rect(body.x + metrics.PAD, body.cy - metrics.TILE / 2, metrics.TILE, metrics.TILE)


def _texts(
    node: Node, body: Rect, label: tuple[str, ...], caption: tuple[str, ...], top: float | None
) -> tuple[TextBox, ...]:
    """Label above caption, the block centred in the height; beside the tile if there is one, else centred."""
    role = label_role(node)
    tile = has_tile(node)
    x = body.x + (metrics.PAD + metrics.TILE + metrics.TILE_GAP if tile else side_room(node) / 2)
    width = body.w - side_room(node)
    align: Align = "left" if tile or node.kind == "replicas" else "center"
    y = body.cy - text_height(role, label, caption) / 2 if top is None else top
    found: list[TextBox] = []
    for lines, kind in ((label, role), (caption, "caption")):
        if lines:
            height = len(lines) * metrics.ROLES[kind].line
            found.append(TextBox(lines, kind, Rect(x, y, width, height), align))
            y += height
    return tuple(found)


def _units(node: Node, rect: Rect, count: Count) -> tuple[UnitBox, ...]:
    """The units of a node in rows, running first, then starting, failed, and free places."""
    if not node.units:
        return ()
    kinds: list[UnitState] = [*["on"] * count.on, *["new"] * count.new, *["bad"] * count.bad]  # type: ignore[list-item]
    kinds += ["free"] * (node.units - len(kinds))
    in_row = min(node.units, metrics.UNITS_IN_ROW)
    rows = -(-node.units // in_row)
    pitch_x, pitch_y = metrics.UNIT[0] + metrics.UNIT_GAP, metrics.UNIT[1] + metrics.UNIT_GAP
    replicas = node.kind == "replicas"
    left = rect.x if replicas else rect.x + metrics.PAD
    top = rect.y if replicas else rect.bottom - metrics.PAD - rows * pitch_y + metrics.UNIT_GAP
    return tuple(
        UnitBox(Rect(left + index % in_row * pitch_x, top + index // in_row * pitch_y, *metrics.UNIT), kind)
        for index, kind in enumerate(kinds[: node.units])
    )


def _units_room(units: tuple[UnitBox, ...], rect: Rect) -> float:
    """The height at the foot of a box that belongs to its units."""
    return rect.bottom - units[0].rect.y + metrics.UNIT_TOP - metrics.PAD
