"""The month's batch as it runs, in words: what each service's row says, at any moment and as a whole. Qt-free."""

from __future__ import annotations

import math

import msgspec

from models import formats
from models.content.display import Display
from models.cost.workload import Workload
from models.duration.results import DurationEstimate
from ui.presenters.calculator_curves import CurveTable
from ui.presenters.calculator_timeline_course import Course
from ui.presenters.calculator_words import Words, span_text

FAR_APART = 20.0  # from this ratio of the slowest to the quickest on, a log scale shows both
SOON = 0.01  # seconds; what starts sooner starts at once
STEPS = (0.1, 0.5, 1.0, 5.0, 10.0, 30.0, *(60.0 * n for n in (1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440)))
"""Seconds between the figures of an even scale."""
COLUMNS = ("service", "first", "full", "peak", "waves", "end")
COLUMNS_ON = ("service", "up", "on")
LEAST = 0.1  # seconds where a log scale begins at the earliest
TICKS = (0.1, 1.0, 10.0, 60.0, 600.0, 3600.0, 36_000.0, 86_400.0, 864_000.0, 8_640_000.0, 86_400_000.0, 8.64e8)


class RowView(msgspec.Struct, frozen=True):
    """One service's row: its course and the words beside it."""

    service: str
    name: str
    glyph: str
    course: Course
    end: str
    ends: str
    """The same as a phrase."""
    peak: str
    spoken: str


class TimelineView(msgspec.Struct, frozen=True):
    """What the card shows. `rows` empty: `summary` says why."""

    rows: tuple[RowView, ...]
    summary: str
    spoken: str
    far_apart: bool
    """Whether the rows differ so much that only a log scale shows all of them."""


class TimelineMaker:
    """Puts courses in words."""

    def __init__(self, display: Display) -> None:
        self._words, self._texts = Words(display), display.texts

    def view(
        self, durations: tuple[DurationEstimate, ...], workload: Workload, found: tuple[Course, ...]
    ) -> TimelineView:
        """The rows of the courses, in their order."""
        t = self._texts.t
        if not found:
            return TimelineView((), t("insight.time.nothing"), "", False)
        rows = tuple(self._row(one) for one in found)
        left = [self._words.name(one.service) for one in durations if not one.feasible]
        summary = self._summary(rows, workload.kind, left)
        spoken = " ".join([summary, *(row.spoken for row in rows)])
        return TimelineView(rows, summary, spoken, found[-1].end > FAR_APART * found[0].end)

    @staticmethod
    def model_key(kind: str) -> str:
        """The text key of what the picture shows and what it rests on."""
        return "insight.time.model_on" if kind == "always_on" else "insight.time.model"

    def figures(self, row: RowView, moment: float) -> tuple[str, str]:
        """What a row says at a moment: how many run, how many wait."""
        running, waiting = row.course.at(moment)
        t, language = self._texts.t, self._texts.language
        if moment >= row.course.end and not row.course.stays:
            return t("insight.time.done"), ""
        over = row.course.stays and moment >= row.course.end
        key = "insight.time.no_place" if over else "insight.time.waiting"
        queue = t(key, count=_whole(waiting, language)) if waiting else ""
        return t("insight.time.running", count=_whole(running, language)), queue

    def widest(self, view: TimelineView) -> str:
        """The longest words that may stand beside a row while it is read."""
        count = _whole(max(row.course.items for row in view.rows), self._texts.language)
        return self._texts.t("insight.time.waiting", count=count)

    def reading(self, view: TimelineView, moment: float) -> str:
        """Every row at a moment, for a screen reader."""
        parts = [f"{row.name}: {', '.join(filter(None, self.figures(row, moment)))}" for row in view.rows]
        return f"{self.time(moment)}. " + "; ".join(parts)

    def time(self, seconds: float) -> str:
        """A moment in words."""
        return span_text(seconds, self._words)

    def ticks(self, low: float, high: float, log: bool) -> tuple[tuple[float, str], ...]:
        """(seconds, words) of the moments that may carry a figure."""
        if log:
            values = [tick for tick in TICKS if low <= tick <= high]
        else:
            step = _even(high)
            values = [step * i for i in range(1, math.floor(high / step + 1e-9) + 1)]
        return tuple((value, self.time(value)) for value in values)

    def table(self, view: TimelineView) -> CurveTable:
        """The same as rows for reading."""
        t, language = self._texts.t, self._texts.language
        if view.rows[0].course.stays:
            rows_on = tuple((row.name, self.time(row.course.end), row.peak) for row in view.rows)
            return CurveTable(
                tuple(t(f"insight.time.head.{one}") for one in COLUMNS_ON), rows_on, (1,) * len(rows_on)
            )
        header = tuple(t(f"insight.time.head.{one}") for one in COLUMNS)
        rows = tuple(
            (
                row.name,
                self.time(max(row.course.first, 0.0)),
                self.time(row.course.full),
                _whole(row.course.peak, language),
                _whole(row.course.waves, language),
                row.end,
            )
            for row in view.rows
        )
        return CurveTable(header, rows, tuple(5 if i == 0 else 0 for i in range(len(rows))))

    def _row_on(self, one: Course) -> RowView:
        """The row of what stays on: when it is up, and whether the starting quota holds all of it."""
        t, name, language = self._texts.t, self._words.name(one.service), self._texts.language
        up, count = self.time(one.end), _whole(one.peak, language)
        all_on = "one" if one.items == 1.0 else "all"
        key = f"insight.time.on_{all_on if one.peak == one.items else 'some'}"
        on = t(key, count=count, items=_whole(one.items, language))
        spoken = t("insight.time.row_on", name=name, end=up, on=on)
        ends = t("insight.time.up", end=up)
        return RowView(one.service, name, self._words.glyph(one.service), one, up, ends, on, spoken)

    def _row(self, one: Course) -> RowView:
        if one.stays:
            return self._row_on(one)
        t, name = self._texts.t, self._words.name(one.service)
        end = self.time(one.end)
        count = _whole(one.peak, self._texts.language)
        first = self.time(max(one.first, 0.0))
        spoken = t("insight.time.row_spoken", name=name, first=first, count=count, end=end)
        at_once = one.full < SOON
        key = "insight.time.peak_at_once" if at_once else "insight.time.peak"
        peak = t(key, count=count, since=self.time(one.full))
        ends = t("insight.time.ends", end=end)
        return RowView(one.service, name, self._words.glyph(one.service), one, end, ends, peak, spoken)

    def _summary(self, rows: tuple[RowView, ...], kind: str, left: list[str]) -> str:
        t, best = self._texts.t, rows[0]
        items = formats.number(best.course.items, self._texts.language)
        parts = [t(f"insight.time.first_{kind}", name=best.name, items=items, end=best.end)]
        if len(rows) > 1:
            parts.append(t("insight.time.last", name=rows[-1].name, end=rows[-1].end))
        short = [row.name for row in rows if row.course.stays and row.course.peak < row.course.items]
        if short:
            parts.append(t("insight.time.short", names=", ".join(short)))
        if left:
            parts.append(t("insight.time.left", names=", ".join(left)))
        return " ".join(parts)


def _even(high: float) -> float:
    """A step people count time in that divides `high` in three to seven parts."""
    found = next((step for step in STEPS if high / step <= 7.0), 0.0)
    if not found:
        days = high / 86_400.0
        size = 10.0 ** math.floor(math.log10(days / 3.0))
        found = 86_400.0 * size * next(part for part in (1.0, 2.0, 5.0, 10.0) if days / (size * part) <= 7.0)
    return found


def _whole(value: float, language: str) -> str:
    return formats.number(float(round(value)), language)
