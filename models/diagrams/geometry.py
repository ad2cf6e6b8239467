"""Rectangles, points and polylines: the little plane geometry that layout, routing and checks share."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from math import hypot

import msgspec

Point = tuple[float, float]


class Rect(msgspec.Struct, frozen=True):
    """An axis-parallel rectangle in px, y down."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def cx(self) -> float:
        return self.x + self.w / 2

    @property
    def cy(self) -> float:
        return self.y + self.h / 2

    def grown(self, by: float) -> Rect:
        """The rectangle with `by` added on every side (negative shrinks)."""
        return Rect(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)

    def overlaps(self, other: Rect) -> bool:
        """Whether the interiors meet."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def contains(self, other: Rect, slack: float = 0.01) -> bool:
        """Whether `other` lies wholly inside."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def holds(self, point: Point) -> bool:
        """Whether a point is strictly inside."""
        return self.x < point[0] < self.right and self.y < point[1] < self.bottom

    def sides(self) -> tuple[Rect, Rect, Rect, Rect]:
        """The four border lines as rectangles of no thickness."""
        return (
            Rect(self.x, self.y, self.w, 0),
            Rect(self.x, self.bottom, self.w, 0),
            Rect(self.x, self.y, 0, self.h),
            Rect(self.right, self.y, 0, self.h),
        )


def union(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle around all. Errors: ValueError for none."""
    every = list(rects)
    if not every:
        raise ValueError("no rectangles")
    left, top = min(r.x for r in every), min(r.y for r in every)
    return Rect(left, top, max(r.right for r in every) - left, max(r.bottom for r in every) - top)


def segment_hits(a: Point, b: Point, rect: Rect) -> bool:
    """Whether the segment from `a` to `b` enters the interior of `rect` (Liang-Barsky clipping)."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    low, high = 0.0, 1.0
    for delta, start, near, far in ((dx, a[0], rect.x, rect.right), (dy, a[1], rect.y, rect.bottom)):
        if delta == 0:
            if not near < start < far:
                return False
            continue
        first, second = sorted(((near - start) / delta, (far - start) / delta))
        low, high = max(low, first), min(high, second)
    return low < high


def polyline_hits(points: Sequence[Point], rect: Rect) -> bool:
    """Whether any part of a polyline enters a rectangle."""
    return any(segment_hits(a, b, rect) for a, b in itertools.pairwise(points))


def length(points: Sequence[Point]) -> float:
    """The length of a polyline in px."""
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(points))


def along(points: Sequence[Point], part: float) -> tuple[Point, Point]:
    """The point at `part` (0..1) of a polyline's length and the unit direction there."""
    left = length(points) * part
    for a, b in itertools.pairwise(points):
        piece = hypot(b[0] - a[0], b[1] - a[1])
        if piece and (left <= piece or b is points[-1]):
            share = min(1.0, left / piece)
            direction = ((b[0] - a[0]) / piece, (b[1] - a[1]) / piece)
            return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share), direction
        left -= piece
    return points[-1], (1.0, 0.0)


def cubic(a: Point, c1: Point, c2: Point, b: Point, pieces: int = 20) -> tuple[Point, ...]:
    """A cubic curve as a polyline of `pieces` segments."""
    return tuple(_cubic_at(a, c1, c2, b, step / pieces) for step in range(pieces + 1))


def _cubic_at(a: Point, c1: Point, c2: Point, b: Point, t: float) -> Point:
    u = 1 - t
    w0, w1, w2, w3 = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
    return (
        w0 * a[0] + w1 * c1[0] + w2 * c2[0] + w3 * b[0],
        w0 * a[1] + w1 * c1[1] + w2 * c2[1] + w3 * b[1],
    )
