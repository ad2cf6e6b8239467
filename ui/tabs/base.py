"""What every tab is: a widget that can change its words and its colours in place."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.context import AppContext


class Tab(QWidget):
    """A tab. Build in `__init__`, then `retranslate()` puts the words in; the host calls both hooks later.

    `refresh(reason)` hooks are only called for the visible tab; a hidden one is called when it is next shown.
    """

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context

    def retranslate(self) -> None:
        """Put every text of the current language in; also called once at the end of building."""

    def retheme(self) -> None:
        """Recompute what depends on colours or text scale and is not repainted by itself."""

    def reregion(self) -> None:
        """Show the prices of the region now chosen."""

    def show_item(self, item: str) -> None:
        """Show a page or diagram the state asks for; tabs without items ignore it."""

    def order_stops(self) -> None:
        """Put right in what order Tab walks what stands in the tab now; called when Tab is pressed."""

    def shortcuts(self) -> list[tuple[str, str]]:
        """Keys of this screen as (key sequence in words, text key), for the help sheet."""
        return []
