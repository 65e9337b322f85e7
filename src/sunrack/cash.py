"""Cash by year of a project that comes into service evenly, and the rate at which it earns its cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from sunrack.constants import YEAR
from sunrack.units import Second, SignedSecond, law

LEAST, MOST = -0.99, 20.0  # rates between which one is sought, a year
ROUNDS = 50  # halvings of that span: what is left is 1e-14 of it


@law
def time_in_service(time: SignedSecond, first: SignedSecond, span: Second) -> Second:
    """Time that a project has served by some time, as if all of it: the integral of the share in service.

        G = 0 before t₁;  (t − t₁)² / 2T until t₁ + T;  t − t₁ − T/2 after

    Args:
        time: t [s].
        first: t₁, when its first part begins to serve [s].
        span: T, from then to the last part; 0 for all at once [s].
    Returns:
        Time in service of the whole [s].

    Valid for parts that follow each other evenly.
    Source: assumption, integration of an even ramp.
    """
    since = np.maximum(time - first, 0.0)
    ramp = np.minimum(since, span)
    safe = np.where(span > 0, span, 1.0)
    return ramp**2 / (2 * safe) + (since - ramp)


def share_begun(time: Any, first: Any, span: Any, lead: Any) -> Any:
    """Share of a payment that is made by some time, where each part is paid evenly over its lead before it serves.

    Args:
        time: Times [s].
        first, span: As in `time_in_service` [s].
        lead: From the first payment for a part to its service; 0 for a payment at once [s].
    """
    step = np.maximum(lead, 3600.0)  # an hour stands for at once
    served = time_in_service.si
    return (served(time + step, first, span) - served(time, first, span)) / step


def rate_that_earns(cost: Callable[[Any], Any], revenue: Any) -> Any:
    """The cost of capital at which a yearly cost equals a yearly revenue, by halving [1/s].

    Args:
        cost: Yearly cost at a cost of capital [1/s], which rises with it.
        revenue: What is earned a year, a number or an array.
    Returns:
        The rate; no number where the revenue does not even pay what costs nothing in capital, infinite beyond `MOST`.
    """
    low = np.log1p(np.full(np.shape(cost(np.float64(0.0)) - revenue), LEAST))
    high = np.full_like(low, np.log1p(MOST))

    def lacks(ends: Any) -> Any:
        return np.logical_not(cost(np.expm1(ends) / YEAR) <= revenue)  # a cost that is no number is never paid

    never, always = lacks(low), np.logical_not(lacks(high))
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        dear = lacks(middle)
        low, high = np.where(dear, low, middle), np.where(dear, middle, high)
    rate = np.expm1((low + high) / 2) / YEAR
    return np.where(never, np.nan, np.where(always, np.inf, rate))[()]
