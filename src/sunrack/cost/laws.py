"""Laws of cost: a kilogram down a learning curve, what early losses cost, a million tokens."""

from __future__ import annotations

import numpy as np

from sunrack.units import Dollar, DollarPerHour, DollarPerKilogram, Hertz, PositiveShare, Ratio, Share, law
from sunrack.units.validity import valid


@valid("learning", "", 0.75, None)
@law
def average_unit_cost(
    first: DollarPerKilogram, learning: PositiveShare, units: Ratio, before: Ratio = 0.0
) -> DollarPerKilogram:
    """Mean price per kilogram over the next `units` satellites of a line that learns.

        c(k) = c₁ k^b,  b = log₂(learning);   c̄ = c₁ ((m + n + ½)^(1+b) − (m + ½)^(1+b)) / ((1 + b) n)

    Args:
        first: Price of the first unit [USD/kg].
        learning: Cost of unit 2k over that of unit k, above 0 and at most 1 (1 learns nothing) [-].
        units: Satellites built, n [-].
        before: Satellites of the line that were built before them, m [-].
    Returns:
        Mean price [USD/kg].

    Valid within 3 % of the exact sum for any number of units where learning is 0.75 or more (midpoint integral).
    Source: wertz-larson-1999, ch. 20 (Wright's learning curve).
    """
    power, low, high = 1 + np.log2(learning), np.log(before + 0.5), np.log(before + units + 0.5)
    safe = np.where(power == 0, 1.0, power)
    span = np.where(power == 0, high - low, (np.exp(safe * high) - np.exp(safe * low)) / safe)
    return first * span / units


@law
def learned_share(learning: PositiveShare, units: Ratio, before: Ratio = 0.0, reference: Ratio = 1.0) -> Ratio:
    """Mean price over the next `units` of a line that learns, over the mean of its first `reference` units.

        s = c̄(n, m) / c̄(N, 0)

    Args:
        learning: Cost of unit 2k over that of unit k, above 0 and at most 1 (1 learns nothing) [-].
        units: Satellites built, n [-].
        before: Satellites of the line that were built before them, m [-].
        reference: Units over whose mean the prices are known, N [-].
    Returns:
        Share of the known price [-]; 1 for the first `reference` units themselves.

    Valid as `average_unit_cost` is.
    Source: wertz-larson-1999, ch. 20 (Wright's learning curve).
    """
    return average_unit_cost.si(1.0, learning, units, before) / average_unit_cost.si(1.0, learning, reference, 0.0)


@law
def last_unit_cost(
    mean: DollarPerKilogram, learning: PositiveShare, units: Ratio, before: Ratio = 0.0
) -> DollarPerKilogram:
    """Price per kilogram of the last of the next `units` satellites of a line, from their mean price.

        c(m + n) = c̄ (m + n)^b / c̄₁,  b = log₂(learning);  c̄₁ the mean where the line's first unit costs 1

    Args:
        mean: c̄, mean price of these satellites [USD/kg].
        learning: Cost of unit 2k over that of unit k, above 0 and at most 1 [-].
        units: Satellites built, n [-].
        before: Satellites of the line that were built before them, m [-].
    Returns:
        Price of the last [USD/kg].

    Source: wertz-larson-1999, ch. 20 (Wright's learning curve).
    """
    return mean * unit_cost.si(1.0, learning, before + units) / average_unit_cost.si(1.0, learning, units, before)


@law
def unit_cost(first: DollarPerKilogram, learning: PositiveShare, units: Ratio) -> DollarPerKilogram:
    """Price per kilogram of the n-th satellite of a line that learns.

        c(n) = c₁ n^log₂(learning)

    Args:
        first: Price of the first unit [USD/kg].
        learning: Cost of unit 2k over that of unit k, above 0 and at most 1 [-].
        units: Which unit [-].
    Returns:
        Its price [USD/kg].

    Source: wertz-larson-1999, ch. 20 (Wright's learning curve).
    """
    return first * units ** np.log2(learning)


@law
def early_loss_premium(success: Share, infant_loss: Share, loading: Ratio) -> Ratio:
    """Premium that pays for replacing what is lost at launch and in the first months.

        p = k (1 / (s (1 − f)) − 1)

    Args:
        success: s, share of launches that reach their orbit [-].
        infant_loss: f, satellites that then fail early [-].
        loading: k, price of the cover over the loss to be expected; 1 for an owner who carries it [-].
    Returns:
        Premium per value launched [-].

    Valid for losses that are replaced at the same cost.
    Source: wertz-larson-1999, ch. 20 (launch insurance follows reliability; the formula is ours).
    """
    return loading * (1 / (success * (1 - infant_loss)) - 1)


@law
def token_price(price: DollarPerHour, gpus: Ratio, throughput: Hertz) -> Dollar:
    """Cost of a million tokens put out at the rate of a benchmark.

        p = 10⁶ c n / R

    Args:
        price: Cost of an accelerator-hour sold [USD/s].
        gpus: Accelerators in the rack [-].
        throughput: Tokens that the rack puts out per time in the benchmark [1/s].
    Returns:
        Cost of a million tokens [USD]; infinite at no throughput.

    Valid for hours sold that are as full as the benchmark's; real traffic comes in waves and costs more.
    Source: mlcommons-2025, tokens a second of a rack (the division is ours).
    """
    return 1e6 * price * gpus / throughput


@law
def unsold_hours_cost(price: DollarPerHour, share: Share) -> DollarPerHour:
    """What hours that are paid for and not sold add to the cost of an hour that is sold.

        c = p (1/s − 1), and 0 where s = 1

    Args:
        price: p, cost of an hour if every hour were sold [USD/s].
        share: s, hours sold over hours paid for [-].
    Returns:
        Cost on top of p [USD/s]; infinite where no hour is sold.

    Source: brealey-myers-2020, ch. 2 (a cost spread over what is sold; the formula is ours).
    """
    return np.where(share >= 1, 0.0, price * (1 / share - 1))


@law
def interest_on(paid: Dollar, interest: Ratio) -> Dollar:
    """Interest on what was paid before service, none at no interest, however much was paid.

        I = P i, and 0 where i = 0

    Args:
        paid: P, all payments before service [USD].
        interest: i, from `finance.interest_during_construction` [-].
    Returns:
        Interest [USD]; infinite for a satellite whose cost is infinite.

    Source: brealey-myers-2020, ch. 2.
    """
    return np.where(interest == 0, 0.0, paid * interest)
