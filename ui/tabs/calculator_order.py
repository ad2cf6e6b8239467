"""The order in which Tab walks the calculator: card by card as the eye does, however late each was made.

Qt puts what is made late at the end of the chain. The chain is put right when Tab is pressed, so that making a
row, opening a group or moving a slider costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_in_order(blocks: Sequence[QWidget]) -> None:
    """Chain the stops of each block after those of the block before it; inside a block they keep their order.

    A block may lie in another one: a stop belongs to the closest. What lies in no block is left where it is.
    """
    rank = {block: at for at, block in enumerate(blocks)}
    found = [(stop, at) for stop in _stops(blocks[0].window()) if (at := _block(stop, rank)) is not None]
    wanted = [stop for stop, _ in sorted(found, key=_rank)]
    if wanted == [stop for stop, _ in found]:
        return
    for before, after in pairwise(wanted):
        QWidget.setTabOrder(before, after)


def inside(holder: QWidget) -> list[QWidget]:
    """The widgets directly in a holder, from the top, and from the left where they stand side by side."""
    return sorted(holder.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly), key=_place)


def _stops(window: QWidget) -> Iterator[QWidget]:
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        widget = widget.nextInFocusChain()


def _block(stop: QWidget, rank: dict[QWidget, int]) -> int | None:
    place: QWidget | None = stop
    while place is not None and place not in rank:
        place = place.parentWidget()
    return None if place is None else rank[place]


def _rank(found: tuple[QWidget, int]) -> int:
    return found[1]


def _place(widget: QWidget) -> tuple[int, int]:
    return widget.y(), widget.x()
