"""What the window remembers: everything a person chose comes back, nothing is written when nothing can be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from models.cost.workload import Workload
from models.state import settings
from models.state.app_state import AppState, Place
from ui import pinned
from ui.app import Keeper, Options, settings_from, state_from
from ui.main_window import MainWindow
from ui.tabs.registry import tab_ids

Open = Callable[..., MainWindow]


def chosen() -> AppState:
    """A state with no default left in it."""
    state = AppState()
    state.language, state.theme, state.text_scale, state.reduced_motion = "en", "dark", 1.25, True
    state.region, state.compared, state.example = "eu-west-1", ("ecs", "eks"), "blog"
    state.diagram, state.diagram_step = "photo_resize", 2
    state.workload = Workload(amount=123)
    state.place = Place("services", "batch")
    return state


def test_what_was_chosen_comes_back(qapp: QApplication, open_window: Open, home: Path) -> None:
    window = open_window(chosen())
    assert Keeper(window).save() is None
    again = state_from(settings.load(home).settings, Options(), qapp)
    wanted = chosen()
    for name in ("language", "theme", "text_scale", "reduced_motion", "region", "compared", "example", "diagram"):
        assert getattr(again, name) == getattr(wanted, name), name
    assert (again.place, again.diagram_step, again.workload) == (wanted.place, 2, wanted.workload)


@pytest.mark.parametrize("tab", tab_ids())
def test_the_tab_comes_back(qapp: QApplication, open_window: Open, tab: str) -> None:
    window = open_window()
    window.open_link("ec2")
    window.open_tab(tab)
    found = settings_from(window)
    assert (found.tab, found.page) == (tab, "ec2")
    assert state_from(found, Options(), qapp).place.tab == tab


def test_the_window_comes_back_where_it_stood(open_window: Open) -> None:
    from ui.app import _restore_geometry

    first = open_window(width=744, height=616)
    found = settings_from(first)
    second = open_window()
    _restore_geometry(second, found.geometry)
    assert (second.width(), second.height()) == (744, 616)  # smaller than any screen


@pytest.mark.parametrize("geometry", ["", "AAAA", "no base64 ñ", "!" * 100])
def test_a_geometry_that_means_nothing_gives_the_first_size(open_window: Open, geometry: str) -> None:
    from ui.app import FIRST_SIZE, _restore_geometry

    window = open_window(width=900, height=600)
    _restore_geometry(window, geometry)
    assert window.size() == FIRST_SIZE


def test_the_command_line_wins_over_the_file(qapp: QApplication) -> None:
    found = settings.Settings(language="es", theme="light", page="ec2", tab="compare")
    state = state_from(found, Options("en", "dark", False, "eks"), qapp)
    assert (state.language, state.theme, state.place) == ("en", "dark", Place("services", "eks"))


def test_a_tab_of_another_edition_becomes_services(qapp: QApplication) -> None:
    assert state_from(settings.Settings(tab="karaoke"), Options(), qapp).place == Place("services", "lambda")


@pytest.mark.parametrize("workload", [{"amount": "many"}, {"kind": "magic"}, {"amount": -5}, {"surprise": 1}])
def test_a_workload_that_is_wrong_is_told_not_fatal(
    qapp: QApplication, home: Path, workload: dict[str, object]
) -> None:
    (home / settings.FILE).write_text(json.dumps({"workload": workload, "theme": "dark"}), "utf-8")
    found = settings.load(home)
    state = state_from(found.settings, Options(), qapp)
    assert (state.workload, state.theme) == (None, "dark")
    assert "workload" in found.notices[0].args["place"]


def test_a_session_that_could_not_read_its_file_never_writes_it(open_window: Open, home: Path) -> None:
    keeper = Keeper(open_window(), writable=False)
    assert keeper.save() is None
    assert not (home / settings.FILE).exists()


def test_what_is_saved_is_valid_whatever_the_state(open_window: Open) -> None:
    window = open_window(chosen())
    saved = settings_from(window)
    assert msgspec.convert(msgspec.to_builtins(saved), settings.Settings) == saved


def test_what_was_pinned_comes_back_once_the_window_stands(open_window: Open, home: Path) -> None:
    from models.scenario.scenario import Scenario

    state = chosen()
    workload = Workload(amount=7.0)
    state.pinned = Scenario(name="Before", region="sa-east-1", workload=workload, prices={"nat.hour": 1.0})
    assert Keeper(open_window(state)).save() is None
    again = AppState()
    assert pinned.restore(again, settings.load(home).settings.pinned, home) is None
    assert again.pinned == state.pinned


def test_a_pinned_scenario_that_cannot_be_read_is_told_and_its_file_kept(home: Path) -> None:
    settings.save(home, settings.Settings(pinned={"version": 1, "workload": {"amount": -1}}))
    state = AppState()
    told = pinned.restore(state, settings.load(home).settings.pinned, home)
    assert told is not None and told.key == "notice.settings_salvaged" and "amount" in str(told.args["place"])
    assert state.pinned is None and (home / "settings.json.damaged").exists()
