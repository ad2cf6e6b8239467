"""What the calculator says about files, in place: one line of news, and one card at a time below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from models.scenario import code as codes
from models.texts import Message
from ui import accessible
from ui.context import AppContext
from ui.theme.icons import icon_pixmap
from ui.widgets.basics import Card, label, vbox
from ui.widgets.buttons import Button
from ui.widgets.fields import Field

MARKS = {"good": "check", "bad": "warning", "info": "info", "busy": "info"}
PLAIN = ("info", "busy")


class News(QWidget):
    """One piece of news with a mark, a coloured edge and a button that closes it."""

    closed = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._tone, self._messages = "info", tuple[Message, ...]()
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 6, 8, 6)
        line.setSpacing(10)
        self._mark = QLabel()
        self._text = label(context.theme, "body", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = Button(context.theme, icon="close", kind="quiet")
        self.close_button.clicked.connect(self.closed)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._text, 1)
        line.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)

    def tell(self, tone: str, messages: Sequence[Message]) -> None:
        """Say something: `tone` is good, bad, info, or busy for what can still be cancelled."""
        self._tone, self._messages = tone, tuple(messages)
        self.retranslate()
        self.retheme()
        if tone != "busy":
            accessible.announce(self, self.text())

    def text(self) -> str:
        """What is said now."""
        return self._text.text()

    def tone(self) -> str:
        """How it is said: good, bad, info or busy."""
        return self._tone

    def retranslate(self) -> None:
        """Say it in the current language."""
        texts = self._context.texts
        self._text.setText("\n".join(texts.message(message) for message in self._messages))
        self.setAccessibleName(self._text.text())
        for put in (self.close_button.setAccessibleName, self.close_button.setToolTip):
            put(texts.t("share.cancel" if self._tone == "busy" else "share.close"))

    def retheme(self) -> None:
        """Tint the mark."""
        theme = self._context.theme
        color = theme.color("accent" if self._tone in PLAIN else self._tone)
        self._mark.setPixmap(icon_pixmap(MARKS[self._tone], color, theme.px(16), self.devicePixelRatioF()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._context.theme, QPainter(self)
        painter.fillRect(self.rect(), theme.color("band"))
        color = theme.color("accent" if self._tone in PLAIN else self._tone)
        painter.fillRect(0, 0, 4, self.height(), color)


class InlineCard(Card):
    """A card of the panel: title, a button that closes it (Escape too), and what it is about."""

    closed = Signal()

    def __init__(self, context: AppContext, title_key: str) -> None:
        super().__init__(context.theme)
        self.context, self._title_key = context, title_key
        self.column = vbox(self, 8, (16, 10, 12, 14))
        head = QHBoxLayout()
        self.title = label(context.theme, "strong", wrap=True)
        self.close_button = Button(context.theme, icon="close", kind="quiet")
        self.close_button.clicked.connect(self.closed)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)

    def retranslate(self) -> None:
        """Put the words of the current language in."""
        t = self.context.t
        self.title.setText(t(self._title_key))
        self.setAccessibleName(t(self._title_key))
        for put in (self.close_button.setAccessibleName, self.close_button.setToolTip):
            put(t("share.close"))

    def retheme(self) -> None:
        """Adapt to colours and text size."""

    def begin(self) -> None:
        """The card was just shown: give something the keyboard."""
        self.close_button.setFocus(Qt.FocusReason.TabFocusReason)

    def stop(self) -> None:
        """Give up what is going on; the card goes."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class TextCard(InlineCard):
    """A field for text from elsewhere: what is wrong with it stands below, what was typed stays.

    `words` are the keys of title, field, help and button.
    """

    given = Signal(str)

    def __init__(
        self, context: AppContext, words: tuple[str, str, str, str], hint: str, longest: int, text: str
    ) -> None:
        super().__init__(context, words[0])
        _, self._field_key, self._help_key, self._open_key = words
        line = QHBoxLayout()
        self.field = Field(context.theme)
        self.field.setMaxLength(longest)
        self.field.setPlaceholderText(hint)
        self.open_button = Button(context.theme, kind="primary")
        line.addWidget(self.field, 1)
        line.addWidget(self.open_button)
        self.column.addLayout(line)
        self._help = label(context.theme, "label", muted=True, wrap=True)
        self.column.addWidget(self._help)
        self._wrong: Message | None = None
        self.field.setText(" ".join(text.split()))
        self.field.returnPressed.connect(self._on_given)
        self.open_button.clicked.connect(self._on_given)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        t = self.context.t
        self.field.setAccessibleName(t(self._field_key))
        self.open_button.setText(t(self._open_key))
        words = t(self._help_key) if self._wrong is None else self.context.texts.message(self._wrong)
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
        self.given.emit(self.field.text())


class CodeCard(TextCard):
    """A field for a text code."""

    def __init__(self, context: AppContext, pasted: str = "") -> None:
        words = "share.code_title", "share.code_field", "share.code_help", "share.code_open"
        text = pasted if codes.looks_like(pasted) else ""
        super().__init__(context, words, "CA1-…", 2 * codes.LONGEST, text)


class SharePanel(QWidget):
    """News above, one card below; takes no room when there is neither."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._column = vbox(self, 8)
        self.news = News(context)
        self.news.hide()
        self.news.closed.connect(self._on_news_closed)
        self._column.addWidget(self.news)
        self.card: InlineCard | None = None
        self._before: QWidget | None = None
        self.hide()

    def tell(self, tone: str, *messages: Message) -> None:
        """Say something in place of what was said before."""
        self.news.tell(tone, messages)
        self.news.show()
        self.show()

    def hush(self) -> None:
        """Say nothing any more."""
        self._on_news_closed()

    def put(self, card: InlineCard) -> None:
        """Show a card in place of the one before."""
        self.drop_card()
        self.card, self._before = card, self.window().focusWidget()
        card.closed.connect(self.drop_card)
        self._column.addWidget(card)
        self.show()
        card.begin()

    def drop_card(self) -> None:
        """Take the card away."""
        card, self.card = self.card, None
        if card is not None:
            card.stop()
            before, self._before = self._before, None
            inside = card.isAncestorOf(self.window().focusWidget() or self)
            if inside and before is not None and before.isVisible():
                before.setFocus(Qt.FocusReason.TabFocusReason)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._settle()

    def retranslate(self) -> None:
        """Put the words of the current language in."""
        self.news.retranslate()
        if self.card is not None:
            self.card.retranslate()

    def retheme(self) -> None:
        """Adapt to colours and text size."""
        self.news.retheme()
        if self.card is not None:
            self.card.retheme()

    def _on_news_closed(self) -> None:
        self.news.hide()
        self._settle()

    def _settle(self) -> None:
        self.setVisible(self.card is not None or not self.news.isHidden())
