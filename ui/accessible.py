"""What a screen reader is told our own widgets are. Qt knows no role for a widget that paints itself.

A widget says its role in `ACCESSIBLE_ROLE`; without one Qt's own answer holds. A slider also tells its value.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget


class SpokenWidget(QAccessibleWidget):
    """A widget with the role it names, and the value it tells if it has one (`accessible_value`)."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)

    def text(self, kind: QAccessible.Text) -> str:
        """What is asked for, as a person reads it."""
        if kind == QAccessible.Text.Value:
            value = getattr(self.widget(), "accessible_value", None)
            return str(value()) if callable(value) else ""
        return super().text(kind)


def announce(widget: QWidget, sentence: str) -> None:
    """Say a sentence that appears away from the keyboard; nothing without a screen reader."""
    if sentence and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))


def install() -> None:
    """Tell Qt about the roles; twice is once. Nothing runs until a screen reader asks."""
    QAccessible.installFactory(_interface)


def _interface(_: str, thing: QObject) -> QAccessibleInterface | None:
    role = getattr(thing, "ACCESSIBLE_ROLE", None)
    if isinstance(role, QAccessible.Role) and isinstance(thing, QWidget):
        return SpokenWidget(thing, role)
    return None
