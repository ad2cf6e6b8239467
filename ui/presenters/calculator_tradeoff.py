"""Cost against time: one point for each service that fits, who beats whom, and the same as a list. Qt-free.

Both figures are those of the other two views: the total of the bill, and the time the durations are ranked by.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from models.content.display import Display
from models.cost.engine import RANKED
from models.cost.results import Estimate
from models.duration.results import DurationEstimate
from models.texts import Money
from ui.presenters.calculator_answer import CostAnswer, rank_of
from ui.presenters.calculator_curves import CurveTable
from ui.presenters.calculator_words import DetailView, RowView, Words, span_text

WHOLE, SINGLE = "whole", "single"
"""The two times a service has: of the whole month (until up, for what stays on), and of one item."""
COLUMNS = ("service", "cost", "time", "single", "standing")


class Spot(msgspec.Struct, frozen=True):
    """One service in the plane. Seconds and USD a month as the two views show them."""

    service: str
    seconds: float
    usd: float
    single: float | None
    """Seconds of one item; None for what stays on."""
    beaten_by: tuple[str, ...]
    """Services at least as cheap and as quick, and better in one; empty on the front. The cheapest first."""


class SpotView(msgspec.Struct, frozen=True):
    """A point in words. `standing` says what it is worth; `spoken` is all of it for a screen reader."""

    service: str
    name: str
    label: str
    glyph: str
    seconds: float
    """The time that is compared."""
    single_s: float
    """Seconds of one item; until up for what stays on."""
    usd: float
    on_front: bool
    cost: str
    time: str
    single: str
    compared: str
    """The one of both times that is compared."""
    standing: str
    beaten: str
    """The same with everyone who beats it; empty on the front."""
    spoken: str


class TradeoffView(msgspec.Struct, frozen=True):
    """What the chart and the sentences below it show. `spots` by cost, then time; `front` by time ascending."""

    spots: tuple[SpotView, ...]
    front: tuple[str, ...]
    summary: str
    axis: str
    """The title of the time axis."""


class TradeoffAnswer(Words):
    """The words of one set of bills and durations, read together."""

    def __init__(
        self,
        display: Display,
        estimates: tuple[Estimate, ...],
        durations: tuple[DurationEstimate, ...],
        by: str = WHOLE,
        cost: CostAnswer | None = None,
    ) -> None:
        super().__init__(display)
        self._by = by
        self._view_made: TradeoffView | None = None
        self._cost = cost or CostAnswer(display, estimates)
        self._estimates = {one.service: one for one in estimates}
        self._durations = {one.service: one for one in durations}
        self._money: dict[float, str] = {}

    def rows(self) -> tuple[RowView, ...]:
        """By cost with both figures, the front marked in words; at the end what does not fit and why."""
        bills = {row.service: row for row in self._cost.rows()}
        return (*(self._row(bills[one.service], one) for one in self.view().spots), *self._left(bills))

    def detail(self, service: str) -> DetailView:
        """The bill of one service. Errors: KeyError for a service without estimate."""
        return self._cost.detail(service)

    def as_text(self, service: str) -> str:
        """The bill of one service for the clipboard."""
        return self._cost.as_text(service)

    def spots(self) -> tuple[Spot, ...]:
        """Services that fit in both views, by cost and then time."""
        pairs = [
            (one.service, self._estimates[one.service].total, one)
            for one in self._durations.values()
            if one.feasible and rank_of(self._estimates[one.service]) == "ranked"
        ]
        found = [_spot(service, usd, one) for service, usd, one in pairs]
        found.sort(key=lambda one: (one.usd, self._time(one), RANKED.index(one.service)))
        return tuple(msgspec.structs.replace(one, beaten_by=beaters(one, found, self._by)) for one in found)

    def view(self) -> TradeoffView:
        """The points in words and the front as a sentence; made once."""
        if self._view_made is None:
            spots = self.spots()
            front = sorted((one for one in spots if not one.beaten_by), key=lambda one: (self._time(one), one.usd))
            views = tuple(self._view(one, spots) for one in spots)
            axis = self.t(f"tradeoff.axis_{'on' if self._is_on(spots) else self._by}")
            names = tuple(one.service for one in front)
            self._view_made = TradeoffView(views, names, self._summary(spots), axis)
        return self._view_made

    def usd(self, value: float) -> str:
        """An amount as the list shows it."""
        found = self._money.get(value)
        if found is None:
            found = self._money[value] = self.display.texts.value(Money(value))
        return found

    def label(self, service: str) -> str:
        """The name without its maker, for labels."""
        return self.t(f"cost.service.{service}")

    def gap(self, usd: float, seconds: float) -> str:
        """How one way differs from another: `usd` more (or less) and `seconds` later (or sooner)."""
        money, time = self._more(usd), self._later(seconds)
        if not money and not time:
            return self.t("tradeoff.same")
        if not money or not time:
            return self.t("tradeoff.gap_time", time=time) if time else self.t("tradeoff.gap_money", money=money)
        return self.t("tradeoff.gap", money=money, time=time)

    # inside

    def _more(self, usd: float) -> str:
        if abs(usd) < 0.005:
            return ""
        return self.t("tradeoff.dearer" if usd > 0.0 else "tradeoff.cheaper", usd=self.usd(abs(round(usd, 2))))

    def _later(self, seconds: float) -> str:
        if abs(seconds) < 1e-4:
            return ""
        return self.t("tradeoff.later" if seconds > 0.0 else "tradeoff.sooner", time=span_text(abs(seconds), self))

    def _view(self, one: Spot, spots: Sequence[Spot]) -> SpotView:
        name = self.name(one.service)
        cost, time = self.usd(one.usd), span_text(max(one.seconds, 1e-3), self)
        single = span_text(one.single, self) if one.single is not None else ""
        standing = self._standing(one, spots)
        compared = time if self._by == WHOLE or not single else single
        told = self._beaten(one, spots) or standing
        spoken = self.t("tradeoff.spoken", name=name, cost=cost, time=compared, standing=told)
        return SpotView(
            service=one.service,
            name=name,
            label=self.label(one.service),
            glyph=self.glyph(one.service),
            seconds=max(self._time(one), 1e-3),
            single_s=one.seconds if one.single is None else one.single,
            usd=one.usd,
            on_front=not one.beaten_by,
            cost=cost,
            time=time,
            single=single,
            compared=compared,
            standing=standing,
            beaten=self._beaten(one, spots),
            spoken=spoken,
        )

    def _standing(self, one: Spot, spots: Sequence[Spot]) -> str:
        """What a point is worth: the best of something, a trade, or beaten and by how much."""
        if one.beaten_by:
            return self.t("tradeoff.beaten", name=self.name(one.beaten_by[0]), gap=self._by_how_much(one, spots))
        cheapest = spots[0]  # on equal cost the quicker comes first, so the first is never beaten
        quickest = min(self._time(other) for other in spots)
        if one.usd == cheapest.usd:
            return self.t("tradeoff.best" if self._time(one) == quickest else "tradeoff.cheapest")
        gap = self.gap(one.usd - cheapest.usd, self._time(one) - self._time(cheapest))
        key = "tradeoff.quickest" if self._time(one) == quickest else "tradeoff.trade"
        return self.t(key, name=self.name(cheapest.service), gap=gap)

    def _beaten(self, one: Spot, spots: Sequence[Spot]) -> str:
        """Everyone who beats it, and by how much the cheapest of them does."""
        if len(one.beaten_by) < 2:
            return self._standing(one, spots) if one.beaten_by else ""
        first, *others = (self.name(name) for name in one.beaten_by)
        return self.t(
            "tradeoff.beaten_more", name=first, gap=self._by_how_much(one, spots), others=", ".join(others)
        )

    def _by_how_much(self, one: Spot, spots: Sequence[Spot]) -> str:
        best = next(other for other in spots if other.service == one.beaten_by[0])
        return self.gap(best.usd - one.usd, self._time(best) - self._time(one))

    def _row(self, bill: RowView, view: SpotView) -> RowView:
        """The row of the bill with the time, and what the point is worth as its reason."""
        span = self.t("range.spoken", span=bill.between) if bill.between else ""
        spoken = " ".join(part for part in (view.spoken, bill.second, span) if part)
        return msgspec.structs.replace(bill, reason=view.standing, spoken=spoken, also=view.compared)

    def _is_on(self, spots: Sequence[Spot]) -> bool:
        """Whether this is work that stays on, whose time is that until it is up."""
        return bool(spots) and spots[0].single is None

    def _time(self, one: Spot) -> float:
        return _time(one, self._by)

    def _left(self, bills: dict[str, RowView]) -> list[RowView]:
        """What fits in one view or none, with the limit it breaks; what runs nothing is in neither."""
        found = list[RowView]()
        for row in bills.values():
            took = self._durations.get(row.service)
            if took is None or (row.rank == "ranked" and took.feasible):
                continue
            if row.rank == "broken":
                found.append(row)
                continue
            reason = self.why_not(took.broken) if took.broken else self.say(took.reason)
            spoken = self.t("calc.spoken.broken", name=row.name, reason=reason)
            found.append(RowView(row.service, row.name, row.glyph, "", 0.0, reason, "broken", spoken))
        return found

    def _summary(self, spots: Sequence[Spot]) -> str:
        """The front as a sentence: from the cheapest, what each step costs and gains."""
        if not spots:
            return self.t("tradeoff.nothing")
        front = [one for one in spots if not one.beaten_by]
        first = front[0]
        time = span_text(max(self._time(first), 1e-3), self)
        level = [one for one in front[1:] if one.usd == first.usd]
        key = "tradeoff.only" if len(front) == 1 + len(level) else "tradeoff.start"
        names = self._list([first, *level])
        parts = [self.t(key, name=names, cost=self.usd(first.usd), time=time)]
        for before, after in zip(front[len(level) :], front[len(level) + 1 :], strict=False):
            gain = span_text(max(self._time(before) - self._time(after), 1e-3), self)
            if before.usd == after.usd:
                continue  # level in both figures
            more = self.usd(round(after.usd - before.usd, 2))
            key = "tradeoff.then_on" if self._is_on(spots) else "tradeoff.then"
            parts.append(self.t(key, usd=more, name=self.name(after.service), time=gain))
        beaten = [one for one in spots if one.beaten_by]
        if beaten:
            parts.append(self.t("tradeoff.rest", names=self._list(beaten)))
        return " ".join(parts)

    def _list(self, spots: Sequence[Spot]) -> str:
        return ", ".join(self.name(one.service) for one in spots)

    def table(self, view: TradeoffView) -> CurveTable:
        """The points as rows for reading, by cost; the time of one item only where items end."""
        single = any(one.single for one in view.spots)
        columns = [name for name in COLUMNS if single or name != "single"]
        rows = tuple(
            tuple(
                {"service": one.name, "cost": one.cost, "time": one.time, "single": one.single}.get(
                    name, one.standing
                )
                for name in columns
            )
            for one in view.spots
        )
        best = tuple(0 if one.on_front else len(columns) for one in view.spots)
        return CurveTable(tuple(self.t(f"tradeoff.head.{name}") for name in columns), rows, best)


def beaters(one: Spot, spots: Sequence[Spot], by: str) -> tuple[str, ...]:
    """Services at least as cheap and as quick as `one` and better in cost or time, in the order of `spots`."""
    time = _time(one, by)
    return tuple(
        other.service
        for other in spots
        if other.usd <= one.usd and _time(other, by) <= time and (other.usd < one.usd or _time(other, by) < time)
    )


def _time(one: Spot, by: str) -> float:
    return one.seconds if by == WHOLE or one.single is None else one.single


def _spot(service: str, usd: float, one: DurationEstimate) -> Spot:
    return Spot(service, one.seconds, usd, one.item.expected if one.item is not None else None, ())
