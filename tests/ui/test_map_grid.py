"""The map as arrays and in words: the same winners, frontiers and figures as everywhere else."""

from __future__ import annotations

import math
import random

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cost import engine
from models.cost.engine import RANKED
from models.cost.examples import load_examples
from models.cost.options import Options
from models.cost.price_book import load_price_book
from models.cost.questions.cheapest_map import cheapest_map, frontiers
from models.duration.engine import TIMED, duration, duration_all
from models.texts import Money
from ui.presenters.calculator_duration import TimeAnswer
from ui.presenters.calculator_fields import BY_NAME, factor_of, unit_of
from ui.presenters.calculator_map import MapMaker, winner_at
from ui.presenters.calculator_map_axes import Axis, current
from ui.presenters.calculator_map_frontier import Cuts, find_cuts, joined, solve_exact
from ui.presenters.calculator_map_grid import NOBODY, SAME, OutdatedError, always, solve
from ui.presenters.calculator_map_reading import standing

EXAMPLES = {one.id: one.workload for one in load_examples()}
BOOK = load_price_book("us-east-1")
SIZE = (48, 40)


def ask(maker, workload, names=None, measure="cost"):
    return maker.question(workload, BOOK, Options(), names or maker.default_inputs(workload), measure)


def figure(service, workload, measure):
    """What the engines say of one workload: exact USD or seconds, inf where it does not fit."""
    if measure == "cost":
        bill = engine.estimate(service, workload, BOOK)
        return bill.exact if bill.feasible else math.inf
    found = duration(service, workload)
    return found.seconds if found.feasible else math.inf


@pytest.fixture
def maker(display):
    return MapMaker(display)


@pytest.mark.parametrize("language", ["es"], indirect=True)
@pytest.mark.parametrize("measure", ["cost", "time"])
@pytest.mark.parametrize("example", EXAMPLES)
def test_winners_have_the_lowest_figure_at_the_node_and_no_tie_is_hidden(maker, example, measure):
    question = ask(maker, EXAMPLES[example], measure=measure)
    grid, chance = solve(question, SIZE, always), random.Random(example)
    for _ in range(12):
        row, column = chance.randrange(SIZE[1]), chance.randrange(SIZE[0])
        inputs = {
            question.x.input_name: float(question.x.value(column / (SIZE[0] - 1))),
            question.y.input_name: float(question.y.value(row / (SIZE[1] - 1))),
        }
        workload = msgspec.structs.replace(question.setting.workload, **inputs)
        figures = {name: figure(name, workload, measure) for name in RANKED}
        least = min(figures.values())
        assert grid.best[row, column] == least
        area = grid.area(int(grid.winner[row, column]))
        if least == math.inf:
            assert area == ()
        else:
            exact = {name for name in RANKED if figures[name] == least}
            near = {name for name in RANKED if figures[name] <= least + SAME[measure]}
            assert exact <= set(area) <= near


@pytest.mark.parametrize("language", ["es"], indirect=True)
def test_services_that_cost_the_same_share_their_area(maker):
    """Beanstalk adds nothing to the bill of its servers: neither of the two may stand for both."""
    grid = solve(ask(maker, EXAMPLES["video_transcoding"]), SIZE, always)
    assert grid.areas == (("ec2", "beanstalk"),)
    assert "EC2 y Elastic Beanstalk cuestan lo mismo" in maker.summary(grid)
    view = maker.reading(grid.question, {})
    assert view.rows[0][0] == ("ec2", "beanstalk") and view.rows[0][1] == "EC2 = Elastic Beanstalk"
    bills = engine.estimate_all(grid.question.setting.workload, BOOK)
    assert "Elastic Beanstalk cuesta lo mismo." in maker.now(grid.question, bills)
    assert maker.table(grid).cells[0][0] == "EC2 = Elastic Beanstalk"


