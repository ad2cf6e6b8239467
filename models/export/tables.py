"""Tables of other screens for an export: the comparison as it stands, and a priced fleet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from models import formats
from models.compare.table import Cell as Compared
from models.compare.table import ComparisonTable
from models.cost.engine import RANKED
from models.export.document import Cell, Column, Document, Row, Table
from models.scenario.fleet import STATUSES, FleetCosts
from models.scenario.tuning_prices import RUNS, PricedCurve
from models.texts import Money, Texts


def comparison_table(table: ComparisonTable, texts: Texts) -> Table:
    """The comparison's rows, columns and order as shown; what is unconfirmed says so."""
    columns = (Column("row", texts.t("export.column.row")), *(Column(c.id, c.name) for c in table.columns))
    rows: list[Row] = []
    for group in table.groups:
        rows.append(Row((Cell(group.label), *(Cell("") for _ in table.columns)), group.id, "band"))
        for row in group.rows:
            cells = tuple(Cell(_confirmed(cell, texts)) for cell in row.cells)
            rows.append(Row((Cell(row.label), *cells), row.id))
    sheet = texts.t("export.sheet.comparison")
    return Table("comparison", texts.t("export.comparison"), columns, tuple(rows), sheet)


def origins_table(table: ComparisonTable, texts: Texts) -> Table:
    """Where each value of the comparison comes from: row, service, source and date."""
    names = ("row", "service", "origin")
    columns = tuple(Column(name, texts.t(f"export.column.{name}")) for name in names)
    rows = tuple(
        Row((Cell(row.label), Cell(column.name), Cell(cell.origin)))
        for row in table.rows()
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell.origin
    )
    return Table("origins", texts.t("export.origins"), columns, rows, texts.t("export.sheet.origins"))


def comparison_document(table: ComparisonTable, texts: Texts, title: str, subtitle: str) -> Document:
    """The comparison with its sources as a document of its own."""
    blocks = (comparison_table(table, texts), origins_table(table, texts))
    return Document(title, subtitle, texts.language, blocks, None, texts.t("export.sheet.comparison"))


def fleet_table(costs: FleetCosts, texts: Texts) -> Table:
    """Every row of a priced fleet in the order shown, largest saving first. USD a month."""
    t = texts.t
    columns = (
        Column("file_line", t("export.column.file_line"), "number"),
        Column("name", t("export.column.name")),
        Column("current", t("export.column.current")),
        Column("current_cost", t("export.column.current_cost"), "money"),
        Column("cheapest", t("export.column.cheapest")),
        Column("cheapest_cost", t("export.column.cheapest_cost"), "money"),
        Column("saving", t("export.column.saving"), "money"),
        Column("status", t("export.column.status")),
    )
    return Table("fleet", t("export.fleet"), columns, _FleetRows(costs, texts), t("export.sheet.fleet"))


def fleet_document(costs: FleetCosts, texts: Texts, title: str, subtitle: str) -> Document:
    """A priced fleet as a document of its own."""
    return Document(
        title, subtitle, texts.language, (fleet_table(costs, texts),), None, texts.t("export.sheet.fleet")
    )


class _FleetRows(Sequence[Row]):
    """The rows of a priced fleet, each made when it is asked for: a hundred thousand at once take 200 MB."""

    def __init__(self, costs: FleetCosts, texts: Texts) -> None:
        self._costs, self._texts = costs, texts
        self._names = {"": "", **{service: texts.t(f"cost.service.{service}") for service in RANKED}}
        self._words: dict[str, str] = {status: texts.t(f"export.status.{status}") for status in STATUSES}

    def __len__(self) -> int:
        return len(self._costs)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return [self._row(i) for i in range(*place.indices(len(self)))]
        return self._row(range(len(self))[place])

    def _row(self, place: int) -> Row:
        texts, row = self._texts, self._costs.row(place)
        amounts = (row.current, row.cost, row.saving)
        money = [Cell("") if usd is None else Cell(texts.value(Money(usd)), usd) for usd in amounts]
        line = Cell(formats.number(row.line, texts.language), float(row.line))
        name, current, best = Cell(row.name), Cell(self._names[row.service]), Cell(self._names[row.cheapest])
        status = Cell(self._words[row.status])
        return Row((line, name, current, money[0], best, money[1], money[2], status), str(row.row))


def _confirmed(cell: Compared, texts: Texts) -> str:
    return cell.text if cell.verified else f"{cell.text} ({texts.t('fact.unverified')})"


def tuning_table(priced: PricedCurve, texts: Texts) -> Table:
    """A measured memory curve: each size with its time, a million runs by the tool and here, the month here."""
    t = texts.t
    columns = (
        Column("memory", f"{t('share.tuning.head.memory')}, MB", "number"),
        Column("time", f"{t('share.tuning.head.time')}, ms", "number"),
        Column("theirs", t("share.tuning.head.cost", currency=priced.curve.currency), "money"),
        Column("million", t("share.tuning.head.million"), "money"),
        Column("month", t("share.tuning.head.month"), "money"),
    )
    rows = []
    for size in priced.sizes:
        point = size.measured
        theirs = point.cost * RUNS
        here = (size.million, size.month)
        money = [Cell("–") if usd is None else Cell(texts.value(Money(usd)), usd) for usd in here]
        cells = (
            Cell(formats.number(point.memory_mb, texts.language), point.memory_mb),
            Cell(formats.significant(point.duration_ms, texts.language), point.duration_ms),
            Cell(texts.value(Money(theirs, priced.curve.currency)), theirs),
            *money,
        )
        rows.append(Row(cells, f"{point.memory_mb:g}"))
    return Table("tuning", t("share.tuning.table"), columns, tuple(rows), t("export.sheet.summary"))
