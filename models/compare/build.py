"""The comparison: a pure function of the content, the chosen services, the switch, the filter and the costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from models.compare.meaning import Meaning, differ, fold, odd_one
from models.compare.reader import CellReader, Entry
from models.compare.table import Cell, Column, ComparisonTable, Emptiness, Group, Row, Standout
from models.texts import pick

# Which end of a measured row people look for. Rows not named here have no better end.
MORE_IS_BETTER = frozenset({"max_duration", "max_vcpu", "max_memory", "sla"})
LESS_IS_BETTER = frozenset({"startup_time", "control_plane_price"})
# Measured bounds whose alternative in words is "no limit".
BOUNDS = frozenset({"max_duration"})


class ReadyRow(msgspec.Struct, frozen=True):
    """A row worked out elsewhere (the costs of the scenario), joined to the table as it is."""

    row: Row
    folded: str


class ReadyGroup(msgspec.Struct, frozen=True):
    """A group worked out elsewhere; it comes first in the table."""

    id: str
    label: str
    rows: tuple[ReadyRow, ...]


def compare(
    reader: CellReader,
    services: Sequence[str],
    only_differences: bool = False,
    filter_text: str = "",
    scenario: ReadyGroup | None = None,
) -> ComparisonTable:
    """Put services side by side, in the language and region of `reader`.

    `filter_text` keeps rows that contain each of its words, in any case and without regard to accents, in
    the group's name, the row's name (in any language) or a cell. A service whose facts cannot be read says
    *unknown* and why. Errors: ContentError for an unknown service.
    """
    columns = tuple(_column(reader, service_id) for service_id in services)
    wanted = tuple(fold(filter_text).split())
    if not columns:
        return ComparisonTable((), (), 0, 0, "too_few", wanted)
    everything = list(_groups(reader, services, scenario))
    groups = [(group, _kept(group, only_differences, wanted)) for group in everything]
    shown = tuple(Group(group.id, group.label, rows) for group, rows in groups if rows)
    flat = [ready.row for group in everything for ready in group.rows]
    differing = sum(row.differs for row in flat)
    empty = "" if shown else _why_empty(everything, only_differences, wanted)
    return ComparisonTable(columns, shown, len(flat), differing, empty, wanted)


def _column(reader: CellReader, service_id: str) -> Column:
    service = reader.display.catalog.service(service_id)
    language = reader.display.texts.language
    return Column(service_id, pick(service.name, language), pick(service.short, language), service.glyph)


def _groups(reader: CellReader, services: Sequence[str], scenario: ReadyGroup | None) -> Iterator[ReadyGroup]:
    if scenario is not None:
        yield scenario
    language = reader.display.texts.language
    for group in reader.display.catalog.attributes.groups:
        names = fold(" ".join(group.label.values()))
        rows = []
        for attribute in group.attributes:
            entries = [reader.entry(service_id, attribute.id) for service_id in services]
            folded = " ".join([names, fold(" ".join(attribute.label.values())), *(e.folded for e in entries)])
            rows.append(ReadyRow(_row(attribute.id, pick(attribute.label, language), entries), folded))
        yield ReadyGroup(group.id, pick(group.label, language), tuple(rows))


def _row(attribute_id: str, label: str, entries: Sequence[Entry]) -> Row:
    meanings = [entry.meaning for entry in entries]
    cells = tuple(entry.cell for entry in entries)
    return Row(attribute_id, label, cells, differ(meanings), standouts(attribute_id, cells, meanings))


def standouts(attribute_id: str, cells: Sequence[Cell], meanings: Sequence[Meaning]) -> tuple[Standout, ...]:
    """What stands out in each cell of a row.

    `limit`: a measured bound where the others say they have none; `best`: the better end of a measured row;
    `odd`: the only cell that differs from all the others. Yes, no and partly carry their own mark.
    """
    marks: list[Standout] = [""] * len(cells)
    for index in _best(attribute_id, cells, meanings):
        marks[index] = "best"
    odd = odd_one(meanings)
    if odd is not None and cells[odd].kind in ("text", "number"):
        marks[odd] = marks[odd] or "odd"
    if attribute_id in BOUNDS:
        bound = [index for index, found in enumerate(meanings) if found.size is not None]
        free = [found for found in meanings if found.size is None]
        if len(bound) == 1 and free and not any(cell.kind in ("unknown", "not_applicable") for cell in cells):
            marks[bound[0]] = "limit"
    return tuple(marks)


def _best(attribute_id: str, cells: Sequence[Cell], meanings: Sequence[Meaning]) -> list[int]:
    """The cells at the better end of a row in which every service it applies to is measured, in one unit.

    One answer in words or unknown could be better still, so then nothing is called the best.
    """
    sizes = {index: found.size for index, found in enumerate(meanings) if found.size is not None}
    applies = sum(cell.kind != "not_applicable" for cell in cells)
    units = {meanings[index].key[1] for index in sizes}
    if len(sizes) < applies or len(set(sizes.values())) < 2 or len(units) > 1:
        return []
    if attribute_id in MORE_IS_BETTER:
        best = max(sizes.values())
    elif attribute_id in LESS_IS_BETTER:
        best = min(sizes.values())
    else:
        return []
    return [index for index, size in sizes.items() if size == best]


def _kept(group: ReadyGroup, only_differences: bool, wanted: Sequence[str]) -> tuple[Row, ...]:
    return tuple(
        ready.row
        for ready in group.rows
        if (ready.row.differs or not only_differences) and all(word in ready.folded for word in wanted)
    )


def _why_empty(groups: Sequence[ReadyGroup], only_differences: bool, wanted: Sequence[str]) -> Emptiness:
    if wanted and not any(_kept(group, False, wanted) for group in groups):
        return "no_match"
    return "no_match_that_differs" if wanted and only_differences else "no_difference"
