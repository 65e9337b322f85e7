"""The orbit's year: beta angle and eclipse at five moments of every day, for any number of orbits at once.

With the node held at a local time, sin β is a linear combination of three series that belong to the year alone,

    sin β(t) = sin i cos L · a(t) + sin i sin L · b(t) + cos i · c(t),   L = 2π (local time − 12 h) / 24 h,

so that the year of many orbits is one product of matrices, an arc cosine and a few sums, taken in pieces that fit the
processor's cache. The moments lie 5.6 h apart about noon: the first and last are 0.8 h, half a revolution, from
midnight, so that a day counts when an eclipse can truly happen in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from sunrack.catalogue import by_word
from sunrack.constants import DAY, EARTH_RADIUS, SUN_RADIUS
from sunrack.orbit.eclipse import arc_fraction, shadow_angle
from sunrack.orbit.sun import geometric_sun, mean_sun
from sunrack.orbit.sun_synchronous import NOON, sun_synchronous_inclination
from sunrack.units import Metre, Ratio, TimeOfDay, YearOfSun, law

STEP = 5.6 * 3600.0  # s, between moments of a day
MOMENTS = 5  # a day
KEPT_DAYS = 365  # days kept for other rooms; the last of a leap year is counted but not kept
PIECE = 64  # orbits worked on at once: 64 × 1825 doubles stay in a second-level cache
SHADOWS = {"cylinder": None, "umbra": -SUN_RADIUS, "penumbra": SUN_RADIUS}  # what of the Sun widens the cone [m]
LADDER = np.linspace(100e3, 4600e3, 46)  # m, heights tried for one without eclipses
HALVINGS = 24  # of the ladder's step: to a centimetre
J2000_DAY = np.datetime64("2000-01-01", "D")


@dataclass(frozen=True)
class Year:
    """What the year of each orbit holds, in bare SI; arrays of the orbits' shape, those of days with one axis more."""

    mean_fraction: Any  # - of a revolution in shadow, mean over the year
    longest_fraction: Any  # - of a revolution, the year's longest
    worst_day_fraction: Any  # - mean of the day with most shadow
    eclipse_days: Any  # days of the year with any eclipse
    eclipsed_share: Any  # - of revolutions that meet the shadow
    minimum_beta: Any  # rad, smallest |β|
    mean_beta: Any  # rad, mean of |β|
    mean_double_sine: Any  # mean of |sin 2β|, to which the lasting torque of gravity is proportional
    day_fraction: Any  # - of a revolution in shadow at noon, (…, 365)
    day_beta: Any  # rad at noon, (…, 365)
    day_distance: Any  # m from the Sun at noon, (…, 365)
    day_number: Any  # which day of the year each of them is, counted from 0
    nearest_sun: Any  # m, the year's least at noon
    least_beta: Any = (
        None  # sine of minimum_beta, below zero where β changes sign in the year: smooth from orbit to orbit
    )
    least_ratio: Any = None  # cosine of the longest eclipse's half angle, above one where there is none: likewise


