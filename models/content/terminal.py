"""A page as readable plain text: the same sections, facts, prices and sources the window shows."""

from __future__ import annotations

import textwrap

from models.content.display import Display
from models.content.page import PageView
from models.content.prose import Block

MARKS = {"advantages": "+", "limitations": "-"}
NARROWEST = 40
GAP = 2  # between two columns


def page_text(page: PageView, display: Display, region: str, width: int = 80) -> str:
    """The whole page wrapped to `width` columns (at least 40)."""
    width = max(NARROWEST, width)
    t = display.texts.t
    lines = [*_title(page.name, "=", width), *textwrap.wrap(page.line, width), ""]
    lines += _columns([(fact.value, fact.caption) for fact in page.headline], width)
    tables = {"limits": _limits, "prices": _prices, "news": _news, "related": _related, "sources": _sources}
    for section_id in page.contents():
        section = page.section(section_id)
        title = section.title if section and section.title else t(f"section.{section_id}")
        if section_id == "prices":
            title = f"{title} · {region}"
        lines += ["", *_title(title, "-", width)]
        if section is not None:
            for block in section.blocks:
                lines += [*_block(block, display, section_id, width), ""]
            lines.pop()
        else:
            lines += tables[section_id](page, display, width)
    return "\n".join(lines)


def _block(block: Block, display: Display, section_id: str, width: int) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(block.items, start=1):
        text = display.plain(item.spans)
        if block.kind == "paragraph":
            lines += textwrap.wrap(text, width)
            continue
        mark = f"{number}." if block.kind == "steps" else MARKS.get(section_id, "*")
        lines += _hanging(f"{mark} ", text, width)
    return lines


def _hanging(mark: str, text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=mark, subsequent_indent=" " * len(mark)) or [mark.rstrip()]


def _title(text: str, mark: str, width: int) -> list[str]:
    """A heading underlined as far as it is wide."""
    lines = textwrap.wrap(text, width)
    return [*lines, mark * max(map(len, lines), default=0)]


def _columns(rows: list[tuple[str, str]], width: int) -> list[str]:
    """Label and text in two columns, the second one wrapped; a label too long for its column stands above."""
    if not rows:
        return []
    first = min(max(len(left) for left, _ in rows), width // 2 - GAP)
    lines: list[str] = []
    for left, right in rows:
        wrapped = textwrap.wrap(right, width - first - GAP) or [""]
        if len(left) <= first:
            lines.append(f"{left:<{first + GAP}}{wrapped.pop(0)}".rstrip())
        else:
            lines += textwrap.wrap(left, width)
        lines += [" " * (first + GAP) + line for line in wrapped]
    return lines


def _limits(page: PageView, display: Display, width: int) -> list[str]:
    unverified = display.texts.t("fact.unverified")
    rows = []
    for fact in page.limits:
        extras = (fact.adjustable, "" if fact.verified else unverified, fact.note.rstrip("."))
        said = "; ".join(part for part in extras if part)
        rows.append((fact.label, f"{fact.value} ({said})" if said else fact.value))
    return _columns(rows, width)


def _prices(page: PageView, display: Display, width: int) -> list[str]:
    rows = [(price.label, f"{price.value} {price.unit}".rstrip()) for price in page.prices]
    origins = list(dict.fromkeys(price.origin for price in page.prices if price.origin))
    lines = _columns(rows, width)
    for origin in origins:
        lines += _hanging("  ", origin, width)
    return lines


def _news(page: PageView, display: Display, width: int) -> list[str]:
    lines: list[str] = []
    for item in page.news:
        lines += _hanging(f"{item.date}  ", item.text, width)
        lines += _hanging("  > ", item.advice, width)
    return lines


def _related(page: PageView, display: Display, width: int) -> list[str]:
    return _columns([(f"{link.name} ({link.id})", link.why) for link in page.related], width)


def _sources(page: PageView, display: Display, width: int) -> list[str]:
    lines: list[str] = []
    for source in page.sources:
        lines += _hanging("* ", f"{source.title}. {source.publisher}, {source.date}", width)
    return lines
