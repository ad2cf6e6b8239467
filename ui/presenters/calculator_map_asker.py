"""What the map is asked: the inputs, the two axes chosen, and whether cost or time decides. Qt-free."""

from __future__ import annotations

from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_map import MapMaker
from ui.presenters.calculator_map_grid import MapGrid, MapQuestion
from ui.presenters.calculator_map_reading import Answers, ReadingView


class MapAsker:
    """Keeps the axes that make sense for the kind of workload; `maker` puts answers in words."""

    def __init__(self, presenter: CalculatorPresenter) -> None:
        self._presenter = presenter
        self._kind = presenter.workload.kind
        self.maker = MapMaker(presenter.display)
        self.inputs = self.maker.default_inputs(presenter.workload)
        self.measure = "cost"

    def follow_kind(self) -> bool:
        """Another kind of workload has other inputs; whether it is another one now."""
        workload = self._presenter.workload
        if workload.kind == self._kind:
            return False
        self._kind = workload.kind
        if not set(self.inputs) <= set(self.maker.axes.inputs(workload)):
            self.inputs = self.maker.default_inputs(workload)
        return True

    def choices(self) -> list[tuple[str, str]]:
        """(input, its name) of everything that can be an axis."""
        axes, workload = self.maker.axes, self._presenter.workload
        return [(one, axes.label(one, workload.kind)) for one in axes.inputs(workload)]

    def question(self) -> MapQuestion:
        """The map that belongs to the inputs as they are."""
        presenter = self._presenter
        workload, book, options = presenter.workload, presenter.book(), presenter.options
        return self.maker.question(workload, book, options, self.inputs, self.measure, quotas=presenter.quotas)

    def title(self) -> str:
        """What the map is of."""
        return self.maker.title(self.measure)

    def basis(self) -> str:
        """What its figures stand on, where that needs saying."""
        return self.maker.basis(self.question())

    def spoken(self, grid: MapGrid) -> str:
        """A map with the current workload on it, for a screen reader."""
        return self.maker.spoken(grid, self._answers())

    def reading(self, place: tuple[float, float] | None) -> ReadingView:
        """What is told of a place on the axes, 0 to 1; None: of the workload itself."""
        question = self.question()
        if place is None:
            return self.maker.reading(question, {}, self._answers())
        return self.maker.reading(question, self.maker.values_at(question, *place))

    def values_at(self, x: float, y: float) -> dict[str, float]:
        """The inputs at a place."""
        return self.maker.values_at(self.question(), x, y)

    def stepped(self, across: int, up: int) -> dict[str, float]:
        """The inputs some steps away from the workload."""
        return self.maker.stepped(self.question(), across, up)

    def _answers(self) -> Answers:
        presenter = self._presenter
        return presenter.estimates() if self.measure == "cost" else presenter.durations()
