"""The calculator's answer as something to keep: scenario, code, document. Qt-free."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from models.content.display import Display
from models.cost.results import Estimate
from models.errors import InputError
from models.export.build import Screen, screen_document
from models.export.document import Document
from models.scenario import code as codes
from models.scenario.power_tuning import Measured, PowerCurve, adopted
from models.scenario.scenario import Scenario, clean_name, other_prices, prices_as_of
from models.scenario.tuning_prices import priced
from models.texts import Message, Texts, pick
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_curve_desk import Asking, CurveDesk
from ui.presenters.calculator_curve_lines import crossings, curves
from ui.presenters.calculator_curves import CurveMaker
from ui.presenters.calculator_field_words import FieldView
from ui.presenters.calculator_fields import BY_NAME, FIELDS, shown
from ui.presenters.calculator_insight import InsightMaker
from ui.presenters.calculator_options import OptionDesk

if TYPE_CHECKING:
    from ui.presenters.calculator_share_more import More

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
            duration=presenter.quotas,
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

    def document(self, view: str, opened: str = "", wanted: tuple[str, ...] = ()) -> Document:
        """What the screen shows in a view (cost, duration, tradeoff), with the lines of the opened service.

        `wanted`: the services the ways to win are asked for, until one can; by default those of a fresh screen.
        """
        return self.making(view, opened, wanted)()

    def making(
        self, view: str, opened: str = "", wanted: tuple[str, ...] = (), every_bill: bool = False
    ) -> Callable[[], Document]:
        """What makes `document` of what is shown now; its slow part is still to do, in a thread if need be.

        `every_bill`: the lines of every row go along, so that in a spreadsheet every total of the list follows
        from its prices, not only that of the row opened on screen.
        """
        presenter, language = self.presenter, self._display.texts.language
        answer, book = presenter.answer(view), presenter.book()
        title, subtitle, _ = self.headings(view)
        curve = CurveDesk(presenter, self._display, "time" if view == "duration" else "cost")
        rows, billed = answer.rows(), view != "duration"
        bills = [row.service for row in rows if row.total] if every_bill and billed else []
        bills += [opened] if opened and opened not in bills else []
        screen = Screen(
            title=title,
            subtitle=subtitle,
            rows=rows,
            opened=tuple(answer.detail(service) for service in bills),
            estimates=self._estimates() if billed else None,
            seconds={} if view == "cost" else self._seconds(view),
            times={row.service: row.also for row in rows if row.also},
            inputs=self.inputs(),
            curve_title=curve.title(),
            currency=self._state.currency,
            spans={one.service: (one.low, one.high) for one in presenter.spans().values()} if billed else {},
            code=self.code_or_nothing(),
        )
        display = Display(self._display.catalog, Texts(language), lambda: book)
        more = self._more(view, opened, wanted)
        return partial(_made, screen, curve.asking(), display, more)

    def _more(self, view: str, opened: str, wanted: tuple[str, ...]) -> More:
        """What the tables below the charts follow from."""
        from ui.presenters.calculator_share_more import More

        presenter, pinned, measured = self.presenter, self._state.pinned, self.tuning
        book, options = presenter.book(), presenter.options
        return More(
            workload=presenter.workload,
            book=book,
            options=options,
            quotas=presenter.quotas,
            estimates=presenter.estimates(),
            durations=presenter.durations(),
            wanted=wanted or InsightMaker(self._display).defaults(presenter.estimates()),
            with_paths=view == "tradeoff" and presenter.compared_time == "whole",
            beside=(pinned, self.scenario(), self.beside or opened) if pinned and view == "cost" else None,
            measured=priced(measured, presenter.workload, book, options) if measured is not None else None,
        )

    def _seconds(self, view: str) -> dict[str, float]:
        """The time each row shows, in seconds."""
        if view == "tradeoff":
            return {one.service: one.seconds for one in self.presenter.tradeoff().view().spots}
        return {one.service: one.seconds for one in self.presenter.durations() if one.feasible}

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

    def given(self) -> str:
        """The whole workload as a paragraph: a picture has no form beside it to tell what it answers to."""
        said = " · ".join(f"{name}: {value}" for name, value in self.inputs())
        return self._display.texts.t("share.given", inputs=said)

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


def _made(screen: Screen, asked: Asking, display: Display, more: More) -> Document:
    """The document of a screen, with its curve and what stands below it worked out."""
    from ui.presenters.calculator_share_more import more_tables

    found = curves(*asked)
    table = CurveMaker(display).table(found, crossings(found))
    drawn = {"curve": table, "curve_values": table.figures, "curve_units": table.units}
    return screen_document(msgspec.structs.replace(screen, **drawn), display, more_tables(more, display))


def _has_more(scenario: Scenario) -> bool:
    """Whether a scenario holds parts that no control of this screen shows."""
    plain = Scenario()
    shown = {"name", "region", "workload", "options", "compared", "prices_as_of", "ranges", "currency"}
    return any(
        getattr(scenario, name) != getattr(plain, name) for name in plain.__struct_fields__ if name not in shown
    )

