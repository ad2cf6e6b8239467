"""Architecture diagrams: the graph, its layout and routes, the steps, their checks and the text alternative.

Owns what a diagram means and where everything lies; knows nothing about fonts or screens: whoever wants a
layout brings a function that measures text.
"""

from __future__ import annotations

from models.diagrams.describe import describe
from models.diagrams.loader import diagram_ids, load
from models.diagrams.plan import Frame, Plan, make_plan
from models.diagrams.schema import Diagram, Edge, Group, Node, Step
from models.diagrams.steps import StepState, states
from models.diagrams.words import Words
from models.errors import ContentError

__all__ = [
    "Diagram",
    "Edge",
    "Frame",
    "Group",
    "Node",
    "Plan",
    "Step",
    "StepState",
    "Words",
    "check_diagrams",
    "describe",
    "diagram_ids",
    "load",
    "make_plan",
    "states",
]


def check_diagrams() -> list[ContentError]:
    """The problems of every diagram file, with file and place; empty when all is well."""
    from models.diagrams import checks  # needs catalogue and prices, which no view of a diagram needs

    return checks.check_diagrams()
