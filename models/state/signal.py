"""Signals without Qt: a class attribute `changed = Signal()` gives every instance its own list of listeners.

Bound methods are held weakly, so a closed view stops listening by being collected. Written here because the
library for it takes 40 ms to import, a tenth of the whole start.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

Listener = Callable[[Any], object]


class SignalInstance:
    """The listeners of one signal of one object."""

    __slots__ = ("_listeners",)

    def __init__(self) -> None:
        self._listeners: list[Callable[[], Listener | None]] = []

    def connect(self, listener: Listener) -> None:
        """Call `listener(value)` at every emission until it is disconnected or its owner is collected."""
        owner = getattr(listener, "__self__", None)
        bound = owner is not None and hasattr(listener, "__func__")
        self._listeners.append(weakref.WeakMethod(listener) if bound else _strong(listener))

    def disconnect(self, listener: Listener) -> None:
        """Forget a listener; unknown ones are ignored."""
        self._listeners = [found for found in self._listeners if found() not in (listener, None)]

    def emit(self, value: Any) -> None:
        """Tell every listener, in the order they came. Errors of a listener reach the emitter.

        Who is disconnected meanwhile is not told any more, who connects meanwhile is told the next time.
        """
        for reference in tuple(self._listeners):
            if not any(reference is kept for kept in self._listeners):
                continue
            listener = reference()
            if listener is not None:
                listener(value)
            else:
                self._listeners.remove(reference)

    def __len__(self) -> int:
        return sum(1 for reference in self._listeners if reference() is not None)


def _strong(listener: Listener) -> Callable[[], Listener]:
    return lambda: listener


class Signal:
    """Declares a signal that carries one value."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_signal_{name}"

    def __get__(self, instance: object, owner: type | None = None) -> SignalInstance:
        found: SignalInstance | None = instance.__dict__.get(self._name)
        if found is None:
            found = instance.__dict__[self._name] = SignalInstance()
        return found
