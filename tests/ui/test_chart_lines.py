"""The line chart: what it shows, the crosshair by pointer and keyboard, its labels, what it repaints, memory."""

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
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.conftest import settle
from ui.charts import line_picture as picture
from ui.charts import loader
from ui.charts.axes import AxisLook, shown, spread
from ui.charts.line_chart import LineChart, Lines, Mark, Series, Spot
from ui.charts.reading import ReadingRow
from ui.charts.shape import Run, bends, runs, stairs
from ui.theme.manager import Theme

XS = np.linspace(0.0, 1.0, 7)
TABLE = np.array(
    [
        [0.1, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0],
        [0.5] * 7,
        [0.3, 0.3, 0.3, 0.3, math.nan, math.nan, math.nan],
    ]
)
SLOPES = np.full(6, math.nan)
SERIES = (Series("lambda", "Lambda"), Series("ec2", "EC2", (4, 2)), Series("lightsail", "Lightsail"))
ACROSS = AxisLook("Requests", tuple((place, f"{place:g}") for place in (0.0, 0.25, 0.5, 0.75, 1.0)))
UP = AxisLook("USD", ((0.0, "1"), (0.5, "10"), (1.0, "100")))


def spot_at(place: float) -> Spot:
    ys = [float(np.interp(place, XS, line)) for line in TABLE]
    return Spot(place, ys, f"x {place:.3f}", [ReadingRow("ec2", "EC2", "7.00 USD")])


def stepped(place: float, steps: int) -> float:
    return min(max(place + steps / 10.0, 0.0), 1.0)


@pytest.fixture
def chart(qapp: QApplication, qtbot) -> LineChart:
    chart = LineChart(Theme(qapp, "light"))
    qtbot.addWidget(chart)
    chart.set_series(SERIES)
    chart.set_axes(ACROSS, UP)
    chart.set_reader(spot_at, stepped)
    chart.resize(700, 300)
    chart.show_lines(Lines(XS, TABLE, SLOPES), 0.3, [0.15, 0.5, 0.3])
    chart.show()
    settle(qapp)
    return chart


def pixels(chart: LineChart) -> QImage:
    return chart.grab().toImage()


def has(image: QImage, color: QColor, x: float, y: float, around: int = 2) -> bool:
    """Whether a pixel about there has nearly that colour."""
    for dx in range(-around, around + 1):
        for dy in range(-around, around + 1):
            found = image.pixelColor(round(x) + dx, round(y) + dy)
            if abs(found.red() - color.red()) + abs(found.green() - color.green()) < 60:
                return True
    return False


# shapes


@given(st.integers(3, 60), st.integers(0, 10_000))
def test_leaving_out_points_of_straight_runs_moves_no_line(points, seed):
    random = np.random.default_rng(seed)
    xs = np.sort(random.uniform(0.0, 600.0, points))
    xs = xs[np.concatenate([[True], np.diff(xs) > 0.5])]
    line = random.choice([5.0, 40.0]) + random.choice([0.0, 0.1, 1.0]) * np.maximum(xs - 200.0, 0.0)
    kept = bends(xs, line[None, :])[0]
    assert kept[0] and kept[-1]
    assert np.interp(xs, xs[kept], line[kept]) == pytest.approx(line, abs=0.5)


def test_gaps_and_corners_are_kept():
    xs = np.arange(6.0)
    table = np.array([[0.0, 0.0, 0.0, 1.0, 2.0, 3.0], [0.0, 1.0, np.nan, np.nan, 1.0, 2.0], [1.0] * 6])
    kept = bends(xs, table)
    assert kept[0].tolist() == [True, False, True, False, False, True]
    assert kept[1].all()
    assert kept[2].tolist() == [True, False, False, False, False, True]


