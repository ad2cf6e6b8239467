"""What would have to change for a service to win, and what moves its bill: arrays asked of the engine. Qt-free.

Safe to run beside the window's thread: it reads nothing but its question, and stops between two inputs when told
that nobody waits for the answer any more.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec

from models.cost.engine import RANKED, estimate_all
from models.cost.ops import np
from models.cost.questions.sensitivity import Swing, marginal, sensitivity
from models.cost.questions.setting import Setting, reach
from models.cost.questions.solve import spread
from models.cost.workload import bounds
from ui.presenters import calculator_fields as fields
from ui.presenters.calculator_fields import BY_NAME, FIELDS, Field
from ui.presenters.calculator_map_axes import current

SAMPLES = 193
SHARE = 0.1
"""How far the sensitivity moves each input, either way."""
SAME = 1e-6  # USD a month; services that differ by less cost the same (ECS on the servers of EC2)
PARTS, ROUNDS = 32, 4  # a turn is located to a millionth of the step between two samples
FAR = 1e300
INPUTS = (
    "amount",
    "duration_s",
    "memory_mb",
    "vcpu",
    "peak_factor",
    "concurrency",
    "target_utilisation",
    "hours_per_day",
    "zones",
    "storage_gb",
    "data_out_gb",
    "logs_gb",
)
"""Inputs a person can change to make another service win, in the order of the form."""


class Outdated(Exception):
    """Nobody waits for the answer any more."""


class Need(NamedTuple):
    """What one input alone would have to be for a service to win. Base units; `value` None: nothing does it."""

    input_name: str
    now: float
    low: float
    """Lowest winning value around `value`; the lowest that is searched when `open_low`."""
    high: float
    open_low: bool
    open_high: bool
    value: float | None
    """The winning value nearest to now that is easy to write; now itself when it wins already."""
    cost: float
    """USD a month of the service there."""
    tied: tuple[str, ...] = ()
    """Others that cost the same there."""


class Push(NamedTuple):
    """What moves the bill of a service: the swing for +-10 %, and the price of `step` more (base units)."""

    swing: Swing
    step: float
    more: float
    """USD a month that the step adds; inf: it does not fit then; NaN: there is no more (24 h a day)."""


class InsightQuestion(NamedTuple):
    """The setting, the service that should win, and the one that wins now ('' when nothing fits)."""

    setting: Setting
    wanted: str
    winner: str
    total: float
    """USD a month of the winner's bill, to the cent."""


class Insight(NamedTuple):
    """The answer. `base` is USD a month of the winner before rounding; swings are read against it."""

    question: InsightQuestion
    needs: tuple[Need, ...]
    pushes: tuple[Push, ...]
    base: float


def solve(question: InsightQuestion, wanted: Callable[[], bool]) -> Insight:
    """Every input of this kind of workload, one by one. Errors: Outdated as soon as `wanted` says no."""
    setting = question.setting
    needs = []
    for name in inputs(setting.workload.kind) if question.wanted else ():
        if not wanted():
            raise Outdated
        needs.append(_need(question.wanted, setting, name))
    if not wanted():
        raise Outdated
    base = float(setting.cost(question.winner)) if question.winner else math.nan
    return Insight(question, tuple(needs), _pushes(question), base)


def solve_first(questions: Sequence[InsightQuestion], wanted: Callable[[], bool]) -> Insight:
    """The first question whose service some input can make win, else the first. Errors: Outdated."""
    first = None
    for question in questions:
        found = solve(question, wanted)
        if any(need.value is not None for need in found.needs):
            return found
        first = first or found
    assert first is not None
    return first


def inputs(kind: str) -> tuple[str, ...]:
    """The inputs that matter to a kind of workload and that questions look at."""
    return tuple(name for name in INPUTS if kind in BY_NAME[name].kinds)


# thresholds


