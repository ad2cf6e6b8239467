"""Taking the answer away, as a file or by the clipboard: written beside the window, painted in short turns."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from models.errors import InputError
from models.export import save as exports
from models.export.document import Document
from models.state.files import write_atomic
from models.texts import Message
from ui.beside import Beside, Errand
from ui.presenters.calculator_share import ShareDesk
from ui.presenters.calculator_share_fleet import percent
from ui.tabs import calculator_share_files as dialogs

if TYPE_CHECKING:
    from ui.tabs.calculator_picture import Painting
    from ui.tabs.calculator_picture_turns import Turns
    from ui.tabs.calculator_share import Share

TABLES = ("md", "csv", "xlsx")
PICTURES = ("png", "svg", "pdf")
Making = Callable[[], Document]


class Shown(NamedTuple):
    """What of the tab an export needs: the view, the opened service and the cards, asked for when needed.

    `wanted`: the services the ways to win are asked for. `prepared`: whether the cards show their answers; those
    that do not are worked out then. `finish`: the same at once (tests).
    """

    view: Callable[[], str]
    opened: Callable[[], str]
    cards: tuple[QWidget, ...]
    wanted: Callable[[], tuple[str, ...]]
    prepared: Callable[[], bool]
    finish: Callable[[], None]


class Exports(QObject):
    """One export at a time. The panel of `share` says how far it is and how it went; there it can be cancelled."""

    def __init__(self, share: Share, tab: QWidget, desk: ShareDesk, shown: Shown) -> None:
        super().__init__(share)
        self._share, self._tab, self._desk, self._shown = share, tab, desk, shown
        self._work = Beside(self, quiet=(exports.GivenUpError,))
        self._work.progressed.connect(self._on_progressed)
        self._work.finished.connect(self._on_finished)
        self._work.failed.connect(self._on_failed)
        self._then: Callable[[object], None] = _nothing
        self._turns: Turns | None = None
        self._writing: Path | None = None
        self._percent = -1
        share.panel.news.closed.connect(self._on_news_closed)

    def stop(self) -> None:
        """No more work."""
        self._stop_painting()
        self._work.stop()

    def wait(self) -> None:
        """Block until nothing is painted, written or read (tests)."""
        if self._turns is not None:
            self._shown.finish()
            self._turns.wait()
        self._work.wait()

    # documents

    def document(self) -> Document:
        """What the screen shows as a document."""
        return self._making()()

    def _making(self, every_bill: bool = False) -> Making:
        shown = self._shown
        return self._desk.making(shown.view(), shown.opened(), shown.wanted(), every_bill)

    def copy(self) -> None:
        """Put what the screen shows on the clipboard as text."""
        self.copy_document(self._making())

    def copy_document(self, making: Making) -> None:
        """Put a document on the clipboard as text; it is made beside the window."""
        self._stop_painting()
        self._then = self._on_copied
        self._work.start(partial(_as_text, making))

    def export(self, kind: str, path: Path) -> None:
        """Write what the screen shows to a file."""
        target = self.free(kind, path)
        if target is None:
            return
        if kind in TABLES:
            self.write_document(self._making(every_bill=kind == "xlsx"), target)
        else:
            self._paint(kind, target)

    def write_document(self, making: Making, path: Path) -> None:
        """Make a document and write it, both beside the window, and say how it went."""
        self._stop_painting()
        self._begin(path)
        self._then = partial(self._on_written, path)
        self._work.start(partial(_write_document, making, path))

    def free(self, kind: str, path: Path) -> Path | None:
        """The path with its ending; None, and said, when that is a file the dialog did not ask about."""
        if path.suffix.lower() == f".{kind}":
            return path
        path = path.with_name(f"{path.name}.{kind}")
        if dialogs.there(path):
            self._share.panel.tell("bad", Message("share.exists", {"file": str(path)}))
            return None
        return path

    def ask(self, kind: str, stem: str, run: Callable[[str, Path], None]) -> None:
        """Ask where to export to, then `run` with the kind and the path."""
        t = self._share.context.t
        name, suggestion = t(f"share.kind.{kind}"), Path(self._share.folder()) / f"{stem}.{kind}"
        title = t("share.dialog.export", kind=name)
        dialogs.ask_save(self._tab, title, f"{name} (*.{kind})", suggestion, partial(run, kind))

    # pictures

    def _paint(self, kind: str, path: Path) -> None:
        """Paint in turns of the window, then write beside it."""
        from ui.tabs.calculator_picture_turns import Turns

        self._stop_painting()
        self._work.cancel()
        self._begin(path)
        turns = self._turns = Turns(partial(self._painting, kind), self._stamp, self, self._shown.prepared)
        turns.progressed.connect(self._on_progressed)
        turns.painted.connect(partial(self._on_painted, path))
        turns.failed.connect(self._on_failed)
        turns.start()

    def _painting(self, kind: str) -> Painting:
        from ui.tabs.calculator_picture import Page, Painting

        title, subtitle, foot = self._desk.headings(self._shown.view())
        cards = [card for card in self._shown.cards if card.isVisibleTo(self._tab)]  # also when the tab is not
        page = Page(self._share.context.theme, (title, subtitle, self._desk.given(), foot), cards)
        return Painting(page, f".{kind}", title)

    def _stamp(self) -> object:
        """What a picture depends on; when it changes the picture begins anew."""
        theme, sizes = self._share.context.theme, [card.size().toTuple() for card in self._shown.cards]
        shown = (self._shown.view(), self._shown.opened(), self._share.context.texts.language)
        return (self._desk.stamp(), shown, theme.file, theme.scale, sizes)

    def _stop_painting(self) -> None:
        turns, self._turns = self._turns, None
        if turns is not None:
            turns.stop()
            turns.deleteLater()

    def _on_painted(self, path: Path, drawn: bytes | QImage) -> None:
        self._stop_painting()
        self._then = partial(self._on_written, path)
        self._work.start(partial(_write_picture, drawn, path))

    # news

    def _begin(self, path: Path) -> None:
        self._writing, self._percent = path, -1
        self._share.panel.tell("busy", Message("share.working", {"file": str(path)}))

    def _on_progressed(self, _ticket: int, done: float, total: float) -> None:
        now = int(100.0 * done / total) if total > 0.0 else 0
        if self._writing is not None and now != self._percent:
            self._percent = now
            told = {"file": str(self._writing), "percent": percent(now)}
            self._share.panel.tell("busy", Message("share.working_part", told))

    def _on_finished(self, _ticket: int, result: object) -> None:
        self._writing = None
        self._then(result)

    def _on_written(self, path: Path, _: object) -> None:
        self._share.panel.tell("good", Message("share.saved", {"file": str(path)}))

    def _on_copied(self, text: object) -> None:
        QGuiApplication.clipboard().setText(str(text))
        self._share.panel.tell("good", Message("share.copied"))

    def _on_failed(self, _ticket: int, error: object) -> None:
        self._stop_painting()
        self._writing = None
        self._share.complain(error)

    def _on_news_closed(self) -> None:
        """Closing the news of an export that still runs gives it up."""
        path, self._writing = self._writing, None
        if path is not None:
            self._stop_painting()
            self._work.cancel()
            self._share.panel.tell("info", Message("share.cancelled", {"file": str(path)}))


def _as_text(making: Making, errand: Errand) -> str:
    """Build a document and write it as text."""
    return exports.write(making(), ".txt", told=partial(_step, errand)).decode()


def _write_document(making: Making, path: Path, errand: Errand) -> None:
    """Build a document and write it. Errors: InputError."""
    exports.save(making(), path, told=partial(_step, errand))


def _step(errand: Errand, done: int, total: int) -> None:
    """A writer's word on its progress, handed on. Errors: GivenUpError when nobody waits any more."""
    if errand.unwanted():
        raise exports.GivenUpError
    errand.progress(done, total)


def _write_picture(drawn: bytes | QImage, path: Path, errand: Errand) -> None:
    """Write a picture. Errors: InputError."""
    from ui.tabs.calculator_picture import packed

    data = drawn if isinstance(drawn, bytes) else packed(drawn)
    if errand.unwanted():
        return
    try:
        write_atomic(path, data)
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise InputError("export.error.unwritable", file=str(path), why=why) from None


def _nothing(_: object) -> None:
    """Before anything was asked for."""
