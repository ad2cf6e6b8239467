"""What would have to change for a service to win, and what moves the cheapest bill, in words. Qt-free."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from models import formats
from models.content.display import Display
from models.cost.engine import RANKED
from models.cost.options import Options
from models.cost.price_book import PriceBook
from models.cost.questions.setting import Setting
from models.cost.results import Estimate
from models.cost.workload import Workload
from models.texts import Money
from ui.presenters.calculator_fields import BY_NAME
from ui.presenters.calculator_insight_solve import Insight, InsightQuestion, Need, Push, written
from ui.presenters.calculator_map_axes import AxisWords
from ui.presenters.calculator_words import Words

TRIED = 3
"""Services tried before the first is shown as one that cannot win."""
BARS = 6  # inputs whose bars are drawn, the widest swings


class NeedView(msgspec.Struct, frozen=True):
    """One way for the service to win. `value` None: nothing to apply, it wins now."""

    input_name: str
    label: str
    words: str
    cost: str
    value: float | None
    spoken: str
    stretch: str
    """The winning values around `value`."""


class PushView(msgspec.Struct, frozen=True):
    """One bar: what 10 % less and 10 % more do to the total, as shares of the widest change (-1 to 1).

    `less` and `more` are empty where 10 % is less than one whole thing.
    """

    input_name: str
    label: str
    less: str
    more: str
    low: float
    high: float
    step: str
    spoken: str


class InsightView(msgspec.Struct, frozen=True):
    """Both halves of the answer."""

    lead: str
    """The one sentence above the ways to win."""
    needs: tuple[NeedView, ...]
    none: str
    """The inputs with which nothing helps; '' when there are none."""
    summary: str
    """The one sentence above the bars."""
    pushes: tuple[PushView, ...]


class InsightMaker:
    """Asks the question and puts the answer in words."""

    def __init__(self, display: Display) -> None:
        self._texts, self._words, self._axes = display.texts, Words(display), AxisWords(display)

    def services(self) -> tuple[tuple[str, str], ...]:
        """(id, full name) of every service that can win."""
        return tuple((name, self._words.name(name)) for name in RANKED)

    def defaults(self, estimates: tuple[Estimate, ...]) -> tuple[str, ...]:
        """The services asked about until a person chooses, the first that can win: those that do not win now."""
        fit = [one for one in estimates if one.service in RANKED and one.feasible]
        behind = [one.service for one in fit if one.total > fit[0].total]
        unfit = [name for name in RANKED if name not in {one.service for one in fit}]
        return tuple([*behind, *unfit][:TRIED]) or RANKED[:1]

    def question(
        self,
        workload: Workload,
        book: PriceBook,
        options: Options,
        wanted: str,
        estimates: tuple[Estimate, ...],
    ) -> InsightQuestion:
        """What to ask the engine. `estimates`: the bills as they are ranked now."""
        best = next((one for one in estimates if one.service in RANKED and one.feasible), None)
        winner, total = (best.service, best.total) if best else ("", math.nan)
        return InsightQuestion(Setting(workload, book, options), wanted, winner, total)

    def view(self, insight: Insight) -> InsightView:
        """The answer in the current language."""
        question = insight.question
        done = [need for need in insight.needs if need.value is not None]
        done.sort(key=_ratio)
        missing = [need for need in insight.needs if need.value is None]
        winning = bool(done) and all(need.value == need.now for need in done)
        return InsightView(
            lead=self._lead(insight, done, winning),
            needs=tuple(self._need(question, need, winning) for need in done),
            none=self._none(question, missing) if done else "",
            summary=self._summary(insight),
            pushes=self._pushes(insight),
        )

    # ways to win

    def _lead(self, insight: Insight, done: list[Need], winning: bool) -> str:
        t, name = self._texts.t, self._words.name(insight.question.wanted)
        if not done:
            return t("insight.never", name=name, names=self._labels(insight.question, insight.needs))
        if winning:
            key = "insight.ties" if done[0].tied else "insight.wins"
            return t(key, name=name, others=self._names(done[0].tied))
        return t("insight.could", name=name)

    def _need(self, question: InsightQuestion, need: Need, winning: bool) -> NeedView:
        t, kind = self._texts.t, question.setting.workload.kind
        label, stretch = self._axes.label(need.input_name, kind), self._stretch(question, need)
        usd = self._texts.value(Money(need.cost))
        key = "insight.cost_tied" if need.tied else "insight.cost"
        cost = "" if winning else t(key, usd=usd, others=self._names(need.tied))
        words = t("insight.while" if winning else "insight.with", label=label, stretch=stretch)
        value = None if winning else need.value
        spoken = t("insight.apply_spoken", label=label, value=self._figure(question, need.input_name, need.value))
        return NeedView(need.input_name, label, words, cost, value, spoken, stretch)

    def _stretch(self, question: InsightQuestion, need: Need) -> str:
        """The winning values around the one that would be applied, as a person says them."""
        t, name = self._texts.t, need.input_name
        assert need.value is not None
        low, high = self._ends(question, need)
        if need.open_low and need.open_high:
            return t("insight.any")
        if low == high:
            return t("insight.exactly", value=self._figure(question, name, low))
        if need.open_high:
            return t("insight.at_least", value=self._figure(question, name, low))
        if need.open_low:
            return t("insight.at_most", value=self._figure(question, name, high))
        return t(
            "insight.between", low=self._figure(question, name, low), high=self._figure(question, name, high)
        )

    def _ends(self, question: InsightQuestion, need: Need) -> tuple[float, float]:
        """Both ends with few digits, never outside the stretch; the one to be applied is an end."""
        setting, field = question.setting, BY_NAME[need.input_name]
        value = need.now if need.value is None else need.value
        stretch = (need.low, need.high)
        least = written(field, setting, need.low, True, stretch)
        most = written(field, setting, need.high, False, stretch)
        low, high = value if least is None else least, value if most is None else most
        if value < need.now:
            return min(low, value), value
        return (value, max(high, value)) if value > need.now else (min(low, value), max(high, value))

    def _none(self, question: InsightQuestion, missing: list[Need]) -> str:
        return self._texts.t("insight.none", names=self._labels(question, missing)) if missing else ""

    def _labels(self, question: InsightQuestion, needs: Sequence[Need]) -> str:
        kind = question.setting.workload.kind
        return ", ".join(self._axes.label(need.input_name, kind) for need in needs)

    def _names(self, services: tuple[str, ...]) -> str:
        return ", ".join(self._words.name(name) for name in services)

    def _figure(self, question: InsightQuestion, name: str, value: float | None) -> str:
        workload = question.setting.workload
        axis = self._axes.axis(name, workload)
        return self._axes.figure(axis, 0.0 if value is None else value, workload.kind)

    # what moves the bill

    def _summary(self, insight: Insight) -> str:
        t, question = self._texts.t, insight.question
        if not question.winner:
            return t("insight.nothing_fits")
        name, usd = self._words.name(question.winner), self._texts.value(Money(question.total))
        if not insight.pushes or not insight.pushes[0].swing.width:
            return t("insight.still", name=name, usd=usd)
        label = self._axes.label(insight.pushes[0].swing.input_name, question.setting.workload.kind)
        return t("insight.most", name=name, usd=usd, label=label)

    def _pushes(self, insight: Insight) -> tuple[PushView, ...]:
        counted = [one for one in insight.pushes if not one.swing.width]
        pushes = [one for one in insight.pushes if one.swing.width][: BARS - len(counted)] + counted
        base = insight.base
        most = max((abs(end - base) for one in pushes for end in one.swing[1:3]), default=0.0) or 1.0
        return tuple(self._push(insight.question, one, base, most) for one in pushes)

    def _push(self, question: InsightQuestion, push: Push, base: float, most: float) -> PushView:
        t, swing, name = self._texts.t, push.swing, push.swing.input_name
        label = self._axes.label(swing.input_name, question.setting.workload.kind)
        step = self._step(question, push)
        if not swing.width:  # whole things too few for 10 %: only the price of one more says something
            return PushView(name, label, "", "", 0.0, 0.0, step, f"{label}. {step}")
        less = t("insight.less", change=self.change(swing.low - base))
        more = t("insight.more", change=self.change(swing.high - base))
        spoken = t("insight.push_spoken", label=label, less=less, more=more, step=step)
        low, high = (swing.low - base) / most, (swing.high - base) / most
        return PushView(name, label, less, more, low, high, step, spoken)

    def _step(self, question: InsightQuestion, push: Push) -> str:
        """The price of one more unit."""
        t = self._texts.t
        if math.isnan(push.more):
            return t("insight.no_more")
        step = self._figure(question, push.swing.input_name, push.step)
        if math.isinf(push.more):
            return t("insight.step_unfit", step=step)
        return t("insight.step", step=step, change=self.change(push.more))

    def change(self, usd: float) -> str:
        """A difference in money with its sign."""
        if abs(usd) < 1e-7:
            return self._texts.t("insight.same")
        sign = "+" if usd > 0.0 else "−"
        return f"{sign}{formats.money(abs(usd), self._texts.language)}"


def _ratio(need: Need) -> float:
    """How far the value is, as a ratio."""
    low, high = sorted((need.now, need.now if need.value is None else need.value))
    return (high + 1e-9) / (low + 1e-9)
