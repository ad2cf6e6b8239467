"""A figure read off any place is the same figure: random workloads, every place read the way a person reaches it.

One state, one set of views that follow it from workload to workload: a view that keeps an old figure fails as
well as one that works it out in another way. Places: the list, the opened bill and its lines, the copied text, the
curve and its reading, the map and its sentence, cost against time, the timeline, the documents (CSV, Markdown,
spreadsheet), two scenarios side by side, a fleet, the comparison, the card of a page, the labels of a diagram, the
terminal as text and as JSON.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from models import formats
from models.compare.table import COST_ROW
from models.content.catalog import Catalog
from models.content.display import Display
from models.cost.engine import RANKED, SERVICES
from models.cost.options import Options
from models.cost.price_book import PriceBook, load_price_book, regions
from models.cost.results import Estimate
from models.cost.workload import Workload
from models.diagrams.plan import Plan, make_plan
from models.diagrams.words import catalog_words
from models.duration.engine import TIMED
from models.duration.options import DurationOptions
from models.duration.terminal import estimate_main
from models.export.document import Document
from models.export.save import write
from models.figures import Figures
from models.scenario.file import encode
from models.scenario.fleet import cost_fleet
from models.scenario.fleet_file import read_fleet
from models.spans import span_text
from models.state.app_state import AppState
from models.state.currency import Currency
from models.texts import LANGUAGES, Money, Texts
from tests.models.cost.strategies import NO_SHRINK, options, workloads
from tests.models.diagrams.samples import both, diagram, node
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_curve_desk import CurveDesk
from ui.presenters.calculator_history import Ranges
from ui.presenters.calculator_map import MapMaker
from ui.presenters.calculator_map_grid import winners
from ui.presenters.calculator_pair import PairDesk
from ui.presenters.calculator_pair_words import PairViews
from ui.presenters.calculator_share import ShareDesk
from ui.presenters.calculator_share_fleet import FleetWords
from ui.presenters.calculator_timeline import TimelineMaker
from ui.presenters.calculator_timeline_course import courses
from ui.presenters.compare import ComparePresenter
from ui.presenters.page_cost import PageCost

EXAMPLES = 64
EXPORTED = 3  # every so many workloads the documents are written, too
MILLION = 1e6

quotas = st.just(DurationOptions()) | st.builds(
    DurationOptions,
    lambda_concurrency=st.sampled_from((0.0, 10.0, 250.0, 5000.0)),
    fargate_vcpu=st.sampled_from((0.0, 32.0, 1000.0)),
    ec2_vcpu=st.sampled_from((0.0, 256.0, 4096.0)),
    lightsail_instances=st.sampled_from((0.0, 4.0, 40.0)),
    failure_rate=st.sampled_from((0.0, 0.02, 0.5)),
    attempts=st.sampled_from((1.0, 3.0)),
    interruptions_per_hour=st.sampled_from((0.0, 0.05)),
    batch_on=st.sampled_from(("fargate", "ec2")),
)
NO_RANGES: Ranges = {}

Shown = dict[str, str]
"""Service to figure as shown."""


class Places:
    """Every view of one state in one language."""

    def __init__(self, language: str) -> None:
        self.state = AppState()
        self.state.language = language
        self.texts = Texts(language)
        self.display = Display(Catalog(), self.texts, self.book)
        self.calculator = CalculatorPresenter(self.state, self.display, self.book)
        self.desk = ShareDesk(self.calculator)
        self.curve = CurveDesk(self.calculator, self.display)
        self.time_curve = CurveDesk(self.calculator, self.display, "time")
        self.maps = MapMaker(self.display)
        self.times = TimelineMaker(self.display)
        self.figures = Figures(self.state, self.book)
        self.compare = ComparePresenter(self.state, self.display, self.book)
        self.compare.load_costs()
        self.state.compared = SERVICES
        self.plan = self._plan()
        self.folder = Path()
        self.asked = 0

    def book(self) -> PriceBook:
        return load_price_book(self.state.region)

    def set(
        self, workload: Workload, options: Options, region: str, ranges: Ranges = NO_RANGES, rate: float = 0.0
    ) -> None:
        self.state.region, self.state.options, self.state.workload = region, options, workload
        self.state.ranges = dict(ranges)
        self.state.currency = Currency("PEN", rate) if rate else None
        self.asked += 1

    def _plan(self) -> Plan:
        """A diagram with a label for each figure, laid out once for all workloads."""
        bills = [node(name, i, 0, caption=both(f"{{estimate:{name}.total}}")) for i, name in enumerate(SERVICES)]
        times = [node(f"t_{name}", i, 1, caption=both(f"{{duration:{name}.lot}}")) for i, name in enumerate(TIMED)]
        words = catalog_words(self.display.catalog, self.book, "us-east-1", self.figures)
        return make_plan(diagram([*bills, *times]), words=words)

    def labels(self) -> Shown:
        frame = self.plan.frame(self.texts.language, 0)
        return {found.node.id: " ".join(found.texts[-1].lines) for found in frame.nodes}

    def terminal(self, *arguments: str) -> str:
        """What the terminal answers to the scenario as it would be saved now."""
        source, out, error = encode(self.desk.scenario()), io.StringIO(), io.StringIO()
        assert estimate_main(["-", "--lang", self.texts.language, *arguments], out, error, source) == 0
        return out.getvalue()

    def money(self, usd: float) -> str:
        return self.texts.value(Money(usd))


@cache
def places(language: str) -> Places:
    return Places(language)


@settings(max_examples=EXAMPLES, phases=NO_SHRINK)
@given(st.sampled_from(LANGUAGES), workloads, options, st.sampled_from(regions()))
def test_every_place_tells_the_same_cost(
    home: Path, language: str, workload: Workload, bought: Options, region: str
) -> None:
    here = places(language)
    here.folder = home
    here.set(workload, bought, region)
    rows = here.calculator.answer("cost").rows()
    listed = {row.service: row.total for row in rows if row.total}
    assert listed
    for place in (bill, copied, reading, comparison, card, label, terminal_text, terminal_json, fleet, pair):
        assert place(here, listed) == listed, place.__name__
    ranked = [row.service for row in rows if row.rank == "ranked"]
    the_map_agrees(here, ranked, listed)
    spots = here.calculator.tradeoff().view().spots
    assert bool(spots) == bool(ranked)
    assert {spot.service: spot.cost for spot in spots}.items() <= listed.items()
    the_curve_passes_there(here)
    if here.asked % EXPORTED == 0:
        document = screen(here, listed)
        for read in (in_markdown, in_csv, in_spreadsheet):
            assert read(here, document) == listed, read.__name__


@settings(max_examples=EXAMPLES, phases=NO_SHRINK)
@given(st.sampled_from(LANGUAGES), workloads, quotas)
def test_every_place_tells_the_same_time(language: str, workload: Workload, own: DurationOptions) -> None:
    here = places(language)
    here.set(workload, Options(), "us-east-1")
    here.state.quotas = own
    durations = {one.service: one for one in here.calculator.durations()}
    lots = {name for name, one in durations.items() if one.feasible and one.lot is not None}
    listed = {row.service: row.total for row in here.calculator.answer("duration").rows() if row.service in lots}
    times = here.calculator.durations()
    view = here.times.view(times, workload, courses(times, workload, own))
    fits = {row.service: row.total for row in here.calculator.answer("duration").rows() if row.rank == "ranked"}
    assert {row.service: row.end for row in view.rows} == fits and listed.items() <= fits.items()
    quickest = list(fits)
    if workload.kind != "always_on":
        the_map_agrees(here, quickest, listed, "time")
        assert crosshair(here, here.time_curve) == listed
        spots = here.calculator.tradeoff().view().spots
        assert {spot.service: spot.time for spot in spots}.items() <= listed.items()
    labels = here.labels()
    told = json.loads(here.terminal("--json"))["estimates"]
    for name in lots:
        opened = here.calculator.answer("duration").detail(name)
        assert opened.total == listed[name] or opened.total.startswith(f"{listed[name]} (")
        assert in_short(labels[f"t_{name}"], listed[name])
        (found,) = (one["duration"]["lot"]["expected"] for one in told if one["service"] == name)
        assert span_text(max(found, 1e-3), here.texts) == listed[name]
    if here.asked % (2 * EXPORTED) == 0:
        document = here.desk.document("duration", next(iter(lots), ""))
        grid = rows_of(write(document, ".md").decode())
        names = {here.display.catalog.service(name).name[language]: name for name in TIMED}
        found = {names[row[1]]: row[2] for row in grid if len(row) == 5 and row[1] in names and row[2]}
        assert {name: found[name] for name in lots} == listed


@settings(max_examples=EXAMPLES // 4, phases=NO_SHRINK)
@given(st.sampled_from(LANGUAGES), workloads, options, st.floats(1.1, 20.0), st.floats(0.01, 5000.0))
def test_every_place_tells_the_same_range_and_second_currency(
    language: str, workload: Workload, bought: Options, spread: float, rate: float
) -> None:
    here = places(language)
    within = {"amount": (max(1.0, workload.amount / spread), workload.amount * spread)}
    here.set(workload, bought, "us-east-1", within, rate)
    rows = {row.service: row for row in here.calculator.answer("cost").rows() if row.total}
    (compared,) = (found for found in here.compare.table().rows() if found.id == COST_ROW)
    out = here.terminal()
    for name, cell in zip(SERVICES, compared.cells, strict=True):
        if name not in rows:
            assert cell.kind != "money"
            continue
        beside = [part for part in (rows[name].between, rows[name].second) if part]
        assert rows[name].second.endswith("PEN")
        assert cell.text.endswith(" · ".join(["", *beside]))
        shown = PageCost(here.figures, here.display, here.state.region).view(name, None)
        assert rows[name].total in shown.total
        assert " · ".join(beside) in shown.reason
        under = " ".join(here.calculator.answer("cost").detail(name).under_total)
        assert rows[name].second in under
        for end in re.findall(r"\d[\d.,\u00a0]*", rows[name].between):
            assert end.strip(formats.NBSP) in under
            assert end.strip(formats.NBSP) in out


def in_short(said: str, whole: str) -> bool:
    """A label says what the list says, or that it lasts more than some thousand days."""
    plain = whole.replace(" ", formats.NBSP)
    return said == plain or (said.startswith(">") and len(re.sub(r"\D", "", plain)) > 4)


# the places of a cost, each giving what it shows for the services of the list


def bill(here: Places, listed: Shown) -> Shown:
    """The opened bill: its total, and the sum of its lines as they are printed."""
    found = {}
    for name in listed:
        view = here.calculator.answer("cost").detail(name)
        cents = sum(round(100 * figure(line.amount, here)) for line in view.lines)
        assert here.money(cents / 100.0) == (view.total or here.money(0.0)), name
        found[name] = view.total or here.money(0.0)
    return found


def copied(here: Places, listed: Shown) -> Shown:
    """The last figure of the copied text."""
    answer, found = here.calculator.answer("cost"), {}
    for name in listed:
        totals = re.findall(rf"^{here.texts.t('calc.total')}: (.+)$", answer.as_text(name), re.MULTILINE)
        found[name] = totals[0] if totals else here.money(0.0)
    return found


def reading(here: Places, listed: Shown) -> Shown:
    """The crosshair of the curve at the workload itself; what is no way to run this has no curve."""
    return crosshair(here, here.curve) | apart(listed)


def comparison(here: Places, listed: Shown) -> Shown:
    """The first row of the comparison."""
    table = here.compare.table()
    (row,) = (found for found in table.rows() if found.id == COST_ROW)
    cells = {column.id: cell for column, cell in zip(table.columns, row.cells, strict=True)}
    shown = {name: cell.text for name, cell in cells.items() if cell.kind == "money"}
    return {name: stripped(here, text) for name, text in shown.items()}


def card(here: Places, listed: Shown) -> Shown:
    """The card on the page of each service."""
    found = {}
    for name in SERVICES:
        view = PageCost(here.figures, here.display, here.state.region).view(name, None)
        if any(letter.isdigit() for letter in view.total):
            found[name] = stripped(here, view.total)
    return found


def label(here: Places, listed: Shown) -> Shown:
    """The label of a diagram; from a million on it is rounded to three digits and M."""
    labels, totals = here.labels(), {one.service: one.total for one in here.calculator.estimates()}
    found = {}
    for name in SERVICES:
        said = labels[name].removeprefix(f"≥{formats.NBSP}")
        if not any(letter.isdigit() for letter in said):
            continue
        if totals[name] >= MILLION and not said.startswith(">"):
            shown = 1e6 * formats.parse_number(said.partition(f"{formats.NBSP}M")[0], here.texts.language)
            assert math.isclose(shown, totals[name], rel_tol=0.006)
        found[name] = listed.get(name, said) if totals[name] >= MILLION else said
    return found


def terminal_text(here: Places, listed: Shown) -> Shown:
    """The block of each service in the terminal."""
    out, found = here.terminal(), {}
    for name in SERVICES:
        head = f"{here.texts.t(f'cost.service.{name}')}: "
        (line,) = (line for line in out.splitlines() if line.startswith(head))
        said = line.removeprefix(head)
        if said[0].isdigit():
            found[name] = stripped(here, said.partition(" (")[0])
    return found


def terminal_json(here: Places, listed: Shown) -> Shown:
    """The totals for other programs."""
    told = json.loads(here.terminal("--json"))["estimates"]
    return {one["service"]: here.money(one["total"]) for one in told if one["feasible"]}


def fleet(here: Places, listed: Shown) -> Shown:
    """The workload as the only row of a fleet."""
    file = here.folder / "fleet.csv"
    file.write_text(f"name,amount\none,{here.calculator.workload.amount!r}\n", "utf-8")
    read = read_fleet(file, here.calculator.workload)
    assert read is not None and read.workload(0) == here.calculator.workload
    priced = cost_fleet(read, here.book(), here.calculator.options)
    assert priced is not None
    found = {name: here.money(usd) for name, usd in priced.costs(0).items() if usd is not None}
    words = FleetWords(here.display, priced, here.state.region)
    cheapest = next((text for name, text in listed.items() if name in RANKED), "")
    assert words.cell(0, "cheapest_cost") == cheapest
    return found | apart(listed)


def pair(here: Places, listed: Shown) -> Shown:
    """Both sides of a pair whose A is what is set."""
    desk = PairDesk(here.calculator)
    desk.pin()
    rows = {one.service: PairViews(here.display).row(one) for one in desk.pairs()}
    desk.unpin()
    assert all(rows[name].a == rows[name].b for name in rows)
    others = {name: text for name, text in apart(listed).items() if name not in rows}
    return others | {name: row.b for name, row in rows.items() if name in listed}


def in_markdown(here: Places, document: Document) -> Shown:
    return by_service(here, rows_of(write(document, ".md").decode()), lambda cell: cell)


def in_csv(here: Places, document: Document) -> Shown:
    grid = csv.reader(io.StringIO(write(document, ".csv").decode("utf-8-sig")))
    return by_service(here, list(grid), lambda cell: here.money(float(cell)))


def in_spreadsheet(here: Places, document: Document) -> Shown:
    """Its figures as a program reads them that does not calculate."""
    book = openpyxl.load_workbook(io.BytesIO(write(document, ".xlsx")), data_only=True)
    first = book.worksheets[0]
    grid = [["" if cell is None else str(cell) for cell in row] for row in first.iter_rows(values_only=True)]
    return by_service(here, grid, lambda cell: here.money(float(cell)))


# what they have in common


def screen(here: Places, listed: Shown) -> Document:
    """The screen as a document with one bill open; its curve tells the same at the current point."""
    document = here.desk.document("cost", next(iter(listed)))
    curve = document.table("curve")
    mark = (here.texts.raw("curve.now_row") or "").partition("{")[0]
    (now,) = (row for row in curve.rows if row.cells[0].text.startswith(mark))
    assert {name: cell.text for name, cell in zip(RANKED, now.cells[1:], strict=True) if name in listed} == {
        name: text for name, text in listed.items() if name in RANKED
    }
    return document


def by_service(here: Places, grid: list[list[str]], read: Callable[[str], str]) -> Shown:
    """The totals of the ranked table: place, service, total, reason."""
    names = {here.display.catalog.service(name).name[here.texts.language]: name for name in SERVICES}
    found: Shown = {}
    for row in grid:
        if len(row) > 3 and row[1] in names and row[2] and row[3] and names[row[1]] not in found:
            found[names[row[1]]] = read(row[2])
    return found


def rows_of(markdown: str) -> list[list[str]]:
    """The cells of every table line."""
    lines = [line for line in markdown.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def apart(listed: Shown) -> Shown:
    """What has no curve and no place on the map: the registry, and Outposts by contract."""
    return {name: text for name, text in listed.items() if name not in RANKED}


def figure(text: str, here: Places) -> float:
    return formats.parse_number(text.rpartition(formats.NBSP)[0], here.texts.language)


def stripped(here: Places, text: str) -> str:
    """The one figure of a sentence such as "from 12.30 USD, a price is missing"."""
    (found,) = re.findall(r"\d[\d.,\u00a0]*\u00a0USD", text)
    return str(found)


def the_map_agrees(here: Places, ranked: list[str], listed: Shown, measure: str = "cost") -> None:
    """At the workload itself the map tells the first of the list and its figure, and so does its sentence."""
    w, own = here.calculator.workload, here.calculator.quotas
    names = here.maps.default_inputs(w)
    asked = here.maps.question(w, here.calculator.book(), here.calculator.options, names, measure, quotas=own)
    view = here.maps.reading(asked, {})
    answers = here.calculator.estimates() if measure == "cost" else here.calculator.durations()
    if not ranked:
        assert view.rows[0][0] == ()
        return
    best = ranked[0]
    assert best in view.rows[0][0]
    assert view.rows[0][2] == listed[best]
    assert listed[best] in here.maps.now(asked, answers)
    ((area,),) = winners(asked, [getattr(w, names[0])], [getattr(w, names[1])])
    exact = {one.service: one.exact if isinstance(one, Estimate) else one.seconds for one in answers}
    lines = max(len(one.lines) if isinstance(one, Estimate) else 0 for one in answers)
    assert all(exact[name] <= exact[best] + 0.01 * lines + 0.1 for name in area), "the area is another's"


def crosshair(here: Places, curve: CurveDesk) -> Shown:
    """What the curve says at the workload itself, each time over another input."""
    known = [name for name, _ in curve.inputs()[0]]
    curve.choice.choose(known[here.asked % len(known)])
    curve.follow(9)
    return {name: figure for name, _, figure in curve.at(curve.now()[0]).rows}


def the_curve_passes_there(here: Places) -> None:
    """The line runs through the bill at the current point, but for the rounding of the lines."""
    for one in fitting(here.calculator.estimates()):
        assert abs(here.curve.curves.now_ys[one.service] - one.total) <= 0.005 * len(one.lines) + 1e-9


def fitting(estimates: tuple[Estimate, ...]) -> Iterator[Estimate]:
    return (one for one in estimates if one.feasible and one.service in RANKED)
