"""What stands in for a tab that failed: what happened, what still works, how to go on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from ui.context import AppContext
from ui.tabs.base import Tab
from ui.widgets.basics import label, vbox
from ui.widgets.buttons import Button


class FaultPage(Tab):
    """Message, *try again* and *copy details*; the other tabs, or the other pages of the tab, stay alive.

    `retry_requested` carries the id of the tab, or of the page when `of_page`.
    """

    retry_requested = Signal(str)

    def __init__(self, context: AppContext, item_id: str, details: str, of_page: bool = False) -> None:
        super().__init__(context)
        self._item_id, self._details, self._of_page = item_id, details, of_page
        column = vbox(self, 12, (48, 48, 48, 48))
        self._title = label(context.theme, "title", wrap=True)
        self._text = label(context.theme, "body", wrap=True)
        self._last = label(context.theme, "small", muted=True, wrap=True)
        self._last.setText(details.strip().splitlines()[-1])
        self._last.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._retry = Button(context.theme, kind="primary")
        self._copy = Button(context.theme, icon="copy")
        self._retry.clicked.connect(self._on_retry)
        self._copy.clicked.connect(self._on_copy)
        row = QHBoxLayout()
        row.addWidget(self._retry)
        row.addWidget(self._copy)
        row.addStretch(1)
        for widget in (self._title, self._text, self._last):
            column.addWidget(widget)
        column.addLayout(row)
        column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        t = self.context.t
        self._title.setText(t("fault.page_title" if self._of_page else "fault.title"))
        self._text.setText(t("fault.page_text" if self._of_page else "fault.text"))
        self._retry.setText(t("fault.retry"))
        self._copy.setText(t("fault.copy"))

    def _on_retry(self) -> None:
        self.retry_requested.emit(self._item_id)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
