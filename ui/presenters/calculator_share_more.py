"""What stands below the charts, as tables of an export: ways to win and to end sooner, sensitivity, the batch.

Qt-free. The screen works these answers out only where somebody looks; an export asks for them itself, the same
questions, and may do so beside the window.
"""

from __future__ import annotations

import math

import msgspec

from models import formats
from models.content.display import Display
from models.cost.options import Options
from models.cost.price_book import PriceBook
from models.cost.results import Estimate
from models.cost.workload import Workload
from models.duration.options import DurationOptions
from models.duration.results import DurationEstimate
from models.duration.tradeoff import Path
from models.export.document import Cell, Column, Kind, Row, Table
from models.export.pair_tables import pair_tables
from models.export.tables import tuning_table
from models.scenario.difference_causes import Change
from models.scenario.scenario import Scenario
from models.scenario.tuning_prices import PricedCurve
from models.texts import Texts
from ui.presenters.calculator_insight import InsightMaker, InsightView
from ui.presenters.calculator_insight_solve import Insight, solve_first
from ui.presenters.calculator_pair_words import PairViews
from ui.presenters.calculator_timeline import RowView, TimelineMaker, TimelineView
from ui.presenters.calculator_timeline_course import courses
from ui.presenters.calculator_tradeoff_paths import PathMaker, paths
from ui.presenters.calculator_words import Words

MOMENTS = 4
"""Parts of each course that are told at their beginning, from the asking on."""


class More(msgspec.Struct, frozen=True, kw_only=True):
    """What the answers follow from. `wanted`: the services the ways to win are asked for, until one can."""

    workload: Workload
    book: PriceBook
    options: Options
    quotas: DurationOptions
    estimates: tuple[Estimate, ...]
    durations: tuple[DurationEstimate, ...]
    wanted: tuple[str, ...]
    with_paths: bool
    """Whether the ways to finish sooner are part of the view."""
    beside: tuple[Scenario, Scenario, str] | None = None
    """The pinned scenario, the one shown, and the service whose lines are compared; None: nothing is pinned."""
    measured: PricedCurve | None = None
    """The person's own memory curve, at the prices of here."""


def more_tables(asked: More, display: Display) -> tuple[Table, ...]:
    """The tables, in the order of the screen."""
    tables = [_paths(asked, display)] if asked.with_paths else []
    tables += [tuning_table(asked.measured, display.texts)] if asked.measured is not None else []
    tables += [*_beside(asked, display), *_insight(asked, display), *_timeline(asked, display)]
    return tuple(table for table in tables if table is not None)


def _beside(asked: More, display: Display) -> tuple[Table, ...]:
    """The pinned scenario beside the one shown."""
    if asked.beside is None:
        return ()
    a, b, service = asked.beside
    b = msgspec.structs.replace(b, prices={})  # as the list costs it
    views = PairViews(display)

    def told(change: Change) -> tuple[str, str]:
        return views.input_name(change, b), views.values(change, a, b)

    name = Words(display).name
    return pair_tables(a, b, service or asked.estimates[0].service, display.texts, name, told=told)


# ways to finish sooner


def _paths(asked: More, display: Display) -> Table | None:
    inputs = asked.workload, asked.book, asked.options, asked.quotas
    found, maker = paths(inputs, asked.estimates, asked.durations, _always), PathMaker(display)
    if not found:
        return None
    t = display.texts.t
    shown = maker.table(found)
    kinds: tuple[Kind, ...] = ("text", "number", "text", "money", "text")
    columns = [Column(f"c{i}", head, kind) for i, (head, kind) in enumerate(zip(shown.header, kinds, strict=True))]
    columns.insert(3, Column("seconds", t("export.column.seconds"), "number"))
    rows = []
    for index, (cells, (places, seconds, usd)) in enumerate(zip(shown.rows, _figures(found), strict=True)):
        name, count, time, cost, against = cells
        figures = (Cell(count, places), Cell(time), _seconds(seconds), Cell(cost, usd), Cell(against))
        rows.append(Row((Cell(name), *figures), str(index)))
    sheet, note = t("export.sheet.summary"), maker.note(found)
    return Table("paths", t("tradeoff.paths_title"), tuple(columns), tuple(rows), sheet, "", (note,))


def _figures(found: tuple[Path, ...]) -> list[tuple[float, float, float]]:
    """Places, seconds and USD behind the rows of the table of ways, in its order."""
    figures = []
    for one in found:
        figures.append((one.places, one.seconds, one.usd))
        if one.tells_at_once:
            figures.append((one.places, one.seconds, one.at_once_usd))
        figures += [(step.places, step.seconds, step.usd) for step in one.steps]
    return figures


# what would have to change, and what moves the bill


def _insight(asked: More, display: Display) -> list[Table]:
    maker = InsightMaker(display)
    inputs = asked.workload, asked.book, asked.options
    questions = [maker.question(*inputs, service, asked.estimates) for service in asked.wanted]
    insight = solve_first(questions, _always)
    view = maker.view(insight)
    return [_needs(insight, view, display.texts), _pushes(insight, view, maker, display.texts)]


