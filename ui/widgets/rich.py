"""Prose spans as the small HTML Qt's labels understand. Text is escaped; nothing from a file becomes markup."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QToolTip, QWidget

from models.content.display import Display
from models.content.prose import Item, Span
from models.errors import ContentError
from ui.context import AppContext
from ui.theme.manager import FontRole
from ui.widgets.basics import WrapLabel

_TINT = re.compile("\x02([a-z_.]+)\x03")


def strong(html: str) -> str:
    """Emphasis in the weight the typeface really has; <b> would be drawn as a smeared regular."""
    return f"<span style='font-weight:600'>{html}</span>"


def tint(token: str) -> str:
    """A colour token inside the HTML of a RichLabel; it becomes the theme's colour whenever the label is shown."""
    return f"\x02{token}\x03"


def span_html(display: Display, span: Span) -> str:
    """One span. Facts and prices keep their value in text colour but are links that tell their source."""
    text = escape(display.span(span))
    if span.style == "bold":
        text = strong(text)
    elif span.style == "italic":
        text = f"<i>{text}</i>"
    elif span.style == "code":
        text = f"<code>{text}</code>"
    if span.link:
        return f'<a href="{escape(span.link)}">{text}</a>'
    if span.fact or span.price:
        target = f"fact:{span.fact}" if span.fact else f"price:{span.price}"
        return sourced(target, text)
    return text


def sourced(link: str, html: str) -> str:
    """A value that tells its source when pointed at or focused, in the ink of the text around it."""
    return f'<a href="{link}" style="color:{tint("text")}; text-decoration:none">{html}</a>'


def item_html(display: Display, item: Item) -> str:
    """A paragraph or list item."""
    return "".join(span_html(display, span) for span in item.spans)


def origin_of(display: Display, link: str) -> str:
    """The source line of a `fact:` or `price:` link; empty for other links."""
    kind, _, target = link.partition(":")
    if kind == "fact":
        try:
            fact = display.catalog.fact(target)
        except ContentError:
            return ""
        return f"{display.catalog.label(fact, display.texts.language)}\n{display.origin(fact)}"
    if kind == "price":
        price = display.price(target)
        return f"{price.label} · {price.unit}\n{price.origin}"
    return ""


class RichLabel(WrapLabel):
    """Wrapped rich text whose links open through the context and whose facts tell their source.

    Works by keyboard: Tab walks the links, Enter opens one or shows its source.
    """

    def __init__(self, context: AppContext, role: FontRole = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._html = ""
        context.theme.set_role(self, role)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.linkHovered.connect(self._on_link_hovered)
        self.linkActivated.connect(self._on_link_activated)

    def set_html(self, html: str) -> None:
        """Show HTML whose colours are `tint` tokens."""
        self._html = html
        self.setText(self._tinted())

    def retint(self) -> None:
        """The same text in the colours of the theme now in force; nothing moves."""
        if self._html:
            super(WrapLabel, self).setText(self._tinted())

    def _tinted(self) -> str:
        theme = self._context.theme
        return _TINT.sub(lambda match: theme.color(match[1]).name(), self._html)

    def sizeHint(self) -> QSize:
        """A nominal size: rich text always stands in columns, which ask for the height of their width."""
        return QSize(self._context.theme.px(200), self._context.theme.px(20))

    def _on_link_hovered(self, link: str) -> None:
        origin = origin_of(self._context.display, link) if link else ""
        QToolTip.showText(QCursor.pos(), origin, self)

    def _on_link_activated(self, link: str) -> None:
        origin = origin_of(self._context.display, link)
        if origin:
            QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), origin, self)
        else:
            self._context.open_link(link)
