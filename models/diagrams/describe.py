"""The diagram in words: what is in it, what holds what, what leads where, and what happens at each step."""

from __future__ import annotations

from models.diagrams.schema import Diagram, Group, Node
from models.diagrams.steps import states
from models.diagrams.words import Words
from models.texts import Texts


def describe(diagram: Diagram, language: str, words: Words | None = None, texts: Texts | None = None) -> str:
    """Title, summary, parts, groups, connections with their direction, and steps, as plain text."""
    describer = _Describer(diagram, language, words or Words(), texts or Texts(language))
    return describer.text()


def name_of(diagram: Diagram, item_id: str, language: str, words: Words) -> str:
    """What a person calls a node or a group."""
    item = diagram.node(item_id) or diagram.group(item_id)
    return words.text(item.label, language) if item else item_id


def connections(diagram: Diagram, item_id: str, language: str, words: Words, texts: Texts) -> list[str]:
    """Every arrow from or to an item as a short sentence with its direction."""
    found: list[str] = []
    for edge in diagram.edges:
        if item_id not in (edge.source, edge.target):
            continue
        way = "to" if edge.source == item_id else "from"
        other = name_of(diagram, edge.target if way == "to" else edge.source, language, words)
        label = words.text(edge.label, language)
        key = f"diagrams.text.{way}_labelled" if label else f"diagrams.text.{way}"
        found.append(texts.t(key, name=other, label=label))
    return found


class _Describer:
    def __init__(self, diagram: Diagram, language: str, words: Words, texts: Texts) -> None:
        self._diagram = diagram
        self._language = language
        self._words = words
        self._texts = texts

    def text(self) -> str:
        diagram = self._diagram
        parts = [self._of(diagram.title), self._of(diagram.summary)]
        parts += self._part("nodes", [self._node(node) for node in diagram.nodes if node.kind != "ghost"])
        parts += self._part("groups", [self._group(group) for group in diagram.groups])
        parts += self._part("edges", self._edges())
        parts += self._part("steps", self._steps())
        return "\n\n".join(parts) + "\n"

    def _part(self, key: str, lines: list[str]) -> list[str]:
        if not lines:
            return []
        return [self._texts.t(f"diagrams.text.{key}") + "\n" + "\n".join(lines)]

    def _of(self, text: dict[str, str] | None) -> str:
        return self._words.text(text, self._language)

    def _name(self, item_id: str) -> str:
        return name_of(self._diagram, item_id, self._language, self._words)

    def _node(self, node: Node) -> str:
        count = next((state.counts[node.id] for state in states(self._diagram) if node.id in state.counts), None)
        label = self._words.text(node.label, self._language, count)
        caption = self._words.text(node.caption, self._language, count)
        around = self._diagram.parent(node.id)
        if around is not None and sum(other.label == node.label for other in self._diagram.nodes) > 1:
            label = f"{label} ({self._of(around.label)})"
        return f"– {label}: {caption}" if caption else f"– {label}"

    def _group(self, group: Group) -> str:
        names = ", ".join(self._name(member) for member in group.members)
        return f"– {self._of(group.label)}: {names}"

    def _edges(self) -> list[str]:
        lines: list[str] = []
        for edge in self._diagram.edges:
            label = self._of(edge.label)
            line = f"– {self._name(edge.source)} → {self._name(edge.target)}"
            lines.append(f"{line}: {label}" if label else line)
        return lines

    def _steps(self) -> list[str]:
        steps = enumerate(self._diagram.steps, start=1)
        return [f"{number}. {self._of(step.title)}. {self._of(step.text)}" for number, step in steps]
