"""Where the map's grids come from: coarse within the frame or beside the window, fine beside it, never too old."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from models.cost.workload import Workload
from ui.beside import Beside
from ui.presenters.calculator_map_grid import COARSE, MapGrid, MapQuestion, OutdatedError, always, solve
from ui.tabs.calculator_map_worker import MapWork, Solved, Turns

FINE = (512, 512)
QUICK_SECONDS = 0.001
"""A coarse map that takes longer than this is worked out beside the window, not within the frame."""


class MapSource(QObject):
    """Follows questions. `arrived` carries each grid to be shown; `failed` says that there will be none."""

    arrived = Signal(object)
    failed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid: MapGrid | None = None
        self.painted: Any = None
        self._question: MapQuestion | None = None
        self._ticket = self._fine_ticket = self._shown_ticket = 0
        self._grid_key: object = None
        self._asked_key: object = None
        self._pace: dict[tuple[str, ...], float] = {}
        self._paint: Callable[[MapGrid], Any] | None = None
        self.turns = Turns()
        self._beside = beside = Beside(self, (OutdatedError,))
        beside.told.connect(self._on_solved)
        beside.finished.connect(self._on_solved)
        beside.failed.connect(self._on_failed)

    def follow(self, question: MapQuestion) -> None:
        """An input moves: a coarse map, unless the old one still holds (the workload moved along the axes)."""
        key = self._adopt(question)
        if key in (self._grid_key, self._asked_key):
            return
        pace = self._pace.get(_kind(question))
        if pace is not None and pace <= QUICK_SECONDS:
            self._solve_here(question, key)
        else:
            self._asked_key = key
            self._ticket = self._beside.start(MapWork(question, self.turns, coarse=True, fine=None))

    def settle(self, question: MapQuestion) -> None:
        """The inputs rest: `arrived` brings the fine map, at once if it is there already."""
        key = self._adopt(question)
        held = key == self._grid_key
        if held and self.grid is not None and self.grid.lines is not None:
            self.arrived.emit(self.grid)
        elif key != self._asked_key or self._fine_ticket != self._ticket:  # else it is on its way
            self._asked_key = key
            work = MapWork(question, self.turns, coarse=not held, fine=FINE, paint=self._paint)
            self._ticket = self._fine_ticket = self._beside.start(work)

    def _solve_here(self, question: MapQuestion, key: object) -> None:
        started = time.thread_time()
        self._ticket = self._shown_ticket = self._beside.cancel()
        self.grid, self._grid_key, self._asked_key = solve(question, COARSE, always), key, None
        self.painted = None
        spent, before = time.thread_time() - started, self._pace[_kind(question)]
        self._pace[_kind(question)] = 0.7 * before + 0.3 * spent
        self.arrived.emit(self.grid)

    def hold(self) -> None:
        """A frame begins: no work beside the window until `release`."""
        self.turns.hold()

    def release(self) -> None:
        """The frame is painted."""
        self.turns.release()

    def wait(self) -> None:
        """Block until all that was asked has arrived."""
        self.turns.release()
        self._beside.wait()

    def stop(self) -> None:
        """Give up all work and wait for its thread."""
        self.turns.release()
        self._beside.stop()

    def _adopt(self, question: MapQuestion) -> object:
        """Take the question, also for the grid there is if it answers it; returns what that depends on."""
        self._question, key = question, _key(question)
        if key == self._grid_key and self.grid is not None:
            self.grid = self.grid._replace(question=question)
            if self._asked_key not in (None, key):  # back where it was: nobody waits for the rest
                self._ticket = self._shown_ticket = self._beside.cancel()
                self._asked_key = None
        return key

    def paint_with(self, paint: Callable[[MapGrid], Any]) -> None:
        """Let fine grids be painted beside the window too; `painted` then holds what came of the last one."""
        self._paint = paint

    def _on_solved(self, ticket: int, found: Solved | None) -> None:
        """Show an answer, also the coarse one of a question that has moved on, but never after a newer one."""
        if found is None:  # a coarse grid was all that was asked, and has been told
            return
        grid, seconds, painted = found
        if grid.lines is None:
            self._pace[_kind(grid.question)] = seconds
        question, key = self._question, _key(grid.question)
        if question is None or ticket < self._shown_ticket or grid.question[1:] != question[1:]:
            return
        if grid.lines is None or key == _key(question):
            self._shown_ticket, self._grid_key = ticket, key
            self.grid, self.painted = grid._replace(question=question), painted
            self.arrived.emit(self.grid)

    def _on_failed(self, ticket: int, _error: object) -> None:
        if ticket == self._ticket:
            self.failed.emit()


def _kind(question: MapQuestion) -> tuple[str, ...]:
    """What decides how long a map takes."""
    return question.measure, question.setting.workload.kind, question.x.input_name, question.y.input_name


def _key(question: MapQuestion) -> object:
    """What a map depends on: everything but where the workload stands on its axes."""
    setting, x, y, measure, quotas = question
    rest: Workload = msgspec.structs.replace(setting.workload, **{x.input_name: 1.0, y.input_name: 1.0})
    bought = (setting.options, setting.prices.region) if measure == "cost" else (quotas,)
    return rest, bought, x, y, measure
