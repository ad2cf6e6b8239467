"""The way around: a shortest path of right angles over the lanes between boxes."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from itertools import count, pairwise

from models.diagrams.geometry import Point, Rect, segment_hits

STUB = 22.0
AIR = 15.0
BEND = 40.0
FOREIGN = 400.0
SHARED = 60.0
CROSSING = 50.0
BLOCKED = 1e9
Node = tuple[int, int, int]
Bounds = tuple[float, float, float, float]


class Detour:
    """Looks for a path that enters no obstacle; where it can, it stays inside the groups around both ends, out of
    the other groups, off their frames and off the other routes."""

    def __init__(
        self,
        obstacles: Sequence[Rect],
        own: Sequence[Rect],
        foreign: Sequence[Rect],
        around: Sequence[Rect],
        routes: Sequence[Sequence[Point]],
    ) -> None:
        self._rects = [*obstacles, *own, *foreign, *around]
        self._solid = [_bounds(rect.grown(AIR - 2)) for rect in (*obstacles, *own)]
        walls = [side.grown(2) for rect in around for side in rect.sides()]
        self._dear = [_bounds(rect) for rect in (*foreign, *walls)]
        frames = [side.grown(6) for rect in (*around, *foreign) for side in rect.sides()]
        self._level = [_bounds(rect) for rect in frames if rect.w > rect.h]
        self._upright = [_bounds(rect) for rect in frames if rect.w <= rect.h]
        self._pieces = [(a, b, _span(a, b)) for route in routes for a, b in pairwise(route)]
        self._prices: dict[tuple[Point, Point], float] = {}

    def find(self, start: Point, leave: Point, end: Point, arrive: Point) -> tuple[Point, ...]:
        """Corners from `start` to `end`, leaving and arriving along the given normals."""
        a = (start[0] + leave[0] * STUB, start[1] + leave[1] * STUB)
        b = (end[0] + arrive[0] * STUB, end[1] + arrive[1] * STUB)
        xs = self._lanes([rect.x for rect in self._rects], [rect.right for rect in self._rects], a[0], b[0])
        ys = self._lanes([rect.y for rect in self._rects], [rect.bottom for rect in self._rects], a[1], b[1])
        corners = self._search(xs, ys, (a, b), (0 if leave[0] else 1, 0 if arrive[0] else 1))
        return _simplified((start, *corners, end))

    def _lanes(self, lows: Sequence[float], highs: Sequence[float], *own: float) -> list[float]:
        """Coordinates worth travelling on: beside every box and half-way through every gap."""
        lanes = {round(value, 1) for value in own}
        lanes |= {round(low - AIR, 1) for low in lows} | {round(high + AIR, 1) for high in highs}
        edges = sorted({*lows, *highs})
        lanes |= {round((low + high) / 2, 1) for low, high in pairwise(edges) if high - low < 4 * AIR}
        return sorted(lane for lane in lanes if lane > 0)

    def _search(
        self, xs: list[float], ys: list[float], ends: tuple[Point, Point], axes: tuple[int, int]
    ) -> tuple[Point, ...]:
        (a, b), (first, last) = ends, axes
        start = (xs.index(round(a[0], 1)), ys.index(round(a[1], 1)))
        goal = (xs.index(round(b[0], 1)), ys.index(round(b[1], 1)))
        order = count()
        best: dict[Node, float] = {(*start, first): 0.0}
        came: dict[Node, Node] = {}
        heap = [(0.0, next(order), (*start, first))]
        while heap:
            cost, _, node = heapq.heappop(heap)
            if cost > best[node]:
                continue
            if node[:2] == goal:
                return self._trail(node, came, xs, ys)
            for near, price in self._steps(node, xs, ys, goal, last):
                total = cost + price
                if total < best.get(near, float("inf")):
                    best[near], came[near] = total, node
                    heapq.heappush(heap, (total, next(order), near))
        return (a, (b[0], a[1]), b)

    def _steps(
        self, node: Node, xs: list[float], ys: list[float], goal: tuple[int, int], last: int
    ) -> list[tuple[Node, float]]:
        column, row, axis = node
        here = (xs[column], ys[row])
        found: list[tuple[Node, float]] = []
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            i, j, turn = column + dx, row + dy, 0 if dx else 1
            if not (0 <= i < len(xs) and 0 <= j < len(ys)):
                continue
            price = self._price(here, (xs[i], ys[j]))
            if price < BLOCKED:
                price += (BEND if turn != axis else 0.0) + (BEND if (i, j) == goal and turn != last else 0.0)
                found.append(((i, j, turn), price))
        return found

    def _price(self, here: Point, there: Point) -> float:
        """What it costs to travel one straight piece; BLOCKED or more when an obstacle is in the way."""
        key = (here, there) if here < there else (there, here)
        if key not in self._prices:
            self._prices[key] = self._priced(*key)
        return self._prices[key]

    def _priced(self, here: Point, there: Point) -> float:
        """As `_price`; `here` is the left or upper end."""
        way = (*here, *there)
        if any(_meet(way, rect) for rect in self._solid):
            return BLOCKED
        level = here[1] == there[1]
        price = there[0] - here[0] + there[1] - here[1]
        price += FOREIGN * sum(_meet(way, rect) for rect in self._dear)
        price += SHARED * sum(_meet(way, rect) for rect in (self._level if level else self._upright))
        strip = Rect(here[0] - 5, here[1] - 5, there[0] - here[0] + 10, there[1] - here[1] + 10)
        near = _bounds(strip)
        for a, b, bounds in self._pieces:
            if _meet(near, bounds) and segment_hits(a, b, strip):
                along, across = abs(b[0] - a[0]), abs(b[1] - a[1])
                if not level:
                    along, across = across, along
                price += SHARED if across < 1 < along else CROSSING
        return price

    def _trail(self, node: Node, came: dict[Node, Node], xs: list[float], ys: list[float]) -> tuple[Point, ...]:
        trail = [node]
        while trail[-1] in came:
            trail.append(came[trail[-1]])
        return tuple((xs[i], ys[j]) for i, j, _ in reversed(trail))


def _bounds(rect: Rect) -> Bounds:
    return rect.x, rect.y, rect.right, rect.bottom


def _span(a: Point, b: Point) -> Bounds:
    """The bounds of a segment, a hair wider so that level and upright ones meet strips too."""
    return min(a[0], b[0]) - 0.1, min(a[1], b[1]) - 0.1, max(a[0], b[0]) + 0.1, max(a[1], b[1]) + 0.1


def _meet(first: Bounds, second: Bounds) -> bool:
    """Whether two bounds overlap; tuples, because this is asked ten thousand times."""
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]


def _simplified(points: Sequence[Point]) -> tuple[Point, ...]:
    """The same path without repeated points and without points in the middle of a straight run."""
    kept: list[Point] = []
    for point in points:
        if kept and abs(point[0] - kept[-1][0]) < 0.2 and abs(point[1] - kept[-1][1]) < 0.2:
            continue
        if len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept[-1] = point
        else:
            kept.append(point)
    return tuple(kept)


def _in_line(a: Point, b: Point, c: Point) -> bool:
    return any(max(abs(a[axis] - b[axis]), abs(b[axis] - c[axis])) < 0.2 for axis in (0, 1))
