"""The batch as it runs: the course ends at the engine's second, nothing is lost on the way, and it can be read."""

from __future__ import annotations

import math

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.cost.examples import load_examples
from models.cost.limits import load_limits
from models.cost.workload import Workload
from models.duration.engine import TIMED, duration, duration_all
from models.state.app_state import AppState, Place
from tests.conftest import settle
from tests.ui import looking
from ui.charts.timeline import Strip, TimelineChart, shares
from ui.presenters.calculator_timeline import TimelineMaker
from ui.presenters.calculator_timeline_course import ONCE, course, courses
from ui.tabs.calculator_tab import CalculatorTab

EXAMPLES = {one.id: one.workload for one in load_examples()}
BATCH = EXAMPLES["nightly_batch"]


@st.composite
def batches(draw) -> Workload:
    return Workload(
        kind="jobs",
        amount=float(draw(st.integers(1, 20_000))),
        duration_s=draw(st.floats(0.5, 5000.0)),
        memory_mb=float(draw(st.sampled_from([512, 2048, 8192]))),
        vcpu=float(draw(st.sampled_from([0.25, 1, 2]))),
    )


# the course


@settings(max_examples=40)
@given(batches(), st.sampled_from(TIMED))
def test_a_course_begins_after_the_waits_paid_once_and_ends_where_the_engine_says(workload, service):
    found = duration(service, workload)
    one = course(found, workload)
    if not found.feasible:
        assert one is None
        return
    waits = sum(part.span.expected for part in found.parts if part.id in ONCE)
    assert one.first == pytest.approx(waits, abs=1e-6 * found.lot.expected + 1e-6)
    assert one.end == found.lot.expected == one.times[-1]
    assert one.running[-1] == one.waiting[-1] == 0.0
    assert list(one.times) == sorted(set(one.times))


@settings(max_examples=40)
@given(batches(), st.sampled_from(TIMED))
def test_no_item_is_lost_and_no_place_is_used_twice(workload, service):
    found = duration(service, workload)
    one = course(found, workload)
    if one is None:
        return
    assert all(0.0 <= running <= found.slots for running in one.running)
    assert list(one.waiting) == sorted(one.waiting, reverse=True), "those who wait only become fewer"
    assert all(0.0 <= waiting <= one.items for waiting in one.waiting)
    assert 0.0 < one.peak <= found.slots
    assert one.first <= one.full < one.end


def simulated(starts: list[float], each: float, moment: float) -> int:
    return sum(1 for start in starts if start <= moment < start + each)


def test_a_launch_rate_ramps_up_as_a_simulation_says():
    """Fargate starts tasks through a token bucket: item by item against the course."""
    limits = load_limits()
    workload = Workload(kind="jobs", amount=400.0, duration_s=5.0, memory_mb=512.0, vcpu=0.25)
    found = duration("fargate", workload)
    one = course(found, workload)
    each = sum(part.span.expected for part in found.parts)
    burst, rate = limits.value("fargate.launch_burst"), limits.value("fargate.launch_rate")
    starts: list[float] = []
    for k in range(400):
        free = starts[k - int(found.slots)] + each if k >= found.slots else 0.0
        starts.append(max(0.0, (k + 1 - burst) / rate, free))
    for time, running, waiting in zip(one.times[:-1], one.running, one.waiting, strict=False):
        near = any(abs(time - start) < 1e-6 or abs(time - start - each) < 1e-6 for start in starts)
        if not near:
            assert running == simulated(starts, each, time)
            assert waiting == sum(1 for start in starts if start > time)
    assert one.end == pytest.approx(starts[-1] + each)


def test_waves_leave_the_rest_for_the_last():
    found = duration("lightsail", BATCH)
    one = course(found, BATCH)
    assert (one.items, found.slots, found.waves) == (30.0, 20.0, 2.0)
    assert one.at(one.first - 1.0) == (0.0, 30.0)
    assert one.at(one.first + 10.0) == (20.0, 10.0)
    assert one.at(one.end - 10.0) == (10.0, 0.0)
    assert one.at(one.end + 1.0) == (0.0, 0.0)


