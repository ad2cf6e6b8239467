"""Proof that a drawn diagram can be read: nothing over anything else, in both languages, at every step."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

from models.content.catalog import Catalog
from models.cost.price_book import load_price_book
from models.diagrams import loader
from models.diagrams.geometry import Rect, polyline_hits
from models.diagrams.metrics import widest
from models.diagrams.plan import EdgeFrame, Frame, GroupFrame, NodeFrame, Plan, TextBox, make_plan
from models.diagrams.references import check_references
from models.diagrams.schema import Diagram
from models.diagrams.words import catalog_words
from models.errors import ContentError
from models.texts import LANGUAGES

Problem = ContentError
SLACK = 0.5
LEAST_APART = 6.0
LONGEST_REGION = "ap-southeast-1"


def check_diagrams() -> list[Problem]:
    """The problems of every diagram file, with file and place; empty when all is well."""
    problems: list[Problem] = []
    catalog = Catalog()
    book = load_price_book(LONGEST_REGION)
    words = catalog_words(catalog, lambda: book, LONGEST_REGION)
    prices = frozenset(book.ids())
    for diagram_id in loader.diagram_ids():
        try:
            diagram = loader.load(diagram_id)
        except ContentError as error:
            problems.append(error)
            continue
        file = loader.file_of(diagram_id)
        problems += [ContentError(file, place, text) for place, text in check_references(diagram, catalog, prices)]
        problems += check_plan(make_plan(diagram, words=words))
    return problems


def check_plan(plan: Plan) -> list[Problem]:
    """Everything that overlaps or leaves its place, each fault once, with the first step that shows it."""
    file = loader.file_of(plan.diagram.id)
    found: dict[str, Problem] = {}
    for language in LANGUAGES:
        for step in range(len(plan.diagram.steps)):
            frame = plan.frame(language, step)
            for text in _faults(plan, frame):
                found.setdefault(text, ContentError(file, f"$.steps[{step}] ({language})", text))
    return list(found.values())


def _faults(plan: Plan, frame: Frame) -> Iterator[str]:
    nodes = [item for item in frame.nodes if item.visible]
    groups = [item for item in frame.groups if item.visible]
    edges = [item for item in frame.edges if item.visible]
    yield from _words_fit(plan, frame, nodes, groups, edges)
    yield from _boxes_apart(nodes)
    yield from _groups_hold(plan.diagram, nodes, groups)
    yield from _arrows_clear(plan.diagram, nodes, groups, edges)
    yield from _arrows_apart(edges)
    yield from _labels_clear(nodes, groups, edges)


def _words_fit(
    plan: Plan, frame: Frame, nodes: list[NodeFrame], groups: list[GroupFrame], edges: list[EdgeFrame]
) -> Iterator[str]:
    fits = partial(_fits, plan)
    canvas = Rect(0, 0, *frame.size)
    for node in nodes:
        for text in node.texts:
            if not fits(text) or not node.rect.contains(text.rect):
                yield f"words of node '{node.node.id}' do not fit its box: {' '.join(text.lines)}"
            if node.tile is not None and node.tile.overlaps(text.rect):
                yield f"words of node '{node.node.id}' lie over its tile"
            if any(unit.rect.overlaps(text.rect) for unit in node.units):
                yield f"words of node '{node.node.id}' lie over its units"
        if any(not node.rect.contains(unit.rect) for unit in node.units):
            yield f"units of node '{node.node.id}' leave its box"
        if not canvas.contains(node.rect):
            yield f"node '{node.node.id}' leaves the canvas"
    for group in groups:
        if not fits(group.title) or not group.rect.contains(group.title.rect):
            yield f"title of group '{group.group.id}' does not fit: {group.title.lines[0]}"
    for edge in edges:
        if edge.label is not None and not (fits(edge.label) and canvas.contains(edge.label.rect)):
            yield f"label of edge '{edge.edge.id}' does not fit: {edge.label.lines[0]}"
        if not all(canvas.grown(1).holds(point) for point in edge.route.points):
            yield f"edge '{edge.edge.id}' leaves the canvas"


def _fits(plan: Plan, text: TextBox) -> bool:
    return widest(text.lines, text.role, plan.measure) <= text.rect.w + SLACK


def _boxes_apart(nodes: list[NodeFrame]) -> Iterator[str]:
    for first, second in combinations(nodes, 2):
        if first.rect.overlaps(second.rect):
            yield f"node '{first.node.id}' lies over node '{second.node.id}'"


def _groups_hold(diagram: Diagram, nodes: list[NodeFrame], groups: list[GroupFrame]) -> Iterator[str]:
    for group in groups:
        inside = diagram.inside(group.group.id)
        for node in nodes:
            if node.node.id in inside and not group.rect.contains(node.rect):
                yield f"node '{node.node.id}' leaves its group '{group.group.id}'"
            if node.node.id not in inside and group.rect.overlaps(node.rect):
                yield f"node '{node.node.id}' lies over group '{group.group.id}', which does not hold it"
            if group.title.rect.overlaps(node.rect):
                yield f"node '{node.node.id}' lies over the title of group '{group.group.id}'"
        for other in groups:
            if other is group or not group.rect.overlaps(other.rect):
                continue
            if other.group.id not in inside and group.group.id not in diagram.inside(other.group.id):
                yield f"group '{group.group.id}' lies over group '{other.group.id}'"
            elif other.group.id in inside and not group.rect.contains(other.rect):
                yield f"group '{other.group.id}' leaves its group '{group.group.id}'"
            elif group.title.rect.overlaps(other.title.rect):
                yield f"titles of groups '{group.group.id}' and '{other.group.id}' meet"


def _arrows_clear(
    diagram: Diagram, nodes: list[NodeFrame], groups: list[GroupFrame], edges: list[EdgeFrame]
) -> Iterator[str]:
    for edge in edges:
        ends = {edge.edge.source, edge.edge.target}
        home = ends.union(diagram.around(edge.edge.source), diagram.around(edge.edge.target))
        points = edge.route.points
        for node in nodes:
            if polyline_hits(points, node.rect.grown(-SLACK)):
                yield f"edge '{edge.edge.id}' runs through node '{node.node.id}'"
        for group in groups:
            if group.group.id in ends and polyline_hits(points, group.rect.grown(-SLACK)):
                yield f"edge '{edge.edge.id}' runs into its own group '{group.group.id}'"
            if group.group.id not in home and polyline_hits(points, group.rect.grown(-SLACK)):
                yield f"edge '{edge.edge.id}' runs through group '{group.group.id}'"
            if polyline_hits(points, group.title.rect):
                yield f"edge '{edge.edge.id}' runs over the title of group '{group.group.id}'"


def _arrows_apart(edges: list[EdgeFrame]) -> Iterator[str]:
    """Two arrows that meet in one point of a box cannot be told apart there."""
    for first, second in combinations(edges, 2):
        for one in (first.route.points[0], first.route.points[-1]):
            for two in (second.route.points[0], second.route.points[-1]):
                if abs(one[0] - two[0]) + abs(one[1] - two[1]) < LEAST_APART:
                    yield f"edges '{first.edge.id}' and '{second.edge.id}' share an end"


def _labels_clear(nodes: list[NodeFrame], groups: list[GroupFrame], edges: list[EdgeFrame]) -> Iterator[str]:
    labels = [(edge.edge.id, edge.label.rect) for edge in edges if edge.label is not None]
    for edge_id, rect in labels:
        name = f"label of edge '{edge_id}'"
        for node in nodes:
            if rect.overlaps(node.rect):
                yield f"{name} lies over node '{node.node.id}'"
        for group in groups:
            if rect.overlaps(group.title.rect):
                yield f"{name} lies over the title of group '{group.group.id}'"
            if any(rect.overlaps(side.grown(0.5)) for side in group.rect.sides()):
                yield f"{name} lies over the frame of group '{group.group.id}'"
        for edge in edges:
            if polyline_hits(edge.route.points, rect):
                yield f"{name} lies over edge '{edge.edge.id}'"
    for (first, one), (second, two) in combinations(labels, 2):
        if one.overlaps(two):
            yield f"label of edge '{first}' lies over the label of edge '{second}'"
