"""What the current workload costs on the service of a page, beside the page's own example. Qt-free.

The words are those of the calculator's list, made from the same estimates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from models.content.display import Display
from models.errors import AppError
from models.figures import Figures
from models.texts import Money, pick

if TYPE_CHECKING:
    from ui.presenters.calculator_answer import CostAnswer
    from ui.presenters.current import CurrentAnswer


class PageCostView(msgspec.Struct, frozen=True):
    """The card: on what workload it stands, its figure and place, why; and the same for the page's example.

    `example` is empty when the current workload is the page's example, or the page has none.
    """

    title: str
    total: str
    place: str
    reason: str
    example: str

    @property
    def spoken(self) -> str:
        """The whole card in one breath."""
        return ". ".join(
            part.rstrip(".") for part in (self.title, self.headline, self.reason, self.example) if part
        )

    @property
    def headline(self) -> str:
        """Figure and place together."""
        return " · ".join(part for part in (self.total, self.place) if part)


class PageCost:
    """Answers for one page; the engine must be loaded."""

    def __init__(self, figures: Figures, display: Display, region: str) -> None:
        self._figures, self._display, self._region = figures, display, region
        self._current: CurrentAnswer | None = None

    def waiting(self) -> PageCostView:
        """The card while the engine is not there yet."""
        t = self._display.texts.t
        return PageCostView(t("services.mine_waiting"), t("compare.pending"), "", "", "")

    def view(self, service: str, example_id: str | None) -> PageCostView:
        """The card of one service. What cannot be worked out says why."""
        texts, figures = self._display.texts, self._figures
        try:
            name = figures.name(texts.language)
            title = texts.t("services.mine" if name else "services.mine_own", name=name, region=self._region)
            total, reason = self._row(service)
            return PageCostView(title, total, self._place(service), reason, self._example(service, example_id))
        except AppError as error:
            title = texts.t("services.mine_waiting")
            return PageCostView(title, texts.t("compare.no_cost"), "", texts.error(error), "")

    def _row(self, service: str) -> tuple[str, str]:
        """Figure and reason as the calculator's list says them."""
        t, one, answer = self._display.texts.t, self._figures.estimate(service), self._answer()
        row = next(found for found in answer.rows() if found.service == service)
        if row.total:
            beside = " · ".join(part for part in (row.between, row.second) if part)
            return t("services.mine_month", amount=row.total), ". ".join(filter(None, (beside, row.reason)))
        if row.rank == "broken":
            return t("services.mine_unfit"), f"{answer.short(one.broken[0])}. {answer.say(one.broken[0].fix)}"
        return t("services.mine_apart"), row.reason

    def _answer(self) -> CostAnswer:
        from ui.presenters.current import CurrentAnswer

        if self._current is None:
            self._current = CurrentAnswer(self._figures, self._display)
        return self._current.cost()

    def _place(self, service: str) -> str:
        """Its place by cost among those that can run the workload; empty when it is not among them."""
        ranked, t = self._figures.ranked(), self._display.texts.t
        mine = next((one for one in ranked if one.service == service), None)
        if mine is None:
            return ""
        if len(ranked) == 1:
            return t("services.mine_only")
        before = sum(one.total < mine.total for one in ranked)
        tied = "_tied" if sum(one.total == mine.total for one in ranked) > 1 else ""
        if before:
            return t(f"services.mine_place{tied}", place=before + 1, of=len(ranked))
        return t(f"services.mine_first{tied}", of=len(ranked))

    def _example(self, service: str, example_id: str | None) -> str:
        """What the page's example costs here, bought on demand; empty when that is what the card shows already."""
        from models.cost.engine import RANKED
        from models.cost.examples import load_examples

        t, language = self._display.texts.t, self._display.texts.language
        found = next((one for one in load_examples() if one.id == example_id), None)
        bill = self._figures.example_estimate(example_id or "", service)
        if found is None or bill is None or self._figures.teaches(found.id):
            return ""
        name = pick(found.name, language)
        if not bill.feasible:
            return t("services.example_unfit", name=name) if bill.service in RANKED else ""
        return t("services.example_cost", name=name, amount=Money(bill.total))
