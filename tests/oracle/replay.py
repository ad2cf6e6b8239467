"""Compare every entry of an examples file with what the engine says, driven by a mappings file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.oracle.calls import call, decoded
from tests.oracle.operands import names_of, value_of

HERE = Path(__file__).parent
EXAMPLES = HERE / "worked_examples.json"
MAPPINGS = HERE / "mappings.json"


class Outcome(NamedTuple):
    """One compared figure: which, what was expected (± tolerance), what the engine said, and whether it agrees."""

    entry: str
    figure: str
    expected: float
    tolerance: float
    found: float | None
    problem: str = ""

    @property
    def agrees(self) -> bool:
        """Within the tolerance the entry allows."""
        return self.found is not None and abs(self.found - self.expected) <= self.tolerance


class Report(NamedTuple):
    """Everything a replay found."""

    outcomes: tuple[Outcome, ...]
    left_out: dict[str, str]
    """Entries rightly not modelled, with the reason."""
    unmapped: tuple[str, ...]

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """Figures that do not agree."""
        return tuple(outcome for outcome in self.outcomes if not outcome.agrees)


def replay(examples: Path = EXAMPLES, mappings: Path = MAPPINGS) -> Report:
    """Replay a file of examples. Errors: OSError, msgspec.DecodeError for unreadable files."""
    entries = decoded(examples.read_bytes())
    table = decoded(mappings.read_bytes())
    left_out: dict[str, str] = table.get("left_out", {})
    mapped: dict[str, Any] = table["entries"]
    outcomes: list[Outcome] = []
    unmapped = []
    for entry in entries:
        if entry["id"] in mapped:
            outcomes += _entry(entry, mapped[entry["id"]])
        elif entry["id"] not in left_out:
            unmapped.append(entry["id"])
    return Report(tuple(outcomes), left_out, tuple(unmapped))


def _entry(entry: Mapping[str, Any], mapping: Mapping[str, Any]) -> list[Outcome]:
    """The main figure of an entry, then the further figures the mapping knows."""
    found = [_figure(entry, "main", entry["assert_value"], entry["assert_tolerance"], mapping)]
    others = {other["name"]: other for other in entry["other_expected"]}
    for name, spec in mapping.get("others", {}).items():
        expected = others[name]["published"]
        decimals = others[name].get("published_decimals") or 0
        if expected is None:
            expected, decimals = others[name]["recomputed"], 9
        found.append(_figure(entry, name, expected, 0.5 * 10.0**-decimals + 1e-9, spec))
    return found


def _figure(
    entry: Mapping[str, Any], name: str, expected: float, tolerance: float, spec: Mapping[str, Any]
) -> Outcome:
    names = names_of(entry)
    try:
        result = sum(call(one, names) for one in spec["calls"])
        result *= value_of(spec.get("times", 1.0), names)
    except Exception as error:  # every failure of a mapping is reported, none stops the replay
        return Outcome(entry["id"], name, expected, tolerance, None, f"{type(error).__name__}: {error}")
    return Outcome(entry["id"], name, expected, tolerance, result)
