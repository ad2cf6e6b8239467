"""Logic of the Compare tab without Qt: what is chosen, what is hidden, what it costs, and its sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from models.compare.as_text import to_markdown, to_tsv
from models.compare.build import compare
from models.compare.costs import Scenario, scenario_group
from models.compare.reader import CellReader
from models.compare.table import COST_ROW, SIZING_ROW, Cell, Column, ComparisonTable, Row, Standout
from models.content.display import Display
from models.errors import AppError
from models.figures import Figures
from models.state.app_state import MAX_COMPARED, MIN_COMPARED, AppState
from models.texts import Message, pick

if TYPE_CHECKING:
    from models.cost.price_book import PriceBook
    from ui.presenters.current import CurrentAnswer


class ComparePresenter:
    """Turns the state into a `ComparisonTable` and requests into changes of the state.

    `only_differences` and `filter_text` are the tab's own; everything else lives in the state. Costs say
    *pending* until `load_costs` has brought the engine in, which takes longer than a first visit may.
    """

    def __init__(
        self,
        state: AppState,
        display: Display,
        prices: Callable[[], PriceBook],
        figures: Figures | None = None,
    ) -> None:
        self._state, self._display = state, display
        self._figures = figures or Figures(state, prices)
        self._current: CurrentAnswer | None = None
        self.only_differences = False
        self.filter_text = ""
        self.costs_ready = False
        self._reader = CellReader(display)
        self._read_for = ("", "")

    def table(self) -> ComparisonTable:
        """The comparison of now."""
        now = (self._display.texts.language, self._state.region)
        if self._read_for != now:
            self._reader, self._read_for = CellReader(self._display), now
        chosen = self.chosen()
        group = scenario_group(self._display, self._scenario(chosen), chosen)
        return compare(self._reader, chosen, self.only_differences, self.filter_text, group)

    def chosen(self) -> tuple[str, ...]:
        """The services compared that the content knows, in the order they were chosen."""
        known = {service.id for service in self._display.catalog.services()}
        return tuple(service_id for service_id in self._state.compared if service_id in known)

    def services(self) -> tuple[Column, ...]:
        """Every service that can be chosen, in reading order, in the current language."""
        language = self._display.texts.language
        return tuple(
            Column(one.id, pick(one.name, language), pick(one.short, language), one.glyph)
            for one in self._display.catalog.services()
        )

    def load_costs(self) -> bool:
        """Bring the cost engine in; True when the table has to be shown again."""
        if self.costs_ready:
            return False
        self._figures.load()
        self.costs_ready = True
        return True

    def toggle(self, service_id: str) -> Message | None:
        """Choose a service or leave it out; when the limit forbids it, the sentence that says why."""
        removing = service_id in self._state.compared
        if self._state.toggle_compared(service_id):
            return None
        name = self._display.catalog.service(service_id).name
        if removing:
            return Message("compare.least", {"least": MIN_COMPARED, "name": name})
        return Message("compare.most", {"most": MAX_COMPARED, "name": name})

    def count(self, table: ComparisonTable) -> Message:
        """How many rows there are, are shown and differ."""
        key = "compare.count" if table.shown == table.total else "compare.count_some"
        return Message(key, {"shown": table.shown, "total": table.total, "differing": table.differing})

    def nothing(self, table: ComparisonTable) -> Message | None:
        """Why there are no rows and what to do about it, or None when there are."""
        if not table.empty:
            return None
        return Message(f"compare.empty.{table.empty}", {"filter": self.filter_text.strip()})

    def copy(self, table: ComparisonTable) -> tuple[str, str]:
        """The table as shown: tab-separated and Markdown."""
        mark = self._display.texts.t("fact.unverified")
        return to_tsv(table, mark), to_markdown(table, mark)

    def standout(self, row: Row, mark: Standout) -> str:
        """What a mark means, in words; empty for none."""
        if not mark:
            return ""
        return self._display.texts.t(f"compare.standout.{'cheapest' if row.id == COST_ROW else mark}")

    def spoken(self, row: Row, column: int) -> str:
        """A cell for a screen reader: value, doubt, and what stands out."""
        cell = row.cells[column]
        doubt = "" if cell.verified else self._display.texts.t("fact.unverified")
        return ", ".join(filter(None, [cell.text, doubt, self.standout(row, row.standouts[column])]))

    def source(self, column: Column, row: Row, cell: Cell) -> str:
        """Where a cell's value comes from, named by service and attribute."""
        t = self._display.texts.t
        where = t("compare.where", name=column.name, label=row.label)
        if row.id in (COST_ROW, SIZING_ROW):
            terms = t("compare.terms") if cell.kind == "money" else ""
            return "\n".join(filter(None, [where, cell.origin, terms, t("compare.to_calculator")]))
        return f"{where}\n{cell.origin}" if cell.origin else t("compare.no_origin", where=where)

    def _scenario(self, chosen: tuple[str, ...]) -> Scenario:
        region = self._state.region
        if not self.costs_ready:
            return Scenario("", region)
        try:
            texts = self._display.texts
            name = self._figures.name(texts.language) or texts.t("compare.scenario_own")
            priced = {service: self._figures.estimate(service) for service in chosen}
            return Scenario(name, region, priced, beside=self._beside())
        except AppError as error:
            return Scenario(self._display.texts.t("compare.scenario_own"), region, None, error)

    def _beside(self) -> Mapping[str, tuple[str, ...]]:
        """Ranges and second currency as the list of the calculator has them."""
        if not self._state.ranges and self._state.currency is None:
            return {}
        from ui.presenters.current import CurrentAnswer

        if self._current is None:
            self._current = CurrentAnswer(self._figures, self._display)
        return self._current.beside()
