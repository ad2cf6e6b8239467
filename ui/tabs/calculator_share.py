"""Keeping and sharing the calculator's answer: the Open, Save and Export buttons and all they start."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from models.errors import AppError
from models.scenario import code as codes
from models.scenario import file as files
from models.texts import Message
from ui.context import AppContext
from ui.presenters.calculator_share import ShareDesk
from ui.tabs import calculator_share_files as dialogs
from ui.tabs.calculator_share_export import PICTURES, TABLES, Exports, Shown
from ui.tabs.calculator_share_imports import Imports, is_scenario
from ui.tabs.calculator_share_panel import CodeCard, SharePanel
from ui.widgets.buttons import Button

KEYS = (("Ctrl+E", "export"), ("Ctrl+O", "open"), ("Ctrl+S", "save"))


class Share(QObject):
    """Belongs to the tab. `export_button` goes in its heading, the others in its form, `panel` on top."""

    def __init__(self, context: AppContext, tab: QWidget, desk: ShareDesk, shown: Shown) -> None:
        super().__init__(tab)
        self.context, self._tab, self._desk = context, tab, desk
        self.panel = SharePanel(context)
        self.imports = Imports(self, tab, desk)
        self.exports = Exports(self, tab, desk, shown)
        self.buttons = {name: Button(context.theme, icon="" if name != "export" else "down") for _, name in KEYS}
        self.export_button = self.buttons["export"]
        for keys, name in KEYS:
            self.buttons[name].clicked.connect(partial(self.pop_up, name))
            shortcut = QShortcut(QKeySequence(keys), tab)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.pop_up, name))
        self._drops = dialogs.DropTarget(tab)
        self._drops.dropped.connect(self._on_dropped)
        self._drops.refused.connect(self._on_several_dropped)
        self.retranslate()

    # life

    def retranslate(self) -> None:
        """Put the words of the current language in."""
        for name, button in self.buttons.items():
            button.setText(self.context.t(f"share.{name}"))
            button.setToolTip(self.context.t(f"share.{name}_tip"))
        self.panel.retranslate()

    def retheme(self) -> None:
        """Adapt to colours and text size."""
        self.panel.retheme()

    def stop(self) -> None:
        """No more work."""
        self.exports.stop()
        if self.panel.card is not None:
            self.panel.card.stop()

    def wait(self) -> None:
        """Block until nothing is being written (tests)."""
        self.exports.wait()

    @staticmethod
    def shortcuts() -> list[tuple[str, str]]:
        """Keys for the help sheet."""
        return [(keys, f"share.keys.{name}") for keys, name in KEYS]

    # menus

    def menu(self, name: str) -> QMenu:
        """The menu of a button, made anew in the current language. It deletes itself when it closes."""
        menu = QMenu(self.buttons[name])
        {"export": self._fill_export, "open": self._fill_open, "save": self._fill_save}[name](menu)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def pop_up(self, name: str, _checked: bool = False) -> None:
        """Open the menu of a button below it, its first line chosen."""
        button = self.buttons[name]
        menu = self.menu(name)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def _fill_export(self, menu: QMenu) -> None:
        t = self.context.t
        for kind in (*TABLES, *PICTURES):
            menu.addAction(t(f"share.as.{kind}")).triggered.connect(partial(self._on_export, kind))
        menu.addSeparator()
        menu.addAction(t("share.as.copy")).triggered.connect(self.exports.copy)

    def _fill_open(self, menu: QMenu) -> None:
        t = self.context.t
        menu.addAction(t("share.open_file")).triggered.connect(self._on_open)
        menu.addAction(t("share.open_code")).triggered.connect(self._on_open_code)
        menu.addAction(t("share.open_tuning")).triggered.connect(self.imports.ask_tuning)
        menu.addAction(t("share.open_tuning_text")).triggered.connect(self.imports.ask_tuning_text)
        menu.addAction(t("share.open_fleet")).triggered.connect(self.imports.ask_fleet)
        menu.addSection(t("share.recent"))
        for path in self.context.state.recent:
            shown = path if len(path) < 70 else "…" + path[-68:]
            action = menu.addAction(shown.replace("&", "&&"))
            action.triggered.connect(partial(self._on_recent, path))
        if not self.context.state.recent:
            menu.addAction(t("share.recent_none")).setEnabled(False)

    def _fill_save(self, menu: QMenu) -> None:
        t = self.context.t
        menu.addAction(t("share.save_file")).triggered.connect(self._on_save)
        menu.addAction(t("share.copy_code")).triggered.connect(self._on_copy_code)

    # scenarios

    def open_scenario(self, path: Path) -> None:
        """Read a scenario file and show it; when it cannot be read, say why and change nothing."""
        try:
            loaded = files.load(path)
        except AppError as error:
            self.complain(error)
            return
        told = self._desk.adopt(loaded.scenario)
        self._desk.remember(path.absolute())
        self.panel.drop_card()
        self.panel.tell("good", Message("share.opened", {"file": str(path)}), *told)

    def save_scenario(self, path: Path) -> None:
        """Write the scenario to a file."""
        path = files.with_suffix(path)
        try:
            kept = files.save(path, self._desk.scenario())
        except AppError as error:
            self.complain(error)
            return
        self._desk.remember(path.absolute())
        self.panel.tell("good", Message("share.saved", {"file": str(path)}), *([kept] if kept else []))

    def open_code(self, text: str) -> None:
        """Show the scenario of a code; when it is no code, say why in the card."""
        try:
            told = self._desk.adopt_code(text)
        except AppError as error:
            if isinstance(self.panel.card, CodeCard):
                self.panel.card.refuse(Message(error.key, error.args_))
            return
        self.panel.drop_card()
        self.buttons["open"].setFocus()
        self.panel.tell("good", Message("share.opened_code"), *told)

    def _on_open(self) -> None:
        t = self.context.t
        filters = f"{t('share.filter.scenario')} (*.atlas.json *.json);;{t('share.filter.all')} (*)"
        dialogs.ask_open(self._tab, t("share.dialog.open"), filters, self.folder(), self.open_scenario)

    def _on_recent(self, path: str, _checked: bool = False) -> None:
        if not dialogs.there(Path(path)):
            self._desk.forget(Path(path))
            self.panel.tell("bad", Message("share.missing", {"file": path}))
            return
        self.open_scenario(Path(path))

    def _on_save(self) -> None:
        t = self.context.t
        suggestion = Path(self.folder()) / files.file_name(self._desk.scenario())
        filters = f"{t('share.filter.scenario')} (*.atlas.json)"
        dialogs.ask_save(self._tab, t("share.dialog.save"), filters, suggestion, self.save_scenario)

    def _on_copy_code(self) -> None:
        try:
            code = self._desk.code()
        except AppError as error:
            self.complain(error)
            return
        QGuiApplication.clipboard().setText(code)
        self.panel.tell("good", Message("share.copied_code", {"code": code}))

    def _on_open_code(self) -> None:
        card = CodeCard(self.context, QGuiApplication.clipboard().text()[: 2 * codes.LONGEST])
        card.given.connect(self.open_code)
        self.panel.put(card)

    # dropping

    def _on_dropped(self, path: str) -> None:
        self.open_any(Path(path))

    def _on_several_dropped(self, count: int) -> None:
        self.panel.tell("bad", Message("share.one_file", {"count": count}))

    def open_any(self, path: Path) -> None:
        """Open a file that was dropped, by its ending."""
        name = path.name.lower()
        if name.endswith(files.SUFFIX) or (name.endswith(".json") and is_scenario(path)):
            self.open_scenario(path)
        elif name.endswith(".json"):
            self.imports.open_tuning(path)
        elif name.endswith((".csv", ".tsv")):
            self.imports.open_fleet(path)
        else:
            self.panel.tell("bad", Message("share.not_ours", {"file": path.name}))

    # export

    def _on_export(self, kind: str, _checked: bool = False) -> None:
        self.exports.ask(kind, self._desk.stem(), self.exports.export)

    def complain(self, error: object) -> None:
        """Say what an error says, or that something failed."""
        if isinstance(error, AppError):
            self.panel.tell("bad", Message(error.key, error.args_))
        else:
            self.panel.tell("bad", Message("share.failed"))

    def folder(self) -> str:
        """Where dialogs begin: beside the newest file, or at home."""
        recent = self.context.state.recent
        folder = Path(recent[0]).parent if recent else Path.home()
        return str(folder if folder.is_dir() else Path.home())
