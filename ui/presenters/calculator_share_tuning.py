"""A power-tuning result in words: every measured size, which is best at what, what adopting one means. Qt-free."""

from __future__ import annotations

import msgspec

from models import formats
from models.content.display import Display
from models.scenario.power_tuning import Measured, PowerCurve
from models.texts import Money
from ui.presenters.calculator_curves import CurveTable

PER = 1e6
ROLES = ("cheapest", "fastest", "balanced")


class SizeView(msgspec.Struct, frozen=True):
    """One measured size. `roles` are those of ROLES it is best at; `line` says it all in a sentence."""

    point: Measured
    memory: str
    time: str
    cost: str
    roles: tuple[str, ...]
    line: str


class TuningWords:
    """Puts a curve in words of the current language."""

    def __init__(self, display: Display, curve: PowerCurve) -> None:
        self._display, self.curve = display, curve

    def sizes(self) -> tuple[SizeView, ...]:
        """Every size, smallest memory first."""
        return tuple(self._size(point) for point in self.curve.points)

    def best(self, role: str) -> int:
        """The place of the best size of a role among `sizes`."""
        found: Measured = getattr(self.curve, role)
        return self.curve.points.index(found)

    def notices(self) -> tuple[str, ...]:
        """What has to be told about the file."""
        return tuple(self._display.texts.message(notice) for notice in self.curve.notices)

    def spoken(self) -> str:
        """The whole curve as a sentence for each size."""
        return " ".join(size.line for size in self.sizes())

    def table(self) -> CurveTable:
        """The curve as rows; the cheapest cost and the shortest time stand in bold."""
        t = self._display.texts.t
        plain = tuple(t(f"share.tuning.head.{name}") for name in ("memory", "time"))
        header = (*plain, t("share.tuning.head.cost", currency=self.curve.currency))
        rows = tuple((size.memory, size.time, size.cost) for size in self.sizes())
        best = tuple(2 if "cheapest" in one.roles else 1 if "fastest" in one.roles else 0 for one in self.sizes())
        return CurveTable(header, rows, best)

    def _size(self, point: Measured) -> SizeView:
        texts = self._display.texts
        memory = f"{formats.number(point.memory_mb, texts.language)}{formats.NBSP}MB"
        time = f"{formats.significant(point.duration_ms, texts.language)}{formats.NBSP}ms"
        cost = texts.value(Money(point.cost * PER, self.curve.currency))
        roles = tuple(role for role in ROLES if getattr(self.curve, role) == point)
        named = ", ".join(texts.t(f"share.tuning.{role}").lower() for role in roles)
        key = "share.tuning.line_best" if named else "share.tuning.line"
        line = texts.t(key, memory=memory, time=time, cost=cost, best=named)
        return SizeView(point, memory, time, cost, roles, line)
