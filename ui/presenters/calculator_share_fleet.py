"""A priced fleet in words: its sum, what was left out, and a row at a time for a table of any length. Qt-free."""

from __future__ import annotations

from models.content.display import Display
from models.export.document import Cell, Column, Document, Paragraph, Row, Table
from models.export.tables import fleet_table
from models.scenario.fleet import FleetCosts
from models.scenario.problems import Problem
from models.texts import Message, Money, Quantity, Texts

COLUMNS = ("name", "current", "current_cost", "cheapest", "cheapest_cost", "saving", "status", "file_line")
PROBLEM_COLUMNS = ("where", "what")
FIGURES = ("current_cost", "cheapest_cost", "saving", "file_line")
TOLD = 3  # notices of the file shown


class FleetWords:
    """Puts a priced fleet in words of the current language. `region` is the one it was priced in."""

    def __init__(self, display: Display, costs: FleetCosts, region: str) -> None:
        self._display, self.costs, self.region = display, costs, region

    def summary(self) -> str:
        """How many workloads, where, and what moving them would save in a month."""
        return _summary(self._display.texts, self.costs, self.region)

    def notes(self) -> tuple[str, ...]:
        """What has to be told: rows left out, columns not used, missing prices."""
        texts, fleet = self._display.texts, self.costs.fleet
        told = [texts.message(notice) for notice in fleet.notices[:TOLD]]
        if fleet.refused:
            first = fleet.problems[0]
            where = Message("share.fleet.row_problem", {"place": first.place, "problem": first.what})
            told.insert(0, texts.t("share.fleet.refused", count=fleet.refused, problem=where))
        if self.costs.incomplete:
            names = ", ".join(sorted(texts.t(f"cost.service.{name}") for name in self.costs.incomplete))
            told.append(texts.t("share.fleet.incomplete", services=names))
        return tuple(told)

    def problem(self, place: int) -> tuple[str, str]:
        """Where a row that was left out stands and what is wrong with it."""
        texts, found = self._display.texts, self.costs.fleet.problems[place]
        return _problem(texts, found)

    def problem_head(self, column: str) -> str:
        """The heading of a column of the rows left out."""
        return self._display.texts.t(f"share.fleet.column.{column}")

    def title(self, place: int) -> str:
        """What the row shown at a place is called: its name, or its line in the file."""
        row = self.costs.row(place)
        return row.name or self._display.texts.t("scenario.place.line", line=row.line)

    def head(self, column: str) -> str:
        """The heading of a column."""
        return self._display.texts.t(f"export.column.{column}")

    def cell(self, place: int, column: str) -> str:
        """What stands in a column of the row shown at a place, counted from 0."""
        texts, row = self._display.texts, self.costs.row(place)
        amounts = {"current_cost": row.current, "cheapest_cost": row.cost, "saving": row.saving}
        if column in amounts:
            amount = amounts[column]
            return "" if amount is None else texts.value(Money(amount))
        if column in ("current", "cheapest"):
            service = row.service if column == "current" else row.cheapest
            return texts.t(f"cost.service.{service}") if service else "–"
        if column == "file_line":
            return texts.quantity(float(row.line), None)
        return row.name if column == "name" else texts.t(f"export.status.{row.status}")


def _summary(texts: Texts, costs: FleetCosts, region: str) -> str:
    """How many and where; what moving them saves, where the file tells on what they run now."""
    if not costs.any_service:
        return texts.t("share.fleet.summary_no_service", count=len(costs), region=region)
    return texts.t("share.fleet.summary", count=len(costs), region=region, saving=Money(costs.total_saving))


def fleet_document(costs: FleetCosts, language: str, region: str) -> Document:
    """The priced fleet to be written. Makes its own texts, so that it may be built beside the window."""
    texts = Texts(language)
    display_title = texts.t("share.fleet.doc")
    saving = _summary(texts, costs, region)
    left_out, blocks = costs.fleet.refused, [fleet_table(costs, texts)]
    if left_out:
        blocks.append(_left_out(costs, texts))
    told = (Paragraph(texts.t("share.fleet.left_out", count=left_out)),) if left_out else ()
    return Document(display_title, saving, language, (*told, *blocks), None, texts.t("export.sheet.fleet"))


def _left_out(costs: FleetCosts, texts: Texts) -> Table:
    """The rows that could not be used: where they stand and why; the first thousand."""
    columns = tuple(Column(name, texts.t(f"share.fleet.column.{name}")) for name in PROBLEM_COLUMNS)
    rows = tuple(Row(tuple(map(Cell, _problem(texts, one)))) for one in costs.fleet.problems)
    title = texts.t("share.fleet.left_table")
    return Table("left_out", title, columns, rows, title)


def _problem(texts: Texts, found: Problem) -> tuple[str, str]:
    place = texts.message(found.place) if isinstance(found.place, Message) else found.place
    return place, texts.message(found.what)


def percent(value: float) -> Quantity:
    """A percentage without decimals."""
    return Quantity(value, "%", 0)
