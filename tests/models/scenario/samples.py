"""What the tests of scenarios share: random scenarios and a check that an error is clear in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import strategies as st

from models.cost.engine import SERVICES
from models.cost.options import Extra
from models.cost.price_book import regions
from models.errors import InputError
from models.scenario.problems import FileError, showable
from models.scenario.scenario import Scenario, clean_name
from models.state.currency import Currency
from models.texts import LANGUAGES, Texts
from tests.models.cost.strategies import numbers, options, workloads

names = st.text(max_size=60).map(clean_name)
extras = st.lists(st.builds(Extra, name=names, quantity=numbers(0, 1e6), price=numbers(0, 1e4)), max_size=3).map(
    tuple
)
scenarios = st.builds(
    Scenario,
    name=names,
    region=st.sampled_from(regions()),
    workload=workloads,
    options=options,
    compared=st.lists(st.sampled_from(SERVICES), min_size=2, max_size=4, unique=True).map(tuple) | st.just(()),
    ranges=st.dictionaries(
        st.sampled_from(["amount", "duration_s", "memory_mb"]),
        st.tuples(numbers(1, 100), numbers(100, 10_000)),
        max_size=2,
    ),
    currency=st.none() | st.builds(Currency, code=st.sampled_from(["PEN", "EUR"]), rate=numbers(0.001, 5000)),
    prices_as_of=st.sampled_from(["", "2026-09-19"]),
    services=st.sampled_from([(), ("lambda", "ec2")]),
    prices=st.dictionaries(st.sampled_from(["lambda.requests", "nat.hour"]), numbers(0, 100), max_size=2),
)
with_extras = st.tuples(scenarios, extras)
TEXTS = {language: Texts(language) for language in LANGUAGES}


def said(error: InputError) -> dict[str, str]:
    """The error in each language; complete, and printable as UTF-8."""
    found = {}
    for language, texts in TEXTS.items():
        found[language] = texts.error(error)
        assert "⟦" not in found[language], found
        assert not texts.missing, texts.missing
        assert all(char == "\n" or showable(char) for char in found[language]), repr(found)
        found[language].encode()
    return found


def refused(work: Callable[[], object]) -> FileError:
    """The FileError that `work` must raise, checked to be clear."""
    with pytest.raises(FileError) as caught:
        work()
    said(caught.value)
    return caught.value


def good_or_refused(work: Callable[[], object]) -> object | None:
    """The result of `work`, or None after a clear FileError; any other exception fails the test."""
    try:
        return work()
    except FileError as error:
        said(error)
        return None


def places(error: FileError) -> list[str]:
    """The places of every problem that stands at a JSON path."""
    return [found.place for found in error.problems if isinstance(found.place, str)]


def keys(error: FileError) -> list[str]:
    """The last part of every problem's text key."""
    return [found.what.key.rpartition(".")[2] for found in error.problems]
