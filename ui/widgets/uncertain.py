"""A number that may be uncertain: beside it a button that opens a lowest and a highest value under its slider."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.theme.manager import Theme
from ui.widgets.basics import label, vbox
from ui.widgets.buttons import Button
from ui.widgets.inputs import NumberEdit, NumberField


def chain_stops(stops: Sequence[QWidget]) -> None:
    """Let Tab go from each to the next; what comes after the last stays after it."""
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def stops_in(widget: QWidget) -> list[QWidget]:
    """Where Tab stops in a part of a form, as the eye reads."""
    if isinstance(widget, UncertainField):
        return widget.stops()
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
        return [widget]
    found: list[QWidget] = []
    for child in widget.children():
        if isinstance(child, QWidget):
            found += stops_in(child)
    return found


class RangeButton(Button):
    """A narrow ± that stays pressed while its number has a range."""

    pad_x = 8

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "±", parent=parent)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.px(32))


class EndEdit(NumberEdit):
    """One end of a range; narrow enough for two beside each other."""

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(40), self._theme.px(32))


class RangeRow(QWidget):
    """The lowest and the highest value, and under them what is wrong with them."""

    typed = Signal(int, str)
    settled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        column = vbox(self, 3)
        line = QHBoxLayout()
        line.setSpacing(8)
        column.addLayout(line)
        self.captions: list[QLabel] = []
        self.edits: list[EndEdit] = []
        self._errors = ["", ""]
        self._names = ("", "")
        for end in (0, 1):
            one = vbox(spacing=2)
            self.captions.append(label(theme, "small", muted=True))
            self.edits.append(EndEdit(theme))
            self.edits[end].textEdited.connect(partial(self._on_edited, end))
            self.edits[end].left.connect(self.settled)
            self.edits[end].returnPressed.connect(self.settled)
            one.addWidget(self.captions[end])
            one.addWidget(self.edits[end])
            line.addLayout(one, 1)
        self._error = label(theme, "small", wrap=True)
        self._error.hide()
        column.addWidget(self._error)
        self.retheme()

    @property
    def wrong(self) -> bool:
        """Whether an end holds something that cannot be."""
        return any(self._errors)

    def show_texts(self, texts: tuple[str, str], force: bool = False) -> None:
        """Show both ends; one being typed, or wrong, stays as it is unless forced."""
        for end, edit in enumerate(self.edits):
            kept = edit.hasFocus() or self._errors[end]
            if edit.text() != texts[end] and (force or not kept):
                edit.setText(texts[end])

    def show_error(self, end: int, text: str) -> None:
        """Say what is wrong with an end; empty when nothing is."""
        self._errors[end] = text
        self.edits[end].set_invalid(bool(text))
        self.edits[end].setAccessibleDescription(text)
        told = next((error for error in self._errors if error), "")
        if told != (self._error.text() if not self._error.isHidden() else ""):
            self._error.setText(told)
            self._error.setVisible(bool(told))

    def show_echo(self, end: int, echo: str) -> None:
        """Say beside the caption of an end what was understood, until it is written so."""
        self.captions[end].setText(f"{self._names[end]}  {echo}" if echo else self._names[end])

    def rename(self, captions: tuple[str, str], spoken: tuple[str, str]) -> None:
        """Put the words in."""
        self._names = captions
        for end in (0, 1):
            self.show_echo(end, "")
            self.edits[end].setAccessibleName(spoken[end])

    def retheme(self) -> None:
        """Colour the message for the current theme."""
        palette = QPalette(self._error.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(self._theme.color("bad")))
        self._error.setPalette(palette)

    def _on_edited(self, end: int, text: str) -> None:
        self.typed.emit(end, text)


class UncertainField(NumberField):
    """A number field whose value may be given a range. `range_toggled` asks for one, or to be rid of it."""

    range_toggled = Signal(bool)
    end_typed = Signal(int, str)
    end_settled = Signal()

    def __init__(self, theme: Theme, with_slider: bool, parent: QWidget | None = None) -> None:
        super().__init__(theme, with_slider, parent)
        self.range_button = RangeButton(theme)
        self.range_button.clicked.connect(self.range_toggled)
        line = QHBoxLayout()
        line.setSpacing(6)
        self.layout().removeWidget(self.edit)
        line.addWidget(self.edit, 1)
        line.addWidget(self.range_button, 0, Qt.AlignmentFlag.AlignTop)
        self.column.insertLayout(1, line)
        self.ends: RangeRow | None = None
        chain_stops(self.stops())

    def stops(self) -> list[QWidget]:
        """Where Tab stops inside, as the eye reads: number, ±, slider, both ends."""
        ends = self.ends.edits if self.ends is not None else []
        return [self.edit, self.range_button, *filter(None, [self.slider]), *ends]

    def show_range(self, texts: tuple[str, str] | None, span: tuple[float, float] | None) -> None:
        """Show the ends and their stretch of the slider's track; None: the value is certain."""
        self.range_button.setChecked(texts is not None)
        if texts is not None:
            self._row().show_texts(texts)
            self._row().show()
        elif self.ends is not None:
            self.clear_range_errors()
            self.ends.hide()
        if self.slider is not None:
            self.slider.set_span(span)

    def clear_range_errors(self) -> None:
        """Both ends hold what they should."""
        if self.ends is not None:
            self.ends.show_error(0, "")
            self.ends.show_error(1, "")

    def rename_range(self, spoken: str, tip: str) -> None:
        """Put the words of the button in."""
        if (spoken, tip) != (self.range_button.accessibleName(), self.range_button.toolTip()):
            self.range_button.setAccessibleName(spoken)
            self.range_button.setToolTip(tip)

    def retheme(self) -> None:
        super().retheme()
        if getattr(self, "ends", None) is not None:
            self.ends.retheme()

    def _row(self) -> RangeRow:
        """The row of both ends, made when it is first wanted."""
        if self.ends is None:
            self.ends = RangeRow(self._theme)
            self.ends.typed.connect(self.end_typed)
            self.ends.settled.connect(self.end_settled)
            self.column.addWidget(self.ends)
            chain_stops(self.stops())
        return self.ends
