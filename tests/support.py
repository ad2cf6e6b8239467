"""Small helpers several tests share: the sentences of a page, every localized text of the data files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from models.content.catalog import Catalog
from models.content.prose import Item

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
SERVICES = ["lambda", "ec2", "ecs", "eks", "ecr", "fargate", "beanstalk", "batch", "lightsail", "outposts"]
CONCEPTS = ["vm_containers", "orchestration", "serverless", "image_registry"]
PAGES = SERVICES + CONCEPTS
_END = re.compile(r"(?<=[.!?])\s+")


def plain(item: Item) -> str:
    """A paragraph as text, references as `{id}`."""
    return "".join(span.text or f"{{{span.fact or span.price}}}" for span in item.spans)


def sentences(catalog: Catalog, page_id: str, language: str) -> list[str]:
    """The sentences of a page's prose."""
    return [s for item in catalog.prose(page_id, language).items() for s in _END.split(plain(item)) if s]


def localized(record: object, place: str = "$") -> Iterator[tuple[str, dict[str, str]]]:
    """Every `{es, en}` text inside decoded JSON, with its place."""
    if isinstance(record, dict):
        if "es" in record and all(isinstance(text, str) for text in record.values()):
            yield place, record
            return
        for key, value in record.items():
            yield from localized(value, f"{place}.{key}")
    elif isinstance(record, list):
        for index, value in enumerate(record):
            yield from localized(value, f"{place}[{index}]")


def data_texts() -> Iterator[tuple[str, str, dict[str, str]]]:
    """File, place and text of every localized text of the content files."""
    for path in sorted((RESOURCES / "content").rglob("*.json")):
        for place, text in localized(json.loads(path.read_text("utf-8"))):
            yield path.relative_to(RESOURCES).as_posix(), place, text


def interface_texts(language: str) -> dict[str, str]:
    """Every text of the interface catalogues."""
    found: dict[str, str] = {}
    for path in sorted((RESOURCES / "i18n" / language).glob("*.json")):
        found |= json.loads(path.read_text("utf-8"))
    return found
