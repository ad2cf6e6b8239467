"""Files of other programs brought into the calculator: a power-tuning result and a CSV of workloads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from models.errors import AppError
from models.scenario import power_tuning as tuning
from models.texts import Message
from ui.presenters.calculator_share import ShareDesk
from ui.tabs import calculator_share_files as dialogs

if TYPE_CHECKING:
    from ui.tabs.calculator_share import Share


class Imports(QObject):
    """Shows what was imported in the panel of `share`; their cards are loaded when the first is needed."""

    def __init__(self, share: Share, tab: QWidget, desk: ShareDesk) -> None:
        super().__init__(share)
        self._share, self._tab, self._desk = share, tab, desk

    def open_tuning(self, path: Path) -> None:
        """Show the memory curve of a power-tuning result; when it is none, say why and change nothing."""
        try:
            curve = tuning.load(path)
        except AppError as error:
            self._share.complain(error)
            return
        self._show_tuning(curve)

    def ask_tuning_text(self) -> None:
        """Ask for the address of a power-tuning chart or its JSON."""
        from ui.tabs.calculator_share_tuning_paste import PasteCard

        card = PasteCard(self._share.context, QGuiApplication.clipboard().text())
        card.given.connect(self.open_tuning_text)
        self._share.panel.hush()
        self._share.panel.put(card)

    def open_tuning_text(self, text: str) -> None:
        """Show the memory curve of a pasted address or JSON; when it is none, say why in the card."""
        from ui.tabs.calculator_share_tuning_paste import PasteCard

        try:
            curve = tuning.decode(text.encode("utf-8", "replace"), Message("share.tuning.pasted"))
        except AppError as error:
            if isinstance(self._share.panel.card, PasteCard):
                self._share.panel.card.refuse(Message(error.key, error.args_))
            return
        self._show_tuning(curve)

    def _show_tuning(self, curve: tuning.PowerCurve) -> None:
        from ui.tabs.calculator_share_tuning import TuningCard

        card = TuningCard(self._share.context, curve, self._desk)
        card.adopted.connect(self._on_adopted)
        self._share.panel.hush()
        self._share.panel.put(card)

    def ask_tuning(self) -> None:
        """Ask for a power-tuning result and open it."""
        t = self._share.context.t
        filters = f"{t('share.filter.json')} (*.json);;{t('share.filter.all')} (*)"
        dialogs.ask_open(self._tab, t("share.dialog.tuning"), filters, self._share.folder(), self.open_tuning)

    def _on_adopted(self, at: int) -> None:
        card = self._share.panel.card
        if card is not None:
            size = card.words.sizes()[at]  # type: ignore[attr-defined]
            self._desk.adopt_size(size.point)
            told = {"memory": size.memory, "time": size.time}
            self._share.panel.tell("good", Message("share.tuning.adopted", told))

    def open_fleet(self, path: Path) -> None:
        """Read a CSV of workloads and cost them all beside the window, as bought and where it is set here."""
        from ui.tabs.calculator_share_fleet import FleetCard

        presenter = self._desk.presenter
        card = FleetCard(self._share.context, path, presenter.book(), presenter.options)
        card.failed.connect(self._on_fleet_failed)
        card.export_requested.connect(self._on_fleet_export)
        card.copy_requested.connect(self._on_fleet_copy)
        card.row_opened.connect(self._on_row_opened)
        self._share.panel.hush()
        self._share.panel.put(card)

    def export_fleet(self, kind: str, path: Path) -> None:
        """Write the costed list beside the window."""
        path = self._share.exports.free(kind, path)
        card = self._share.panel.card
        if path is not None and card is not None:
            self._share.exports.write_document(card.making(), path)  # type: ignore[attr-defined]

    def ask_fleet(self) -> None:
        """Ask for a CSV of workloads and open it."""
        t = self._share.context.t
        filters = f"CSV (*.csv *.tsv *.txt);;{t('share.filter.all')} (*)"
        dialogs.ask_open(self._tab, t("share.dialog.fleet"), filters, self._share.folder(), self.open_fleet)

    def _on_fleet_failed(self, error: object) -> None:
        self._share.panel.drop_card()
        self._share.complain(error)

    def _on_fleet_copy(self) -> None:
        card = self._share.panel.card
        if card is not None:
            self._share.exports.copy_document(card.making())  # type: ignore[attr-defined]

    def _on_row_opened(self, place: int) -> None:
        """Take a row of the list as the current workload, one step of undo; the list stays."""
        card = self._share.panel.card
        if card is None:
            return
        words = card.words  # type: ignore[attr-defined]
        presenter, row = self._desk.presenter, words.costs.row(place)
        try:
            presenter.adopt(words.costs.fleet.workload(row.row), presenter.options)
        except AppError as error:
            self._share.complain(error)
            return
        self._share.panel.tell("good", Message("share.fleet.opened", {"name": words.title(place)}))

    def _on_fleet_export(self, kind: str) -> None:
        self._share.exports.ask(kind, self._share.context.t("share.fleet.stem"), self.export_fleet)


def is_scenario(path: Path) -> bool:
    """Whether a JSON file calls itself a scenario; one that cannot be read is told as one."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return True
        with path.open("rb") as stream:
            return b"compute-atlas-scenario" in stream.read(4096)
    except (OSError, ValueError):
        return True
