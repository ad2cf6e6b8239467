"""Where labels of points go: beside their point, never over another label or point, always inside the plot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

RINGS = (9.0, 20.0, 34.0, 52.0, 74.0, 100.0)
"""Distances tried, in pixels of the 100 % design."""
SIDES = ((1, 0), (1, -1), (1, 1), (0, -1), (0, 1), (-1, 0), (-1, -1), (-1, 1))
"""Directions tried at each distance: right, right above, right below, above, below, left, ..."""


class Box(NamedTuple):
    """A rectangle by its edges, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether both share any area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Whether it lies wholly inside."""
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


def places(
    anchors: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    area: Box,
    unit: float,
    before: Sequence[int] = (),
) -> list[tuple[Box, int]]:
    """A box of each size near its anchor, and the number of the try that found it, in the order given.

    Earlier ones choose first. `unit` is the size of a design pixel; `before` are the numbers of the last answer,
    tried first so that labels stay on their side while points move. Where nothing is free the box overlaps least.
    """
    half = 5.0 * unit
    taken = [Box(x - half, y - half, x + half, y + half) for x, y in anchors]
    found = []
    for index, (anchor, size) in enumerate(zip(anchors, sizes, strict=True)):
        tries = range(len(RINGS) * len(SIDES))
        last = before[index] if index < len(before) else 0
        box, number = _free(anchor, size, area, (unit, (last, *tries)), taken)
        taken.append(box)
        found.append((box, number))
    return found


def _free(
    anchor: tuple[float, float],
    size: tuple[float, float],
    area: Box,
    tries: tuple[float, Sequence[int]],
    taken: Sequence[Box],
) -> tuple[Box, int]:
    """The first box that meets nothing; else the one inside the area that meets fewest."""
    unit, numbers = tries
    best, fewest = (_inside(_box(anchor, size, RINGS[0] * unit, SIDES[0]), area), 0), len(taken) + 1
    for number in numbers:
        box = _box(anchor, size, RINGS[number // len(SIDES)] * unit, SIDES[number % len(SIDES)])
        if not box.within(area):
            continue
        met = 0
        for other in taken:
            if box.meets(other):
                met += 1
                if met >= fewest:
                    break
        if not met:
            return box, number
        if met < fewest:
            best, fewest = (box, number), met
    return best


def _box(anchor: tuple[float, float], size: tuple[float, float], away: float, side: tuple[int, int]) -> Box:
    (x, y), (width, height), (right, down) = anchor, size, side
    slant = 0.7 if right and down else 1.0
    left = x + right * away * slant if right > 0 else x - width - away * slant if right < 0 else x - width / 2.0
    top = y + away * slant if down > 0 else y - height - away * slant if down < 0 else y - height / 2.0
    return Box(left, top, left + width, top + height)


def _inside(box: Box, area: Box) -> Box:
    """The box moved into the area as far as it fits."""
    left = max(area.left, min(box.left, area.right - (box.right - box.left)))
    top = max(area.top, min(box.top, area.bottom - (box.bottom - box.top)))
    return Box(left, top, left + box.right - box.left, top + box.bottom - box.top)
