"""The calculator's answer as something to keep: scenario, code, document. Qt-free."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from models.content.display import Display
from models.cost.results import Estimate
from models.duration.results import DurationEstimate
from models.errors import InputError
from models.export.build import Screen, screen_document
from models.export.document import Document, Table
from models.export.pair_tables import pair_tables
from models.export.tables import tuning_table
from models.scenario import code as codes
from models.scenario.power_tuning import Measured, PowerCurve, adopted
from models.scenario.scenario import Scenario, clean_name, other_prices, prices_as_of
from models.scenario.tuning_prices import PricedCurve, priced
from models.texts import Message, Texts, pick
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_curve_desk import Asking, CurveDesk
from ui.presenters.calculator_curve_lines import crossings, curves
from ui.presenters.calculator_curves import CurveMaker
from ui.presenters.calculator_field_words import FieldView
from ui.presenters.calculator_fields import BY_NAME, FIELDS, shown
from ui.presenters.calculator_options import OptionDesk
from ui.presenters.calculator_words import Words

MOST_RECENT = 8
SWITCHES = ("free_tier", "public")


class ShareDesk:
    """Turns what is set and shown into a scenario or a document, and a scenario into what is set."""

    def __init__(self, presenter: CalculatorPresenter) -> None:
        self.presenter = presenter
        self._state, self._display = presenter.state, presenter.display
        self.tuning: PowerCurve | None = None  # the memory curve that is shown
        self.beside = ""  # the service that is shown line by line beside the pinned scenario

    # scenarios

    def scenario(self) -> Scenario:
        """Everything needed to see this answer again. What an opened file has and no control shows stays."""
        presenter = self.presenter
        return msgspec.structs.replace(
            presenter.opened,
            name=self.name(),
            region=self._state.region,
            workload=presenter.workload,
            options=presenter.options,
            compared=self._state.compared,
            ranges=presenter.ranges,
            currency=self._state.currency,
            prices_as_of=prices_as_of(presenter.book()),
        )

    def name(self) -> str:
        """What the scenario is called: after its example, or as its file says while it is still that one."""
        found = self.presenter.example()
        if found is not None:
            return clean_name(pick(found.name, self.presenter.language))
        opened = self.presenter.opened
        return opened.name if self.presenter.workload == opened.workload else ""

    def adopt(self, scenario: Scenario) -> tuple[Message, ...]:
        """Show a scenario; what was there is one undo away. Returns what has to be told."""
        told: list[Message] = []
        then = self._state.region
        self.presenter.adopt_scenario(scenario)
        if scenario.region != then:
            told.append(Message("share.region_changed", {"region": scenario.region, "before": then}))
        dated = other_prices(scenario, self.presenter.book())
        told += [dated] if dated is not None else []
        told += [Message("share.carried")] if _has_more(scenario) else []
        return tuple(told)

    def code(self) -> str:
        """The text code. Errors: InputError when its texts are too long for one."""
        return codes.encode(self.scenario())

    def adopt_code(self, text: str) -> tuple[Message, ...]:
        """Show the scenario of a pasted code. Errors: FileError; then nothing changes."""
        return self.adopt(codes.decode(text))

    def adopt_size(self, point: Measured) -> None:
        """Take a measured memory size with its duration into the workload."""
        presenter = self.presenter
        presenter.adopt(adopted(presenter.workload, point), presenter.options)

    def stem(self) -> str:
        """A file name without ending, in plain letters."""
        plain = unicodedata.normalize("NFKD", self.name()).encode("ascii", "ignore").decode().lower()
        return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or self.presenter.workload.kind.replace("_", "-")

    # recent files

    def remember(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        shown = str(path)
        others = tuple(found for found in self._state.recent if found != shown)
        self._state.recent = (shown, *others)[:MOST_RECENT]

    def forget(self, path: Path) -> None:
        """Take a file off the recent ones."""
        self._state.recent = tuple(found for found in self._state.recent if found != str(path))

    # documents

    def document(self, view: str, opened: str = "") -> Document:
        """What the screen shows in a view (cost or duration), with the opened service's lines if there is one."""
        return self.making(view, opened)()

    def making(self, view: str, opened: str = "", every_bill: bool = False) -> Callable[[], Document]:
        """What makes `document` of what is shown now; its slow part is still to do, in a thread if need be.

        `every_bill`: the lines of every row go along, so that in a spreadsheet every total of the list follows
        from its prices, not only that of the row opened on screen.
        """
        presenter, language = self.presenter, self._display.texts.language
        answer, book = presenter.answer(view), presenter.book()
        cost = view == "cost"
        title, subtitle, _ = self.headings(view)
        curve = CurveDesk(presenter, self._display, "time" if view == "duration" else "cost")
        bills = [row.service for row in answer.rows() if row.total] if every_bill and cost else []
        bills += [opened] if opened and opened not in bills else []
        screen = Screen(
            title=title,
            subtitle=subtitle,
            rows=answer.rows(),
            opened=tuple(answer.detail(service) for service in bills),
            estimates=self._estimates() if cost else None,
            seconds={} if cost else _seconds(presenter.durations()),
            inputs=self.inputs(),
            curve_title=curve.title(),
            currency=self._state.currency,
            spans={one.service: (one.low, one.high) for one in presenter.spans().values()} if cost else {},
            code=self.code_or_nothing(),
        )
        display = Display(self._display.catalog, Texts(language), lambda: book)
        pinned = self._state.pinned if cost else None
        beside = (pinned, self.scenario(), self.beside or opened) if pinned is not None else None
        measured = self.tuning
        here = priced(measured, presenter.workload, book, presenter.options) if measured is not None else None
        return partial(_made, screen, curve.asking(), presenter.estimates(), display, (beside, here))

    def stamp(self) -> object:
        """What the answer follows from; another one means another answer."""
        presenter, state = self.presenter, self._state
        set_here = (presenter.workload, presenter.options, presenter.ranges)
        chosen = (self.beside, self.tuning, presenter.curve.chosen())
        return (*set_here, state.region, state.currency, state.pinned, *chosen)

    def headings(self, view: str) -> tuple[str, str, str]:
        """Title, subtitle and foot of what is taken away: region, way of buying, period, date of the prices."""
        t, region = self._display.texts.t, self._state.region
        date = prices_as_of(self.presenter.book()) or "–"
        subtitle = t(f"share.subtitle_{view}", what=self.presenter.subtitle(view), region=region, date=date)
        return t(f"calc.{view}_title"), subtitle, t("share.foot", region=region, date=date)

    def code_or_nothing(self) -> str:
        """The code for printing; empty where texts are too long for one."""
        scenario = msgspec.structs.replace(self.scenario(), name="")
        try:
            return codes.encode(scenario)
        except InputError:
            return ""

    def inputs(self) -> tuple[tuple[str, str], ...]:
        """Every input that matters to this workload with its value as the form shows it."""
        t, presenter = self._display.texts.t, self.presenter
        workload, options = presenter.workload, presenter.options
        rows = [(t("calc.field.kind"), t(f"calc.kind.{workload.kind}"))]
        for view in (presenter.field(field.name) for field in FIELDS):
            if view.shown:
                rows.append((view.label, self._value(view)))
        rows.append((t("calc.field.arch"), workload.arch))
        rows.append((t("calc.field.os"), t(f"calc.os.{workload.os}")))
        rows += [(t(f"calc.chip.{name}"), self._yes(getattr(workload, name))) for name in SWITCHES]
        rows.append((t("calc.chip.spot"), self._yes(options.spot)))
        rows.append((t("calc.field.commitment"), t(f"cost.purchase.{options.commitment}")))
        counted = [t(f"cost.companion.{name}") for name, on in presenter.companions() if on]
        rows.append((t("calc.field.companions"), ", ".join(counted) or t("share.none")))
        return (*rows, *OptionDesk(presenter).changed())

    def _value(self, view: FieldView) -> str:
        """An input's value with its unit, and between what it lies when it is uncertain."""
        value = f"{view.text or view.placeholder} {view.unit}".strip()
        ends = self.presenter.ranges.get(view.name)
        if ends is None:
            return value
        field, unit = BY_NAME[view.name], self.presenter.unit(view.name)
        low, high = (shown(field, end, unit, self.presenter.language) or "0" for end in ends)
        return self._display.texts.t("range.export.input", value=value, low=low, high=high)

    def _yes(self, on: bool) -> str:
        return self._display.texts.t("share.yes" if on else "share.no")

    def _estimates(self) -> dict[str, Estimate]:
        return {one.service: one for one in self.presenter.estimates()}


