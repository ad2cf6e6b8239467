"""A power-tuning result in words: every size at the tool's prices and at ours, and which is best. Qt-free."""

from __future__ import annotations

import msgspec

from models import formats
from models.content.display import Display
from models.scenario.power_tuning import Measured, PowerCurve
from models.scenario.tuning_prices import PricedCurve, PricedSize
from models.texts import Money
from ui.presenters.calculator_curves import CurveTable

PER = 1e6
ROLES = ("cheapest", "fastest", "balanced")


class SizeView(msgspec.Struct, frozen=True):
    """One measured size. `roles` are those of ROLES it is best at in the file, `ours` with our prices.

    `cost` and `million` are a million runs at the tool's prices and at ours, `month` the whole bill of the month.
    `line` says it all in sentences.
    """

    point: Measured
    memory: str
    time: str
    cost: str
    million: str
    month: str
    roles: tuple[str, ...]
    ours: tuple[str, ...]
    line: str


class TuningWords:
    """Puts a curve in words of the current language."""

    def __init__(self, display: Display, curve: PowerCurve, priced: PricedCurve) -> None:
        self._display, self.curve, self.priced = display, curve, priced

    def sizes(self) -> tuple[SizeView, ...]:
        """Every size, smallest memory first."""
        return tuple(self._size(i, size) for i, size in enumerate(self.priced.sizes))

    def best(self, role: str) -> int:
        """The place of the best size of a role among `sizes`, by the tool's figures."""
        found: Measured = getattr(self.curve, role)
        return self.curve.points.index(found)

    def best_here(self, role: str) -> int:
        """The same with our prices."""
        found: int = getattr(self.priced, role)
        return found

    def same_scale(self) -> bool:
        """Whether the tool's costs can stand on one axis with ours: they are in USD."""
        return self.curve.currency == "USD" and all(size.million is not None for size in self.priced.sizes)

    def notices(self) -> tuple[str, ...]:
        """What has to be told about the file."""
        texts = self._display.texts
        told = [texts.message(notice) for notice in self.curve.notices]
        if self.curve.spent is not None:
            told.append(texts.t("share.tuning.spent", usd=self._usd(self.curve.spent, exact=True)))
        return tuple(told)

    def why(self) -> tuple[str, ...]:
        """Why the tool's costs and ours differ, and what the month takes in."""
        t, priced = self._display.texts.t, self.priced
        told = []
        if priced.gb_second is None or priced.requests is None:
            return (t("share.tuning.no_price", region=priced.region),)
        here = {"here": self._rate(priced.gb_second), "region": priced.region, "arch": priced.arch}
        if priced.theirs is not None:
            key = "plan" if priced.plan and priced.match == "same" else str(priced.match)
            told.append(t(f"share.tuning.price_{key}", theirs=self._rate(priced.theirs, 3), **here))
        elif self.curve.currency == "USD":
            told.append(t("share.tuning.price_unknown", **here))
        else:
            told.append(t("share.tuning.price_foreign", code=self.curve.currency, **here))
        told.append(t("share.tuning.requests", usd=self._rate(priced.requests)))
        told.append(t("share.tuning.free_on" if priced.free_tier else "share.tuning.free_off"))
        if priced.others:
            names = ", ".join(self._display.texts.message(one) for one in priced.others)
            told.append(t("share.tuning.others", names=names))
        return tuple(told)

    def compared(self) -> str:
        """Whether the best sizes are the same at the tool's prices and at ours, in a sentence."""
        t, sizes = self._display.texts.t, self.sizes()
        parts = []
        for role in ROLES:
            theirs, here = self.best(role), self.best_here(role)
            name = t(f"share.tuning.{role}").lower()
            if theirs == here:
                parts.append(t("share.tuning.both_say", role=name, memory=sizes[here].memory))
            else:
                args = {"theirs": sizes[theirs].memory, "here": sizes[here].memory}
                parts.append(t("share.tuning.they_differ", role=name, **args))
        return " ".join(parts)

    def spoken(self) -> str:
        """The whole curve as a sentence for each size."""
        return " ".join(size.line for size in self.sizes())

    def as_text(self) -> str:
        """Everything the card shows, for the clipboard."""
        lines = [f"- {size.line}" for size in self.sizes()]
        title = self._display.texts.t("share.tuning.title")
        return "\n".join([title, *lines, self.compared(), *self.why(), *self.notices()])

    def table(self) -> CurveTable:
        """The curve as rows; the cheapest month here, or the shortest time, stands in bold."""
        t = self._display.texts.t
        plain = tuple(t(f"share.tuning.head.{name}") for name in ("memory", "time"))
        theirs = t("share.tuning.head.cost", currency=self.curve.currency)
        header = (*plain, theirs, t("share.tuning.head.million"), t("share.tuning.head.month"))
        rows = tuple((one.memory, one.time, one.cost, one.million, one.month) for one in self.sizes())
        best = tuple(4 if "cheapest" in one.ours else 1 if "fastest" in one.ours else -1 for one in self.sizes())
        return CurveTable(header, rows, best)

    def _size(self, place: int, size: PricedSize) -> SizeView:
        texts, point = self._display.texts, size.measured
        memory = f"{formats.number(point.memory_mb, texts.language)}{formats.NBSP}MB"
        time = f"{formats.significant(point.duration_ms, texts.language)}{formats.NBSP}ms"
        cost = texts.value(Money(point.cost * PER, self.curve.currency))
        million = "–" if size.million is None else self._usd(size.million)
        month = texts.t("share.tuning.unfit") if size.month is None else self._usd(size.month)
        roles = tuple(role for role in ROLES if getattr(self.curve, role) == point)
        ours = tuple(role for role in ROLES if getattr(self.priced, role) == place)
        named = ", ".join(texts.t(f"share.tuning.{role}").lower() for role in roles)
        key = "share.tuning.line_best" if named else "share.tuning.line"
        line = texts.t(key, memory=memory, time=time, cost=cost, best=named)
        named = ", ".join(texts.t(f"share.tuning.{role}").lower() for role in ours)
        key = "share.tuning.here_best" if named else "share.tuning.here"
        line = f"{line} {texts.t(key, million=million, month=month, best=named)}"
        return SizeView(point, memory, time, cost, million, month, roles, ours, line)

    def _usd(self, value: float, exact: bool = False) -> str:
        """Money; `exact` keeps three digits of what is less than a cent."""
        texts = self._display.texts
        if exact and 0.0 < value < 1.0:
            return f"{formats.significant(value, texts.language)}{formats.NBSP}USD"
        return texts.value(Money(value))

    def _rate(self, value: float, digits: int = 6) -> str:
        return f"{formats.significant(value, self._display.texts.language, digits)}{formats.NBSP}USD"
