"""How the map is drawn: names inside their areas, frontiers, patterns, and the pieces they are made of."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from ui.charts import map_labels
from ui.charts.map_axes import PlaceAxis
from ui.charts.map_chart import MapChart
from ui.charts.map_legend import MapLegend
from ui.charts.map_names import AreaLabel
from ui.charts.map_patterns import brush
from ui.charts.map_picture import MapData, _density, _outline
from ui.theme.tokens import THEMES
from ui.theme.tokens import load as load_tokens

SERVICES = ("lambda", "ec2", "ecs", "eks", "fargate", "beanstalk", "batch", "lightsail")
NAMES = ("Lambda", "EC2", "ECS", "EKS", "Fargate", "Elastic Beanstalk", "Batch", "Lightsail")
AREAS = tuple((one,) for one in SERVICES)
LABELS = {
    (): AreaLabel((), "Nada cabe", ()),
    **{(one,): AreaLabel((one,), name, (one[:2].upper(),)) for one, name in zip(SERVICES, NAMES, strict=True)},
}
NO_LINES = np.zeros((0, 4))


def stripes() -> np.ndarray:
    """Four areas: wide, narrow, one in two parts, one where nothing fits."""
    winner = np.zeros((96, 96), dtype=np.int8)
    winner[:, 60:] = 1
    winner[30:40, :] = 4
    winner[80:, 70:] = -1
    winner[5:7, 5:9] = 7
    return winner


@pytest.fixture
def chart(context, qtbot):
    chart = MapChart(context.theme)
    qtbot.addWidget(chart)
    chart.resize(520, 380)
    chart.show()
    return chart


def put(chart, winner, ring=(0.5, 0.5), exact=True):
    chart.show_map(MapData(winner, AREAS, NO_LINES if exact else None), LABELS, ring)
    chart.grab()


def named(chart):
    """The words on the map and their boxes in pixels of the frame."""
    return [(text, box) for _, text, box in chart.areas.names.boxes()]


def test_names_lie_inside_their_areas_and_never_overlap(chart):
    winner = stripes()
    put(chart, winner)
    width, height, _ = chart.areas._drawn
    found = named(chart)
    assert {"Lambda", "EC2", "Fargate", "Nada cabe"} <= {text for text, _ in found}
    index = {"Lambda": 0, "EC2": 1, "Fargate": 4, "Nada cabe": -1}
    for text, box in found:
        left, right = (int(x / width * 95) for x in (box.left(), box.right()))
        low, high = (int((1 - y / height) * 95) for y in (box.bottom(), box.top()))
        inside = winner[low : high + 1, left : right + 1]
        assert (inside == index[text]).all(), text
    for (_, one), (_, other) in itertools.combinations(found, 2):
        assert not one.intersects(other)


def test_a_name_makes_way_for_the_ring(chart):
    winner = np.zeros((64, 64), dtype=np.int8)
    put(chart, winner)
    width, height, _ = chart.areas._drawn
    box = named(chart)[0][1]
    ring = box.center().x() / width, 1 - box.center().y() / height
    chart.move_ring(ring)
    chart.grab()
    moved = named(chart)[0][1]
    assert not moved.contains(box.center())


def test_an_area_too_small_for_its_name_goes_without(chart):
    put(chart, stripes())
    assert chart.unnamed() == (("lightsail",),)


def test_the_legend_names_every_area_and_wraps(context, qtbot):
    legend = MapLegend(context.theme)
    qtbot.addWidget(legend)
    names = [((one,), f"{one} 12 %") for one in SERVICES]
    legend.show_names("Por superficie:", names)
    assert all(words in legend.accessibleName() for _, words in names)
    assert legend.heightForWidth(220) > 2 * legend.heightForWidth(2000)
    assert all(box.right() <= 220 for _, _, box in legend._laid(220))


def test_names_keep_calm_while_an_input_moves(chart):
    winner = stripes()
    put(chart, winner, exact=False)
    before = named(chart)
    winner[:, 59] = 1
    put(chart, winner, exact=False)
    assert named(chart) == before


def test_areas_are_counted_as_the_eye_sees_them():
    winner = np.asarray([[0, 0, 1], [1, 0, 1], [0, 1, 1]], dtype=np.int8)
    numbers, count = map_labels.areas(winner)
    assert count == 4
    assert numbers[0, 0] == numbers[1, 1] and numbers[0, 2] == numbers[2, 1] and numbers[1, 0] != numbers[2, 0]


def test_the_roomiest_place_is_the_middle_of_the_largest_room():
    free = np.zeros((20, 40), dtype=bool)
    free[2:5, 1:9] = True
    free[8:18, 10:36] = True
    assert map_labels.roomiest(free, 6, 2) == pytest.approx((22.5, 12.5), abs=1.5)
    assert map_labels.roomiest(free, 30, 2) is None
    assert map_labels.fits(free, (22 / 39, 12 / 19), 6, 2)
    assert not map_labels.fits(free, (22 / 39, 6 / 19), 6, 2)


def test_each_service_has_a_pattern_of_its_own_without_colour(context):
    seen = set()
    for service in (*SERVICES, ""):
        image = brush(context.theme, (service,) if service else ()).textureImage()
        ground = image.pixel(0, 0)
        shape = tuple(image.pixel(x, y) == ground for x in range(image.width()) for y in range(image.height()))
        assert False in shape, f"{service!r} has no pattern"
        seen.add(shape)
    assert len(seen) == len(SERVICES) + 1


def shape_of(image):
    """Which pixels of a pattern are not ground; grounds are pale where no ink is, at the corner of every tile."""
    return [[image.pixel(x, y) != image.pixel(0, 0) for x in range(image.width())] for y in range(image.height())]


def test_a_shared_area_shows_the_patterns_of_all_who_share_it(context):
    single = {one: brush(context.theme, (one,)).textureImage() for one in ("ec2", "beanstalk")}
    shared = brush(context.theme, ("ec2", "beanstalk")).textureImage()
    side = single["ec2"].width()
    squares = [
        [shape_of(shared.copy(column * side, row * side, side, side)) for column in range(shared.width() // side)]
        for row in range(shared.height() // side)
    ]
    for row in squares:
        assert all(shape_of(image) in row for image in single.values())


def test_lines_too_close_to_be_told_apart_leave_only_their_outline():
    """Thirty lines two pixels apart are a zone; the lone line beside them, and two lines far apart, are not."""
    dense = [(0.0, 100.0 + 2 * i, 200.0, 100.0 + 2 * i) for i in range(30)]
    pieces = [(x, y, x + 2.0, y) for _, y, *_ in [*dense, (0, 20.0), (0, 240.0)] for x in range(0, 200, 2)]
    lines = np.asarray(pieces, dtype=float)
    crowded, full, zone = _density(lines, (200, 260))
    alone = (lines[:, 1] == 20.0) | (lines[:, 1] == 240.0)
    inner = (lines[:, 1] > 105.0) & (lines[:, 1] < 150.0)
    assert full[inner].all() and crowded[inner].all()
    assert not full[alone].any() and not crowded[alone].any()
    edges = _outline(zone)
    assert len(edges) and edges[:, 1].min() > 80.0 and edges[:, 1].max() < 180.0
    assert len(_outline(np.zeros((4, 4), dtype=bool))) == 0


def test_a_shared_area_is_named_after_all_who_share_it(chart):
    area = ("ec2", "beanstalk")
    label = AreaLabel(area, "EC2 = Elastic Beanstalk", ("EC2", "EB"))
    winner = np.zeros((64, 64), dtype=np.int16)
    winner[:, 50:] = 1
    chart.show_map(MapData(winner, (area, ("lambda",)), NO_LINES), {**LABELS, area: label}, (0.5, 0.5))
    chart.grab()
    assert "EC2 = Elastic Beanstalk" in [text for text, _ in named(chart)]


def test_only_the_ring_is_painted_anew_when_the_workload_moves(chart):
    put(chart, stripes(), ring=(0.2, 0.5))
    kept = chart.areas._picture
    chart.move_ring((0.25, 0.55))
    chart.grab()
    assert chart.areas._picture is kept


def test_edges_while_an_input_moves_follow_the_cells(chart):
    """Ink stands where two neighbouring pixels belong to different areas, nowhere else."""
    put(chart, np.zeros((48, 48), dtype=np.int16), exact=False)
    plain = chart.areas._picture.copy()
    winner = np.zeros((48, 48), dtype=np.int16)
    winner[:, 24:] = 1
    put(chart, winner, exact=False)
    drawn, ink = chart.areas._picture, chart._theme.color("text").rgb()
    y = drawn.height() // 7
    inked = [x for x in range(1, drawn.width() - 1) if drawn.pixel(x, y) == ink]
    assert len(inked) == 1 and inked[0] / drawn.width() == pytest.approx(0.5, abs=0.02)
    assert all(drawn.pixel(x, y) == plain.pixel(x, y) for x in range(1, inked[0]))


@pytest.mark.parametrize("theme", THEMES)
def test_frontiers_stand_out_from_every_area(context, theme):
    """The line's ink against the halo around it: 3:1, whatever lies on either side."""
    tokens = load_tokens(theme).tokens
    assert _contrast(tokens["text"], tokens["surface"]) >= 3.0


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_figures_on_an_axis_never_touch(context, qtbot):
    axis = PlaceAxis(context.theme, "bottom")
    ticks = [(i / 40, f"{i} 000 000") for i in range(41)]
    axis.set_words("x", ticks)
    shown = axis.shown(400.0)
    assert shown[0] == ticks[0] and 2 <= len(shown) < 10
    gaps = [b[0] - a[0] for a, b in itertools.pairwise(shown)]
    assert min(gaps) * 400 > 40
