"""Checks of a diagram by itself (ids, members, steps) and against the content it names (pages, facts)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from models.content.catalog import Catalog
from models.diagrams.live import known
from models.diagrams.schema import Diagram
from models.diagrams.words import cited, live_references, localized_texts, unknown_references
from models.errors import ContentError
from models.texts import LANGUAGES

Found = Iterator[tuple[str, str]]
STEPS = (4, 7)


def check_graph(diagram: Diagram) -> Found:
    """Faults that would make the diagram impossible to draw: place and text of each."""
    if not diagram.nodes or not diagram.steps:
        yield "$.nodes" if not diagram.nodes else "$.steps", "must not be empty"
        return
    items = diagram.ids()
    for item, times in Counter(items).items():
        if times > 1:
            yield "$", f"the id '{item}' stands {times} times"
    yield from _groups(diagram)
    boxes = diagram.boxes()
    for index, edge in enumerate(diagram.edges):
        for key, end in (("from", edge.source), ("to", edge.target)):
            if end not in boxes:
                yield f"$.edges[{index}].{key}", f"no node or group '{end}'"
        if edge.source == edge.target or edge.source in diagram.inside(edge.target):
            yield f"$.edges[{index}]", "an edge must lead from one thing to another"
    yield from _steps(diagram, set(items))


def _groups(diagram: Diagram) -> Found:
    boxes = diagram.boxes()
    members = Counter(member for group in diagram.groups for member in group.members)
    before: set[str] = set()
    for index, group in enumerate(diagram.groups):
        if not group.members:
            yield f"$.groups[{index}].members", "must not be empty"
        for member in group.members:
            if member not in boxes:
                yield f"$.groups[{index}].members", f"no node or group '{member}'"
            elif diagram.group(member) is not None and member not in before:
                yield f"$.groups[{index}].members", f"group '{member}' must stand before the group that holds it"
            if members[member] > 1:
                yield f"$.groups[{index}].members", f"'{member}' is in more than one group"
        before.add(group.id)


def _steps(diagram: Diagram, items: set[str]) -> Found:
    edges = {edge.id for edge in diagram.edges}
    for index, step in enumerate(diagram.steps):
        for key, names in (("highlight", step.highlight), ("show", step.show), ("hide", step.hide)):
            for name in set(names) - items:
                yield f"$.steps[{index}].{key}", f"no node, group or edge '{name}'"
        for name in set(step.flow) - edges:
            yield f"$.steps[{index}].flow", f"no edge '{name}'"
        for name, count in step.counts.items():
            node = diagram.node(name)
            if node is None or count.total > node.units:
                yield f"$.steps[{index}].counts.{name}", "no node with so many units"
        for name in step.captions:
            if diagram.node(name) is None:
                yield f"$.steps[{index}].captions", f"no node '{name}'"


def check_references(diagram: Diagram, catalog: Catalog, prices: frozenset[str]) -> Found:
    """Faults of words, pages, facts and prices (the known ids): place and text of each."""
    for place, text in localized_texts(diagram).items():
        for language in LANGUAGES:
            if not text.get(language, "").strip():
                yield place, f"no text in '{language}'"
        for name in sorted(unknown_references(text)):
            yield place, f"unknown reference '{{{name}}}'"
    for index, node in enumerate(diagram.nodes):
        if node.service is not None and not catalog.has(node.service):
            yield f"$.nodes[{index}].service", f"no page '{node.service}'"
    for price_id, place in cited(diagram, "price").items():
        if price_id not in prices:
            yield place, f"no price '{price_id}'"
    for fact_id, place in cited(diagram, "fact").items():
        try:
            catalog.fact(fact_id)
        except ContentError:
            yield place, f"no fact '{fact_id}'"
    yield from _live(diagram)
    if not STEPS[0] <= len(diagram.steps) <= STEPS[1]:
        yield "$.steps", f"{len(diagram.steps)} steps instead of {STEPS[0]} to {STEPS[1]}"


def _live(diagram: Diagram) -> Found:
    """References to the current workload that name no service or figure."""
    from models.cost.engine import SERVICES
    from models.duration.engine import TIMED

    for reference, place in live_references(diagram).items():
        if not known(reference, frozenset(SERVICES), frozenset(TIMED)):
            yield place, f"no figure '{reference}'"
