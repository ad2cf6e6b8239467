"""The calculator's presenter alone: reading what people type, undo, examples, answers in words. No Qt."""

from __future__ import annotations

import math
import sys

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import formats
from models.content.catalog import Catalog
from models.content.display import Display
from models.cost import engine
from models.cost.examples import load_examples
from models.cost.price_book import load_price_book
from models.cost.workload import Workload
from models.state.app_state import AppState
from models.texts import LANGUAGES, Texts
from ui.presenters import calculator_fields as fields
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_fields import BY_NAME, FIELDS
from ui.presenters.calculator_words import Words, span_text


def make(state: AppState | None = None, language: str = "es") -> CalculatorPresenter:
    state = state or AppState()
    texts = Texts(language)

    def prices():
        return load_price_book(state.region)

    return CalculatorPresenter(state, Display(Catalog(), texts, prices), prices)


@pytest.fixture
def presenter() -> CalculatorPresenter:
    return make()


# reading and showing


@pytest.mark.parametrize(
    ("name", "text", "language", "value"),
    [
        ("amount", "3 000 000", "es", 3e6),
        ("amount", "3.000.000", "es", 3e6),
        ("amount", "3,000,000", "en", 3e6),
        ("amount", "2,5M", "es", 2.5e6),
        ("amount", "300k", "en", 3e5),
        ("duration_s", "1,5 s", "es", 1.5),
        ("duration_s", "1.5s", "en", 1.5),
        ("duration_s", "120 ms", "es", 0.12),
        ("duration_s", "15 min", "es", 900.0),
        ("duration_s", "15m", "es", 900.0),
        ("duration_s", "2h", "en", 7200.0),
        ("memory_mb", "1,5 GB", "es", 1536.0),
        ("memory_mb", "2 gib", "en", 2048.0),
        ("vcpu", "", "es", 0.0),
        ("vcpu", "0,25", "es", 0.25),
        ("target_utilisation", "70 %", "es", 0.7),
    ],
)
def test_reads_numbers_as_people_write_them(name, text, language, value):
    field = BY_NAME[name]
    found, _unit = fields.read(field, text, field.scale[0][0], language)
    assert found == pytest.approx(value)


def test_a_number_alone_takes_the_unit_of_the_field():
    field = BY_NAME["duration_s"]
    assert fields.read(field, "120", "ms", "es") == (pytest.approx(0.12), "ms")
    assert fields.read(field, "2", "min", "es") == (120.0, "min")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("amount", ""),
        ("amount", "mucho"),
        ("amount", "-5"),
        ("amount", "0"),
        ("amount", "1e400"),
        ("zones", "2.5" if "." else ""),
        ("zones", "9"),
        ("memory_mb", "12 s"),
        ("duration_s", "1..2"),
        ("hours_per_day", "25"),
    ],
)
def test_a_wrong_input_is_told_in_place_and_changes_nothing(name, text, language):
    presenter = make(language=language)
    before, rows = presenter.workload, presenter.answer().rows()
    said = presenter.set_text(name, text)
    assert said and "⟦" not in said
    assert presenter.workload is before
    assert presenter.answer().rows() == rows
    assert not presenter.can_undo


@given(st.sampled_from([f for f in FIELDS if f.name != "vcpu"]), st.floats(0.0, 1.0), st.sampled_from(LANGUAGES))
def test_what_is_shown_reads_back_as_the_same_value(field, share, language):
    low, high, open_low = engine_bounds(field.name)
    low = max(low, 1e-3) if open_low else low
    value = low + (min(high, 1e9) - low) * share**4
    value = float(round(value)) if field.whole else float(f"{value:.5g}")
    if not low <= value <= high:
        return
    unit = fields.unit_of(field, value)
    again, _ = fields.read(field, fields.shown(field, value, unit, language), unit, language)
    assert again == pytest.approx(value, rel=1e-6, abs=1e-6)


def engine_bounds(name: str) -> tuple[float, float, bool]:
    from models.cost.workload import bounds

    return bounds(name)


@pytest.mark.parametrize("field", [f for f in FIELDS if f.slider], ids=lambda f: f.name)
@pytest.mark.parametrize("kind", fields.ALL)
def test_a_slider_reaches_its_ends_and_never_leaves_what_the_engine_accepts(field, kind):
    workload = msgspec.structs.replace(load_examples()[0].workload, kind=kind)
    low, high = fields.slider_range(field, workload)
    assert fields.from_slider(field, workload, 0.0) == pytest.approx(low)
    assert fields.from_slider(field, workload, 1.0) == pytest.approx(high)
    last = -math.inf
    for step in range(101):
        value = fields.from_slider(field, workload, step / 100)
        msgspec.structs.replace(workload, **{field.name: value}).validate()
        assert value >= last
        last = value


