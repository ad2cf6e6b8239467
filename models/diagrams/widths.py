"""Advance widths of the application's font, in thousandths of the font size, to measure without a screen.

Taken from Source Sans Pro Regular and Semibold (a test compares them with the font itself). Each line is a
width and the letters that have it; a letter in neither table counts as wide.
"""

from __future__ import annotations

_REGULAR = """
125 ⎵
200 ␣
202 ⍽
241 |
246 ií
247 j
249 ',.:;·
255 l
263 IÍ
289 !¡
292 f
303 ()[]{}
311 -
338 t
345 ª
347 r
350 /\\
365 º
418 *
419 s
425 \"?z¿
446 x
456 c
467 vy
476 Y
480 J–
486 L
494 Fλ
495 k
496 eé
497 #$+0123456789<=>^~×€≤≥
500 _
504 agá
513 X
515 V
527 EÉ
534 S
536 T
539 Z
542 `oó
544 AhuúüÁ
547 nñ
553 b
555 dpq
562 µ
566 P
569 R
571 C
579 K
588 B
609 &
615 D
617 G
619 →←
645 UÚÜ
647 NÑ
652 H
664 OQÓ
718 w
727 M
786 W
800 —
824 %
829 m
847 @
948 …
"""
_BOLD = """
125 ⎵
200 ␣
205 ⍽
255 |
262 ií
263 j
271 l
275 ',.:;·
282 IÍ
315 !¡
317 f
322 -
324 ()[]{}
344 /\\
352 ª
361 t
369 º
373 r
431 s
438 *
443 z
444 ?¿
462 c
480 –
481 x
482 \"
494 J
495 vy
500 _
501 Y
502 L
507 eé
510 F
513 #$+0123456789<=>^~×€≤≥
516 aá
520 g
522 k
524 λ
536 V
538 EÉ
540 Z
541 X
545 S
546 T
549 `oó
556 uúü
558 AhÁ
560 nñ
563 b
564 dpq
576 C
578 µ
582 P
592 R
597 BK
618 →←
625 D
628 G
639 &
655 UÚÜ
656 NÑ
663 H
674 OQÓ
745 M
748 w
800 W—
841 %
843 m
875 @
963 …
"""
_SPACES = {"␣": " ", "⍽": "\u00a0", "⎵": "\u202f"}


def _table(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in text.strip().splitlines():
        width, _, letters = line.partition(" ")
        found |= {_SPACES.get(letter, letter): int(width) for letter in letters}
    return found


WIDTHS: dict[str, dict[str, int]] = {"regular": _table(_REGULAR), "bold": _table(_BOLD)}
