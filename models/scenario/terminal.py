"""`estimate A.json --against B.json`: two scenarios side by side in the terminal, as text or as one JSON."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

import msgspec

from models.cost.results import Estimate, LineItem
from models.errors import InputError
from models.scenario.difference import LinePair, ServicePair, compare, compare_all
from models.scenario.difference_causes import Causes, Change, causes, changes
from models.scenario.difference_words import PairWords
from models.scenario.file import decode, load
from models.scenario.scenario import Scenario, to_raw
from models.texts import Texts

SIDES = ("A", "B")


def answer_pair(
    arguments: argparse.Namespace, texts: Texts, read: Callable[[str], bytes], out: TextIO
) -> None:
    """Write the answer for `arguments.scenario` (A) and `arguments.against` (B).

    Errors: FileError for a file that cannot be read or is no scenario, InputError for an unknown service or two
    standard inputs.
    """
    names = (arguments.scenario, arguments.against)
    if names == ("-", "-"):
        raise InputError("pair.cli.both_stdin")
    a, b = (decode(read(name), name) if name == "-" else load(Path(name)).scenario for name in names)
    services = [arguments.service] if arguments.service else [*dict.fromkeys((*a.services, *b.services))]
    found = tuple(compare(a, b, name) for name in services) if services else compare_all(a, b)
    differ = changes(a, b)
    shares = {one.service: causes(a, b, one.service, differ) for one in found}
    words = PairWords(texts)
    if arguments.json:
        plain = _document((a, b), differ, found, shares, words)
        out.write(msgspec.json.format(msgspec.json.encode(plain), indent=2).decode() + "\n")
    else:
        for line in _summary((a, b), differ, found, shares, words):
            print(line, file=out)


def _summary(
    sides: tuple[Scenario, Scenario],
    differ: Sequence[Change],
    found: Sequence[ServicePair],
    shares: dict[str, Causes | None],
    words: PairWords,
) -> Iterator[str]:
    """The two scenarios, what differs, then a block for each service."""
    t = words.t
    for side, scenario in zip(SIDES, sides, strict=True):
        name = scenario.name or t("pair.cli.unnamed")
        yield t("pair.cli.side", side=side, name=name, region=scenario.region)
    yield t("pair.cli.differ") if differ else t("pair.cli.alike")
    for change in differ:
        a, b = (words.input_value(change, value) for value in (change.a, change.b))
        yield "  " + t("pair.cli.change", name=words.input_name(change), a=a, b=b)
    for pair in found:
        yield ""
        yield from _service(pair, shares[pair.service], words)


def _service(pair: ServicePair, shared: Causes | None, words: PairWords) -> Iterator[str]:
    t, (a, b) = words.t, words.totals(pair)
    difference = words.signed(pair.cents) if pair.comparable else "–"
    yield t("pair.cli.service", name=t(f"cost.service.{pair.service}"), a=a, b=b, difference=difference)
    for side, broken in zip(SIDES, pair.broken, strict=True):
        for limit in broken:
            why = f"{limit.fact_id}. {words.texts.message(limit.fix)}"
            yield "  ✗ " + t("pair.cli.unfit", side=side, why=why)
    for line in pair.lines:
        yield "  " + t(
            "pair.cli.line",
            label=words.label(line),
            a=words.money(line.a.amount) if line.a else "–",
            b=words.money(line.b.amount) if line.b else "–",
            difference=words.signed(line.cents),
            why=words.why(line),
        )
    if shared is not None:
        for part in shared.parts:
            yield "  · " + t("pair.cli.cause", name=words.cause(part), difference=words.part(part))
        yield "  " + t(f"pair.how.{shared.how}")


def _document(
    sides: tuple[Scenario, Scenario],
    differ: Sequence[Change],
    found: Sequence[ServicePair],
    shares: dict[str, Causes | None],
    words: PairWords,
) -> dict[str, Any]:
    """The whole answer as plain data. Amounts in USD a month, texts in one language; null where there is none."""
    return {
        "version": 1,
        "language": words.texts.language,
        "currency": "USD",
        "a": to_raw(sides[0]),
        "b": to_raw(sides[1]),
        "changes": [
            {"input": one.name, "where": one.where, "label": words.input_name(one), **_values(one)}
            for one in differ
        ],
        "services": [_plain_pair(pair, shares[pair.service], words) for pair in found],
    }


def _values(change: Change) -> dict[str, Any]:
    return {"a": msgspec.to_builtins(change.a), "b": msgspec.to_builtins(change.b)}


def _plain_pair(pair: ServicePair, shared: Causes | None, words: PairWords) -> dict[str, Any]:
    parts = None
    if shared is not None:
        told = [
            {"inputs": [change.name for change in part.changes], "difference": part.cents / 100.0}
            for part in shared.parts
        ]
        parts = {"how": shared.how, "parts": told}
    return {
        "service": pair.service,
        "a": _plain_side(pair.a),
        "b": _plain_side(pair.b),
        "difference": pair.cents / 100.0 if pair.comparable else None,
        "lines": [_plain_line(line, words) for line in pair.lines],
        "causes": parts,
    }


def _plain_side(one: Estimate) -> dict[str, Any]:
    broken = [{"fact": limit.fact_id, "needed": limit.needed, "limit": limit.limit} for limit in one.broken]
    return {"feasible": one.feasible, "total": one.total if one.feasible else None, "broken": broken}


def _plain_line(pair: LinePair, words: PairWords) -> dict[str, Any]:
    line = pair.b or pair.a
    assert line is not None
    return {
        "id": line.id,
        "label": words.label(pair),
        "how": pair.how,
        "a": _plain_item(pair.a),
        "b": _plain_item(pair.b),
        "difference": pair.cents / 100.0,
        "by_quantity": pair.quantity / 100.0,
        "by_price": pair.price / 100.0,
        "explanation": words.why(pair),
    }


def _plain_item(line: LineItem | None) -> dict[str, Any] | None:
    if line is None:
        return None
    figures = ("price_id", "quantity", "unit", "unit_price", "amount")
    return {name: getattr(line, name) for name in figures}
