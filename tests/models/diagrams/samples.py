"""Small diagrams for tests, each made to show one thing."""

from __future__ import annotations

from typing import Any

import msgspec

from models.diagrams.schema import Diagram


def both(text: str) -> dict[str, str]:
    """The same words in both languages."""
    return {"es": text, "en": text}


def node(item_id: str, column: int, row: int, **more: Any) -> dict[str, Any]:
    """A node in one cell."""
    return {"id": item_id, "label": both(item_id), "cell": [column, row], **more}


def step(**more: Any) -> dict[str, Any]:
    """A step with words."""
    return {"title": both("t"), "text": both("s"), **more}


def edge(source: str, target: str, **more: Any) -> dict[str, Any]:
    """An edge named after its ends."""
    return {"id": f"{source}_{target}", "from": source, "to": target, **more}


def group(item_id: str, *members: str, **more: Any) -> dict[str, Any]:
    """A group around members."""
    return {"id": item_id, "label": both(item_id), "style": "cloud", "members": list(members), **more}


def diagram(nodes: list[Any], **more: Any) -> Diagram:
    """A diagram of these nodes with one step, unless steps are given."""
    whole = {
        "id": "sample",
        "order": 1,
        "title": both("T"),
        "summary": both("S"),
        "nodes": nodes,
        "steps": [step()],
    }
    return msgspec.convert(whole | more, Diagram)
