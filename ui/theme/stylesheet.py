"""The stylesheet of the few native controls the palette alone cannot dress. Everything else paints itself."""

from __future__ import annotations

from collections.abc import Callable

from ui.theme.tokens import ThemeFile

_TEMPLATE = """
QToolTip { color: @text; background: @raised; border: 1px solid @line_strong; padding: 6px; }
QLineEdit, QComboBox, QAbstractSpinBox { background: @surface; color: @text; border: 1px solid @control_line;
  border-radius: 6px; padding: 0 $8px; min-height: $30px; selection-background-color: @accent;
  selection-color: @on_accent; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid @focus; padding: 0 $7px; }
QLineEdit[invalid="true"] { border: 2px solid @bad; padding: 0 $7px; }
QLineEdit:disabled, QComboBox:disabled { color: @muted; background: @background; }
QComboBox::drop-down { border: 0; width: $22px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: @raised; color: @text; border: 1px solid @line_strong;
  selection-background-color: @accent_tint; selection-color: @text; outline: 0; padding: 4px; }
QMenu { background: @raised; color: @text; border: 1px solid @line_strong; padding: 4px; }
QMenu::item { padding: $6px $24px $6px $12px; border-radius: 4px; }
QMenu::item:selected { background: @accent_tint; color: @text; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QScrollArea, QAbstractScrollArea { border: 0; background: transparent; }
QScrollBar:vertical { width: 10px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: 10px; background: transparent; margin: 0; }
QScrollBar::handle { background: @control_line; border-radius: 2px; margin: 3px; min-height: 28px;
  min-width: 28px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: @line; }
"""


def stylesheet(theme: ThemeFile, px: Callable[[float], int]) -> str:
    """The template with `@token` colours and `$n` lengths filled in."""
    text = _TEMPLATE
    for name in sorted(theme.tokens, key=len, reverse=True):
        text = text.replace(f"@{name}", theme.tokens[name])
    pieces = text.split("$")
    return pieces[0] + "".join(_scaled(piece, px) for piece in pieces[1:])


def _scaled(piece: str, px: Callable[[float], int]) -> str:
    digits = len(piece) - len(piece.lstrip("0123456789"))
    return f"{px(int(piece[:digits]))}{piece[digits:]}"
