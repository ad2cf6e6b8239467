"""Opens the window at each state and saves what it looks like."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from models.content.catalog import Catalog
from models.state.app_state import AppState, Place
from models.texts import LANGUAGES, Message
from tests.screens import calculator
from tests.screens.scene import Prepare, Scene
from ui.app import build_window
from ui.main_window import MainWindow
from ui.tabs.fault import FaultPage
from ui.tabs.registry import tab_ids
from ui.theme.manager import load_fonts
from ui.theme.tokens import THEMES

SIZES = ((1280, 800), (1920, 1080))


def scenes() -> list[Scene]:
    """Every state, in the order of the tabs."""
    found = [Scene("services_lambda", Place("services", "lambda"))]
    found += [
        Scene(f"services_lambda_{part}", Place("services", "lambda"), _scroll(part)) for part in ("limits", "news")
    ]
    found += [Scene(f"services_{name}", Place("services", name)) for name in ("ec2", "outposts", "vm_containers")]
    found.append(Scene("compare", Place("compare")))
    found.append(Scene("compare_four", Place("compare"), _four))
    found += [Scene(f"diagram_{d}", Place("diagrams", d)) for d in _diagrams()]
    found += calculator.scenes()
    found.append(Scene("window_keys", Place("services", "lambda"), MainWindow.toggle_keys))
    found.append(Scene("window_notice", Place("services", "lambda"), _notice))
    found += [Scene(f"{tab}_200", Place(tab), scale=2.0) for tab in tab_ids() if tab != "calculator"]
    return found


class Look(NamedTuple):
    """How a scene is looked at."""

    language: str
    theme: str
    size: tuple[int, int]


LOOKS = tuple(Look(*look) for look in product(LANGUAGES, THEMES, SIZES))


def grab_all(out: Path, only: str = "") -> int:
    """Save a picture per scene, language, theme and size; 1 when a fault page was met."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    app.setStyle("Fusion")
    load_fonts()
    out.mkdir(parents=True, exist_ok=True)
    faults = 0
    for scene, look in product(scenes(), LOOKS):
        width, height = look.size
        name = f"{scene.name}-{look.language}-{look.theme}-{width}x{height}.png"
        if only in name:
            faults += _grab(app, scene, look, out / name)
    return 1 if faults else 0


def _grab(app: QApplication, scene: Scene, look: Look, file: Path) -> bool:
    state = AppState()
    state.language, state.theme, state.text_scale = look.language, look.theme, scene.scale
    state.place = scene.place
    window = build_window(app, state)
    window.resize(*look.size)
    window.show()
    _settle(app, scene.seconds)
    if scene.prepare is not None:
        scene.prepare(window)
        _settle(app, scene.seconds)
    window.grab().save(str(file))
    fault = isinstance(window.tabs.currentWidget(), FaultPage)
    print(f"{file.name}{'  FAULT' if fault else ''}")
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return fault


def _settle(app: QApplication, seconds: float) -> None:
    end = monotonic() + seconds
    while monotonic() < end:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def _scroll(section: str) -> Prepare:
    def prepare(window: MainWindow) -> None:
        window.tabs.currentWidget().current_page().scroll_to(section)  # type: ignore[union-attr]

    return prepare


def _four(window: MainWindow) -> None:
    window.context.state.compared = ("lambda", "fargate", "ec2", "lightsail")


def _notice(window: MainWindow) -> None:
    args = {"file": "settings.json", "place": "text_scale", "copy": "settings.json.damaged"}
    window.notify(Message("notice.settings_salvaged", args))


def _diagrams() -> list[str]:
    return sorted({diagram for page in Catalog().pages() for diagram in page.diagrams})
