"""The section [years] of a scenario: how prices move from year to year. It moves `sunrack when` and nothing of a single
year's answer."""

from __future__ import annotations

import numpy as np

from sunrack.constants import YEAR
from sunrack.section import Section, Value, value
from sunrack.units import Ratio, SignedPerYear, Year, law


class Years(Section):
    """Rates by year, beside launch.learning_rate, launch.mass_growth and ground.queue_growth."""

    fleets_per_year: Value = value(
        "1/year",
        "Fleets of this size that the maker builds a year, from the year in which the vehicle is sold.",
        at_least=0,
        at_most=1000,
    )
    parts_growth: Value = value(
        "percent/year", "Growth of the prices of array, battery and laser terminals.", at_least=-90, at_most=100
    )
    rack_growth: Value = value(
        "percent/year", "Growth of the price of one rack of the same model, both sides.", at_least=-90, at_most=100
    )
    capital_growth: Value = value(
        "percent/year", "Growth of the cost of capital, both sides, as a share of itself.", at_least=-90, at_most=100
    )
    premium_growth: Value = value(
        "percent/year",
        "Growth of what orbit's cost of capital has above the ground's, as a share of itself.",
        at_least=-90,
        at_most=100,
    )


@law
def grown(growth: SignedPerYear, year: Year, since: Year) -> Ratio:
    """What a price that grows by the same share each year has become, over what it was.

        f = (1 + g)^(y − y₀)

    Args:
        growth: g, share by which it grows a year, above −1 [1/s].
        year: y [-].
        since: y₀, the year in which it is known [-].
    Returns:
        Price over price [-].

    Valid for a steady rate.
    Source: brealey-myers-2020, ch. 2 (compound growth).
    """
    return np.exp((year - since) * np.log1p(growth * YEAR))
