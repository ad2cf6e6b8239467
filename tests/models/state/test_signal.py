"""Signals without Qt: weak, in order, safe to change while they speak."""

from __future__ import annotations

import gc

import pytest

from models.state.signal import Signal


class Source:
    changed = Signal()
    other = Signal()


class Ear:
    def __init__(self, name: str, heard: list[str]) -> None:
        self.name, self.heard = name, heard

    def hear(self, value: object) -> None:
        self.heard.append(f"{self.name}{value}")


def test_listeners_are_told_in_the_order_they_came() -> None:
    source, heard = Source(), list[str]()
    ears = [Ear(name, heard) for name in "abc"]
    for ear in ears:
        source.changed.connect(ear.hear)
    source.changed.emit(1)
    assert heard == ["a1", "b1", "c1"]


def test_signals_and_objects_do_not_mix() -> None:
    one, two, heard = Source(), Source(), list[object]()
    one.changed.connect(heard.append)
    two.changed.emit(1)
    one.other.emit(2)
    assert heard == []
    assert one.changed is one.changed and one.changed is not two.changed


def test_a_view_that_is_gone_is_no_longer_told() -> None:
    source, heard = Source(), list[str]()
    ear = Ear("a", heard)
    source.changed.connect(ear.hear)
    assert len(source.changed) == 1
    del ear
    gc.collect()
    assert len(source.changed) == 0
    source.changed.emit(1)
    assert heard == []


def test_a_function_is_kept_alive() -> None:
    source, heard = Source(), list[object]()
    source.changed.connect(lambda value: heard.append((value,)))
    gc.collect()
    source.changed.emit(1)
    assert heard == [(1,)]


def test_a_disconnected_listener_is_not_told() -> None:
    source, heard = Source(), list[str]()
    one, two = Ear("a", heard), Ear("b", heard)
    source.changed.connect(one.hear)
    source.changed.connect(two.hear)
    source.changed.disconnect(one.hear)
    source.changed.disconnect(one.hear)  # twice is no error
    source.changed.emit(1)
    assert heard == ["b1"]


def test_who_is_disconnected_while_the_signal_speaks_hears_no_more() -> None:
    source, heard = Source(), list[object]()

    def last(value: object) -> None:
        heard.append(("last", value))

    def first(value: object) -> None:
        heard.append(("first", value))
        source.changed.disconnect(last)

    source.changed.connect(first)
    source.changed.connect(last)
    source.changed.emit(1)
    assert heard == [("first", 1)]


def test_who_comes_while_the_signal_speaks_waits_for_the_next_time() -> None:
    source, heard = Source(), list[object]()

    def first(value: object) -> None:
        source.changed.connect(heard.append)

    source.changed.connect(first)
    source.changed.emit(1)
    assert heard == []
    source.changed.disconnect(first)
    source.changed.emit(2)
    assert heard == [2]


def test_a_view_deleted_by_another_while_the_signal_speaks_is_skipped() -> None:
    source, heard = Source(), list[str]()
    ears = [Ear("a", heard)]

    def first(value: object) -> None:
        ears.clear()
        gc.collect()

    source.changed.connect(first)
    source.changed.connect(ears[0].hear)
    source.changed.emit(1)
    assert heard == []


def test_a_fault_of_a_listener_reaches_who_changed_the_value() -> None:
    source = Source()

    def fail(value: object) -> None:
        raise ValueError(value)

    source.changed.connect(fail)
    with pytest.raises(ValueError, match="7"):
        source.changed.emit(7)
