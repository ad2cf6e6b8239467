"""The estimate in the terminal: whole, checkable from outside, without Qt, and clear about wrong files."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

from models.cost.engine import SERVICES, estimate
from models.cost.examples import load_examples
from models.cost.price_book import load_price_book
from models.duration.terminal import estimate_main
from models.texts import Texts


def _run(scenario: object, *argv: str) -> tuple[int, str, str]:
    out, error = io.StringIO(), io.StringIO()
    source = scenario if isinstance(scenario, bytes) else json.dumps(scenario).encode()
    code = estimate_main([*argv, "--lang", "en"] if "--lang" not in argv else list(argv), out, error, source)
    return code, out.getvalue(), error.getvalue()


def test_the_whole_answer_is_printed() -> None:
    code, out, _ = _run({"example": "photo_resize", "region": "sa-east-1"}, "--json")
    answer = json.loads(out)
    assert code == 0
    assert {one["service"] for one in answer["estimates"]} == set(SERVICES)
    workload = next(one.workload for one in load_examples() if one.id == "photo_resize")
    for one in answer["estimates"]:
        expected = estimate(one["service"], workload, load_price_book("sa-east-1"))
        assert one["total"] == expected.total and one["exact"] == expected.exact
        assert [line["amount"] for line in one["lines"]] == [line.amount for line in expected.lines]
        assert all(line["formula"] and line["numbers"] and line["source"] for line in one["lines"])


def test_fields_replace_those_of_the_example_and_prices_those_of_the_region() -> None:
    scenario = {
        "example": "photo_resize", "workload": {"amount": 3_000_000, "free_tier": False, "logs_gb": 0},
        "prices": {"lambda.requests": 1.0}, "services": ["lambda"],
    }  # fmt: skip
    code, out, _ = _run(scenario, "--json")
    (lines,) = (one["lines"] for one in json.loads(out)["estimates"])
    assert code == 0
    assert next(line for line in lines if line["id"] == "lambda_requests")["amount"] == 3.0


@pytest.mark.parametrize(
    ("scenario", "said"),
    [
        (b"{", "cannot be understood"),
        (b"\xff\xfe", "cannot be understood"),
        ({"workload": {"memory": 3}}, "unknown field `memory`"),
        ({"workload": {"amount": "many"}}, "$.amount"),
        ({"workload": {"amount": 0}}, "Amount per month"),
        ({"version": 9, "workload": {}}, "version"),
        ({"region": "mars-1", "workload": {}}, "mars-1"),
        ({"services": ["app_runner"], "workload": {}}, "app_runner"),
        ({"example": "nothing"}, "photo_resize"),
        ({"workload": {}, "prices": {"lambda.requests": -1}}, "lambda.requests"),
        ({"workload": {}, "ranges": {"colour": [1, 2]}}, "colour"),
        ({"workload": {}, "options": {"ecs_mode": "sky"}}, "sky"),
        ({"workload": {}, "duration": {"attempts": 0}}, "Attempts"),
        (b"[" * 2_000_000, "cannot be understood"),
    ],
)
def test_a_wrong_scenario_is_refused_in_one_line(scenario, said) -> None:
    code, out, error = _run(scenario, "--json")
    assert code == 2 and out == ""
    assert said in error and len(error.strip().splitlines()) == 1


def test_uncertain_inputs_give_a_range() -> None:
    code, out, _ = _run(
        {"example": "photo_resize", "ranges": {"amount": [1e5, 9e6]}, "services": ["lambda"]}, "--json"
    )
    (found,) = (one["range"] for one in json.loads(out)["estimates"])
    assert code == 0
    assert found["low"] <= found["expected"] < found["high"]


def test_a_range_is_told_with_what_does_not_fit_in_both_languages() -> None:
    raw = {"example": "photo_resize", "ranges": {"duration_s": [0.5, 1000]}, "services": ["lambda", "fargate"]}
    _, out, _ = _run(raw, "--json")
    one, two = (found["range"] for found in json.loads(out)["estimates"])
    assert one["high"] is None and one["unfit_inputs"] == {"duration_s": 1000.0}
    assert one["low_total"] <= one["high_total"] and two["unfit_inputs"] == {}
    for language, span, unfit in (("es", "entre ", "no siempre cabe"), ("en", "between ", "not always fit")):
        _, out, _ = _run(raw, "--lang", language)
        assert out.count(f"± {span}") == 2 and out.count(unfit) == 1
        shown = Texts(language).quantity(two["high_total"], "USD", 2)
        assert shown in out


def test_a_missing_file_and_a_wrong_option_are_said() -> None:
    assert _run({}, "nowhere.json")[0] == 2
    assert _run({}, "--colour")[0] == 2


def test_the_summary_is_readable_in_both_languages() -> None:
    for language, word in (("es", "al mes"), ("en", "a month")):
        code, out, _ = _run({"example": "blog"}, "--lang", language)
        assert code == 0 and word in out and "⟦" not in out


def test_the_schema_describes_every_field() -> None:
    code, out, _ = _run({}, "--schema")
    schema = json.loads(out)
    assert code == 0
    assert "memory_mb" in schema["$defs"]["Workload"]["properties"]
    assert "commitment" in schema["$defs"]["Options"]["properties"]


def test_no_qt_and_no_numpy_are_loaded() -> None:
    """A whole process, because only a fresh one shows what is imported."""
    code = (
        "import io, sys; from models.duration.terminal import estimate_main\n"
        "assert estimate_main(['--json', '-'], io.StringIO(), source=b'{\"example\": \"blog\"}') == 0\n"
        "heavy = ('PySide6', 'numpy', 'pyqtgraph', 'ui')\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_prices_and_workload_are_cheap_to_import() -> None:
    """What the first window imports must not bring the bills, the EC2 table or numpy."""
    code = (
        "import sys; import models.cost; from models.cost.workload import Workload\n"
        "from models.cost.price_book import load_price_book\n"
        "load_price_book('us-east-1').price('lambda.requests')\n"
        "print([name for name in ('numpy', 'models.cost.engine', 'models.cost.ec2_table', 'models.cost.services')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_can_be_had_from_the_package() -> None:
    import models.cost
    import models.duration

    for package in (models.cost, models.duration):
        for name in package._HOME:
            assert callable(getattr(package, name)) or getattr(package, name) is not None
        with pytest.raises(AttributeError):
            package.nothing_of_the_kind  # noqa: B018
