"""Text formats: Markdown for documents, HTML and tab-separated text for copying. All with the texts as shown."""

from __future__ import annotations

import re
from html import escape

from models.export.document import Document, Pace, Paragraph, Row, Table, inert, one_line

_MARKS = re.compile(r"([\\|*_`<>\[\]~])")
_OPENING = re.compile(r"^([#+\-=]|\d+[.)])(?=\s|$|=|-)")
_FIGURE = re.compile(r"-?\d[\d.,\s]*( [A-Z]{3}| [A-Z]{3})?$")
RIGHT = ("number", "price", "money")


def to_markdown(document: Document, pace: Pace | None = None) -> str:
    """The document as Markdown (tables as in GitHub's); characters that would change it are escaped."""
    pace = pace or Pace()
    parts = [f"# {_plain(document.title)}", _plain(document.subtitle)]
    for block in document.blocks:
        parts += [_plain(block.text)] if isinstance(block, Paragraph) else _markdown_table(block, pace)
    return "\n\n".join(part for part in parts if part) + "\n"


def to_html(document: Document, pace: Pace | None = None) -> str:
    """The document as one HTML page without style or script, fit for the clipboard."""
    pace = pace or Pace()
    body = [f"<h1>{_safe(document.title)}</h1>", f"<p>{_safe(document.subtitle)}</p>"]
    for block in document.blocks:
        body += [f"<p>{_safe(block.text)}</p>"] if isinstance(block, Paragraph) else _html_table(block, pace)
    head = f'<meta charset="utf-8"><title>{_safe(document.title)}</title>'
    page = [
        f'<!DOCTYPE html>\n<html lang="{_safe(document.language)}">',
        f"<head>{head}</head>",
        "<body>",
        *body,
        "</body>\n</html>",
    ]
    return "\n".join(page) + "\n"


def to_plain(document: Document, pace: Pace | None = None) -> str:
    """The document as text whose tables have tabs, so that they land in cells when pasted into a spreadsheet."""
    pace = pace or Pace()
    lines = [inert(one_line(document.title)), inert(one_line(document.subtitle))]
    for block in document.blocks:
        lines.append("")
        if isinstance(block, Paragraph):
            lines.append(inert(one_line(block.text)))
            continue
        lines += [inert(one_line(text)) for text in (block.title, *block.intro.split("\n")) if text]
        lines.append("\t".join(inert(one_line(column.label)) for column in block.columns))
        lines += ["\t".join(_tab(block, row)) for row in pace.rows(block)]
        lines += [inert(one_line(note)) for note in block.notes]
    return "\n".join(lines) + "\n"


def _tab(table: Table, row: Row) -> list[str]:
    """The cells of a row; figures, also negative ones, are left as they are and words are made inert."""
    return [
        one_line(cell.text) if cell.value is not None and _FIGURE.match(cell.text) else inert(one_line(cell.text))
        for cell, _ in zip(row.cells, table.columns, strict=True)
    ]


def _markdown_table(table: Table, pace: Pace) -> list[str]:
    lines = [
        [_plain(column.label) for column in table.columns],
        ["---:" if column.kind in RIGHT else "---" for column in table.columns],
    ]
    for row in pace.rows(table):
        bold = row.role != "line"
        cells = [_plain(cell.text) for cell in row.cells]
        lines.append([f"**{cell}**" if bold and cell else cell for cell in cells])
    grid = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    intro = [_plain(text) for text in table.intro.split("\n") if text]
    notes = "\n".join(f"- {_plain(note)}" for note in table.notes)
    return [f"## {_plain(table.title)}", *intro, grid if table.rows else "", notes]


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    marked = _MARKS.sub(r"\\\1", one_line(text)).replace("&", "&amp;")
    return _OPENING.sub(r"\\\1", marked)


def _html_table(table: Table, pace: Pace) -> list[str]:
    head = "".join(f'<th scope="col">{_safe(column.label)}</th>' for column in table.columns)
    rows = "\n".join(_html_row(table, row) for row in pace.rows(table))
    parts = [
        f"<h2>{_safe(table.title)}</h2>",
        *(f"<p>{_safe(part)}</p>" for part in table.intro.split("\n") if part),
    ]
    if table.rows:
        parts.append(f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>")
    if table.notes:
        parts.append("<ul>" + "".join(f"<li>{_safe(note)}</li>" for note in table.notes) + "</ul>")
    return parts


def _html_row(table: Table, row: Row) -> str:
    if row.role == "band" and not any(cell.text for cell in row.cells[1:]):
        return f'<tr><th scope="colgroup" colspan="{len(row.cells)}">{_safe(row.cells[0].text)}</th></tr>'
    cells = []
    for column, cell in zip(table.columns, row.cells, strict=True):
        side = ' align="right"' if column.kind in RIGHT else ""
        strong = f"<strong>{_safe(cell.text)}</strong>" if row.role != "line" and cell.text else _safe(cell.text)
        cells.append(f"<td{side}>{strong}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _safe(text: str) -> str:
    return escape(one_line(text))
