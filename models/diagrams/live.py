"""Labels that follow the current workload: `{estimate:lambda.month}`, `{workload:amount}`, `{duration:batch.lot}`.

Every answer has a longest form known beforehand, so that a layout keeps room for whatever the calculator says
later: money to the cent up to a million, then in millions. It breaks nowhere but before "a month", and every other
form is narrower than its longest one, so a text never takes more lines than the longest forms do.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from models import formats
from models.errors import AppError
from models.spans import span_text
from models.texts import LANGUAGES, Money, Texts

if TYPE_CHECKING:
    from models.cost.results import Estimate
    from models.duration.results import DurationEstimate
    from models.figures import Figures, Key

PATTERN = r"(?:estimate|sizing|duration|workload):[\w.]+"
BEST = "cheapest"
"""Stands for the service that is the cheapest one now."""
MOST = 9_999
"""Figures in millions beyond this are said to be above it."""
LONGEST_DAYS = 9_999
PENDING = "…"
_REFERENCE = re.compile(r"\{(" + PATTERN + r")\}")
_GAP = formats.NBSP


class LiveWords:
    """The words of live references in every language. Without figures they are still being worked out."""

    def __init__(self, figures: Figures | None = None, texts: Mapping[str, Texts] | None = None) -> None:
        self._figures = figures
        self._texts = texts or {language: Texts(language) for language in LANGUAGES}
        self._said: dict[tuple[str, str], str] = {}
        self._said_of: Key | None = None

    def text(self, reference: str, language: str) -> str:
        """What a reference says now."""
        figures, t = self._figures, self._texts[language]
        if figures is None or not figures.ready:
            return PENDING
        now = figures.key()
        if self._said_of != now:
            self._said_of, self._said = now, {}
        if (reference, language) not in self._said:
            self._said[reference, language] = _answer(reference, figures, t)
        return self._said[reference, language]

    def longest(self, reference: str, language: str) -> tuple[str, ...]:
        """The forms of which one is at least as wide as whatever the reference may say."""
        t = self._texts[language]
        return (*_LONGEST[_field(reference)](t), _said(t, "unknown"), _said(t, "unfit"), PENDING)

    def number(self, reference: str) -> float | None:
        """The number behind a count; None while there is none (not worked out, does not fit)."""
        figures = self._figures
        if figures is None or not figures.ready or not reference.startswith(("sizing:", "duration:")):
            return None
        try:
            if reference.startswith("duration:"):
                lasting = _time(figures, _service(reference))
                return lasting.slots if lasting is not None and lasting.feasible else None
            one = _bill(figures, _service(reference))
        except AppError:
            return None
        return one.sizing.count if one is not None and one.feasible and one.sizing is not None else None


def _answer(reference: str, figures: Figures, t: Texts) -> str:
    try:
        return _FIELDS[_field(reference)](figures, _service(reference), t)
    except AppError:
        return _said(t, "unknown")


def known(reference: str, services: frozenset[str], timed: frozenset[str]) -> bool:
    """Whether a reference names a figure there is: `services` have a bill, `timed` ones a duration."""
    if _field(reference) not in _FIELDS:
        return False
    kind, _, rest = reference.partition(":")
    if kind == "workload":
        return rest in _WORKLOAD
    service = _service(reference)
    return service == BEST or service in (timed if kind == "duration" else services)


def references(text: str) -> list[str]:
    """The live references of one text, in order."""
    return _REFERENCE.findall(text)


def _field(reference: str) -> str:
    """`estimate:lambda.month` is the field `estimate.month`; `workload:amount` is `workload.amount`."""
    kind, _, rest = reference.partition(":")
    return f"{kind}.{rest.rpartition('.')[2]}"


def _service(reference: str) -> str:
    return reference.partition(":")[2].rpartition(".")[0]


def _said(t: Texts, key: str, **args: object) -> str:
    """A text of the live area that stays on one line."""
    return t.t(f"diagrams.live.{key}", **args).replace(" ", _GAP)


def _bill(figures: Figures, service: str) -> Estimate | None:
    """The bill of a service; None when the cheapest is asked for and nothing fits."""
    if service != BEST:
        return figures.estimate(service)
    found = figures.ranked()
    return found[0] if found else None


def _time(figures: Figures, service: str) -> DurationEstimate | None:
    if service == BEST:
        found = figures.ranked()
        return figures.duration(found[0].service) if found else None
    return figures.duration(service)


# money


def _total(figures: Figures, service: str, t: Texts) -> str:
    one = _bill(figures, service)
    if one is not None and one.feasible:
        money = short_money(one.total, t)
        return money if one.complete else _said(t, "from", amount=money)
    from models.cost.engine import RANKED

    apart = one is not None and one.service not in RANKED
    return _said(t, "not_compared" if apart else "unfit")


def _month(figures: Figures, service: str, t: Texts) -> str:
    one = _bill(figures, service)
    said = _total(figures, service, t)
    return t.t("diagrams.live.month", amount=said) if one is not None and one.feasible else said


def _cheapest(figures: Figures, service: str, t: Texts) -> str:
    one = _bill(figures, service)
    return t.t(f"cost.service.{one.service}").replace(" ", _GAP) if one is not None else _said(t, "unfit")


def short_money(value: float, t: Texts) -> str:
    """Money as the list shows it, to the cent; from a million on in millions."""
    if abs(value) < 1e6:
        return t.value(Money(value))
    return f"{_millions(value, t.language)}{_GAP}USD"


def short_count(value: float, language: str) -> str:
    """A number of things, whole or with what it needs; from a million on in millions."""
    if abs(value) < 1e6:
        return formats.significant(value, language, 3) if value < 100 else formats.number(round(value), language)
    return _millions(value, language)


def _millions(value: float, language: str) -> str:
    millions = value / 1e6
    if millions > MOST:
        return f">{_GAP}{formats.number(MOST, language)}{_GAP}M"
    return f"{formats.significant(millions, language, 3)}{_GAP}M"


# what would be rented


def _units(figures: Figures, service: str, t: Texts) -> str:
    one = _bill(figures, service)
    if one is None or not one.feasible or one.sizing is None:
        return _said(t, "unfit")
    return short_count(math.ceil(one.sizing.count), t.language)


def _rented(figures: Figures, service: str, t: Texts) -> str:
    """How many of what: tasks, servers, environments."""
    one = _bill(figures, service)
    if one is None or not one.feasible or one.sizing is None:
        return _said(t, "unfit")
    return _things(math.ceil(one.sizing.count), one.sizing.reason.key.rpartition(".")[2], t)


def _things(count: float, things: str, t: Texts) -> str:
    one, _, many = _said(t, things).partition("|")
    return f"{short_count(count, t.language)}{_GAP}{one if count == 1 else many}"


# time


def _lot(figures: Figures, service: str, t: Texts) -> str:
    found = _time(figures, service)
    if found is None or not found.feasible:
        return _said(t, "unfit")
    if found.lot is None:
        return _said(t, "endless")
    return short_span(found.lot.expected, t)


def _slots(figures: Figures, service: str, t: Texts) -> str:
    found = _time(figures, service)
    if found is None or not found.feasible:
        return _said(t, "unfit")
    return short_count(round(found.slots), t.language)


def short_span(seconds: float, t: Texts) -> str:
    """A time in two parts at most; beyond some thousand days only that."""
    if seconds >= (LONGEST_DAYS + 1) * 86_400.0:
        return f">{_GAP}{t.quantity(float(LONGEST_DAYS), 'd')}"
    return span_text(max(seconds, 1e-3), t).replace(" ", _GAP)


# the workload itself


def _amount(figures: Figures, service: str, t: Texts) -> str:
    workload = figures.workload()
    return _things(workload.amount, workload.kind, t)


def _each(figures: Figures, service: str, t: Texts) -> str:
    return short_span(figures.workload().duration_s, t)


_FIELDS: dict[str, Callable[[Figures, str, Texts], str]] = {
    "estimate.total": _total,
    "estimate.month": _month,
    "estimate.name": _cheapest,
    "sizing.units": _units,
    "sizing.rented": _rented,
    "duration.lot": _lot,
    "duration.slots": _slots,
    "workload.amount": _amount,
    "workload.duration": _each,
}
_WORKLOAD = ("amount", "duration")


def _longest_money(t: Texts) -> tuple[str, ...]:
    exact, above = t.value(Money(888_888.88)), f"{_millions(1e15, t.language)}{_GAP}USD"
    sums = (exact, above)
    return (*sums, *(_said(t, "from", amount=one) for one in sums), _said(t, "not_compared"))


def _longest_month(t: Texts) -> tuple[str, ...]:
    *sums, not_compared = _longest_money(t)
    return (*(t.t("diagrams.live.month", amount=one) for one in sums), not_compared)


def _longest_name(t: Texts) -> tuple[str, ...]:
    from models.cost.engine import RANKED

    return tuple(t.t(f"cost.service.{service}").replace(" ", _GAP) for service in RANKED)


_COUNTS = (888_888.0, 1e15)


def _longest_count(t: Texts) -> tuple[str, ...]:
    return tuple(short_count(count, t.language) for count in _COUNTS)


def _longest_things(*things: str) -> Callable[[Texts], tuple[str, ...]]:
    def forms(t: Texts) -> tuple[str, ...]:
        return tuple(_things(count, one, t) for one in things for count in _COUNTS)

    return forms


def _longest_lot(t: Texts) -> tuple[str, ...]:
    return (*_longest_span(t), _said(t, "endless"))


def _longest_span(t: Texts) -> tuple[str, ...]:
    """Each pair of units at its longest; figures are of equal width."""
    spans = (58 * 60.0 + 58.0, 47 * 3600.0 + 58 * 60.0, 88 * 86_400.0 + 22 * 3600.0, 8_888 * 86_400.0, 1e12)
    return tuple(short_span(seconds, t) for seconds in spans)


_LONGEST: dict[str, Callable[[Texts], tuple[str, ...]]] = {
    "estimate.total": _longest_money,
    "estimate.month": _longest_month,
    "estimate.name": _longest_name,
    "sizing.units": _longest_count,
    "sizing.rented": _longest_things("tasks", "servers", "bundle", "container", "lambda", "own"),
    "duration.lot": _longest_lot,
    "duration.slots": _longest_count,
    "workload.amount": _longest_things("requests", "jobs", "always_on"),
    "workload.duration": _longest_span,
}