@lru_cache(maxsize=32)
def sun_series(year: int) -> tuple[Any, Any]:
    """The three series a, b, c, stacked as (3, moments), and the Sun's distance [m] at each moment of a calendar
    year."""
    start = np.datetime64(f"{year:04d}-01-01", "D")
    days = int((np.datetime64(f"{year + 1:04d}-01-01", "D") - start).astype(int))
    offsets = NOON + STEP * np.arange(-(MOMENTS // 2), MOMENTS // 2 + 1)
    time = (((start - J2000_DAY).astype(int) + np.arange(days)[:, None]) * DAY - NOON + offsets).ravel()
    right_ascension, declination, distance = geometric_sun(time)
    ahead, level = mean_sun.function(time) - right_ascension, np.cos(declination)
    series = np.stack([level * np.sin(ahead), level * np.cos(ahead), np.sin(declination)])
    return series, distance


def solve_year(altitude: Any, inclination: Any, local_time: Any, year: Any, shadow: str = "cylinder") -> Year:
    """Eclipse, β and Sun over a calendar year, for arrays of orbits; bare SI in and out.

    Args:
        altitude: Of circular orbits above the equatorial radius [m].
        inclination: Of their planes, nan where there is no such orbit [rad].
        local_time: Mean local solar time of the ascending node, held all year [s].
        year: Calendar year; rounded to a whole one [-].
        shadow: "cylinder", "umbra" or "penumbra".
    Raises:
        Unknown: Another shadow, with the nearest.
    """
    by_word(SHADOWS, shadow, "shadow")
    rows = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (altitude, inclination, local_time, year)))
    shape = rows[0].shape
    height, tilt, clock, calendar = (row.ravel() for row in rows)
    weights = _weights(tilt, clock)
    few = {
        name: np.full(height.size, np.nan)
        for name in ("mean", "longest", "worst", "days", "share", "least", "usual", "double", "ratio")
    }
    daily = {name: np.full((height.size, KEPT_DAYS), np.nan) for name in ("fraction", "beta", "distance")}
    whole = np.rint(np.where(np.isfinite(calendar), calendar, 2000.0)).clip(1, 9998)
    with np.errstate(all="ignore"):
        for one in sorted(
            set(whole.ravel().tolist())
        ):  # np.unique would import numpy.ma, at a tenth of a report's time
            series, distance = sun_series(int(one))
            members = np.flatnonzero(whole == one)
            for start in range(0, members.size, PIECE):
                piece = members[start : start + PIECE]
                _piece(piece, few, daily, height[piece, None], weights[piece] @ series, distance, shadow)
    back = {name: array.reshape(shape)[()] for name, array in few.items()}
    days = {name: array.reshape((*shape, KEPT_DAYS)) for name, array in daily.items()}
    return Year(
        mean_fraction=back["mean"], longest_fraction=back["longest"], worst_day_fraction=back["worst"],
        eclipse_days=back["days"],
        eclipsed_share=back["share"], minimum_beta=np.arcsin(np.clip(back["least"], 0.0, 1.0)), mean_beta=back["usual"],
        mean_double_sine=back["double"],
        day_fraction=days["fraction"], day_beta=days["beta"], day_distance=days["distance"],
        day_number=np.arange(KEPT_DAYS), nearest_sun=days["distance"].min(axis=-1),
        least_beta=back["least"], least_ratio=back["ratio"],
    )  # fmt: skip


