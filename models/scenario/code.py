"""Scenario codes: a line of text that reproduces a scenario offline, short enough for a chat or a slide.

Form, version 1: `CA1-`, two characters with the number of characters that follow, then base64url (RFC 4648, no
padding) of a MessagePack map and its CRC-32 (4 bytes, big endian). The map holds what differs from the table in
`code_table`: row number (or, for fields without a row, the field's name) -> value; decimal numbers may stand as
[digits, power of ten]. Only letters, digits, `-` and `_` occur, so a code survives addresses and file names.
"""

from __future__ import annotations

import base64
import binascii
import re
import string
import zlib
from collections.abc import Iterator
from typing import Any

import msgspec

from models.errors import InputError
from models.scenario.code_table import BASE
from models.scenario.problems import FileError, fail
from models.scenario.scenario import FORMAT, VERSION, Raw, Scenario, from_raw, to_raw
from models.texts import Message

PREFIX = "CA"
CODE_VERSION = 1
LONGEST = 4000
PARTS = ("workload", "options", "duration")
NAME = Message("scenario.the_code")
_DIGITS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
_NUMBERS = {path: number for number, (path, _) in enumerate(BASE)}
_FORM = re.compile(rf"{PREFIX}(\d{{1,4}})-(.*)", re.DOTALL)
_NOISE = re.compile(r"[\s\u200b\u2060\ufeff\u00ad\"'`“”«»<>]")


def encode(scenario: Scenario) -> str:
    """The code of a scenario. Errors: InputError when its texts make it longer than a code should be."""
    now, usual = dict(_flat(to_raw(scenario))), dict(_flat(to_raw(Scenario())))
    changed = {
        _NUMBERS.get(path, path): _short(value)
        for path, value in now.items()
        if value != (BASE[_NUMBERS[path]][1] if path in _NUMBERS else usual.get(path))
    }
    body = _body(msgspec.msgpack.encode(changed))
    if len(body) > LONGEST:
        raise InputError("scenario.problem.code_too_long", length=len(body), limit=LONGEST)
    return f"{PREFIX}{CODE_VERSION}-{_DIGITS[len(body) // 64]}{_DIGITS[len(body) % 64]}{body}"


def decode(text: str) -> Scenario:
    """The scenario of a code; spaces, line ends and quotes around or inside it do not matter.

    Errors: FileError saying whether it is cut, mistyped, of another version, or what in it is not acceptable.
    """
    found = _FORM.search(_NOISE.sub("", text[: 2 * LONGEST]))
    if found is None:
        raise fail(NAME, "not_a_code", prefix=f"{PREFIX}{CODE_VERSION}-")
    if int(found.group(1)) != CODE_VERSION:
        raise fail(NAME, "other_code", version=int(found.group(1)), known=CODE_VERSION)
    return from_raw(_raw(_payload(found.group(2))), NAME)


def looks_like(text: str) -> bool:
    """Whether a pasted text holds something that begins like a code, of any version."""
    return _FORM.search(_NOISE.sub("", text[: 2 * LONGEST])) is not None


def _body(payload: bytes) -> str:
    sealed = payload + zlib.crc32(payload).to_bytes(4, "big")
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def _payload(text: str) -> bytes:
    """The bytes of a code after its prefix. Errors: FileError."""
    wrong = next((i for i, char in enumerate(text) if char not in _DIGITS), None)
    if wrong is not None:
        raise fail(NAME, "code_character", _character(wrong), found=text[wrong])
    if len(text) < 2:
        raise fail(NAME, "code_cut")
    wanted, body = _DIGITS.index(text[0]) * 64 + _DIGITS.index(text[1]), text[2:]
    payload = _opened(body)
    if payload is None and len(body) < wanted:
        raise fail(NAME, "code_cut_at", wanted=wanted + 2, found=len(text))
    if payload is None and _opened(body[:wanted]) is not None:
        raise fail(NAME, "code_extra", _character(wanted + 2), found=body[wanted : wanted + 20])
    if payload is None or len(body) != wanted:
        raise fail(NAME, "code_mistyped")
    return payload


def _character(index: int) -> Message:
    """A place in a code, counted from its first letter."""
    return Message("scenario.place.character", {"number": index + len(f"{PREFIX}{CODE_VERSION}-") + 1})


def _opened(body: str) -> bytes | None:
    """The payload when the seal is right and the text is the one way to write it."""
    try:
        sealed = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    except (binascii.Error, ValueError):
        return None
    payload = sealed[:-4]
    return payload if len(sealed) > 4 and _body(payload) == body else None


def _raw(payload: bytes) -> Raw:
    """The plain form: the table's values with the code's own on top. Errors: FileError."""
    try:
        changed = msgspec.msgpack.decode(payload, type=dict[int | str, Any])
    except (msgspec.DecodeError, RecursionError, ValueError, OverflowError):
        raise fail(NAME, "code_damaged") from None
    raw: Raw = {"format": FORMAT, "version": VERSION, **{part: {} for part in PARTS}}
    known = to_raw(Scenario())
    for path, value in BASE:
        part, _, field = path.rpartition(".")
        if field in (known[part] if part else known):
            _put(raw, path, value)
    for key, value in changed.items():
        if isinstance(key, int) and not 0 <= key < len(BASE):
            raise FileError(NAME, fail(NAME, "code_newer").problems)
        path = BASE[key][0] if isinstance(key, int) else key
        _put(raw, path, _long(value))
    return raw


def _put(raw: Raw, path: str, value: object) -> None:
    part, _, field = path.partition(".")
    if field and part in PARTS and isinstance(raw[part], dict):
        raw[part][field] = value
    else:
        raw[path] = value


def _flat(raw: Raw) -> Iterator[tuple[str, Any]]:
    """Every field with its path; the frame (format and version) is the code's prefix."""
    for key, value in raw.items():
        if key in PARTS:
            yield from ((f"{key}.{name}", inner) for name, inner in value.items())
        elif key not in ("format", "version"):
            yield key, value


def _short(value: Any) -> Any:
    """A number as [digits, power of ten] where that takes less room."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    sign, digits, power = _decimal(value)
    pair = [sign * digits, power]
    return pair if len(msgspec.msgpack.encode(pair)) < len(msgspec.msgpack.encode(value)) else value


def _decimal(value: float) -> tuple[int, int, int]:
    """Sign, digits without trailing zeros, and power of ten of the shortest decimal that reads back the same."""
    head, _, power = f"{float(value)!r}".lower().partition("e")
    whole, _, rest = head.lstrip("-").partition(".")
    digits = (whole + rest).rstrip("0") or "0"
    dropped = len(whole + rest) - len(digits) if digits != "0" else len(rest)
    return (-1 if value < 0 else 1), int(digits), int(power or 0) - len(rest) + dropped


def _long(value: Any) -> Any:
    """A pair of whole numbers back as the number it stands for; everything else as it is."""
    if isinstance(value, list) and len(value) == 2 and all(type(part) is int for part in value):
        digits, power = value
        return float(f"{digits}e{power}") if abs(power) < 400 else float("nan")
    return value
