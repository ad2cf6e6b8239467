"""Checks that must pass before Qt is loaded: a display to open and the system libraries Qt links against.

Qt ends the process without a sentence when either is missing, so we look first and answer in one line.
"""

from __future__ import annotations

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path

Trouble = tuple[str, dict[str, str]]

# Debian's package of each library a bare system may lack, read from what Qt's own libraries need.
QT = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libX11.so.6": "libx11-6",
}
X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
APT = Path("/usr/bin/apt-get")
SHOWN = 3  # libraries named in the one line; the packages that mend it are all named


def problem() -> Trouble | None:
    """Why no window can open, as a text key with arguments, or None when nothing is known to be wrong."""
    if find_spec("PySide6") is None:
        return "early.not_installed", {"package": "PySide6"}
    if not sys.platform.startswith("linux"):
        return None
    trouble: Trouble | None = ("early.no_display", {})
    for platform in _platforms():  # Qt tries them in this order, too, and needs one that works
        trouble = _trouble_with(platform)
        if trouble is None:
            return None
    return trouble


def library_problem(error: ImportError) -> Trouble | None:
    """The package or system library an import error of Qt speaks of, or None for other errors."""
    if isinstance(error, ModuleNotFoundError):
        package = (error.name or "").partition(".")[0]
        return None if package in ("", "models", "ui") else ("early.not_installed", {"package": package})
    return _named(str(error), QT)


def _platforms() -> list[str]:
    """The Qt platforms to try: those QT_QPA_PLATFORM names, else what the session offers."""
    asked = [name.partition(":")[0] for name in os.environ.get("QT_QPA_PLATFORM", "").split(";")]
    if any(asked):
        return [name for name in asked if name]
    wayland = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("XDG_SESSION_TYPE") == "wayland"
    return (["wayland"] if wayland else []) + (["xcb"] if os.environ.get("DISPLAY") else [])


def _trouble_with(platform: str) -> Trouble | None:
    folder = _plugin_folder()
    if platform == "xcb":
        return _unloadable(folder / "libqxcb.so", QT | X11) or _silent_x_server()
    if platform.startswith("wayland"):
        return _unloadable(folder / "libqwayland.so", QT | WAYLAND) or _silent_compositor()
    if folder.is_dir() and not (folder / f"libq{platform}.so").exists():
        return "early.no_platform", {"platform": platform}
    return None


def _plugin_folder() -> Path:
    """Where a PySide6 wheel keeps its platform plugins; a system-wide Qt keeps them elsewhere."""
    spec = find_spec("PySide6")
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places or [""]))) / "Qt" / "plugins" / "platforms"


def _unloadable(plugin: Path, libraries: dict[str, str]) -> Trouble | None:
    """Load a plugin as a plain library: the loader names the first dependency that is missing."""
    if not plugin.exists():
        return None  # a system-wide Qt: its package manager brought the libraries
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return _named(str(error), libraries)
    return None


def _named(text: str, libraries: dict[str, str]) -> Trouble | None:
    """What the loader's message means, with all that is missing of `libraries`, so that one command mends it."""
    first, _, problem = text.partition(":")
    if ".so" not in first:
        return None
    if "cannot open shared object file" not in problem:
        return "early.library_unfit", {"detail": text}
    missing = dict.fromkeys([first.strip(), *lacking(libraries)])
    shown = ", ".join(list(missing)[:SHOWN]) + (" …" if len(missing) > SHOWN else "")
    packages = dict.fromkeys(libraries.get(name, "") for name in missing)
    if "" in packages or not APT.exists():
        return "early.no_library_unknown", {"library": shown}
    return "early.no_library", {"library": shown, "package": " ".join(packages)}


def lacking(libraries: dict[str, str]) -> list[str]:
    """Those of `libraries` this system cannot load."""
    missing: list[str] = []
    for name in libraries:
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(name)
    return missing


def _silent_x_server() -> Trouble | None:
    """Whether the X server of DISPLAY answers."""
    display = os.environ.get("DISPLAY", "")
    if not display:
        return "early.no_display", {}
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        return _named(str(error), X11)
    xcb.xcb_connect.restype = ctypes.c_void_p
    for name in ("xcb_connection_has_error", "xcb_disconnect"):
        getattr(xcb, name).argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    broken = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return ("early.display_closed", {"display": display, "variable": "DISPLAY"}) if broken else None


def _silent_compositor() -> Trouble | None:
    """Whether the Wayland compositor of WAYLAND_DISPLAY answers."""
    try:
        wayland = ctypes.CDLL("libwayland-client.so.0")
    except OSError as error:
        return _named(str(error), WAYLAND)
    wayland.wl_display_connect.restype = ctypes.c_void_p
    wayland.wl_display_disconnect.argtypes = [ctypes.c_void_p]
    connection = wayland.wl_display_connect(None)
    if not connection:
        display = os.environ.get("WAYLAND_DISPLAY") or "wayland-0"
        return "early.display_closed", {"display": display, "variable": "WAYLAND_DISPLAY"}
    wayland.wl_display_disconnect(connection)
    return None
