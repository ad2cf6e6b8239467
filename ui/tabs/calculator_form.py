"""The left panel of the calculator: what is always in reach, the example with what it teaches, the inputs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.texts import pick
from ui.context import AppContext
from ui.presenters.calculator import CalculatorPresenter
from ui.tabs.calculator_inputs import WorkloadInputs
from ui.widgets.basics import Panel, ScrollColumn, label, vbox
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowLayout

WIDTH = 288


class CalculatorForm(Panel):
    """What the person sets. Scrolls on its own: the answer stays in sight. `retranslate` gives it its words."""

    examples_requested = Signal()

    def __init__(self, context: AppContext, presenter: CalculatorPresenter, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, Qt.Edge.RightEdge, parent)
        self._context, self._presenter = context, presenter
        self.inputs = WorkloadInputs(context, presenter)
        column = vbox(self, 0, (0, 0, 1, 0))
        self.scroll = ScrollColumn(margins=(16, 10, 16, 24), spacing=12)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._head())
        column.addWidget(self.scroll)
        body = self.scroll.column
        self._example = label(context.theme, "body", wrap=True)
        self._lesson = label(context.theme, "label", muted=True, wrap=True)
        self._intro = QWidget()
        lesson = vbox(self._intro, 1)
        lesson.addWidget(self._example)
        lesson.addWidget(self._lesson)
        lesson.addStretch(1)
        body.addWidget(self._intro)
        body.addWidget(self.inputs)
        body.addStretch(1)
        self.retheme()

    def retranslate(self) -> None:
        """Put the words of the current language in."""
        t = self._context.t
        self._title.setText(t("calc.title"))
        self.examples.setText(t("calc.examples"))
        self.examples.setToolTip(t("calc.examples_tip"))
        for name, button in (("undo", self.undo), ("redo", self.redo), ("reset", self.reset)):
            button.setAccessibleName(t(f"calc.{name}"))
            button.setToolTip(t(f"calc.{name}_tip"))
        self.inputs.retranslate()
        self._show_frame()

    def retheme(self) -> None:
        """Adapt the width and the inputs to the text size and colours."""
        self.setFixedWidth(round(WIDTH * (1 + (self._context.theme.scale - 1) * 0.6)))
        self._intro.setMinimumHeight(0)
        self.inputs.retheme()

    def refresh(self, edited: str = "") -> None:
        """Show the presenter's inputs as they are now; `edited` is the field the person is changing, if any."""
        if edited:
            self.inputs.refresh()
        else:
            self.inputs.replace_texts()
        self._show_frame()

    def add_tools(self, *widgets: QWidget) -> None:
        """Put buttons beside those that are always in reach."""
        for widget in widgets:
            self._tools.addWidget(widget)

    def _head(self) -> QWidget:
        """What stays in reach however far the inputs are scrolled: examples, undo, redo, reset, open, save."""
        theme = self._context.theme
        head = Panel(theme, Qt.Edge.BottomEdge)
        column = vbox(head, 4, (16, 10, 12, 8))
        line = QHBoxLayout()
        column.addLayout(line)
        self._title = label(theme, "strong", wrap=True)
        self.examples = Button(theme, icon="down", kind="quiet")
        self.examples.clicked.connect(self.examples_requested)
        line.addWidget(self._title, 1)
        line.addWidget(self.examples)
        tools = QWidget()
        self._tools = FlowLayout(tools, 4)
        column.addWidget(tools)
        self.undo, self.redo, self.reset = (Button(theme, icon=name) for name in ("undo", "redo", "reset"))
        self.undo.clicked.connect(self._presenter.undo)
        self.redo.clicked.connect(self._presenter.redo)
        self.reset.clicked.connect(self._presenter.reset)
        self.add_tools(self.undo, self.redo, self.reset)
        return head

    def _show_frame(self) -> None:
        """Example, lesson and buttons; a label whose text stays is left alone, so nothing is laid out again."""
        found = self._presenter.example()
        name = pick(found.name, self._context.texts.language) if found else ""
        self._keep_intro(bool(name))
        for target, text in ((self._example, name), (self._lesson, self._presenter.lesson())):
            if target.text() != text:
                target.setText(text)
        self._example.setVisible(bool(name))
        self.show_history()

    def _keep_intro(self, named: bool) -> None:
        """Leaving an example takes words away, not their room: the input being dragged stays under the pointer."""
        if named:
            self._intro.setMinimumHeight(0)
        elif not self._example.isHidden() and self._example.text():
            self._intro.setMinimumHeight(self._intro.height())

    def show_history(self) -> None:
        """Whether there is something to undo and to redo."""
        self.undo.setEnabled(self._presenter.can_undo)
        self.redo.setEnabled(self._presenter.can_redo)
