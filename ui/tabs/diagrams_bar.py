"""The head of the Diagrams tab (title, zoom, fit, text version) and the text version itself."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QTextEdit, QWidget

from ui.context import AppContext
from ui.widgets.basics import label
from ui.widgets.buttons import Button
from ui.widgets.fields import thin_bars
from ui.widgets.flow import FlowLayout

TEXT_WIDTH = 760


class DiagramBar(QWidget):
    """Title at the left, controls at the right, or under the title when the width does not hold both."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        theme = context.theme
        self._title = label(theme, "heading")
        self.zoom_out = Button(theme, icon="minus")
        self.level = Button(theme)
        self.zoom_in = Button(theme, icon="plus")
        self.fit = Button(theme, icon="fit")
        self.as_text = Button(theme, icon="list")
        self.as_text.setCheckable(True)
        self._controls = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._controls.setSizePolicy(policy)
        flow = FlowLayout(self._controls, 8)
        for button in self._buttons():
            flow.addWidget(button)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(24, 12, 24, 10)
        self._line.setSpacing(16)
        self._line.addWidget(self._title, 1)
        self._line.addWidget(self._controls)

    def retranslate(self) -> None:
        """Put the words of the current language on the controls."""
        t = self._context.t
        named = (
            (self.zoom_out, "diagrams.zoom_out"),
            (self.level, "diagrams.zoom_reset"),
            (self.zoom_in, "diagrams.zoom_in"),
            (self.fit, "diagrams.fit_hint"),
            (self.as_text, "diagrams.text_version"),
        )
        for button, key in named:
            button.setAccessibleName(t(key))
            button.setToolTip(t(key))
        self.fit.setText(t("diagrams.fit"))
        self.as_text.setText(t("diagrams.text_version"))
        self._arrange()

    def show_title(self, title: str, summary: str) -> None:
        """Name the diagram; its summary is the tooltip."""
        self._title.setText(title)
        self._title.setToolTip(summary)
        self._arrange()

    def show_zoom(self, zoom: float) -> None:
        """Show the zoom as a percentage."""
        self.level.setText(self._context.t("diagrams.zoom_level", percent=round(zoom * 100)))
        self.level.setAccessibleDescription(self.level.text())
        self._arrange()

    def allow_zoom(self, allowed: bool) -> None:
        """The text version has no zoom."""
        for button in (self.zoom_out, self.level, self.zoom_in, self.fit):
            button.setEnabled(allowed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Without the rows that the controls would take in a window narrower than any."""
        margins, title, button = self._line.contentsMargins(), self._title.sizeHint(), self.fit.sizeHint()
        heights = margins.top() + margins.bottom() + title.height() + self._line.spacing() + button.height()
        width = max(title.width(), self.as_text.sizeHint().width()) + margins.left() + margins.right()
        return QSize(width, heights)

    def _buttons(self) -> tuple[Button, ...]:
        return (self.zoom_out, self.level, self.zoom_in, self.fit, self.as_text)

    def _arrange(self) -> None:
        buttons = sum(button.sizeHint().width() + 8 for button in self._buttons()) - 8
        title = self._title.fontMetrics().horizontalAdvance(self._title.text()) + 8
        beside = buttons + title + 16 + 48 <= self.width()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != way:
            self._line.setDirection(way)
            self._line.setSpacing(16 if beside else 6)
        self._controls.setMinimumWidth(buttons if beside else 0)


class DiagramText(QWidget):
    """The diagram as readable text in a column of comfortable width."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown = ""
        self._edit: QTextEdit | None = None
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)

    def show_text(self, text: str, title: str) -> None:
        """Show paragraphs whose first line is a heading; the same text again keeps its place."""
        edit = self._editor()
        edit.setAccessibleName(f"{self._context.t('diagrams.text_version')}: {title}")
        if text == self._shown:
            return
        self._shown = text
        blocks = [block.split("\n") for block in text.strip().split("\n\n")]
        parts = [_heading(blocks[0][0])]
        for block in blocks[1:]:
            first, *lines = block
            parts += [_paragraph(first)] if not lines else [_heading(first), *map(_paragraph, lines)]
        edit.setHtml("".join(parts))
        self._keep_column()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_column()

    def _editor(self) -> QTextEdit:
        """The text widget, made when it is first wanted: its class is slow to load."""
        if self._edit is None:
            edit = self._edit = QTextEdit()
            edit.setReadOnly(True)
            edit.setTabChangesFocus(True)
            edit.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            edit.setFrameShape(QTextEdit.Shape.NoFrame)
            edit.document().setDocumentMargin(24)
            thin_bars(edit)
            palette = edit.palette()
            palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
            edit.setPalette(palette)
            self._context.theme.set_role(edit, "body")
            self._line.addWidget(edit)
            self.setFocusProxy(edit)
        return self._edit

    def _keep_column(self) -> None:
        if self._edit is not None:
            widest = self._context.theme.px(TEXT_WIDTH)
            self._edit.setViewportMargins(0, 0, max(0, self.width() - widest - 24), 0)


def _heading(text: str) -> str:
    return f"<p style='margin:14px 0 4px 0'><b>{escape(text)}</b></p>"


def _paragraph(text: str) -> str:
    return f"<p style='margin:2px 0 2px 0'>{escape(text)}</p>"