@pytest.mark.parametrize("name", ["duration_s", "amount"])
def test_a_slider_writes_few_digits_in_the_unit_it_shows(name):
    field, workload = fields.BY_NAME[name], load_examples()[0].workload
    for step in range(1, 1000):
        value = fields.from_slider(field, workload, step / 1000)
        text = fields.shown(field, value, fields.unit_of(field, value), "en")
        assert len(text.replace(",", "").replace(".", "").strip("0")) <= 3, (value, text)


@pytest.mark.parametrize(("language", "one", "many"), [("es", "zona", "zonas"), ("en", "zone", "zones")])
def test_a_single_thing_has_a_unit_in_the_singular(language, one, many):
    presenter = make(language=language)
    for value, unit in ((1.0, one), (2.0, many)):
        presenter.set_value("zones", value)
        assert presenter.field("zones").unit == unit


# state, examples, undo


def test_the_first_start_takes_the_example_of_the_state():
    state = AppState()
    presenter = make(state)
    assert state.workload == load_examples()[0].workload
    assert presenter.example().id == state.example


def test_a_remembered_workload_wins_over_no_example():
    state = AppState()
    state.example, state.workload = "", Workload(amount=123.0)
    assert make(state).workload.amount == 123.0


def test_a_link_to_an_example_is_adopted_even_after_its_workload_was_changed():
    state = AppState()
    presenter = make(state)
    presenter.set_text("amount", "777")
    assert state.example == "" and presenter.example() is None
    state.example = "photo_resize"  # what the link `calc:photo_resize` does
    assert state.workload == load_examples()[0].workload
    assert presenter.undo() and presenter.workload.amount == 777.0


def test_an_unknown_example_changes_nothing(presenter):
    before = presenter.workload
    presenter.state.example = "no_such_example"
    assert presenter.workload == before


def test_another_view_that_sets_the_workload_is_followed(presenter):
    heard = []
    presenter.changed.connect(heard.append)
    presenter.state.workload = Workload(amount=42.0)
    assert presenter.workload.amount == 42.0 and heard


def test_one_drag_is_one_undo_step_and_redo_brings_it_back(presenter):
    start = presenter.workload
    for step in range(20):
        presenter.set_position("amount", 0.3 + step / 100)
    presenter.seal()
    end = presenter.workload
    presenter.set_position("memory_mb", 0.9)
    assert presenter.undo() and presenter.workload == end
    assert presenter.undo() and presenter.workload == start
    assert not presenter.undo()
    assert presenter.redo() and presenter.workload == end
    presenter.set_text("amount", "5")
    assert not presenter.can_redo


def test_a_new_gesture_on_the_same_field_is_a_new_step(presenter):
    start = presenter.workload
    presenter.set_text("amount", "1000")
    presenter.seal()
    presenter.set_text("amount", "2000")
    presenter.undo()
    assert presenter.workload.amount == 1000.0
    presenter.undo()
    assert presenter.workload == start


def test_reset_goes_back_to_the_example_and_can_be_undone(presenter):
    presenter.choose_example("nightly_batch")
    presenter.set_option("spot", True)
    presenter.reset()
    assert not presenter.options.spot and presenter.workload == presenter.example().workload
    presenter.undo()
    assert presenter.options.spot


def test_reset_after_changing_an_input_returns_to_the_example_it_came_from(presenter):
    presenter.choose_example("blog")
    presenter.set_text("memory_mb", "2 GB")
    assert presenter.example() is None
    presenter.reset()
    assert presenter.example().id == "blog" == presenter.state.example


def test_an_input_put_back_is_the_example_again(presenter):
    amount = presenter.workload.amount
    presenter.set_value("amount", 5.0)
    assert presenter.state.example == ""
    presenter.set_value("amount", amount)
    assert presenter.state.example == "photo_resize"


def test_changing_the_kind_keeps_every_input_in_its_range(presenter):
    for kind in ("always_on", "jobs", "requests", "always_on"):
        presenter.set_choice("kind", kind)
        presenter.workload.validate()
        low, high = fields.AMOUNT_SLIDERS[kind]
        assert low <= presenter.workload.amount <= high


