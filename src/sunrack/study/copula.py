"""Inputs that partly move together: a Gaussian copula with one common factor for each group."""

from __future__ import annotations

from typing import Any

import numpy as np

from sunrack.normal import below, score


def loading(correlation: float) -> float:
    """Share of a member's variance that is common to its group, from the rank correlation of two such members.

        w = 2 sin(π r / 6)

    Args:
        correlation: Spearman's rank correlation of two members of the same loading, above 0 and at most 1.

    Two members of different loadings have the square root of the product of theirs as the correlation of their normal
    scores.
    Source: Kruskal 1958 (doi:10.1080/01621459.1958.10501481), eq. 3.5: r = 6/π arcsin(ρ/2) for normal scores.
    """
    return float(2 * np.sin(np.pi * correlation / 6))


def mixed(common: Any, own: Any, correlation: float) -> Any:
    """Places between 0 and 1 that are uniform again and have a rank correlation with the other members of a group.

        u = Φ(√w Φ⁻¹(common) + √(1 − w) Φ⁻¹(own))

    Args:
        common: Places of the group, an array between 0 and 1.
        own: Places of the member alone, of the same shape.
        correlation: Rank correlation of two members of the group.
    """
    return mixed_with(score(common), own, correlation)


def mixed_with(common: Any, own: Any, correlation: float) -> Any:
    """The same from the normal scores of the group's places, Φ⁻¹(common), which all of its members share."""
    share = loading(correlation)
    scores = np.sqrt(share) * common + np.sqrt(1 - share) * score(own)
    return np.clip(below(scores), 2.0**-54, 1 - 2.0**-53)
