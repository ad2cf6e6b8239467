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
from models.cost.questions.cheapest_map import NOBODY, cheapest_map, frontiers
from models.texts import Money
from ui.presenters.calculator_map import MapMaker, winner_at
from ui.presenters.calculator_map_axes import Axis, current
from ui.presenters.calculator_map_grid import OutdatedError, solve

EXAMPLES = {one.id: one.workload for one in load_examples()}
BOOK = load_price_book("us-east-1")
SIZE = (48, 40)


def yes() -> bool:
    return True


def ask(maker, workload, names=None):
    return maker.question(workload, BOOK, Options(), names or maker.default_inputs(workload))


@pytest.fixture
def maker(display):
    return MapMaker(display)


@pytest.mark.parametrize("language", ["es"], indirect=True)
@pytest.mark.parametrize("example", EXAMPLES)
def test_winner_is_the_cheapest_bill_at_the_node(maker, example):
    question = ask(maker, EXAMPLES[example])
    grid, chance = solve(question, SIZE, yes), random.Random(example)
    for _ in range(12):
        row, column = chance.randrange(SIZE[1]), chance.randrange(SIZE[0])
        inputs = {
            question.x.input_name: float(question.x.value(column / (SIZE[0] - 1))),
            question.y.input_name: float(question.y.value(row / (SIZE[1] - 1))),
        }
        workload = msgspec.structs.replace(question.setting.workload, **inputs)
        bills = [engine.estimate(name, workload, BOOK) for name in RANKED]
        exact = [bill.exact if bill.feasible else math.inf for bill in bills]
        assert grid.cost[row, column] == min(exact)
        winner = int(grid.winner[row, column])
        assert winner == (NOBODY if min(exact) == math.inf else exact.index(min(exact)))


@pytest.mark.parametrize("language", ["es"], indirect=True)
@pytest.mark.parametrize("example", ["rest_api_bursts", "nightly_batch"])
def test_cuts_are_the_engines_own_frontiers(maker, example):
    question = ask(maker, EXAMPLES[example])
    grid = solve(question, SIZE, yes, exact=True)
    xs = [question.x.value(i / (SIZE[0] - 1)) for i in range(SIZE[0])]
    ys = [question.y.value(i / (SIZE[1] - 1)) for i in range(SIZE[1])]
    found = cheapest_map(question.setting, question.x.input_name, xs, question.y.input_name, ys)
    exact = sorted(
        (question.y.place(y), question.x.place(x))
        for line in frontiers(found, question.setting)
        for x, y in zip(line.x, line.y, strict=True)
    )
    lying = grid.cuts.upright == 0
    mine = sorted(zip(grid.cuts.y[lying], grid.cuts.x[lying], strict=True))
    assert len(mine) == len(exact) > 0
    # whole amounts step at the half, so the engine's continuous frontier may lie up to half an item away
    slack = 1e-6 if not question.x.whole else 0.5 / SIZE[0]
    assert np.abs(np.asarray(mine) - np.asarray(exact)).max() < slack


@pytest.mark.parametrize("language", ["es"], indirect=True)
def test_every_cut_lies_between_its_two_nodes_and_parts_their_winners(maker):
    question = ask(maker, EXAMPLES["genomics_array"])
    grid = solve(question, SIZE, yes, exact=True)
    cuts = grid.cuts
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
        solve(question, (64, 64), lambda: False, exact=True)


@pytest.mark.parametrize("language", ["es"], indirect=True)
def test_where_nothing_fits_nobody_wins_and_the_reading_says_why(maker):
    workload = msgspec.structs.replace(EXAMPLES["steady_api_containers"], memory_mb=3.3e7)
    question = ask(maker, workload, ("amount", "memory_mb"))
    grid = solve(question, SIZE, yes, exact=True)
    assert (grid.winner[-1] == NOBODY).all() and (grid.winner[0] != NOBODY).all()
    assert winner_at(grid, 0.5, 1.0) == "" and winner_at(grid, 0.5, 0.0) in RANKED
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
    assert view.rows[0] == (
        bills[0].service,
        maker.name(bills[0].service),
        display.texts.value(Money(bills[0].total)),
    )
    more = display.texts.value(Money(round(bills[1].total - bills[0].total, 2)))
    assert view.rows[1][0] == bills[1].service and view.rows[1][2] == f"+{more}"
    assert display.texts.value(Money(bills[0].total)) in maker.now(question, tuple(bills))


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
        grid = solve(question, (9, 9), yes, exact=True)
        assert grid.winner.shape == (9, 9)
        assert maker.spoken(grid, engine.estimate_all(workload, BOOK))
        for corner in ((0.0, 0.0), (1.0, 1.0), (0.4, 0.6)):  # every point asked for is a valid workload
            msgspec.structs.replace(workload, **maker.values_at(question, *corner)).validate()
    assert display.texts.missing == set()


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_the_table_has_the_winners_of_the_map(maker):
    question = ask(maker, EXAMPLES["genomics_array"])
    table = maker.table(solve(question, SIZE, yes))
    assert sum("(now)" in head for head in table.columns) == 1
    assert sum("(now)" in head for head in table.rows) == 1
    names = {name for row in table.cells for name in row}
    assert {"Lambda", "EC2"} <= names
    here = table.cells[[("now" in head) for head in table.rows].index(True)][
        [("now" in head) for head in table.columns].index(True)
    ]
    best = engine.estimate_all(question.setting.workload, BOOK)[0]
    assert here == maker.name(best.service)


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
