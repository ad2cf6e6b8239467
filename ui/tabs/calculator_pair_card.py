"""The card of two scenarios: what differs, every service's totals, one service line by line and what causes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.scenario.difference_causes import Causes, GivenUp, Wanted
from ui.beside import Beside, Errand
from ui.context import AppContext
from ui.presenters.calculator_pair import PairDesk
from ui.presenters.calculator_pair_words import BillsView, CauseView, PairView, PairViews
from ui.tabs.calculator_map_parts import SideBySide
from ui.tabs.calculator_pair_rows import CauseRow, Columns, PairHead, PairLine, PairRow
from ui.widgets.basics import Card, label, vbox
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.steady import SteadyText

FOLLOW_MS = 90  # how often the figures follow a drag
REST_MS = 250  # after which the causes are worked out
Row = TypeVar("Row", bound=QWidget)


class PairCard(Card):
    """Follows the inputs: while it can be seen a few times a second, else when they rest; causes when they rest.

    `shown` tells which service stands there line by line.
    """

    swap_requested = Signal()
    unpin_requested = Signal()
    copy_requested = Signal()
    shown = Signal(str)

    def __init__(self, context: AppContext, desk: PairDesk, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent)
        self._context, self._desk = context, desk
        self.views = PairViews(context.display)
        self.chosen = ""  # the service the person opened here; the cheapest of B until then
        self.view: PairView | None = None
        self.bills: BillsView | None = None
        self.causes: tuple[CauseView, ...] = ()
        self._found: Causes | None = None
        self._stale = True
        self._follow, self._rest = self._timer(FOLLOW_MS, self.show_now), self._timer(REST_MS, self._ask)
        self._work = Beside(self, quiet=(GivenUp,))
        self._work.finished.connect(self._on_finished)
        self._work.failed.connect(self._on_failed)
        self._build()
        self.retranslate()

    # life

    def refresh(self) -> None:
        """The inputs moved, or A did."""
        self._stale = True
        self._work.cancel()
        self._rest.start()
        if self._seen() and not self._follow.isActive():
            self._follow.start()

    def finish(self) -> None:
        """Everything at once (tests, pictures): waits for it."""
        self.show_now()
        self._ask()
        self._work.wait()

    def stop(self) -> None:
        """No more timers and no more work."""
        self._follow.stop()
        self._rest.stop()
        self._work.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._stale and not self._follow.isActive():
            self._follow.start()  # painted means seen: this is how scrolling here tells

    def retranslate(self) -> None:
        """Put the words of the current language in."""
        t = self._context.t
        self._title.setText(t("pair.title"))
        self.setAccessibleName(t("pair.title"))
        self.swap.setText(t("pair.menu.swap"))
        self.copy.setText(t("pair.copy"))
        self.unpin.setText(t("pair.menu.unpin"))
        captions = t("pair.head.a"), t("pair.head.b"), t("pair.head.difference")
        self._side.setAccessibleName(t("pair.rows"))
        self._rows_head.show_texts(t("pair.head.service"), *captions)
        self._lines_head.show_texts(t("pair.head.line"), *captions)
        self._causes_title.setText(t("pair.causes_title"))
        self.remeasure()
        if self._desk.pinned is not None:
            self.show_now()
            self._show_causes()

    def remeasure(self) -> None:
        """Other texts or another text size: columns are measured anew."""
        for columns in (self._row_columns, self._line_columns):
            columns.forget()
        for widget in (*self.rows.values(), *self.lines, *self.cause_rows, *self.findChildren(SteadyText)):
            widget.updateGeometry()
        self._stale = True
        self.update()

    # what is shown

    def service(self) -> str:
        """The service shown line by line."""
        pairs = self._desk.pairs()
        if self.chosen not in [one.service for one in pairs]:
            return next((one.service for one in pairs if one.comparable), pairs[0].service)
        return self.chosen

    def choose(self, service: str) -> None:
        """Show another service line by line."""
        self.chosen = service
        if self._desk.pinned is not None:
            self.show_now()

    def spoken(self) -> str:
        """The whole comparison as text."""
        assert self.view is not None and self.bills is not None
        return self.views.spoken(self.view, self.bills, self.causes)

    def show_now(self) -> None:
        """Show the figures as they are now; the causes follow when the inputs rest."""
        self._follow.stop()
        a = self._desk.pinned
        if a is None:
            return
        self._stale = False
        b, pairs, service = self._desk.now(), self._desk.pairs(), self.service()
        self.view = view = self.views.whole(a, b, self._desk.changes(), pairs)
        self.bills = self.views.bills(self._desk.pair(service))
        texts = (view.a, view.b, view.differ, view.summary)
        for target, text in zip((self._a, self._b, self._differ, self._summary), texts, strict=True):
            target.set_text(text)
        self.swap.setEnabled(self._desk.can_swap)
        self.swap.setToolTip(self._context.t("pair.swap_tip" if self._desk.can_swap else "pair.no_swap"))
        self._show_rows(view, service)
        self._show_bills(self.bills)
        self._causes_note.set_text(self._context.t("pair.causes_wait"))
        self._rest.start()
        self.shown.emit(service)

    # inside

    def _build(self) -> None:
        theme = self._context.theme
        self._row_columns, self._line_columns = Columns(theme), Columns(theme)
        self.rows: dict[str, PairRow] = {}
        self._order: list[str] = []
        self.lines: list[PairLine] = []
        self.cause_rows: list[CauseRow] = []
        column = vbox(self, 6, (14, 8, 14, 12))
        head = QWidget()
        flow = FlowLayout(head, spacing=10)
        self._title = label(theme, "strong")
        self.swap, self.copy, self.unpin = (
            Button(theme, icon=icon, kind="quiet") for icon in ("compare", "copy", "close")
        )
        for widget in (self._title, self.swap, self.copy, self.unpin):
            flow.addWidget(widget)
        self.swap.clicked.connect(self.swap_requested)
        self.copy.clicked.connect(self.copy_requested)
        self.unpin.clicked.connect(self.unpin_requested)
        column.addWidget(head)
        self._a, self._b, self._differ = (SteadyText(theme, "label", "muted") for _ in range(3))
        self._summary = SteadyText(theme)
        for widget in (self._a, self._b, self._differ, self._summary):
            column.addWidget(widget)
        column.addWidget(SideBySide(self._context, self._left(), self._right()))

    def _left(self) -> QWidget:
        side = self._side = QWidget()
        column = vbox(side, 0)
        self._rows_head = PairHead(self._context.theme, self._row_columns, PairRow.INDENT)
        self._rows_box = vbox(spacing=0)
        column.addWidget(self._rows_head)
        column.addLayout(self._rows_box)
        column.addStretch(1)
        return side

    def _right(self) -> QWidget:
        theme, side = self._context.theme, QWidget()
        column = vbox(side, 4)
        self._bills_title = SteadyText(theme, "strong")
        self._missing = SteadyText(theme, "body", "bad")
        self._lines_head = PairHead(theme, self._line_columns)
        self._lines_box = vbox(spacing=0)
        self._causes_title = label(theme, "strong", wrap=True)
        self._causes_title.setContentsMargins(0, 8, 0, 0)
        self._causes_box = vbox(spacing=0)
        self._causes_note = SteadyText(theme, "label", "muted")
        for widget in (self._bills_title, self._missing, self._lines_head):
            column.addWidget(widget)
        column.addLayout(self._lines_box)
        column.addWidget(self._causes_title)
        column.addLayout(self._causes_box)
        column.addWidget(self._causes_note)
        column.addStretch(1)
        return side

    def _show_rows(self, view: PairView, service: str) -> None:
        wider = self._row_columns.fit((one.a, one.b, one.difference) for one in view.rows)
        order = [one.service for one in view.rows]
        for one in view.rows:
            row = self.rows.get(one.service) or self._make_row(one.service)
            row.show_row(one)
            row.setChecked(one.service == service)
        if order != self._order:
            self._order = order
            for name in order:
                self._rows_box.removeWidget(self.rows[name])
                self._rows_box.addWidget(self.rows[name])
            for before, after in pairwise(order):
                QWidget.setTabOrder(self.rows[before], self.rows[after])
        if wider:
            self._relay(self._rows_head, *self.rows.values())

    def _show_bills(self, bills: BillsView) -> None:
        self._bills_title.set_text(bills.title)
        self._missing.set_text(bills.missing)
        self._missing.setVisible(bool(bills.missing))
        shown = [*bills.lines, *([bills.total] if bills.total else [])]
        self._lines_head.setVisible(bool(shown))
        wider = self._line_columns.fit((one.a, one.b, one.difference) for one in shown) if shown else False
        _fill(self.lines, len(shown), partial(self._make_line, self._lines_box))
        for row, one in zip(self.lines, shown, strict=False):
            row.show_line(one)
        if wider:
            self._relay(self._lines_head, *self.lines)

    def _show_causes(self) -> None:
        a = self._desk.pinned
        if a is None:
            return
        t = self._context.t
        self.causes, note = self.views.causes(self._found, a, self._desk.now())
        _fill(self.cause_rows, len(self.causes), partial(self._make_cause, self._causes_box))
        for row, one in zip(self.cause_rows, self.causes, strict=False):
            row.show_cause(one)
        compared = self.bills is not None and not self.bills.missing
        self._causes_title.setVisible(compared)
        self._causes_note.setVisible(compared)
        self._causes_note.set_text(note if self.causes else f"{t('pair.causes_none')} {note}".strip())

    def _relay(self, *widgets: QWidget) -> None:
        """Heights follow widths of columns that changed."""
        for widget in widgets:
            widget.updateGeometry()
            widget.update()

    def _make_row(self, service: str) -> PairRow:
        row = self.rows[service] = PairRow(self._context.theme, self._row_columns)
        row.clicked.connect(partial(self._on_clicked, service))
        row.step_requested.connect(partial(self._on_step, service))
        self._rows_box.addWidget(row)
        return row

    def _make_line(self, box: QVBoxLayout) -> PairLine:
        row = PairLine(self._context.theme, self._line_columns)
        box.addWidget(row)
        return row

    def _make_cause(self, box: QVBoxLayout) -> CauseRow:
        row = CauseRow(self._context.theme)
        box.addWidget(row)
        return row

    def _timer(self, after: int, run: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(run)
        return timer

    def _seen(self) -> bool:
        return self.isVisible() and not self.visibleRegion().isEmpty()

    def _ask(self) -> None:
        if self._stale:
            self.show_now()
        self._rest.stop()
        if self._desk.pinned is not None:
            self._work.start(partial(_answer, self._desk.question(self.service())))

    def _on_finished(self, _ticket: int, found: object) -> None:
        self._found = found if isinstance(found, Causes) else None
        self._show_causes()

    def _on_failed(self, _ticket: int, _error: object) -> None:
        self._causes_note.set_text(self._context.t("pair.causes_failed"))

    def _on_clicked(self, service: str, _checked: bool = False) -> None:
        self.choose(service)

    def _on_step(self, service: str, step: int) -> None:
        at = max(0, min(len(self._order) - 1, self._order.index(service) + step))
        self.rows[self._order[at]].setFocus()
        self.choose(self._order[at])


def _answer(question: Callable[[Wanted], Causes | None], errand: Errand) -> Causes | None:
    return question(wanted=errand.wanted)  # type: ignore[call-arg]


def _fill(rows: list[Row], count: int, make: Callable[[], Row]) -> None:
    """Enough rows, the spare ones hidden."""
    while len(rows) < count:
        rows.append(make())
    for index, row in enumerate(rows):
        row.setVisible(index < count)
