"""What every answer of the calculator is made of: rows, an opened row, and the words both views share. Qt-free."""

from __future__ import annotations

import math
from collections.abc import Mapping

import msgspec

from models import spans
from models.content.display import Display
from models.cost.results import BrokenLimit
from models.errors import ContentError
from models.texts import Message, pick


class RowView(msgspec.Struct, frozen=True):
    """One row of the ranked list. `share` is the bar's length, 0 to 1; `rank` is ranked, broken or apart.

    With uncertain inputs `between` says the lowest and highest total and `ends` where they stand on the scale of
    the bar; `second` is the total in the person's second currency.
    """

    service: str
    name: str
    glyph: str
    total: str
    share: float
    reason: str
    rank: str
    spoken: str
    between: str = ""
    ends: tuple[float, float] | None = None
    second: str = ""
    also: str = ""
    """A second figure before the total, where a view has two."""
    beside: str = ""
    """The total of the pinned scenario and the difference to it, while one is pinned."""


class LineView(msgspec.Struct, frozen=True):
    """One line of an answer as shown; `companion` names the charge that came along. Empty parts are left out."""

    label: str
    quantity: str
    amount: str
    formula: str
    numbers: str
    origin: str
    companion: str


class DetailView(msgspec.Struct, frozen=True):
    """What opens under a row: how it was sized, what does not fit, every line, what to know."""

    service: str
    title: str
    sizing: str
    broken: tuple[str, ...]
    lines: tuple[LineView, ...]
    total: str
    total_label: str
    warnings: tuple[str, ...]
    rounding: str
    under_total: tuple[str, ...] = ()
    """Below the total: the second currency, the range and from what."""


class Words:
    """Names, limits and messages in the current language."""

    def __init__(self, display: Display) -> None:
        self.display = display
        self.t = display.texts.t

    def name(self, service: str) -> str:
        """The full name of a service."""
        catalog = self.display.catalog
        return (
            pick(catalog.service(service).name, self.display.texts.language) if catalog.has(service) else service
        )

    def glyph(self, service: str) -> str:
        """The letters on its tile."""
        catalog = self.display.catalog
        return catalog.service(service).glyph if catalog.has(service) else service[:2].upper()

    def say(self, message: Message) -> str:
        """A message whose numbers are short enough to read."""
        return self.t(message.key, **_readable(message.args))

    def short(self, limit: BrokenLimit) -> str:
        """The broken limit in a few words: what is needed and what is allowed."""
        label = self._limit_name(limit)
        if not limit.unit:
            return self.t(
                "calc.broken.not_offered" if self._is_flag(limit) else "calc.broken.other_use", label=label
            )
        needed, most = self._figure(limit.needed, limit.unit), self._figure(limit.limit, limit.unit)
        return self.t("calc.broken.short", label=label, limit=most, needed=needed)

    def broken(self, limit: BrokenLimit) -> str:
        """The broken limit with what would make it fit."""
        return f"{self.t('calc.broken.because', why=self.short(limit))} {self.say(limit.fix)}"

    def why_not(self, broken: tuple[BrokenLimit, ...]) -> str:
        """The first broken limit and what would make it fit, for a row; the others are counted."""
        more = self.t("calc.broken.more", count=len(broken) - 1) if len(broken) > 1 else ""
        return " ".join(part for part in (self.broken(broken[0]), more) if part)

    def origin(self, source: str, as_of: str, basis: str = "published") -> str:
        """Where a figure comes from and of when it is."""
        record = self.display.catalog.source(source)
        title = pick(record.title, self.display.texts.language) if record else source
        words = self.t("fact.origin", source=title, as_of=self.display.date(as_of)) if title else ""
        doubt = self.t(f"cost.basis.{basis}") if basis != "published" else ""
        return " · ".join(part for part in (words, doubt) if part)

    def _limit_name(self, limit: BrokenLimit) -> str:
        catalog = self.display.catalog
        try:
            return catalog.label(catalog.fact(limit.fact_id), self.display.texts.language)
        except ContentError:
            return limit.fact_id

    def _is_flag(self, limit: BrokenLimit) -> bool:
        try:
            return bool(self.display.catalog.fact(limit.fact_id).flag)
        except ContentError:
            return True

    def _figure(self, value: float, unit: str) -> str:
        """A needed or allowed quantity in the unit a person would use for it."""
        if unit == "s":
            return span_text(value, self)
        if unit == "MB" and value >= 1024.0:
            value, unit = value / 1024.0, "GB"
        return self.display.texts.quantity(short_number(value), unit)


def as_text(head: str, view: DetailView) -> str:
    """An opened row as plain text for the clipboard: same lines, same figures."""
    parts = [head, view.sizing, *view.broken]
    for line in view.lines:
        parts.append(f"- {line.label}: {line.amount}")
        parts += [f"  {part}" for part in (line.quantity, line.formula, line.numbers, line.origin) if part]
    if view.total:
        parts.append(f"{view.total_label}: {view.total}")
    parts += view.under_total
    return "\n".join(part for part in [*parts, *view.warnings, view.rounding] if part)


def short_number(value: float) -> float:
    """At most four significant digits; whole from one thousand on."""
    if not math.isfinite(value) or value == 0.0:
        return value
    return float(round(value)) if abs(value) >= 1000.0 else float(f"{value:.4g}")


def exact_number(value: float) -> float:
    """Nine significant digits: enough to recompute a line to the cent."""
    return float(f"{value:.9g}")


def span_text(seconds: float, words: Words) -> str:
    """A time as people say it: 85 ms, 1.2 s, 4 min 10 s, 2 h 5 min, 3 days 4 h."""
    return spans.span_text(seconds, words.display.texts)


def _readable(args: Mapping[str, object]) -> dict[str, object]:
    return {name: short_number(value) if isinstance(value, float) else value for name, value in args.items()}
