"""The duration view: how long one item and the whole month's lot take on each service. Qt-free."""

from __future__ import annotations

from models.content.display import Display
from models.cost.questions.uncertain import Span as TimeSpan
from models.duration.results import DurationEstimate, Part, Span
from models.errors import ContentError
from ui.presenters.calculator_ranges import SpanWords
from ui.presenters.calculator_words import DetailView, LineView, RowView, Words, as_text, span_text


class TimeAnswer(Words):
    """The words of one set of durations; `spans` are the times of uncertain inputs."""

    def __init__(
        self, display: Display, durations: tuple[DurationEstimate, ...], spans: SpanWords | None = None
    ) -> None:
        super().__init__(display)
        self._durations, self._spans = durations, spans
        fit = [one for one in durations if one.feasible]
        highs = [span.high for one in fit if (span := self._span(one)) is not None]
        self._most = max((*(one.seconds for one in fit), *highs), default=1.0)

    def rows(self) -> tuple[RowView, ...]:
        """The quickest lot first, then those that do not fit."""
        found = sorted(self._durations, key=lambda one: (not one.feasible, one.seconds))
        return tuple(self._row(one) for one in found)

    def detail(self, service: str) -> DetailView:
        """The opened row of one service. Errors: KeyError for a service without duration."""
        one = next((found for found in self._durations if found.service == service), None)
        if one is None:
            raise KeyError(service)
        return DetailView(
            service=service,
            title=self.name(service),
            sizing=self._story(one) if one.feasible else "",
            broken=tuple(self.broken(limit) for limit in one.broken),
            lines=self._lines(one) if one.feasible else (),
            total=self._whole(one.lot) if one.feasible and one.lot else "",
            total_label=self.t("calc.time.lot"),
            warnings=tuple(self.say(message) for message in one.warnings),
            rounding=self.t("calc.time.model") if one.feasible else "",
            under_total=self._under(one),
        )

    def as_text(self, service: str) -> str:
        """The opened row as plain text for the clipboard."""
        view = self.detail(service)
        return as_text(f"{view.title} · {self.t('calc.duration_title')}", view)

    def _row(self, one: DurationEstimate) -> RowView:
        name = self.name(one.service)
        if not one.feasible:
            reason = self._why(one)
            spoken = self.t("calc.spoken.broken", name=name, reason=reason)
            return RowView(one.service, name, self.glyph(one.service), "", 0.0, reason, "broken", spoken)
        total, reason, span = span_text(one.seconds, self), self._reason(one), self._span(one)
        between = self._spans.between(span) if self._spans and span and span.low < span.high else ""
        aloud = f"{total}, {self.t('range.spoken', span=between)}" if between else total
        return RowView(
            service=one.service,
            name=name,
            glyph=self.glyph(one.service),
            total=total,
            share=one.seconds / self._most,
            reason=reason,
            rank="ranked",
            spoken=self.t("calc.spoken.time", name=name, total=aloud, reason=reason),
            between=between,
            ends=(span.low / self._most, span.high / self._most) if between and span else None,
        )

    def _span(self, one: DurationEstimate) -> TimeSpan | None:
        return self._spans.of(one.service) if self._spans is not None else None

    def _why(self, one: DurationEstimate) -> str:
        """Why it does not fit, and where in the range of the inputs it would."""
        span = self._span(one)
        why = self.why_not(one.broken) if one.broken else self.say(one.reason)
        fits = self.t("range.row_low_fits", low=span_text(span.low, self)) if span is not None else ""
        return " · ".join(part for part in (why, fits) if part)

    def _under(self, one: DurationEstimate) -> tuple[str, ...]:
        """Between what the time lies with the uncertain inputs, and from which."""
        span = self._span(one)
        if self._spans is None or span is None:
            return ()
        ends = {"low": span_text(span.low, self), "high": span_text(span.high, self)}
        return (self.t("range.time", **ends), *self._spans.story(span))

    def _reason(self, one: DurationEstimate) -> str:
        if one.item is None:
            return self.t("calc.time.until_up")
        row = self.t("calc.time.row", item=span_text(one.item.expected, self), slots=float(round(one.slots)))
        span = self._span(one)
        unfit = self._spans.unfit(span) if self._spans is not None and span is not None else ""
        return " · ".join(part for part in (row, unfit) if part)

    def _story(self, one: DurationEstimate) -> str:
        parts = [self.say(one.reason)]
        if one.limited_by:
            parts.append(self.t("calc.time.limited", limit=self._fact(one.limited_by)))
        return " ".join(parts)

    def _lines(self, one: DurationEstimate) -> tuple[LineView, ...]:
        lines = [self._part(part) for part in one.parts]
        if one.item is not None:
            lines.append(self._sum("calc.time.item", one.item))
        return tuple(lines)

    def _part(self, part: Part) -> LineView:
        span = part.span
        return LineView(
            label=self.say(part.label),
            quantity=self._between(span),
            amount=span_text(span.expected, self),
            formula=self._fact(part.fact_id) if part.fact_id else self.t("calc.time.given"),
            numbers="",
            origin=self._fact_origin(part.fact_id),
            companion="",
        )

    def _sum(self, key: str, span: Span) -> LineView:
        return LineView(
            self.t(key), self._between(span), span_text(span.expected, self), self.t(f"{key}_how"), "", "", ""
        )

    def _between(self, span: Span) -> str:
        """The low and the high end, when they differ."""
        low, high = span_text(span.low, self), span_text(span.high, self)
        return "" if low == high else self.t("calc.time.between", low=low, high=high)

    def _whole(self, span: Span) -> str:
        """The lot's expected time, with its range when there is one worth telling."""
        expected, between = span_text(span.expected, self), self._between(span)
        return f"{expected} ({between})" if between else expected

    def _fact(self, fact_id: str) -> str:
        """A fact with its value, as its page shows it."""
        catalog = self.display.catalog
        try:
            fact = catalog.fact(fact_id)
        except ContentError:
            return fact_id
        return f"{catalog.label(fact, self.display.texts.language)}: {self.display.fact(fact)}"

    def _fact_origin(self, fact_id: str) -> str:
        if not fact_id:
            return ""
        try:
            fact = self.display.catalog.fact(fact_id)
        except ContentError:
            return ""
        return self.origin(fact.source, fact.as_of, "published" if fact.verified else "unverified")
