"""The month's batch as it runs: items running and waiting over time on each service, with its words. Qt-free.

The engine answers with waits, places and the end; the course between them follows from the same launch rules and
facts, and ends at the engine's own second.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import msgspec

from models import formats
from models.content.display import Display
from models.cost.limits import load_limits
from models.cost.workload import Workload
from models.duration import makespan
from models.duration.results import DurationEstimate
from ui.presenters.calculator_curves import CurveTable
from ui.presenters.calculator_words import Words, span_text

POINTS = 40  # moments on each scale between the first start and the end
ROUNDS = 80  # up to so many rounds each is drawn for itself
ONCE = frozenset({"submit", "scheduling", "server_start", "cold_start"})
"""Parts paid before the first item; the others belong to each item."""
FAR_APART = 20.0  # from this ratio of the slowest to the quickest on, a log scale shows both
SOON = 0.01  # seconds; what starts sooner starts at once
STEPS = (0.1, 0.5, 1.0, 5.0, 10.0, 30.0, *(60.0 * n for n in (1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440)))
"""Seconds between the figures of an even scale."""
COLUMNS = ("service", "first", "full", "peak", "waves", "end")
COLUMNS_ON = ("service", "up", "on")
AFTER = 1.35  # how much longer than the slowest start the start of what stays on is drawn
LEAST = 0.1  # seconds where a log scale begins at the earliest
TICKS = (0.1, 1.0, 10.0, 60.0, 600.0, 3600.0, 36_000.0, 86_400.0, 864_000.0, 8_640_000.0, 86_400_000.0, 8.64e8)


class Course(msgspec.Struct, frozen=True):
    """Items running and waiting at ascending moments (seconds from asking); each value holds until the next."""

    service: str
    first: float
    """When the first item starts."""
    full: float
    """When most items run for the first time."""
    peak: float
    end: float
    items: float
    waves: float
    times: tuple[float, ...]
    running: tuple[float, ...]
    waiting: tuple[float, ...]
    stays: bool = False
    """Work that never ends: `end` is when it is up, and what then waits finds no place in the starting quota."""

    def at(self, moment: float) -> tuple[float, float]:
        """(running, waiting) at a moment."""
        if moment < self.first:
            return 0.0, self.items
        index = sum(1 for time in self.times if time <= moment) - 1
        return self.running[index], self.waiting[index]


Started = Callable[[float], float]


def course(estimate: DurationEstimate, workload: Workload) -> Course | None:
    """The course of the lot on one service; None when it does not fit or never ends."""
    if not estimate.feasible or estimate.lot is None:
        return None
    items = float(math.ceil(workload.amount))
    each = sum(part.span.expected for part in estimate.parts if part.id not in ONCE)
    started, done, length = _rule(estimate, workload, items, each)
    first, end = estimate.lot.expected - length, estimate.lot.expected
    times = _moments(first, end, each)
    running, waiting = [], []
    for time in times[:-1]:
        since = time - first + 1e-9 * max(time, 1.0)
        begun = min(items, started(since))
        running.append(max(0.0, begun - min(items, done(since))))
        waiting.append(items - begun)
    running.append(0.0)
    waiting.append(0.0)
    peak = max(running)
    full = times[running.index(peak)]
    return Course(
        estimate.service, first, full, peak, end, items, estimate.waves, times, tuple(running), tuple(waiting)
    )


def courses(durations: tuple[DurationEstimate, ...], workload: Workload) -> tuple[Course, ...]:
    """The courses of all services that run the lot (or start what stays on), the quickest first."""
    if workload.kind == "always_on":
        return _starts(durations, workload)
    found = (course(each, workload) for each in durations)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.end))


def _starts(durations: tuple[DurationEstimate, ...], workload: Workload) -> tuple[Course, ...]:
    """Units that stay on: all asked for at once, up after the start, as many as the starting quota holds."""
    fit = sorted((one for one in durations if one.feasible), key=lambda one: one.seconds)
    last = AFTER * max((one.seconds for one in fit), default=0.0)
    items = float(math.ceil(workload.amount))
    found = []
    for one in fit:
        up, running = one.seconds, min(items, math.floor(one.slots))
        times, rest = (up, last), items - running
        found.append(
            Course(one.service, up, up, running, up, items, 0.0, times, (running,) * 2, (rest,) * 2, stays=True)
        )
    return tuple(found)


def _moments(first: float, end: float, each: float) -> tuple[float, ...]:
    """Moments worth looking at: even steps, steps by ratio, the end of the first round, the start of the last."""
    length = end - first
    found = {first, first + min(each, length), max(first, end - each), end}
    found |= {first + length * i / POINTS for i in range(POINTS)}
    low = max(length * 1e-4, 1e-3)
    if each > 0.0 and length / each <= ROUNDS:
        found |= {first + each * k for k in range(math.ceil(length / each))}
    found |= {first + low * (length / low) ** (i / POINTS) for i in range(POINTS)} if length > low else set()
    return tuple(sorted(time for time in found if time <= end))


def _rule(
    estimate: DurationEstimate, workload: Workload, items: float, each: float
) -> tuple[Started, Started, float]:
    """How many items have started and ended so many seconds after the first start, and how long all take."""
    limits, slots = load_limits(), estimate.slots
    if estimate.service == "lambda":
        fastest = 1.0 / limits.value("lambda.requests_per_concurrency")
        each = max(each if workload.kind == "jobs" else workload.duration_s, fastest)
        step, every = limits.value("lambda.scaling_rate"), limits.value("lambda.scaling_interval")
        limit = min(slots, items)
        length = makespan.ramp_makespan(items, each, limit, step, every)
        return _ramp(each, limit, step, every, 1.0), _ramp(each, limit, step, every, 0.0), length
    if workload.kind == "jobs" and estimate.service in ("fargate", "batch"):
        burst, rate = limits.value("fargate.launch_burst"), limits.value("fargate.launch_rate")
        begun = _bucket(items, slots, each, burst, rate)
        return begun, lambda t: begun(t - each), makespan.bucket_makespan(items, slots, each, burst, rate)
    run = each if workload.kind == "jobs" else workload.duration_s
    length = makespan.wave_makespan(items, slots, run)
    return lambda t: (t // run + 1.0) * slots, lambda t: (t // run) * slots, length


def _ramp(each: float, limit: float, step: float, every: float, ahead: float) -> Started:
    """Workers in groups of `step` each `every` seconds; `ahead` 1 counts items begun, 0 those ended."""

    def count(t: float) -> float:
        found, group = 0.0, 0
        while group * step < limit and group * every <= t:
            size = min(step, limit - group * step)
            found += size * ((t - group * every) // each + ahead)
            group += 1
        return found

    return count


def _bucket(items: float, slots: float, each: float, burst: float, rate: float) -> Started:
    """Starts through a bucket of tokens: the start of item k is known, how many have begun is found by halving."""

    def turn(k: float) -> float:
        return max(0.0, (k + 1.0 - burst) / rate)

    def start(k: float) -> float:
        rounds = k // slots
        return max(turn(k), rounds * each + turn(k - rounds * slots))

    def count(t: float) -> float:
        low, high = 0, int(items)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if start(float(middle)) <= t else (low, middle)
        return float(low) if t >= 0.0 else 0.0

    return count


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
