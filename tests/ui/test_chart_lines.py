"""The line chart: what it shows, the crosshair by pointer and keyboard, its labels, its memory."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.conftest import settle
from ui.charts import loader
from ui.charts.axes import decades, spread
from ui.charts.line_chart import LineChart, Mark, Series
from ui.charts.reading import ReadingRow
from ui.charts.shape import corners
from ui.theme.manager import Theme

XS = [10.0**e for e in (3.0, 3.5, 4.0, 4.5, 5.0, 5.5, 6.0)]
YS = {
    "lambda": [0.0, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0],
    "ec2": [7.0] * 7,
    "lightsail": [5.0, 5.0, 5.0, 5.0, math.nan, math.nan, math.nan],
}


@pytest.fixture
def chart(qapp: QApplication, qtbot) -> LineChart:
    theme = Theme(qapp, "light")
    chart = LineChart(theme)
    qtbot.addWidget(chart)
    chart.set_series([Series("lambda", "Lambda"), Series("ec2", "EC2", (4, 2)), Series("lightsail", "Lightsail")])
    chart.set_axis_words("{:g}".format, "{:g}".format)
    chart.set_reader(lambda index: (f"x {XS[index]:g}", [ReadingRow("ec2", "EC2", "7.00 USD")]))
    chart.resize(700, 300)
    chart.show_lines(XS, YS, XS[2])
    chart.show()
    settle(qapp)
    return chart


def test_the_range_holds_everything_and_costs_below_a_cent_stand_at_the_bottom(chart):
    (left, right), (low, high) = chart.plot.box.viewRange()
    assert (left, right) == pytest.approx((3.0, 6.0))
    assert low == pytest.approx(-2.0) and high == pytest.approx(2.5)
    assert decades(low, high) == [-2, -1, 0, 1, 2]
    ys = chart._curves["lambda"].getData()[1]
    assert ys[0] == pytest.approx(-2.0)


@given(st.integers(3, 60), st.integers(0, 10_000))
def test_leaving_out_points_of_straight_runs_moves_no_line(points, seed):
    random = np.random.default_rng(seed)
    xs = np.sort(random.uniform(3.0, 9.0, points))
    xs = xs[np.concatenate([[True], np.diff(xs) > 0.01])]
    line = np.log10(random.choice([5.0, 5.0, 40.0]) + random.choice([0.0, 1e-6, 1e-3]) * 10.0**xs)
    kept = corners(xs, line[None, :])[0]
    assert kept[0] and kept[-1]
    assert np.interp(xs, xs[kept], line[kept]) == pytest.approx(line, abs=0.02)


def test_gaps_and_corners_are_kept():
    xs = np.arange(6.0)
    table = np.array([[0.0, 0.0, 0.0, 1.0, 2.0, 3.0], [0.0, 1.0, np.nan, np.nan, 1.0, 2.0], [1.0] * 6])
    kept = corners(xs, table)
    assert kept[0].tolist() == [True, False, True, False, False, True]
    assert kept[1].all()
    assert kept[2].tolist() == [True, False, False, False, False, True]


def test_an_unchanged_range_is_not_laid_out_again(chart):
    assert not chart.plot.fit((3.0, 6.0), (-2.0, 2.5))
    assert chart.plot.fit((3.0, 7.0), (-2.0, 2.5))


def test_a_line_that_ends_inside_is_named_where_it_ends(chart):
    assert [text for _, text, _ in chart._labels._ends] == ["Lambda", "EC2"]
    (cut,) = chart._cuts
    assert cut.toPlainText() == "Lightsail" and cut.pos().x() == pytest.approx(4.5)


def test_a_line_that_ends_close_to_the_edge_is_named_at_the_edge(chart):
    chart.show_lines(XS, {**YS, "lightsail": [5.0] * 6 + [math.nan]}, XS[2])
    assert {text for _, text, _ in chart._labels._ends} == {"Lambda", "EC2", "Lightsail"}
    assert chart._cuts == []


def test_the_keyboard_reads_values_moves_the_point_and_leaves(chart, qtbot):
    chart.setFocus()
    indices = []
    chart.read.connect(indices.append)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_End)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert indices == [3, 4, 3, 6, 6]
    assert chart._cross.box.isVisible() and "7.00 USD" in chart._cross.box.text()
    with qtbot.waitSignal(chart.point_requested) as heard:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert heard.args == [pytest.approx(1e6)]
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert not chart._cross.box.isVisible()


def test_the_pointer_reads_values_and_a_double_click_moves_the_point(chart, qtbot):
    view = chart.plot.viewport()
    scene = chart.plot.box.mapViewToScene(QPointF(5.0, 0.0))
    spot = chart.plot.mapFromScene(scene)
    QTest.mouseMove(view, spot)
    assert chart._index == 4 and chart._cross.box.isVisible()
    assert chart.rect().contains(chart._cross.box.geometry())
    with qtbot.waitSignal(chart.point_requested) as heard:
        QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=spot)
    assert heard.args == [pytest.approx(1e5)]
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseMove(view, QPoint(1, 1))
    assert not chart._cross.box.isVisible()


def test_dragging_the_current_line_asks_and_stays_where_the_answer_says(chart):
    asked, ended = [], []
    chart.point_requested.connect(asked.append)
    chart.drag_ended.connect(lambda: ended.append(True))
    chart._now_line.setValue(4.7)
    chart._now_line.sigDragged.emit(chart._now_line)
    assert asked == [pytest.approx(10**4.7)]
    chart.show_lines(XS, YS, XS[4])
    chart._now_line.sigPositionChangeFinished.emit(chart._now_line)
    assert ended and chart._now_line.value() == pytest.approx(5.0)


def test_named_points_keep_clear_of_each_other(chart):
    chart.show_marks(
        [Mark(1e4, 10.0, "one"), Mark(1.01e4, 10.0, "two"), Mark(1.02e4, 10.0, "three"), Mark(1e5, 1, "x")]
    )
    areas = [item.sceneBoundingRect() for item in chart._marks]
    assert len(chart._rings.data) == 4
    assert 2 <= len(areas) <= 4
    chart.show_marks([])
    assert chart._marks == []


def test_other_series_and_looks_are_taken_in_place(chart, qapp):
    chart._theme.apply("dark", 2.0)
    chart.retheme()
    chart.set_series([Series("ec2", "Amazon EC2")])
    chart.show_lines(XS, {"ec2": YS["ec2"]}, XS[0])
    settle(qapp)
    assert list(chart._curves) == ["ec2"]
    assert chart._curves["ec2"].opts["pen"].color() == chart._theme.hue("ec2")


def test_nothing_fits_at_all(chart, qapp):
    chart.show_lines(XS, {name: [math.nan] * 7 for name in YS}, XS[0])
    settle(qapp)
    assert chart._labels._ends == [] and chart._cuts == []


@given(st.lists(st.floats(0.0, 200.0), min_size=1, max_size=10).map(sorted))
def test_labels_never_overlap_and_keep_their_order(wanted):
    places = spread(wanted, 15.0, 0.0, 200.0)
    assert all(b - a >= 15.0 - 1e-6 for a, b in pairwise(places))
    assert places[0] >= -1e-6 + 7.5 or len(wanted) * 15.0 > 200.0
    assert places[-1] <= 200.0 - 7.5 + 1e-6 or len(wanted) * 15.0 > 200.0


def test_labels_with_room_stand_at_their_lines():
    assert spread([20.0, 80.0, 140.0], 15.0, 0.0, 200.0) == [20.0, 80.0, 140.0]


def test_the_library_is_there_after_waiting():
    loader.wait()
    assert loader.ready()


TYPES = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.setswitchinterval(1e-6)  # the other thread gets a turn wherever it can
from PySide6.QtWidgets import QApplication
from ui.charts import loader
app = QApplication([])
real, found = loader._import, []
def seen():
    found.extend(loader.unmade())
    real()
loader._import = seen
assert loader.unmade()
if "wait" in sys.argv:
    loader._begin = lambda begin=loader._begin: (begin(), list(loader._types()))
    loader.wait()
else:
    loader.start()
    while not loader._threads:
        app.processEvents()
    while not loader.ready():
        list(loader._types())
print(found)
"""


@pytest.mark.parametrize("how", ["start", "wait"])
def test_every_qt_type_is_there_before_the_thread_begins_and_both_may_name_them(how):
    root = Path(__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", TYPES, how], cwd=root, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "[]\n"), ran.stderr


REPAINTS = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication
app = QApplication([])
from ui.theme.manager import Theme
from ui.charts.line_chart import LineChart, Series
chart = LineChart(Theme(app, "light"))
chart.set_series([Series("lambda", "Lambda"), Series("ec2", "EC2", (4, 2))])
chart.resize(600, 300)
xs = [1e3, 1e4, 1e5]
chart.show()
counts = []
for i in range(400):
    chart.show_lines(xs, {"lambda": [1.0 + i, 2.0, 3.0], "ec2": [5.0, 5.0, 6.0]}, 1e4)
    chart.plot.viewport().repaint()
    if i in (99, 399):
        counts.append(sys.getrefcount(None))
print(counts[1] - counts[0])
"""


def test_hundreds_of_repaints_lose_no_reference_to_none():
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", REPAINTS],
        cwd=root,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > -100, "each frame gives up a reference to None: the process would die"
    assert done.stderr.replace("This plugin does not support propagateSizeHints()", "").strip() == ""
