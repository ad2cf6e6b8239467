"""Small drawings for things that are no AWS service, as paths on a 24 by 24 grid with one stroke weight.

Kept as paths and not as image files so that a diagram stays a vector at any zoom and in every export.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

STROKE = 1.7
# M/L x y · R x y w h radius · O cx cy r · C c1 c2 end · A x y w h start sweep (degrees) · Z
_DRAWINGS = {
    "person": "O 12 8 3.6 M 4.8 20 C 5.4 15.6 8.4 14 12 14 C 15.6 14 18.6 15.6 19.2 20",
    "people": "O 9 8.5 3.1 M 3 19 C 3.5 15.4 6 14 9 14 C 12 14 14.5 15.4 15 19 A 13 5.6 6 6 120 -210"
    " M 17.2 14.2 C 19.4 14.8 20.7 16.4 21 19",
    "laptop": "R 5 5 14 10 1.6 M 2.5 18.6 L 21.5 18.6",
    "code": "M 8.5 7 L 3.5 12 L 8.5 17 M 15.5 7 L 20.5 12 L 15.5 17 M 13.4 5 L 10.6 19",
    "bucket": "A 4.5 3.6 15 5 0 360 M 4.5 6.2 L 6.6 19 C 7 20.6 17 20.6 17.4 19 L 19.5 6.2",
    "database": "A 5 3.4 14 5 0 360 M 5 6 L 5 18 C 5 21.4 19 21.4 19 18 L 19 6 M 5 12 C 5 15.2 19 15.2 19 12",
    "balancer": "O 5 12 2.2 O 19 5.5 2.2 O 19 12 2.2 O 19 18.5 2.2"
    " M 7.2 12 L 16.8 12 M 7 11 L 17 6.4 M 7 13 L 17 17.6",
    "chart": "M 4 4 L 4 20 L 20.5 20 M 7 15.5 L 11 11 L 14 13.6 L 19.5 7",
    "queue": "R 3.5 4.4 17 4 1 R 3.5 10 17 4 1 R 3.5 15.6 17 4 1",
    "globe": "O 12 12 8.4 M 3.6 12 L 20.4 12 A 8.2 3.6 7.6 16.8 0 360",
    "coin": "O 12 12 8.4 M 14.8 8.8 C 14 7.6 9.6 7.2 9.4 9.6 C 9.2 12.2 14.9 11.6 14.8 14.4"
    " C 14.6 17 9.8 16.6 9 15.2 M 12 5.9 L 12 7.8 M 12 16.3 L 12 18.1",
    "snapshot": "R 3.5 6.5 17 13 2 O 12 13 3.6 M 8.5 6.5 L 9.6 4.4 L 14.4 4.4 L 15.5 6.5",
    "factory": "M 3.5 20 L 3.5 10 L 9 13.4 L 9 10 L 14.5 13.4 L 14.5 4.5 L 20.5 4.5 L 20.5 20 Z"
    " M 7.5 17 L 16.5 17",
    "plug": "M 9 3.5 L 9 8 M 15 3.5 L 15 8 M 6.5 8 L 17.5 8 L 17.5 11 C 17.5 17.6 6.5 17.6 6.5 11 Z"
    " M 12 16 L 12 20.5",
}


def icon_names() -> tuple[str, ...]:
    """The names a diagram file may use."""
    return tuple(_DRAWINGS)


@lru_cache(maxsize=32)
def icon_path(name: str) -> QPainterPath:
    """The lines of an icon on a 24 by 24 grid. Errors: KeyError for an unknown name."""
    path = QPainterPath()
    words = _DRAWINGS[name].split()
    while words:
        letter, count = words[0], _ARGUMENTS[words[0]]
        _draw(path, letter, [float(word) for word in words[1 : count + 1]])
        del words[: count + 1]
    return path


_ARGUMENTS = {"M": 2, "L": 2, "C": 6, "R": 5, "O": 3, "A": 6, "Z": 0}


def _draw(path: QPainterPath, letter: str, n: list[float]) -> None:
    if letter == "M":
        path.moveTo(n[0], n[1])
    elif letter == "L":
        path.lineTo(n[0], n[1])
    elif letter == "C":
        path.cubicTo(QPointF(n[0], n[1]), QPointF(n[2], n[3]), QPointF(n[4], n[5]))
    elif letter == "R":
        path.addRoundedRect(QRectF(n[0], n[1], n[2], n[3]), n[4], n[4])
    elif letter == "O":
        path.addEllipse(QPointF(n[0], n[1]), n[2], n[2])
    elif letter == "A":
        box = QRectF(n[0], n[1], n[2], n[3])
        path.arcMoveTo(box, n[4])
        path.arcTo(box, n[4], n[5])
    else:
        path.closeSubpath()
