"""Around the curve: what lies along and the scale of each axis, as tall as the choices of the map; its words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.context import AppContext
from ui.presenters.calculator_curve_axes import SCALES
from ui.theme.manager import Theme
from ui.widgets.basics import WrapLabel, label
from ui.widgets.buttons import Select
from ui.widgets.flow import FlowLayout


class CurveScales(QWidget):
    """Three selects. `input_chosen` tells the input, `scale_chosen` the axis (x or y) and its scale."""

    input_chosen = Signal(str)
    scale_chosen = Signal(str, str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: tuple[object, ...] = ()
        self._labels = {name: label(context.theme, "label", muted=True) for name in ("y", "x")}
        self.input = Select(context.theme)
        self.scales = {name: Select(context.theme) for name in ("y", "x")}
        flow = FlowLayout(self, spacing=8)
        flow.addWidget(_beside(self._labels["y"], self.scales["y"]))
        flow.addWidget(_beside(self._labels["x"], self.input, self.scales["x"]))
        self.input.activated.connect(self._on_input)
        self.scales["y"].activated.connect(self._on_y_scale)
        self.scales["x"].activated.connect(self._on_x_scale)

    def show_choice(self, inputs: Sequence[tuple[str, str]], chosen: str, along: str, up: str) -> None:
        """(input, its name) of everything that can lie along, the one that does, and both scales."""
        t = self._context.t
        words = tuple((scale, t(f"curve.{scale}"), t(f"curve.{scale}_hint")) for scale in SCALES)
        shown = (tuple(inputs), chosen, along, up, words)
        if shown == self._shown:
            return
        self._shown = shown
        _fill(self.input, inputs, chosen)
        for name, scale in (("x", along), ("y", up)):
            select = self.scales[name]
            _fill(select, [one[:2] for one in words], scale)
            for row, one in enumerate(words):
                select.setItemData(row, one[2], Qt.ItemDataRole.ToolTipRole)
            select.setToolTip(next(one[2] for one in words if one[0] == scale))
            select.setAccessibleName(t(f"curve.{name}_scale_name"))
            self._labels[name].setText(t(f"curve.{name}"))
        self.input.setAccessibleName(t("curve.x_name"))

    def _on_input(self, _: int) -> None:
        self.input_chosen.emit(str(self.input.currentData()))

    def _on_x_scale(self, _: int) -> None:
        self.scale_chosen.emit("x", str(self.scales["x"].currentData()))

    def _on_y_scale(self, _: int) -> None:
        self.scale_chosen.emit("y", str(self.scales["y"].currentData()))


class RestingWords(WrapLabel):
    """Words that hold while nothing moves. Stale ones keep their room but are not shown: they might contradict."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stale = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        theme.set_role(self, "label")

    def set_stale(self, stale: bool) -> None:
        """Say whether the words may have become wrong."""
        if stale != self.stale:
            self.stale = stale
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.stale:
            super().paintEvent(event)
        elif self.text():
            painter = QPainter(self)
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, "…")


def _beside(*widgets: QWidget) -> QWidget:
    """Widgets in a line that stays together when the row wraps."""
    group = QWidget()
    line = QHBoxLayout(group)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    for widget in widgets:
        line.addWidget(widget)
    return group


def _fill(select: Select, items: Sequence[tuple[str, str]], chosen: str) -> None:
    select.clear()
    for one, words in items:
        select.addItem(words, one)
    select.setCurrentIndex(select.findData(chosen))
    select.updateGeometry()