def test_work_that_never_ends_is_followed_until_it_is_up(display, language):
    workload = EXAMPLES["k8s_microservices"]
    found = duration_all(workload)
    starts = courses(found, workload)
    took = {one.service: one for one in found}
    assert [one.service for one in starts] == [
        one.service for one in sorted(found, key=lambda one: one.seconds) if one.feasible
    ]
    for one in starts:
        assert one.stays and one.first == one.end == took[one.service].seconds
        assert one.peak == min(50.0, took[one.service].slots) and one.at(one.times[-1]) == (
            one.peak,
            50.0 - one.peak,
        )
        assert one.at(one.end / 2.0) == (0.0, 50.0)
        assert len({other.times[-1] for other in starts}) == 1, "one axis for all"
    maker = TimelineMaker(display)
    view = maker.view(found, workload, starts)
    ec2 = next(row for row in view.rows if row.service == "ec2")
    t = display.texts.t
    assert ec2.peak == t("insight.time.on_some", count="20", items="50")
    assert maker.figures(ec2, ec2.course.end)[1] == t("insight.time.no_place", count="30")
    assert ec2.name in view.summary and ec2.end in ec2.ends
    table = maker.table(view)
    assert [row[1] for row in table.rows] == [row.end for row in view.rows] and len(table.header) == 3
    blog = EXAMPLES["blog"]
    whole = maker.view(duration_all(blog), blog, courses(duration_all(blog), blog))
    assert {row.peak for row in whole.rows} == {t("insight.time.on_one")}


# words


@pytest.mark.parametrize("example", [name for name, one in EXAMPLES.items() if one.kind != "always_on"])
def test_rows_tell_start_peak_and_end_the_quickest_first(display, language, example):
    workload, maker = EXAMPLES[example], TimelineMaker(display)
    found = duration_all(workload)
    view = maker.view(found, workload, courses(found, workload))
    assert [row.course.end for row in view.rows] == sorted(row.course.end for row in view.rows)
    assert {row.service for row in view.rows} == {one.service for one in found if one.feasible}
    for row in view.rows:
        assert row.end in row.ends and row.end in row.spoken and row.spoken in view.spoken
    assert view.rows[0].name in view.summary
    left = [one for one in found if not one.feasible]
    assert all(maker._words.name(one.service) in view.summary for one in left)
    table = maker.table(view)
    assert len(table.rows) == len(view.rows) and all(len(row) == len(table.header) for row in table.rows)
    assert maker.reading(view, 60.0).count(":") >= len(view.rows)
    assert display.texts.missing == set()


@given(st.floats(0.5, 1e9))
def test_an_even_scale_has_a_few_figures(high):
    from ui.presenters.calculator_timeline import _even

    assert 1 <= high / _even(high) <= 7.5


# on the screen


@pytest.fixture
def opened(open_window, qapp):
    def build(example: str = "nightly_batch", language: str = "es", theme: str = "light", scale: float = 1.0):
        state = AppState()
        state.place, state.example, state.language = Place("calculator"), example, language
        state.theme, state.text_scale = theme, scale
        tab = open_window(state).tabs.currentWidget()
        assert isinstance(tab, CalculatorTab), getattr(tab, "_details", tab)
        tab.insight.timeline.finish()
        settle(qapp)
        return tab

    return build


def test_a_moment_is_read_by_keyboard_and_left_again(opened):
    card = opened().insight.timeline
    chart, heard = card.chart, []
    chart.read.connect(heard.append)
    whole = chart.accessibleDescription()
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Right)
    middle = chart.moment
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.moment > middle and heard == [middle, chart.moment]
    assert "Amazon EC2: 2" in chart.accessibleDescription().replace("\xa0", " ")
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.moment == pytest.approx(card._view.rows[-1].course.end)
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.moment is None and chart.accessibleDescription() == whole


