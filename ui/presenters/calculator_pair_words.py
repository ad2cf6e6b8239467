"""Two scenarios in words: a row for each service, the lines of one, what causes its difference. Qt-free."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from models.content.display import Display
from models.scenario.difference import LinePair, ServicePair
from models.scenario.difference_causes import Cause, Causes, Change
from models.scenario.difference_words import PairWords
from models.scenario.scenario import Scenario
from ui.presenters import calculator_fields as fields
from ui.presenters.calculator_answer import rank_of
from ui.presenters.calculator_field_words import FieldWords
from ui.presenters.calculator_options import NUMBER
from ui.presenters.calculator_words import Words

TOLD = 6  # inputs that differ which the heading names
NAMES = ("calc.field", "calc.chip", "options.field", "options.chip")  # where the form finds what to call an input


class PairRowView(msgspec.Struct, frozen=True):
    """A service: its totals and their difference. `tone`: up (B is dearer), down, same, or none without one."""

    service: str
    name: str
    glyph: str
    a: str
    b: str
    difference: str
    tone: str
    spoken: str


class PairLineView(msgspec.Struct, frozen=True):
    """A line of the bill in both; `why` explains the difference."""

    label: str
    a: str
    b: str
    difference: str
    tone: str
    why: str
    spoken: str


class CauseView(msgspec.Struct, frozen=True):
    """An input (or several) with both values and its part; `share` of the largest part, -1 to 1."""

    name: str
    values: str
    part: str
    tone: str
    share: float
    spoken: str


class PairView(msgspec.Struct, frozen=True):
    """The head of the comparison: what A and B are, what differs, and what follows in a sentence."""

    a: str
    b: str
    differ: str
    summary: str
    rows: tuple[PairRowView, ...]


class BillsView(msgspec.Struct, frozen=True):
    """One service opened: both totals, every line, and why there is no difference where there is none."""

    title: str
    missing: str
    lines: tuple[PairLineView, ...]
    total: PairLineView | None


class PairViews:
    """Makes the views in the current language."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self.words = PairWords(display.texts)
        self._names = Words(display)
        self._fields = FieldWords(display)
        self.t = display.texts.t

    def whole(
        self, a: Scenario, b: Scenario, differ: Sequence[Change], pairs: Sequence[ServicePair]
    ) -> PairView:
        """The head and a row for each service."""
        return PairView(
            self._side("pair.side_a", a),
            self._side("pair.side_b", b),
            self._differ(a, b, differ),
            self.summary(pairs),
            tuple(self.row(pair) for pair in pairs),
        )

    def row(self, pair: ServicePair) -> PairRowView:
        """One service's totals."""
        words, name = self.words, self._names.name(pair.service)
        a, b = words.totals(pair)
        if not pair.comparable:
            spoken = self.t("pair.row_apart", name=name, a=a, b=b)
            return PairRowView(pair.service, name, self._names.glyph(pair.service), a, b, "–", "none", spoken)
        spoken = self.t("pair.row", name=name, a=a, b=b, difference=words.signed(pair.cents))
        difference, tone = words.arrow(pair.cents), _tone(pair.cents)
        return PairRowView(pair.service, name, self._names.glyph(pair.service), a, b, difference, tone, spoken)

    def hint(self, pair: ServicePair) -> str:
        """What stands beside a total of the list: A's total and the difference."""
        if not pair.comparable:
            return self.t("pair.hint_unfit") if not pair.a.feasible and pair.b.feasible else ""
        return self.t("pair.hint", a=self.words.money(pair.a.total), difference=self.words.bare(pair.cents))

    def summary(self, pairs: Sequence[ServicePair]) -> str:
        """What the cheapest service of each costs, in a sentence."""
        best = [self._cheapest(pairs, of_b) for of_b in (False, True)]
        if None in best:
            missing = [side for side, one in zip("AB", best, strict=True) if one is None]
            return self.t("pair.summary_unfit", side=", ".join(missing))
        (name_a, cents_a), (name_b, cents_b) = (one for one in best if one is not None)
        args = {"a": self.words.money(cents_a / 100.0), "b": self.words.money(cents_b / 100.0)}
        args |= {"name_a": name_a, "name_b": name_b, "by": self.words.money(abs(cents_b - cents_a) / 100.0)}
        how = "same" if cents_a == cents_b else "more" if cents_b > cents_a else "less"
        return self.t(f"pair.summary_{how}", **args)

    def bills(self, pair: ServicePair) -> BillsView:
        """One service opened."""
        name, words = self._names.name(pair.service), self.words
        a, b = words.totals(pair)
        if not pair.comparable:
            return BillsView(self.t("pair.bills", name=name), self._missing(pair), (), None)
        total = PairLineView(
            label=self.t("calc.total"),
            a=a,
            b=b,
            difference=words.arrow(pair.cents),
            tone=_tone(pair.cents),
            why="",
            spoken=self.t("pair.row", name=self.t("calc.total"), a=a, b=b, difference=words.signed(pair.cents)),
        )
        return BillsView(
            self.t("pair.bills", name=name), "", tuple(self._line(line) for line in pair.lines), total
        )

    def causes(self, found: Causes | None, a: Scenario, b: Scenario) -> tuple[tuple[CauseView, ...], str]:
        """What each input causes, largest first, and a note on how it was shared."""
        if found is None:
            return (), ""
        most = max((abs(part.cents) for part in found.parts), default=0) or 1
        views = tuple(self._cause(part, most, a, b) for part in found.parts if part.cents)
        idle = [self.input_name(change, b) for part in found.parts if not part.cents for change in part.changes]
        notes = [self.t(f"pair.how.{found.how}")] if len(views) > 1 else []
        notes += [self.t("pair.idle", names=", ".join(idle))] if idle else []
        return views, " ".join(notes)

    def input_name(self, change: Change, of: Scenario) -> str:
        """What an input is called in the form, else by the engine."""
        field = fields.BY_NAME.get(change.name) if change.where == "workload" else None
        if field is not None:
            return self._fields.view(field, of.workload, field.scale[0][0], None).label
        keys = (f"{stem}.{change.name}" for stem in NAMES) if change.where in ("workload", "options") else ()
        found = next((key for key in keys if self._display.texts.raw(key) is not None), "")
        return self.t(found) if found else self.words.input_name(change)

    def values(self, change: Change, a: Scenario, b: Scenario) -> str:
        """Both values of an input with their units."""
        return self.t("pair.values", a=self._value(change, a, change.a), b=self._value(change, b, change.b))

    def spoken(self, view: PairView, bills: BillsView, found: Sequence[CauseView]) -> str:
        """The whole comparison as text, also for the clipboard."""
        lines = (*bills.lines, *([bills.total] if bills.total else []))
        sections = [
            [view.a, view.b, view.differ, view.summary],
            [row.spoken for row in view.rows],
            [bills.title, bills.missing, *(f"- {line.spoken} {line.why}".rstrip() for line in lines)],
            [self.t("pair.causes_title"), *(f"- {one.spoken}" for one in found)] if found else [],
        ]
        return "\n\n".join("\n".join(part for part in section if part) for section in sections if section)

    def _side(self, key: str, one: Scenario) -> str:
        name = one.name or self.t("pair.own")
        told = self.t(key, name=name, region=one.region)
        return f"{told} · {self.t('pair.own_prices', count=len(one.prices))}" if one.prices else told

    def _differ(self, a: Scenario, b: Scenario, differ: Sequence[Change]) -> str:
        if not differ:
            return self.t("pair.alike")
        told = [f"{self.input_name(one, b)}: {self.values(one, a, b)}" for one in differ[:TOLD]]
        more = [self.t("pair.more", count=len(differ) - TOLD)] if len(differ) > TOLD else []
        return self.t("pair.differ", what="; ".join([*told, *more]))

    def _cheapest(self, pairs: Sequence[ServicePair], of_b: bool) -> tuple[str, int] | None:
        bills = [(one.b if of_b else one.a) for one in pairs]
        ranked = [one for one in bills if rank_of(one) == "ranked"]
        if not ranked:
            return None
        best = min(ranked, key=lambda one: one.total)
        return self._names.name(best.service), round(best.total * 100.0)

    def _missing(self, pair: ServicePair) -> str:
        """Why there is nothing to compare: the limit each side does not respect."""
        told = [
            self.t("pair.missing", side=side, why=self._names.why_not(broken))
            for side, broken in zip("AB", pair.broken, strict=True)
            if broken
        ]
        return "\n".join(told) or self.t("pair.no_bill")

    def _line(self, pair: LinePair) -> PairLineView:
        words, label = self.words, self.words.label(pair)
        a = words.money(pair.a.amount) if pair.a else "–"
        b = words.money(pair.b.amount) if pair.b else "–"
        spoken = self.t("pair.row", name=label, a=a, b=b, difference=words.signed(pair.cents))
        return PairLineView(label, a, b, words.arrow(pair.cents), _tone(pair.cents), words.why(pair), spoken)

    def _cause(self, part: Cause, most: int, a: Scenario, b: Scenario) -> CauseView:
        names = ", ".join(self.input_name(change, b) for change in part.changes)
        name = names if len(part.changes) == 1 else self.t("pair.together", names=names)
        values = "; ".join(self.values(change, a, b) for change in part.changes)
        spoken = self.t("pair.cause", name=name, values=values, part=self.words.signed(part.cents))
        share = part.cents / most
        return CauseView(name, values, self.words.signed(part.cents), _tone(part.cents), share, spoken)

    def _value(self, change: Change, of: Scenario, value: object) -> str:
        if change.where == "options" and change.name in NUMBER and isinstance(value, float | int):
            return self._option(NUMBER[change.name], float(value))
        field = fields.BY_NAME.get(change.name) if change.where == "workload" else None
        if field is None or not isinstance(value, float | int):
            return self.words.input_value(change, value)
        view = self._fields.view(field, of.workload, fields.unit_of(field, value), None)
        return f"{view.text or view.placeholder} {view.unit}".strip()

    def _option(self, field: fields.Field, value: float) -> str:
        """A number of the ways of running and buying, with its unit, or what stands for empty."""
        unit = field.scale[0][0]
        text = fields.shown(field, value, unit, self._display.texts.language)
        return f"{text} {self.t(f'options.unit.{unit}')}" if text else self.t(f"options.blank.{field.name}")


def _tone(cents: int) -> str:
    return "same" if cents == 0 else "up" if cents > 0 else "down"