def _needs(insight: Insight, view: InsightView, texts: Texts) -> Table:
    t, sheet = texts.t, texts.t("export.sheet.insight")
    columns = (
        Column("input", t("export.column.input")),
        Column("wins", t("export.column.wins")),
        Column("cost", t("export.column.cost_there"), "money"),
        Column("tied", t("export.column.remark")),
    )
    found = {need.input_name: need for need in insight.needs}
    rows = []
    for one in view.needs:
        cost = found[one.input_name].cost
        rows.append(Row((Cell(one.label), Cell(one.stretch), _usd(cost, texts), Cell(one.cost)), one.input_name))
    notes = (view.none,) if view.none else ()
    return Table("needs", t("insight.title"), columns, tuple(rows), sheet, view.lead, notes)


def _pushes(insight: Insight, view: InsightView, maker: InsightMaker, texts: Texts) -> Table:
    t, sheet = texts.t, texts.t("export.sheet.insight")
    columns = (
        Column("input", t("export.column.input")),
        Column("less", t("export.column.less"), "price"),
        Column("more", t("export.column.more"), "price"),
        Column("step", t("export.column.one_more")),
    )
    swings = {push.swing.input_name: push.swing for push in insight.pushes}
    rows = []
    for one in view.pushes:
        swing = swings[one.input_name]
        changes = (swing.low - insight.base, swing.high - insight.base)
        cells = [Cell(maker.change(usd), float(f"{usd:.9g}")) if one.less else Cell("") for usd in changes]
        rows.append(Row((Cell(one.label), *cells, Cell(one.step)), one.input_name))
    return Table("pushes", t("insight.pushes_title"), columns, tuple(rows), sheet, view.summary)


# the batch as it runs


def _timeline(asked: More, display: Display) -> tuple[Table, ...]:
    maker, texts = TimelineMaker(display), display.texts
    view = maker.view(asked.durations, asked.workload, courses(asked.durations, asked.workload, asked.quotas))
    title, sheet = texts.t(f"insight.time.title_{asked.workload.kind}"), texts.t("export.sheet.timeline")
    if not view.rows:
        columns = (Column("none", texts.t("export.column.reason")),)
        return (Table("timeline", title, columns, (Row((Cell(view.summary),)),), sheet),)
    if view.rows[0].course.stays:
        return (_starts(maker, view, (title, sheet), texts),)
    return _courses(maker, view, (title, sheet), texts), _moments(maker, view, sheet, texts)


def _starts(maker: TimelineMaker, view: TimelineView, words: tuple[str, str], texts: Texts) -> Table:
    """When what stays on is up, and how much of it."""
    shown = maker.table(view)
    columns = [Column(f"c{i}", head) for i, head in enumerate(shown.header)]
    columns.append(Column("seconds", texts.t("export.column.seconds"), "number"))
    rows = []
    for cells, row in zip(shown.rows, view.rows, strict=True):
        rows.append(Row((*(Cell(text) for text in cells), _seconds(row.course.end)), row.service))
    title, sheet = words
    note = texts.t(maker.model_key("always_on"))
    return Table("timeline", title, tuple(columns), tuple(rows), sheet, view.summary, (note,))


def _courses(maker: TimelineMaker, view: TimelineView, words: tuple[str, str], texts: Texts) -> Table:
    """The table of the card, with the figure behind each cell."""
    shown = maker.table(view)
    kinds: tuple[Kind, ...] = ("text", "text", "text", "number", "number", "text")
    heads = zip(shown.header, kinds, strict=True)
    columns = [Column(f"c{i}", head, kind) for i, (head, kind) in enumerate(heads)]
    columns.append(Column("seconds", texts.t("export.column.seconds"), "number"))
    rows = []
    for cells, row in zip(shown.rows, view.rows, strict=True):
        figures = (None, None, None, row.course.peak, row.course.waves, None)
        told = (Cell(text, value) for text, value in zip(cells, figures, strict=True))
        rows.append(Row((*told, _seconds(row.course.end)), row.service))
    title, sheet = words
    note = texts.t("insight.time.model")
    return Table("timeline", title, tuple(columns), tuple(rows), sheet, view.summary, (note,))


def _moments(maker: TimelineMaker, view: TimelineView, sheet: str, texts: Texts) -> Table:
    """How many run and wait at moments between the asking and the end of each service."""
    t = texts.t
    names: tuple[tuple[str, Kind], ...] = (
        ("service", "text"),
        ("moment", "text"),
        ("seconds", "number"),
        ("running", "number"),
        ("waiting", "number"),
    )
    columns = tuple(Column(name, t(f"export.column.{name}"), kind) for name, kind in names)
    rows = [cells for row in view.rows for cells in _course(maker, row, texts)]
    return Table("moments", t("export.moments"), columns, tuple(rows), sheet)


def _course(maker: TimelineMaker, row: RowView, texts: Texts) -> list[Row]:
    found = []
    for index in range(MOMENTS):  # at the end nothing runs and nothing waits
        moment = row.course.end * index / MOMENTS
        running, waiting = row.course.at(moment)
        counts = (_count(running, texts), _count(waiting, texts))
        cells = (Cell(row.name), Cell(maker.time(moment)), _seconds(moment), *counts)
        found.append(Row(cells, f"{row.service}:{index}"))
    return found


def _count(value: float, texts: Texts) -> Cell:
    whole = float(round(value))
    return Cell(formats.number(whole, texts.language), whole)


def _seconds(value: float) -> Cell:
    return Cell(f"{value:.15g}", value)


def _usd(value: float, texts: Texts) -> Cell:
    return Cell("") if math.isnan(value) else Cell(formats.money(value, texts.language), value)


def _always() -> bool:
    return True
