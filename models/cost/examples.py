"""The example workloads people start from: data, each with the sentence it teaches."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from models import assets
from models.cost.workload import Workload
from models.errors import ContentError

FILE = "content/workloads.json"


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named workload. `name` and `lesson` are localized texts {es, en}."""

    id: str
    name: dict[str, str]
    lesson: dict[str, str]
    workload: Workload


@lru_cache(maxsize=1)
def load_examples() -> tuple[Example, ...]:
    """The examples in the order of the file. Errors: ContentError for a damaged file."""
    try:
        return msgspec.json.decode(assets.read_bytes(FILE), type=tuple[Example, ...])
    except msgspec.DecodeError as error:
        raise ContentError(FILE, "-", str(error)) from error
