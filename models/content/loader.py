"""Reads one content file into its schema, turning every failure into a ContentError with file and place."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from models import assets
from models.content import prose
from models.content.schema import Fact, Service
from models.errors import ContentError

T = TypeVar("T")
ROOT = "content"


def read(file: str, kind: type[T]) -> T:
    """The record(s) of `file` (relative to resources/). Errors: ContentError with the JSON path."""
    try:
        return msgspec.json.decode(assets.read_bytes(file), type=kind)
    except msgspec.ValidationError as error:
        text, _, place = str(error).partition(" - at `")
        raise ContentError(file, place.rstrip("`") or "$", text) from error
    except msgspec.DecodeError as error:
        raise ContentError(file, "$", str(error)) from error


def service_ids() -> list[str]:
    """The folders under content/services, by name."""
    return [name for name in assets.names(f"{ROOT}/services") if "." not in name]


def service(service_id: str) -> Service:
    """The structure of one page. Errors: ContentError."""
    file = f"{ROOT}/services/{service_id}/service.json"
    found = read(file, Service)
    if found.id != service_id:
        raise ContentError(file, "$.id", f"'{found.id}' is not the name of its folder")
    return found


def facts(service_id: str) -> tuple[Fact, ...]:
    """The facts a service owns; none when it has no facts file (concepts). Errors: ContentError."""
    file = f"{ROOT}/services/{service_id}/facts.json"
    if "facts.json" not in assets.names(f"{ROOT}/services/{service_id}"):
        return ()
    return read(file, tuple[Fact, ...])


def page(service_id: str, language: str) -> prose.Prose:
    """The prose of a page in one language. Errors: ContentError."""
    file = f"{ROOT}/services/{service_id}/{language}.md"
    return prose.parse(assets.read_text(file), file)
