"""Commands are data: id, words, keys and the window method that runs them. Shortcuts and the key sheet derive."""

from __future__ import annotations

import msgspec


class Command(msgspec.Struct, frozen=True):
    """One thing the window can do. `handler` names a method of the main window; `argument` is passed to it."""

    id: str
    title_key: str
    keys: tuple[str, ...]
    handler: str
    argument: str = ""


COMMANDS = (
    Command("tab.services", "command.services", ("Ctrl+1",), "open_tab", "services"),
    Command("tab.compare", "command.compare", ("Ctrl+2",), "open_tab", "compare"),
    Command("tab.diagrams", "command.diagrams", ("Ctrl+3",), "open_tab", "diagrams"),
    Command("tab.calculator", "command.calculator", ("Ctrl+4",), "open_tab", "calculator"),
    Command("go.back", "command.back", ("Alt+Left",), "go_back"),
    Command("go.forward", "command.forward", ("Alt+Right",), "go_forward"),
    Command("language.next", "command.language", ("Ctrl+L",), "next_language"),
    Command("theme.next", "command.theme", ("Ctrl+T",), "next_theme"),
    Command("text.larger", "command.larger", ("Ctrl++", "Ctrl+="), "resize_text", "1"),
    Command("text.smaller", "command.smaller", ("Ctrl+-",), "resize_text", "-1"),
    Command("text.normal", "command.normal", ("Ctrl+0",), "resize_text", "0"),
    Command("help.keys", "command.keys", ("?", "F1"), "toggle_keys"),
    Command("window.full", "command.full", ("F11",), "toggle_full_screen"),
)
