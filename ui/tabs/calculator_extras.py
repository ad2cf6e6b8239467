"""Charges a person adds to every service: name, how many a month, USD for each; a row for each charge."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.context import AppContext
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_options import OptionDesk
from ui.widgets.basics import label, vbox
from ui.widgets.buttons import Button
from ui.widgets.uncertain import EndEdit, chain_stops, stops_in

PARTS = ("name", "quantity", "price")


class ExtraRow(QWidget):
    """One charge: its name above, how many and what each costs below."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self.edits = {part: EndEdit(theme) for part in PARTS}
        self.remove = Button(theme, icon="close", kind="quiet")
        self._error = label(theme, "small", wrap=True)
        self._error.hide()
        self._wrong: dict[str, str] = {}
        column = vbox(self, 4)
        first, second = QHBoxLayout(), QHBoxLayout()
        for line in (first, second):
            line.setSpacing(6)
            column.addLayout(line)
        first.addWidget(self.edits["name"], 1)
        first.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignVCenter)
        second.addWidget(self.edits["quantity"], 1)
        second.addWidget(label(theme, "body"), 0)
        second.itemAt(1).widget().setText("×")
        second.addWidget(self.edits["price"], 1)
        column.addWidget(self._error)
        self.retheme()

    @property
    def wrong(self) -> bool:
        """Whether a part holds something that cannot be."""
        return any(self._wrong.values())

    def show_texts(self, texts: tuple[str, str, str], force: bool) -> None:
        """Show the charge; a part being typed, or wrong, stays as it is unless forced."""
        t = self._context.t
        for part, text in zip(PARTS, texts, strict=True):
            edit = self.edits[part]
            if force:
                self.show_error(part, "")
            if edit.text() != text and (force or not (edit.hasFocus() or self._wrong.get(part))):
                edit.setText(text)
            edit.setAccessibleName(f"{texts[0]}: {t(f'options.extra.{part}')}")
            edit.setToolTip(t(f"options.extra.{part}"))
        self.edits["price"].set_unit("USD")
        self.remove.setAccessibleName(t("options.extra.remove", name=texts[0]))
        self.remove.setToolTip(t("options.extra.remove", name=texts[0]))

    def show_error(self, part: str, text: str) -> None:
        """Say what is wrong with a part; empty when nothing is."""
        self._wrong[part] = text
        self.edits[part].set_invalid(bool(text))
        self.edits[part].setAccessibleDescription(text)
        told = next((error for error in self._wrong.values() if error), "")
        self._error.setText(told)
        self._error.setVisible(bool(told))

    def retheme(self) -> None:
        """Colour the message and place the unit for the current text size."""
        palette = QPalette(self._error.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(self._context.theme.color("bad")))
        self._error.setPalette(palette)
        self.edits["price"].place_unit()


class ExtraCharges(QWidget):
    """All charges the person added, and the button that adds one."""

    def __init__(self, context: AppContext, presenter: CalculatorPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._presenter, self._desk = context, presenter, OptionDesk(presenter)
        theme = context.theme
        column = vbox(self, 6)
        self._title = label(theme, "label", muted=True, wrap=True)
        self._rows = vbox(spacing=8)
        self.rows: list[ExtraRow] = []
        self.add = Button(theme, icon="plus")
        self.add.clicked.connect(self._on_add)
        column.addWidget(self._title)
        column.addLayout(self._rows)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def retranslate(self) -> None:
        """Put the words of the current language in."""
        t = self._context.t
        self._title.setText(t("options.field.extras"))
        self.add.setText(t("options.extra.add"))
        self.refresh(force=True)

    def retheme(self) -> None:
        """Adapt to the text size and colours."""
        for row in self.rows:
            row.retheme()

    def refresh(self, force: bool = False) -> None:
        """Show the charges as they are now; `force` also replaces what is being typed or wrong."""
        charges = self._desk.extras()
        while len(self.rows) < len(charges):
            self._make(len(self.rows))
        for index, row in enumerate(self.rows):
            row.setVisible(index < len(charges))
            if index < len(charges):
                row.show_texts(charges[index], force)
        self.add.setEnabled(self._desk.may_add)
        self.add.setToolTip(self._context.t("options.help.extras" if self._desk.may_add else "options.extra.full"))

    def _make(self, index: int) -> None:
        row = ExtraRow(self._context)
        for part, edit in row.edits.items():
            edit.textEdited.connect(partial(self._on_typed, index, part))
            edit.left.connect(partial(self._on_left, index))
            edit.returnPressed.connect(partial(self._on_left, index))
        row.remove.clicked.connect(partial(self._on_remove, index))
        self.rows.append(row)
        before = self.add.previousInFocusChain()
        self._rows.addWidget(row)
        chain_stops([before, *stops_in(row), self.add])

    def _on_add(self) -> None:
        self._desk.add_extra()
        shown = [row for row in self.rows if not row.isHidden()]
        if shown:
            shown[-1].edits["name"].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_remove(self, index: int, _checked: bool = False) -> None:
        self._desk.remove_extra(index)
        self.add.setFocus()

    def _on_typed(self, index: int, part: str, text: str) -> None:
        self.rows[index].show_error(part, self._desk.set_extra(index, part, text))

    def _on_left(self, index: int) -> None:
        """One undo step, and right parts are written as they were understood."""
        self._presenter.seal()
        charges, row = self._desk.extras(), self.rows[index]
        if index < len(charges) and not row.wrong:
            row.show_texts(charges[index], force=True)
