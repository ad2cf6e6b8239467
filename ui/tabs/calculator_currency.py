"""A second currency in the form: `1 USD is [rate] [code]`, removed with one button."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.context import AppContext
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_currency import CurrencyInputs
from ui.widgets.basics import label, vbox
from ui.widgets.buttons import Button
from ui.widgets.uncertain import EndEdit

LETTERS = 3


class CodeEdit(EndEdit):
    """Room for three letters, which become capitals."""

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(68), self._theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(60), self._theme.px(32))


class CurrencyRow(QWidget):
    """Shows the presenter's second currency and passes on what the person types."""

    def __init__(self, context: AppContext, presenter: CalculatorPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._presenter = context, presenter
        self._inputs = CurrencyInputs(presenter)
        theme = context.theme
        self._title = label(theme, "label", muted=True, wrap=True)
        self._one = label(theme, "body")
        self.rate, self.code = EndEdit(theme), CodeEdit(theme)
        self.code.setMaxLength(LETTERS)
        self.remove = Button(theme, icon="close", kind="quiet")
        self._error = label(theme, "small", wrap=True)
        self._error.hide()
        self._help = label(theme, "small", muted=True, wrap=True)
        column = vbox(self, 4)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._one)
        line.addWidget(self.rate, 1)
        line.addWidget(self.code)
        line.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(self._title)
        column.addLayout(line)
        column.addWidget(self._error)
        column.addWidget(self._help)
        for edit in (self.rate, self.code):
            edit.textEdited.connect(self._on_edited)
            edit.left.connect(self._on_left)
            edit.returnPressed.connect(self._on_left)
        self.remove.clicked.connect(self._on_removed)
        self.retheme()

    @property
    def wrong(self) -> str:
        """What is wrong, as shown; empty when nothing is."""
        return "" if self._error.isHidden() else self._error.text()

    def retranslate(self) -> None:
        """Put the words of the current language in."""
        t = self._context.t
        self._title.setText(t("range.currency.title"))
        self._one.setText(t("range.currency.rate"))
        self._help.setText(t("range.currency.help"))
        self.rate.setAccessibleName(t("range.currency.rate_spoken"))
        self.code.setAccessibleName(t("range.currency.code_spoken"))
        self.code.setPlaceholderText(t("range.currency.code"))
        self.remove.setAccessibleName(t("range.currency.remove_spoken"))
        self.remove.setToolTip(t("range.currency.remove_spoken"))
        self.refresh(force=True)

    def retheme(self) -> None:
        """Colour the message for the current theme."""
        palette = QPalette(self._error.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(self._context.theme.color("bad")))
        self._error.setPalette(palette)

    def refresh(self, force: bool = False) -> None:
        """Show the currency as it is now; `force` also replaces what is being typed or wrong."""
        self.remove.setEnabled(self._presenter.state.currency is not None)
        typing = self.rate.hasFocus() or self.code.hasFocus() or bool(self.wrong)
        if force or not typing:
            self._write()

    def _write(self) -> None:
        self._show_errors("", "")
        for edit, text in zip((self.code, self.rate), self._inputs.texts(), strict=True):
            if edit.text() != text:
                edit.setText(text)

    def _show_errors(self, code: str, rate: str) -> None:
        for edit, error in ((self.code, code), (self.rate, rate)):
            edit.set_invalid(bool(error))
            edit.setAccessibleDescription(error)
        told = code or rate
        if told != self.wrong:
            self._error.setText(told)
            self._error.setVisible(bool(told))

    def _take(self, left: bool) -> None:
        code, rate = self._inputs.set_texts(self.code.text(), self.rate.text(), left)
        self._show_errors(code, rate)
        self.remove.setEnabled(self._presenter.state.currency is not None)

    def _on_edited(self, _: str) -> None:
        self._take(left=False)

    def _on_left(self) -> None:
        """One of both was left; when the other is being entered, what is missing is not told yet."""
        inside = self.rate.hasFocus() or self.code.hasFocus()
        self._take(left=not inside)
        self._presenter.seal()
        if not inside and not self.wrong:
            self._write()

    def _on_removed(self) -> None:
        self._inputs.remove()
        self.refresh(force=True)
        self.rate.setFocus()
