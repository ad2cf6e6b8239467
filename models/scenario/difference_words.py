"""What differs between two scenarios, in words of one language: amounts with sign, lines, inputs, causes."""

from __future__ import annotations

from typing import Any

from models import formats
from models.cost.engine import RANKED
from models.cost.results import Estimate, LineItem
from models.scenario.difference import LinePair, ServicePair, has_total
from models.scenario.difference_causes import Cause, Change
from models.texts import Money, Texts

MINUS = "\u2212"


class PairWords:
    """Puts pairs in the current language of `texts`."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.t = texts.t

    def money(self, usd: float) -> str:
        """An amount to the cent with its currency."""
        return self.texts.value(Money(usd))

    def signed(self, cents: int) -> str:
        """A difference in whole cents with its sign, such as +3.10 USD; `pair.equal` for none."""
        if cents == 0:
            return self.t("pair.equal")
        return f"{'+' if cents > 0 else MINUS}{self.money(abs(cents) / 100.0)}"

    def bare(self, cents: int) -> str:
        """The same without the currency, where it stands beside."""
        if cents == 0:
            return self.t("pair.equal")
        amount = formats.number(abs(cents) / 100.0, self.texts.language, 2)
        return f"{'+' if cents > 0 else MINUS}{amount}"

    def arrow(self, cents: int) -> str:
        """The same with an arrow before it: up where B is dearer."""
        mark = "= " if cents == 0 else "▲ " if cents > 0 else "▼ "
        return mark + self.signed(cents)

    def label(self, pair: LinePair) -> str:
        """What a line charges; where A called it otherwise, as B calls it."""
        line = pair.b or pair.a
        assert line is not None
        return self.texts.message(line.label)

    def why(self, pair: LinePair) -> str:
        """The sentence that explains a line's difference with its quantities and prices."""
        a, b = pair.a, pair.b
        args: dict[str, Any] = {}
        for name, line in (("a", a), ("b", b)):
            if line is not None:
                args |= {f"q{name}": self.quantity(line), f"p{name}": self.price(line)}
        args |= {"dq": self.signed(pair.quantity), "dp": self.signed(pair.price)}
        told = self.t(f"pair.line.{pair.how}", **args)
        was = self.texts.message(a.label) if a is not None and b is not None else ""
        return f"{self.t('pair.line.was', label=was)} {told}" if was and was != self.label(pair) else told

    def quantity(self, line: LineItem) -> str:
        """A quantity in the price's unit, seven significant digits."""
        return formats.number(float(f"{line.quantity:.7g}"), self.texts.language)

    def price(self, line: LineItem) -> str:
        """A unit price with its unit."""
        key = f"price_unit.{line.unit}"
        per = self.t(key) if line.unit and self.texts.raw(key) is not None else line.unit
        shown = formats.number(float(f"{line.unit_price:.9g}"), self.texts.language)
        return self.t("pair.price", price=shown, per=per).strip()

    def input_name(self, change: Change) -> str:
        """What an input is called."""
        if change.where in ("place", "prices"):
            return self.t(f"pair.input.{change.name}")
        if change.where == "companion":
            return self.t(f"cost.companion.{change.name}")
        return self.t(f"cost.field.{change.name}")

    def input_value(self, change: Change, value: Any) -> str:
        """The value of an input as a person reads it."""
        if change.where == "companion":
            return self.t("pair.counted" if value else "pair.left_out")
        if isinstance(value, bool):
            return self.t("share.yes" if value else "share.no")
        if change.where == "prices":
            return self.t("pair.own_prices", count=len(value))
        if change.name == "extras":
            return ", ".join(f"{one.name} {self.money(one.quantity * one.price)}" for one in value) or "–"
        if isinstance(value, str):
            return self._word(change.name, value)
        return formats.number(float(f"{value:.7g}"), self.texts.language)

    def cause(self, part: Cause) -> str:
        """The names of the inputs of a part; several that only fit together are told as such."""
        names = [self.input_name(change) for change in part.changes]
        return names[0] if len(names) == 1 else self.t("pair.together", names=", ".join(names))

    def part(self, part: Cause) -> str:
        """What a part adds or saves; `pair.no_effect` where it does nothing."""
        return self.signed(part.cents) if part.cents else self.t("pair.no_effect")

    def totals(self, pair: ServicePair) -> tuple[str, str]:
        """Both totals as the list shows them; the words of `pair.unfit` where it does not fit."""
        return self._total(pair.a), self._total(pair.b)

    def _total(self, one: Estimate) -> str:
        if has_total(one):
            return self.money(one.total)
        return self.t("pair.unfit") if one.service in RANKED else "–"

    def _word(self, name: str, value: str) -> str:
        """A choice by its name."""
        keys = {"kind": f"cost.kind.{value}", "commitment": f"cost.purchase.{value}", "os": f"calc.os.{value}"}
        key = keys.get(name, f"options.value.{name}.{value}")
        return self.t(key) if self.texts.raw(key) is not None else value or "–"
