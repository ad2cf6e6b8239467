"""Every published worked example is reproduced by the engine, or left out with a reason."""

from __future__ import annotations

import pytest

from tests.oracle.calls import decoded
from tests.oracle.replay import EXAMPLES, MAPPINGS, replay

REPORT = replay()
ENTRIES = decoded(EXAMPLES.read_bytes())


@pytest.mark.parametrize("outcome", REPORT.outcomes, ids=lambda one: f"{one.entry}:{one.figure}")
def test_figure_agrees(outcome) -> None:
    assert outcome.agrees, (
        f"expected {outcome.expected} ± {outcome.tolerance}, got {outcome.found} {outcome.problem}"
    )


def test_every_entry_is_mapped_or_left_out_with_a_reason() -> None:
    assert REPORT.unmapped == ()
    assert all(len(reason) > 40 for reason in REPORT.left_out.values())
    assert len(REPORT.left_out) < 0.05 * len(ENTRIES)


def test_the_lambda_and_fargate_entries_are_all_covered() -> None:
    covered = {outcome.entry for outcome in REPORT.outcomes}
    for service, least in (("lambda", 25), ("fargate", 8)):
        entries = {entry["id"] for entry in ENTRIES if entry["service"] == service}
        assert len(entries) >= least
        assert entries <= covered


def test_no_mapping_repeats_a_result() -> None:
    """A mapping that held the answer would prove nothing: no operand equals an asserted value by itself."""
    for entry in ENTRIES:
        mapping = decoded(MAPPINGS.read_bytes())["entries"].get(entry["id"])
        given = {float(item["value"]) for item in (*entry["inputs"], *entry["unit_prices"])}
        if mapping is not None and entry["assert_value"] not in given:
            assert entry["assert_value"] not in set(_numbers(mapping)), entry["id"]


def _numbers(spec):
    if isinstance(spec, bool):
        return
    if isinstance(spec, int | float):
        yield float(spec)
    elif isinstance(spec, dict):
        for value in spec.values():
            yield from _numbers(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from _numbers(value)


def test_a_wrong_engine_is_noticed(tmp_path) -> None:
    """The replay can fail: a changed price gives a disagreement and exit code 1."""
    from tests.oracle.__main__ import main

    entries = [entry for entry in ENTRIES if entry["id"] == "lambda-aws-mobile-backend"]
    entries[0]["unit_prices"][0]["value"] *= 1.05
    examples = tmp_path / "examples.json"
    import msgspec

    examples.write_bytes(msgspec.json.encode(entries))
    assert main([str(examples), str(MAPPINGS)]) == 1
