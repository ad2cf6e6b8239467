"""What happens when something unexpected breaks: a report on disk, a notice on screen, the window goes on.

Nothing is ever sent anywhere.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from models.texts import Message

log = logging.getLogger(__name__)
REPORT = "crash.log"
NATIVE = "native-crash.log"
KEEP_BYTES = 256_000


class CrashReporter:
    """Installs the hooks; tells each distinct failure once through `notify`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: set[str] = set()
        self._waiting: list[Message] = []
        self._notify: Callable[[Message], None] | None = None
        self._stream: TextIO | None = None

    def install(self) -> None:
        """Catch what nobody else catches, in every thread, and native crashes."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._stream = (self._folder / NATIVE).open("w", encoding="utf-8")
            faulthandler.enable(self._stream)
        except OSError:
            faulthandler.enable()

    def remove(self) -> None:
        """Put the interpreter's own hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        if self._stream is not None:
            faulthandler.disable()
            self._stream.close()
            self._stream = None

    def attach(self, notify: Callable[[Message], None]) -> None:
        """From now on tell failures through `notify`, beginning with those that waited for a window."""
        self._notify = notify
        for message in self._waiting:
            notify(message)
        self._waiting.clear()

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        log.error("unexpected error\n%s", text)
        if text in self._seen:
            return
        self._seen.add(text)
        message = Message("notice.crash", {"file": self._write(text), "error": f"{kind.__name__}: {error}"})
        if self._notify is not None:
            self._notify(message)
        else:
            self._waiting.append(message)

    def _write(self, text: str) -> str:
        """Append the report; the path for people, or a dash when the disk refuses."""
        from datetime import UTC, datetime

        path = self._folder / REPORT
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and path.stat().st_size > KEEP_BYTES:
                path.replace(path.with_suffix(".old.log"))
            with path.open("a", encoding="utf-8") as stream:
                stream.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n{text}\n")
        except OSError:
            return "–"
        return str(path)
