"""The quiet line under a diagram: on what workload and region its figures stand, with the way to change them."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.widgets.rich import RichLabel, tint


class StandingLine(RichLabel):
    """Hidden for a diagram without figures of the workload, and where there is no room for it."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, "label", parent)
        self._said, self._allowed = ("", ""), True
        self.hide()

    def allow(self, allowed: bool) -> None:
        """Whether there is room for the line."""
        self._allowed = allowed
        self.setVisible(allowed and bool(self._said[0]))

    def show_standing(self, text: str, link: str) -> None:
        """Say it, with the words of the link to the calculator; nothing for an empty text."""
        if (text, link) == self._said:
            return
        self._said = (text, link)
        self.setVisible(self._allowed and bool(text))
        if text:
            said = f"<span style='color:{tint('muted')}'>{escape(text)}</span>"
            self.set_html(f"{said} <a href='tab:calculator'>{escape(link)}</a>")
            self.setAccessibleName(text)
