"""The small Markdown of the pages, parsed into sections, blocks and spans.

Kept small on purpose (six constructs): the pages are ours, the parser must run without Qt before the first
window, and every reference has to survive as a reference, not as text.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from models.errors import ContentError

SECTIONS = ("line", "what", "how", "advantages", "limitations", "choose", "avoid", "example")
BlockKind = Literal["paragraph", "bullets", "steps"]


class Span(msgspec.Struct, frozen=True):
    """A run of text in one style. `link` is a page id, `diagram:<id>`…; `fact`/`price` replace the text."""

    text: str = ""
    style: Literal["", "bold", "italic", "code"] = ""
    link: str = ""
    fact: str = ""
    price: str = ""


class Item(msgspec.Struct, frozen=True):
    """A paragraph or list item: its spans and the coverage claims it makes."""

    spans: tuple[Span, ...]
    claims: tuple[str, ...] = ()


class Block(msgspec.Struct, frozen=True):
    """A paragraph (one item) or a list."""

    kind: BlockKind
    items: tuple[Item, ...]


class Section(msgspec.Struct, frozen=True):
    """A titled part of a page. `title` is empty for the standard sections, whose headings are interface texts."""

    id: str
    title: str
    blocks: tuple[Block, ...]


class Prose(msgspec.Struct, frozen=True):
    """A whole page in one language."""

    sections: tuple[Section, ...]

    def section(self, section_id: str) -> Section | None:
        """The section of that id, if the page has it."""
        return next((section for section in self.sections if section.id == section_id), None)

    def items(self) -> list[Item]:
        """Every paragraph and list item in reading order."""
        return [item for section in self.sections for block in section.blocks for item in block.items]


_SPAN = re.compile(
    r"\{fact:(?P<fact>[\w.]+)\}|\{price:(?P<price>[\w.]+)\}|\*\*(?P<bold>.+?)\*\*|\*(?P<italic>[^*]+)\*"
    r"|`(?P<code>[^`]+)`|\[(?P<label>[^\]]+)\]\((?P<link>[\w:.]+)\)"
)
_CLAIM = re.compile(r"\s*\{#([A-Z]+\d+)\}")
_STEP = re.compile(r"^\d+\.\s+")


def parse(text: str, file: str = "") -> Prose:
    """The page in `text`. Errors: ContentError naming `file` and line for text before the first heading."""
    sections: list[Section] = []
    heading: str | None = None
    lines: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("## "):
            if heading is not None:
                sections.append(_section(heading, lines, len(sections)))
            heading, lines = line[3:].strip(), []
        elif heading is None and line.strip():
            raise ContentError(file, f"line {number}", "text before the first '## ' heading")
        else:
            lines.append(line)
    if heading is not None:
        sections.append(_section(heading, lines, len(sections)))
    return Prose(tuple(sections))


def _section(heading: str, lines: list[str], position: int) -> Section:
    extra = heading.startswith("+ ")
    title = heading[2:].strip() if extra else ""
    return Section(f"extra{position}" if extra else heading, title, tuple(_blocks(lines)))


def _blocks(lines: list[str]) -> list[Block]:
    blocks: list[Block] = []
    for group in _groups(lines):
        kind = _kind(group[0])
        items = tuple(parse_item(text) for text in (_joined(group) if kind != "paragraph" else [" ".join(group)]))
        if kind != "paragraph" and blocks and blocks[-1].kind == kind:
            blocks[-1] = Block(kind, blocks[-1].items + items)
        else:
            blocks.append(Block(kind, items))
    return blocks


def _groups(lines: list[str]) -> list[list[str]]:
    """Lines split at blank lines and where a list begins."""
    groups: list[list[str]] = []
    fresh = True
    for line in (line.rstrip() for line in lines):
        if not line:
            fresh = True
            continue
        if fresh or (_kind(line) != "paragraph" and _kind(groups[-1][0]) == "paragraph"):
            groups.append([])
        groups[-1].append(line)
        fresh = False
    return groups


def _kind(line: str) -> BlockKind:
    if line.startswith("- "):
        return "bullets"
    return "steps" if _STEP.match(line) else "paragraph"


def _joined(group: list[str]) -> list[str]:
    """List items with their continuation lines folded in and their markers removed."""
    items: list[str] = []
    for line in group:
        if _kind(line) != "paragraph":
            items.append(line[2:] if line.startswith("- ") else _STEP.sub("", line))
        else:
            items[-1] += " " + line.strip()
    return items


def parse_item(text: str) -> Item:
    """The spans and claims of one paragraph or list item."""
    claims = tuple(_CLAIM.findall(text))
    return Item(tuple(parse_spans(_CLAIM.sub("", text).strip())), claims)


def parse_spans(text: str) -> list[Span]:
    """Inline markup as spans. Text is taken literally; there is no HTML."""
    spans: list[Span] = []
    position = 0
    for match in _SPAN.finditer(text):
        if match.start() > position:
            spans.append(Span(text[position : match.start()]))
        spans.extend(_marked(match))
        position = match.end()
    if position < len(text):
        spans.append(Span(text[position:]))
    return spans


def _marked(match: re.Match[str]) -> list[Span]:
    if match["fact"]:
        return [Span(fact=match["fact"])]
    if match["price"]:
        return [Span(price=match["price"])]
    if match["link"]:
        return [Span(match["label"], link=match["link"])]
    style: Literal["bold", "italic", "code"] = "bold" if match["bold"] else "italic" if match["italic"] else "code"
    inner = match[style]
    if style == "bold" and "{" in inner:
        return [Span(s.text, "bold", s.link, s.fact, s.price) for s in parse_spans(inner)]
    return [Span(inner, style)]
