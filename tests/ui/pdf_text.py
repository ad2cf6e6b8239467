"""The text of a PDF as a reader finds it: glyphs of the page brought back to letters by the fonts' own tables."""

from __future__ import annotations

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9a-fA-F]+)> Tj|\bET\b")


def pdf_text(data: bytes) -> str:
    """Every text of a PDF written by Qt, runs in the order of the page, one text object a line."""
    objects = {int(number): body for number, body in _OBJECT.findall(data)}
    fonts = [pair for body in objects.values() for pair in re.findall(rb"/(F\d+) (\d+) 0 R", body)]
    tables = {name.decode(): _table(objects, int(ref)) for name, ref in fonts}
    return "\n".join(_shown(_stream(body), tables) for body in objects.values() if b" Tj" in _stream(body))


def _stream(body: bytes) -> bytes:
    found = _STREAM.search(body)
    if found is None:
        return b""
    return zlib.decompress(found.group(1)) if b"FlateDecode" in body else found.group(1)


def _table(objects: dict[int, bytes], font: int) -> dict[int, str]:
    """Glyph -> letters, as the font tells readers."""
    ref = re.search(rb"/ToUnicode (\d+) 0 R", objects[font])
    table: dict[int, str] = {}
    text = _stream(objects[int(ref.group(1))]).decode("latin1") if ref else ""
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, last, body in re.findall(r"<(\w+)>\s*<(\w+)>\s*(\[.*?\]|<\w+>)", block, re.DOTALL):
            codes = re.findall(r"<(\w+)>", body)
            for i in range(int(last, 16) - int(first, 16) + 1):
                code = codes[i] if body.startswith("[") else f"{int(codes[0], 16) + i:04x}"
                table[int(first, 16) + i] = bytes.fromhex(code).decode("utf-16-be")
    return table


def _shown(page: bytes, tables: dict[str, dict[int, str]]) -> str:
    parts: list[str] = []
    table: dict[int, str] = {}
    for font, glyphs in _SHOWN.findall(page):
        if font:
            table = tables[font.decode()]
        elif glyphs:
            parts.append("".join(table.get(int(glyphs[i : i + 4], 16), "�") for i in range(0, len(glyphs), 4)))
        else:
            parts.append("\n")
    return "".join(parts)
