"""Closed forms for how long many equal items take under quotas and launch rates. Seconds in, seconds out.

Tests check each against a discrete-event simulation.
"""

from __future__ import annotations

import math

from models.cost.ops import ceil, floor


def wave_makespan(items: float, slots: float, seconds: float) -> float:
    """`items` equal items of `seconds` on `slots` places that start at once: whole rounds."""
    return float(ceil(items / slots) * seconds)


def bucket_makespan(items: float, slots: float, seconds: float, burst: float, rate: float) -> float:
    """The same when starts pass a token bucket of `burst` starts at once and `rate` starts per second.

    Item k (from 0) starts at the larger of its turn in the bucket, (k + 1 - burst) / rate, and the end of the
    item `slots` before it. That is a max-plus recurrence whose solution is convex in the number of rounds, so
    only no round and all rounds matter: start(k) = max(F(k), (k // slots) x seconds + F(k mod slots)).
    """
    last = items - 1.0
    rounds = float(floor(last / slots))
    start = max(_turn(last, burst, rate), rounds * seconds + _turn(last - rounds * slots, burst, rate))
    return start + seconds


def _turn(index: float, burst: float, rate: float) -> float:
    """When a token for item `index` (from 0) is there, the bucket being full at the start."""
    return max(0.0, (index + 1.0 - burst) / rate)


def ramp_makespan(items: float, seconds: float, limit: float, step: float, every: float) -> float:
    """Workers join in groups of `step` each `every` seconds up to `limit`; each runs whole items back to back.

    The end is a moment when some group finishes an item: g x every + n x seconds. For each group the first n
    with enough items done in total is found by bisection; the earliest of those moments is the answer.
    """
    sizes = _groups(limit, step)
    best = math.inf
    for group in range(len(sizes)):
        start = group * every
        if start >= best:
            break
        low, high = 1, max(1, math.ceil(items / sizes[0]))
        if _done(start + low * seconds, sizes, seconds, every) >= items:
            high = low
        while low < high:
            middle = (low + high) // 2
            if _done(start + middle * seconds, sizes, seconds, every) >= items:
                high = middle
            else:
                low = middle + 1
        best = min(best, start + high * seconds)
    return best


def _groups(limit: float, step: float) -> list[float]:
    """Sizes of the groups that join one after another."""
    whole = math.floor(limit / step)
    rest = limit - whole * step
    return [step] * whole + ([rest] if rest > 0.0 else [])


def _done(moment: float, sizes: list[float], seconds: float, every: float) -> float:
    """Items finished by `moment`."""
    return math.fsum(size * floor(max(0.0, moment - g * every) / seconds) for g, size in enumerate(sizes))


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


def with_interruptions(seconds: float, per_hour: float) -> float:
    """Expected seconds of an item that starts again when interrupted, interruptions being a Poisson process."""
    if per_hour <= 0.0:
        return seconds
    rate = per_hour / 3600.0
    return math.expm1(rate * seconds) / rate


def sharded_makespan(items: float, shards: float, seconds: float, place_vcpu: float, max_vcpu: float) -> float:
    """`items` split evenly over `shards` jobs, each on a place of `place_vcpu` within `max_vcpu`: whole rounds.

    The largest job decides a round: ceil(items / shards) x `seconds` of one item.
    """
    slots = float(floor(max_vcpu / place_vcpu))
    return wave_makespan(shards, slots, float(ceil(items / shards)) * seconds)


def highest_rate(workers: float, seconds: float) -> float:
    """Items per second that `workers` places can take when each item lasts `seconds`."""
    return workers / seconds


def ramp_speedup(step: float, every: float, old_step: float, old_every: float) -> float:
    """How many times faster workers join now than with another ramp."""
    return (step / every) / (old_step / old_every)