def test_whole_numbers_are_stairs_with_a_band_each():
    xs, joints = np.array([0.25, 0.75]), np.array([0.5])
    places, table = stairs(xs, np.array([[1.0, 2.0], [3.0, math.nan]]), joints)
    assert places.tolist() == [0.0, 0.25, 0.5, 0.5, 0.75, 1.0]
    assert table[0].tolist() == [1.0, 1.0, 1.0, 2.0, 2.0, 2.0]
    assert table[1].tolist()[:3] == [3.0, 3.0, 3.0] and np.isnan(table[1][3:]).all()
    same, kept = stairs(XS, TABLE, SLOPES)
    assert same is XS and kept is TABLE


def test_lines_on_each_other_share_their_stretch_and_merely_crossing_ones_do_not():
    xs = np.linspace(0.0, 100.0, 11)
    flat, rising = np.full(11, 50.0), np.linspace(0.0, 100.0, 11)
    joins = np.where(xs < 45.0, 20.0, 50.0)
    found = runs(xs, np.stack((flat, rising, flat, joins)))
    assert Run(0, 0, 5, 0, 2) in found and Run(2, 0, 5, 1, 2) in found, "two are one from the start"
    assert Run(0, 5, 10, 0, 3) in found and Run(2, 5, 10, 1, 3) in found and Run(3, 5, 10, 2, 3) in found
    assert [run for run in found if run.line == 1] == [Run(1, 0, 10, 0, 1)], "a crossing is no meeting"


def test_a_gap_ends_a_stretch():
    table = np.array([[1.0, 1.0, math.nan, 1.0, 1.0]])
    assert runs(np.arange(5.0), table) == [Run(0, 0, 1, 0, 1), Run(0, 3, 4, 0, 1)]


@given(st.lists(st.floats(0.0, 200.0), min_size=1, max_size=10).map(sorted))
def test_labels_never_overlap_and_keep_their_order(wanted):
    places = spread(wanted, 15.0, 0.0, 200.0)
    assert all(b - a >= 15.0 - 1e-6 for a, b in pairwise(places))
    assert places[0] >= -1e-6 + 7.5 or len(wanted) * 15.0 > 200.0
    assert places[-1] <= 200.0 - 7.5 + 1e-6 or len(wanted) * 15.0 > 200.0


def test_labels_with_room_stand_at_their_lines():
    assert spread([20.0, 80.0, 140.0], 15.0, 0.0, 200.0) == [20.0, 80.0, 140.0]


def test_figures_that_would_touch_are_left_out(qapp):
    metrics = QFontMetricsF(Theme(qapp, "light").font("small"))
    ticks = [(i / 20.0, "100 M") for i in range(21)]
    assert len(shown(ticks, 2000.0, metrics, upright=False)) == 21
    few = shown(ticks, 200.0, metrics, upright=False)
    assert 2 <= len(few) < 8 and few[0] == ticks[0]


# names and points


def ends_of(chart: LineChart, table: np.ndarray, same=()):
    xs, ys = chart.plot.left() + XS * chart.plot.width(), chart.plot.bottom() - table * chart.plot.height()
    return picture.ends(chart._theme, chart._series, same, (xs, ys), chart.plot.right())


def test_a_line_that_ends_inside_is_named_where_it_ends(chart):
    edge, inside = ends_of(chart, TABLE)
    assert [end.names[0][0] for end in edge] == ["Lambda", "EC2"]
    (cut,) = inside
    assert cut.names[0][0] == "Lightsail" and cut.x == pytest.approx(chart.x_of(0.5))


def test_lines_that_end_together_share_an_end_and_say_whether_they_are_one(chart):
    table = np.array([TABLE[1], TABLE[1], TABLE[1] - 0.001])
    edge, inside = ends_of(chart, table, same=(("lambda", "ec2"),))
    (end,) = edge
    assert [words for words, _ in end.names] == ["Lambda", "= EC2", "≈ Lightsail"]
    assert inside == []


