"""Files chosen by a person: the system's dialogs, without stopping the window, and files dropped on the tab."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

Then = Callable[[Path], None]


def ask_open(parent: QWidget, title: str, filters: str, folder: str, then: Then) -> QFileDialog:
    """Ask for a file to open; `then` is called with it, not at all when the person changes their mind."""
    dialog = _dialog(parent, title, filters, folder, then)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def ask_save(parent: QWidget, title: str, filters: str, suggestion: Path, then: Then) -> QFileDialog:
    """Ask where to save. The dialog itself asks before a file is replaced, with its ending already added."""
    dialog = _dialog(parent, title, filters, str(suggestion.parent), then)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix("".join(suggestion.suffixes).lstrip("."))
    dialog.selectFile(suggestion.name)
    dialog.open()
    return dialog


def _dialog(parent: QWidget, title: str, filters: str, folder: str, then: Then) -> QFileDialog:
    dialog = QFileDialog(parent, title, folder, filters)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def there(path: Path) -> bool:
    """Whether something stands at a path; what may not be asked counts as there: opening or writing tells why."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return True


class DropTarget(QObject):
    """Lets a file be dropped on a widget. `dropped` carries its path; `refused` how many files came at once.

    Text, addresses of the web and pictures are left to what lies below.
    """

    dropped = Signal(str)
    refused = Signal(int)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return False
        assert isinstance(event, QDragEnterEvent | QDropEvent)
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if not files:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            if len(files) == 1:
                self.dropped.emit(files[0])
            else:
                self.refused.emit(len(files))
        return True
