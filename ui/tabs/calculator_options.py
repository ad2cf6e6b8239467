"""The groups of the form about how things run and are bought: choices, switches, numbers, an instance type."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.context import AppContext
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_options import CHOICES, NUMBERS, SWITCHES, OptionDesk, allowed
from ui.widgets.basics import label, vbox
from ui.widgets.buttons import Chip, Select
from ui.widgets.flow import FlowLayout
from ui.widgets.inputs import NumberField

INSTANCE, SERVERS = "instance_type", "servers"


class OptionInputs(QWidget):
    """One group: shows the presenter's options and passes on what the person does."""

    def __init__(
        self, context: AppContext, presenter: CalculatorPresenter, group: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._presenter, self._desk = context, presenter, OptionDesk(presenter)
        self.combos: dict[str, Select] = {}
        self.chips: dict[str, Chip] = {}
        self.fields: dict[str, NumberField] = {}
        self._captions: dict[str, QLabel] = {}
        column = vbox(self, 12)
        chips = [name for name, where in SWITCHES.items() if where == group]
        if group == "own":
            column.addWidget(self._chip_row(chips))
        for name in (name for name, where in CHOICES.items() if where == group):
            column.addWidget(self._choice(name))
        if group == SERVERS:
            column.addWidget(self._field(INSTANCE))
        for number in (field.name for field in NUMBERS if field.group == group):
            column.addWidget(self._field(number))
        if group != "own":
            column.addWidget(self._chip_row(chips))

    def retranslate(self) -> None:
        """Put the words of the current language in."""
        t = self._context.t
        for name, combo in self.combos.items():
            words = t(f"options.field.{name}")
            self._captions[name].setText(words)
            combo.setAccessibleName(words)
            combo.setToolTip(t(f"options.help.{name}"))
            for index, value in enumerate(allowed(name)):
                combo.setItemText(index, t(f"options.value.{name}.{value}"))
        for name, chip in self.chips.items():
            chip.setText(t(f"options.chip.{name}"))
            chip.setToolTip(t(f"options.help.{name}"))
        for name, field in self.fields.items():
            words = t(f"options.field.{name}")
            field.rename(words, words, "")
            field.explain(t(f"options.help.{name}"))
        self.refresh(force=True)

    def retheme(self) -> None:
        """Adapt to the text size and colours."""
        for field in self.fields.values():
            field.retheme()

    def refresh(self, force: bool = False) -> None:
        """Show the options as they are now; `force` also replaces what is being typed or wrong."""
        for name, combo in self.combos.items():
            index = allowed(name).index(str(self._desk.value(name)))
            if combo.currentIndex() != index:
                combo.setCurrentIndex(index)
        for name, chip in self.chips.items():
            if chip.isChecked() != self._desk.value(name):
                chip.blockSignals(True)
                chip.setChecked(bool(self._desk.value(name)))
                chip.blockSignals(False)
                chip.update()
        for name, field in self.fields.items():
            if force:
                field.show_error("")
                field.retext(self._text(name))
            self._show(name)

    def _text(self, name: str) -> str:
        return self._presenter.options.instance_type if name == INSTANCE else self._desk.number(name).text

    def _show(self, name: str) -> None:
        field = self.fields[name]
        if field.wrong:
            return
        if name == INSTANCE:
            blank = self._context.t("options.blank.instance_type")
            field.show_value(self._text(name), "", "", blank, None)
            return
        view = self._desk.number(name, field.edit.text() if field.edit.hasFocus() else None)
        field.show_value(view.text, view.unit, view.echo, view.placeholder, None)

    # building

    def _choice(self, name: str) -> QWidget:
        combo = self.combos[name] = Select(self._context.theme)
        combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for value in allowed(name):
            combo.addItem("", value)
        combo.activated.connect(partial(self._on_chosen, name))
        holder = QWidget()
        column = vbox(holder, 4)
        self._captions[name] = label(self._context.theme, "label", muted=True, wrap=True)
        column.addWidget(self._captions[name])
        column.addWidget(combo)
        return holder

    def _chip_row(self, names: list[str]) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, 6)
        for name in names:
            chip = self.chips[name] = Chip(self._context.theme)
            chip.toggled.connect(partial(self._desk.choose, name))
            flow.addWidget(chip)
        return row

    def _field(self, name: str) -> NumberField:
        field = self.fields[name] = NumberField(self._context.theme, False)
        field.typed.connect(partial(self._on_typed, name))
        field.settled.connect(partial(self._on_settled, name))
        return field

    # what the person does

    def _on_chosen(self, name: str, index: int) -> None:
        self._desk.choose(name, allowed(name)[index])

    def _on_typed(self, name: str, text: str) -> None:
        setter = self._desk.set_instance(text) if name == INSTANCE else self._desk.set_number(name, text)
        self.fields[name].show_error(setter)
        self._show(name)

    def _on_settled(self, name: str) -> None:
        """The field was left: one undo step, and a right value is written as it was understood."""
        self._presenter.seal()
        if not self.fields[name].wrong:
            self.fields[name].retext(self._text(name))
            self._show(name)
