"""Laws of cost: what a kilogram costs down a learning curve."""

from __future__ import annotations

import numpy as np

from sunrack.units import DollarPerKilogram, Ratio, law


@law
def average_unit_cost(first: DollarPerKilogram, learning: Ratio, units: Ratio) -> DollarPerKilogram:
    """Mean price per kilogram over the first `units` satellites of a line that learns.

        c(k) = c₁ k^b,  b = log₂(learning);   c̄ = c₁ ((n + ½)^(1+b) − ½^(1+b)) / ((1 + b) n)

    Args:
        first: Price of the first unit [USD/kg].
        learning: Cost of unit 2k over that of unit k (1 learns nothing) [-].
        units: Satellites built [-].
    Returns:
        Mean price [USD/kg].

    Valid within 3 % of the exact sum for any number of units where learning is 0.75 or more (midpoint integral).
    Source: wertz-larson-1999, ch. 20 (Wright's learning curve).
    """
    power = 1 + np.log2(learning)
    return first * ((units + 0.5) ** power - 0.5**power) / (power * units)


@law
def unit_cost(first: DollarPerKilogram, learning: Ratio, units: Ratio) -> DollarPerKilogram:
    """Price per kilogram of the n-th satellite of a line that learns.

        c(n) = c₁ n^log₂(learning)

    Args:
        first: Price of the first unit [USD/kg].
        learning: Cost of unit 2k over that of unit k [-].
        units: Which unit [-].
    Returns:
        Its price [USD/kg].

    Source: wertz-larson-1999, ch. 20 (Wright's learning curve).
    """
    return first * units ** np.log2(learning)
