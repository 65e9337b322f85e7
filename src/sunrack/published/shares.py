"""Shares of a ratio: how much each group of inputs contributes to it, whatever the order in which they change."""

from __future__ import annotations

from math import factorial
from typing import Any, NamedTuple

import numpy as np


class Shares(NamedTuple):
    """Of each group the factor, and the least and greatest that any order gives; the factors multiply to the whole."""

    factors: Any
    least: Any
    greatest: Any


def subsets(count: int) -> Any:
    """Every subset of some groups as rows of truth values [2ⁿ, n]; row k holds the groups whose bits are set in k."""
    return (np.arange(2**count)[:, None] >> np.arange(count)) & 1 == 1


def shares(values: Any) -> Shares:
    """Factors of a positive result from its value on every subset of n groups.

        ln f_i = Σ_S |S|! (n − |S| − 1)! / n! (ln v(S ∪ i) − ln v(S)) over the subsets S without i

    Args:
        values: The result on each subset, in the order of `subsets` [2ⁿ].

    Valid for positive, finite values; elsewhere no number.
    Source: shapley-1953, on the logarithm.
    """
    defined = np.isfinite(values) & (np.asarray(values) > 0)
    logs = np.log(np.where(defined, values, np.nan))
    count = len(logs).bit_length() - 1
    sizes = subsets(count).sum(axis=1)
    weights = np.array([factorial(size) * factorial(max(count - size - 1, 0)) / factorial(count) for size in sizes])
    found, least, greatest = (np.empty(count) for _ in range(3))
    numbers = np.arange(2**count)
    for one in range(count):
        without = numbers[(numbers >> one) & 1 == 0]
        gains = logs[without | (1 << one)] - logs[without]
        found[one], least[one], greatest[one] = (weights[without] * gains).sum(), gains.min(), gains.max()
    return Shares(np.exp(found), np.exp(least), np.exp(greatest))
