"""What a diagram file may hold, as strict frozen structs.

Positions are grid cells (column, row), never coordinates: the layout turns them into coordinates once it knows how
wide the words are. Ids are unique across nodes, groups and edges of one diagram, so a step can name any of them.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from models.content.schema import Record
from models.texts import Localized

NodeKind = Literal["box", "person", "device", "storage", "replicas", "layer", "ghost"]
GroupStyle = Literal["cloud", "region", "zone", "vpc", "host", "orchestrator", "site", "stack", "vm", "container"]
EdgeStyle = Literal["solid", "dashed", "broken"]
RouteKind = Literal["auto", "curve", "elbow"]
Cell = tuple[Annotated[int, msgspec.Meta(ge=0, le=40)], Annotated[int, msgspec.Meta(ge=0, le=40)]]
Span = tuple[Annotated[int, msgspec.Meta(ge=1, le=40)], Annotated[int, msgspec.Meta(ge=1, le=40)]]
Natural = Annotated[int, msgspec.Meta(ge=0, le=24)]
Length = Annotated[int, msgspec.Meta(ge=0, le=2000)]
PORT_PATTERN = r"^(auto|(left|right|top|bottom)(:0?\.\d+)?)$"
LIVE_PATTERN = r"^((sizing|duration):[a-z_]+\.(units|slots))?$"
LiveNumber = Annotated[str, msgspec.Meta(pattern=LIVE_PATTERN)]
Port = Annotated[str, msgspec.Meta(pattern=PORT_PATTERN)]
Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]*$")]


class Node(Record, frozen=True):
    """A thing in the picture. `service` gives hue, glyph and page; `units` is the most units drawn; `fill` makes
    a box as high as its row."""

    id: Name
    label: Localized
    cell: Cell
    kind: NodeKind = "box"
    caption: Localized | None = None
    service: str | None = None
    icon: str | None = None
    span: Span = (1, 1)
    units: Natural = 0
    fill: bool = False


class Group(Record, frozen=True):
    """A frame around nodes or other groups, named in `members`."""

    id: Name
    label: Localized
    style: GroupStyle
    members: tuple[str, ...]


class Edge(Record, frozen=True, rename={"source": "from", "target": "to"}):
    """An arrow between two nodes or groups. A port is a side, with an optional place on it: `right:0.3`.

    A `broken` edge is a link that fails: crossed out, leading nowhere.
    """

    id: Name
    source: str
    target: str
    ports: tuple[Port, Port] = ("auto", "auto")
    label: Localized | None = None
    style: EdgeStyle = "solid"
    route: RouteKind = "auto"


class Count(Record, frozen=True):
    """How many units of a node run (`on`), are starting (`new`) or have failed (`bad`).

    `live` is a figure of the current workload (`sizing:lambda.units`) that takes the place of `on`, as far as
    there are places; `on` stands while there is none.
    """

    on: Natural = 0
    new: Natural = 0
    bad: Natural = 0
    live: LiveNumber = ""

    @property
    def total(self) -> int:
        """Units that take a place."""
        return self.on + self.new + self.bad


class Step(Record, frozen=True):
    """A delta: `show`, `hide`, `counts` and `captions` last; `highlight` and `flow` are of this step only."""

    title: Localized
    text: Localized
    highlight: tuple[str, ...] = ()
    show: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    flow: tuple[str, ...] = ()
    counts: dict[str, Count] = {}
    captions: dict[str, Localized] = {}


class Diagram(Record, frozen=True):
    """One diagram. `columns`/`rows` are least sizes in px, `*_gaps` replace the gap after that column or row."""

    id: Name
    order: int
    title: Localized
    summary: Localized
    nodes: tuple[Node, ...]
    steps: tuple[Step, ...]
    groups: tuple[Group, ...] = ()
    edges: tuple[Edge, ...] = ()
    columns: tuple[Length, ...] = ()
    rows: tuple[Length, ...] = ()
    gap: tuple[Length, Length] = (64, 44)
    column_gaps: tuple[Length | None, ...] = ()
    row_gaps: tuple[Length | None, ...] = ()

    def ids(self) -> tuple[str, ...]:
        """The ids of all nodes, groups and edges, in the order of the file."""
        boxes = [node.id for node in self.nodes] + [group.id for group in self.groups]
        return (*boxes, *(edge.id for edge in self.edges))

    def boxes(self) -> frozenset[str]:
        """The ids an edge may join: nodes and groups."""
        return frozenset(node.id for node in self.nodes) | frozenset(group.id for group in self.groups)

    def node(self, item_id: str) -> Node | None:
        """The node of that id, or None."""
        return next((node for node in self.nodes if node.id == item_id), None)

    def group(self, item_id: str) -> Group | None:
        """The group of that id, or None."""
        return next((group for group in self.groups if group.id == item_id), None)

    def parent(self, item_id: str) -> Group | None:
        """The group that holds this node or group directly, or None."""
        return next((group for group in self.groups if item_id in group.members), None)

    def inside(self, group_id: str) -> frozenset[str]:
        """Ids of every node and group inside a group, at any depth."""
        group = self.group(group_id)
        if group is None:
            return frozenset()
        below = [self.inside(member) for member in group.members]
        return frozenset(group.members).union(*below)

    def around(self, item_id: str) -> tuple[str, ...]:
        """Ids of the groups around an item, the innermost first."""
        found: list[str] = []
        parent = self.parent(item_id)
        while parent is not None and parent.id not in found:
            found.append(parent.id)
            parent = self.parent(parent.id)
        return tuple(found)
