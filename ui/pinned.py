"""The pinned scenario between two sessions: kept as its file form, read once the first window stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.errors import AppError
from models.state import settings
from models.state.app_state import AppState
from models.state.files import keep_aside
from models.texts import Message


def plain(state: AppState) -> dict[str, Any] | None:
    """The pinned scenario as the settings keep it."""
    if state.pinned is None:
        return None
    from models.scenario.scenario import to_raw

    return to_raw(state.pinned)


def restore(state: AppState, raw: dict[str, Any] | None, folder: Path) -> Message | None:
    """Pin what the last session had pinned. One that cannot be read is told, its file kept beside a fresh one."""
    if raw is None or state.pinned is not None:
        return None
    from models.scenario.scenario import from_raw

    path = folder / settings.FILE
    try:
        state.pinned = from_raw(raw, str(path))
    except AppError as error:
        try:
            copy = keep_aside(path)
        except OSError:
            return Message(error.key, error.args_)
        place = f"pinned ({error})"
        return Message("notice.settings_salvaged", {"file": str(path), "place": place, "copy": str(copy)})
    return None
