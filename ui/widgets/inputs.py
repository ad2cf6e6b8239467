"""Inputs with words: a number with its unit inside the field, its slider, its echo, its error."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.theme.manager import Theme
from ui.widgets.basics import SteadyLabel, label, vbox
from ui.widgets.fields import Field
from ui.widgets.slider import Slider


class NumberEdit(Field):
    """A line edit that shows a unit inside, at the right, and leaves undo to the screen it stands in."""

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._unit = QLabel(self)
        theme.set_role(self._unit, "label")
        self._unit.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_unit(self, unit: str) -> None:
        """Show a unit inside the field."""
        if unit != self._unit.text():
            self._unit.setText(unit)
            self.place_unit()

    def place_unit(self) -> None:
        """Put the unit at the right edge and keep the typed text clear of it."""
        width = self._unit.sizeHint().width()
        self._unit.setGeometry(self.width() - width - self._theme.px(10), 0, width, self.height())
        self.setTextMargins(0, 0, width + self._theme.px(6), 0)

    def set_invalid(self, invalid: bool) -> None:
        """Draw the border of a wrong input."""
        self.set_wrong(invalid)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_unit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_undo(event):
            event.ignore()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


def _is_undo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class NumberField(QWidget):
    """Caption and echo above, number with unit, slider below, and what is wrong in place when something is.

    `typed` carries the text after each key; `moved` the slider's place; `settled` says a gesture ended.
    """

    typed = Signal(str)
    moved = Signal(float)
    settled = Signal()

    def __init__(self, theme: Theme, with_slider: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.column = column = vbox(self, 3)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.caption = label(theme, "label", muted=True, wrap=True)
        self._echo = SteadyLabel()
        self._echo.setTextFormat(Qt.TextFormat.PlainText)
        self._echo.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._echo.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        theme.set_role(self._echo, "small")
        head.addWidget(self.caption, 1)
        head.addWidget(self._echo, 0, Qt.AlignmentFlag.AlignBottom)
        self.edit = NumberEdit(theme)
        self.edit.textEdited.connect(self.typed)
        self.edit.left.connect(self.settled)
        self.edit.returnPressed.connect(self.settled)
        self._error = label(theme, "small", wrap=True)
        self._error.hide()
        column.addLayout(head)
        column.addWidget(self.edit)
        self.slider: Slider | None = Slider(theme) if with_slider else None
        if self.slider is not None:
            self.slider.moved.connect(self.moved)
            self.slider.released.connect(self.settled)
            column.addWidget(self.slider)
        column.addWidget(self._error)
        self.retheme()

    @property
    def wrong(self) -> bool:
        """Whether the field holds something that could not be understood."""
        return not self._error.isHidden()

    def show_value(self, text: str, unit: str, echo: str, placeholder: str, position: float | None) -> None:
        """Show a value. While the person types here, their text stays as it is."""
        if not self.edit.hasFocus() and self.edit.text() != text:
            self.edit.setText(text)
        if self.edit.placeholderText() != placeholder:
            self.edit.setPlaceholderText(placeholder)
        self.edit.set_unit(unit)
        self.show_echo(echo)
        if self.slider is not None:
            spoken = f"{text} {unit}" if text else ", ".join(filter(None, (placeholder, unit)))
            if self.slider.accessibleDescription() != spoken:
                self.slider.setAccessibleDescription(spoken)
            if position is not None and not self.slider.held:
                self.slider.set_position(position)

    def show_echo(self, echo: str) -> None:
        """Show what was understood, or the same value said another way."""
        if self._echo.text() != echo:
            self._echo.setText(echo)

    def show_error(self, text: str) -> None:
        """Say what is wrong under the field; empty when nothing is."""
        if text != (self._error.text() if self.wrong else ""):
            self._error.setText(text)
            self._error.setVisible(bool(text))
            self.edit.set_invalid(bool(text))
            self.edit.setAccessibleDescription(text or self.toolTip())

    def retext(self, text: str) -> None:
        """Replace the text even while the field has the focus (undo, a new example, leaving the field)."""
        if self.edit.text() != text:
            self.edit.setText(text)

    def rename(self, caption: str, spoken: str, slider: str) -> None:
        """Put the words in."""
        if self.caption.text() != caption:
            self.caption.setText(caption)
        self.edit.setAccessibleName(spoken)
        if self.slider is not None:
            self.slider.setAccessibleName(slider)

    def explain(self, text: str) -> None:
        """Say what the input means, on hover and to a screen reader."""
        if text != self.toolTip():
            self.setToolTip(text)
            if not self.wrong:
                self.edit.setAccessibleDescription(text)

    def retheme(self) -> None:
        """Colour the message and place the unit for the current text size."""
        palette = QPalette(self._error.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(self._theme.color("bad")))
        self._error.setPalette(palette)
        self.edit.place_unit()
        if self.slider is not None:
            self.slider.updateGeometry()
