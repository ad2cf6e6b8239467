"""Where on a box each arrow leaves and arrives."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import msgspec

from models.diagrams.geometry import Point, Rect
from models.diagrams.layout import Layout
from models.diagrams.schema import Diagram, Edge

SPREAD = 26.0
CORNER = 14.0
SNAP = 18.0
NORMALS: dict[str, Point] = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}


class Port(msgspec.Struct):
    """One end of an arrow: the item, the side, and how far along the side (px from its middle)."""

    rect: Rect
    side: str
    shift: float = 0.0
    fixed: bool = False

    @property
    def upright(self) -> bool:
        """Whether the side runs up and down."""
        return self.side in ("left", "right")

    @property
    def reach(self) -> float:
        """The furthest shift that keeps clear of the corners."""
        return max(0.0, (self.rect.h if self.upright else self.rect.w) / 2 - CORNER)

    @property
    def point(self) -> Point:
        rect = self.rect
        if self.side == "left":
            return rect.x, rect.cy + self.shift
        if self.side == "right":
            return rect.right, rect.cy + self.shift
        return rect.cx + self.shift, rect.y if self.side == "top" else rect.bottom

    @property
    def normal(self) -> Point:
        return NORMALS[self.side]


class End(msgspec.Struct, frozen=True):
    """One end of an edge, the port at the other end, and the steps that show the edge."""

    key: tuple[str, int]
    port: Port
    other: Port
    seen: frozenset[int]


Ports = dict[str, tuple[Port, Port]]
Slot = list[End]
"""Ends that may share a place: they lead to the same box and are never seen together."""


def find_ports(diagram: Diagram, layout: Layout, seen: Mapping[str, frozenset[int]]) -> Ports:
    """The two ports of every edge: sides chosen or given, ends spread, near-straight arrows made straight."""
    ports = {edge.id: _pair(edge, layout) for edge in diagram.edges}
    sides: dict[tuple[str, str], list[Slot]] = {}
    for edge in diagram.edges:
        for end, item in enumerate((edge.source, edge.target)):
            port, other = ports[edge.id][end], ports[edge.id][1 - end]
            _put(sides.setdefault((item, port.side), []), End((edge.id, end), port, other, seen[edge.id]))
    for slots in sides.values():
        _spread(slots)
    lone = {end.key for slots in sides.values() if len(slots) == 1 for end in slots[0]}
    for edge in diagram.edges:
        _straighten(ports[edge.id], (edge.id, 0) in lone, (edge.id, 1) in lone)
    return ports


def _put(slots: list[Slot], end: End) -> None:
    """Add an end to a slot it can share, or to one of its own."""
    for slot in slots:
        if slot[0].other.rect == end.other.rect and not any(shared.seen & end.seen for shared in slot):
            slot.append(end)
            return
    slots.append([end])


def _pair(edge: Edge, layout: Layout) -> tuple[Port, Port]:
    source, target = layout.rect(edge.source), layout.rect(edge.target)
    sides = _sides(source, target)
    return _port(source, edge.ports[0], sides[0]), _port(target, edge.ports[1], sides[1])


def _port(rect: Rect, given: str, side: str) -> Port:
    name, _, place = given.partition(":")
    port = Port(rect, side if name == "auto" else name)
    if place:
        size = rect.h if port.upright else rect.w
        port.shift = max(-port.reach, min(port.reach, (float(place) - 0.5) * size))
        port.fixed = True
    return port


def _sides(source: Rect, target: Rect) -> tuple[str, str]:
    if target.x >= source.right:
        return "right", "left"
    if source.x >= target.right:
        return "left", "right"
    return ("bottom", "top") if target.y >= source.bottom else ("top", "bottom")


def _spread(slots: list[Slot]) -> None:
    """Places the free ends on one side in the order of where they go: level with it if the side is long enough to
    keep them apart, else evenly around the middle."""
    free = sorted((slot for slot in slots if not slot[0].port.fixed), key=lambda slot: _order(slot[0]))
    if not free:
        return
    reach = free[0][0].port.reach
    shifts = [_level(slot[0]) for slot in free]
    near = any(second - first < SPREAD / 2 for first, second in pairwise(shifts))
    if near or max(map(abs, shifts)) > reach:
        step = min(SPREAD, 2 * reach / max(1, len(free) - 1))
        shifts = [(index - (len(free) - 1) / 2) * step for index in range(len(free))]
    for slot, shift in zip(free, shifts, strict=True):
        for end in slot:
            end.port.shift = shift


def _level(end: End) -> float:
    """The shift that puts an end opposite the middle of the other box."""
    own, other = end.port.rect, end.other.rect
    return other.cy - own.cy if end.port.upright else other.cx - own.cx


def _order(end: End) -> tuple[float, float]:
    other = end.other.rect
    return (other.cy, other.cx) if end.port.upright else (other.cx, other.cy)


def _straighten(pair: tuple[Port, Port], first_alone: bool, second_alone: bool) -> None:
    """Moves a lone end level with the other where its side allows it, so that the arrow is one straight line."""
    first, second = pair
    if first.upright != second.upright:
        return
    axis = 1 if first.upright else 0
    for mover, anchor, alone in ((second, first, second_alone), (first, second, first_alone)):
        off = anchor.point[axis] - mover.point[axis]
        near = alone or abs(off) <= SNAP
        if not mover.fixed and near and abs(mover.shift + off) <= mover.reach:
            mover.shift += off
            return
