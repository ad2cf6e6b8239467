"""Routes of arrows: a straight line, else one smooth curve, else a path of right angles around the boxes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

import msgspec

from models.diagrams.detour import Detour
from models.diagrams.geometry import Point, Rect, along, cubic, polyline_hits
from models.diagrams.layout import Layout
from models.diagrams.ports import Port, find_ports
from models.diagrams.schema import Diagram, Edge
from models.diagrams.steps import presence

AIR = 8.0
LEVEL = 0.5
ROUND = 14.0
CROSS = 6.0
Curve = tuple[Point, Point, Point]


class Route(msgspec.Struct, frozen=True):
    """A path from `start` through cubic pieces (two controls and an end; a line repeats its ends).

    `points` is the same path as a polyline, for hit tests and for placing labels.
    """

    start: Point
    pieces: tuple[Curve, ...]
    points: tuple[Point, ...]


class Router:
    """Routes every edge of one layout; what an edge can never be seen with is no obstacle to it."""

    def __init__(self, diagram: Diagram, layout: Layout) -> None:
        self._diagram = diagram
        self._layout = layout
        self._seen = presence(diagram)
        self._ports = find_ports(diagram, layout, self._seen)
        self._done: dict[str, Route] = {}

    def routes(self) -> dict[str, Route]:
        """A route for every edge: the plain ones first, then those that have to go around."""
        waiting: list[Edge] = []
        for edge in self._diagram.edges:
            route = self._plain(edge)
            if route is None:
                waiting.append(edge)
            else:
                self._done[edge.id] = route
        for edge in waiting:
            self._done[edge.id] = self._around(edge)
        return {edge.id: self._done[edge.id] for edge in self._diagram.edges}

    def _plain(self, edge: Edge) -> Route | None:
        """The straight line or the curve, if the file allows it and the way is free."""
        first, second = self._ports[edge.id]
        a, b = first.point, second.point
        off = abs(a[1] - b[1]) if first.upright else abs(a[0] - b[0])
        if off <= LEVEL and first.upright == second.upright and self._facing(first, second):
            route = line((a, b))
            return route if self._free(edge, route.points) else None
        if edge.route == "elbow":
            return None
        route = curve(first, second)
        return route if edge.route == "curve" or self._free(edge, route.points) else None

    def _facing(self, first: Port, second: Port) -> bool:
        ahead = [(q - p) * n for p, q, n in zip(first.point, second.point, first.normal, strict=True)]
        return sum(ahead) > 0

    def _free(self, edge: Edge, points: Sequence[Point]) -> bool:
        own = (self._layout.rect(edge.source), self._layout.rect(edge.target))
        if any(polyline_hits(points, rect.grown(-1)) for rect in own):
            return False
        blocked = [rect.grown(AIR) for rect in self._obstacles(edge)] + self._foreign(edge)
        return not any(polyline_hits(points, rect) for rect in blocked)

    def _obstacles(self, edge: Edge) -> list[Rect]:
        """Boxes and group titles that can be seen together with the edge, its own ends left out."""
        ends = {edge.source, edge.target}
        boxes = [rect for item, rect in self._layout.boxes.items() if item not in ends and self._meets(edge, item)]
        return boxes + [box.title for item, box in self._layout.groups.items() if self._meets(edge, item)]

    def _foreign(self, edge: Edge) -> list[Rect]:
        """Frames of groups that hold neither end."""
        home = {edge.source, edge.target, *self._diagram.around(edge.source), *self._diagram.around(edge.target)}
        groups = self._layout.groups.items()
        return [box.rect for item, box in groups if item not in home and self._meets(edge, item)]

    def _meets(self, edge: Edge, item: str) -> bool:
        return bool(self._seen[edge.id] & self._seen[item])

    def _around(self, edge: Edge) -> Route:
        first, second = self._ports[edge.id]
        own = [self._layout.rect(edge.source), self._layout.rect(edge.target)]
        others = [route.points for item, route in self._done.items() if self._meets(edge, item)]
        shared = set(self._diagram.around(edge.source)) & set(self._diagram.around(edge.target))
        around = [self._layout.groups[item].rect for item in shared]
        detour = Detour(self._obstacles(edge), own, self._foreign(edge), around, others)
        corners = detour.find(first.point, first.normal, second.point, second.normal)
        return rounded(corners)


def cross_of(route: Route) -> Rect:
    """Where a broken arrow is crossed out."""
    (x, y), _ = along(route.points, 0.5)
    return Rect(x - CROSS, y - CROSS, 2 * CROSS, 2 * CROSS)


def line(points: Sequence[Point]) -> Route:
    """A path of straight pieces."""
    pieces = tuple((a, b, b) for a, b in pairwise(points))
    return Route(points[0], pieces, tuple(points))


def curve(first: Port, second: Port) -> Route:
    """One cubic that leaves and arrives square to the sides."""
    a, b = first.point, second.point
    if first.upright == second.upright:
        gap, off = abs(b[0] - a[0]), abs(b[1] - a[1])
        if not first.upright:
            gap, off = off, gap
        steep = min(1.0, off / gap) if gap else 1.0  # a steep curve needs more way to arrive square
        reach = (max(28.0, min(gap * (0.5 + 0.28 * steep), 150.0)),) * 2
    else:
        across, down = abs(b[0] - a[0]), abs(b[1] - a[1])
        reach = (across * 0.7, down * 0.7) if first.upright else (down * 0.7, across * 0.7)
    c1 = (a[0] + first.normal[0] * reach[0], a[1] + first.normal[1] * reach[0])
    c2 = (b[0] + second.normal[0] * reach[1], b[1] + second.normal[1] * reach[1])
    return Route(a, ((c1, c2, b),), cubic(a, c1, c2, b))


def rounded(corners: Sequence[Point]) -> Route:
    """A path of right angles with round corners."""
    pieces: list[Curve] = []
    points: list[Point] = [corners[0]]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        near, far = _toward(corner, before), _toward(corner, after)
        bend = (_mix(near, corner), _mix(far, corner), far)
        pieces += [(points[-1], near, near), bend]
        points += [near, *cubic(near, *bend, pieces=6)[1:]]
    pieces.append((points[-1], corners[-1], corners[-1]))
    return Route(corners[0], tuple(pieces), (*points, corners[-1]))


def _toward(corner: Point, other: Point) -> Point:
    """The point where the round corner begins: at most half of the way to the next one."""
    distance = hypot(other[0] - corner[0], other[1] - corner[1])
    share = min(ROUND, distance / 2) / distance if distance else 0.0
    return corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share


def _mix(point: Point, corner: Point) -> Point:
    """The control that makes a quarter circle of two lines."""
    return point[0] + (corner[0] - point[0]) * 0.55, point[1] + (corner[1] - point[1]) * 0.55
