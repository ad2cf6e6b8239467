"""The inputs of a workload in groups: numbers with sliders, choices, chips. Groups are built when they open."""

from __future__ import annotations

from functools import partial
from typing import get_args

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from models.cost.options import Commitment
from models.cost.workload import Arch, Kind, System
from ui.context import AppContext
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_field_words import FieldView
from ui.presenters.calculator_fields import FIELDS, GROUPS
from ui.presenters.calculator_options import GROUPS as OPTION_GROUPS
from ui.presenters.calculator_range_inputs import RangeInputs
from ui.tabs.calculator_currency import CurrencyRow
from ui.tabs.calculator_extras import ExtraCharges
from ui.tabs.calculator_options import OptionInputs
from ui.widgets.basics import label, vbox
from ui.widgets.buttons import Chip, Select
from ui.widgets.flow import FlowLayout
from ui.widgets.fold import Fold
from ui.widgets.uncertain import UncertainField, chain_stops, stops_in

SLIDERS = ("amount", "duration_s", "memory_mb", "vcpu", "peak_factor", "concurrency", "hours_per_day")
CHOICES = {"arch": get_args(Arch), "os": get_args(System), "commitment": get_args(Commitment)}
GROUP_OF_CHOICE = {"arch": "main", "os": "unit", "commitment": "buying"}
MAIN_CHIPS = ("free_tier", "public", "spot")
Part = CurrencyRow | ExtraCharges | OptionInputs
COMPANION = "+"  # a chip whose id begins so switches a companion charge


