"""Cost against time: the figures of the other two views, who beats whom, a chart that can be walked and opened."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.content.catalog import Catalog
from models.content.display import Display
from models.cost.engine import RANKED, estimate_all
from models.cost.examples import load_examples
from models.cost.options import Options
from models.cost.price_book import load_price_book
from models.cost.workload import Workload
from models.duration.engine import duration_all
from models.duration.options import DurationOptions
from models.state.app_state import AppState, Place
from models.texts import Texts
from tests.conftest import settle
from tests.ui import looking
from ui.charts.spots import Box, places
from ui.charts.tradeoff import Dot, Reading, TradeoffChart, Words
from ui.charts.tradeoff_paint import _beside
from ui.presenters.calculator_answer import CostAnswer
from ui.presenters.calculator_duration import TimeAnswer
from ui.presenters.calculator_insight_solve import Outdated
from ui.presenters.calculator_tradeoff import SINGLE, WHOLE, TradeoffAnswer
from ui.presenters.calculator_tradeoff_paths import PathMaker, paths
from ui.presenters.calculator_tradeoff_scale import money_scale, time_scale
from ui.tabs.calculator_tab import CalculatorTab

BOOK = load_price_book("us-east-1")
EXAMPLES = {one.id: one.workload for one in load_examples()}
BATCH = EXAMPLES["nightly_batch"]
ENGLISH = Display(Catalog(), Texts("en"), lambda: BOOK)


@st.composite
def workloads(draw) -> Workload:
    kind = draw(st.sampled_from(["requests", "jobs", "always_on"]))
    most = {"requests": 10_000_000, "jobs": 20_000, "always_on": 30}[kind]
    return Workload(
        kind=kind,
        amount=float(draw(st.integers(1, most))),
        duration_s=draw(st.floats(0.01, 2000.0)),
        memory_mb=float(draw(st.sampled_from([256, 1024, 8192, 40_000]))),
        vcpu=float(draw(st.sampled_from([0, 0.5, 2, 8]))),
        gpu=float(draw(st.sampled_from([0, 0, 0, 1]))),
    )


def ask(workload: Workload, by: str = WHOLE, display: Display = ENGLISH) -> TradeoffAnswer:
    return TradeoffAnswer(display, estimate_all(workload, BOOK), duration_all(workload), by)


# the answer


@settings(max_examples=40, deadline=None)
@given(workloads())
def test_both_figures_are_those_of_the_other_views(workload):
    cost = {row.service: row for row in CostAnswer(ENGLISH, estimate_all(workload, BOOK)).rows()}
    time = {row.service: row for row in TimeAnswer(ENGLISH, duration_all(workload)).rows()}
    rows = ask(workload).rows()
    assert {row.service for row in rows} == set(time)
    for row in rows:
        fits = cost[row.service].rank == time[row.service].rank == "ranked"
        assert (row.rank == "ranked") == fits
        if fits:
            assert row.total == cost[row.service].total and row.also == time[row.service].total
        else:
            assert row.total == row.also == "" and row.reason
    ranks = [row.rank for row in rows]
    assert ranks == sorted(ranks, reverse=True), "what does not fit stands at the end"


@settings(max_examples=40, deadline=None)
@given(workloads(), st.sampled_from([WHOLE, SINGLE]))
def test_the_front_is_what_nobody_beats(workload, by):
    answer = ask(workload, by)
    spots = answer.view().spots
    assert [one.usd for one in spots] == sorted(one.usd for one in spots)
    for one in spots:
        beaten = any(
            other.usd <= one.usd
            and other.seconds <= one.seconds
            and (other.usd, other.seconds) != (one.usd, one.seconds)
            for other in spots
        )
        assert one.on_front != beaten
        assert bool(one.beaten) == beaten
    front = [one for name in answer.view().front for one in spots if one.service == name]
    assert all(a.seconds <= b.seconds and a.usd >= b.usd for a, b in pairwise(front))
    assert bool(front) == bool(spots)


def test_the_nightly_batch_tells_what_more_money_buys():
    """Figures of the two views subtracted by hand."""
    view = ask(BATCH).view()
    found = {one.service: one for one in view.spots}
    assert view.front == ("lightsail", "fargate", "batch", "ec2")
    assert "For 0.39 USD more a month, AWS Batch ends 4 h 52 min sooner" in view.summary.replace("\xa0", " ")
    assert found["ec2"].standing == "Front: the cheapest"
    assert found["beanstalk"].beaten == "Beaten by Amazon EC2: same cost and 3\xa0min 35\xa0s sooner"
    assert "Also by: AWS Elastic Beanstalk, AWS Batch" in found["ecs"].beaten
    assert found["lightsail"].standing.startswith(
        "Front: the fastest; 68.87\xa0USD more and 12\xa0h 59\xa0min sooner"
    )


def test_the_time_of_one_item_has_another_front():
    assert ask(BATCH, SINGLE).view().front == ("ec2",)
    assert ask(EXAMPLES["photo_resize"], SINGLE).view().front[-1] == "lambda"
    blog = ask(EXAMPLES["blog"], SINGLE).view()
    assert blog.front == ask(EXAMPLES["blog"]).view().front, "what stays on has one time"
    assert blog.axis == "Time until it is up"
    assert "is up" in blog.summary


def test_nothing_fits_is_said():
    huge = Workload(kind="always_on", amount=1.0, memory_mb=1024.0 * 32_000)
    answer = ask(huge)
    assert (
        answer.view().spots == ()
        and answer.view().summary == "No service takes this workload: there is nothing to compare."
    )
    assert all(row.rank == "broken" for row in answer.rows())


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_told_in_both_languages(display, language, example):
    answer = ask(EXAMPLES[example], WHOLE, display)
    view = answer.view()
    table = answer.table(view)
    assert len(table.rows) == len(table.best) == len(view.spots)
    assert all(len(row) == len(table.header) for row in table.rows)
    for row, one in zip(table.rows, view.spots, strict=True):
        assert row[:3] == (one.name, one.cost, one.time) and row[-1] == one.standing
    assert not display.texts.missing


# ways to finish sooner


@pytest.mark.parametrize("example", [name for name, one in EXAMPLES.items() if one.kind == "jobs"])
def test_the_ways_start_at_the_list_and_are_told(display, language, example):
    workload = EXAMPLES[example]
    inputs = workload, BOOK, Options(), DurationOptions()
    found = paths(inputs, estimate_all(workload, BOOK), duration_all(workload), lambda: True)
    spots = {one.service: one for one in ask(workload, WHOLE, display).view().spots}
    maker = PathMaker(display)
    assert found and [one.usd for one in found] == sorted(one.usd for one in found)
    table = maker.table(found)
    assert len(table.rows) == len(table.best)
    for one, view in zip(found, maker.views(found), strict=True):
        start = next(row for row in table.rows if row[0] == view.name)
        assert start[2:4] == (spots[one.service].time, spots[one.service].cost)
        assert view.steps[-1].time in view.words and view.steps[-1].gap in view.words
        assert len([row for row in table.rows if row[0] == view.name]) >= 1 + len(one.steps)
    assert maker.note(found) and maker.note(()) == ""
    assert not display.texts.missing


def test_work_nobody_waits_for_is_given_up():
    inputs = BATCH, BOOK, Options(), DurationOptions()
    with pytest.raises(Outdated):
        paths(inputs, estimate_all(BATCH, BOOK), duration_all(BATCH), lambda: False)


# scales and labels


@settings(max_examples=100)
@given(st.lists(st.floats(0.001, 1e9), min_size=1, max_size=9))
def test_scales_hold_every_value_in_order_with_a_few_figures(values):
    for scale in (time_scale(values, str), money_scale(values, str)):
        spots = [scale.place(value) for value in sorted(values)]
        assert spots == sorted(spots) and spots[0] >= 0.0 and spots[-1] < 1.0
        assert len(scale.ticks) <= 15
        assert all(scale.low <= value <= scale.high for value, _ in scale.ticks)
        assert (
            scale.log == (max(values) > 12.0 * max(min(values), 0.01 if scale.low >= 0.005 else 0.0))
            or not scale.log
        )


def test_a_free_month_stands_at_the_bottom():
    assert money_scale([0.0, 0.0], str).place(0.0) == 0.0
    mixed = money_scale([0.0, 25.0, 98.0], str)
    assert mixed.log and mixed.place(0.0) < 0.1 < mixed.place(25.0) < mixed.place(98.0)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(0, 800), st.floats(0, 260)), min_size=1, max_size=8))
def test_labels_never_cover_each_other_or_leave_the_plot(anchors):
    area = Box(0.0, 0.0, 900.0, 300.0)
    found = places(anchors, [(90.0, 18.0)] * len(anchors), area, 1.0)
    boxes = [box for box, _ in found]
    assert all(box.within(area) for box in boxes)
    assert not any(a.meets(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    again = places(anchors, [(90.0, 18.0)] * len(anchors), area, 1.0, [number for _, number in found])
    assert again == found, "labels stay where they are"


def test_where_there_is_no_room_a_label_still_lies_inside():
    area = Box(0.0, 0.0, 100.0, 20.0)
    found = places([(50.0, 10.0)] * 4, [(90.0, 18.0)] * 4, area, 1.0)
    assert all(box.within(area) for box, _ in found)


@pytest.mark.parametrize("x", [0.0, 150.0, 290.0])
@pytest.mark.parametrize("y", [30.0, 200.0])
@pytest.mark.parametrize("width", [100.0, 250.0])
def test_the_box_of_a_reading_stays_inside_and_leaves_its_point_in_sight(x, y, width):
    page, at = QRectF(0.0, 0.0, 300.0, 240.0), QPointF(x, y)
    box = _beside(page, at, (width, 80.0), 10.0)
    assert page.contains(box) and not box.contains(at)


# the chart


@pytest.fixture
def chart(context, qtbot):
    made = TradeoffChart(context.theme)
    qtbot.addWidget(made)
    made.resize(700, 320)
    dots = [
        Dot("ec2", "EC2", "EC2", 0.8, 0.1, True, ((0.3, 0.2), (0.1, 0.4))),
        Dot("eks", "EKS", "EKS", 0.8, 0.9, False),
        Dot("lambda", "λ", "Lambda", 0.2, 0.8, True),
    ]
    made.show_dots(dots, [(0.1, "1 h"), (0.5, "10 h")], [(0.5, "10")], ("time", "USD"))
    made.set_reader(
        lambda reading: Words(str(reading), (("a", "b"),), "a sentence that is long enough to wrap " * 3)
    )
    return made


def test_arrows_walk_the_points_by_time_and_the_ways_to_finish_sooner(chart):
    heard = []
    chart.read.connect(heard.append)
    for key, expected in (
        (Qt.Key.Key_Right, Reading(2)),
        (Qt.Key.Key_Right, Reading(0)),
        (Qt.Key.Key_Up, Reading(0, 0)),
        (Qt.Key.Key_Up, Reading(0, 1)),
        (Qt.Key.Key_Up, Reading(0, 1)),
        (Qt.Key.Key_Down, Reading(0, 0)),
        (Qt.Key.Key_Right, Reading(1)),
        (Qt.Key.Key_Home, Reading(2)),
        (Qt.Key.Key_End, Reading(1)),
        (Qt.Key.Key_Escape, None),
    ):
        QTest.keyClick(chart, key)
        assert chart.reading == expected
    assert heard[-1] is None and len(heard) == 9
    assert not chart.grab().isNull()


def test_enter_and_a_click_open_what_is_read(chart):
    asked = []
    chart.opened.connect(asked.append)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert asked == [], "nothing is read yet"
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.spot(0).toPoint())
    box = chart.labels()["eks"]
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPointF(box.left + 5, box.top + 5).toPoint())
    assert asked == ["lambda", "ec2", "eks"]


def test_pointing_reads_the_nearest_point_or_nothing(chart):
    def point(at: QPointF) -> None:
        none, kind = Qt.MouseButton.NoButton, QEvent.Type.MouseMove
        where = QPointF(chart.mapToGlobal(at))
        QApplication.sendEvent(chart, QMouseEvent(kind, at, where, none, none, Qt.KeyboardModifier.NoModifier))

    point(chart.spot(0, 1) + QPointF(3, 3))
    assert chart.reading == Reading(0, 1)
    point(QPointF(chart.width() / 2.0, chart.height() / 2.0))
    assert chart.reading is None
    point(chart.spot(1))
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert chart.reading is None


def test_what_is_read_stays_read_while_points_move_and_ends_when_it_goes(chart):
    chart.read_at(Reading(0, 1))
    chart.show_dots([Dot("ec2", "EC2", "EC2", 0.5, 0.5, True, ((0.4, 0.5),))], (), (), ("", ""))
    assert chart.reading == Reading(0, 0), "the nearest step there is"
    chart.read_at(Reading(0, 7))
    assert chart.reading == Reading(0, 0)
    chart.show_dots([Dot("ec2", "EC2", "EC2", 0.5, 0.5, True)], (), (), ("", ""))
    assert chart.reading == Reading(0)
    chart.show_dots([Dot("eks", "EKS", "EKS", 0.5, 0.5, True)], (), (), ("", ""))
    assert chart.reading is None
    chart.show_dots([], (), (), ("", ""))
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.reading is None and not chart.grab().isNull()


# in the tab


@pytest.fixture
def opened(open_window, qapp):
    def build(example: str = "nightly_batch", language: str = "en", theme: str = "light", scale: float = 1.0):
        state = AppState()
        state.place, state.example, state.language = Place("calculator"), example, language
        state.theme, state.text_scale = theme, scale
        tab = open_window(state).tabs.currentWidget()
        assert isinstance(tab, CalculatorTab), getattr(tab, "_details", tab)
        tab.views["tradeoff"].click()
        tab.tradeoff.finish()
        settle(qapp)
        return tab

    return build


def test_the_list_shows_both_figures_and_the_chart_its_points(opened):
    tab = opened()
    rows = [tab.ranking.rows[name].view for name in tab.ranking.order]
    assert rows == list(tab.presenter.answer("tradeoff").rows())
    assert set(tab.tradeoff.card.chart.labels()) == {row.service for row in rows if row.rank == "ranked"}
    assert tab.tradeoff.card.ways.text().startswith("Amazon EC2 (today 2 at once): with 30 at once, 1\xa0h: ")


def test_nothing_is_built_before_and_nothing_done_while_another_view_is_shown(open_window, qapp, monkeypatch):
    state = AppState()
    state.place = Place("calculator")
    tab = open_window(state).tabs.currentWidget()
    assert tab.tradeoff.card is None
    tab.views["tradeoff"].click()
    tab.views["cost"].click()
    asked = []
    monkeypatch.setattr(tab.presenter, "tradeoff", lambda: asked.append(1))
    tab.presenter.set_value("memory_mb", 2048.0)
    assert asked == [] and not tab.tradeoff.isVisible()
    monkeypatch.undo()
    tab.views["tradeoff"].click()
    found = {one.service for one in tab.presenter.tradeoff().view().spots}
    assert set(tab.tradeoff.card.chart.labels()) == found, "and follows as soon as it is shown again"


def test_a_move_shows_at_once_and_the_ways_when_it_rests(opened):
    tab = opened()
    card = tab.tradeoff.card
    assert any(dot.trail for dot in card.chart._dots)
    tab.presenter.set_value("amount", 60.0)
    assert card._view == tab.presenter.tradeoff().view()
    assert not any(dot.trail for dot in card.chart._dots)
    assert card.ways.text() == "Worked out once the inputs rest…"
    tab.tradeoff.finish()
    assert any(dot.trail for dot in card.chart._dots) and "60 at once" in card.ways.text()
    tab.presenter.choose_example("blog")
    assert not card.ways.isVisible(), "what stays on cannot finish sooner"


def test_enter_on_a_point_opens_its_bill(opened):
    tab = opened()
    chart = tab.tradeoff.card.chart
    QTest.keyClick(chart, Qt.Key.Key_End)
    wanted = chart._dots[chart.reading.dot].id
    assert chart.accessibleDescription() == tab.tradeoff.card._view.spots[chart.reading.dot].spoken
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert tab.ranking.open_service == wanted and tab.detail.isVisible()


def test_the_keyboard_comes_to_the_chart_before_the_list(opened):
    tab = opened()
    seen, widget = [], tab.share.export_button
    for _ in range(12):
        widget = widget.nextInFocusChain()
        seen.append(widget)
    card = tab.tradeoff.card
    order = [seen.index(stop) for stop in card.stops() if stop in seen]
    assert len(order) == len(card.stops()) and order == sorted(order)


def test_the_other_time_changes_list_and_chart_together(opened):
    tab = opened()
    card = tab.tradeoff.card
    card.times[SINGLE].click()
    assert tab.ranking.rows["ec2"].view.also == card._view.spots[0].single
    assert not card.ways.isVisible() and card._view.front == ("ec2",)
    card.times[WHOLE].click()
    assert tab.ranking.rows["ec2"].view.also == card._view.spots[0].time


def test_chart_and_ways_have_tables(opened):
    tab = opened()
    card = tab.tradeoff.card
    card.switch.click()
    assert card.table.isVisible() and not card.chart.isVisible()
    assert card.table.rowCount() == len(card._view.spots)
    card.ways.switch.click()
    assert card.ways.table.isVisible()
    assert card.ways.table.rowCount() == len(PathMaker(tab.context.display).table(card._found).rows)


def test_a_row_that_is_not_in_this_view_closes(open_window, qapp):
    state = AppState()
    state.place = Place("calculator")
    tab = open_window(state).tabs.currentWidget()
    tab.ranking.open_row("ecr")
    tab.views["tradeoff"].click()
    assert tab.ranking.open_service == "" and "ecr" not in tab.ranking.order


@pytest.mark.parametrize(("theme", "scale"), [("light", 1.0), ("dark", 2.0), ("projector", 1.0)])
def test_it_fits_and_is_named_in_every_look(opened, qapp, language, theme, scale):
    tab = opened("genomics_array", language, theme, scale)
    card = tab.tradeoff.card
    assert looking.clipped(tab.window()) == []
    assert looking.unnamed(tab.window()) == []
    boxes = list(card.chart.labels().values())
    assert not any(a.meets(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    card.switch.click()
    card.ways.switch.click()
    settle(qapp)
    assert looking.clipped(tab.window()) == []


def test_another_language_reaches_it_also_when_it_was_hidden(opened):
    tab = opened()
    tab.context.state.language = "es"
    assert tab.tradeoff.card.ways.text().startswith("Amazon EC2 (hoy 2 a la vez)")
    tab.views["cost"].click()
    tab.context.state.language = "en"
    tab.views["tradeoff"].click()
    assert tab.tradeoff.card._title.text() == "Cost and time of each service"
    assert {one.service for one in tab.tradeoff.card._view.spots} <= set(RANKED)
