"""The only reader of `resources/`. Everything else asks for a relative name.

`set_root` points the reader at another tree (tests break a copy on purpose; a frozen build moves the folder).
"""

from __future__ import annotations

from pathlib import Path

from models.errors import ContentError

_DEFAULT_ROOT = Path(__file__).resolve().parent.parent / "resources"


class _Reader:
    """Holds the folder in use."""

    root = _DEFAULT_ROOT


def set_root(path: Path | None) -> None:
    """Read from `path` from now on; None restores the application's own folder."""
    _Reader.root = path or _DEFAULT_ROOT


def path_of(relative: str) -> Path:
    """The absolute path of a resource. Errors: ContentError when `relative` leaves the folder."""
    target = (_Reader.root / relative).resolve()
    if not target.is_relative_to(_Reader.root.resolve()):
        raise ContentError(relative, "-", "outside the resources folder")
    return target


def read_bytes(relative: str) -> bytes:
    """The bytes of one resource. Errors: ContentError when it is missing, unreadable or outside the folder."""
    if relative.startswith(("/", "\\")) or ".." in relative.replace("\\", "/").split("/"):
        raise ContentError(relative, "-", "outside the resources folder")
    try:
        return (_Reader.root / relative).read_bytes()
    except OSError as error:
        raise ContentError(relative, "-", error.strerror or str(error)) from error


def read_text(relative: str) -> str:
    """The text of one UTF-8 resource. Errors: ContentError."""
    try:
        return read_bytes(relative).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ContentError(relative, f"byte {error.start}", "not UTF-8") from error


def names(relative: str, suffix: str = "") -> list[str]:
    """Sorted names in a resource folder, folders included, ending in `suffix`; empty when there is none."""
    folder = _Reader.root / relative
    if not folder.is_dir():
        return []
    return sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(suffix))