def point_at(chart: TimelineChart, x: float) -> None:
    """Move the pointer there, without a button."""
    at, none = QPointF(x, 20.0), Qt.MouseButton.NoButton
    kind = QEvent.Type.MouseMove
    event = QMouseEvent(kind, at, QPointF(chart.mapToGlobal(at)), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(chart, event)


def test_pointing_at_the_plot_reads_and_leaving_stops(opened):
    chart = opened().insight.timeline.chart
    plot = chart._plot().toRect()
    point_at(chart, plot.center().x())
    assert chart.moment == pytest.approx(chart._high / 2, rel=0.02)
    point_at(chart, 2)
    assert chart.moment is None, "the names are not the plot"
    point_at(chart, plot.center().x())
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert chart.moment is None


def test_chart_and_table_change_places(opened):
    card = opened().insight.timeline
    card.switch.click()
    assert card.table.isVisibleTo(card) and not card.chart.isVisibleTo(card)
    assert card.table.rowCount() == len(card._view.rows)
    assert card.table.item(0, 0).text() == card._view.rows[0].name
    card.switch.click()
    assert card.chart.isVisibleTo(card) and not card.table.isVisibleTo(card)


def test_rows_far_apart_take_a_log_scale_until_a_person_chooses(opened):
    far = opened("genomics_array").insight.timeline
    assert far.log.isChecked() and far.chart._log
    far.log.click()
    assert not far.chart._log
    far.finish()
    assert not far.chart._log, "a choice stays"


def test_nothing_fits_no_chart_and_what_stays_on_has_one(opened):
    card = opened("blog").insight.timeline
    assert card.chart.isVisibleTo(card)
    assert card._title.text() == card._context.t("insight.time.title_always_on")
    assert card._model.text() == card._context.t("insight.time.model_on")
    marks = [strip.mark for strip in card.chart._strips]
    assert marks == [row.course.end for row in card._view.rows] and max(marks) < card.chart._high
    card.show_answer(((), card._presenter.workload, ()))
    assert not card.chart.isVisibleTo(card) and not card.switch.isVisibleTo(card)
    assert card._summary.text() == card._context.t("insight.time.nothing")


def test_places_and_moments_are_each_others_inverse(qapp, context):
    chart = TimelineChart(context.theme)
    strip = Strip("ec2", "EC2", "EC2", "", "", (1.0, 10.0, 100.0), (1.0, 0.5, 0.0), (0.5, 0.0, 0.0))
    for low, log in ((0.0, False), (0.5, True)):
        chart.show_strips([strip], low, 100.0, log, "")
        for place in (0.0, 0.3, 1.0):
            assert chart.place_of(chart.moment_at(place)) == pytest.approx(place)
    assert chart.place_of(0.001) == 0.0
    assert shares((0.0, 1.0, 4.0), 4.0) == (0.0, 0.25, 1.0) and shares((0.0,), 0.0) == (0.0,)


@pytest.mark.parametrize(("theme", "scale"), [("light", 1.0), ("dark", 2.0), ("projector", 2.0)])
def test_words_fit_beside_or_above_their_strips(opened, language, theme, scale):
    tab = opened("genomics_array", language, theme, scale)
    card = tab.insight.timeline
    chart = card.chart
    assert looking.clipped(tab.window()) == []
    plot = chart._plot()
    assert chart._stacked == (scale == 2.0)
    assert plot.left() >= 0 and plot.right() <= chart.width()
    if chart._stacked:
        assert chart._name_width + chart._word_width <= chart.width()
    else:
        assert plot.width() >= card._context.theme.px(200) - 4
    assert not chart.grab().isNull()
    card.switch.click()
    assert looking.clipped(tab.window()) == []


def test_all_that_a_course_says_is_finite():
    for workload in EXAMPLES.values():
        for one in courses(duration_all(workload), workload):
            assert all(math.isfinite(value) for value in (*one.times, *one.running, *one.waiting))
    few = msgspec.structs.replace(BATCH, amount=1.0)
    assert all(one.peak == 1.0 for one in courses(duration_all(few), few))
