"""`python main.py estimate SCENARIO [--against SCENARIO] [--json]`: the whole estimate in the terminal, no window.

SCENARIO is a file (see `models.duration.scenario_file`) or `-` for standard input. With `--json` the answer is one
JSON object, so that anybody can check the engine from outside; without it, a readable summary.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import msgspec

from models.cost.engine import estimate, estimate_all
from models.cost.results import Estimate, LineItem
from models.cost.workload import Workload
from models.duration.engine import TIMED, duration
from models.duration.results import DurationEstimate
from models.duration.scenario_file import Scenario, json_schema, read_scenario
from models.errors import AppError
from models.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from models.cost.questions.setting import Setting
    from models.cost.questions.uncertain import Span

EXIT_OK, EXIT_USAGE = 0, 2
Read = Callable[[str], bytes]
Beside = Callable[[argparse.Namespace, Texts, Read, TextIO], None]
"""Answers for two scenarios: the arguments, the texts, how a file is read, and where to write."""

LINE = (
    *("id", "label", "quantity", "unit", "unit_price", "amount", "exact", "formula", "numbers", "rounding"),
    *("price_id", "source", "as_of", "basis", "companion"),
)
"""What a printed line of a bill tells, in this order."""


def estimate_main(
    argv: list[str],
    out: TextIO,
    error: TextIO | None = None,
    source: bytes | None = None,
    beside: Beside | None = None,
) -> int:
    """Answer `estimate` and return the exit code: 0, or 2 with one line on `error` (standard error by default).

    `source` stands for standard input in tests; `beside` answers where a second scenario is given (`--against`).
    """
    told = error or sys.stderr
    texts = Texts(_language(argv))
    try:
        arguments = _parser(texts, beside is not None).parse_args(argv)
        if arguments.schema:
            out.write(_json(json_schema()))
            return EXIT_OK
        if beside is not None and arguments.against:
            beside(arguments, texts, partial(_bytes, source=source), out)
            return EXIT_OK
        scenario = read_scenario(_bytes(arguments.scenario, source))
        _answer(scenario, arguments, texts, out)
    except SystemExit as end:  # argparse has already said why
        return end.code if isinstance(end.code, int) else EXIT_USAGE
    except AppError as problem:
        print(texts.error(problem), file=told)
        return EXIT_USAGE
    except OSError as problem:
        print(
            texts.t("cost.error.file", file=arguments.scenario, problem=problem.strerror or str(problem)),
            file=told,
        )
        return EXIT_USAGE
    return EXIT_OK


def _language(argv: list[str]) -> str:
    """The language asked for (the program always asks for one), else the first."""
    for option, value in zip(argv, [*argv[1:], ""], strict=True):
        name, _, joined = option.partition("=")
        if name == "--lang" and (joined or value) in LANGUAGES:
            return joined or value
    return LANGUAGES[0]


def _parser(texts: Texts, pairs: bool) -> argparse.ArgumentParser:
    from models.arguments import parser_class

    t = texts.t
    parser = parser_class(t)(
        prog="main.py estimate", description=t("cost.cli.description"), epilog=t("cost.cli.fields")
    )
    parser.add_argument("scenario", nargs="?", default="-", metavar="SCENARIO", help=t("cost.cli.scenario"))
    if pairs:
        parser.add_argument("--against", metavar="SCENARIO", default="", help=t("pair.cli.against"))
    parser.add_argument("--json", action="store_true", help=t("cost.cli.json"))
    parser.add_argument("--service", metavar="SERVICE", default="", help=t("cost.cli.service"))
    parser.add_argument("--schema", action="store_true", help=t("cost.cli.schema"))
    parser.add_argument("--lang", choices=LANGUAGES, default=texts.language, help=t("cost.cli.lang"))
    return parser


def _bytes(name: str, source: bytes | None) -> bytes:
    if name != "-":
        return Path(name).read_bytes()
    return source if source is not None else sys.stdin.buffer.read()


def _answer(scenario: Scenario, arguments: argparse.Namespace, texts: Texts, out: TextIO) -> None:
    workload = scenario.complete_workload()
    wanted = (arguments.service,) if arguments.service else scenario.services
    book = scenario.price_book()
    if wanted:
        found = tuple(estimate(service, workload, book, scenario.options) for service in wanted)
    else:
        found = estimate_all(workload, book, scenario.options)
    if arguments.json:
        out.write(_json(_document(scenario, workload, found, texts)))
    else:
        _summary(scenario, workload, found, texts, out)


def _document(scenario: Scenario, workload: Workload, found: tuple[Estimate, ...], texts: Texts) -> dict[str, Any]:
    """The whole answer as plain data. Amounts in USD a month, durations in seconds, texts in one language."""
    spans = _spans(scenario, workload, found)
    return {
        "version": scenario.version,
        "language": texts.language,
        "region": scenario.region,
        "currency": "USD",
        "workload": msgspec.to_builtins(workload),
        "options": {**msgspec.to_builtins(scenario.options), "companions": sorted(scenario.options.companions)},
        "prices_given": scenario.prices,
        "estimates": [
            {
                **_plain(one, texts),
                "range": _range(one.service, scenario, workload, spans.get(one.service)),
                "duration": _duration(one.service, scenario, workload, texts),
            }
            for one in found
        ],
    }


def _plain(value: Any, texts: Texts) -> Any:
    """Frozen results as plain data, Messages rendered."""
    if hasattr(value, "key") and hasattr(value, "args"):
        return texts.message(value)
    if isinstance(value, msgspec.Struct):
        names = LINE if isinstance(value, LineItem) else value.__struct_fields__
        return {name: _plain(getattr(value, name), texts) for name in names}
    if isinstance(value, tuple | list):
        return [_plain(item, texts) for item in value]
    return value


def _duration(service: str, scenario: Scenario, workload: Workload, texts: Texts) -> Any:
    if service not in TIMED:
        return None
    found: DurationEstimate = duration(service, workload, options=scenario.duration)
    plain = _plain(found, texts)
    return {name: part for name, part in plain.items() if name not in ("service", "feasible", "broken")}


def _range(service: str, scenario: Scenario, workload: Workload, span: Span | None) -> Any:
    """Lowest, expected and highest USD a month over the scenario's uncertain inputs; None when there are none.

    `low`, `expected` and `high` are unrounded, None on a side where the service does not fit. `low_total` and
    `high_total` are the lowest and the highest bill that fit, as bills are shown, with their inputs;
    `unfit_inputs` those it does not fit with.
    """
    if not scenario.ranges:
        return None
    from models.cost.questions.uncertain import cost_range

    found = cost_range(service, _setting(scenario, workload), scenario.ranges)
    plain: dict[str, Any] = {
        name: value if math.isfinite(value) else None for name, value in found._asdict().items()
    }
    if span is not None:
        plain |= {"low_total": span.low, "high_total": span.high}
        plain |= {"low_inputs": span.cheapest, "high_inputs": span.dearest, "unfit_inputs": span.unfit}
    return plain


def _setting(scenario: Scenario, workload: Workload) -> Setting:
    from models.cost.questions.setting import Setting

    return Setting(workload, scenario.price_book(), scenario.options)


def _spans(scenario: Scenario, workload: Workload, found: tuple[Estimate, ...]) -> dict[str, Span]:
    """The lowest and highest bill of each service over the uncertain inputs; empty without any."""
    if not scenario.ranges:
        return {}
    from models.cost.questions.uncertain import extremes, spans

    setting = _setting(scenario, workload)
    where = extremes(setting, scenario.ranges, tuple(one.service for one in found if one.service != "outposts"))
    return spans(setting, found, scenario.ranges, where)


def _json(document: dict[str, Any]) -> str:
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _summary(
    scenario: Scenario, workload: Workload, found: tuple[Estimate, ...], texts: Texts, out: TextIO
) -> None:
    """One block for each service: total, sizing, lines, what does not fit and why."""
    t, spans = texts.t, _spans(scenario, workload, found)
    print(t("cost.cli.heading", region=scenario.region, kind=t(f"cost.kind.{workload.kind}")), file=out)
    for one in found:
        name = t(f"cost.service.{one.service}")
        total = (
            t("cost.cli.total", usd=texts.quantity(one.total, "USD", 2)) if one.feasible else t("cost.cli.unfit")
        )
        print(f"\n{name}: {total} ({texts.message(one.reason)})", file=out)
        if one.service in spans:
            _tell_span(spans[one.service], texts, out)
        for line in one.lines if one.feasible else ():
            amount = texts.quantity(line.amount, "USD", 2)
            print(f"  {texts.message(line.label)}: {amount} = {texts.message(line.numbers)}", file=out)
        for broken in one.broken:
            print(f"  ✗ {broken.fact_id}: {texts.message(broken.fix)}", file=out)
        for warning in one.warnings:
            print(f"  ! {texts.message(warning)}", file=out)


def _tell_span(span: Span, texts: Texts, out: TextIO) -> None:
    """One line for the range, one more when it does not fit everywhere."""
    low, high = (texts.quantity(value, "USD", 2) for value in (span.low, span.high))
    print("  ± " + texts.t("range.cli", low=low, high=high), file=out)
    if span.unfit:
        inputs = ", ".join(
            texts.t("range.input", label=texts.t(f"cost.field.{name}"), value=value)
            for name, value in span.unfit.items()
        )
        print("  ✗ " + texts.t("range.cli_unfit", inputs=inputs), file=out)
