"""The sheet that lists the keys of the current screen; `?` opens it, Esc closes it."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.theme.manager import Theme
from ui.widgets.basics import Card, ScrollColumn, label, vbox
from ui.widgets.rich import strong


class KeysSheet(Card):
    """A card over the window with two columns: key and what it does."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._before: QWidget | None = None
        column = vbox(self, 8, (24, 20, 24, 20))
        self._title = label(theme, "heading")
        self._scroll = ScrollColumn(margins=(0, 0, 8, 0))
        self._rows = QLabel()
        theme.set_role(self._rows, "body")
        self._rows.setTextFormat(Qt.TextFormat.RichText)
        self._rows.setWordWrap(True)
        self._scroll.column.addWidget(self._rows)
        self._scroll.column.addStretch(1)
        column.addWidget(self._title)
        column.addWidget(self._scroll)
        parent.installEventFilter(self)
        self.hide()

    def show_rows(self, title: str, rows: list[tuple[str, str]]) -> None:
        """Fill and open; focus comes back to where it was on closing."""
        self._title.setText(title)
        cells = "".join(
            f"<tr><td style='padding:3px 24px 3px 0'>{strong(escape(keys))}</td>"
            f"<td style='padding:3px 0'>{escape(words)}</td></tr>"
            for keys, words in rows
        )
        self._rows.setText(f"<table>{cells}</table>")
        self.setAccessibleName(title)
        self.setAccessibleDescription("; ".join(f"{keys}: {words}" for keys, words in rows))
        self._before = self.window().focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.setFocus()

    def dismiss(self) -> None:
        """Close and give the focus back."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """A stronger edge than a card's: the sheet lies over other text."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("control_line"), 1.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Question):
            self.dismiss()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            bar = self._scroll.verticalScrollBar()
            page = event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
            step = bar.pageStep() if page else 40
            bar.setValue(bar.value() + (step if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -step))
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        area = self.parentWidget().rect()
        width = min(area.width() - 32, self._theme.px(560))
        content = self._rows.heightForWidth(width - 64) + self._title.sizeHint().height() + 64
        height = min(area.height() - 64, content)
        self.setGeometry((area.width() - width) // 2, (area.height() - height) // 2, width, height)
