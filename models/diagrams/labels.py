"""Places for the words on arrows: beside the line, near its middle, over nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from models.diagrams import metrics
from models.diagrams.geometry import Point, Rect, along, polyline_hits
from models.diagrams.layout import Layout
from models.diagrams.routing import Route, cross_of
from models.diagrams.schema import Diagram, Edge
from models.diagrams.steps import presence

Align = Literal["left", "center", "right"]
PARTS = (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8, 0.15, 0.85)
DISTANCES = (4.0, 8.0, 14.0, 22.0)
SIDE = 8.0
FLAT = 0.35
HARD = 1000.0
BORDER = 300.0
AIR = 3.0


class LabelSpot(msgspec.Struct, frozen=True):
    """The rectangle kept free for a label in every language, and how its text sits in it."""

    rect: Rect
    align: Align


class Labeller:
    """Finds a spot for every label, in the order of the file; `width` is that of its longest translation."""

    def __init__(
        self,
        diagram: Diagram,
        layout: Layout,
        routes: Mapping[str, Route],
        width: Callable[[Edge], float],
    ) -> None:
        self._diagram = diagram
        self._layout = layout
        self._routes = routes
        self._width = width
        self._seen = presence(diagram)
        self._spots: dict[str, LabelSpot] = {}

    def spots(self) -> dict[str, LabelSpot]:
        """A spot for every edge with a label, by edge id."""
        for edge in self._diagram.edges:
            if edge.label is not None:
                self._spots[edge.id] = self._best(edge)
        return self._spots

    def _best(self, edge: Edge) -> LabelSpot:
        size = (self._width(edge), float(metrics.ROLES["edge"].line))
        points = self._routes[edge.id].points
        solid, lines, borders = self._around(edge)
        best, least = None, float("inf")
        for price, spot in sorted(candidates(points, size), key=lambda candidate: candidate[0]):
            total = price + self._clash(spot.rect, solid, lines, borders)
            if total < least:
                best, least = spot, total
            if total == price:
                break
        assert best is not None
        return best

    def _around(self, edge: Edge) -> tuple[list[Rect], list[Sequence[Point]], list[Rect]]:
        """Boxes and words, arrows, and frames that the label may meet on the screen."""
        layout = self._layout
        solid = [rect for item, rect in layout.boxes.items() if self._meets(edge, item)]
        solid += [box.title for item, box in layout.groups.items() if self._meets(edge, item)]
        solid += [spot.rect for item, spot in self._spots.items() if self._meets(edge, item)]
        met = [item for item in self._routes if self._meets(edge, item)]
        broken = {other.id for other in self._diagram.edges if other.style == "broken"}
        solid += [cross_of(self._routes[item]) for item in met if item in broken]
        lines: list[Sequence[Point]] = [self._routes[item].points for item in met]
        frames = [box.rect for item, box in layout.groups.items() if self._meets(edge, item)]
        return solid, lines, [side for frame in frames for side in frame.sides()]

    def _meets(self, edge: Edge, item: str) -> bool:
        return bool(self._seen[edge.id] & self._seen[item])

    def _clash(
        self, rect: Rect, solid: Sequence[Rect], lines: Sequence[Sequence[Point]], borders: Sequence[Rect]
    ) -> float:
        near = rect.grown(AIR)
        price = HARD * sum(near.overlaps(other) for other in solid)
        price += HARD * sum(polyline_hits(points, near.grown(-1)) for points in lines)
        price += BORDER * sum(near.overlaps(side.grown(0.5)) for side in borders)
        inside = rect.x >= 2 and rect.y >= 2 and rect.right <= self._layout.size[0] - 2
        return price + (0.0 if inside and rect.bottom <= self._layout.size[1] - 2 else HARD)


def candidates(points: Sequence[Point], size: tuple[float, float]) -> Iterator[tuple[float, LabelSpot]]:
    """Spots along a path with how far each is from the ideal: near the middle, close, above or to the right."""
    width, height = size
    for part in PARTS:
        (x, y), (dx, dy) = along(points, part)
        away = abs(part - 0.5) * 60
        for distance in DISTANCES:
            price = away + distance
            if abs(dy) <= FLAT * abs(dx):
                yield price, LabelSpot(Rect(x - width / 2, y - distance - height, width, height), "center")
                yield price + 3, LabelSpot(Rect(x - width / 2, y + distance, width, height), "center")
            else:
                gap = distance + SIDE - DISTANCES[0]
                lift = 0.0 if abs(dx) <= FLAT * abs(dy) else height / 2 * (1 if dx * dy > 0 else -1)
                right = Rect(x + gap, y - height / 2 - lift, width, height)
                left = Rect(x - gap - width, y - height / 2 + lift, width, height)
                yield price, LabelSpot(right, "left")
                yield price + 3, LabelSpot(left, "right")
