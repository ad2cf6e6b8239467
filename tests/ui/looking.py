"""What a careful eye looks for on a screen, as functions: clipped text, unnamed controls, unreachable controls."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QAbstractSlider)
SLACK = 1  # pixels lost to rounding of scaled fonts


def settle(app: QApplication, turns: int = 40) -> None:
    """Let idle work and layouts finish."""
    for _ in range(turns):
        app.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.processEvents()


def visible(root: QWidget) -> Iterator[QWidget]:
    """Every widget below `root` a person can see or scroll to."""
    for widget in root.findChildren(QWidget):
        if widget.isVisibleTo(root) and widget.width() > 0:
            yield widget


def describe(widget: QWidget) -> str:
    """A widget as a failing test should name it."""
    text = getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__}({text[:60]!r}, {widget.width()}x{widget.height()})"


def clipped(root: QWidget) -> list[str]:
    """Labels, buttons and fields whose text does not fit, and widgets cut off at the side of their scroller."""
    found = []
    for widget in visible(root):
        problem = _text_problem(widget) or _side_problem(widget)
        if problem:
            found.append(f"{describe(widget)}: {problem}")
    return found


def _text_problem(widget: QWidget) -> str:
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            need = widget.heightForWidth(widget.width())
            return f"needs height {need}" if need > widget.height() + SLACK else ""
        if widget.textFormat() != Qt.TextFormat.RichText and not widget.pixmap():
            need = widget.fontMetrics().horizontalAdvance(widget.text())
            room = widget.contentsRect().width()
            return f"needs width {need}, has {room}" if need > room + SLACK else ""
    if isinstance(widget, QAbstractButton) and widget.text():
        need = widget.sizeHint()
        if need.width() > widget.width() + SLACK or need.height() > widget.height() + SLACK:
            return f"needs {need.width()}x{need.height()}"
    if isinstance(widget, QLineEdit) and widget.text():
        need = widget.fontMetrics().horizontalAdvance(widget.text())
        return f"needs width {need}" if need > widget.width() else ""
    if isinstance(widget, QComboBox):
        need = widget.fontMetrics().horizontalAdvance(widget.currentText())
        return f"needs width {need}" if need > widget.width() else ""
    return ""


def _side_problem(widget: QWidget) -> str:
    """Cut off at the right edge of the closest scroller that cannot scroll sideways, or of the window."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea) and not parent.isWindow():
        if isinstance(parent, QAbstractScrollArea):
            return ""  # items inside views scroll both ways
        parent = parent.parentWidget()
    if parent is None:
        return ""
    area = parent.viewport() if isinstance(parent, QScrollArea) else parent
    if (
        isinstance(parent, QScrollArea)
        and parent.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    ):
        return ""
    right = widget.mapTo(area, QPoint(widget.width(), 0)).x() if area.isAncestorOf(widget) else 0
    return f"ends at {right}, the area at {area.width()}" if right > area.width() + SLACK else ""


def controls(root: QWidget) -> list[QWidget]:
    """Every enabled control a person can use, without the scroll bars and the parts inside other controls."""
    return [
        widget
        for widget in visible(root)
        if isinstance(widget, CONTROLS)
        and widget.isEnabled()
        and not isinstance(widget, QScrollBar)
        and not isinstance(widget.parentWidget(), QLineEdit | QComboBox | QAbstractItemView)
        and not type(widget).__name__.startswith(("QCombo", "QHeader", "QTableCorner"))
        and not isinstance(widget.parentWidget().parentWidget() if widget.parentWidget() else None, QComboBox)
    ]


def unnamed(root: QWidget) -> list[str]:
    """Controls a screen reader could not name."""
    return [describe(widget) for widget in controls(root) if not _name(widget)]


def _name(widget: QWidget) -> str:
    own = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
    return own or str(getattr(widget, "placeholderText", lambda: "")())


def unreachable(window: QWidget) -> list[str]:
    """Controls that Tab never arrives at, walking the whole window once."""
    start = window.focusWidget() or window
    seen, widget = set(), start.nextInFocusChain()
    while widget is not None and widget is not start:
        seen.add(widget)
        widget = widget.nextInFocusChain()
    seen.add(start)
    return [
        describe(control)
        for control in controls(window)
        if control not in seen or not control.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def untranslated(root: QWidget) -> list[str]:
    """Texts that show a key instead of words."""
    found = []
    for widget in visible(root):
        for name in ("text", "toolTip", "accessibleName", "placeholderText"):
            read = getattr(widget, name, None)
            text = str(read()) if callable(read) else ""
            if "⟦" in text:
                found.append(f"{describe(widget)}.{name}: {text}")
    return found
