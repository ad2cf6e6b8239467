"""The person's own memory curve, from a power-tuning result: the tool's figures, ours, and a size to adopt."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from models.scenario.power_tuning import PowerCurve
from models.scenario.tuning_prices import priced
from ui.context import AppContext
from ui.presenters.calculator_share import ShareDesk
from ui.presenters.calculator_share_tuning import ROLES, TuningWords
from ui.tabs.calculator_detail import put_on_clipboard
from ui.tabs.calculator_share_panel import InlineCard
from ui.tabs.calculator_share_tuning_chart import TuningChart
from ui.tabs.calculator_table import FigureTable
from ui.widgets.basics import label
from ui.widgets.buttons import Button, Chip
from ui.widgets.flow import FlowLayout

REST_MS = 200  # after which our prices follow what is set


class TuningCard(InlineCard):
    """The curve at the tool's prices and at ours; the best sizes of both as chips; a button that takes one.

    Our figures follow the workload, the way of buying and the region once those rest.
    """

    adopted = Signal(int)

    def __init__(self, context: AppContext, curve: PowerCurve, desk: ShareDesk) -> None:
        super().__init__(context, "share.tuning.title")
        self.curve, self._desk = curve, desk
        self.words = self._price()
        self.at = self.words.best("balanced")
        theme = context.theme
        self.chart = TuningChart(theme)
        self.chart.chosen.connect(self.choose)
        self.table = FigureTable(theme)
        self.table.hide()
        self._line, self._compared = (label(theme, "body", wrap=True) for _ in range(2))
        self._legend, self._notes = (label(theme, "label", muted=True, wrap=True) for _ in range(2))
        self.chips = {role: Chip(theme) for role in ROLES}
        self.here = {role: Chip(theme) for role in ROLES}
        self._their_title, self._here_title = (label(theme, "label", muted=True) for _ in range(2))
        rows = [
            self._row(self._their_title, *self.chips.values()),
            self._row(self._here_title, *self.here.values()),
        ]
        for role in ROLES:
            self.chips[role].clicked.connect(partial(self._on_role, role))
            self.here[role].clicked.connect(partial(self._on_role_here, role))
        below = (self.chart, self.table, self._line, self._compared, self._legend, self._notes)
        for widget in (*rows, *below, self._row(*self._tools())):
            self.column.addWidget(widget)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.follow)
        desk.presenter.changed.connect(self._on_changed)
        context.state.region_changed.connect(self._on_changed)
        self.retranslate()

    # life

    def retranslate(self) -> None:
        super().retranslate()
        t = self.context.t
        self._their_title.setText(t("share.tuning.their"))
        self._here_title.setText(t("share.tuning.here_title"))
        self.copy_button.setText(t("share.tuning.copy"))
        self.switch.setText(t("calc.chart.curve" if self.switch.isChecked() else "calc.chart.table"))
        for widget in (self.chart, self.table):
            widget.setAccessibleName(t("share.tuning.chart"))
        self._show_figures()

    def retheme(self) -> None:
        self.table.show_table(self.words.table())
        self.chart.updateGeometry()

    def begin(self) -> None:
        self._desk.tuning = self.curve  # exports take it along while it is shown
        self.chart.setFocus(Qt.FocusReason.TabFocusReason)

    def stop(self) -> None:
        self._rest.stop()
        self._desk.tuning = None
        self._desk.presenter.changed.disconnect(self._on_changed)
        self.context.state.region_changed.disconnect(self._on_changed)

    def follow(self) -> None:
        """Our figures for what is set now."""
        self._rest.stop()
        self.words = self._price()
        self._show_figures()

    def choose(self, at: int) -> None:
        """Mark a size and say what it is."""
        self.at = at
        t, sizes = self.context.t, self.words.sizes()
        captions = (t("share.tuning.cost", currency=self.curve.currency), t("share.tuning.time"))
        shared = self.words.same_scale()
        here = tuple(one.million or 0.0 for one in self.words.priced.sizes) if shared else ()
        self.chart.show_sizes(sizes, here, captions, at)
        self._line.setText(sizes[at].line)
        self.chart.setAccessibleDescription(f"{sizes[at].line} {self.words.spoken()}")
        self.adopt_button.setText(t("share.tuning.adopt", memory=sizes[at].memory))
        for role in ROLES:
            self.chips[role].setChecked(self.words.best(role) == at)
            self.here[role].setChecked(self.words.best_here(role) == at)
        for widget in (self.adopt_button, *self.chips.values(), *self.here.values()):
            widget.updateGeometry()

    # inside

    def _row(self, *widgets: QWidget) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, 6)
        for widget in widgets:
            flow.addWidget(widget)
        return row

    def _tools(self) -> tuple[Button, Button, Button]:
        theme = self.context.theme
        self.adopt_button = Button(theme, kind="primary")
        self.adopt_button.clicked.connect(self._on_adopt)
        self.switch = Button(theme, icon="list", kind="quiet")
        self.switch.setCheckable(True)
        self.switch.toggled.connect(self._on_switched)
        self.copy_button = Button(theme, icon="copy", kind="quiet")
        self.copy_button.clicked.connect(self._on_copy)
        return self.adopt_button, self.switch, self.copy_button

    def _price(self) -> TuningWords:
        presenter = self._desk.presenter
        found = priced(self.curve, presenter.workload, presenter.book(), presenter.options)
        return TuningWords(self.context.display, self.curve, found)

    def _show_figures(self) -> None:
        t, sizes = self.context.t, self.words.sizes()
        for chips, best in ((self.chips, self.words.best), (self.here, self.words.best_here)):
            for role, chip in chips.items():
                size = sizes[best(role)]
                chip.setText(t("share.tuning.chip", role=t(f"share.tuning.{role}"), memory=size.memory))
                chip.setToolTip(size.line)
        self._compared.setText(self.words.compared())
        self._legend.setText(t("share.tuning.legend"))
        self._legend.setVisible(self.words.same_scale() and not self.switch.isChecked())
        told = (t("share.tuning.measured"), *self.words.why())
        self._notes.setText("\n".join((" ".join(told), *self.words.notices())))
        self.table.show_table(self.words.table())
        self.choose(self.at)

    def _on_changed(self, _: object) -> None:
        self._rest.start()

    def _on_role(self, role: str, _checked: bool = False) -> None:
        self.choose(self.words.best(role))

    def _on_role_here(self, role: str, _checked: bool = False) -> None:
        self.choose(self.words.best_here(role))

    def _on_adopt(self) -> None:
        self.adopted.emit(self.at)

    def _on_copy(self) -> None:
        put_on_clipboard(self.words.as_text())
        self.copy_button.setText(self.context.t("calc.copied"))

    def _on_switched(self, as_table: bool) -> None:
        self.switch.setText(self.context.t("calc.chart.curve" if as_table else "calc.chart.table"))
        self.table.setVisible(as_table)
        self.chart.setVisible(not as_table)
        self._legend.setVisible(self.words.same_scale() and not as_table)
