"""The map's work beside the window: a coarse grid, a fine one with its frontiers, or both.

Python runs one thread at a time, so a map being worked out would slow the very frame that asked for it. The
window therefore holds the work while it is busy with a frame, and lets it go on once the frame is painted.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from ui.beside import Errand
from ui.presenters.calculator_map_frontier import solve_exact
from ui.presenters.calculator_map_grid import COARSE, MapGrid, MapQuestion, OutdatedError, solve

HELD = 0.1
"""Seconds after which work goes on though nobody let it go."""


class Turns:
    """Whose turn it is: the window's, or that of the work beside it."""

    def __init__(self) -> None:
        self._free = threading.Event()
        self._free.set()

    def hold(self) -> None:
        """The window works on a frame: stand still at the next chance."""
        self._free.clear()

    def release(self) -> None:
        """The frame is painted: go on."""
        self._free.set()

    def held(self) -> bool:
        """Whether the window works on a frame."""
        return not self._free.is_set()

    def come(self) -> bool:
        """Wait for one's turn; always True."""
        self._free.wait(HELD)
        return True


class Solved(NamedTuple):
    """A grid, the processor seconds it took, and the picture made of it, if any."""

    grid: MapGrid
    seconds: float
    painted: Any = None


class MapWork(NamedTuple):
    """What to work out. A coarse grid is handed over on the way and finished also when nobody waits any more, so
    that a steady stream of questions keeps showing something; a fine one is given up."""

    question: MapQuestion
    turns: Turns
    coarse: bool
    fine: tuple[int, int] | None
    paint: Callable[[MapGrid], Any] | None = None

    def __call__(self, errand: Errand) -> Solved | None:
        """Do it, in the thread. Errors: OutdatedError."""
        started = time.thread_time()
        if self.coarse:
            grid = solve(self.question, COARSE, self.turns.come)
            errand.tell(Solved(grid, time.thread_time() - started))
        if self.fine is None:
            return None
        if not errand.wanted():
            raise OutdatedError
        started = time.thread_time()
        grid = solve_exact(self.question, self.fine, lambda: errand.wanted() and self.turns.come())
        painted = self.paint(grid) if self.paint is not None else None
        return Solved(grid, time.thread_time() - started, painted)
