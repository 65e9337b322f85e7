"""One orbit's eclipse: the Sun's angle to the plane, and the part of a revolution inside cylinder, umbra and
penumbra."""

from __future__ import annotations

from typing import Any

import numpy as np

from sunrack.constants import ASTRONOMICAL_UNIT, EARTH_RADIUS, SUN_RADIUS
from sunrack.units import HalfTurn, Metre, Radian, Ratio, SignedQuarterTurn, law


@law
def beta_angle(
    inclination: HalfTurn, raan: Radian, sun_right_ascension: Radian, sun_declination: SignedQuarterTurn
) -> Radian:
    """Angle of the Sun above the orbit's plane.

        sin β = cos δ sin i sin(Ω − α) + sin δ cos i

    Args:
        inclination: Of the orbit's plane to the equator [rad].
        raan: Right ascension of the ascending node [rad].
        sun_right_ascension: Of the Sun [rad].
        sun_declination: Of the Sun [rad].
    Returns:
        β, positive on the side of the orbit's angular momentum [rad].

    Valid for any orbit.
    Source: vallado-2013, ch. 5.
    """
    level = np.cos(sun_declination) * np.sin(inclination) * np.sin(raan - sun_right_ascension)
    return np.arcsin(np.clip(level + np.sin(sun_declination) * np.cos(inclination), -1.0, 1.0))


@law
def eclipse_fraction(altitude: Metre, beta: SignedQuarterTurn) -> Ratio:
    """Part of a revolution inside the Earth's shadow, taken as a cylinder.

        f = acos(√(h² + 2 R h) / ((R + h) cos β)) / π

    Args:
        altitude: Height of a circular orbit above the equatorial radius [m].
        beta: Angle of the Sun above the orbit's plane, of either sign, within ±90 degrees [rad].
    Returns:
        Fraction of a revolution, zero where the orbit clears the shadow [-].

    Valid for a spherical Earth of equatorial radius and a Sun at rest during one revolution; lies between umbra and
    penumbra. Leaving out the flattening and taking the equatorial radius errs long: against the ellipsoid
    a dawn-dusk orbit's longest eclipse by 0.33 min at 650 km and 0.57 min at 1000 km, a year's sunlit fraction by
    0.0018 and 0.0014 (too dark), the season by 3 to 4 days; at 10:30 and 12:00 the longest by 0.2 min and the fraction
    by 0.002.
    Source: wertz-larson-1999, ch. 5.
    """
    return arc_fraction(np.cos(shadow_angle(altitude, 0.0)), np.cos(beta))


@law
def umbra_fraction(altitude: Metre, beta: SignedQuarterTurn, sun_distance: Metre = ASTRONOMICAL_UNIT) -> Ratio:
    """Part of a revolution in full shadow: no part of the Sun's disc is in view.

        f = acos(cos ψ / cos β) / π,  ψ = asin(R / (R + h)) − asin((R☉ − R) / D)

    On the cone r sin(ψ + α) = R holds exactly, so no iteration is needed.

    Args:
        altitude: Height of a circular orbit above the equatorial radius [m].
        beta: Angle of the Sun above the orbit's plane, of either sign, within ±90 degrees [rad].
        sun_distance: Earth to Sun, 1 au unless given [m].
    Returns:
        Fraction of a revolution [-].

    Valid for a spherical Earth without air and a Sun at rest during one revolution.
    Source: montenbruck-gill-2000, ch. 3.
    """
    half_angle = np.arcsin((SUN_RADIUS - EARTH_RADIUS) / sun_distance)
    return arc_fraction(np.cos(shadow_angle(altitude, -half_angle)), np.cos(beta))


@law
def penumbra_fraction(altitude: Metre, beta: SignedQuarterTurn, sun_distance: Metre = ASTRONOMICAL_UNIT) -> Ratio:
    """Part of a revolution in which any part of the Sun's disc is hidden: umbra and penumbra together.

        f = acos(cos ψ / cos β) / π,  ψ = asin(R / (R + h)) + asin((R☉ + R) / D)

    Args:
        altitude: Height of a circular orbit above the equatorial radius [m].
        beta: Angle of the Sun above the orbit's plane, of either sign, within ±90 degrees [rad].
        sun_distance: Earth to Sun, 1 au unless given [m].
    Returns:
        Fraction of a revolution [-].

    Valid for a spherical Earth without air and a Sun at rest during one revolution.
    Source: montenbruck-gill-2000, ch. 3.
    """
    half_angle = np.arcsin((SUN_RADIUS + EARTH_RADIUS) / sun_distance)
    return arc_fraction(np.cos(shadow_angle(altitude, half_angle)), np.cos(beta))


@law
def eclipse_free_beta(altitude: Metre) -> Radian:
    """Angle of the Sun above the plane from which an orbit clears the cylindrical shadow.

        sin β* = R / (R + h)

    Args:
        altitude: Height of a circular orbit above the equatorial radius [m].
    Returns:
        Smallest |β| without eclipse [rad].

    Valid for a spherical Earth.
    Source: wertz-larson-1999, ch. 5.
    """
    return np.arcsin(EARTH_RADIUS / (EARTH_RADIUS + altitude))


def shadow_angle(altitude: Any, half_angle: Any) -> Any:
    """Angle from the anti-Sun point, at the Earth's centre, inside which an orbit at `altitude` is in shadow; bare."""
    return np.maximum(np.arcsin(EARTH_RADIUS / (EARTH_RADIUS + altitude)) + half_angle, 0.0)


def arc_fraction(cosine_shadow: Any, cosine_beta: Any) -> Any:
    """Part of a circle within a cone about a point `beta` off the circle; bare."""
    return np.arccos(np.minimum(cosine_shadow / np.abs(cosine_beta), 1.0)) / np.pi
