"""Punctures by meteoroids and debris: how long a radiator's spare area lasts, and how much it would take."""

from __future__ import annotations

from typing import Any

import numpy as np

from sunrack.units import PerSquareMetreSecond, Ratio, Second, Share, SquareMetre, law

MOST = 20  # spare sections counted at most: beyond them more spare is no answer
ROUNDING = 1e-9  # so that 0.1 of 10 sections is one of them


@law
def spare_odds(area: SquareMetre, rate: PerSquareMetreSecond, life: Second, sections: Ratio, spare: Ratio) -> Ratio:
    """Odds that no more of a radiator is pierced in its life than was built in spare.

        P = Σ_j e^(−μ) μ^j / j!,  j = 0 … ⌊spare · sections⌋,  μ = rate · area · life

    Args:
        area: Planform built, spare included [m²].
        rate: Punctures that each cost one section [1/m²/s].
        life: In orbit [s].
        sections: That can be shut off by valves, spare ones left out [-].
        spare: Area built over what is needed, of what is needed [-].
    Returns:
        Odds at the end of life [-].

    Valid for punctures that are independent and hit different sections, which errs to the safe side; at most 20 spare
    sections.
    Source: nasa-lewis-1993, for the rate (Poisson's law is elementary).
    """
    expected, odds = rate * area * life, 0.0 * (rate + sections + spare)
    term = np.exp(-expected)
    for count in range(MOST + 1):
        odds = odds + np.where(count <= spare * sections + ROUNDING, term, 0)
        term = term * expected / (count + 1)
    return np.where((sections >= 1) & (sections == np.round(sections)), odds, np.nan)[()]


@law
def spare_needed(
    area: SquareMetre, rate: PerSquareMetreSecond, life: Second, sections: Ratio, odds: Share = 0.95
) -> Ratio:
    """Least spare area, in whole sections, that lasts a life with given odds.

        smallest k / sections for which P(k) ≥ odds, with the spare itself exposed: area (1 + k / sections)

    Args:
        area: Planform needed, without spare [m²].
        rate: Punctures that each cost one section [1/m²/s].
        life: In orbit [s].
        sections: That can be shut off by valves, spare ones left out [-].
        odds: That it lasts; 0.95 is what the Space Station's radiators were designed for [-].
    Returns:
        Spare over needed area; infinite where 20 sections do not do [-].

    Valid as `spare_odds` is.
    Source: nasa-lewis-1993, for rate and odds.
    """
    needed: Any = np.array(np.inf)
    for count in range(MOST, -1, -1):
        share = count / sections
        needed = np.where(spare_odds.si(area * (1 + share), rate, life, sections, share) >= odds, share, needed)
    return needed[()]
