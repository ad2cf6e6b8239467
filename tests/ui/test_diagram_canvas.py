"""The drawn diagram: measures, icons, emphasis, animation, zoom, pan and keys."""

from __future__ import annotations

import math
from itertools import pairwise, product

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.content.catalog import Catalog
from models.cost.price_book import load_price_book
from models.diagrams.checks import check_plan
from models.diagrams.loader import diagram_ids, load
from models.diagrams.metrics import ROLES, estimate
from models.diagrams.plan import Frame, Plan, make_plan
from models.diagrams.words import catalog_words, localized_texts
from models.texts import LANGUAGES
from ui.context import AppContext
from ui.diagram.icons import icon_names, icon_path
from ui.diagram.items import HEAT
from ui.diagram.look import font_measure, role_font
from ui.diagram.picture import make_look, render
from ui.diagram.scene import CHANGE_MS, FLOW_MS, DiagramScene
from ui.diagram.view import LEAST, MOST, DiagramView
from ui.theme import tokens

ALL = diagram_ids()


def plan_of(diagram_id: str) -> Plan:
    book = load_price_book("us-east-1")
    return make_plan(load(diagram_id), font_measure(), catalog_words(Catalog(), lambda: book))


@pytest.mark.parametrize("diagram_id", ALL)
def test_nothing_overlaps_in_the_real_font(qapp: QApplication, diagram_id: str) -> None:
    assert [str(problem) for problem in check_plan(plan_of(diagram_id))] == []


def test_the_table_of_widths_agrees_with_the_font(qapp: QApplication) -> None:
    measure = font_measure()
    texts = {
        text for name in ALL for both in localized_texts(load(name)).values() for text in both.values()
    }
    for text, role in product(texts, ROLES):
        assert estimate(text, role) == pytest.approx(measure(text, role), rel=0.03, abs=3), (text, role)


def test_painting_leaves_the_shared_fonts_alone(context: AppContext) -> None:
    before = {role: role_font(role).pixelSize() for role in ROLES}
    render("photo_resize", 4, QSize(800, 400), context)
    assert {role: role_font(role).pixelSize() for role in ROLES} == before


def test_every_icon_the_files_name_is_drawn_on_its_grid(qapp: QApplication) -> None:
    named = {node.icon for name in ALL for node in load(name).nodes if node.icon}
    assert named <= set(icon_names())
    for name in icon_names():
        box = icon_path(name).boundingRect()
        assert QRectF(1.5, 1.5, 21, 21).contains(box), (name, box)
        assert min(box.width(), box.height()) > 10


@pytest.mark.parametrize("diagram_id", ALL)
def test_every_step_paints_and_differs(context: AppContext, diagram_id: str) -> None:
    steps = len(load(diagram_id).steps)
    pictures = [render(diagram_id, step, QSize(520, 280), context) for step in range(steps)]
    assert all(one != two for one, two in pairwise(pictures))


@pytest.mark.parametrize("theme", tokens.THEMES)
def test_a_picture_has_the_size_and_background_asked_for(context: AppContext, theme: str) -> None:
    context.theme.apply(theme, 1.0)
    picture = render("vm_vs_containers", 0, QSize(640, 300), context)
    assert picture.size() == QSize(640, 300)
    assert picture.pixelColor(2, 150) == context.theme.color("background")


def test_a_picture_speaks_the_language(context: AppContext) -> None:
    spanish = render("photo_resize", 0, QSize(640, 300), context)
    context.texts.language = "en"
    assert render("photo_resize", 0, QSize(640, 300), context) != spanish


@pytest.mark.parametrize("theme", tokens.THEMES)
def test_lines_and_words_can_be_told_from_what_is_behind_them(context: AppContext, theme: str) -> None:
    context.theme.apply(theme, 1.0)
    look = make_look(context)
    services = [service.id for service in context.catalog.services()]
    for name in ("background", "surface", "band"):
        back = look.color(name)
        for ink in (look.color("text"), look.color("muted"), look.color("accent")):
            assert contrast(ink, back) >= 4.5, name
        for drawn in (look.line(), look.color("focus"), look.color("bad"), *map(look.hue, services)):
            assert contrast(drawn, back) >= 3, name
    for service in services:
        assert contrast(look.color("on_hue"), look.hue(service)) >= 4.5, service
        assert contrast(look.color("text"), look.tint(service, 0.24)) >= 4.5, service
        assert contrast(look.color("muted"), look.tint(service, 0.10)) >= 4.5, service
    for service in ("ec2", "ecs"):
        assert contrast(look.hue(service), look.tint(service, 0.10)) >= 4.5, service


