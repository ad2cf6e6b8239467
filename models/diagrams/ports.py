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


Ports = dict[str, tuple[Port, Port]]


def find_ports(diagram: Diagram, layout: Layout) -> Ports:
    """The two ports of every edge: sides chosen or given, ends spread, near-straight arrows made straight."""
    ports = {edge.id: _pair(edge, layout) for edge in diagram.edges}
    taken: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for edge in diagram.edges:
        for end, item in enumerate((edge.source, edge.target)):
            taken.setdefault((item, ports[edge.id][end].side), []).append((edge.id, end))
    for ends in taken.values():
        _spread([(ports[edge_id][end], ports[edge_id][1 - end]) for edge_id, end in ends])
    lone = {ends[0] for ends in taken.values() if len(ends) == 1}
    for edge in diagram.edges:
        _straighten(ports[edge.id], (edge.id, 0) in lone, (edge.id, 1) in lone)
    return ports


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


def _spread(ends: list[tuple[Port, Port]]) -> None:
    """Places the free ends on one side in the order of where they go: level with it if the side is long enough to
    keep them apart, else evenly around the middle."""
    free = [pair for pair in ends if not pair[0].fixed]
    free.sort(key=lambda pair: _order(*pair))
    level = [_level(*pair) for pair in free]
    if all(abs(shift) <= port.reach for shift, (port, _) in zip(level, free, strict=True)) and _apart(level):
        shifts = level
    else:
        step = min(SPREAD, 2 * free[0][0].reach / max(1, len(free) - 1)) if free else 0.0
        shifts = [(index - (len(free) - 1) / 2) * step for index in range(len(free))]
    for (port, _), shift in zip(free, shifts, strict=True):
        port.shift = shift


def _level(port: Port, other: Port) -> float:
    """The shift that puts an end opposite the middle of the other box."""
    return other.rect.cy - port.rect.cy if port.upright else other.rect.cx - port.rect.cx


def _apart(shifts: list[float]) -> bool:
    return all(second - first >= SPREAD / 2 for first, second in pairwise(shifts))


def _order(port: Port, other: Port) -> tuple[float, float]:
    if port.upright:
        return other.rect.cy, other.rect.cx
    return other.rect.cx, other.rect.cy


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


def points(ports: Mapping[str, tuple[Port, Port]]) -> dict[str, tuple[Point, Point]]:
    """Start and end of every edge."""
    return {edge_id: (pair[0].point, pair[1].point) for edge_id, pair in ports.items()}
