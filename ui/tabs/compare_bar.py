"""What stands above the comparison: chips of the services, the switch, the filter and the copy buttons."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from models.compare.table import Column
from ui.context import AppContext
from ui.theme.icons import icon_pixmap
from ui.widgets.basics import label, vbox
from ui.widgets.buttons import Button, Chip
from ui.widgets.fields import Field
from ui.widgets.flow import FlowLayout

FIELD, SENTENCE = 190, 300  # design pixels: the filter, and the least a sentence needs beside the tools


class FilterField(Field):
    """A field that gives the keyboard back to the table on Down and Enter and empties itself on Escape."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class CompareBar(QWidget):
    """Asks; the tab decides. `say` shows a sentence, with a warning sign when something was not done."""

    service_toggled = Signal(str)
    copy_requested = Signal()
    markdown_requested = Signal()

    def __init__(self, context: AppContext, services: tuple[Column, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        theme = context.theme
        self._title = label(theme, "strong")
        self.chips = {service.id: Chip(theme) for service in services}
        self.differences = Chip(theme)
        self.filter = FilterField(theme)
        theme.set_role(self.filter, "label")
        self.filter.setClearButtonEnabled(True)
        self.copy = Button(theme, icon="copy")
        self.markdown = Button(theme)
        self._told = QWidget(self)
        self._sign, self._sentence = QLabel(), label(theme, "label", wrap=True)
        self._compose()
        for service_id, chip in self.chips.items():
            chip.clicked.connect(partial(self.service_toggled.emit, service_id))
        self.copy.clicked.connect(self.copy_requested)
        self.markdown.clicked.connect(self.markdown_requested)

    def retranslate(self, services: tuple[Column, ...]) -> None:
        """Put the words of the current language in; a sentence of the other language goes."""
        t = self._context.t
        self._title.setText(t("compare.title"))
        for service in services:
            chip = self.chips[service.id]
            chip.setText(service.short)
            chip.setAccessibleName(t("compare.chip", name=service.name))
            chip.setToolTip(service.name)
        for button, key in (
            (self.differences, "compare.only_differences"),
            (self.copy, "compare.copy"),
            (self.markdown, "compare.copy_markdown"),
        ):
            button.setText(t(key))
            button.setToolTip(t(f"{key}_help"))
            button.setAccessibleDescription(t(f"{key}_help"))
            button.updateGeometry()
        self.filter.setPlaceholderText(t("compare.filter"))
        self.filter.setAccessibleName(t("compare.filter"))
        self.say("")
        self.retheme()

    def retheme(self) -> None:
        """Sizes and the sign follow the look."""
        theme = self._context.theme
        self.filter.setFixedWidth(theme.px(FIELD))
        side = theme.px(16)
        self._sign.setPixmap(icon_pixmap("warning", theme.color("warning"), side, self.devicePixelRatioF()))
        for chip in (*self.chips.values(), self.differences):
            chip.updateGeometry()
        self._place()

    def show_chosen(self, chosen: tuple[str, ...]) -> None:
        """Tick the services compared."""
        for service_id, chip in self.chips.items():
            chip.setChecked(service_id in chosen)

    def say(self, sentence: str, warns: bool = False) -> None:
        """Tell what was done or why something was not; an empty sentence takes the last one away."""
        self._sign.setVisible(warns)
        quiet, plain = QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.WindowText
        self._sentence.setForegroundRole(plain if warns else quiet)
        self._sentence.setText(sentence)
        self._told.setVisible(bool(sentence))
        if sentence:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def said(self) -> str:
        """The sentence now shown."""
        return self._sentence.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _compose(self) -> None:
        column = vbox(self, 10)
        chips = QWidget()
        line = FlowLayout(chips, 8)
        line.addWidget(self._title)
        for chip in self.chips.values():
            line.addWidget(chip)
        column.addWidget(chips)
        self._tools, self._buttons = QWidget(self), QWidget(self)
        tools, buttons = FlowLayout(self._tools, 8), FlowLayout(self._buttons, 8)
        for widget in (self.differences, self.filter):
            tools.addWidget(widget)
        for widget in (self.markdown, self.copy):
            buttons.addWidget(widget)
        told = QHBoxLayout(self._told)
        told.setContentsMargins(8, 0, 8, 0)
        told.setSpacing(6)
        told.addWidget(self._sign)
        told.addWidget(self._sentence, 1)
        self._told.hide()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        column.addLayout(self._grid)

    def _place(self) -> None:
        """Tools at the left, copy at the right, the sentence between them or, when short of room, below."""
        tools = self.differences.sizeHint().width() + 8 + self._context.theme.px(FIELD)
        buttons = self.markdown.sizeHint().width() + 8 + self.copy.sizeHint().width()
        room = self.width() - tools - buttons - 32
        beside, narrow = room >= self._context.theme.px(SENTENCE), room < 0
        middle = Qt.AlignmentFlag.AlignVCenter
        self._tools.setMinimumWidth(0 if narrow else tools)
        self._buttons.setMinimumWidth(0 if narrow else buttons)
        self._grid.addWidget(self._tools, 0, 0, 1, 3 if narrow else 1)
        self._grid.addWidget(self._buttons, 1 if narrow else 0, 0 if narrow else 2, 1, 3 if narrow else 1, middle)
        self._grid.addWidget(self._told, 0 if beside else 2, 1 if beside else 0, 1, 1 if beside else 3)
        self._grid.setColumnStretch(1, 1)