def _need(service: str, setting: Setting, name: str) -> Need:
    """The nearest stretch of values with which the service wins, and the easiest value in it."""
    now = current(setting.workload, name)
    low, high = reach(name)
    low, high = min(low, now), max(high, now)
    won = _won(service, setting, name, (low, high), now)
    for interval in sorted(won, key=lambda one: _distance(now, one)):
        inside = interval[0] <= now <= interval[1]
        value = now if inside else _easy(BY_NAME[name], setting, now, interval)
        bill = None if value is None else _bill(service, setting, name, value)
        if value is not None and bill is not None:
            return Need(name, now, *interval, interval[0] <= low, interval[1] >= high, value, *bill)
    return Need(name, now, low, high, False, False, None, math.nan)


def _won(
    service: str, setting: Setting, name: str, span: tuple[float, float], now: float
) -> list[tuple[float, float]]:
    """The stretches within `span` in which the service is cheapest, ascending; their ends win too."""
    numpy = np()

    def wins(x: Any) -> Any:
        return _difference(service, setting, name, x) < 0.0

    xs = numpy.unique(numpy.append(spread(*span, SAMPLES), now))
    there = wins(xs)
    (turns,) = numpy.nonzero(there[1:] != there[:-1])
    inner = numpy.where(there[turns], xs[turns], xs[turns + 1])
    outer = numpy.where(there[turns], xs[turns + 1], xs[turns])
    for _ in range(ROUNDS if turns.size else 0):
        inner, outer = _narrowed(wins, inner, outer)
    if turns.size:  # steps lie at whole machines: the round value beside an end is often the end itself
        plain = numpy.array([float(f"{x:.6g}") for x in inner])
        between = (plain - inner) * (plain - outer) <= 0.0
        inner = numpy.where(between & wins(plain), plain, inner)
    ends = [float(x) for x in inner]
    if there[0]:
        ends.insert(0, span[0])
    if there[-1]:
        ends.append(span[1])
    return list(zip(ends[::2], ends[1::2], strict=True))


def _narrowed(wins: Callable[[Any], Any], inner: Any, outer: Any) -> tuple[Any, Any]:
    """Ends (n,) of winning stretches and losing values beside them, PARTS times closer together."""
    numpy = np()
    steps = inner[:, None] + (outer - inner)[:, None] * numpy.linspace(0.0, 1.0, PARTS + 1)
    won = wins(steps.ravel()).reshape(steps.shape)
    won[:, 0], won[:, -1] = True, False
    lost = numpy.argmin(won, axis=1)
    rows = numpy.arange(len(inner))
    return steps[rows, lost - 1], steps[rows, lost]


def _difference(service: str, setting: Setting, name: str, x: Any) -> Any:
    """USD a month between the service and the cheapest other that does not cost the same; shape of `x` (n,)."""
    numpy = np()
    own = setting.cost(service, **{name: x})
    best: Any = numpy.full(numpy.shape(x), numpy.inf)
    for other in RANKED:
        if other != service:
            cost = setting.cost(other, **{name: x})
            with numpy.errstate(invalid="ignore"):
                same = numpy.abs(cost - own) < SAME
            best = numpy.where(same, best, numpy.minimum(best, cost))
    with numpy.errstate(invalid="ignore"):
        plain = own - best
    return numpy.where(numpy.isfinite(own), numpy.where(numpy.isfinite(best), plain, -FAR), FAR)


def _distance(now: float, interval: tuple[float, float]) -> float:
    """How far a stretch is, as a ratio; 1 when it holds `now`."""
    nearest = min(max(now, interval[0]), interval[1])
    small, large = sorted((now, nearest))
    return (large + 1e-9) / (small + 1e-9)


def _easy(field: Field, setting: Setting, now: float, interval: tuple[float, float]) -> float | None:
    """The value of the stretch nearest to now that is written with few digits; None when none lies inside."""
    up = now < interval[0]
    return written(field, setting, interval[0 if up else 1], up, interval)