def contrast(first: QColor, second: QColor) -> float:
    """The WCAG contrast ratio of two colours."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: QColor) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.fixture
def scene(context: AppContext) -> DiagramScene:
    return DiagramScene(make_look(context))


def frames(plan: Plan, language: str = "es") -> list[Frame]:
    return [plan.frame(language, step) for step in range(len(plan.states))]


def shot(scene: DiagramScene) -> QImage:
    from PySide6.QtGui import QPainter

    image = QImage(900, 420, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    scene.render(painter)
    painter.end()
    return image


def test_reduced_motion_jumps_to_the_end(scene: DiagramScene) -> None:
    plan = plan_of("code_to_container")
    scene.animated = False
    shown = frames(plan)
    scene.show_frame(plan, shown[0])
    scene.show_frame(plan, shown[3])
    assert not scene.moving
    assert scene.nodes["fargate"].heat == HEAT["active"]


def test_a_change_is_animated_and_ends_where_a_jump_would(scene: DiagramScene, context: AppContext) -> None:
    plan = plan_of("code_to_container")
    shown = frames(plan)
    scene.show_frame(plan, shown[0])
    scene.show_frame(plan, shown[3])
    assert scene.moving
    scene._clock.setCurrentTime(60)
    assert HEAT["quiet"] < scene.nodes["fargate"].heat < HEAT["active"]
    half_way = shot(scene)
    scene._clock.setCurrentTime(scene._clock.duration())
    jumped = DiagramScene(make_look(context))
    jumped.animated = False
    jumped.show_frame(plan, shown[3])
    assert shot(scene) == shot(jumped)
    assert half_way != shot(scene)


def test_each_change_keeps_to_the_tempo(scene: DiagramScene) -> None:
    assert 120 <= CHANGE_MS <= 240
    assert 120 <= FLOW_MS <= 240


def test_a_language_switch_is_not_animated_geometry(scene: DiagramScene) -> None:
    plan = plan_of("photo_resize")
    scene.show_frame(plan, plan.frame("es", 2))
    before = {name: item.sceneBoundingRect() for name, item in scene.nodes.items()}
    scene.show_frame(plan, plan.frame("en", 2))
    assert {name: item.sceneBoundingRect() for name, item in scene.nodes.items()} == before


@pytest.fixture
def view(qtbot: QtBot, scene: DiagramScene) -> DiagramView:
    plan = plan_of("code_to_container")
    scene.animated = False
    scene.show_frame(plan, plan.frame("es", 0))
    shown = DiagramView(scene)
    qtbot.addWidget(shown)
    shown.resize(800, 400)
    shown.show()
    shown.set_order(tuple(scene.nodes))
    shown.fit()
    return shown


def seen(view: DiagramView) -> QRectF:
    return view.mapToScene(view.rect()).boundingRect()


def test_fit_shows_everything_and_follows_the_window(view: DiagramView) -> None:
    for size in (QSize(800, 400), QSize(400, 300), QSize(1600, 900)):
        view.resize(size)
        assert seen(view).contains(view.scene().sceneRect())


def test_a_readable_fit_follows_what_the_step_highlights(view: DiagramView) -> None:
    view.resize(320, 200)
    view.fit_readable(1.0)
    assert view.zoom == pytest.approx(1.0)
    assert view.fitting
    machine = view.scene().nodes["machine"]
    assert seen(view).intersects(machine.sceneBoundingRect())
    assert not seen(view).contains(view.scene().sceneRect())


def test_zoom_keeps_to_its_limits_and_stops_fitting(view: DiagramView) -> None:
    for _ in range(40):
        view.zoom_by(1.25)
    assert view.zoom == pytest.approx(MOST)
    for _ in range(60):
        view.zoom_by(0.8)
    assert view.zoom == pytest.approx(LEAST)
    assert not view.fitting


def test_zoom_keeps_the_point_under_the_pointer(view: DiagramView) -> None:
    view.zoom_to(2.0)
    point = QPoint(500, 250)
    before = view.mapToScene(point)
    view.zoom_by(1.25, point)
    after = view.mapToScene(point)
    assert math.hypot(after.x() - before.x(), after.y() - before.y()) < 2


def test_the_drawing_cannot_be_lost(view: DiagramView) -> None:
    view.zoom_to(2.0)
    for _ in range(100):
        view._pan(QPoint(-500, -300))
    assert seen(view).intersects(view.scene().sceneRect())
    assert seen(view).right() <= view.scene().sceneRect().right() + 2


@pytest.mark.parametrize(("keys", "change"), [("+", 1.25), ("-", 0.8)])
def test_zoom_keys(view: DiagramView, keys: str, change: float) -> None:
    before = view.zoom
    QTest.keyClicks(view, keys)
    assert view.zoom == pytest.approx(before * change)
    QTest.keyClicks(view, "0")
    assert view.fitting


def test_wheel_zooms_with_control_and_pans_without(view: DiagramView) -> None:
    view.zoom_to(2.0)
    place = seen(view)
    view.wheelEvent(wheel(Qt.KeyboardModifier.NoModifier))
    assert view.zoom == pytest.approx(2.0)
    assert seen(view) != place
    view.wheelEvent(wheel(Qt.KeyboardModifier.ControlModifier))
    assert view.zoom == pytest.approx(2.5)


def wheel(modifiers: Qt.KeyboardModifier) -> QWheelEvent:
    place, turn = QPointF(300, 200), QPoint(0, 120)
    phase = Qt.ScrollPhase.NoScrollPhase
    return QWheelEvent(place, place, turn, turn, Qt.MouseButton.NoButton, modifiers, phase, False)


def test_dragging_pans_and_opens_nothing(view: DiagramView, qtbot: QtBot) -> None:
    view.zoom_to(2.0)
    place, opened = seen(view), []
    view.node_opened.connect(opened.append)
    port = view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(400, 200))
    for x in (380, 340, 300):
        QTest.mouseMove(port, QPoint(x, 200))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    assert seen(view).x() > place.x()
    assert opened == []


def test_a_click_on_a_node_opens_it(view: DiagramView, qtbot: QtBot) -> None:
    opened: list[str] = []
    view.node_opened.connect(opened.append)
    middle = view.mapFromScene(view.scene().nodes["eks"].sceneBoundingRect().center())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert opened == ["eks"]
    assert view.chosen == "eks"


STEPS = [
    (Qt.Key.Key_Left, -1),
    (Qt.Key.Key_Right, 1),
    (Qt.Key.Key_Space, 1),
    (Qt.Key.Key_PageUp, -1),
    (Qt.Key.Key_PageDown, 1),
    (Qt.Key.Key_Backspace, -1),
]


@pytest.mark.parametrize(("key", "way"), STEPS)
def test_step_keys(view: DiagramView, key: Qt.Key, way: int) -> None:
    turned: list[int] = []
    view.step_requested.connect(turned.append)
    QTest.keyClick(view, key)
    assert turned == [way]


def test_shift_space_goes_back_and_home_and_end_to_the_ends(view: DiagramView) -> None:
    turned: list[int] = []
    ends: list[int] = []
    view.step_requested.connect(turned.append)
    view.end_requested.connect(ends.append)
    QTest.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_End)
    assert (turned, ends) == ([-1], [0, -1])


def test_keys_of_the_window_are_left_to_it(view: DiagramView) -> None:
    turned: list[int] = []
    view.step_requested.connect(turned.append)
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert turned == []


def test_arrows_and_tab_walk_the_nodes_and_leave_at_the_end(view: DiagramView) -> None:
    walked: list[str] = []
    view.node_chosen.connect(walked.append)
    order = list(view.scene().nodes)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert walked == [order[0], order[1], order[0]]
    assert view.scene().nodes[order[0]].focused
    for _ in order[1:]:
        assert view.focusNextPrevChild(True)
    assert view.chosen == order[-1]
    view.focusNextPrevChild(True)
    assert view.chosen == "", "Tab is no trap"


def test_the_ring_of_the_canvas_is_for_those_who_came_by_key(view: DiagramView) -> None:
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    plain = view.grab().toImage()
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.grab().toImage() != plain
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert view.grab().toImage() == plain


def test_enter_opens_and_escape_leaves_the_node(view: DiagramView) -> None:
    opened: list[str] = []
    view.node_opened.connect(opened.append)
    view.choose("ecr")
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert opened == ["ecr"]
    assert view.chosen == ""


def test_a_node_walked_to_is_brought_into_view(view: DiagramView) -> None:
    view.zoom_to(3.0)
    view.choose("ec2")
    assert seen(view).contains(view.scene().nodes["ec2"].sceneBoundingRect().center())


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_fit_the_same_boxes(qapp: QApplication, language: str) -> None:
    for name in ALL:
        plan = plan_of(name)
        for step in range(len(plan.states)):
            for node in plan.frame(language, step).nodes:
                assert all(node.rect.contains(text.rect) for text in node.texts)
