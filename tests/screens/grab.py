"""Opens the window at each state and saves what it looks like."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from models.content.catalog import Catalog
from models.state.app_state import AppState, Place
from models.texts import LANGUAGES, Message
from ui.app import build_window
from ui.main_window import MainWindow
from ui.tabs.fault import FaultPage
from ui.theme.manager import load_fonts
from ui.theme.tokens import THEMES

SIZES = ((1280, 800), (1920, 1080))
Prepare = Callable[[MainWindow], None]


class Scene(NamedTuple):
    """A state worth a picture: its name, the place, what to do once there, and the text size."""

    name: str
    place: Place
    prepare: Prepare | None = None
    scale: float = 1.0


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
    found.append(Scene("calculator", Place("calculator")))
    found.append(Scene("window_keys", Place("services", "lambda"), MainWindow.toggle_keys))
    found.append(Scene("window_notice", Place("services", "lambda"), _notice))
    found += [
        Scene(f"{tab}_200", Place(tab), None, 2.0) for tab in ("services", "compare", "diagrams", "calculator")
    ]
    return found


def grab_all(out: Path, only: str = "") -> int:
    """Save a picture per scene, language, theme and size; 1 when a fault page was met."""
    app = QApplication.instance() or QApplication([])
    app.setStyle("Fusion")
    load_fonts()
    out.mkdir(parents=True, exist_ok=True)
    faults = 0
    for scene in scenes():
        for language in LANGUAGES:
            for theme in THEMES:
                for size in SIZES:
                    name = f"{scene.name}-{language}-{theme}-{size[0]}x{size[1]}.png"
                    if only in name:
                        faults += _grab(app, scene, language, theme, size, out / name)
    return 1 if faults else 0


def _grab(app: QApplication, scene: Scene, language: str, theme: str, size: tuple[int, int], file: Path) -> bool:
    state = AppState()
    state.language, state.theme, state.text_scale, state.place = language, theme, scene.scale, scene.place
    window = build_window(app, state)
    window.resize(*size)
    window.show()
    _settle(app)
    if scene.prepare is not None:
        scene.prepare(window)
        _settle(app)
    window.grab().save(str(file))
    fault = isinstance(window.tabs.currentWidget(), FaultPage)
    print(f"{file.name}{'  FAULT' if fault else ''}")
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return fault


def _settle(app: QApplication) -> None:
    for _ in range(60):
        app.processEvents()


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
