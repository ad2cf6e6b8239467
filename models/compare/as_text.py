"""The table as text, exactly what is shown: tab-separated for spreadsheets, Markdown for documents."""

from __future__ import annotations

from models.compare.table import Cell, ComparisonTable


def to_tsv(table: ComparisonTable, unverified: str = "") -> str:
    """Lines of tab-separated fields, bands as lines of their own. `unverified` marks what is not confirmed."""
    lines = [["", *(column.name for column in table.columns)]]
    for group in table.groups:
        lines.append([group.label, *("" for _ in table.columns)])
        lines += [[row.label, *(_plain(cell, unverified) for cell in row.cells)] for row in group.rows]
    return "\n".join("\t".join(" ".join(field.split()) for field in line) for line in lines) + "\n"


def to_markdown(table: ComparisonTable, unverified: str = "") -> str:
    """A Markdown table with the bands in bold; characters that would break it are escaped."""
    width = len(table.columns)
    lines = [["", *(_escaped(column.name) for column in table.columns)], ["---"] * (width + 1)]
    for group in table.groups:
        lines.append([f"**{_escaped(group.label)}**", *[""] * width])
        for row in group.rows:
            lines.append([_escaped(row.label), *(_escaped(_plain(cell, unverified)) for cell in row.cells)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _plain(cell: Cell, unverified: str) -> str:
    return cell.text if cell.verified or not unverified else f"{cell.text} ({unverified})"


def _escaped(text: str) -> str:
    for mark in ("\\", "|", "*", "_", "`", "<", "["):
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())
