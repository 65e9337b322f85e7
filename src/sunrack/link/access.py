"""How often a place on Earth has a satellite in view: of one, of several in a plane, of several planes."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from sunrack.link.geometry import footprint_angle
from sunrack.units import (
    AtLeastOne,
    Domain,
    FullTurn,
    HalfTurn,
    Metre,
    QuarterTurn,
    Radian,
    Ratio,
    Second,
    Share,
    SignedQuarterTurn,
    SignedRatio,
    law,
)

Planes = Annotated[Any, "", Domain(1, 1000)]  # each costs 720 longitudes

_LONGITUDES = (np.arange(720) + 0.5) / 720 * 2 * np.pi  # rad from the node, midpoints
_HOURS = ((np.arange(90) + 0.5) / 90 - 0.5) * np.pi  # rad from the node, half a day: the other half is its mirror
_DAYS, _SAMPLE = 20, 30.0  # d, s: how long and how often a lone rack is looked for
_PHASES = (np.arange(60) + 0.5) / 60  # of half the spacing of satellites in a plane, midpoints


@law
def site_access_fraction(
    altitude: Metre, inclination: HalfTurn, latitude: SignedQuarterTurn, elevation: QuarterTurn, satellites: Ratio = 1.0
) -> Ratio:
    """Share of time that a site has at least one of the satellites of one plane, evenly spread, at or above
    `elevation`.

        f = mean over longitude of min(1, n w / π),  cos w = cos λ / cos χ,  sin χ = cos i sin φ − sin i cos φ sin l

    Args:
        altitude: Height of the circular orbit above the equatorial radius [m].
        inclination: Inclination of the orbit [rad].
        latitude: Latitude of the site, within ±90 degrees [rad].
        elevation: Smallest useful angle above the horizon, 0 to 90 degrees [rad].
        satellites: Number of satellites in the plane [-].
    Returns:
        Long-run access fraction of that site [-]; nan outside the limits.

    Valid over many days of an orbit whose ground track does not soon repeat: 720 longitudes of the site from the node,
    summed.
    Source: wertz-larson-1999, ch. 7.2.
    """
    reach, tilt, phi, n = (
        np.asarray(x)[..., None] for x in (footprint_angle.si(altitude, elevation), inclination, latitude, satellites)
    )
    across = np.cos(tilt) * np.sin(phi) - np.sin(tilt) * np.cos(phi) * np.sin(_LONGITUDES)
    along = np.arccos(np.minimum(np.cos(reach) / np.maximum(np.sqrt(1 - across**2), 1e-12), 1))
    seen = np.mean(np.clip(n * along / np.pi, 0, 1), axis=-1)[()]
    return np.where(np.abs(latitude) <= np.pi / 2, seen, np.nan)


@law
def walker_access_fraction(
    altitude: Metre,
    inclination: HalfTurn,
    latitude: SignedQuarterTurn,
    elevation: QuarterTurn,
    satellites: Ratio,
    planes: Planes,
    spread: FullTurn = 2 * np.pi,
    phasing: SignedRatio = 0.0,
) -> Ratio:
    """Share of time that a site has at least one satellite of several planes at or above `elevation`.

        f = mean over longitude l of |∪ₖ arc(centre θₖ n/2π − k F/P, width wₖ n/π)|,  arcs of a circle of length 1

    Args:
        altitude: Height of the circular orbits above the equatorial radius [m].
        inclination: Inclination of every plane [rad].
        latitude: Latitude of the site, within ±90 degrees [rad].
        elevation: Smallest useful angle above the horizon, 0 to 90 degrees [rad].
        satellites: Number of satellites in each plane, evenly spread [-].
        planes: Number of planes, 1 to 1,000 [-].
        spread: Angle over which the nodes are evenly spread: 2π for a Walker delta, π for a star [rad].
        phasing: How far each plane leads the one before, in units of spacing over planes (Walker's F) [-].
    Returns:
        Long-run access fraction of that site [-]; nan outside the limits.

    Valid over many days of an orbit whose ground track does not soon repeat: 720 longitudes summed, phases exact.
    Source: wertz-larson-1999, ch. 7.6.
    """
    arrays = np.broadcast_arrays(
        footprint_angle.si(altitude, elevation), inclination, latitude, satellites, planes, spread, phasing
    )
    points = [_walker(*(float(x) for x in point)) for point in zip(*(array.ravel() for array in arrays), strict=True)]
    whole = (arrays[3] == np.round(arrays[3])) & (arrays[4] == np.round(arrays[4]))
    return np.where(whole, np.reshape(points, arrays[0].shape), np.nan)[()]


@law
def separation_quantile(
    inclination: HalfTurn, latitude: SignedQuarterTurn, share: Share, racks: AtLeastOne = 1.0
) -> Radian:
    """Angle at Earth's centre from a user to the nearest rack of one plane that is not exceeded for a share of the
    time.

        cos θ = cos χ cos ψ,  ψ evenly over ±π/n,  sin χ = cos i sin φ − sin i cos φ sin l,  l evenly over a day

    Args:
        inclination: Inclination of the plane [rad].
        latitude: Latitude of the user, within ±90 degrees [rad].
        share: Share of the time, over an orbit and a day; 0.5 is the median [-].
        racks: Number of racks evenly spread in the plane, at least 1 [-].
    Returns:
        Angle at Earth's centre [rad]; nan outside the limits.

    Valid over many orbits: 90 hours of half a day by 60 places in the orbit, sorted.
    Source: wertz-larson-1999, ch. 7.2.
    """
    tilt, phi, n = (np.asarray(x)[..., None, None] for x in (inclination, latitude, racks))
    across = np.cos(tilt) * np.sin(phi) - np.sin(tilt) * np.cos(phi) * np.sin(_HOURS[:, None])
    angle = np.arccos(np.clip(np.sqrt(1 - across**2) * np.cos(np.pi / np.maximum(n, 1) * _PHASES), -1, 1))
    within = (np.abs(latitude) <= np.pi / 2) & (share >= 0) & (share <= 1)
    return np.where(within, _quantile(np.reshape(angle, (*angle.shape[:-2], -1)), share), np.nan)


@law
def longest_gap(
    altitude: Metre, inclination: HalfTurn, latitude: SignedQuarterTurn, elevation: QuarterTurn, period: Second
) -> Second:
    """Longest time that a site waits for the one satellite of a sun-synchronous orbit to come into view again.

        longest run of cos θ < cos λ,  cos θ = cos φ (cos u cos l + sin u cos i sin l) + sin φ sin u sin i,  l once a
        day, u once a period

    Args:
        altitude: Height of the circular orbit above the equatorial radius [m].
        inclination: Inclination of the orbit [rad].
        latitude: Latitude of the site, within ±90 degrees [rad].
        elevation: Smallest useful angle above the horizon, 0 to 90 degrees [rad].
        period: Nodal period of the orbit [s].
    Returns:
        Longest gap of twenty days [s]; infinite where it is never seen, nan outside the limits.

    Valid to a minute, sampled every 30 s: a pass shorter than that may be missed.
    Source: wertz-larson-1999, ch. 7.2.
    """
    tilt, phi, cycle = (np.asarray(one)[..., None] for one in (inclination, latitude, period))
    reach, time = footprint_angle.si(altitude, elevation), np.arange(0, _DAYS * 86400, _SAMPLE)
    node, place = time * (2 * np.pi / 86400), time * (2 * np.pi) / cycle
    north, sine = np.sin(phi) * np.sin(tilt), np.sin(place)
    angle = np.cos(phi) * (np.cos(place) * np.cos(node) + sine * np.cos(tilt) * np.sin(node)) + north * sine
    seen = angle >= np.cos(np.asarray(reach)[..., None])
    count = np.arange(time.size)
    gap = _SAMPLE * np.max(count - np.maximum.accumulate(np.where(seen, count, 0), axis=-1), axis=-1)
    within = (np.abs(latitude) <= np.pi / 2) & np.isfinite(reach)
    return np.where(within, np.where(np.any(seen, axis=-1), gap, np.inf), np.nan)


def _quantile(samples: Any, share: Any) -> Any:
    """The sample below which a share of those along the last axis lies; `share` broadcasts over the other axes."""
    ranked = np.sort(samples, axis=-1)
    place = np.clip(np.nan_to_num(np.asarray(share) * ranked.shape[-1]).astype(int), 0, ranked.shape[-1] - 1)
    shape = np.broadcast_shapes(ranked.shape[:-1], place.shape)
    ranked, place = np.broadcast_to(ranked, (*shape, ranked.shape[-1])), np.broadcast_to(place, shape)
    return np.take_along_axis(ranked, place[..., None], axis=-1)[..., 0][()]


def _walker(reach: float, tilt: float, phi: float, n: float, planes: float, spread: float, phasing: float) -> float:
    """One point: the arcs of phase in which each plane is seen, as (longitudes, planes), and the length of their
    union."""
    if not (np.all(np.isfinite((reach, tilt, n, planes, spread, phasing))) and abs(phi) <= np.pi / 2):
        return np.nan
    k = np.arange(round(planes))
    east = _LONGITUDES[:, None] - k * spread / planes
    across = np.cos(tilt) * np.sin(phi) - np.sin(tilt) * np.cos(phi) * np.sin(east)
    along = np.arctan2(
        np.cos(tilt) * np.cos(phi) * np.sin(east) + np.sin(tilt) * np.sin(phi), np.cos(phi) * np.cos(east)
    )
    width = np.arccos(np.minimum(np.cos(reach) / np.maximum(np.sqrt(1 - across**2), 1e-12), 1)) * n / np.pi
    starts = (along * n / (2 * np.pi) - width / 2 - k * phasing / planes) % 1
    return float(np.mean(_union(starts, np.minimum(width, 1))))


def _union(starts: Any, widths: Any) -> Any:
    """Length of the union of arcs on a circle of length 1, along the last axis; starts in [0, 1), widths up to 1."""
    begin = np.concatenate(
        [starts - 1, starts], axis=-1
    )  # each arc twice: what runs over the end comes in at the beginning
    order = np.argsort(begin, axis=-1)
    begin = np.take_along_axis(begin, order, axis=-1)
    end = np.take_along_axis(np.concatenate([starts - 1 + widths, starts + widths], axis=-1), order, axis=-1)
    begin, end = np.clip(begin, 0, 1), np.clip(end, 0, 1)
    done = np.maximum.accumulate(end, axis=-1)
    before = np.concatenate([np.zeros_like(done[..., :1]), done[..., :-1]], axis=-1)
    return np.sum(np.maximum(end - np.maximum(begin, before), 0), axis=-1)
