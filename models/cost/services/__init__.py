"""One file per service that has a bill. `REGISTRY` maps a service to its bill and the modes to try."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from models.cost.ledger import Case, Totals
from models.cost.options import Options
from models.cost.services import batch, beanstalk, ec2, ecr, ecs, eks, fargate, lambda_, lightsail, outposts


class Service(NamedTuple):
    """A priced service: its bill, and the modes tried when the options leave the choice open (cheapest wins)."""

    bill: Callable[[Case, Totals], None]
    modes: Callable[[Options], tuple[Options, ...]]


def _as_asked(o: Options) -> tuple[Options, ...]:
    return (o,)


def _batch(o: Options) -> tuple[Options, ...]:
    if o.batch_mode != "cheapest":
        return (o,)
    return tuple(msgspec.structs.replace(o, batch_mode=mode) for mode in ("fargate", "ec2"))


def _beanstalk(o: Options) -> tuple[Options, ...]:
    if o.beanstalk_mode != "auto":
        return (o,)
    return tuple(msgspec.structs.replace(o, beanstalk_mode=mode) for mode in ("single", "balanced"))


REGISTRY: dict[str, Service] = {
    "lambda": Service(lambda_.bill, _as_asked),
    "ec2": Service(ec2.bill, _as_asked),
    "ecs": Service(ecs.bill, _as_asked),
    "eks": Service(eks.bill, _as_asked),
    "ecr": Service(ecr.bill, _as_asked),
    "fargate": Service(fargate.bill, _as_asked),
    "beanstalk": Service(beanstalk.bill, _beanstalk),
    "batch": Service(batch.bill, _batch),
    "lightsail": Service(lightsail.bill, _as_asked),
    "outposts": Service(outposts.bill, _as_asked),
}


def mode_name(service: str, o: Options) -> str:
    """The word for how a service was priced; empty when it has one way only."""
    modes = {
        "ecs": o.ecs_mode,
        "eks": o.eks_mode,
        "batch": o.batch_mode,
        "beanstalk": o.beanstalk_mode,
        "lightsail": o.lightsail_mode,
    }
    return modes.get(service, "")
