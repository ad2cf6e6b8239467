"""The uncertain inputs as the form shows and takes them: ends as text in the field's unit. Qt-free."""

from __future__ import annotations

import msgspec

from models.cost.workload import bounds
from models.errors import InputError
from ui.presenters import calculator_fields as fields
from ui.presenters.calculator import CalculatorPresenter
from ui.presenters.calculator_fields import BY_NAME, Field
from ui.presenters.calculator_steps import expected_of

SPREAD = 0.2
"""How far a new range reaches either way, as a share of the expected value, until the person says otherwise."""
FROM_NOTHING = {"": 10.0, "cold_start_share": 0.1, "init_s": 1.0, "startup_s": 60.0}
"""The high end offered for an input that is expected to be zero, in base units."""


class RangeView(msgspec.Struct, frozen=True):
    """An uncertain input as shown: its ends as text, and where they stand on the slider (0 to 1), if any."""

    texts: tuple[str, str]
    spoken: tuple[str, str]
    span: tuple[float, float] | None


class RangeInputs:
    """Opens, changes and closes the range of a numeric input of the presenter's workload."""

    def __init__(self, presenter: CalculatorPresenter) -> None:
        self._presenter = presenter

    def may_have(self, name: str) -> bool:
        """Whether the input has a value that could be uncertain; one that follows others has none."""
        return expected_of(name, self._presenter.workload) is not None

    def view(self, name: str) -> RangeView | None:
        """The range of an input in the unit of its field, or None when it is certain."""
        ends = self._presenter.ranges.get(name)
        if ends is None:
            return None
        presenter, field = self._presenter, BY_NAME[name]
        unit, t = presenter.unit(name), presenter.display.texts.t
        shown = presenter.field(name)
        texts = tuple(fields.shown(field, end, unit, presenter.language) or "0" for end in ends)
        spoken = tuple(t(f"range.{end}_spoken", label=shown.label, unit=shown.unit) for end in ("low", "high"))
        span = None
        if fields.slider_range(field, presenter.workload) is not None:
            low, high = (fields.to_slider(field, presenter.workload, end) for end in ends)
            span = (low, high)
        return RangeView((texts[0], texts[1]), (spoken[0], spoken[1]), span)

    def open(self, name: str) -> None:
        """Make an input uncertain, a little to either side, as one step."""
        if self.may_have(name) and name not in self._presenter.ranges:
            self._put(name, self._first(BY_NAME[name]))

    def close(self, name: str) -> None:
        """Make an input certain again, as one step."""
        if name in self._presenter.ranges:
            self._put(name, None)

    def set_text(self, name: str, end: int, text: str) -> str:
        """Take what was typed into an end (0 lowest, 1 highest). Returns what is wrong; then nothing changes."""
        presenter, field = self._presenter, BY_NAME[name]
        expected, unit = expected_of(name, presenter.workload), presenter.unit(name)
        low, high = presenter.ranges[name]
        try:
            value, _ = fields.read(field, text, unit, presenter.language)
        except InputError as error:
            return presenter.display.texts.error(error)
        limit = expected if expected is not None else low if end else high
        if value < limit if end else value > limit:
            bound = fields.shown(field, limit, unit, presenter.language)
            return presenter.display.texts.t(f"range.error.{'high' if end else 'low'}", bound=bound)
        presenter.steps.set_range(name, (low, value) if end else (value, high), f"range:{name}:{end}")
        return ""

    def _put(self, name: str, ends: tuple[float, float] | None) -> None:
        steps = self._presenter.steps
        steps.history.seal()
        steps.set_range(name, ends, f"range:{name}")
        steps.history.seal()

    def _first(self, field: Field) -> tuple[float, float]:
        """The ends offered first, inside what the engine accepts."""
        low, high, open_low = bounds(field.name)
        value = getattr(self._presenter.workload, field.name)
        if value == 0.0:
            return 0.0, FROM_NOTHING.get(field.name, FROM_NOTHING[""])
        if field.whole:
            step = max(1.0, round(value * SPREAD))
            return max(low, value - step), min(high, value + step)
        least = value * 0.001 if open_low else low
        factor = fields.factor_of(field, self._presenter.unit(field.name))
        ends = [float(f"{value / factor * share:.4g}") * factor for share in (1.0 - SPREAD, 1.0 + SPREAD)]
        return max(least, min(ends[0], value)), min(high, max(ends[1], value))
