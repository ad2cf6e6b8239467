"""Facts as comparison cells, each worked out once for one language and region."""

from __future__ import annotations

import msgspec

from models.compare.meaning import Meaning, fold, meaning
from models.compare.table import Cell, CellKind
from models.content.display import Display
from models.content.schema import Fact
from models.errors import ContentError


class Entry(msgspec.Struct, frozen=True):
    """A cell with its meaning and what a filter searches in it."""

    cell: Cell
    meaning: Meaning
    folded: str


class CellReader:
    """Reads cells through a Display and keeps them: make a new one when language or region change."""

    def __init__(self, display: Display) -> None:
        self.display = display
        self._entries: dict[tuple[str, str], Entry] = {}

    def entry(self, service_id: str, attribute_id: str) -> Entry:
        """The cell of a service for an attribute; a missing or unreadable fact reads as unknown and says why."""
        key = (service_id, attribute_id)
        found = self._entries.get(key)
        if found is None:
            found = self._entries[key] = self._found(*key)
        return found

    def _found(self, service_id: str, attribute_id: str) -> Entry:
        try:
            return self._read(self.display.catalog.attribute_value(service_id, attribute_id))
        except ContentError as error:
            texts = self.display.texts
            cell = Cell(texts.t("fact.unknown"), "unknown", "", texts.error(error))
            return Entry(cell, meaning(None, cell.text), fold(cell.text))

    def _read(self, fact: Fact | None) -> Entry:
        text = self.display.fact(fact) if fact else self.display.texts.t("fact.unknown")
        kind = _kind(fact)
        lead = self.display.texts.t(f"fact.flag_{kind}") if kind in ("yes", "no", "partly") else ""
        origin = self.display.origin(fact) if fact else ""
        cell = Cell(text, kind, lead, origin, fact.verified if fact else True)
        return Entry(cell, meaning(fact, text), fold(text))


def _kind(fact: Fact | None) -> CellKind:
    if fact is None:
        return "unknown"
    if fact.status:
        return fact.status
    if fact.flag:
        return fact.flag
    return "text" if fact.text else "number"
