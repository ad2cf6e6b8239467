"""What stands above the comparison: chips of the services, the switch, the filter and the copy buttons."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from models.compare.table import Column
from ui.context import AppContext
from ui.theme.icons import icon_pixmap
from ui.widgets.basics import label, vbox
from ui.widgets.buttons import Button, Chip
from ui.widgets.flow import FlowLayout


class CompareBar(QWidget):
    """Asks; the tab decides. `say` shows a sentence, with a warning sign when something was not done."""

    service_toggled = Signal(str)
    differences_toggled = Signal(bool)
    filter_changed = Signal(str)
    copy_requested = Signal()
    markdown_requested = Signal()

    def __init__(self, context: AppContext, services: tuple[Column, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        theme = context.theme
        self._title = label(theme, "strong")
        self.chips = {service.id: Chip(theme) for service in services}
        self.differences = Chip(theme)
        self.filter = QLineEdit()
        theme.set_role(self.filter, "label")
        self.filter.setClearButtonEnabled(True)
        self.copy = Button(theme, icon="copy")
        self.markdown = Button(theme)
        self._sign, self._sentence = QLabel(), label(theme, "label", muted=True, wrap=True)
        self._warns = False
        self._compose()
        self._connect()

    def retranslate(self, services: tuple[Column, ...]) -> None:
        """Put the words of the current language in."""
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
        self.retheme()

    def retheme(self) -> None:
        """Sizes and the sign follow the look."""
        theme = self._context.theme
        self.filter.setFixedWidth(theme.px(220))
        side = theme.px(16)
        self._sign.setPixmap(icon_pixmap("warning", theme.color("warning"), side, self.devicePixelRatioF()))
        for chip in (*self.chips.values(), self.differences):
            chip.updateGeometry()

    def show_chosen(self, chosen: tuple[str, ...]) -> None:
        """Tick the services compared."""
        for service_id, chip in self.chips.items():
            chip.setChecked(service_id in chosen)

    def say(self, sentence: str, warns: bool = False) -> None:
        """Tell how many rows there are, what was done, or why something was not."""
        self._sign.setVisible(warns)
        self._sentence.setText(sentence)

    def said(self) -> str:
        """The sentence now shown."""
        return self._sentence.text()

    def _compose(self) -> None:
        column = vbox(self, 10)
        chips, line = QWidget(), FlowLayout(spacing=8)
        chips.setLayout(line)
        line.addWidget(self._title)
        for chip in self.chips.values():
            line.addWidget(chip)
        column.addWidget(chips)
        tools, flow = QWidget(), FlowLayout(spacing=8)
        tools.setLayout(flow)
        for widget in (self.differences, self.filter):
            flow.addWidget(widget)
        self.differences.setCheckable(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(tools, 1)
        row.addWidget(self.markdown, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        told = QHBoxLayout()
        told.setSpacing(6)
        told.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self._sentence, 1)
        column.addLayout(told)
        self._sign.hide()

    def _connect(self) -> None:
        for service_id, chip in self.chips.items():
            chip.clicked.connect(partial(self.service_toggled.emit, service_id))
        self.differences.toggled.connect(self.differences_toggled)
        self.filter.textChanged.connect(self.filter_changed)
        self.copy.clicked.connect(self.copy_requested)
        self.markdown.clicked.connect(self.markdown_requested)
