"""A CSV of workloads costed all at once: progress with cancel, then the list sorted by saving, and its export."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from models.cost.options import Options
from models.cost.price_book import PriceBook
from models.errors import AppError
from models.export.document import Document
from models.scenario.fleet import FleetCosts, Progress, cost_fleet
from models.scenario.fleet_file import read_fleet
from models.texts import Message
from ui.beside import Beside, Errand
from ui.context import AppContext
from ui.presenters.calculator_share_fleet import FleetWords, fleet_document, percent
from ui.tabs.calculator_share_list import FleetModel, FleetTable, ProblemModel, ProgressLine
from ui.tabs.calculator_share_panel import InlineCard
from ui.widgets.basics import label
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowLayout

READING = 0.5  # the part of the bar that reading takes
UNSEEN_MS = 400  # work begins when the card was painted, so as not to compete with it; or after this time


class FleetCard(InlineCard):
    """Reads and costs a file beside the window, then shows what was found. `failed`: an AppError or None.

    `row_opened` carries the place of a row in the list that is to become the current workload.
    """

    failed = Signal(object)
    export_requested = Signal(str)
    copy_requested = Signal()
    row_opened = Signal(int)

    def __init__(self, context: AppContext, path: Path, book: PriceBook, options: Options) -> None:
        super().__init__(context, "share.fleet.title")
        self.path, self.words = path, None
        self._region, self._phase = book.region, Message("share.reading", {"file": path.name})
        theme = context.theme
        self._text = label(theme, "body", wrap=True)
        self._notes = label(theme, "label", muted=True, wrap=True)
        self.bar = ProgressLine(theme)
        self.table = FleetTable(theme)
        self.cancel_button = Button(theme)
        self.cancel_button.clicked.connect(self.closed)
        self.export_button = Button(theme, icon="down")
        self.export_button.clicked.connect(self._on_export)
        self.open_button = Button(theme, kind="primary")
        self.open_button.clicked.connect(self._on_open)
        self.left_button = Button(theme, icon="list", kind="quiet")
        self.left_button.setCheckable(True)
        self.left_button.toggled.connect(self._on_left_toggled)
        self.left_table = FleetTable(theme)
        self.left_table.horizontalHeader().setStretchLastSection(True)
        self.table.activated.connect(self._on_open)
        tools = QWidget()
        flow = FlowLayout(tools, 8)
        for button in (self.cancel_button, self.open_button, self.export_button, self.left_button):
            flow.addWidget(button)
        for widget in (self._text, self.bar, self.table, self._notes, self.left_table, tools):
            self.column.addWidget(widget)
        hidden = (self.table, self._notes, self.left_table, self.open_button, self.export_button, self.left_button)
        for widget in hidden:
            widget.hide()
        self._work = Beside(self)
        self._work.progressed.connect(self._on_progressed)
        self._work.finished.connect(self._on_finished)
        self._work.failed.connect(self._on_failed)
        self._run = partial(_costed, path, book, options)
        self._soon = QTimer(self, singleShot=True, interval=UNSEEN_MS)
        self._soon.timeout.connect(self._start)
        self.bar.seen.connect(self._start)
        self.retranslate()

    words: FleetWords | None
    model: FleetModel | None = None
    left: ProblemModel | None = None

    def retranslate(self) -> None:
        super().retranslate()
        t = self.context.t
        self.cancel_button.setText(t("share.fleet.cancel"))
        self.export_button.setText(t("share.fleet.export"))
        self.bar.setAccessibleName(t("share.fleet.progress"))
        self.table.setAccessibleName(t("share.fleet.table"))
        self._text.setText(self.context.texts.message(self._phase) if self.words is None else self.words.summary())
        if self.words is not None and self.model is not None:
            self._notes.setText("\n".join(self.words.notes()))
            self._notes.setVisible(bool(self._notes.text()))
            self.table.setAccessibleDescription(self._text.text())
            self.model.renew()
        if self.left is not None:
            self.left.renew()
        self.open_button.setText(t("share.fleet.open_row"))
        self.left_button.setText(t("share.fleet.left_table"))
        self.left_table.setAccessibleName(t("share.fleet.left_table"))
        self.left_table.setAccessibleDescription(self._notes.text())
        self.retheme()

    def retheme(self) -> None:
        if self.model is not None:
            self.table.fit(self.model)
        if self.left is not None:
            self.left_table.fit(self.left, 900)

    def begin(self) -> None:
        self.cancel_button.setFocus(Qt.FocusReason.TabFocusReason)
        self._soon.start()

    def stop(self) -> None:
        self._soon.stop()
        self._work.stop()

    def wait(self) -> None:
        """Block until nothing runs (tests)."""
        self._start()
        self._work.wait()

    def _start(self) -> None:
        if self._soon.isActive():
            self._soon.stop()
            self._work.start(self._run)

    def text(self) -> str:
        """What is said now."""
        return self._text.text()

    def notes(self) -> str:
        """What is told about the file."""
        return self._notes.text()

    # work beside the window

    def _on_progressed(self, _ticket: int, done: float, total: float) -> None:
        part = done / total if total > 0 else 0.0
        if total <= 1.0:  # the share of the file that was read
            read = percent(100.0 * part)
            self._phase = Message("share.fleet.reading", {"file": self.path.name, "percent": read})
            self.bar.show_part(part * READING)
        else:
            self._phase = Message("share.fleet.costing", {"done": done, "total": total})
            self.bar.show_part(READING + part * (1.0 - READING))
        self._text.setText(self.context.texts.message(self._phase))
        self.bar.setAccessibleDescription(self._text.text())

    def _on_finished(self, _ticket: int, result: object) -> None:
        if not isinstance(result, FleetCosts):
            return
        held = self.cancel_button.hasFocus()
        self.words = FleetWords(self.context.display, result, self._region)
        self.model = FleetModel(self.words, self)
        self.table.setModel(self.model)
        for widget in (self.table, self.open_button, self.export_button):
            widget.show()
        if result.fleet.problems:
            self.left = ProblemModel(self.words, self)
            self.left_table.setModel(self.left)
            self.left_button.show()
        if held:  # before the button goes: Qt would hand the keyboard to whatever comes next
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
        for widget in (self.bar, self.cancel_button):
            widget.hide()
        self.retranslate()
        self.table.selectRow(0)

    def _on_open(self) -> None:
        """The chosen row is to become the current workload."""
        if self.table.currentIndex().isValid():
            self.row_opened.emit(self.table.currentIndex().row())

    def _on_left_toggled(self, shown: bool) -> None:
        self.left_table.setVisible(shown)
        if shown:
            self.left_table.selectRow(0)

    def _on_failed(self, _ticket: int, error: object) -> None:
        self.failed.emit(error)

    # export

    def menu(self) -> QMenu:
        """What the list can be exported as. It deletes itself when it closes."""
        menu = QMenu(self.export_button)
        for kind in ("csv", "xlsx", "md"):
            action = menu.addAction(self.context.t(f"share.as.{kind}"))
            action.triggered.connect(partial(self._on_kind, kind))
        menu.addSeparator()
        menu.addAction(self.context.t("share.as.copy")).triggered.connect(self.copy_requested)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def making(self) -> Callable[[], Document]:
        """What makes the list as a document, to be called beside the window."""
        assert self.words is not None
        return partial(fleet_document, self.words.costs, self.context.texts.language, self._region)

    def _on_export(self) -> None:
        menu = self.menu()
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.export_button.mapToGlobal(QPoint(0, self.export_button.height() + 4)))

    def _on_kind(self, kind: str, _checked: bool = False) -> None:
        self.export_requested.emit(kind)


def _costed(path: Path, book: PriceBook, options: Options, errand: Errand) -> object:
    """Read and cost a file; None when it was cancelled. Errors: AppError."""

    def read(step: Progress) -> None:
        errand.progress(min(step.done / step.total, 1.0) if step.total else 0.0, 1.0)

    def costed(step: Progress) -> None:
        errand.progress(step.done, max(step.total, 2))

    fleet = read_fleet(path, None, read, errand.unwanted)
    if fleet is None:
        return None
    if not len(fleet):
        raise _nothing_left(path, fleet.problems)
    return cost_fleet(fleet, book, options, costed, errand.unwanted)


def _nothing_left(path: Path, problems: Any) -> AppError:
    """The error for a file none of whose rows can be used."""
    from models.scenario.problems import FileError

    return FileError(str(path), problems)
