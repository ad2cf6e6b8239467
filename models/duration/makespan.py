"""Closed forms for how long many equal items take under quotas and launch rates. Seconds in, seconds out.

Items, places and seconds may be float64 arrays that broadcast; quotas and rates are numbers. Tests check each
form against a discrete-event simulation.
"""

from __future__ import annotations

import math
from itertools import accumulate

from models.cost.ops import TINY, Num, above, ceil, expm1, floor, highest, is_scalar, larger, np, pick, smaller


def wave_makespan(items: Num, slots: Num, seconds: Num) -> Num:
    """`items` equal items of `seconds` on `slots` places that start at once: whole rounds."""
    return ceil(items / slots) * seconds


def bucket_makespan(items: Num, slots: Num, seconds: Num, burst: float, rate: float) -> Num:
    """The same when starts pass a token bucket of `burst` starts at once and `rate` starts per second.

    Item k (from 0) starts at the larger of its turn in the bucket, (k + 1 - burst) / rate, and the end of the
    item `slots` before it. That is a max-plus recurrence whose solution is convex in the number of rounds, so
    only no round and all rounds matter: start(k) = max(F(k), (k // slots) x seconds + F(k mod slots)).
    """
    last = items - 1.0
    rounds = floor(last / slots)
    start = larger(_turn(last, burst, rate), rounds * seconds + _turn(last - rounds * slots, burst, rate))
    return start + seconds


def _turn(index: Num, burst: float, rate: float) -> Num:
    """When a token for item `index` (from 0) is there, the bucket being full at the start."""
    return larger((index + 1.0 - burst) / rate, 0.0)


def ramp_makespan(items: Num, seconds: Num, limit: Num, step: float, every: float) -> Num:
    """Workers join in groups of `step` each `every` seconds up to `limit`; each runs whole items back to back.

    Work that could be split would be done when groups working without a pause have given `items`; as `done` is
    the largest over k of what the first k groups give without minding their start, that moment is the least
    over k. Whole items end later: each group's first end from there on is a candidate, all of them together are
    enough, and the answer is the one by which enough items have ended.
    """
    sizes = _groups(items, seconds, limit, step, every)
    if len(sizes) == 1:
        return ceil(items / sizes[0]) * seconds
    split, workers, lost = math.inf, 0.0, 0.0
    for group, size in enumerate(sizes):
        workers, lost = workers + size, lost + size * (group * every)
        split = smaller((items * seconds + lost) / workers, split)
    ends, missing = [], items
    for group, size in enumerate(sizes):
        rounds = larger(ceil((split - group * every) / seconds), 1.0)
        ends.append(pick(size > 0.0, group * every + rounds * seconds, 0.0))
        missing = missing - size * (rounds - 1.0)
    return _reached(ends, sizes, missing)


def _groups(items: Num, seconds: Num, limit: Num, step: float, every: float) -> list[Num]:
    """Sizes of the groups that join one after another, without those that come when all is done."""
    first = smaller(limit, step)
    alone = ceil(items / first) * seconds
    count = min(highest(ceil(limit / step)), highest(ceil(alone / every)))
    return [first, *(smaller(above(limit, group * step), step) for group in range(1, int(count)))]


def _reached(ends: list[Num], sizes: list[Num], missing: Num) -> Num:
    """The earliest of some moments by which `missing` items have ended, `sizes` of them at each; else the last."""
    enough = missing * (1.0 - TINY)
    if is_scalar(missing, *ends, *sizes):
        order = sorted(zip(ends, sizes, strict=True))
        done = accumulate(size for _, size in order)
        return next((end for (end, _), ended in zip(order, done, strict=True) if ended >= enough), order[-1][0])
    count, numpy = len(ends), np()
    cells = numpy.broadcast_arrays(enough, *ends, *sizes)[1:]
    moments, steps = numpy.stack(cells[:count]), numpy.stack(cells[count:])
    order = moments.argsort(axis=0)
    done = numpy.take_along_axis(steps, order, axis=0).cumsum(axis=0)
    place = numpy.minimum((done < enough).sum(axis=0), count - 1)
    return numpy.take_along_axis(moments, numpy.take_along_axis(order, place[None], axis=0), axis=0)[0]


def ramp_seconds(limit: float, step: float, every: float) -> float:
    """Seconds until `limit` workers are up when `step` are there at once and `step` join each `every` seconds."""
    return float((ceil(limit / step) - 1.0) * every)


def concurrency(rate: float, seconds: float, per_worker_rate: float = math.inf) -> float:
    """Workers for `rate` items per second of `seconds` each (Little's law), each at most `per_worker_rate`."""
    return max(rate * seconds, rate / per_worker_rate)


def attempts_per_item(failure_rate: float, attempts: float) -> float:
    """Expected attempts of one item: 1 + p + p^2 + ... up to `attempts` terms."""
    if failure_rate <= 0.0:
        return 1.0
    return (1.0 - failure_rate ** math.floor(attempts)) / (1.0 - failure_rate)


def with_interruptions(seconds: Num, per_hour: float) -> Num:
    """Expected seconds of an item that starts again when interrupted, interruptions being a Poisson process."""
    if per_hour <= 0.0:
        return seconds
    rate = per_hour / 3600.0
    return expm1(rate * seconds) / rate


def sharded_makespan(items: float, shards: float, seconds: float, place_vcpu: float, max_vcpu: float) -> float:
    """`items` split evenly over `shards` jobs, each on a place of `place_vcpu` within `max_vcpu`: whole rounds.

    The largest job decides a round: ceil(items / shards) x `seconds` of one item.
    """
    slots = floor(max_vcpu / place_vcpu)
    return float(wave_makespan(shards, slots, ceil(items / shards) * seconds))


def highest_rate(workers: float, seconds: float) -> float:
    """Items per second that `workers` places can take when each item lasts `seconds`."""
    return workers / seconds


def ramp_speedup(step: float, every: float, old_step: float, old_every: float) -> float:
    """How many times faster workers join now than with another ramp."""
    return (step / every) / (old_step / old_every)
