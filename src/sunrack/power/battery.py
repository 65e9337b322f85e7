"""The battery: how deep and how fast it may be emptied, and so how large it is."""

from __future__ import annotations

import numpy as np

from sunrack.units import Hertz, Joule, Ratio, Second, Share, Watt, law
from sunrack.units.validity import valid


@valid("cycles", "", 1000, 60_000, of=lambda cycles, **_: np.where(cycles > 0, cycles, np.nan))
@law
def depth_of_discharge(
    cycles: Ratio,
    deep_cycles: Ratio = 6000.0,
    deep_depth: Share = 0.59,
    shallow_cycles: Ratio = 40000.0,
    shallow_depth: Share = 0.25,
    maximum: Share = 0.8,
) -> Ratio:
    """How deep a lithium-ion battery may be emptied each time, by how often it is emptied in its life.

        D = D₁ (N / N₁)^(ln(D₂/D₁) / ln(N₂/N₁)), at most D_max

    Args:
        cycles: Eclipses in the life [-].
        deep_cycles: First anchor: number of cycles [-].
        deep_depth: First anchor: depth [-].
        shallow_cycles: Second anchor: number of cycles; 40,000 were run at 0.25 [-].
        shallow_depth: Second anchor: depth [-].
        maximum: Never deeper than this; 0.8 lasted 20 years of a geostationary cycle [-].
    Returns:
        Depth of discharge, of nameplate energy [-].

    Valid between about 1,000 and 60,000 cycles.
    Source: gs-yuasa-2008, LEO and GEO life tests.
    """
    slope = np.log(shallow_depth / deep_depth) / np.log(shallow_cycles / deep_cycles)
    slope = np.where(slope > 0, np.nan, slope)  # the deeper, the fewer
    return np.minimum(deep_depth * (np.maximum(cycles, 0) / deep_cycles) ** slope, maximum)


@law
def usable_share(fade: Share, strings: Ratio) -> Share:
    """Share of the nameplate energy that is left at end of life when one string has failed.

        u = (1 − f) (1 − 1/n), and 1 − f for a single string

    Args:
        fade: Capacity lost by end of life, f [-].
        strings: Strings side by side, n [-].
    Returns:
        Share that bounds the depth of discharge [-].

    Valid for equal strings. A single string is not spared by a larger battery: the check of the battery fails.
    Source: wertz-larson-1999, sec. 11.4.2 (energy storage); the failed string is ours.
    """
    return (1 - fade) * np.where(strings > 1, 1 - 1 / strings, 1.0)


@law
def battery_energy(load: Watt, duration: Second, depth: Share, efficiency: Share, rate_limit: Hertz = np.inf) -> Joule:
    """Nameplate energy that carries a load through an eclipse, neither emptied too deep nor too fast.

        E = max(P T / (D √η), P / (C √η))

    Args:
        load: In eclipse [W].
        duration: Of the longest eclipse [s].
        depth: Depth of discharge allowed [-].
        efficiency: Round trip; half of its loss is on the way out [-].
        rate_limit: Fastest discharge, power over nameplate energy (the C-rate); without a limit if left out [1/s].
    Returns:
        Nameplate energy; none where there is no eclipse [J].

    Valid for constant power. The rate asks for as much in the shortest eclipse as in one of D / C: where eclipses
    vanish the energy falls to nothing in one step, and just before it a throttled rack is cheaper than the battery.
    Source: wertz-larson-1999, eq. 11-12 (the limit of the rate is ours).
    """
    needed = load / np.sqrt(efficiency) * np.maximum(duration / depth, 1 / rate_limit)
    return np.where(duration == 0, 0.0, needed)


@law
def discharge_rate(load: Watt, duration: Second, energy: Joule, efficiency: Share) -> Hertz:
    """Rate at which an eclipse empties a battery: the C-rate. Times the eclipse it is the depth of discharge.

        C = P / (E √η)

    Args:
        load: In eclipse [W].
        duration: Of the eclipse [s].
        energy: Nameplate [J].
        efficiency: Round trip; half of its loss is on the way out [-].
    Returns:
        Power drawn from the cells over nameplate energy; none where there is no eclipse [1/s].

    Valid for constant power.
    Source: wertz-larson-1999, eq. 11-12.
    """
    return load / np.where(duration == 0, np.inf, energy * np.sqrt(efficiency))