def written(
    field: Field, setting: Setting, edge: float, up: bool, interval: tuple[float, float]
) -> float | None:
    """The end of a stretch with few digits, above it (`up`) or below; None when no such value lies inside."""
    low, high = interval
    if edge == 0.0:
        return 0.0
    whole = field.whole or (field.name == "amount" and setting.workload.kind != "requests")
    factor = 1.0 if whole else fields.factor_of(field, fields.unit_of(field, edge))
    for digits in range(3, 4 if field.name == "vcpu" else 8):
        value = rounded(edge / factor, digits, up, whole) * factor
        if low <= value <= high and _accepted(field, value):
            return value
    return None


def rounded(value: float, digits: int, up: bool, whole: bool = False) -> float:
    """`value` (above 0) to so many digits, never less (`up`) or never more than it was."""
    step = 10.0 ** (math.floor(math.log10(value)) - digits + 1)
    step = max(step, 1.0) if whole else step
    steps = math.ceil(value / step - 1e-12) if up else math.floor(value / step + 1e-12)
    return float(f"{steps * step:.9g}")


def _accepted(field: Field, value: float) -> bool:
    low, high, open_low = bounds(field.name)
    return low <= value <= high and not (open_low and value == low)


def _bill(service: str, setting: Setting, name: str, value: float) -> tuple[float, tuple[str, ...]] | None:
    """The bill at a value and who costs the same to the cent; None when the bills say another wins."""
    if value == current(setting.workload, name):
        there = setting.workload
    else:
        there = msgspec.structs.replace(setting.workload, **{name: value})
    bills = {
        one.service: one.total
        for one in estimate_all(there, setting.prices, setting.options)
        if one.service in RANKED and one.feasible
    }
    if service not in bills or bills[service] > min(bills.values()):
        return None
    return bills[service], tuple(one for one in bills if one != service and bills[one] == bills[service])


# what moves the bill


def _pushes(question: InsightQuestion) -> tuple[Push, ...]:
    """Inputs that move the winner's bill, the widest swing first."""
    winner, setting = question.winner, question.setting
    if not winner:
        return ()
    names = tuple(field.name for field in FIELDS if _moves(field, setting))
    whole = {name for name in names if _coarse(BY_NAME[name], setting)}
    found = sensitivity(winner, setting, SHARE, tuple(name for name in names if name not in whole))
    base = float(setting.cost(winner))
    swings = [swing for swing in found if round(swing.width, 4) > 0.0]
    swings += [Swing(name, base, base, 0.0) for name in names if name in whole]
    return tuple(_push(winner, setting, swing) for swing in swings)


def _moves(field: Field, setting: Setting) -> bool:
    """An input at zero has no 10 %, whole zones neither; the hours of a month are the calendar's."""
    if field.whole or field.name == "month_hours" or setting.workload.kind not in field.kinds:
        return False
    return float(getattr(setting.workload, field.name)) > 0.0


def _coarse(field: Field, setting: Setting) -> bool:
    """Whether 10 % is less than one: two servers are not moved by a fifth of a server."""
    counted = field.name == "amount" and setting.workload.kind != "requests"
    return counted and setting.workload.amount * SHARE < 1.0


def _push(winner: str, setting: Setting, swing: Swing) -> Push:
    step = one_more(setting, swing.input_name)
    now = float(getattr(setting.workload, swing.input_name))
    if now + step > bounds(swing.input_name)[1]:
        return Push(swing, step, math.nan)
    return Push(swing, step, marginal(winner, setting, swing.input_name, step))


def one_more(setting: Setting, name: str) -> float:
    """One more of what an input is counted in: a GB, an hour; a thousand or a million requests."""
    field, workload = BY_NAME[name], setting.workload
    if name == "amount":
        if workload.kind != "requests":
            return 1.0
        return 1e6 if workload.amount >= 1e6 else 1e3
    return fields.factor_of(field, fields.unit_of(field, float(getattr(workload, name))))
