"""From grid cells to rectangles: columns and rows grow to the widest words of either language.

The layout is the same in every language and at every step, so that switching language or stepping on a stage moves
nothing but the words.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from models.diagrams import metrics
from models.diagrams.geometry import Rect, union
from models.diagrams.insets import Insets, column_range, gaps_along
from models.diagrams.metrics import Measure, Role, widest, wrap
from models.diagrams.schema import Count, Diagram, Edge, Node
from models.diagrams.tracks import Claim, Tracks, place, solve
from models.diagrams.words import Words
from models.texts import LANGUAGES, Localized


class GroupBox(msgspec.Struct, frozen=True):
    """A group's frame and the strip its title may use."""

    rect: Rect
    title: Rect


class Layout(msgspec.Struct, frozen=True):
    """Where nodes and groups lie, in px from the top left corner of a canvas of `size`."""

    boxes: Mapping[str, Rect]
    groups: Mapping[str, GroupBox]
    size: tuple[float, float]

    def rect(self, item_id: str) -> Rect:
        """The rectangle of a node or group."""
        return self.boxes[item_id] if item_id in self.boxes else self.groups[item_id].rect


class Layouter:
    """Computes one Layout. Text goes through `measure`, references through `words`."""

    def __init__(self, diagram: Diagram, measure: Measure, words: Words) -> None:
        self._diagram = diagram
        self._measure = measure
        self._words = words
        self._captions = _captions(diagram)
        self._most = most_units(diagram)

    def layout(self) -> Layout:
        """The layout of the whole diagram."""
        insets = Insets(self._diagram)
        columns = self._columns(insets)
        rows = self._rows(columns, insets)
        boxes = {node.id: self._box(node, columns, rows) for node in self._diagram.nodes}
        groups: dict[str, GroupBox] = {}
        for group_id in insets.order:
            groups[group_id] = self._group(group_id, boxes, groups)
        frame = union([*boxes.values(), *(group.rect for group in groups.values())])
        return Layout(boxes, groups, (frame.right + metrics.MARGIN, frame.bottom + metrics.MARGIN))

    def _columns(self, insets: Insets) -> Tracks:
        diagram = self._diagram
        count = max(node.cell[0] + node.span[0] for node in diagram.nodes)
        gaps = gaps_along(diagram, 0, count, insets, self._label_room())
        claims = [Claim(node.cell[0], node.span[0], self._natural_width(node)) for node in diagram.nodes]
        for group in diagram.groups:
            first, last = column_range(diagram, group.id, 0)
            claims.append(Claim(first, last - first + 1, self._longest(group.label, "group")))
        sizes = solve(claims, count, diagram.columns, gaps)
        return place(sizes, gaps, metrics.MARGIN + insets.before(0, 0))

    def _rows(self, columns: Tracks, insets: Insets) -> Tracks:
        diagram = self._diagram
        count = max(node.cell[1] + node.span[1] for node in diagram.nodes)
        gaps = gaps_along(diagram, 1, count, insets, {})
        claims = [Claim(node.cell[1], node.span[1], self._height(node, columns)) for node in diagram.nodes]
        sizes = solve(claims, count, diagram.rows, gaps)
        return place(sizes, gaps, metrics.MARGIN + insets.before(1, 0))

    def _label_room(self) -> dict[int, float]:
        """For each gap between columns, the room that the labels of the arrows across it need."""
        room: dict[int, float] = {}
        for edge in self._diagram.edges:
            if edge.label is None or edge.ports[0].startswith(("top", "bottom")):
                continue
            first, second = sorted(
                (column_range(self._diagram, edge.source, 0), column_range(self._diagram, edge.target, 0))
            )
            if first[1] + 1 == second[0]:
                room[first[1]] = max(room.get(first[1], 0.0), self.label_width(edge) + metrics.LABEL_ROOM)
        return room

    def label_width(self, edge: Edge) -> float:
        """The width of an edge's label in its longest translation; 0 without one."""
        return self._longest(edge.label, "edge")

    def _longest(self, text: Localized | None, role: Role) -> float:
        return max(self._measure(self._room(text, language, role), role) for language in LANGUAGES)

    def _room(self, text: Localized | None, language: str, role: Role, count: Count | None = None) -> str:
        """A text at its widest, whatever the current workload is."""
        return self._words.room(text, language, self._measure, role, count)

    def _natural_width(self, node: Node) -> float:
        room = metrics.WRAP * node.span[0]
        content = 0.0
        role = label_role(node)
        for labels, captions in self._lines(node, room):
            content = max(content, widest(labels, role, self._measure))
            content = max(content, widest(captions, "caption", self._measure))
        units = units_width(node.units)
        if node.kind == "replicas":
            return max(content, units)
        least = 0 if node.kind in ("layer", "ghost") else metrics.LEAST_BOX[0]
        return max(least, side_room(node) + content, units + 2 * metrics.PAD if node.units else 0)

    def _height(self, node: Node, columns: Tracks) -> float:
        if node.kind in ("layer", "ghost"):
            return float(metrics.LAYER_HEIGHT)
        room = columns.reach(node.cell[0], node.span[0])[1] - side_room(node)
        tallest = max(text_height(label_role(node), *lines) for lines in self._lines(node, room))
        units = units_height(node.units)
        if node.kind == "replicas":
            return tallest + units
        return max(metrics.LEAST_BOX[1], tallest + 2 * metrics.PAD) + units

    def _lines(self, node: Node, room: float) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Label and caption lines in every language and for every caption the steps give."""
        found = []
        role = label_role(node)
        for language in LANGUAGES:
            for caption in self._captions[node.id]:
                count = self._most.get(node.id)
                label = self._room(node.label, language, role, count)
                text = self._room(caption, language, "caption", count)
                found.append((wrap(label, role, room, self._measure), wrap(text, "caption", room, self._measure)))
        return found

    def _box(self, node: Node, columns: Tracks, rows: Tracks) -> Rect:
        x, w = columns.reach(node.cell[0], node.span[0])
        y, h = rows.reach(node.cell[1], node.span[1])
        if node.kind in ("layer", "ghost"):
            return self._beside_groups(node, Rect(x, y, w, h))
        height = self._height(node, columns)
        if node.kind == "replicas":
            return Rect(x, y, w, height)
        if node.fill:
            height = h
        elif node.span[1] == 1 and not node.units:
            same = (other for other in self._diagram.nodes if _twin(other, node))
            height = max(self._height(other, columns) for other in same)
        return Rect(x, y + (h - height) / 2, w, height)

    def _beside_groups(self, node: Node, rect: Rect) -> Rect:
        """A layer grown to end where the frames of the groups beside it end: a stack has straight sides."""
        parent = self._diagram.parent(node.id)
        groups = [self._diagram.group(member) for member in parent.members] if parent else []
        grow = [0.0, 0.0, 0.0, 0.0]
        for group in groups:
            if group is None:
                continue
            pad, top = metrics.group_pad(group.style), metrics.group_top(group.style)
            for axis, before in ((0, pad), (1, top)):
                first, last = column_range(self._diagram, group.id, axis)
                start, end = column_range(self._diagram, node.id, axis)
                grow[axis] = max(grow[axis], before if start == first else 0)
                grow[axis + 2] = max(grow[axis + 2], pad if end == last else 0)
        left, above, right, below = grow
        return Rect(rect.x - left, rect.y - above, rect.w + left + right, rect.h + above + below)

    def _group(self, group_id: str, boxes: Mapping[str, Rect], groups: Mapping[str, GroupBox]) -> GroupBox:
        group = self._diagram.group(group_id)
        assert group is not None
        inner = union(boxes[item] if item in boxes else groups[item].rect for item in group.members)
        pad, top = metrics.group_pad(group.style), metrics.group_top(group.style)
        rect = Rect(inner.x - pad, inner.y - top, inner.w + 2 * pad, inner.h + top + pad)
        line = metrics.ROLES["group"].line
        width = self._longest(group.label, "group")
        return GroupBox(rect, Rect(rect.x + pad, rect.y + metrics.GROUP_TITLE_TOP, width, line))


def has_tile(node: Node) -> bool:
    """Whether a node carries a tile with a glyph or an icon."""
    return node.kind not in ("layer", "ghost", "replicas") and (node.service is not None or node.icon is not None)


def side_room(node: Node) -> float:
    """The width of a node that its words cannot use."""
    if node.kind == "replicas":
        return 0.0
    if node.kind in ("layer", "ghost"):
        return 16.0
    return 2.0 * metrics.PAD + (metrics.TILE + metrics.TILE_GAP if has_tile(node) else 0)


def label_role(node: Node) -> Role:
    """How a node's label is set: full size in boxes, smaller in layers, as a caption under loose units."""
    if node.kind == "replicas":
        return "caption"
    return "edge" if node.kind in ("layer", "ghost") else "label"


