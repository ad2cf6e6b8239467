"""The example workloads as a sheet over the tab: each with its name and the sentence it teaches."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from models.cost.examples import Example
from models.texts import pick
from ui.context import AppContext
from ui.theme.icons import icon_pixmap
from ui.theme.manager import Theme
from ui.widgets.basics import Card, ScrollColumn, label, vbox
from ui.widgets.buttons import PaintedButton

WRAP = Qt.TextFlag.TextWordWrap
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
WIDTH = 520


class ExampleRow(PaintedButton):
    """Name and lesson of one example, ticked when it is the current one."""

    step_requested = Signal(int)

    def __init__(self, theme: Theme, example: Example, language: str, current: bool) -> None:
        self._name, self._lesson = pick(example.name, language), pick(example.lesson, language)
        super().__init__(theme)
        self.setCheckable(True)
        self.setChecked(current)
        self.setAccessibleName(f"{self._name}. {self._lesson}")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self.heightForWidth(max(self.width(), self._theme.px(240))))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(160), 0)

    def heightForWidth(self, width: int) -> int:
        return round(self._areas(width)[1].bottom()) + self._theme.px(7)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -99, Qt.Key.Key_End: 99}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in steps:
            self.step_requested.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_tint" if self.isChecked() else "band"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        name, lesson = self._areas(self.width())
        if self.isChecked():
            side = theme.px(12)
            pixmap = icon_pixmap("check", theme.color("accent"), side, self.devicePixelRatioF())
            painter.drawPixmap(theme.px(8), round(name.center().y() - side / 2), pixmap)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.color("text"))
        painter.drawText(name, LEFT | WRAP, self._name)
        painter.setFont(theme.font("label"))
        painter.setPen(theme.color("muted"))
        painter.drawText(lesson, LEFT | WRAP, self._lesson)
        self.paint_focus(painter, 6)

    def _areas(self, width: int) -> tuple[QRectF, QRectF]:
        px = self._theme.px
        left, room = px(26), max(40, width - px(36))
        tall = [
            QFontMetrics(self._theme.font(role)).boundingRect(0, 0, room, 4000, WRAP, text).height()
            for role, text in (("strong", self._name), ("label", self._lesson))
        ]
        return QRectF(left, px(6), room, tall[0]), QRectF(left, px(6) + tall[0], room, tall[1])


class ExampleSheet(Card):
    """Opens beside its button; closes on a choice, on Esc, or when the keyboard goes elsewhere."""

    chosen = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(context.theme, parent)
        self._context = context
        self._rows: list[ExampleRow] = []
        self._before: QWidget | None = None
        column = vbox(self, 6, (8, 12, 4, 8))
        self._title = label(context.theme, "strong", wrap=True)
        self._title.setContentsMargins(10, 0, 10, 0)
        self._scroll = ScrollColumn(margins=(0, 0, 6, 0), spacing=0)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._title)
        column.addWidget(self._scroll, 1)
        parent.installEventFilter(self)
        self.hide()

    def open_with(self, examples: Sequence[Example], current: str) -> None:
        """Show the examples; the current one, or else the first, has the keyboard."""
        self._clear()
        self._title.setText(self._context.t("calc.examples_title"))
        self.setAccessibleName(self._context.t("calc.examples_title"))
        for example in examples:
            row = ExampleRow(self._context.theme, example, self._context.texts.language, example.id == current)
            row.clicked.connect(partial(self._on_clicked, example.id))
            row.step_requested.connect(self._on_step)
            self._rows.append(row)
            self._scroll.column.addWidget(row)
        self._before = self.window().focusWidget()
        self._place()
        self.show()
        self.raise_()
        target = next((row for row in self._rows if row.isChecked()), self._rows[0])
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(target)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]

    def dismiss(self) -> None:
        """Close and give the keyboard back."""
        if self.isHidden():
            return
        QApplication.instance().focusChanged.disconnect(self._on_focus_changed)  # type: ignore[union-attr]
        inside = self.isAncestorOf(self.window().focusWidget() or self)
        self.hide()
        if inside and self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._clear()

    def rows(self) -> list[ExampleRow]:
        """The rows now shown."""
        return list(self._rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _clear(self) -> None:
        for row in self._rows:
            self._scroll.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []

    def _place(self) -> None:
        """Below the heading of the panel, as tall as it needs and the tab allows."""
        area, px = self.parentWidget().rect(), self._theme.px
        width = min(area.width() - 32, px(WIDTH))
        inner = width - 30
        need = sum(row.heightForWidth(inner) for row in self._rows) + self._title.sizeHint().height() + 32
        top = min(px(46), area.height() // 6)
        self.setGeometry(16, top, width, min(need, area.height() - top - 16))

    def _on_clicked(self, example_id: str, _checked: bool = False) -> None:
        self.dismiss()
        self.chosen.emit(example_id)

    def _on_step(self, step: int) -> None:
        at = next((i for i, row in enumerate(self._rows) if row.hasFocus()), 0)
        target = self._rows[max(0, min(len(self._rows) - 1, at + step))]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(target)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and not self.isAncestorOf(new):
            self.dismiss()
