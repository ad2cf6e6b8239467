"""The curve without a screen: its figures are those of the list, its changes are exact, its words agree. No Qt."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest

from models.content.catalog import Catalog
from models.content.display import Display
from models.cost import engine
from models.cost.engine import RANKED
from models.cost.examples import load_examples
from models.cost.price_book import load_price_book
from models.duration.engine import duration
from models.state.app_state import AppState
from models.texts import LANGUAGES, Texts
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_curve_axes import LINEAR, LOG, CurveChoice, scaled, upright
from ui.presenters.calculator_curve_desk import CurveDesk
from ui.presenters.calculator_curve_lines import Question, together, winners
from ui.presenters.calculator_fields import BY_NAME
from ui.presenters.calculator_map_axes import AxisWords

MEASURES = ("cost", "time")


def make(example: str = "rest_api_bursts", language: str = "es", measure: str = "cost") -> CurveDesk:
    state, texts = AppState(), Texts(language)
    display = Display(Catalog(), texts, lambda: load_price_book(state.region))
    presenter = CalculatorPresenter(state, display, lambda: load_price_book(state.region))
    presenter.choose_example(example)
    desk = CurveDesk(presenter, display)
    desk.measure = measure
    return desk


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def inputs_of(desk: CurveDesk) -> list[str]:
    return [name for name, _ in desk.inputs()[0]]


def figure_of(desk: CurveDesk, service: str, name: str, value: float) -> float:
    """What the engine says of one service with one input changed, asked alone and before rounding."""
    there = msgspec.structs.replace(desk._presenter.workload, **{name: value})
    if desk.measure == "time":
        one = duration(service, there)
        return one.seconds if one.feasible else math.nan
    bill = engine.estimate(service, there, desk._presenter.book(), desk._presenter.options)
    return bill.exact if bill.feasible else math.nan


# lines


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("example", ["rest_api_bursts", "nightly_batch", "blog"])
def test_every_input_gives_lines_that_are_the_figures_of_the_list_before_rounding(example, measure):
    desk = make(example, measure=measure)
    for name in inputs_of(desk):
        desk.choice.choose(name)
        assert desk.follow(13)
        found = desk.curves
        assert found.axis.input_name == name and len(found.xs) >= 6
        for column in range(0, len(found.xs), 5):
            for row, service in enumerate(RANKED):
                wanted = figure_of(desk, service, name, float(found.xs[column]))
                assert found.table[row, column] == pytest.approx(wanted, rel=1e-12, nan_ok=True), (name, service)


@pytest.mark.parametrize("measure", MEASURES)
def test_moving_along_the_axis_asks_the_engine_nothing_and_another_input_does(measure):
    desk = make(measure=measure)
    desk.follow()
    table = desk.curves.table
    desk._presenter.set_text("amount", "54321")
    assert not desk.follow(), "the lines are the same"
    assert desk.curves.table is table and desk.curves.now == 54321.0
    place, heights = desk.now()
    assert place == pytest.approx(desk.curves.axis.place(54321.0))
    wanted = [figure_of(desk, service, "amount", 54321.0) for service in RANKED]
    assert heights == pytest.approx(desk.up.place(np.asarray(wanted)).tolist(), nan_ok=True)
    desk._presenter.set_text("memory_mb", "700")
    assert desk.follow() and desk.curves.table is not table


def test_lines_worked_out_for_a_drag_become_fine_at_rest_and_not_coarse_again():
    desk = make()
    assert desk.follow(25) and len(desk.curves.xs) == 25
    assert desk.follow(121) and len(desk.curves.xs) == 121
    assert not desk.follow(25) and len(desk.curves.xs) == 121


def test_the_axis_stays_while_the_point_is_held_even_beyond_the_slider():
    desk = make()
    desk._presenter.set_text("amount", "5e9")
    desk.follow()
    assert desk.curves.axis.high == pytest.approx(1e10)
    desk._presenter.set_text("amount", "2e6")
    desk.follow(held=True)
    assert desk.curves.axis.high == pytest.approx(1e10)
    desk.follow()
    assert desk.curves.axis.high == pytest.approx(1e9)


def test_whole_inputs_are_stairs_at_every_number():
    desk = make()
    desk.choice.choose("zones")
    desk.follow()
    assert desk.curves.xs.tolist() == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    assert desk.curves.joints == pytest.approx([i / 6.0 for i in range(1, 6)], abs=1e-4)
    desk.choice.choose("amount")
    desk.follow()
    assert np.isnan(desk.curves.joints).all()


# axes


def test_the_choice_waits_for_a_kind_that_has_its_input_and_keeps_each_scale():
    desk = make()
    desk.choice.choose("peak_factor")
    desk.choice.choose_along("peak_factor", LINEAR)
    desk.follow()
    assert desk.curves.axis.input_name == "peak_factor" and desk.curves.axis.knee == 0.0
    desk._presenter.set_choice("kind", "always_on")
    desk.follow()
    assert desk.curves.axis.input_name == "amount" and desk.inputs()[1:] == ("amount", LOG, LOG)
    desk._presenter.set_choice("kind", "jobs")
    desk.follow()
    assert desk.inputs()[1:] == ("peak_factor", LINEAR, LOG)


def test_every_input_stands_on_both_scales_and_starts_with_the_one_that_suits_it():
    choice = CurveChoice()
    for example in load_examples():
        desk = make(example.id)
        axes = AxisWords(desk._presenter.display)
        for name in axes.inputs(example.workload):
            natural = axes.axis(name, example.workload)
            assert choice.along(natural) == (LINEAR if natural.knee == 0.0 else LOG)
            for scale in (LOG, LINEAR):
                axis = scaled(natural, scale)
                places = np.linspace(0.0, 1.0, 9)
                values = axis.value(places)
                assert (np.diff(values) > 0.0).all() or BY_NAME[name].whole, (name, scale)
                assert [axis.place(float(x)) for x in values] == pytest.approx(
                    places.tolist(), abs=1e-9 if not axis.whole else 0.6
                )
                marks = [place for place, _ in axes.ticks(axis)]
                assert len(marks) >= 3 and marks == sorted(marks) and marks[0] >= 0.0 and marks[-1] <= 1.0 + 1e-9


def test_nothing_at_all_has_its_place_below_the_least_of_a_log_scale():
    scale = upright(np.array([[0.0, 0.004, 0.01, 5.0], [math.nan] * 4]), "cost", LOG)
    places = scale.place(np.array([0.0, 0.005, 0.01, 0.1, 5.0, math.nan]))
    assert places[0] == pytest.approx(0.0) and math.isnan(places[-1])
    assert (np.diff(places[:-1]) > 0.0).all() and places[-2] <= 1.0
    ticks = make().maker.up.ticks(scale)
    assert plain(ticks[0][1]) == "0" and ticks[0][0] == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("measure", "values", "scale", "first", "last"),
    [
        ("cost", [3.0, 950.0], LOG, "10", "1 000"),
        ("cost", [3.0, 950.0], LINEAR, "0", "1 000"),
        ("cost", [2.2e6, 2.2e9], LOG, "10 M", "1 000 M"),
        ("time", [0.2, 86_400.0], LOG, "1 s", "24 h"),
        ("time", [0.2, 86_000.0], LINEAR, "0", "25 h"),
        ("time", [30.0, 100.0], LOG, "20 s", "2 min"),
    ],
)
def test_figures_of_the_upright_axis(measure, values, scale, first, last):
    words = make().maker.up
    ticks = words.ticks(upright(np.asarray([values]), measure, scale))
    assert (plain(ticks[0][1]), plain(ticks[-1][1])) == (first, last)
    assert all(0.0 <= place <= 1.0 + 1e-9 for place, _ in ticks) and len(ticks) >= 3


def test_the_upright_scale_stands_while_values_move_a_little():
    one, two = (upright(np.asarray([[3.0, top]]), "cost", LOG) for top in (900.0, 930.0))
    assert one == two


# changes


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("scale", [LOG, LINEAR])
@pytest.mark.parametrize("example", ["rest_api_bursts", "nightly_batch", "photo_resize", "steady_api_containers"])
def test_a_change_is_where_another_service_becomes_the_best(example, scale, measure):
    desk = make(example, measure=measure)
    seen = 0
    for name in inputs_of(desk):
        desk.choice.choose(name)
        desk.choice.choose_along(name, scale)
        desk.follow()
        for change in desk.changes():
            seen += 1
            step = 1.0 if desk.curves.axis.whole or name == "amount" else abs(change.x) * 1e-7
            assert change.before != change.after
            if change.before:
                here = figure_of(desk, change.before, name, change.x - step)
                rival = [figure_of(desk, other, name, change.x - step) for other in RANKED]
                assert here <= np.nanmin(rival) + 2e-4, (name, change, "the best until then")
            if change.after:
                there = [figure_of(desk, other, name, change.x) for other in RANKED]
                assert there[RANKED.index(change.after)] <= np.nanmin(there) + 2e-4, (name, change)
    assert seen >= 3


def test_changes_of_a_whole_input_are_whole_numbers():
    desk = make()
    for name in ("zones", "gpu"):
        desk.choice.choose(name)
        desk.follow()
        assert desk.changes() and all(change.x == round(change.x) for change in desk.changes())


def test_every_change_a_fine_search_finds_is_told_in_order():
    desk = make()
    desk.choice.choose("duration_s")
    desk.follow()
    changes = desk.changes()
    xs = np.geomspace(desk.curves.axis.low, desk.curves.axis.high, 1500)
    best = winners(desk.question().lines("duration_s", xs), "cost")
    told = [RANKED[best[0]] if best[0] >= 0 else "", *(change.after for change in changes)]
    seen = [RANKED[row] if row >= 0 else "" for i, row in enumerate(best) if i == 0 or row != best[i - 1]]
    assert [change.x for change in changes] == sorted(change.x for change in changes)
    assert [change.before for change in changes] == told[:-1]
    assert len(told) >= len(seen) and set(seen) <= set(told)


def test_a_service_that_wins_between_two_points_is_found():
    desk = make()
    desk.choice.choose("vcpu")
    desk.follow(7)
    assert [change.after for change in desk.changes()] == ["lightsail", "lambda", "lightsail"]


def test_where_nothing_fits_any_more_is_a_change_too():
    desk = make("photo_resize")
    desk.choice.choose("gpu")
    desk.follow()
    last = desk.changes()[-1]
    assert (last.x, last.before, last.after) == (3.0, "ec2", "")
    assert last.y == pytest.approx(figure_of(desk, "ec2", "gpu", 2.0)), "what it came to until then"
    assert "Desde 3 GPU, ninguno." in plain(desk.summary())
    assert plain(desk.marks()[-1][2]) == "3 GPU: no cabe ninguno"
    desk._presenter.set_text("gpu", "5")
    desk.choice.choose("amount")
    desk.follow()
    assert desk.changes() == () and plain(desk.summary()) == "Ningún servicio admite esta carga en este rango."
    assert desk.table().best == (0,) * len(desk.table().rows)


def test_lines_that_are_one_are_told_as_one():
    desk = make(language="en")
    desk.follow()
    assert together(desk.curves) == (("ec2", "beanstalk"),)
    assert "EC2 = Elastic Beanstalk" in desk.summary() and "cost the same" not in desk.summary(), "told once"
    assert [words for _, _, words in desk.marks()][-1].endswith("EC2 +1 wins")
    desk.choice.choose("peak_factor")
    desk.follow()
    assert plain(desk.summary()) == "Lambda is the cheapest all the way. EC2 and Elastic Beanstalk cost the same."
    assert "nearly meet: Elastic Beanstalk, EC2 and ECS" in desk.spoken()


# words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("measure", MEASURES)
def test_every_input_has_all_its_words(language, measure):
    for example in ("rest_api_bursts", "nightly_batch", "blog"):
        desk = make(example, language, measure)
        for name in inputs_of(desk):
            desk.choice.choose(name)
            desk.follow(25)
            words = [desk.title(), desk.summary(), desk.spoken(), *desk.table().header, desk.looks()[1][0]]
            words += [text for _, _, text in desk.marks()]
            assert all(words) and not any("⟦" in word for word in words)
        assert desk.maker._texts.missing == set()


def test_the_summary_says_time_when_the_curve_is_of_time():
    cost, time = make("nightly_batch", "en"), make("nightly_batch", "en", "time")
    for desk in (cost, time):
        desk.choice.choose("concurrency")
    assert cost.title() == "Cost against what runs at once" and "cheapest" in cost.summary()
    assert time.title() == "Time against what runs at once" and "fastest" in time.summary()
    assert time.looks()[1][0] == "The whole month"
    assert "Lightsail, 2 h 2 min" in plain(time.spoken())


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("name", ["amount", "duration_s", "memory_mb", "zones", "data_out_gb", "concurrency"])
def test_crosshair_and_table_read_the_list_itself(measure, name):
    desk = make(language="en", measure=measure)
    desk.choice.choose(name)
    desk.follow()
    place, _ = desk.now()
    answer = desk._presenter.answer("duration" if measure == "time" else "cost")
    listed = {row.service: row.total for row in answer.rows() if row.rank == "ranked"}
    assert {service: words for service, _, words in desk.at(place).rows} == listed
    table = desk.table()
    now = next(row for row in table.rows if row[0].startswith("now"))
    cells = dict(zip(RANKED, now[1:], strict=True))
    assert {service: words for service, words in cells.items() if words != "does not fit"} == listed
    pairs = zip(table.rows, table.figures, strict=True)
    assert all(len(row) == len(table.header) == len(numbers) for row, numbers in pairs)


def test_the_table_has_round_values_the_current_one_and_the_changes():
    desk = make(language="en")
    desk.follow()
    heads = [row[0] for row in desk.table().rows]
    assert "now: 5,000,000" in heads and "10,000" in heads
    changes = [f"change: {change.x:,.0f}" for change in desk.changes()]
    assert changes and set(changes) <= set(heads)
    assert desk.table().units[0] == "requests a month" and desk.table().units[1] == "USD"
    desk.measure = "time"
    desk.choice.choose("target_utilisation")
    desk.follow()
    table = desk.table()
    assert table.units[:2] == ("%", "s") and 70.0 in [figures[0] for figures in table.figures]


def test_a_place_means_a_tidy_value_or_exactly_a_change_or_the_workload_s_own():
    desk = make()
    desk._presenter.set_text("duration_s", "123,456 ms")
    desk.choice.choose("duration_s")
    desk.follow()
    axis, change = desk.curves.axis, desk.changes()[0]
    assert desk.value_at(axis.place(change.x)) == change.x
    assert desk.value_at(desk.now()[0]) == pytest.approx(0.123456)
    tidy = desk.value_at(axis.place(0.5012))
    assert tidy == float(f"{tidy:.2g}")
    assert desk.stepped(axis.place(0.5), 1) > axis.place(0.5) > desk.stepped(axis.place(0.5), -1)
    assert desk.stepped(1.0, 1) == 1.0


def test_a_question_about_a_value_out_of_bounds_is_refused():
    desk = make()
    question = Question(desk._presenter.workload, desk._presenter.book(), desk._presenter.options)
    with pytest.raises(engine.WorkloadError):
        question.lines("zones", np.array([1.0, 99.0]))
