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
def worth_of_choice(ratio: Ratio, spread: Ratio, upper_spread: Ratio) -> Ratio:
    """Expected saving of one who buys from the cheaper side once prices are known, over the second side's price.

        w = E[max(1 − X, 0)] = F(a, s) + G(b, t),   a = min(−m/s, 0),  b = max(−m/t, 0),  m = ln(median of X)
        F = Φ(a) − e^(m + s²/2) Φ(a − s),   G = Φ(b) − ½ − e^(m + t²/2) (Φ(b − t) − Φ(−t))

    Half of the outcomes lie on each side of the median, each half log-normal with a spread of its own. Where the two
    are equal it is Φ(−m/s) − e^(m + s²/2) Φ(−m/s − s).

    Args:
        ratio: Median of X, the first side's price over the second's [-].
        spread: s, standard deviation of ln(X) that the half below the median has; 0 where it is sure [-].
        upper_spread: t, that of the half above the median [-].
    Returns:
        Saving over the second side's price [-].

    Valid for a second side whose price is sure; nothing is discounted.
    Source: margrabe-1978 (exchange of one asset for another), without its discounting; the two halves are ours.
    """
    m = np.log(ratio)
    s, t = (np.maximum(one, 1e-9) for one in (spread, upper_spread))  # as good as sure
    a, b = np.minimum(-m / s, 0.0), np.maximum(-m / t, 0.0)
    lower = below(a) - np.exp(np.minimum(m + s**2 / 2, 700.0)) * below(a - s)
    upper = below(b) - 0.5 - np.exp(np.minimum(m + t**2 / 2, 700.0)) * (below(b - t) - below(-t))
    return np.maximum(lower + upper, 0.0)