class WorkloadInputs(QWidget):
    """Shows the presenter's inputs and passes on what the person does."""

    def __init__(self, context: AppContext, presenter: CalculatorPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._presenter = context, presenter
        self.fields: dict[str, UncertainField] = {}
        self.kinds: dict[str, Chip] = {}
        self.chips: dict[str, Chip] = {}
        self.combos: dict[str, Select] = {}
        self.folds: dict[str, Fold] = {}
        self._captions: dict[str, QLabel] = {}
        self._shown: dict[str, tuple[FieldView, tuple[float, float] | None]] = {}
        self._ranges = RangeInputs(presenter)
        self.parts: dict[str, Part] = {}
        self._built = {"main"}
        self._main = vbox(spacing=12)
        column = vbox(self, 12)
        column.addLayout(self._main)
        self._main.addWidget(self._kind_row())
        self._fill("main", self._main)
        for group in GROUPS[1:]:
            fold = self.folds[group] = Fold(context.theme)
            fold.toggled.connect(partial(self._on_fold_toggled, group))
            column.addWidget(fold)

    # building

    def _fill(self, group: str, target: QVBoxLayout) -> None:
        for field in FIELDS:
            if field.group == group:
                target.addWidget(self._number(field.name))
        for name, where in GROUP_OF_CHOICE.items():
            if where == group:
                target.addWidget(self._choice(name))
        if group == "main":
            target.addWidget(self._chip_row(MAIN_CHIPS))
        if group == "buying":
            names = tuple(COMPANION + name for name, _ in self._presenter.companions())
            target.addWidget(self._captioned("companions", self._chip_row(names)))
            self._part("extras", ExtraCharges(self._context, self._presenter), target)
            self._part("currency", CurrencyRow(self._context, self._presenter), target)
        if group in OPTION_GROUPS:
            self._part(group, OptionInputs(self._context, self._presenter, group), target)

    def _part(self, name: str, part: Part, target: QVBoxLayout) -> None:
        self.parts[name] = part
        target.addWidget(part)

    def _kind_row(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, 6)
        for kind in get_args(Kind):
            chip = self.kinds[kind] = Chip(self._context.theme)
            chip.setAutoExclusive(True)
            chip.clicked.connect(partial(self._presenter.set_choice, "kind", kind))
            flow.addWidget(chip)
        return self._captioned("kind", row)

    def _number(self, name: str) -> UncertainField:
        field = self.fields[name] = UncertainField(self._context.theme, name in SLIDERS)
        field.typed.connect(partial(self._on_typed, name))
        field.moved.connect(partial(self._on_moved, name))
        field.settled.connect(partial(self._on_settled, name))
        field.range_toggled.connect(partial(self._on_range_toggled, name))
        field.end_typed.connect(partial(self._on_end_typed, name))
        field.end_settled.connect(partial(self._on_end_settled, name))
        return field

    def _choice(self, name: str) -> QWidget:
        combo = self.combos[name] = Select(self._context.theme)
        combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for value in CHOICES[name]:
            combo.addItem("", value)
        combo.activated.connect(partial(self._on_choice, name))
        return self._captioned(name, combo)

    def _chip_row(self, names: tuple[str, ...]) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, 6)
        for name in names:
            chip = self.chips[name] = Chip(self._context.theme)
            chip.toggled.connect(partial(self._on_chip, name))
            flow.addWidget(chip)
        return row

    def _captioned(self, name: str, widget: QWidget) -> QWidget:
        holder = QWidget()
        column = vbox(holder, 4)
        self._captions[name] = label(self._context.theme, "label", muted=True, wrap=True)
        column.addWidget(self._captions[name])
        column.addWidget(widget)
        return holder

    # showing

    def retranslate(self) -> None:
        """Put the words of the current language in."""
        t = self._context.t
        for name, caption in self._captions.items():
            caption.setText(t(f"calc.field.{name}"))
        for kind, chip in self.kinds.items():
            chip.setText(t(f"calc.kind.{kind}"))
        for name, combo in self.combos.items():
            combo.setAccessibleName(t(f"calc.field.{name}"))
            for index in range(combo.count()):
                combo.setItemText(index, self._choice_text(name, combo.itemData(index)))
        for name, chip in self.chips.items():
            companion = name.startswith(COMPANION)
            chip.setText(t(f"cost.companion.{name[1:]}" if companion else f"calc.chip.{name}"))
            chip.setToolTip(t("calc.chip.companion_tip" if companion else f"calc.chip.{name}_tip"))
        for name in self.folds:
            self._name_fold(name)
        self._shown.clear()
        for part in self.parts.values():
            part.retranslate()
        self.refresh(rewrite=True)

    def retheme(self) -> None:
        """Adapt to the text size and colours."""
        for field in self.fields.values():
            field.retheme()
        for part in self.parts.values():
            part.retheme()

    def refresh(self, rewrite: bool = False) -> None:
        """Show the presenter's inputs as they are now; `rewrite` also replaces a right value being typed."""
        workload, options = self._presenter.workload, self._presenter.options
        for name in self.fields:
            self._show_field(name, rewrite)
        self.kinds[workload.kind].setChecked(True)
        for name, combo in self.combos.items():
            value = getattr(options if name == "commitment" else workload, name)
            if combo.currentData() != value:
                combo.setCurrentIndex(combo.findData(value))
        on = {"free_tier": workload.free_tier, "public": workload.public, "spot": options.spot}
        on |= {COMPANION + name: counted for name, counted in self._presenter.companions()}
        for name, chip in self.chips.items():
            if chip.isChecked() != on[name]:
                chip.blockSignals(True)
                chip.setChecked(on[name])
                chip.blockSignals(False)
                chip.update()
        for part in self.parts.values():
            part.refresh()

    def replace_texts(self) -> None:
        """Write every field anew: the values came from elsewhere (undo, an example, the chart)."""
        for field in self.fields.values():
            field.show_error("")
            field.clear_range_errors()
        self.refresh(rewrite=True)
        for name in self.fields:
            self._rewrite_range(name)
        for part in self.parts.values():
            part.refresh(force=True)

    def _show_field(self, name: str, rewrite: bool = False) -> None:
        field = self.fields[name]
        typed = field.edit.text() if field.edit.hasFocus() and not rewrite else None
        view = self._presenter.field(name, typed)
        if rewrite and not field.wrong:
            field.retext(view.text)
        now = (view, self._presenter.ranges.get(name))
        if typed is None and not field.wrong and now == self._shown.get(name):
            return  # most moves leave most fields as they are
        self._shown.pop(name, None)
        if not field.wrong:
            self._shown[name] = now
        if not view.shown:
            field.hide()  # said outright: a field in a group still closed counts as hidden, yet opens with it
            return
        if field.isHidden():
            field.show()
        t = self._context.t
        spoken = t("calc.field_spoken", label=view.label, unit=view.unit) if view.text else view.label
        field.rename(view.label, spoken, self._show_range(name, view.label))
        field.explain(view.help)
        text = field.edit.text() if field.wrong else view.text
        field.show_value(text, view.unit, "" if field.wrong else view.echo, view.placeholder, view.position)

    def _show_range(self, name: str, label_: str) -> str:
        """Show between what an input lies, if it is uncertain; what its slider is called then."""
        field, t, found = self.fields[name], self._context.t, self._ranges.view(name)
        may = self._ranges.may_have(name)
        field.range_button.setEnabled(may or found is not None)
        field.rename_range(t("range.toggle", label=label_), t("range.toggle_tip" if may else "range.toggle_blank"))
        if found is None:
            field.show_range(None, None)
            return t("calc.slider", label=label_)
        field.show_range(found.texts, found.span)
        if field.ends is not None:
            field.ends.rename((t("range.low"), t("range.high")), found.spoken)
        return t("range.slider", label=label_, low=found.texts[0], high=found.texts[1])

    def _rewrite_range(self, name: str) -> None:
        """Write both ends anew, also one with the focus: they came from elsewhere."""
        found, row = self._ranges.view(name), self.fields[name].ends
        if found is not None and row is not None:
            row.show_texts(found.texts, force=True)

    def _name_fold(self, group: str) -> None:
        fold, name = self.folds[group], self._context.t(f"calc.group.{group}")
        fold.rename(name, self._context.t("calc.group_open" if fold.is_open else "calc.group_closed", name=name))

    def _choice_text(self, name: str, value: str) -> str:
        if name == "commitment":
            return self._context.t(f"cost.purchase.{value}")
        return self._context.t(f"calc.os.{value}") if name == "os" else value

    # what the person does

    def _on_typed(self, name: str, text: str) -> None:
        self.fields[name].show_error(self._presenter.set_text(name, text))
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
            self._shown.pop(name, None)  # the handle goes to its value, which need not have changed
            self._show_field(name)

    def _on_range_toggled(self, name: str, on: bool) -> None:
        (self._ranges.open if on else self._ranges.close)(name)
        self._show_field(name)
        row = self.fields[name].ends
        if on and row is not None:
            row.edits[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_end_typed(self, name: str, end: int, text: str) -> None:
        row = self.fields[name].ends
        if row is not None:
            row.show_error(end, self._ranges.set_text(name, end, text))
        self._show_field(name)
        found = self._ranges.view(name)
        if row is not None and found is not None and not row.wrong and text.strip() != found.texts[end]:
            row.show_echo(end, f"= {found.texts[end]}")

    def _on_end_settled(self, name: str) -> None:
        """An end was left: one undo step, and right ends are written as they were understood."""
        self._presenter.seal()
        row = self.fields[name].ends
        if row is not None and not row.wrong:
            self._rewrite_range(name)

    def _on_choice(self, name: str, index: int) -> None:
        value = self.combos[name].itemData(index)
        setter = self._presenter.set_option if name == "commitment" else self._presenter.set_choice
        setter(name, value)

    def _on_chip(self, name: str, on: bool) -> None:
        if name.startswith(COMPANION):
            self._presenter.set_companion(name[1:], on)
        elif name == "spot":
            self._presenter.set_option("spot", on)
        else:
            self._presenter.set_choice(name, on)

    def _on_fold_toggled(self, group: str, opened: bool) -> None:
        if opened and group not in self._built:
            self._built.add(group)
            self._fill(group, self.folds[group].column)
            chain_stops([self.folds[group].head, *stops_in(self.folds[group].body)])
            self.retranslate()
        self._name_fold(group)