@pytest.mark.parametrize("language", ["es"], indirect=True)
def test_bills_equal_to_the_cent_are_an_area_but_a_frontier_is_none(maker):
    """Where free parts bring several bills to 0.00 they share; along a frontier two bills meet in a line only."""
    grid = solve(ask(maker, EXAMPLES["nightly_batch"]), (64, 64), always)
    shared = grid.areas.index(("lambda", "ec2", "beanstalk"))
    rows, columns = (grid.winner == shared).nonzero()
    assert len(rows) > 40 and (grid.best[rows, columns] < 1.0).all()
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        around = grid.winner[max(0, row - 1) : row + 2, max(0, column - 1) : column + 2]
        assert (around == shared).sum() >= 4
    seen = 0
    for area, other, workload in sides(grid):
        if {area, other} == {("lambda",), grid.areas[shared]}:
            gap = abs(figure("lambda", workload, "cost") - figure("ec2", workload, "cost"))
            assert (gap <= SAME["cost"]) == (area == grid.areas[shared])
            seen += 1
    assert seen > 20


def sides(grid):
    """A little to either side of every cut: the area there, the one beyond the cut, and the workload there."""
    question, near = grid.question, 2.0**-12 / max(SIZE)
    for row, column, upright, x, y in zip(*(one.tolist() for one in find_cuts(grid, always)), strict=True):
        here = grid.area(int(grid.winner[row, column]))
        there = grid.area(int(grid.winner[row + upright, column + 1 - upright]))
        for area, other, side in ((here, there, -near), (there, here, near)):
            at = (x, y + side) if upright else (x + side, y)
            inputs = {axis.input_name: float(axis.value(p)) for axis, p in zip(question[1:3], at, strict=True)}
            yield area, other, msgspec.structs.replace(question.setting.workload, **inputs)


@pytest.mark.parametrize("language", ["es"], indirect=True)
@pytest.mark.parametrize("names", [("amount", "duration_s"), ("duration_s", "amount")])
def test_cuts_are_the_engines_own_frontiers(maker, names):
    question = ask(maker, EXAMPLES["rest_api_bursts"], names)
    grid = solve(question, SIZE, always)
    xs = [question.x.value(i / (SIZE[0] - 1)) for i in range(SIZE[0])]
    ys = [question.y.value(i / (SIZE[1] - 1)) for i in range(SIZE[1])]
    found = cheapest_map(question.setting, question.x.input_name, xs, question.y.input_name, ys)
    exact = sorted(
        (question.y.place(y), question.x.place(x))
        for line in frontiers(found, question.setting)
        for x, y in zip(line.x, line.y, strict=True)
    )
    cuts = find_cuts(grid, always)
    lying = cuts.upright == 0
    mine = sorted(zip(cuts.y[lying], cuts.x[lying], strict=True))
    assert len(mine) == len(exact) > 0
    # whole amounts step at the half, so the engine's continuous frontier may lie up to half an item away
    slack = 1e-5 if not question.x.whole else 0.5 / SIZE[0]
    assert np.abs(np.asarray(mine) - np.asarray(exact)).max() < slack


@pytest.mark.parametrize("language", ["es"], indirect=True)
def test_every_cut_lies_between_its_two_nodes_and_parts_their_winners(maker):
    question = ask(maker, EXAMPLES["genomics_array"])
    grid = solve(question, SIZE, always)
    cuts = find_cuts(grid, always)
    assert len(cuts.x) > 20
    for at, first, steps, side in (
        (cuts.x, cuts.column, 1 - cuts.upright, SIZE[0]),
        (cuts.y, cuts.row, cuts.upright, SIZE[1]),
    ):
        assert (at >= first / (side - 1) - 1e-9).all() and (at <= (first + steps) / (side - 1) + 1e-9).all()
    here = grid.winner[cuts.row, cuts.column]
    there = grid.winner[cuts.row + cuts.upright, cuts.column + 1 - cuts.upright]
    assert (here != there).all()


@pytest.mark.parametrize("language", ["es"], indirect=True)
def test_a_question_nobody_waits_for_is_given_up(maker):
    question = ask(maker, EXAMPLES["rest_api_bursts"])
    with pytest.raises(OutdatedError):
        solve(question, (256, 256), lambda: False)
    with pytest.raises(OutdatedError):
        solve_exact(question, (64, 64), lambda: False)
    with pytest.raises(OutdatedError):
        find_cuts(solve(question, (16, 16), always), lambda: False)


