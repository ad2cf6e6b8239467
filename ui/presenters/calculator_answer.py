"""The cost view: estimates as the ranked list, the opened row and the copied text. Qt-free, computes no price."""

from __future__ import annotations

from models import formats
from models.content.display import Display
from models.cost.engine import RANKED
from models.cost.results import Estimate, LineItem
from models.texts import Money
from ui.presenters.calculator_words import DetailView, LineView, RowView, Words, as_text, exact_number

ORDER = {"ranked": 0, "broken": 1, "apart": 2}
SEVERAL_MODES = ("ecs", "eks", "batch", "beanstalk")


class CostAnswer(Words):
    """The words of one set of estimates in the current language."""

    def __init__(self, display: Display, estimates: tuple[Estimate, ...]) -> None:
        super().__init__(display)
        self._estimates = estimates
        self._most = max((one.total for one in estimates if rank_of(one) == "ranked"), default=0.0)

    def rows(self) -> tuple[RowView, ...]:
        """Ranked ones by cost, then those that do not fit, then those that are not a way to run this."""
        return tuple(self._row(one) for one in sorted(self._estimates, key=lambda one: ORDER[rank_of(one)]))

    def detail(self, service: str) -> DetailView:
        """The opened row of one service. Errors: KeyError for a service without estimate."""
        one = self._of(service)
        fits = rank_of(one) != "broken"
        sizing = self.say(one.sizing.reason) if one.sizing is not None and fits else ""
        mode = self._mode(one)
        priced = self.t("calc.priced_as", mode=mode) if mode else ""
        return DetailView(
            service=service,
            title=self.name(service),
            sizing=" ".join(part for part in (sizing, priced) if part),
            broken=tuple(self.broken(limit) for limit in one.broken),
            lines=tuple(self._line(line) for line in one.lines) if fits else (),
            total=self._money(one.total) if fits and one.lines else "",
            total_label=self.t("calc.total"),
            warnings=tuple(self.say(message) for message in one.warnings),
            rounding=self.say(one.lines[0].rounding) if one.lines and fits else "",
        )

    def as_text(self, service: str) -> str:
        """The opened row as plain text for the clipboard."""
        view = self.detail(service)
        head = f"{view.title} · {self.t('calc.copy.head', region=self._of(service).region)}"
        return as_text(head, view)

    def _of(self, service: str) -> Estimate:
        for one in self._estimates:
            if one.service == service:
                return one
        raise KeyError(service)

    def _row(self, one: Estimate) -> RowView:
        rank, name = rank_of(one), self.name(one.service)
        counted = rank == "ranked" or (rank == "apart" and bool(one.lines))
        total = self._money(one.total) if counted else ""
        reason = self._reason(one, rank)
        spoken = self.t(f"calc.spoken.{rank}", name=name, total=total, reason=reason)
        share = one.total / self._most if rank == "ranked" and self._most > 0.0 else 0.0
        return RowView(one.service, name, self.glyph(one.service), total, share, reason, rank, spoken)

    def _reason(self, one: Estimate, rank: str) -> str:
        if rank == "broken":
            return self.why_not(one.broken)
        if rank == "apart" and one.warnings and one.lines:
            return self.say(one.warnings[0])
        parts = [self.say(one.reason), self._mode(one)]
        if rank == "ranked" and not one.complete:
            parts.append(self.t("calc.incomplete"))
        return " · ".join(part for part in parts if part)

    def _mode(self, one: Estimate) -> str:
        """How a service that can be run in several ways was priced."""
        if one.service not in SEVERAL_MODES or not one.mode or rank_of(one) != "ranked":
            return ""
        key = f"cost.mode.{one.mode}"
        return self.t(key) if self.display.texts.raw(key) is not None else ""

    def _line(self, line: LineItem) -> LineView:
        texts = self.display.texts
        price = self.t("calc.unit_price", price=exact_number(line.unit_price), per=self._per(line.unit))
        exact = formats.number(float(f"{line.exact:.7g}"), texts.language)
        return LineView(
            label=self.say(line.label),
            quantity=f"{formats.number(exact_number(line.quantity), texts.language)} × {price}",
            amount=self._money(line.amount),
            formula=texts.message(line.formula),
            numbers=f"{texts.message(line.numbers)} = {exact}{formats.NBSP}USD",
            origin=self.origin(line.source, line.as_of, line.basis),
            companion=self.t("calc.companion") if line.companion else "",
        )

    def _per(self, unit: str) -> str:
        key = f"price_unit.{unit}"
        return self.t(key) if unit and self.display.texts.raw(key) is not None else unit

    def _money(self, value: float) -> str:
        return self.display.texts.value(Money(value))


def rank_of(one: Estimate) -> str:
    """Where an estimate stands: ranked by cost, broken (does not fit), or apart (not a way to run this)."""
    if one.service not in RANKED:
        return "apart"
    return "ranked" if one.feasible else "broken"