def test_dispose_stops_listening():
    state = AppState()
    presenter = make(state)
    heard = []
    presenter.changed.connect(heard.append)
    presenter.dispose()
    state.example = "blog"
    assert heard == []


# answers


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", [one.id for one in load_examples()])
def test_every_example_has_whole_answers_in_both_views(example, language):
    presenter = make(language=language)
    presenter.choose_example(example)
    assert presenter.lesson()
    for view in ("cost", "duration"):
        answer = presenter.answer(view)
        for row in answer.rows():
            detail = answer.detail(row.service)
            texts = [row.reason, row.spoken, answer.as_text(row.service), *detail.broken, *detail.warnings]
            texts += [
                part for line in detail.lines for part in (line.label, line.formula, line.numbers, line.origin)
            ]
            assert all("⟦" not in text and "{" not in text for text in texts)
            assert row.spoken and row.name
    assert presenter.display.texts.missing == set()


@pytest.mark.parametrize("example", [one.id for one in load_examples()])
def test_rows_are_the_engines_estimates_in_the_engines_order(example):
    presenter = make(language="en")
    presenter.choose_example(example)
    rows = {row.service: row for row in presenter.answer().rows()}
    estimates = engine.estimate_all(presenter.workload, presenter.book())
    assert set(rows) == {one.service for one in estimates}
    ranked = [one for one in estimates if rows[one.service].rank == "ranked"]
    assert [one.service for one in ranked] == [s for s, row in rows.items() if row.rank == "ranked"]
    for one in ranked:
        assert rows[one.service].total == formats.money(one.total, "en")
    assert max(rows[one.service].share for one in ranked) == pytest.approx(1.0)
    for one in estimates:
        if one.service in engine.RANKED and not one.feasible:
            assert rows[one.service].rank == "broken" and rows[one.service].total == ""


def test_what_does_not_fit_says_the_limit_and_the_way_out(presenter):
    presenter.choose_example("video_transcoding")
    row = next(row for row in presenter.answer().rows() if row.service == "lambda")
    assert row.rank == "broken"
    assert "25\xa0min" in row.reason and "15\xa0min" in row.reason
    detail = presenter.answer().detail("lambda")
    assert detail.lines == () and detail.total == "" and len(detail.broken) == 2


def test_an_opened_row_adds_up_to_its_total(presenter):
    presenter.choose_example("rest_api_bursts")
    for one in presenter.estimates():
        detail = presenter.answer().detail(one.service)
        shown = [formats.parse_number(line.amount.removesuffix("\xa0USD"), "es") for line in detail.lines]
        if detail.total and min(shown, default=0.0) >= 0.005:
            assert sum(shown) == pytest.approx(one.total, abs=1e-6)


def test_companions_are_marked_and_can_be_left_out(presenter):
    presenter.choose_example("steady_api_containers")
    lines = presenter.answer().detail("ec2").lines
    assert any(line.companion for line in lines) and any(not line.companion for line in lines)
    before = next(one.total for one in presenter.estimates() if one.service == "ec2")
    presenter.set_companion("data_out", False)
    after = next(one.total for one in presenter.estimates() if one.service == "ec2")
    assert after < before
    assert dict(presenter.companions())["data_out"] is False


@pytest.mark.parametrize(
    ("seconds", "spanish", "english"),
    [
        (0.085, "85 ms", "85 ms"),
        (1.234, "1,23 s", "1.23 s"),
        (59.0, "59 s", "59 s"),
        (250.0, "4 min 10 s", "4 min 10 s"),
        (3599.9, "1 h", "1 h"),
        (7500.0, "2 h 5 min", "2 h 5 min"),
        (180_000.0, "2 días 2 h", "2 days 2 h"),
    ],
)
def test_times_are_said_as_people_say_them(seconds, spanish, english):
    for language, wanted in (("es", spanish), ("en", english)):
        words = Words(Display(Catalog(), Texts(language)))
        assert span_text(seconds, words).replace("\xa0", " ") == wanted


def test_nothing_of_the_screen_is_imported():
    import subprocess

    code = "import sys, ui.presenters.calculator, ui.presenters.calculator_curve_desk\n"
    code += "assert not [m for m in sys.modules if m.split('.')[0] in ('PySide6', 'pyqtgraph', 'numpy')]"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
