"""The current workload's answer in the words of the calculator's list, for the views beside it. Qt-free.

Import on first use: it brings the cost engine with it.
"""

from __future__ import annotations

from models.content.display import Display
from models.figures import Figures
from ui.presenters.calculator_answer import CostAnswer
from ui.presenters.calculator_ranges import SpanMaker, SpanWords


class CurrentAnswer:
    """Costs with what stands beside them in the list: between what they lie, and the person's second currency."""

    def __init__(self, figures: Figures, display: Display) -> None:
        self._figures, self._display = figures, display
        self._maker = SpanMaker()

    def cost(self) -> CostAnswer:
        """The list of now. Errors: AppError."""
        figures = self._figures
        estimates = figures.estimates()
        spans = self._maker.spans(figures.setting(), figures.ranges, estimates) if figures.ranges else {}
        words = SpanWords(self._display, figures.workload(), spans, len(figures.ranges))
        return CostAnswer(self._display, estimates, words, figures.currency)

    def beside(self) -> dict[str, tuple[str, ...]]:
        """For each service, what its row says beside the total; empty without ranges and second currency."""
        if not self._figures.ranges and self._figures.currency is None:
            return {}
        return {row.service: tuple(filter(None, (row.between, row.second))) for row in self.cost().rows()}
