"""What a picture is taken of."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from models.state.app_state import Place
from ui.main_window import MainWindow

Prepare = Callable[[MainWindow], None]


class Scene(NamedTuple):
    """A state worth a picture: its name, the place, what to do once there, and the text size."""

    name: str
    place: Place
    prepare: Prepare | None = None
    scale: float = 1.0
    seconds: float = 0.3
    """How long to wait: charts and maps arrive from idle slices and worker threads."""