def _piece(
    rows: Any, few: dict[str, Any], daily: dict[str, Any], height: Any, sine: Any, distance: Any, shadow: str
) -> None:
    """The year of a few orbits, written into the rows of `few` and `daily`; `sine` is sin β at every moment."""
    ratio = _cosine(height, distance, shadow) / np.sqrt(1 - sine**2)
    fraction = np.arccos(np.minimum(ratio, 1.0)) / np.pi
    few["ratio"][rows] = ratio.min(axis=-1)
    by_day = fraction.reshape(len(rows), -1, MOMENTS)
    day = by_day.mean(axis=-1)
    noon = slice(MOMENTS // 2, None, MOMENTS)
    few["mean"][rows], few["longest"][rows], few["worst"][rows] = (
        day.mean(axis=-1),
        fraction.max(axis=-1),
        day.max(axis=-1),
    )
    missing = np.where(
        np.isfinite(few["mean"][rows]), 0.0, np.nan
    )  # a comparison turns nan into "no eclipse"; keep it nan
    few["days"][rows] = (day > 0).sum(axis=-1) + missing
    few["share"][rows] = (fraction > 0).mean(axis=-1) + missing
    few["least"][rows] = np.maximum(sine.min(axis=-1), -sine.max(axis=-1))
    beta = np.arcsin(np.clip(sine[:, noon], -1.0, 1.0))[:, :KEPT_DAYS]
    few["usual"][rows] = np.abs(beta).mean(axis=-1)
    at_noon = sine[:, noon][:, :KEPT_DAYS]
    few["double"][rows] = 2 * np.abs(at_noon * np.sqrt(np.maximum(1 - at_noon**2, 0.0))).mean(axis=-1)
    daily["fraction"][rows], daily["beta"][rows] = fraction[:, noon][:, :KEPT_DAYS], beta
    daily["distance"][rows] = distance[noon][:KEPT_DAYS]


def day_shapes(altitude: float, inclination: float, local_time: float, year: int, shadow: str) -> tuple[Any, Any, Any]:
    """Eclipse fraction, β and Sun's distance of one orbit at every moment of every day, (days, 5); bare SI as in
    `solve_year`."""
    series, distance = sun_series(year)
    with np.errstate(all="ignore"):
        sine = _weights(np.float64(inclination), np.float64(local_time)) @ series
        fraction = arc_fraction(_cosine(np.float64(altitude), distance, shadow), np.sqrt(1 - sine**2))
    return (
        fraction.reshape(-1, MOMENTS),
        np.arcsin(np.clip(sine, -1.0, 1.0)).reshape(-1, MOMENTS),
        distance.reshape(-1, MOMENTS),
    )


def _weights(inclination: Any, local_time: Any) -> Any:
    """What the three series of a year are multiplied with to give sin β, on a last axis of three."""
    turn = 2 * np.pi * (local_time - NOON) / DAY
    return np.stack(
        [np.sin(inclination) * np.cos(turn), np.sin(inclination) * np.sin(turn), np.cos(inclination)], axis=-1
    )


def _cosine(height: Any, distance: Any, shadow: str) -> Any:
    """Cosine of the shadow's angular radius on each orbit (and at each moment, for a cone); bare."""
    edge_of_sun = by_word(SHADOWS, shadow, "shadow")
    if edge_of_sun is None:
        return np.cos(shadow_angle(height, 0.0))
    half_angle = np.arcsin((EARTH_RADIUS + edge_of_sun) / distance)
    edge = np.arcsin(EARTH_RADIUS / (EARTH_RADIUS + height))  # cos(edge + half_angle), without a cosine for each moment
    return np.cos(edge) * np.cos(half_angle) - np.sin(edge) * np.sin(half_angle)


@law
def smallest_beta(altitude: Metre, local_time: TimeOfDay, year: YearOfSun) -> Ratio:
    """Sine of the year's smallest |β| on the Sun-synchronous orbit.

        min |sin β(t)| over the moments of the year; zero where β changes sign

    Args:
        altitude: Height above the equatorial radius [m].
        local_time: Mean local solar time of the ascending node [s].
        year: Calendar year, 1950 to 2100 [-].
    Returns:
        Sine of the angle [-]; nan where no Sun-synchronous orbit exists.

    Valid for a node held at its local time.
    Source: vallado-2013, ch. 5.
    """
    return np.sin(solve_year(altitude, sun_synchronous_inclination.si(altitude), local_time, year).minimum_beta)


@law
def eclipse_free_altitude(local_time: TimeOfDay, year: YearOfSun) -> Metre:
    """Lowest altitude whose Sun-synchronous orbit clears the cylindrical shadow all year.

        R / (R + h) = min |sin β(t)|: the first of 46 heights that clears, then 24 halvings; `clear_altitude` has the
        other shadows

    Higher still the growing inclination brings eclipses back, at 06:00 from about 3,300 km.

    Args:
        local_time: Mean local solar time of the ascending node [s].
        year: Calendar year, 1950 to 2100 [-].
    Returns:
        Altitude to a metre [m]; inf for a local time that has eclipses at every altitude.

    Valid for a spherical Earth and a node held at its local time.
    Source: vallado-2013, ch. 5.
    """
    return clear_altitude(local_time, year)


def clear_altitude(local_time: Any, year: Any, shadow: str = "cylinder") -> Any:
    """Lowest altitude whose Sun-synchronous orbit clears a shadow all year, bare SI; inf where none does up to 4,600
    km.

    Args:
        local_time: Mean local solar time of the ascending node [s].
        year: Calendar year, 1950 to 2100 [-].
        shadow: "cylinder", "umbra" or "penumbra".
    """
    clock, calendar = np.broadcast_arrays(np.asarray(local_time, float), np.asarray(year, float))
    clears = _clears(LADDER, clock[..., None], calendar[..., None], shadow)
    high = LADDER[np.argmax(clears, axis=-1)]
    low = np.maximum(high - (LADDER[1] - LADDER[0]), 0.0)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        clear = _clears(middle, clock, calendar, shadow)
        low, high = np.where(clear, low, middle), np.where(clear, middle, high)
    return np.where(clears.any(axis=-1), high, np.inf)[()]


def _clears(altitude: Any, clock: Any, calendar: Any, shadow: str) -> Any:
    """Whether an orbit meets no eclipse all year; not where there is no such orbit."""
    return solve_year(altitude, sun_synchronous_inclination.si(altitude), clock, calendar, shadow).longest_fraction == 0


def seasons(day_fraction: Any, year: int) -> list[tuple[np.datetime64, np.datetime64]]:
    """First and last day of each eclipse season of one orbit; a season that runs over New Year is one, first day after
    last.

    Args:
        day_fraction: Eclipse by day, as `Path.day_eclipse_fraction` or `Days.eclipse` holds it, (365,) or (366,); any
            unit, 0 where there is none.
        year: The calendar year it belongs to.
    """
    dark = np.asarray(day_fraction) > 0
    if dark.all() or not dark.any():
        return [(_date(year, 0), _date(year, dark.size - 1))] if dark.all() else []
    first, last = np.flatnonzero(dark & ~np.roll(dark, 1)), np.flatnonzero(dark & ~np.roll(dark, -1))
    if dark[0] and dark[-1]:
        last = np.roll(last, -1)
    return [(_date(year, a), _date(year, b)) for a, b in zip(first, last, strict=True)]


def _date(year: int, day: Any) -> np.datetime64:
    return np.datetime64(f"{year:04d}-01-01", "D") + np.timedelta64(int(day), "D")
