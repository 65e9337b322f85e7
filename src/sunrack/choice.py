"""Choosing between two sides whose prices are not sure: which buyers choose which, and what choosing later is worth."""

from __future__ import annotations

import numpy as np

from sunrack.normal import below
from sunrack.units import Ratio, Share, law


@law
def share_that_moves(ratio: Ratio, spread: Ratio) -> Share:
    """Share of buyers for whom the first side is the better buy, where they differ in what it is worth to them.

        s = Φ(−ln(x) / σ)

    Args:
        ratio: x, price of the first side over that of the second [-].
        spread: σ, standard deviation of the logarithm of what an hour of the first is worth to a buyer, over one of the
            second [-].
    Returns:
        Share [-]; a half where the prices are equal.

    Valid for buyers who take all or nothing, log-normally spread around indifference.
    Source: train-2009, ch. 5 (probit); that the spread is log-normal is an assumption.
    """
    return below(-np.log(ratio) / spread)


@law
def worth_of_choice(ratio: Ratio, spread: Ratio) -> Ratio:
    """Expected saving of one who buys from the cheaper side once prices are known, over the second side's price.

        w = E[max(1 − X, 0)] = Φ(−m / s) − e^(m + s²/2) Φ(−m / s − s),  m = ln(median of X)

    Args:
        ratio: Median of X, the first side's price over the second's [-].
        spread: s, standard deviation of ln(X); 0 where it is sure [-].
    Returns:
        Saving over the second side's price [-].

    Valid for a log-normal ratio and a second side whose price is sure; nothing is discounted.
    Source: margrabe-1978 (exchange of one asset for another), without its discounting.
    """
    m, s = np.log(ratio), np.where(spread > 0, spread, 1.0)
    unsure = below(-m / s) - np.exp(np.minimum(m + s**2 / 2, 700.0)) * below(-m / s - s)
    return np.where(spread > 0, np.maximum(unsure, 0.0), np.maximum(1 - ratio, 0.0))
