"""Laid-out texts of the comparison: each cell is broken into lines once per width and painted many times."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from models.compare.meaning import fold
from models.compare.table import Cell, Standout
from models.formats import NBSP
from ui.theme.manager import Theme

# Answer -> token of its first word. The word itself is the first cue, colour and weight the second.
LEADS = {"yes": "good", "partly": "warning", "no": "text", "misfit": "bad"}
QUIET = frozenset({"unknown", "not_applicable", "pending"})
MOST = 4000  # layouts kept
Laid = tuple[QTextLayout, float]  # a text broken into lines, and its height in pixels


class Ink:
    """A cache of text layouts. `clear` it when theme, text size or language change."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._layouts: dict[tuple[object, ...], Laid] = {}
        self._doubt = ""

    def clear(self, doubt: str) -> None:
        """Forget every layout. `doubt` is the word for *unverified* from now on."""
        self._layouts.clear()
        self._doubt = doubt

    def cell(self, cell: Cell, mark: Standout, wanted: tuple[str, ...], width: int) -> Laid:
        """The layout of a cell and its height in pixels."""
        key = (cell, mark, wanted, width)
        found = self._layouts.get(key)
        if found is None:
            suffix = "" if cell.verified else f" ({self._doubt.replace(' ', NBSP)})"
            formats = self._formats(cell, mark, suffix)
            found = self._layouts[key] = self._break(cell.text + suffix, width, formats, wanted)
        return found

    def label(self, text: str, wanted: tuple[str, ...], width: int) -> Laid:
        """The layout of a row's name and its height in pixels."""
        key = (text, wanted, width)
        found = self._layouts.get(key)
        if found is None:
            found = self._layouts[key] = self._break(text, width, [], wanted)
        return found

    def _formats(self, cell: Cell, mark: Standout, suffix: str) -> list[QTextLayout.FormatRange]:
        theme, formats = self._theme, []
        if mark:
            formats.append(_range(0, len(cell.text), theme.color("warning" if mark == "limit" else "text"), True))
        if cell.kind in QUIET:
            formats.append(_range(0, len(cell.text), theme.color("muted")))
        if cell.lead:
            formats.append(_range(0, len(cell.lead), theme.color(LEADS[cell.kind]), cell.kind != "no"))
        if suffix:
            small = _range(len(cell.text), len(suffix), theme.color("muted"))
            small.format.setProperty(QTextCharFormat.Property.FontPixelSize, theme.font("small").pixelSize())
            formats.append(small)
        return formats

    def _break(
        self, text: str, width: int, formats: list[QTextLayout.FormatRange], wanted: tuple[str, ...]
    ) -> Laid:
        if len(self._layouts) > MOST:  # every width and filter leaves its own behind
            self._layouts.clear()
        layout = QTextLayout(text, self._theme.font("body"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.setFormats([*formats, *self._matches(text, wanted)])
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, height

    def _matches(self, text: str, wanted: tuple[str, ...]) -> list[QTextLayout.FormatRange]:
        """What the filter found, underlined on a tint."""
        if not wanted:
            return []
        folded, found = fold(text), []
        for word in wanted:
            start = folded.find(word)
            while start >= 0:
                shown = _range(start, len(word))
                shown.format.setBackground(self._theme.color("accent_tint"))
                shown.format.setFontUnderline(True)
                found.append(shown)
                start = folded.find(word, start + len(word))
        return found


def draw(painter: QPainter, layout: QTextLayout, x: float, y: float) -> None:
    """Paint a layout in the painter's pen."""
    layout.draw(painter, QPointF(x, y))


def _range(start: int, length: int, color: QColor | None = None, bold: bool = False) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    shape = QTextCharFormat()
    if color is not None:
        shape.setForeground(color)
    if bold:
        shape.setFontWeight(QFont.Weight.DemiBold)
    found.start, found.length, found.format = start, length, shape
    return found
