"""The tabs of the window, as data. A tab is imported when it is first visited."""

from __future__ import annotations

import msgspec


class TabSpec(msgspec.Struct, frozen=True):
    """One tab: id, title text key, key to reach it, and `module:Class` of its widget."""

    id: str
    title_key: str
    shortcut: str
    factory: str


TABS = (
    TabSpec("services", "tab.services", "Ctrl+1", "ui.tabs.services_tab:ServicesTab"),
    TabSpec("compare", "tab.compare", "Ctrl+2", "ui.tabs.compare_tab:CompareTab"),
    TabSpec("diagrams", "tab.diagrams", "Ctrl+3", "ui.tabs.diagrams_tab:DiagramsTab"),
    TabSpec("calculator", "tab.calculator", "Ctrl+4", "ui.tabs.calculator_tab:CalculatorTab"),
)


def tab_ids() -> tuple[str, ...]:
    """The ids in order."""
    return tuple(spec.id for spec in TABS)
