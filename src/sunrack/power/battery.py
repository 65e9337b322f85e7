"""The battery: how deep it may be emptied for the cycles asked of it, and so how large it is."""

from __future__ import annotations

import numpy as np

from sunrack.units import Joule, Ratio, Second, Share, Watt, law


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
    return np.minimum(deep_depth * (np.maximum(cycles, 0) / deep_cycles) ** slope, maximum)


@law
def battery_energy(load: Watt, duration: Second, depth: Share, efficiency: Share) -> Joule:
    """Nameplate energy that carries a load through an eclipse.

        C = P T / (D √η)

    Args:
        load: In eclipse [W].
        duration: Of the longest eclipse [s].
        depth: Depth of discharge allowed [-].
        efficiency: Round trip; half of its loss is on the way out [-].
    Returns:
        Nameplate energy; none where there is no eclipse [J].

    Valid at discharge rates of about one in an hour or slower.
    Source: wertz-larson-1999, eq. 11-12.
    """
    return load * duration / (depth * np.sqrt(efficiency))