def _made(
    screen: Screen,
    asked: Asking,
    estimates: tuple[Estimate, ...],
    display: Display,
    cards: tuple[tuple[Scenario, Scenario, str] | None, PricedCurve | None],
) -> Document:
    """The document of a screen, its curve worked out, with the tables of a pinned scenario and a memory curve."""
    found = curves(*asked)
    table = CurveMaker(display).table(found, crossings(found))
    beside, tuning = cards
    more: tuple[Table, ...] = (tuning_table(tuning, display.texts),) if tuning is not None else ()
    if beside is not None:
        a, b, service = beside
        b = msgspec.structs.replace(b, prices={})  # as the list costs it
        more += pair_tables(a, b, service or estimates[0].service, display.texts, Words(display).name)
    drawn = {"curve": table, "curve_values": table.figures, "curve_units": table.units}
    return screen_document(msgspec.structs.replace(screen, **drawn), display, more)


def _has_more(scenario: Scenario) -> bool:
    """Whether a scenario holds parts that no control of this screen shows."""
    plain = Scenario()
    shown = {"name", "region", "workload", "options", "compared", "prices_as_of", "ranges", "currency"}
    return any(
        getattr(scenario, name) != getattr(plain, name) for name in plain.__struct_fields__ if name not in shown
    )


def _seconds(durations: tuple[DurationEstimate, ...]) -> dict[str, float]:
    """The time each row is ranked by, in seconds."""
    found = {}
    for one in durations:
        if one.feasible:
            parts = sum(part.span.expected for part in one.parts)
            found[one.service] = one.lot.expected if one.lot is not None else parts
    return found