def test_names_of_points_keep_clear_of_each_other(chart):
    spots = [(QPointF(200.0 + 4.0 * i, 150.0), f"point {i}") for i in range(4)]
    named = picture.named_spots(chart._theme, chart.plot, spots, now=205.0)
    areas = [one.area for one in named if one.area is not None]
    assert 2 <= len(areas) <= 4
    assert not any(a.intersects(b) for i, a in enumerate(areas) for b in areas[:i])
    assert all(chart.plot.contains(area) for area in areas)
    (alone,) = picture.named_spots(chart._theme, chart.plot, spots[:1], now=220.0)
    assert alone.area is not None and alone.area.right() < 220.0, "the current point's line keeps off the name"
    filled = picture.taken(chart._theme, named)
    assert all(any(area.contains(one.spot) for area in filled) for one in named)


def test_lines_points_and_the_current_point_are_drawn_where_they_are(chart, qapp):
    image, theme = pixels(chart), chart._theme
    assert has(image, theme.hue("lambda"), chart.x_of(1.0) - 3.0, chart.y_of(0.99))
    assert has(image, theme.hue("lightsail"), chart.x_of(0.1), chart.y_of(0.3))
    assert has(image, theme.color("text"), chart.x_of(0.3), chart.plot.bottom() - 20.0, around=8)
    chart.show_marks([Mark(0.5, 0.8, "x")])
    settle(qapp)
    assert has(pixels(chart), theme.color("text"), chart.x_of(0.5) + 5.0, chart.y_of(0.8))


def test_two_lines_on_each_other_are_both_seen(chart, qapp):
    chart.show_lines(Lines(XS, np.stack((TABLE[1],) * 3), SLOPES), 0.3, [0.5] * 3)
    settle(qapp)
    image, row = pixels(chart), chart.y_of(0.5)
    places = np.linspace(0.5, 0.95, 90)
    for name in ("lambda", "ec2", "lightsail"):
        seen = sum(has(image, chart._theme.hue(name), chart.x_of(place), row, around=1) for place in places)
        assert seen > 10, name


def test_nothing_fits_at_all(chart, qapp):
    nothing = np.full_like(TABLE, math.nan)
    chart.show_lines(Lines(XS, nothing, SLOPES), 0.0, [math.nan] * 3)
    settle(qapp)
    assert ends_of(chart, nothing) == ([], [])


def test_other_series_and_looks_are_taken_in_place(chart, qapp):
    chart._theme.apply("dark", 2.0)
    chart.retheme()
    chart.set_series([Series("ec2", "Amazon EC2")])
    chart.show_lines(Lines(XS, TABLE[1:2], SLOPES), 0.0, [0.5])
    settle(qapp)
    assert has(pixels(chart), chart._theme.hue("ec2"), chart.x_of(0.6), chart.y_of(0.5))


# reading and moving


def test_the_keyboard_reads_values_moves_the_point_and_leaves(chart, qtbot):
    chart.setFocus()
    heard = []
    chart.read.connect(heard.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_PageDown):
        QTest.keyClick(chart, key)
    assert [words.split(";")[0] for words in heard] == ["x 0.400", "x 0.500", "x 0.400", "x 1.000", "x 0.200"]
    assert chart.box.isVisible() and "7.00 USD" in chart.box.text()
    with qtbot.waitSignal(chart.drag_ended), qtbot.waitSignal(chart.place_requested) as asked:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert asked.args == [pytest.approx(0.2)]
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert not chart.box.isVisible() and chart.reading is None


def test_control_and_an_arrow_read_the_next_named_point(chart):
    chart.show_marks([Mark(0.2, 0.1, "a"), Mark(0.62, 0.5, "b"), Mark(0.81, 0.5, "c")])
    chart.setFocus()
    read = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(chart, key, Qt.KeyboardModifier.ControlModifier)
        read.append(chart.reading)
    assert read == [0.62, 0.81, 0.81, 0.62]