@pytest.mark.parametrize("language", ["es"], indirect=True)
def test_where_nothing_fits_nobody_wins_and_the_reading_says_why(maker):
    workload = msgspec.structs.replace(EXAMPLES["steady_api_containers"], memory_mb=3.3e7)
    question = ask(maker, workload, ("amount", "memory_mb"))
    grid = solve(question, SIZE, always)
    assert (grid.winner[-1] == NOBODY).all() and (grid.winner[0] != NOBODY).all()
    assert winner_at(grid, 0.5, 1.0) == () and set(winner_at(grid, 0.5, 0.0)) <= set(RANKED)
    assert sum(part for _, part in grid.shares()) == pytest.approx(1.0)
    view = maker.reading(question, maker.values_at(question, 0.5, 1.0))
    assert view.rows[0][1] == "Ningún servicio admite esta carga"
    assert any(row[1].startswith("EC2 +") for row in view.rows[1:])
    assert any("Lambda" in row[1] and "el límite es 10" in row[1] for row in view.rows[1:])
    assert "sin servicio posible" in maker.summary(grid)


def test_a_reading_says_the_figures_of_the_list(maker, display):
    question = ask(maker, EXAMPLES["rest_api_bursts"])
    bills = [one for one in engine.estimate_all(question.setting.workload, BOOK) if one.feasible]
    view = maker.reading(question, {})
    first = display.texts.value(Money(bills[0].total))
    assert view.rows[0] == ((bills[0].service,), maker.name((bills[0].service,)), first)
    more = display.texts.value(Money(round(bills[1].total - bills[0].total, 2)))
    assert view.rows[1][0] == (bills[1].service,) and view.rows[1][2] == f"+{more}"
    assert display.texts.value(Money(bills[0].total)) in maker.now(question, tuple(bills))


def test_a_reading_of_time_says_the_times_of_the_list(maker, display):
    workload = EXAMPLES["nightly_batch"]
    question = ask(maker, workload, measure="time")
    rows = TimeAnswer(display, duration_all(workload)).rows()
    view = maker.reading(question, {})
    assert view.rows[0][0] == (rows[0].service,) and view.rows[0][2] == rows[0].total
    assert view.rows[1][0] == (rows[1].service,) and view.rows[1][2].startswith("+")
    now = maker.now(question, duration_all(workload))
    assert rows[0].total in now and maker.name((rows[1].service,)) in now and "USD" not in now
    grid = solve(question, SIZE, always)
    assert maker.spoken(grid, duration_all(workload)) != maker.spoken(
        solve(ask(maker, workload), SIZE, always), engine.estimate_all(workload, BOOK)
    )
    assert maker.basis(question) and not maker.basis(ask(maker, workload))


@pytest.mark.parametrize("language", ["es"], indirect=True)
def test_services_that_take_the_same_time_are_told_together(maker):
    workload = EXAMPLES["nightly_batch"]
    question = ask(maker, workload, measure="time")
    found = [duration(name, workload) for name in TIMED]
    twin = msgspec.structs.replace(found[TIMED.index("lightsail")], service="eks")
    others = tuple(one for one in found if one.service != "eks")
    found = standing(question, (*others, twin))
    assert found.best == ("eks", "lightsail")
    assert "Lightsail tarda lo mismo." in maker.now(question, (*others, twin))


@pytest.mark.parametrize("language", ["es"], indirect=True)
@pytest.mark.parametrize("example", ["rest_api_bursts", "genomics_array"])
def test_frontiers_of_time_part_the_two_times(maker, example):
    question = ask(maker, EXAMPLES[example], ("duration_s", "memory_mb"), measure="time")
    grid = solve(question, SIZE, always)
    assert len(find_cuts(grid, always).x) > 5
    for area, other, workload in sides(grid):
        mine, theirs = (
            min((figure(name, workload, "time") for name in one), default=math.inf) for one in (area, other)
        )
        assert mine <= theirs + SAME["time"]


