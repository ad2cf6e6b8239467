"""The top of the window: name, tabs, region, language and appearance. Wraps to two rows when text is large."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QSizePolicy, QWidget

from models.texts import LANGUAGE_NAMES, LANGUAGES
from ui.context import AppContext
from ui.tabs.registry import TABS
from ui.theme.tokens import THEMES
from ui.widgets.basics import Panel, Tile, label, vbox
from ui.widgets.buttons import Button, Chip, Select, TabButton

SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)


class Header(Panel):
    """Brand, history, tabs on the left; region, language, appearance on the right."""

    tab_requested = Signal(str)
    back_requested = Signal()
    forward_requested = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, Qt.Edge.BottomEdge, parent)
        self._context = context
        self._column = vbox(self, 0, (16, 0, 16, 1))
        self._first, self._second = QWidget(self), QWidget(self)
        for row in (self._first, self._second):
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(8)
            self._column.addWidget(row)
        self._tabs: dict[str, TabButton] = {}
        self._places, self._tools = self._build_places(), self._build_tools()
        self._first.layout().addWidget(self._places)
        self._first.layout().addStretch(1)
        self._first.layout().addWidget(self._tools)
        self._second.layout().addStretch(1)
        self._second.hide()
        self.retranslate()

    def show_tab(self, tab_id: str) -> None:
        """Mark a tab as the current one."""
        if tab_id in self._tabs:
            self._tabs[tab_id].setChecked(True)

    def show_history(self, back: bool, forward: bool) -> None:
        """Enable the history buttons."""
        self._back.setEnabled(back)
        self._forward.setEnabled(forward)

    def retranslate(self) -> None:
        """Put the current language in."""
        t = self._context.t
        self._brand.setText(t("app.name"))
        for spec in TABS:
            self._tabs[spec.id].setText(t(spec.title_key))
            self._tabs[spec.id].setToolTip(spec.shortcut)
        named = ((self._back, "header.back"), (self._forward, "header.forward"), (self._look, "header.appearance"))
        for button, key in named:
            button.setAccessibleName(t(key))
            button.setToolTip(t(key))
        self._region.setAccessibleName(t("header.region"))
        self._region.setToolTip(t("header.region_tip"))
        for index in range(self._region.count()):
            code = self._region.itemData(index)
            self._region.setItemData(
                index,
                self._context.t("header.region_item", code=code, name=self._place(code)),
                Qt.ItemDataRole.ToolTipRole,
            )
        for code, chip in self._languages.items():
            chip.setChecked(code == self._context.state.language)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """One row when it fits, two when it does not."""
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        need = self._places.sizeHint().width() + self._tools.sizeHint().width() + 24
        target = self._second if need > room else self._first
        if self._tools.parentWidget() is not target:
            target.layout().addWidget(self._tools)
            self._second.setVisible(target is self._second)

    def _build_places(self) -> QWidget:
        theme, places = self._context.theme, QWidget(self)
        line = QHBoxLayout(places)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self._mark = Tile(theme, "lambda", "A", 22)
        self._brand = label(theme, "strong")
        self._back = Button(theme, icon="back", kind="quiet")
        self._forward = Button(theme, icon="forward", kind="quiet")
        self._back.clicked.connect(self.back_requested)
        self._forward.clicked.connect(self.forward_requested)
        line.addWidget(self._mark)
        line.addSpacing(8)
        line.addWidget(self._brand)
        line.addSpacing(12)
        line.addWidget(self._back)
        line.addWidget(self._forward)
        line.addSpacing(8)
        for spec in TABS:
            button = TabButton(theme)
            button.clicked.connect(partial(self.tab_requested.emit, spec.id))
            self._tabs[spec.id] = button
            line.addWidget(button)
        places.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        return places

    def _build_tools(self) -> QWidget:
        theme, tools = self._context.theme, QWidget(self)
        line = QHBoxLayout(tools)
        line.setContentsMargins(0, 6, 0, 6)
        line.setSpacing(8)
        self._region = Select(theme)
        self._region.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for code in self._region_codes():
            self._region.addItem(code, code)
        self._region.setCurrentText(self._context.state.region)
        self._region.textActivated.connect(self._on_region_chosen)
        line.addWidget(self._region)
        self._languages: dict[str, Chip] = {}
        for code in LANGUAGES:
            chip = Chip(theme, code.upper())
            chip.setAutoExclusive(True)
            chip.setAccessibleName(LANGUAGE_NAMES[code])
            chip.setToolTip(LANGUAGE_NAMES[code])
            chip.clicked.connect(partial(self._on_language_chosen, code))
            self._languages[code] = chip
            line.addWidget(chip)
        self._look = Button(theme, icon="theme")
        self._look.clicked.connect(self._on_look_clicked)
        line.addWidget(self._look)
        tools.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        return tools

    def _region_codes(self) -> tuple[str, ...]:
        from models.cost.price_book import regions

        return regions()

    def _place(self, code: str) -> str:
        from models.cost.price_book import region_names

        return region_names(code).get(self._context.state.language, code)

    def show_region(self, code: str) -> None:
        """Show the region the state now has."""
        self._region.setCurrentText(code)

    def _on_region_chosen(self, code: str) -> None:
        self._context.state.region = code

    def _on_language_chosen(self, code: str) -> None:
        self._context.state.language = code

    def _on_look_clicked(self) -> None:
        menu = self.appearance_menu()
        menu.exec(self._look.mapToGlobal(QPoint(0, self._look.height() + 4)))
        menu.deleteLater()

    def appearance_menu(self) -> QMenu:
        """Theme, text size and motion in one menu."""
        t, state, menu = self._context.t, self._context.state, QMenu(self)
        themes = QActionGroup(menu)
        for theme_id in THEMES:
            self._choice(
                menu,
                themes,
                t(f"theme.{theme_id}"),
                theme_id == state.theme,
                partial(self._set, "theme", theme_id),
            )
        menu.addSeparator()
        sizes = QActionGroup(menu)
        for scale in SCALES:
            words = t("header.text_size", percent=round(scale * 100))
            self._choice(menu, sizes, words, scale == state.text_scale, partial(self._set, "text_scale", scale))
        menu.addSeparator()
        motion = menu.addAction(t("header.reduced_motion"))
        motion.setCheckable(True)
        motion.setChecked(state.reduced_motion)
        motion.toggled.connect(partial(self._set, "reduced_motion"))
        return menu

    def _choice(self, menu: QMenu, group: QActionGroup, words: str, on: bool, chosen: partial[None]) -> None:
        action: QAction = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(on)
        action.setActionGroup(group)
        action.triggered.connect(chosen)

    def _set(self, name: str, value: object, *_: object) -> None:
        setattr(self._context.state, name, value)
