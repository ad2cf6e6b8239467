"""The room that group frames need between grid columns and rows."""

from __future__ import annotations

from collections.abc import Mapping

from models.diagrams import metrics
from models.diagrams.schema import Diagram, Group


def column_range(diagram: Diagram, item_id: str, axis: int) -> tuple[int, int]:
    """First and last column (axis 0) or row (axis 1) of a node or of all that a group holds."""
    node = diagram.node(item_id)
    if node is not None:
        return node.cell[axis], node.cell[axis] + node.span[axis] - 1
    group = diagram.group(item_id)
    ranges = [column_range(diagram, member, axis) for member in group.members] if group else [(0, 0)]
    return min(first for first, _ in ranges), max(last for _, last in ranges)


class Insets:
    """How far the frames of groups reach before and after each column and row."""

    def __init__(self, diagram: Diagram) -> None:
        self._diagram = diagram
        self.order = _inner_first(diagram)
        self._before: tuple[dict[int, float], dict[int, float]] = ({}, {})
        self._after: tuple[dict[int, float], dict[int, float]] = ({}, {})
        for axis in (0, 1):
            depths: dict[tuple[str, bool], float] = {}
            for group_id in self.order:
                self._add(group_id, axis, depths)

    def before(self, axis: int, track: int) -> float:
        """Px that frames take before a track."""
        return self._before[axis].get(track, 0.0)

    def after(self, axis: int, track: int) -> float:
        """Px that frames take after a track."""
        return self._after[axis].get(track, 0.0)

    def _add(self, group_id: str, axis: int, depths: dict[tuple[str, bool], float]) -> None:
        group = self._diagram.group(group_id)
        assert group is not None
        first, last = column_range(self._diagram, group_id, axis)
        pad = float(metrics.group_pad(group.style))
        near = float(metrics.group_top(group.style)) if axis == 1 else pad
        for start, own, edge, table in (
            (True, near, first, self._before[axis]),
            (False, pad, last, self._after[axis]),
        ):
            below = self._deepest(group, axis, start, edge, depths)
            depths[group_id, start] = own + below
            table[edge] = max(table.get(edge, 0.0), own + below)

    def _deepest(
        self, group: Group, axis: int, start: bool, edge: int, depths: Mapping[tuple[str, bool], float]
    ) -> float:
        found = 0.0
        for member in group.members:
            if (member, start) in depths:
                first, last = column_range(self._diagram, member, axis)
                found = max(found, depths[member, start] if edge == (first if start else last) else 0.0)
        return found


def gaps_along(diagram: Diagram, axis: int, count: int, insets: Insets, room: Mapping[int, float]) -> list[float]:
    """The gap after each track: the file's own or the usual one, room for labels, and the frames between."""
    given = diagram.row_gaps if axis else diagram.column_gaps
    gaps: list[float] = []
    for track in range(count - 1):
        own = given[track] if track < len(given) else None
        base = max(float(diagram.gap[axis] if own is None else own), room.get(track, 0.0))
        gaps.append(base + insets.after(axis, track) + insets.before(axis, track + 1))
    return gaps


def _inner_first(diagram: Diagram) -> tuple[str, ...]:
    """Group ids so that every group comes after the groups it holds."""
    done: list[str] = []

    def visit(group: Group) -> None:
        for member in group.members:
            inner = diagram.group(member)
            if inner is not None and inner.id not in done:
                visit(inner)
        if group.id not in done:
            done.append(group.id)

    for group in diagram.groups:
        visit(group)
    return tuple(done)
