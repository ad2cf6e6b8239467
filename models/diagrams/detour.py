"""The way around: a shortest path of right angles over the lanes between boxes."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from itertools import count, pairwise

from models.diagrams.geometry import Point, Rect, polyline_hits, segment_hits

STUB = 20.0
AIR = 12.0
BEND = 40.0
FOREIGN = 400.0
SHARED = 60.0
CROSSING = 50.0
Node = tuple[int, int, int]


class Detour:
    """Looks for a path that enters no obstacle and avoids foreign groups and other routes where it can."""

    def __init__(
        self,
        obstacles: Sequence[Rect],
        own: Sequence[Rect],
        foreign: Sequence[Rect],
        routes: Sequence[Sequence[Point]],
    ) -> None:
        self._solid = [rect.grown(AIR - 2) for rect in obstacles] + [rect.grown(AIR - 2) for rect in own]
        self._foreign = foreign
        self._routes = routes
        self._rects = [*obstacles, *own, *foreign]

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
        for high in highs:
            above = [low for low in lows if low >= high]
            if above:
                lanes.add(round((high + min(above)) / 2, 1))
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
            there = (xs[i], ys[j])
            if any(segment_hits(here, there, rect) for rect in self._solid):
                continue
            price = self._price(here, there) + (BEND if turn != axis else 0.0)
            price += BEND if (i, j) == goal and turn != last else 0.0
            found.append(((i, j, turn), price))
        return found

    def _price(self, here: Point, there: Point) -> float:
        price = abs(there[0] - here[0]) + abs(there[1] - here[1])
        price += FOREIGN * sum(segment_hits(here, there, rect) for rect in self._foreign)
        strip = Rect(
            min(here[0], there[0]) - 5,
            min(here[1], there[1]) - 5,
            abs(there[0] - here[0]) + 10,
            abs(there[1] - here[1]) + 10,
        )
        for route in self._routes:
            if polyline_hits(route, strip):
                price += SHARED if _parallel(route, strip, here, there) else CROSSING
        return price

    def _trail(self, node: Node, came: dict[Node, Node], xs: list[float], ys: list[float]) -> tuple[Point, ...]:
        trail = [node]
        while trail[-1] in came:
            trail.append(came[trail[-1]])
        return tuple((xs[i], ys[j]) for i, j, _ in reversed(trail))


def _parallel(route: Sequence[Point], strip: Rect, here: Point, there: Point) -> bool:
    """Whether a route runs along the strip rather than across it."""
    axis = 0 if here[1] == there[1] else 1
    return any(
        segment_hits(a, b, strip) and abs(a[1 - axis] - b[1 - axis]) < 1 < abs(a[axis] - b[axis])
        for a, b in pairwise(route)
    )


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
