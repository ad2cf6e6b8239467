"""The time services are ranked by, for one workload or for many at once: what curves and maps of time draw.

The same functions as `models.duration.engine`, run on arrays: each cell is that engine's answer to the last bit
(with interruptions to the last but one: the exponential of numpy is not the one of Python).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.cost.demand import Demand
from models.cost.ledger import Case, Totals, Unfit
from models.cost.limits import Limits, load_limits
from models.cost.ops import np
from models.cost.options import Options
from models.cost.price_book import PriceBook
from models.cost.workload import NUMERIC_FIELDS, Workload
from models.duration.engine import DEFAULTS
from models.duration.options import DurationOptions
from models.duration.plans import PLANS, check, lot_of, seconds_of, waited
from models.duration.results import LEAST_SECONDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

EXPECTED = "expected"
NO_PRICES = PriceBook("none", {})


def times(
    service: str,
    swept: Workload,
    limits: Limits | None = None,
    options: DurationOptions = DEFAULTS,
    demand: Demand | None = None,
) -> NDArray[Any]:
    """`DurationEstimate.seconds` of a service: until the month's lot is done, or until always-on work is up.

    Numeric inputs of `swept` may be float64 arrays (in bounds, as `Setting.varied` checks them); the result has
    the shape they broadcast to, () without any, and may not be written to. inf where the service does not fit.
    `demand` saves deriving it again for each service. Errors: KeyError for a service not in TIMED.
    """
    numpy, known = np(), limits or load_limits()
    inputs = (getattr(swept, name) for name in NUMERIC_FIELDS)
    shape = numpy.broadcast_shapes(*(one.shape for one in inputs if not isinstance(one, float | int)))
    found: NDArray[Any] = numpy.broadcast_to(_times(service, swept, known, options, demand), shape)
    return found


def _times(service: str, w: Workload, limits: Limits, o: DurationOptions, demand: Demand | None) -> Any:
    """The same, with fewer axes where nothing varies along one."""
    numpy, demand = np(), demand or Demand(w, limits)
    out = Totals(NO_PRICES, limits)
    try:
        check(service, Case(w, NO_PRICES, Options(), limits, demand), out)
    except Unfit:
        return numpy.inf
    plan = PLANS[service](w, demand, limits, o)
    if w.kind == "always_on":
        seconds = waited(plan.first + plan.parts, EXPECTED)
    else:
        seconds = seconds_of(plan, lot_of(plan, w, o), EXPECTED)
    seconds = numpy.maximum(seconds, LEAST_SECONDS)
    return seconds if out.feasible is True else numpy.where(out.feasible, seconds, numpy.inf)
