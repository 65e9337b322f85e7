"""How a value is drawn from its range: inverse distribution functions over arrays, SI in and out."""

from __future__ import annotations

from typing import Any

import numpy as np

from sunrack.catalogue import by_word
from sunrack.values import DISTRIBUTIONS, Value

_WIDE = 3.0  # of high over low, below which triangles in numbers and in logarithms hardly differ
_NODES = 4096
_STEEP = 1e300  # times a difference of shares: beyond both ends of any range, on the side of its sign


def distribution(value: Value) -> str:
    """The distribution of a value: its record's, or by its shape; "" where it has no range, or is a choice.

    A central value is held as likely to be too high as too low, so where a record says nothing half the draws lie
    on either side of it, each half thinning out towards its end ("balanced"); in logarithms where the range is wide
    (three times or more), above zero, and the value stands nearer its middle by ratio than by difference, as in
    1000 [200, 10000].
    """
    low, high = value.low, value.high
    if low is None or high is None or low >= high:
        return ""
    if value.distribution:
        return value.distribution.removeprefix("none")
    if value.kind:  # a choice or a convention is not uncertain
        return ""
    wide = low > 0 and high >= _WIDE * low
    return (
        "log-balanced"
        if wide and abs(_share(*np.log((low, value.si, high))) - 0.5) < abs(_share(low, value.si, high) - 0.5)
        else "balanced"
    )


def quantile(name: str, share: Any, low: float, value: float, high: float) -> Any:
    """The number below which a share of the draws lies.

    Args:
        name: One of DISTRIBUTIONS.
        share: Probabilities, an array between 0 and 1.
        low, value, high: Ends of the range and its most likely value (for the uniform ones the ends alone count).
    Raises:
        Unknown: Another distribution, with the nearest.
    """
    if name.startswith("log-") and name in DISTRIBUTIONS:
        return np.exp(quantile(name.removeprefix("log-"), share, *np.log((low, value, high))))
    shapes = {
        "balanced": _balanced,
        "uniform": _uniform,
        "pert": _pert,
        "triangular": _triangular,
        "none": _balanced,
    }  # none: if drawn at all
    return by_word(shapes, name, "distribution")(share, low, value, high)


def _balanced(share: Any, low: float, value: float, high: float) -> Any:
    """Quantiles of two right-angled triangles with half the draws each: one rises to the value, the other falls from
    it.

        t = value + w (1 − √(2 min(u, 1 − u))),   w = low − value where u < ½, else high − value
    """
    width = np.where(share < 0.5, low - value, high - value)
    return value + width * (1 - np.sqrt(2 * np.minimum(share, 1 - share)))


def _uniform(share: Any, low: float, value: float, high: float) -> Any:
    return low + (high - low) * share


def _share(low: float, value: float, high: float) -> float:
    return (value - low) / (high - low)


def _triangular(share: Any, low: float, value: float, high: float) -> Any:
    """Quantiles of a triangle: on the left side by the root of the share, on the right by the root of the rest.

        t = value + w (1 − √min(u / p, (1 − u) / (1 − p))),   w = low − value where u < p, else high − value

    One root serves both sides: the other side's term is above 1, and the own side's is the least.
    """
    peak = _share(low, value, high)
    if peak >= 1:
        return low + (high - low) * np.sqrt(share)
    if peak <= 0:
        return high - (high - low) * np.sqrt(1 - share)
    width = np.clip((share - peak) * _STEEP, low - value, high - value)
    left = share * (1 / peak)
    right = (1 - share) * (1 / (1 - peak))
    return value + width * (1 - np.sqrt(np.minimum(left, right)))


def _pert(share: Any, low: float, value: float, high: float) -> Any:
    """Quantiles of the beta distribution of mean (low + 4 value + high) / 6, from a table (Malcolm et al. 1959)."""
    from scipy.special import betainc

    peak, nodes = _share(low, value, high), np.linspace(0, 1, _NODES + 1)
    return low + (high - low) * np.interp(share, betainc(1 + 4 * peak, 5 - 4 * peak, nodes), nodes)
