"""Sizes of grid columns or rows from what stands in them, and where each begins."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


class Claim(msgspec.Struct, frozen=True):
    """Something that needs `size` px over `span` tracks from `start` on."""

    start: int
    span: int
    size: float


class Tracks(msgspec.Struct, frozen=True):
    """Columns or rows: the px where each starts, its size, and the end of the last."""

    starts: tuple[float, ...]
    sizes: tuple[float, ...]

    @property
    def end(self) -> float:
        return self.starts[-1] + self.sizes[-1]

    def reach(self, start: int, span: int) -> tuple[float, float]:
        """First px and size of `span` tracks from `start` on, gaps between them included."""
        last = start + span - 1
        return self.starts[start], self.starts[last] + self.sizes[last] - self.starts[start]


def solve(claims: Sequence[Claim], count: int, least: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """The smallest sizes that satisfy every claim; a claim over several tracks widens them evenly."""
    sizes = [float(least[index]) if index < len(least) else 0.0 for index in range(count)]
    for claim in sorted(claims, key=lambda claim: claim.span):
        tracks = range(claim.start, claim.start + claim.span)
        have = sum(sizes[index] for index in tracks) + sum(gaps[index] for index in tracks[:-1])
        if claim.size > have:
            for index in tracks:
                sizes[index] += (claim.size - have) / claim.span
    return sizes


def place(sizes: Sequence[float], gaps: Sequence[float], origin: float) -> Tracks:
    """Tracks laid one after another from `origin`."""
    starts: list[float] = []
    position = origin
    for index, size in enumerate(sizes):
        starts.append(position)
        position += size + (gaps[index] if index < len(gaps) else 0.0)
    return Tracks(tuple(starts), tuple(sizes))