def text_height(role: Role, labels: tuple[str, ...], captions: tuple[str, ...]) -> float:
    """The height of label and caption lines together."""
    return len(labels) * metrics.ROLES[role].line + len(captions) * metrics.ROLES["caption"].line


def units_width(units: int) -> float:
    """The width of a row of units; 0 for none."""
    in_row = min(units, metrics.UNITS_IN_ROW)
    return in_row * (metrics.UNIT[0] + metrics.UNIT_GAP) - metrics.UNIT_GAP if units else 0.0


def units_height(units: int) -> float:
    """The height of the rows of units with the air above them; 0 for none."""
    rows = -(-units // metrics.UNITS_IN_ROW)
    return rows * (metrics.UNIT[1] + metrics.UNIT_GAP) - metrics.UNIT_GAP + metrics.UNIT_TOP if units else 0.0


def most_units(diagram: Diagram) -> dict[str, Count]:
    """For every node with units, the count that takes most room in words."""
    return {node.id: Count(on=node.units) for node in diagram.nodes if node.units}


def _captions(diagram: Diagram) -> dict[str, list[Localized | None]]:
    found: dict[str, list[Localized | None]] = {node.id: [node.caption] for node in diagram.nodes}
    for step in diagram.steps:
        for node_id, caption in step.captions.items():
            found[node_id].append(caption)
    return found


def _twin(other: Node, node: Node) -> bool:
    """Whether two boxes stand in one row and should be of one height."""
    same = other.cell[1] == node.cell[1] and other.span[1] == 1
    return same and not other.units and not other.fill and other.kind not in ("layer", "ghost", "replicas")
