"""What the calculator answers to what is set: bills, times, ranges, each worked out once. Qt-free."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.content.display import Display
from models.cost import engine
from models.cost.options import Options
from models.cost.price_book import PriceBook
from models.cost.questions.setting import Setting
from models.cost.results import Estimate
from models.cost.workload import Workload
from models.duration.engine import duration_all
from models.duration.options import DurationOptions
from models.duration.results import DurationEstimate
from models.state.app_state import AppState
from ui.presenters.calculator_answer import CostAnswer
from ui.presenters.calculator_duration import TimeAnswer
from ui.presenters.calculator_history import Ranges
from ui.presenters.calculator_ranges import SpanMaker, Spans, SpanWords, TimeSpanWords
from ui.presenters.calculator_steps import Steps

if TYPE_CHECKING:
    from ui.presenters.calculator_tradeoff import TradeoffAnswer


class Answering:
    """The answering half of the presenter, over the steps of the other half."""

    steps: Steps

    def __init__(self, state: AppState, display: Display, prices: Callable[[], PriceBook]) -> None:
        self.state, self.display, self._prices = state, display, prices
        self._estimates: tuple[tuple[Workload, Options, str], tuple[Estimate, ...]] | None = None
        self._durations: tuple[tuple[Workload, DurationOptions], tuple[DurationEstimate, ...]] | None = None
        self._makers = {"cost": SpanMaker(), "time": SpanMaker()}
        self.compared_time = "whole"
        """Which time the view of cost against time compares: `whole` (of the month) or `single` (of one item)."""
        self._tradeoff: tuple[tuple[object, ...], TradeoffAnswer] | None = None

    @property
    def workload(self) -> Workload:
        """The workload in force."""
        return self.steps.workload

    @property
    def options(self) -> Options:
        """How things are bought, in force everywhere."""
        return self.steps.options

    @property
    def quotas(self) -> DurationOptions:
        """The account's quotas, retries and interruptions that times stand on."""
        return self.steps.quotas

    @property
    def ranges(self) -> Ranges:
        """The uncertain inputs: name -> lowest and highest, in base units."""
        return self.state.ranges

    @property
    def language(self) -> str:
        """The language texts are in now."""
        return self.display.texts.language

    def estimates(self) -> tuple[Estimate, ...]:
        """The bill of every service, ranked; computed once for each set of inputs and prices."""
        key = (self.workload, self.options, self.state.region)
        if self._estimates is None or self._estimates[0] != key:
            self._estimates = (key, engine.estimate_all(self.workload, self._prices(), self.options))
        return self._estimates[1]

    def answer(self, view: str = "cost") -> CostAnswer | TimeAnswer | TradeoffAnswer:
        """The words and numbers of the current answer: `cost`, `duration` or `tradeoff`."""
        if view == "tradeoff":
            return self.tradeoff()
        if view == "duration":
            count = len(self.state.ranges)
            words = TimeSpanWords(self.display, self.workload, self.time_spans(), count) if count else None
            return TimeAnswer(self.display, self.durations(), words)
        return self._cost()

    def _cost(self) -> CostAnswer:
        words = SpanWords(self.display, self.workload, self.spans(), len(self.state.ranges))
        return CostAnswer(self.display, self.estimates(), words, self.state.currency)

    def spans(self) -> Spans:
        """The lowest and highest bill of every service over the uncertain inputs; empty without any."""
        if not self.state.ranges:
            return {}
        return self._makers["cost"].spans(self._setting(), self.state.ranges, self.estimates())

    def time_spans(self) -> Spans:
        """The shortest and longest time on every service over the uncertain inputs, seconds; empty without any."""
        if not self.state.ranges:
            return {}
        return self._makers["time"].times(self._setting(), self.state.ranges, self.durations(), self.quotas)

    def _setting(self) -> Setting:
        return Setting(self.workload, self._prices(), self.options)

    def tradeoff(self) -> TradeoffAnswer:
        """Cost against time; the same answer for list and chart."""
        from ui.presenters.calculator_tradeoff import TradeoffAnswer  # only for those who look at this view

        estimates, durations, by = self.estimates(), self.durations(), self.compared_time
        key = (estimates, durations, by, self.language, self.spans(), self.state.currency)
        known = self._tradeoff
        if known is None or known[0] != key:
            answer = TradeoffAnswer(self.display, estimates, durations, by, self._cost())
            known = self._tradeoff = (key, answer)
        return known[1]

    def durations(self) -> tuple[DurationEstimate, ...]:
        """How long it takes on every service; computed once for each workload and set of quotas."""
        key = (self.workload, self.quotas)
        if self._durations is None or self._durations[0] != key:
            self._durations = (key, duration_all(self.workload, options=self.quotas))
        return self._durations[1]

    def subtitle(self, view: str) -> str:
        """What the numbers stand on: region and way of buying, or the assumption behind the times."""
        t = self.display.texts.t
        if view == "tradeoff":
            return " · ".join((self.subtitle("cost"), self.subtitle("duration")))
        if view == "duration":
            own = "" if self.quotas == DurationOptions() else "_own"
            return t("calc.time.subtitle_on" if self.workload.kind == "always_on" else f"calc.time.subtitle{own}")
        bought = [t("cost.purchase.spot")] if self.options.spot else []
        if self.options.commitment != "none" or not bought:
            bought.append(t(f"cost.purchase.{self.options.commitment}"))
        return t("calc.subtitle", region=self.state.region, purchase=", ".join(bought).lower())

    def book(self) -> PriceBook:
        """The prices in force."""
        return self._prices()

    def drag(self) -> None:
        """Until `settle`, uncertain answers are those of the places found last."""
        for maker in self._makers.values():
            maker.moving = True

    def settle(self) -> bool:
        """A drag has ended; True when an uncertain answer may now be another one."""
        stale = [maker.settle() for maker in self._makers.values()]
        return any(stale)
