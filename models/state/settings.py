"""The settings file: versioned JSON, salvaged key by key, written atomically, never silently reset.

Format (version 1): an object with `version` and any of the fields of `Settings`; missing keys take their
default, a key with a wrong value is dropped with a notice while the damaged file is kept beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

from models.errors import AppError
from models.state.currency import Currency
from models.state.files import keep_aside, write_atomic
from models.texts import Message

if TYPE_CHECKING:
    from models.cost.options import Options
    from models.cost.workload import Workload
    from models.duration.options import DurationOptions

VERSION = 1
FILE = "settings.json"


class Settings(msgspec.Struct, kw_only=True):
    """What is remembered between two starts. Every field has a default and is validated on its own."""

    version: int = VERSION
    language: Literal["es", "en"] | None = None
    theme: Literal["light", "dark", "projector"] | None = None
    text_scale: Annotated[float, msgspec.Meta(ge=1.0, le=2.0)] = 1.0
    reduced_motion: bool = False
    region: Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2}(-[a-z]+)+-\d$")] = "us-east-1"
    tab: Annotated[str, msgspec.Meta(max_length=40)] = "services"
    page: Annotated[str, msgspec.Meta(max_length=80)] = "lambda"
    compared: Annotated[tuple[str, ...], msgspec.Meta(min_length=2, max_length=4)] = ("lambda", "fargate", "ec2")
    diagram: Annotated[str, msgspec.Meta(max_length=80)] = "code_to_container"
    diagram_step: Annotated[int, msgspec.Meta(ge=0, le=99)] = 0
    workload: dict[str, Any] | None = None
    options: dict[str, Any] | None = None
    quotas: dict[str, Any] | None = None
    example: Annotated[str, msgspec.Meta(max_length=80)] = "photo_resize"
    pinned: dict[str, Any] | None = None
    """A scenario as its file holds it; read when the window stands, so that the start does not wait for it."""
    ranges: Annotated[dict[str, tuple[float, float]], msgspec.Meta(max_length=40)] = {}
    currency: Currency | None = None
    recent: Annotated[tuple[Annotated[str, msgspec.Meta(max_length=4096)], ...], msgspec.Meta(max_length=20)] = ()
    geometry: Annotated[str, msgspec.Meta(max_length=4000)] = ""


class Loaded(msgspec.Struct):
    """Settings with what has to be told about reading them."""

    settings: Settings
    notices: list[Message] = []
    writable: bool = True


def load(folder: Path) -> Loaded:
    """The settings in `folder`, whatever state the file is in. Never raises for a bad file."""
    path = folder / FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Loaded(Settings())
    except OSError as error:
        why = error.strerror or str(error)
        return Loaded(Settings(), [Message("notice.settings_unreadable", {"file": str(path), "why": why})], False)
    return _salvage(path, data)


def save(folder: Path, settings: Settings) -> Message | None:
    """Write the settings; a notice instead of an error when the folder cannot be written."""
    try:
        write_atomic(folder / FILE, msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n")
    except OSError as error:
        why = error.strerror or str(error)
        return Message("notice.settings_unwritable", {"folder": str(folder), "why": why})
    return None


def unwritable(folder: Path) -> Message | None:
    """A notice when settings could not be saved in `folder`, found out by making the folder and a probe file."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return Message("notice.settings_unwritable", {"folder": str(folder), "why": error.strerror or str(error)})
    return None


def workload_from(raw: dict[str, Any]) -> Workload:
    """The workload kept in the settings. Errors: ValidationError or WorkloadError for one that cannot be."""
    from models.cost.workload import Workload

    return msgspec.convert(raw, Workload).validate()


def options_from(raw: dict[str, Any]) -> Options:
    """The cost options kept in the settings. Errors: ValidationError or WorkloadError for some that cannot be."""
    from models.cost.options import Options

    return msgspec.convert(raw, Options).validate()


def quotas_from(raw: dict[str, Any]) -> DurationOptions:
    """The quotas kept in the settings. Errors: ValidationError or WorkloadError for some that cannot be."""
    from models.duration.options import DurationOptions

    return msgspec.convert(raw, DurationOptions).validate()


def ranges_from(raw: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The uncertain inputs kept in the settings. Errors: WorkloadError for one that cannot be."""
    from models.cost.workload import checked_range

    return {name: checked_range(name, *ends) for name, ends in raw.items()}


KEPT: dict[str, Callable[[Any], object]] = {
    "workload": workload_from,
    "options": options_from,
    "quotas": quotas_from,
    "ranges": ranges_from,
    "currency": Currency.validate,
}
"""How records of the calculator are read back; each raises for one that cannot be."""


def _salvage(path: Path, data: bytes) -> Loaded:
    try:
        raw = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:  # the last: nested without end
        return _damaged(path, Settings(), str(error))
    if not isinstance(raw, dict):
        return _damaged(path, Settings(), "$")
    version = raw.get("version", VERSION)
    if not isinstance(version, int) or version > VERSION:
        return _damaged(path, Settings(), f"version {version}", "notice.settings_newer")
    good: dict[str, Any] = {}
    bad: list[str] = []
    for spec in msgspec.structs.fields(Settings):
        if spec.name in raw:
            try:
                good[spec.name] = msgspec.convert(raw[spec.name], spec.type)
                if spec.name in KEPT and good[spec.name] is not None:
                    KEPT[spec.name](good[spec.name])
            except (msgspec.ValidationError, AppError) as error:
                good.pop(spec.name, None)
                bad.append(f"{spec.name} ({error})")
    settings = Settings(**good)
    return _damaged(path, settings, ", ".join(bad), "notice.settings_salvaged") if bad else Loaded(settings)


def _damaged(path: Path, settings: Settings, place: str, key: str = "notice.settings_damaged") -> Loaded:
    try:
        copy = keep_aside(path)
    except OSError as error:
        why = error.strerror or str(error)
        notice = Message("notice.settings_not_kept", {"file": str(path), "place": place, "why": why})
        return Loaded(settings, [notice], writable=False)
    return Loaded(settings, [Message(key, {"file": str(path), "place": place, "copy": str(copy)})])
