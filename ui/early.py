"""Checks that must pass before Qt is loaded: a display to open and the system libraries Qt links against.

Qt ends the process without a sentence when either is missing, so we look first and answer in one line.
"""

from __future__ import annotations

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path

# Debian package of each shared library a bare system may lack.
PACKAGES = {
    "libGL.so": "libgl1",
    "libEGL.so": "libegl1",
    "libxkbcommon.so": "libxkbcommon0",
    "libxkbcommon-x11.so": "libxkbcommon-x11-0",
    "libfontconfig.so": "libfontconfig1",
    "libdbus-1.so": "libdbus-1-3",
    "libglib-2.0.so": "libglib2.0-0",
    "libgthread-2.0.so": "libglib2.0-0",
    "libxcb-cursor.so": "libxcb-cursor0",
    "libxcb-icccm.so": "libxcb-icccm4",
    "libxcb-image.so": "libxcb-image0",
    "libxcb-keysyms.so": "libxcb-keysyms1",
    "libxcb-render-util.so": "libxcb-render-util0",
    "libxcb-xkb.so": "libxcb-xkb1",
}


def problem() -> tuple[str, dict[str, str]] | None:
    """Why no window can open, as a text key with arguments, or None when nothing is known to be wrong."""
    if find_spec("PySide6") is None:
        return "early.no_pyside", {}
    if not sys.platform.startswith("linux"):
        return None
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform not in ("", "xcb", "wayland"):
        return None
    if platform != "wayland" and not os.environ.get("WAYLAND_DISPLAY"):
        display = os.environ.get("DISPLAY", "")
        if not display:
            return "early.no_display", {}
        return _missing_library() or _unreachable(display)
    return None


def library_problem(error: ImportError) -> tuple[str, dict[str, str]] | None:
    """The missing system library an import error of Qt speaks of, or None for other errors."""
    return _named(str(error))


def _missing_library() -> tuple[str, dict[str, str]] | None:
    """Load Qt's X11 plugin as a plain library: the loader names the first dependency that is missing."""
    spec = find_spec("PySide6")
    folder = Path(next(iter(spec.submodule_search_locations or [""]))) if spec else Path()
    plugin = folder / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    if not plugin.exists():
        return None  # a system-wide Qt: its package manager brought the libraries
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return _named(str(error))
    return None


def _named(text: str) -> tuple[str, dict[str, str]] | None:
    library = text.partition(":")[0].strip()
    if ".so" not in library:
        return None
    package = next((name for stem, name in PACKAGES.items() if library.startswith(stem)), "")
    if package:
        return "early.no_library", {"library": library, "package": package}
    return "early.no_library_unknown", {"library": library}


def _unreachable(display: str) -> tuple[str, dict[str, str]] | None:
    """Whether the X server of DISPLAY answers."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        return _named(str(error))
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    broken = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return ("early.display_closed", {"display": display}) if broken else None
