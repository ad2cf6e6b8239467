"""The panel under a diagram: previous, heading and sentence of the step, progress, play, next."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QHideEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from ui.context import AppContext
from ui.presenters.diagrams import StepView
from ui.theme.manager import Theme
from ui.widgets.basics import Card, label, vbox
from ui.widgets.buttons import Button, PaintedButton

STACK_BELOW = 700


class StepButton(PaintedButton):
    """One segment of the progress: passed and current are full, the current one is thicker."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)
        self._reached = self._current = False

    def set_state(self, reached: bool, current: bool) -> None:
        """Whether the step has been reached and whether it is the current one."""
        self._reached, self._current = reached, current
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(24, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent" if self._reached or self.underMouse() else "control_line"))
        height = 6 if self._current else 4
        area = QRectF(0, (self.height() - height) / 2, self.width(), height)
        painter.drawRoundedRect(area, height / 2, height / 2)
        self.paint_focus(painter, 4)


class StepPanel(Card):
    """Shows a StepView. `step_requested` carries a step from 0; `next_wanted` says that playing wants to go on."""

    step_requested = Signal(int)
    next_wanted = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent)
        self._context = context
        self._view: StepView | None = None
        self._sentences: tuple[str, ...] = ()
        self._stacked: bool | None = None
        self._reading_ms = 0
        theme = context.theme
        self._previous = Button(theme, icon="left")
        self._next = Button(theme, icon="right", kind="primary")
        self._play = Button(theme, icon="play")
        self._heading = label(theme, "strong")
        self._sentence = label(theme, "body")
        for words in (self._heading, self._sentence):
            words.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._buttons: list[StepButton] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.next_wanted)
        self._compose()
        self._previous.clicked.connect(self._on_previous_clicked)
        self._next.clicked.connect(self._on_next_clicked)
        self._play.clicked.connect(self._on_play_clicked)

    @property
    def playing(self) -> bool:
        """Whether the steps follow each other by themselves."""
        return self._timer.isActive()

    def show_step(self, view: StepView, sentences: tuple[str, ...], reading_ms: int) -> None:
        """Show a step; room is kept for the longest of `sentences`, so that stepping never resizes the canvas."""
        same = self._view is not None and (view.heading, view.names) == (self._view.heading, self._view.names)
        self._view, self._sentences = view, sentences
        self._heading.setText(view.heading)
        self._sentence.setText(view.sentence)
        if not same:
            self._fill_segments(view)
        at_start, at_end = view.number == 1, view.number == view.total
        self._previous.setEnabled(not at_start)
        self._next.setEnabled(not at_end)
        if self.playing:
            self._timer.stop() if at_end else self._timer.start(reading_ms)
        self._reading_ms = reading_ms
        self._name_controls()
        self._keep_room()

    def stop(self) -> None:
        """Stop playing."""
        self._timer.stop()
        self._name_controls()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(stacked=self.width() < self._context.theme.px(STACK_BELOW))
        self._keep_room()

    def _compose(self) -> None:
        self._words = QWidget()
        words = vbox(self._words, spacing=2)
        words.addWidget(self._heading)
        words.addWidget(self._sentence, 1)
        self._progress = QWidget()
        self._segments = QHBoxLayout(self._progress)
        self._segments.setContentsMargins(0, 0, 0, 0)
        self._segments.setSpacing(6)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 12, 16, 10)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._arrange(stacked=False)

    def _arrange(self, stacked: bool) -> None:
        """The buttons beside the words, or under them when the words would get too narrow."""
        if stacked is self._stacked:
            return
        self._stacked = stacked
        row, height = (1, 1) if stacked else (0, 2)
        self._grid.addWidget(self._words, 0, 0 if stacked else 1, 1, 4 if stacked else 1)
        self._grid.addWidget(self._progress, 1, 1)
        for column, button in ((0, self._previous), (2, self._play), (3, self._next)):
            self._grid.addWidget(button, row, column, height, 1, Qt.AlignmentFlag.AlignVCenter)

    def _fill_segments(self, view: StepView) -> None:
        while len(self._buttons) > view.total:
            button = self._buttons.pop()
            self._segments.removeWidget(button)
            button.deleteLater()
        while len(self._buttons) < view.total:
            button = StepButton(self._context.theme, self)
            button.clicked.connect(partial(self.step_requested.emit, len(self._buttons)))
            self._buttons.append(button)
            self._segments.addWidget(button)
            QWidget.setTabOrder(self._buttons[-2] if len(self._buttons) > 1 else self._previous, button)
        QWidget.setTabOrder(self._buttons[-1], self._play)
        QWidget.setTabOrder(self._play, self._next)
        for index, button in enumerate(self._buttons):
            name = self._context.t("diagrams.step_button", number=index + 1, title=view.names[index])
            button.set_state(index < view.number, index == view.number - 1)
            button.setAccessibleName(name)
            button.setToolTip(name)

    def _name_controls(self) -> None:
        t = self._context.t
        for button, key in ((self._previous, "diagrams.previous"), (self._next, "diagrams.next")):
            button.setAccessibleName(t(key))
            button.setToolTip(t(key))
        playing = self.playing
        self._play.set_icon_name("pause" if playing else "play")
        self._play.setText(t("diagrams.pause" if playing else "diagrams.play"))
        self._play.setAccessibleName(self._play.text())
        widths = [self._width_of(t(key)) for key in ("diagrams.play", "diagrams.pause")]
        self._play.setMinimumWidth(max(widths))
        self.setAccessibleName(self._view.heading if self._view else "")

    def _width_of(self, text: str) -> int:
        theme = self._context.theme
        return QFontMetrics(theme.font("body")).horizontalAdvance(text) + 2 * theme.px(12) + theme.px(22) + 4

    def _keep_room(self) -> None:
        """Give heading and sentence the height they need at the width they have. Beside the buttons, room is kept
        for the longest sentence, so that the canvas keeps its size from step to step; stacked, room is scarce."""
        width = self._words_width()
        if width < 40 or self._view is None:
            return
        sentences = (self._view.sentence,) if self._stacked else self._sentences
        self._heading.setFixedHeight(_height(self._heading, width, (self._view.heading,)))
        self._sentence.setFixedHeight(_height(self._sentence, width, sentences))

    def _words_width(self) -> int:
        margins = self._grid.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        if self._stacked:
            return room
        buttons = (self._previous, self._play, self._next)
        return room - sum(button.sizeHint().width() + self._grid.horizontalSpacing() for button in buttons)

    def _on_previous_clicked(self) -> None:
        if self._view:
            self.step_requested.emit(self._view.number - 2)

    def _on_next_clicked(self) -> None:
        if self._view:
            self.step_requested.emit(self._view.number)

    def _on_play_clicked(self) -> None:
        if self.playing:
            self.stop()
            return
        if self._view and self._view.number == self._view.total:
            self.step_requested.emit(0)
        self._timer.start(self._reading_ms)
        self._name_controls()


def _height(label: QLabel, width: int, texts: Iterable[str]) -> int:
    """The height of the tallest of some texts in a label's font, wrapped at a width."""
    metrics, room = QFontMetrics(label.font()), QRect(0, 0, width, 10_000)
    flags = int(Qt.TextFlag.TextWordWrap)
    return max((metrics.boundingRect(room, flags, text).height() for text in texts), default=0) + 1