@pytest.mark.parametrize("kind", ["requests", "jobs", "always_on"])
def test_every_input_can_be_an_axis_in_both_languages(maker, display, kind):
    workload = next(one for one in EXAMPLES.values() if one.kind == kind)
    for name in maker.axes.inputs(workload):
        axis = maker.axes.axis(name, workload)
        assert axis.low <= current(workload, name) <= axis.high, name
        places = [place for place, _ in maker.axes.ticks(axis)]
        words = [text for _, text in maker.axes.ticks(axis)]
        assert len(places) >= 3 and places == sorted(set(places)), name
        assert min(places) >= 0.0 and max(places) <= 1.0 and len(set(words)) == len(words), name
        other = "amount" if name != "amount" else "memory_mb"
        question = ask(maker, workload, (name, other))
        for measure, answers in (("cost", engine.estimate_all(workload, BOOK)), ("time", duration_all(workload))):
            grid = solve(question._replace(measure=measure), (9, 9), always)
            assert grid.winner.shape == (9, 9)
            assert maker.spoken(grid, answers)
        for corner in ((0.0, 0.0), (1.0, 1.0), (0.4, 0.6)):  # every point asked for is a valid workload
            msgspec.structs.replace(workload, **maker.values_at(question, *corner)).validate()
    assert display.texts.missing == set()


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_the_table_has_the_winners_of_the_map(maker):
    question = ask(maker, EXAMPLES["genomics_array"])
    table = maker.table(solve(question, SIZE, always))
    assert sum("(now)" in head for head in table.columns) == 1
    assert sum("(now)" in head for head in table.rows) == 1
    names = {name for row in table.cells for name in row}
    assert {"Lambda", "EC2 = Elastic Beanstalk"} <= names
    here = table.cells[[("now" in head) for head in table.rows].index(True)][
        [("now" in head) for head in table.columns].index(True)
    ]
    best = engine.estimate_all(question.setting.workload, BOOK)[0]
    assert best.service in {one for one in RANKED if maker.name((one,)) in here.split(" = ")}


def test_a_straight_frontier_is_one_unbroken_line():
    """Cuts along x = 0.4: joined square by square they give segments from bottom to top without a gap."""
    rows, columns = 6, 6
    row, column = np.arange(rows), np.full(rows, 2)
    cuts = Cuts(row, column, np.zeros(rows, dtype=int), np.full(rows, 0.43), row / (rows - 1))
    lines = joined((rows, columns), cuts)
    assert len(lines) == rows - 1
    assert set(lines[:, [0, 2]].ravel()) == {0.43}
    ends = sorted(lines[:, [1, 3]].ravel().round(9))
    assert ends[0] == 0.0 and ends[-1] == 1.0 and ends[1:-1:2] == ends[2:-1:2]


def test_three_areas_meet_in_one_point():
    row, column, upright = np.asarray([0, 0, 0]), np.asarray([0, 0, 1]), np.asarray([0, 1, 1])
    x, y = np.asarray([0.5, 0.0, 1.0]), np.asarray([0.0, 0.5, 0.5])
    lines = joined((2, 2), Cuts(row, column, upright, x, y))
    assert len(lines) == 3
    assert np.ptp(lines[:, 2]) == 0.0 and np.ptp(lines[:, 3]) == 0.0


AXES = st.sampled_from(
    [
        Axis("amount", 1e3, 1e9, math.inf),
        Axis("amount", 1.0, 1000.0, math.inf, whole=True),
        Axis("zones", 1.0, 6.0, 0.0, whole=True),
        Axis("storage_gb", 0.0, 10_240.0, 1.0),
        Axis("target_utilisation", 0.1, 1.0, 0.0),
        Axis("memory_mb", 128.0, 131_072.0, math.inf),
    ]
)


@given(AXES, st.floats(0.0, 1.0))
def test_place_and_value_are_inverse_and_tidy_stays_inside(axis, place):
    value = float(axis.value(place))
    if not axis.whole:
        assert axis.place(value) == pytest.approx(place, abs=1e-9)
    else:
        assert value == round(value)
    assert axis.low <= axis.tidy(place) <= axis.high
    assert float(axis.value(np.asarray([place]))[0]) == pytest.approx(value)


@given(AXES, st.floats(0.0, 1.0), st.sampled_from([-8, -1, 1, 8]))
def test_a_step_moves_unless_at_the_end(axis, place, steps):
    value = axis.tidy(place)
    found = axis.stepped(value, steps)
    end = axis.high if steps > 0 else axis.low
    assert (found - value) * steps > 0 or found == value == pytest.approx(end, rel=0.02, abs=1e-9)


@given(st.floats(0.0, 1.0))
def test_a_tidy_time_has_two_or_three_digits_in_the_unit_it_is_written_in(place):
    axis = Axis("duration_s", 0.001, 36_000.0, math.inf)
    value = axis.tidy(place)
    unit = unit_of(BY_NAME["duration_s"], value)
    digits = f"{value / factor_of(BY_NAME['duration_s'], unit):.6g}".replace(".", "").strip("0")
    assert len(digits) <= 3 or unit == "h"  # hours may be told in quarters
