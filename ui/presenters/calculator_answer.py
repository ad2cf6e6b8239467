"""The cost view: estimates as the ranked list, the opened row and the copied text. Qt-free, computes no price."""

from __future__ import annotations

from models import formats
from models.content.display import Display
from models.cost.engine import RANKED
from models.cost.questions.uncertain import Span
from models.cost.results import Estimate, LineItem
from models.state.currency import Currency
from models.texts import Money
from ui.presenters.calculator_ranges import SpanWords
from ui.presenters.calculator_words import DetailView, LineView, RowView, Words, as_text, exact_number

ORDER = {"ranked": 0, "broken": 1, "apart": 2}
SEVERAL_MODES = ("ecs", "eks", "batch", "beanstalk")


class CostAnswer(Words):
    """The words of one set of estimates in the current language.

    `spans` are the totals of uncertain inputs, `currency` a second one beside USD at the person's rate.
    """

    def __init__(
        self,
        display: Display,
        estimates: tuple[Estimate, ...],
        spans: SpanWords | None = None,
        currency: Currency | None = None,
    ) -> None:
        super().__init__(display)
        self._estimates, self._spans, self._currency = estimates, spans, currency
        ranked = [one for one in estimates if rank_of(one) == "ranked"]
        highs = [span.high for one in ranked if (span := self._span(one.service)) is not None]
        self._most = max((*(one.total for one in ranked), *highs), default=0.0)

    def rows(self) -> tuple[RowView, ...]:
        """Ranked ones by cost, then those that do not fit, then those that are not a way to run this."""
        return tuple(self._row(one) for one in sorted(self._estimates, key=lambda one: ORDER[rank_of(one)]))

    def detail(self, service: str) -> DetailView:
        """The opened row of one service. Errors: KeyError for a service without estimate."""
        one = self._of(service)
        fits = one.feasible
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
            under_total=self._under_total(one, fits and bool(one.lines)),
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
        counted = rank == "ranked" or (rank == "apart" and one.feasible and bool(one.lines))
        total = self._money(one.total) if counted else ""
        reason = self._reason(one, rank)
        share = one.total / self._most if rank == "ranked" and self._most > 0.0 else 0.0
        span = self._span(one.service) if counted else None
        said = "range.spoken_apart" if rank == "apart" and total else f"calc.spoken.{rank}"
        between = self._spans.between(span) if self._spans and span and span.low < span.high else ""
        second = self._second(one.total) if counted else ""
        aloud = ", ".join(part for part in (total, second, self._aloud(between)) if part)
        return RowView(
            service=one.service,
            name=name,
            glyph=self.glyph(one.service),
            total=total,
            share=share,
            reason=reason,
            rank=rank,
            spoken=self.t(said, name=name, total=aloud, reason=reason),
            between=between,
            ends=(span.low / self._most, span.high / self._most) if between and span else None,
            second=second,
        )

    def _span(self, service: str) -> Span | None:
        return self._spans.of(service) if self._spans is not None else None

    def _aloud(self, between: str) -> str:
        return self.t("range.spoken", span=between) if between else ""

    def _second(self, usd: float) -> str:
        return self.display.texts.value(self._currency.money(usd)) if self._currency is not None else ""

    def _under_total(self, one: Estimate, counted: bool) -> tuple[str, ...]:
        """The second currency with its rate, then between what the total lies and why."""
        lines = []
        if counted and self._currency is not None:
            rate = formats.number(float(f"{self._currency.rate:.9g}"), self.display.texts.language)
            second, code = self._second(one.total), self._currency.code
            lines.append(self.t("range.currency.mine", amount=second, rate=rate, code=code))
        span = self._span(one.service)
        if self._spans is not None and span is not None and span.low == span.high and not span.unfit:
            lines.append(self.t("range.bill_same"))
        elif self._spans is not None and span is not None:
            between = self.t("range.bill", low=Money(span.low), high=Money(span.high))
            if self._currency is not None:
                low, high = self._second(span.low), self._second(span.high)
                between = self.t("range.bill_both", between=between, low=low, high=high)
            lines += [between, *self._spans.story(span)]
        return tuple(lines)

    def _reason(self, one: Estimate, rank: str) -> str:
        span = self._span(one.service)
        if rank == "broken":
            fits = self.t("range.row_low_fits", low=Money(span.low)) if span is not None else ""
            return " · ".join(part for part in (self.why_not(one.broken), fits) if part)
        if one.lines and not one.feasible:  # a contract that is too small
            return self.why_not(one.broken)
        if rank == "apart" and one.warnings and one.lines:
            return self.say(one.warnings[0])
        parts = [self.say(one.reason), self._mode(one)]
        if rank == "ranked" and not one.complete:
            parts.append(self.t("calc.incomplete"))
        if self._spans is not None and span is not None:
            parts.append(self._spans.unfit(span))
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
