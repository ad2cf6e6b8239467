"""The catalogue: by id, read once, one broken page left out while the rest goes on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models.content.catalog import Catalog
from models.errors import ContentError
from tests.support import SERVICES


def test_pages_come_in_reading_order(catalog: Catalog) -> None:
    orders = [page.order for page in catalog.pages()]
    assert orders == sorted(orders)
    assert catalog.pages()[0].id == "lambda"


@pytest.mark.parametrize("fact_id", ["lambda.nothing", "nobody.nothing", "", "lambda"])
def test_unknown_facts_are_refused_with_their_id(catalog: Catalog, fact_id: str) -> None:
    with pytest.raises(ContentError) as caught:
        catalog.fact(fact_id)
    assert caught.value.place == fact_id


def test_prose_is_read_once(catalog: Catalog) -> None:
    assert catalog.prose("lambda", "es") is catalog.prose("lambda", "es")


def test_sources_come_once_and_newest_first(catalog: Catalog) -> None:
    for service in SERVICES:
        sources = catalog.sources_of(service)
        assert len({source.id for source in sources}) == len(sources)
        assert [s.date for s in sources] == sorted((s.date for s in sources), reverse=True)


def test_a_broken_page_is_left_out_and_reported(broken_tree: Path, expected_log: list[object]) -> None:
    (broken_tree / "content/services/eks/service.json").write_text("{", "utf-8")
    catalog = Catalog()
    assert not catalog.has("eks")
    assert len(catalog.services()) == len(SERVICES) - 1
    assert [problem.file for problem in catalog.problems] == ["content/services/eks/service.json"]


def test_no_page_at_all_stops_with_the_folder(broken_tree: Path) -> None:
    shutil.rmtree(broken_tree / "content/services")
    with pytest.raises(ContentError, match="no readable service"):
        Catalog().pages()


def test_optional_files_may_be_missing(broken_tree: Path) -> None:
    for name in ("glossary.json", "price_labels.json"):
        (broken_tree / "content" / name).unlink()
    assert Catalog().glossary == ()
    assert Catalog().price_label("lambda.requests") is None


def test_a_required_file_that_is_missing_names_itself(broken_tree: Path) -> None:
    (broken_tree / "content/attributes.json").unlink()
    with pytest.raises(ContentError, match=r"attributes\.json"):
        _ = Catalog().attributes
