"""Where a satellite stands above a site: slant range, footprint, how often and how long it is seen, what blocks a
beam."""

from __future__ import annotations

import numpy as np

from sunrack.constants import EARTH_MEAN_RADIUS, EARTH_RADIUS
from sunrack.geometry import cosine
from sunrack.units import AtLeastOne, Metre, QuarterTurn, Radian, Ratio, Second, SignedQuarterTurn, law


@law
def slant_range(altitude: Metre, elevation: QuarterTurn) -> Metre:
    """Distance from a site to a satellite that it sees at `elevation`.

        d = √((R + h)² − R² cos² ε) − R sin ε

    Args:
        altitude: Height of the circular orbit above the equatorial radius [m].
        elevation: Angle of the satellite above the local horizon, 0 to 90 degrees [rad].
    Returns:
        Slant range [m]; nan for an elevation outside 0 to 90 degrees or an altitude below zero.

    Valid for a spherical Earth without refraction (under 0.1 % above 5 degrees).
    Source: wertz-larson-1999, ch. 5.2.
    """
    seen = (elevation >= 0) & (elevation <= np.pi / 2) & (altitude >= 0)
    distance = np.sqrt(
        (EARTH_RADIUS + altitude) ** 2 - (EARTH_RADIUS * np.cos(elevation)) ** 2
    ) - EARTH_RADIUS * np.sin(elevation)
    return np.where(seen, distance, np.nan)


@law
def footprint_angle(altitude: Metre, elevation: QuarterTurn) -> Radian:
    """Angle at Earth's centre from the subsatellite point to where the satellite is seen at `elevation`.

        λ = arccos(R cos ε / (R + h)) − ε

    Args:
        altitude: Height of the circular orbit above the equatorial radius [m].
        elevation: Smallest useful angle above the horizon, 0 to 90 degrees [rad].
    Returns:
        Radius of the footprint as an angle at Earth's centre [rad]; nan outside the limits.

    Valid for a spherical Earth without refraction.
    Source: wertz-larson-1999, ch. 5.2.
    """
    seen = (elevation >= 0) & (elevation <= np.pi / 2) & (altitude >= 0)
    return np.where(seen, np.arccos(EARTH_RADIUS * np.cos(elevation) / (EARTH_RADIUS + altitude)) - elevation, np.nan)


@law
def access_fraction(altitude: Metre, elevation: QuarterTurn) -> Ratio:
    """Share of Earth's surface that one satellite sees at or above `elevation`.

        f = (1 − cos λ) / 2

    It is also the share of time that a site is in view, averaged over sites spread evenly over the globe, whatever the
    inclination.

    Args:
        altitude: Height of the circular orbit above the equatorial radius [m].
        elevation: Smallest useful angle above the horizon, 0 to 90 degrees [rad].
    Returns:
        Mean access fraction [-]; nan outside the limits.

    Valid for a spherical Earth; a polar orbit serves high latitudes more than this mean (see `site_access_fraction`).
    Source: wertz-larson-1999, ch. 7.2.
    """
    return (1 - cosine(footprint_angle.si(altitude, elevation))) / 2


@law
def longest_pass(altitude: Metre, elevation: QuarterTurn, period: Second) -> Second:
    """Time that a satellite passing overhead stays at or above `elevation`.

        t = T λ / π

    Args:
        altitude: Height of the circular orbit above the equatorial radius [m].
        elevation: Smallest useful angle above the horizon, 0 to 90 degrees [rad].
        period: Time of one revolution [s].
    Returns:
        Duration of an overhead pass [s].

    Valid with Earth's rotation left out: under 7 % for low orbits.
    Source: wertz-larson-1999, ch. 5.3.1.
    """
    return period * footprint_angle.si(altitude, elevation) / np.pi


@law
def street_half_width(altitude: Metre, elevation: QuarterTurn, satellites: AtLeastOne) -> Radian:
    """Half the width of the band along the orbit that satellites evenly spread in one plane see without a gap.

        cos s = cos λ / cos(π / n)

    Args:
        altitude: Height of the circular orbit above the equatorial radius [m].
        elevation: Smallest useful angle above the horizon, 0 to 90 degrees [rad].
        satellites: Number of satellites in the plane, at least 1 [-].
    Returns:
        Half-width as an angle at Earth's centre [rad]; 0 where the footprints do not overlap.

    Source: wertz-larson-1999, ch. 7.6.
    """
    reach, spacing = footprint_angle.si(altitude, elevation), np.pi / np.maximum(satellites, 1)
    return np.where(
        spacing < reach, np.arccos(np.minimum(np.cos(reach) / np.maximum(np.cos(spacing), 1e-12), 1)), 0.0 * reach
    )


@law
def line_of_sight_range(altitude: Metre, grazing: Metre) -> Metre:
    """Longest beam between two satellites of one altitude that keeps above the grazing height.

        d = 2 √((h − h_g)(2 R + h + h_g))

    Args:
        altitude: Height of both satellites above the equatorial radius [m].
        grazing: Lowest height of the beam, above air that bends and absorbs it [m].
    Returns:
        Longest clear range [m]; 0 where the satellites fly below the grazing height.

    Valid for a spherical Earth.
    Source: wertz-larson-1999, ch. 5.2.
    """
    return 2 * np.sqrt(np.maximum(altitude - grazing, 0) * np.maximum(2 * EARTH_RADIUS + altitude + grazing, 0))


@law
def great_circle_distance(
    latitude_1: SignedQuarterTurn, longitude_1: Radian, latitude_2: SignedQuarterTurn, longitude_2: Radian
) -> Metre:
    """Shortest way over the Earth's surface between two places.

        d = 2 R arcsin √(sin²(Δφ/2) + cos φ₁ cos φ₂ sin²(Δλ/2))

    Args:
        latitude_1: Latitude of the first place [rad].
        longitude_1: Longitude of the first place [rad].
        latitude_2: Latitude of the second place [rad].
        longitude_2: Longitude of the second place [rad].
    Returns:
        Great-circle distance on the mean sphere [m].

    Valid to 0.6 % of the geodesic on the ellipsoid.
    Source: sinnott-1984, p. 159.
    """
    north, east = np.sin((latitude_2 - latitude_1) / 2) ** 2, np.sin((longitude_2 - longitude_1) / 2) ** 2
    return (
        2
        * EARTH_MEAN_RADIUS
        * np.arcsin(np.sqrt(np.clip(north + np.cos(latitude_1) * np.cos(latitude_2) * east, 0, 1)))
    )
