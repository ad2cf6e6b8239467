"""Reads diagram files into their schema, and tells file and place of whatever is wrong with them."""

from __future__ import annotations

from models import assets
from models.content.loader import ROOT, read
from models.diagrams.references import check_graph
from models.diagrams.schema import Diagram
from models.errors import ContentError

FOLDER = f"{ROOT}/diagrams"


def file_of(diagram_id: str) -> str:
    """The file of a diagram, relative to the resources."""
    return f"{FOLDER}/{diagram_id}.json"


def diagram_ids() -> tuple[str, ...]:
    """The ids of all diagram files, by name."""
    return tuple(name.removesuffix(".json") for name in assets.names(FOLDER, ".json"))


def load(diagram_id: str) -> Diagram:
    """One diagram, whole and consistent. Errors: ContentError with file and place."""
    file = file_of(diagram_id)
    found = read(file, Diagram)
    if found.id != diagram_id:
        raise ContentError(file, "$.id", f"'{found.id}' is not the name of its file")
    for place, text in check_graph(found):
        raise ContentError(file, place, text)
    return found
