"""Terminals that cannot show everything, and readers that leave or have no room."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from models import streams
from models.arguments import said_anew
from models.texts import LANGUAGES, Texts
from tests.support import ROOT


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("¿Qué es? «Página»", 'Que es? "Pagina"'),
        ("1 000 ms × 2 → 15–20 ≤ “x” · λ", '1 000 ms x 2 -> 15-20 <= "x" * ?'),
        ("plain", "plain"),
    ],
)
def test_plain_spelling(text: str, spelled: str) -> None:
    assert streams.plain(text) == spelled


@pytest.mark.parametrize(
    ("encoding", "shown"), [("ascii", b'Que "'), ("latin-1", b"Qu\xe9 \xbb"), ("utf-8", "Qué »".encode())]
)
def test_only_what_the_encoding_lacks_is_spelled(
    encoding: str, shown: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(below, encoding=encoding))
    streams.forgive()
    print("Qué »", end="")
    sys.stdout.flush()
    assert below.getvalue() == shown


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
def test_a_full_disk_is_said_in_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "main.py", "show", "lambda"],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_complaint_nobody_knows_is_passed_on(language: str) -> None:
    assert said_anew("something new", Texts(language).t) == "something new"
    assert "something new" not in said_anew("argument --width: expected one argument", Texts(language).t)
