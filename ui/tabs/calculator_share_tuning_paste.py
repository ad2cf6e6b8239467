"""A field for a power-tuning address or its JSON: what is wrong with it stands below, what was pasted stays."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from models.texts import Message
from ui.context import AppContext
from ui.tabs.calculator_share_panel import InlineCard
from ui.widgets.basics import label
from ui.widgets.buttons import Button
from ui.widgets.fields import Field

LONGEST = 1_000_000
LIKELY = ("averageDuration", "visualization", "lambda-power-tuning.show")
"""What a result holds; anything else on the clipboard is none of our business."""


class PasteCard(InlineCard):
    """Takes the text; the curve is shown in its place."""

    text_given = Signal(str)

    def __init__(self, context: AppContext, pasted: str = "") -> None:
        super().__init__(context, "share.tuning.paste_title")
        line = QHBoxLayout()
        self.field = Field(context.theme)
        self.field.setMaxLength(LONGEST)
        self.show_button = Button(context.theme, kind="primary")
        line.addWidget(self.field, 1)
        line.addWidget(self.show_button)
        self.column.addLayout(line)
        self._help = label(context.theme, "label", muted=True, wrap=True)
        self.column.addWidget(self._help)
        self._wrong: Message | None = None
        if len(pasted) <= LONGEST and any(word in pasted for word in LIKELY):
            self.field.setText(" ".join(pasted.split()))
        self.field.returnPressed.connect(self._on_given)
        self.show_button.clicked.connect(self._on_given)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        t = self.context.t
        self.field.setAccessibleName(t("share.tuning.paste_field"))
        self.field.setPlaceholderText("https://lambda-power-tuning.show/#…")
        self.show_button.setText(t("share.tuning.paste_show"))
        told = self._wrong
        words = t("share.tuning.paste_help") if told is None else self.context.texts.message(told)
        self._help.setText(words)
        self.field.setAccessibleDescription(words)

    def refuse(self, problem: Message) -> None:
        """Say what is wrong with the text."""
        self._wrong = problem
        self.field.set_wrong(True)
        self.retranslate()
        self.field.setFocus()

    def wrong(self) -> str:
        """What is said to be wrong now."""
        return self._help.text() if self._wrong is not None else ""

    def begin(self) -> None:
        self.field.setFocus(Qt.FocusReason.TabFocusReason)
        self.field.selectAll()

    def _on_given(self) -> None:
        self.text_given.emit(self.field.text())
