"""Checks of the price files and the example workloads: `python -m models.content` runs them with its own."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from models import assets
from models.content import loader
from models.content.catalog import Catalog
from models.content.text_checks import languages
from models.cost import examples
from models.cost.ec2_table import load_ec2_table
from models.cost.price_book import FOLDER, Price, RegionFile, regions
from models.cost.services import fargate, lightsail
from models.errors import ContentError

COMMON = "specs/common.json"


def check_prices() -> list[ContentError]:
    """The problems of every price file, with file and place; empty when all is well."""
    catalog, problems = Catalog(), list[ContentError]()
    for name in [*assets.names(FOLDER, ".json"), COMMON]:
        file = f"{FOLDER}/{name}"
        try:
            problems += [ContentError(file, place, text) for place, text in _region(catalog, name, file)]
        except ContentError as error:
            problems.append(error)
    readers: list[Callable[[], object]] = [partial(load_ec2_table, region) for region in regions()]
    readers += [fargate.sizes, lightsail.bundles]
    for read in readers:
        try:
            read()
        except ContentError as error:
            problems.append(error)
    return problems


def check_examples() -> list[ContentError]:
    """The problems of the example workloads and of the pages that name them."""
    problems = [
        ContentError(examples.FILE, f"$[{index}].{name}", problem)
        for index, example in enumerate(examples.load_examples())
        for name, text in (("name", example.name), ("lesson", example.lesson))
        for problem in languages(text)
    ]
    known = {example.id for example in examples.load_examples()}
    for page in Catalog().pages():
        if page.example is not None and page.example not in known:
            file = f"{loader.ROOT}/services/{page.id}/service.json"
            problems.append(ContentError(file, "$.example", f"no example '{page.example}'"))
    return problems


def _region(catalog: Catalog, name: str, file: str) -> Iterator[tuple[str, str]]:
    found = loader.read(file, RegionFile)
    if name != COMMON:
        if f"{found.region}.json" != name:
            yield "$.region", f"'{found.region}' is not the name of its file"
        yield from (("$.name", problem) for problem in languages(found.name))
    for price_id, times in Counter(price.id for price in found.prices).items():
        if times > 1:
            yield price_id, "stands twice"
    for index, price in enumerate(found.prices):
        yield from ((f"$.prices[{index}] ({price.id})", problem) for problem in _price(catalog, price))


def _price(catalog: Catalog, price: Price) -> Iterator[str]:
    if not math.isfinite(price.value) or price.value < 0:
        yield f"{price.value} is not a price"
    if catalog.source(price.source) is None:
        yield f"no source '{price.source}'"
    if not price.as_of:
        yield "needs an as-of date"