def at(chart: LineChart, place: float, y: float = 0.9) -> QPoint:
    return QPointF(chart.x_of(place), chart.y_of(y)).toPoint()


def test_the_pointer_reads_values_and_a_double_click_moves_the_point(chart, qtbot):
    QTest.mouseMove(chart, at(chart, 0.7))
    assert chart.reading == pytest.approx(0.7, abs=0.003) and chart.box.isVisible()
    assert chart.rect().contains(chart.box.geometry())
    with qtbot.waitSignal(chart.place_requested) as heard:
        QTest.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=at(chart, 0.7))
    assert heard.args == [pytest.approx(0.7, abs=0.003)]
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=at(chart, 0.7))
    QTest.mouseMove(chart, QPoint(1, 1))
    assert not chart.box.isVisible()


def test_near_a_named_point_the_pointer_reads_the_point_itself(chart):
    chart.show_marks([Mark(0.6211, 0.5, "b")])
    QTest.mouseMove(chart, at(chart, 0.6211) + QPoint(4, 0))
    assert chart.reading == 0.6211


def test_the_current_point_is_dragged_by_its_line(chart):
    asked, ended = [], []
    chart.place_requested.connect(asked.append)
    chart.drag_ended.connect(lambda: ended.append(True))
    QTest.mouseMove(chart, at(chart, 0.3))
    assert chart.cursor().shape() == Qt.CursorShape.SplitHCursor
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=at(chart, 0.3))
    assert chart.dragging
    QTest.mouseMove(chart, at(chart, 0.6))
    QTest.mouseMove(chart, QPoint(chart.width() - 1, 20))
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=at(chart, 0.6))
    assert asked == [pytest.approx(0.6, abs=0.003), 1.0] and ended == [True] and not chart.dragging


def test_pressing_elsewhere_drags_nothing(chart):
    asked = []
    chart.place_requested.connect(asked.append)
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=at(chart, 0.8))
    QTest.mouseMove(chart, at(chart, 0.6))
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=at(chart, 0.6))
    assert asked == []


# what is repainted


def test_moving_the_point_paints_no_line_again(chart, qapp, monkeypatch):
    painted = []
    monkeypatch.setattr(picture, "paint_lines", lambda *_: painted.append("lines"))
    monkeypatch.setattr("ui.charts.line_view.paint_axes", lambda *_: painted.append("axes"))
    before = pixels(chart)
    chart.move_now(0.6, [0.5, 0.5, math.nan])
    chart.show_reading(0.8)
    settle(qapp)
    assert painted == []
    assert pixels(chart) != before
    chart.show_lines(Lines(XS, TABLE, SLOPES), 0.6, [0.5, 0.5, math.nan])
    settle(qapp)
    assert painted == ["lines"], "the axes stand while their figures do"


def test_a_page_gets_text_and_shapes_not_a_picture_of_the_screen(chart):
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    painter = QPainter(generator)
    chart.render(painter, QPoint(0, 0))
    painter.end()
    drawn = bytes(buffer.data().data()).decode()
    assert "<image" not in drawn
    for words in ("Requests", "USD", "Lambda", "EC2", "Lightsail"):
        assert f">{words}<" in drawn, words


def test_the_library_is_there_after_waiting():
    loader.wait()
    assert loader.ready()


REPAINTS = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication
app = QApplication([])
import numpy as np
from ui.theme.manager import Theme
from ui.charts.line_chart import LineChart, Lines, Series
chart = LineChart(Theme(app, "light"))
chart.set_series([Series("lambda", "Lambda"), Series("ec2", "EC2", (4, 2))])
chart.resize(600, 300)
xs, slopes = np.array([0.0, 0.5, 1.0]), np.full(2, np.nan)
chart.show()
counts = []
for i in range(400):
    chart.show_lines(Lines(xs, np.array([[i / 400, 0.2, 0.3], [0.5, 0.5, 0.6]]), slopes), 0.5, [0.2, 0.5])
    chart.repaint()
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
