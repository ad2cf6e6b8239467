"""The Diagrams tab: the list, the canvas or its text version, the zoom, and the steps."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from ui.context import AppContext
from ui.diagram.look import font_measure
from ui.diagram.picture import make_look
from ui.diagram.scene import DiagramScene
from ui.diagram.view import STEP, DiagramView
from ui.late import LateEngine
from ui.presenters.diagrams import DiagramsPresenter, StepView
from ui.tabs.base import Tab
from ui.tabs.diagrams_bar import DiagramBar, DiagramText
from ui.tabs.diagrams_list import DiagramList
from ui.tabs.diagrams_standing import StandingLine
from ui.tabs.diagrams_steps import StepPanel
from ui.widgets.basics import vbox

READABLE = 0.5
LOWEST = 400  # design pixels of the tab that leave room for the line under the diagram


class DiagramsTab(Tab):
    """A view of `state.diagram` and `state.diagram_step`: whoever moves them, the tab follows."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        state = context.state
        measure = font_measure()
        self.presenter = DiagramsPresenter(
            state, context.catalog, context.texts, measure, context.prices, figures=context.figures
        )
        self.scene = DiagramScene(make_look(context), self)
        self.view = DiagramView(self.scene)
        self._list = DiagramList(context)
        self._bar = DiagramBar(context)
        self._text = DiagramText(context)
        self._stack = QStackedWidget()
        self._standing = StandingLine(context)
        self._steps = StepPanel(context)
        self._late = LateEngine(self, context.figures)
        self._late.arrived.connect(self._show_figures)
        self._stale = False
        self._compose()
        self._connect()
        self._fill()
        self.retranslate()
        if state.place.tab == "diagrams":
            self.show_item(state.place.item)

    def show_item(self, item: str) -> None:
        """Show the diagram a link or the history asks for, at its first step unless it is already shown."""
        self.presenter.adopt(item)

    def retranslate(self) -> None:
        t, presenter = self.context.t, self.presenter
        problems = "\n".join(
            t("diagrams.broken", file=p.file, place=p.place, problem=p.problem) for p in presenter.problems
        )
        self._list.show_entries(presenter.entries(), self.context.state.diagram, problems)
        self._bar.retranslate()
        self._on_zoom_changed(self.view.zoom)
        self._show()

    def retheme(self) -> None:
        self._list.retheme()
        self._standing.retint()
        self._fit_standing()
        self.scene.repaint_all()
        self._show()
        if self.view.fitting:
            self._fit()

    def reregion(self) -> None:
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_standing()

    def _fit_standing(self) -> None:
        """In a low window the drawing needs the room; what the line says is in the text version, too."""
        self._standing.allow(self.height() >= self.context.theme.px(LOWEST))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._show_figures()
        QTimer.singleShot(0, self, self._take_keyboard)
        if self.presenter.waiting:
            self._late.begin()

    def _take_keyboard(self) -> None:
        """Qt hands the keyboard that another tab held to the first control here, the list; the canvas needs it,
        so that the arrow keys turn the steps."""
        holder = QApplication.focusWidget()
        if holder is None:
            self.view.setFocus()
        elif self._list.isAncestorOf(holder):
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def shortcuts(self) -> list[tuple[str, str]]:
        return [
            ("← →", "diagrams.key_step"),
            ("Home / End", "diagrams.key_ends"),
            ("Space", "diagrams.key_play"),
            ("↑ ↓ Tab", "diagrams.key_walk"),
            ("Enter", "diagrams.key_open"),
            ("+ − 0", "diagrams.key_zoom"),
            ("Ctrl + ↕", "diagrams.key_wheel"),
        ]

    def _compose(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._text)
        foot = vbox(spacing=6, margins=(24, 8, 24, 16))
        foot.addWidget(self._standing)
        foot.addWidget(self._steps)
        right = vbox(spacing=0)
        right.addWidget(self._bar)
        right.addWidget(self._stack, 1)
        right.addLayout(foot)
        line.addWidget(self._list)
        line.addLayout(right, 1)

    def _connect(self) -> None:
        state, view = self.context.state, self.view
        self._list.diagram_requested.connect(self._on_diagram_requested)
        self._bar.zoom_out.clicked.connect(self._on_zoom_out_clicked)
        self._bar.zoom_in.clicked.connect(self._on_zoom_in_clicked)
        self._bar.level.clicked.connect(self._on_level_clicked)
        self._bar.fit.clicked.connect(view.fit)
        self._bar.as_text.toggled.connect(self._on_text_toggled)
        self._steps.step_requested.connect(self._on_step_wanted)
        self._steps.next_wanted.connect(self._on_next_wanted)
        view.step_requested.connect(self._on_step_turned)
        view.end_requested.connect(self._on_end_requested)
        view.node_chosen.connect(self._on_node_chosen)
        view.node_opened.connect(self._on_node_opened)
        view.zoom_changed.connect(self._on_zoom_changed)
        state.diagram_changed.connect(self._on_diagram_changed)
        state.diagram_step_changed.connect(self._on_step_changed)
        signals = state.workload_changed, state.options_changed, state.quotas_changed, state.example_changed
        for changed in signals:
            changed.connect(self._on_figures_changed)
        self._clicker = (QShortcut(QKeySequence("PgDown"), self), QShortcut(QKeySequence("PgUp"), self))
        for shortcut, handler in zip(self._clicker, (self._on_page_down, self._on_page_up), strict=True):
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)  # a clicker works wherever the keyboard is
            shortcut.activated.connect(handler)

    def _fill(self) -> None:
        """Show the chosen diagram and fit it, before the first words are put in."""
        plan, frame = self.presenter.plan(), self.presenter.frame()
        if plan is not None and frame is not None:
            self.scene.show_frame(plan, frame)
            self._fit()

    def _fit(self) -> None:
        """The whole drawing, unless its words would then be too small for the chosen text size."""
        self.view.fit_readable(READABLE * self.context.theme.scale)

    def _show(self, stepped: bool = False) -> None:
        """Bring title, canvas, text and steps up to date with the state; `stepped` looks where the step does."""
        presenter, t = self.presenter, self.context.t
        self._stale = False
        plan, frame, step = presenter.plan(), presenter.frame(), presenter.step_view()
        if plan is None or frame is None or step is None or presenter.diagram is None:
            self._bar.show_title(t("diagrams.none"), "")
            self._standing.show_standing("", "")
            self._steps.hide()
            return
        self._bar.show_title(presenter.title(), presenter.summary())
        self.scene.animated = self.isVisible() and not self.context.state.reduced_motion
        self.scene.show_frame(plan, frame)
        self.view.set_order(presenter.walk())
        self._name_nodes()
        self.view.setAccessibleName(t("diagrams.canvas", title=presenter.title()))
        if stepped:
            self.view.follow()
        self._show_words(step)

    def _show_figures(self) -> None:
        """The workload is another: new figures in the same places."""
        plan, frame, step = self.presenter.plan(), self.presenter.frame(), self.presenter.step_view()
        self._stale = False
        if plan is not None and frame is not None and step is not None:
            self.scene.animated = False
            self.scene.show_frame(plan, frame)
            self._show_words(step)

    def _show_words(self, step: StepView) -> None:
        """What is said around the canvas."""
        presenter = self.presenter
        self._on_node_chosen(self.view.chosen)
        self._steps.show_step(step, presenter.sentences(), presenter.reading_time(step))
        self._standing.show_standing(presenter.standing(), self.context.t("diagrams.stand_open"))
        if presenter.waiting and self.isVisible():
            self._late.begin()
        if self._bar.as_text.isChecked():
            self._show_text()

    def _name_nodes(self) -> None:
        """Say under the pointer which page a click opens."""
        t, catalog, language = self.context.t, self.context.catalog, self.context.texts.language
        for node_id, item in self.scene.nodes.items():
            page = self.presenter.page_of(node_id)
            item.setToolTip(t("diagrams.open_page", name=catalog.service(page).name[language]) if page else "")

    def _show_text(self) -> None:
        self._text.show_text(self.presenter.description(), self.presenter.title())

    def _on_diagram_requested(self, diagram_id: str) -> None:
        self.presenter.choose(diagram_id)

    def _on_diagram_changed(self, diagram_id: str) -> None:
        self._steps.stop()
        self._list.choose(diagram_id)
        self.view.choose("")
        self._show(stepped=True)
        self._fit()

    def _on_step_changed(self, step: int) -> None:
        self._show(stepped=True)

    def _on_figures_changed(self, _value: object) -> None:
        """The workload is another: new figures in the same places, when they can be seen."""
        if not self.presenter.follows:
            return
        if self.isVisible():
            self._show_figures()
        else:
            self._stale = True

    def _on_step_wanted(self, step: int) -> None:
        self.presenter.go_to(step)

    def _on_step_turned(self, way: int) -> None:
        self.presenter.go_to(self.presenter.step + way)

    def _on_end_requested(self, end: int) -> None:
        self.presenter.go_to(0 if end == 0 else self.presenter.last)

    def _on_next_wanted(self) -> None:
        if not self.presenter.go_to(self.presenter.step + 1):
            self._steps.stop()

    def _on_page_down(self) -> None:
        self._on_step_turned(1)

    def _on_page_up(self) -> None:
        self._on_step_turned(-1)

    def _on_node_chosen(self, node_id: str) -> None:
        hint = self.context.t("diagrams.canvas_hint")
        self.view.announce(self.presenter.part(node_id) if node_id else f"{self.presenter.summary()} {hint}")

    def _on_node_opened(self, node_id: str) -> None:
        page = self.presenter.page_of(node_id)
        if page:
            self.context.open_link(page)

    def _on_zoom_changed(self, zoom: float) -> None:
        self._bar.show_zoom(zoom)

    def _on_zoom_out_clicked(self) -> None:
        self.view.zoom_by(1 / STEP)

    def _on_zoom_in_clicked(self) -> None:
        self.view.zoom_by(STEP)

    def _on_level_clicked(self) -> None:
        self.view.zoom_to(1.0)

    def _on_text_toggled(self, on: bool) -> None:
        if on:
            self._show_text()
        self._stack.setCurrentWidget(self._text if on else self.view)
        self._bar.allow_zoom(not on)
        for shortcut in self._clicker:
            shortcut.setEnabled(not on)  # the page keys scroll the text
