"""The left panel of the calculator: examples, inputs in groups, undo and reset."""

from __future__ import annotations

from functools import partial
from typing import get_args

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from models.cost.options import Commitment
from models.cost.workload import Arch, Kind, System
from models.texts import pick
from ui.context import AppContext
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_fields import BY_NAME, FIELDS, GROUPS
from ui.widgets.basics import Panel, ScrollColumn, label, vbox
from ui.widgets.buttons import Button, Chip, Select
from ui.widgets.flow import FlowLayout
from ui.widgets.inputs import Fold, NumberField

WIDTH = 288
SLIDERS = ("amount", "duration_s", "memory_mb", "vcpu", "peak_factor", "concurrency", "hours_per_day")
CHOICES = {"arch": get_args(Arch), "os": get_args(System), "commitment": get_args(Commitment)}
GROUP_OF_CHOICE = {"arch": "main", "os": "unit", "commitment": "buying"}


class CalculatorForm(Panel):
    """Shows the presenter's inputs and passes on what the person does. `resized` follows a group that opened."""

    group_toggled = Signal()

    def __init__(self, context: AppContext, presenter: CalculatorPresenter, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, Qt.Edge.RightEdge, parent)
        self._context, self._presenter = context, presenter
        self.fields: dict[str, NumberField] = {}
        self.kinds: dict[str, Chip] = {}
        self.chips: dict[str, Chip] = {}
        self.combos: dict[str, Select] = {}
        self._captions: dict[str, QLabel] = {}
        self.folds: dict[str, Fold] = {}
        column = vbox(self, 0, (0, 0, 1, 0))
        self._scroll = ScrollColumn(margins=(16, 16, 16, 24), spacing=12)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._scroll)
        body = self._scroll.column
        body.addLayout(self._head())
        self._example, self._lesson = (
            label(context.theme, "body", wrap=True),
            label(context.theme, "label", muted=True, wrap=True),
        )
        lesson = vbox(spacing=1)
        lesson.addWidget(self._example)
        lesson.addWidget(self._lesson)
        body.addLayout(lesson)
        for group in GROUPS:
            self._group(group, body)
        body.addWidget(self._buttons())
        body.addStretch(1)
        self.retheme()
        self.retranslate()

    # building

    def _head(self) -> QHBoxLayout:
        theme, line = self._context.theme, QHBoxLayout()
        self._title = label(theme, "strong", wrap=True)
        self.examples = Button(theme, icon="down", kind="quiet")
        self.examples.clicked.connect(self._on_examples_clicked)
        line.addWidget(self._title, 1)
        line.addWidget(self.examples)
        return line

    def _group(self, group: str, body: QVBoxLayout) -> None:
        target = body
        if group != "main":
            fold = self.folds[group] = Fold(self._context.theme)
            fold.toggled.connect(self._on_fold_toggled)
            body.addWidget(fold)
            target = fold.column
        else:
            target.addWidget(self._kind_row())
        for field in FIELDS:
            if field.group == group:
                target.addWidget(self._number(field.name))
        for name, where in GROUP_OF_CHOICE.items():
            if where == group:
                target.addWidget(self._choice(name))
        if group == "main":
            target.addWidget(self._chip_row(("free_tier", "public", "spot")))
        if group == "buying":
            target.addWidget(self._companion_row())

    def _kind_row(self) -> QWidget:
        holder = QWidget()
        column = vbox(holder, 4)
        self._captions["kind"] = label(self._context.theme, "label", muted=True)
        row = QWidget()
        flow = FlowLayout(row, 6)
        for kind in get_args(Kind):
            chip = self.kinds[kind] = Chip(self._context.theme)
            chip.setAutoExclusive(True)
            chip.clicked.connect(partial(self._presenter.set_choice, "kind", kind))
            flow.addWidget(chip)
        column.addWidget(self._captions["kind"])
        column.addWidget(row)
        return holder

    def _number(self, name: str) -> NumberField:
        field = self.fields[name] = NumberField(self._context.theme, name in SLIDERS)
        field.typed.connect(partial(self._on_typed, name))
        field.moved.connect(partial(self._on_moved, name))
        field.settled.connect(partial(self._on_settled, name))
        return field

    def _choice(self, name: str) -> QWidget:
        holder = QWidget()
        column = vbox(holder, 3)
        caption = self._captions[name] = label(self._context.theme, "label", muted=True, wrap=True)
        combo = self.combos[name] = Select(self._context.theme)
        combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for value in CHOICES[name]:
            combo.addItem("", value)
        combo.activated.connect(partial(self._on_choice, name))
        column.addWidget(caption)
        column.addWidget(combo)
        return holder

    def _chip_row(self, names: tuple[str, ...]) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, 6)
        for name in names:
            chip = self.chips[name] = Chip(self._context.theme)
            chip.toggled.connect(partial(self._on_chip, name))
            flow.addWidget(chip)
        return row

    def _companion_row(self) -> QWidget:
        holder = QWidget()
        column = vbox(holder, 4)
        self._captions["companions"] = label(self._context.theme, "label", muted=True, wrap=True)
        column.addWidget(self._captions["companions"])
        column.addWidget(self._chip_row(tuple(f"+{name}" for name, _ in self._presenter.companions())))
        return holder

    def _buttons(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, 4)
        self.undo, self.redo, self.reset = (Button(self._context.theme, kind="quiet") for _ in range(3))
        self.undo.clicked.connect(self._on_undo)
        self.redo.clicked.connect(self._on_redo)
        self.reset.clicked.connect(self._presenter.reset)
        for button in (self.undo, self.redo, self.reset):
            flow.addWidget(button)
        return row

    # showing

    def retranslate(self) -> None:
        """Put the words of the current language in."""
        t = self._context.t
        self._title.setText(t("calc.title"))
        self.examples.setText(t("calc.examples"))
        self.examples.setToolTip(t("calc.examples_tip"))
        for name, button in (("undo", self.undo), ("redo", self.redo), ("reset", self.reset)):
            button.setText(t(f"calc.{name}"))
            button.setToolTip(t(f"calc.{name}_tip"))
        for name, caption in self._captions.items():
            caption.setText(t(f"calc.field.{name}"))
        for kind, chip in self.kinds.items():
            chip.setText(t(f"calc.kind.{kind}"))
        for name, combo in self.combos.items():
            combo.setAccessibleName(t(f"calc.field.{name}"))
            for index in range(combo.count()):
                combo.setItemText(index, self._choice_text(name, combo.itemData(index)))
        for name, chip in self.chips.items():
            companion = name.startswith("+")
            chip.setText(t(f"cost.companion.{name[1:]}" if companion else f"calc.chip.{name}"))
            chip.setToolTip(t("calc.chip.companion_tip" if companion else f"calc.chip.{name}_tip"))
        for name in self.folds:
            self._name_fold(name)
        for name, field in self.fields.items():
            if not field.wrong:
                field.retext(self._presenter.field(name).text)
        self.refresh()

    def retheme(self) -> None:
        """Adapt the width and the fields to the text size and colours."""
        self.setFixedWidth(round(WIDTH * (1 + (self._context.theme.scale - 1) * 0.6)))
        for field in self.fields.values():
            field.retheme()

    def refresh(self) -> None:
        """Show the presenter's inputs as they are now."""
        self._say_example()
        workload, options = self._presenter.workload, self._presenter.options
        for name in self.fields:
            self._show_field(name)
        self.kinds[workload.kind].setChecked(True)
        for name, combo in self.combos.items():
            value = getattr(options if name == "commitment" else workload, name)
            if combo.currentData() != value:
                combo.setCurrentIndex(combo.findData(value))
        on = {"free_tier": workload.free_tier, "public": workload.public, "spot": options.spot}
        on |= {f"+{name}": counted for name, counted in self._presenter.companions()}
        for name, chip in self.chips.items():
            if chip.isChecked() != on[name]:
                chip.blockSignals(True)
                chip.setChecked(on[name])
                chip.blockSignals(False)
                chip.update()
        self.undo.setEnabled(self._presenter.can_undo)
        self.redo.setEnabled(self._presenter.can_redo)

    def _say_example(self) -> None:
        """The example's name and lesson; a label whose text stays is left alone, so nothing is laid out again."""
        found = self._presenter.example()
        name = pick(found.name, self._context.texts.language) if found else ""
        for target, text in ((self._example, name), (self._lesson, self._presenter.lesson())):
            if target.text() != text:
                target.setText(text)
        self._example.setVisible(bool(name))

    def replace_texts(self) -> None:
        """Write every field anew: the values came from elsewhere (undo, an example, the chart)."""
        for name, field in self.fields.items():
            field.show_error("")
            field.retext(self._presenter.field(name).text)

    def _show_field(self, name: str) -> None:
        field = self.fields[name]
        group = BY_NAME[name].group
        if group != "main" and not self.folds[group].is_open:
            return
        typed = field.edit.text() if field.edit.hasFocus() else None
        view = self._presenter.field(name, typed)
        if field.isHidden() == view.shown:
            field.setVisible(view.shown)
        if view.shown:
            t = self._context.t
            spoken = t("calc.field_spoken", label=view.label, unit=view.unit)
            field.rename(view.label, spoken, t("calc.slider", label=view.label))
            text = field.edit.text() if field.wrong else view.text
            field.show_value(text, view.unit, "" if field.wrong else view.echo, view.placeholder, view.position)

    def _name_fold(self, group: str) -> None:
        fold, name = self.folds[group], self._context.t(f"calc.group.{group}")
        fold.rename(name, self._context.t("calc.group_open" if fold.is_open else "calc.group_closed", name=name))

    def _choice_text(self, name: str, value: str) -> str:
        if name == "commitment":
            return self._context.t(f"cost.purchase.{value}")
        return self._context.t(f"calc.os.{value}") if name == "os" else value

    # what the person does

    def examples_menu(self) -> QMenu:
        """The example workloads, each with the sentence it teaches as its tip."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        group = QActionGroup(menu)
        current, language = self._presenter.example(), self._context.texts.language
        for example in self._presenter.examples():
            action = menu.addAction(pick(example.name, language))
            action.setToolTip(pick(example.lesson, language))
            action.setCheckable(True)
            action.setChecked(current is not None and current.id == example.id)
            action.setActionGroup(group)
            action.triggered.connect(partial(self._on_example_chosen, example.id))
        return menu

    def _on_examples_clicked(self) -> None:
        menu = self.examples_menu()
        menu.exec(self.examples.mapToGlobal(QPoint(0, self.examples.height() + 4)))
        menu.deleteLater()

    def _on_example_chosen(self, example_id: str, _checked: bool = False) -> None:
        self._presenter.choose_example(example_id)
        self.replace_texts()

    def _on_typed(self, name: str, text: str) -> None:
        field = self.fields[name]
        field.show_error(self._presenter.set_text(name, text))
        self._show_field(name)

    def _on_moved(self, name: str, position: float) -> None:
        self.fields[name].show_error("")
        self._presenter.set_position(name, position)
        self.fields[name].retext(self._presenter.field(name).text)

    def _on_settled(self, name: str) -> None:
        """A gesture ended: one undo step, and a right value is written in its easiest unit."""
        self._presenter.seal()
        field = self.fields[name]
        if not field.wrong:
            self._presenter.settle_unit(name)
            field.retext(self._presenter.field(name).text)
            self._show_field(name)

    def _on_choice(self, name: str, index: int) -> None:
        value = self.combos[name].itemData(index)
        setter = self._presenter.set_option if name == "commitment" else self._presenter.set_choice
        setter(name, value)

    def _on_chip(self, name: str, on: bool) -> None:
        if name.startswith("+"):
            self._presenter.set_companion(name[1:], on)
        elif name == "spot":
            self._presenter.set_option("spot", on)
        else:
            self._presenter.set_choice(name, on)

    def _on_undo(self) -> None:
        if self._presenter.undo():
            self.replace_texts()

    def _on_redo(self) -> None:
        if self._presenter.redo():
            self.replace_texts()

    def _on_fold_toggled(self, _open: bool) -> None:
        for name in self.folds:
            self._name_fold(name)
        self.refresh()
        for name, field in self.fields.items():
            if not field.wrong:
                field.retext(self._presenter.field(name).text)
        self.group_toggled.emit()
