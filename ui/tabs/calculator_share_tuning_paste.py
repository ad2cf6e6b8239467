"""A field for a power-tuning address or its JSON."""

from __future__ import annotations

from ui.context import AppContext
from ui.tabs.calculator_share_panel import TextCard

LONGEST = 1_000_000
LIKELY = ("averageDuration", "visualization", "lambda-power-tuning.show")
"""What a result holds; anything else on the clipboard is none of our business."""


class PasteCard(TextCard):
    """Takes the text; the curve is shown in its place."""

    def __init__(self, context: AppContext, pasted: str = "") -> None:
        words = (
            "share.tuning.paste_title",
            "share.tuning.paste_field",
            "share.tuning.paste_help",
            "share.tuning.paste_show",
        )
        ours = len(pasted) <= LONGEST and any(word in pasted for word in LIKELY)
        super().__init__(context, words, "https://lambda-power-tuning.show/#…", LONGEST, pasted if ours else "")
