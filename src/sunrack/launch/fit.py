"""What fits a vehicle: by mass, by volume, by the fairing's size, in whole satellites and whole lots."""

from __future__ import annotations

import numpy as np

from sunrack.units import CubicMetre, Kilogram, Metre, Ratio, Share, law


@law
def satellites_by_mass(payload: Kilogram, allocated: Kilogram) -> Ratio:
    """Satellites whose mass a vehicle carries, unrounded.

        n = M / m

    Args:
        payload: Payload of the vehicle to the orbit meant [kg].
        allocated: Mass of one satellite with growth and margin, wet [kg].
    Returns:
        Satellites by mass [-]; 0 for a satellite whose mass did not close.

    Source: wertz-larson-1999, ch. 18.
    """
    return payload / allocated


@law
def satellites_by_volume(volume: CubicMetre, packing: Share, stowed: CubicMetre) -> Ratio:
    """Satellites that a fairing holds, unrounded.

        n = η V / v

    Args:
        volume: Usable volume of the fairing or bay [m³].
        packing: Share of it that stowed satellites fill [-].
        stowed: Volume of one satellite stowed [m³].
    Returns:
        Satellites by volume [-].

    Valid for satellites small against the fairing: shape is not looked at.
    Source: wertz-larson-1999, ch. 18.
    """
    return volume * packing / stowed


@law
def fairing_length(volume: CubicMetre, diameter: Metre) -> Metre:
    """Usable length of a fairing of one width.

        L = 4 V / (π D²)

    Args:
        volume: Usable volume [m³].
        diameter: Usable diameter [m].
    Returns:
        Length [m].

    Valid as a cylinder: the nose, which tapers, is counted in the volume.
    Source: wertz-larson-1999, ch. 18.
    """
    return 4 * volume / (np.pi * diameter**2)


@law
def whole_satellites(by_mass: Ratio, by_volume: Ratio) -> Ratio:
    """Whole satellites that fit under both limits.

        n = ⌊min(n_m, n_v)⌋

    Args:
        by_mass: Satellites that the payload would carry [-].
        by_volume: Satellites that the fairing would hold [-].
    Returns:
        Satellites a launch [-]; 0 for a satellite whose mass did not close.

    Source: wertz-larson-1999, ch. 18.
    """
    fit = np.minimum(by_mass, by_volume) * (1 + 1e-12)
    return np.floor(np.where(fit > 0, fit, 0.0))


@law
def lots(total: Ratio, each: Ratio) -> Ratio:
    """Whole lots that hold a total.

        n = ⌈N / k⌉, infinite where k = 0

    Args:
        total: What is to be held [-].
        each: What one lot holds [-].
    Returns:
        Number of lots, rounded up [-].

    Source: wertz-larson-1999, ch. 18.
    """
    return np.where(each > 0, np.ceil(total / np.where(each > 0, each, 1.0) * (1 - 1e-12)), np.inf)
