"""What neighbours hear and see of a site: sound over distance, room on a square parcel; and the plan of the site that
is judged."""

from __future__ import annotations

import numpy as np

from sunrack.ground.project import Project
from sunrack.section import Value, value
from sunrack.units import Decibel, Metre, Ratio, Share, SquareMetre, law


class SitePlan(Project):
    """The campus that zoning judges: of the fleet's power, on one square parcel, built in its middle."""

    land_per_power: Value = value("acre/MW", "Land of the campus per power of its computers.", above=0)
    built_share: Value = value(
        "", "Share of the parcel under buildings and yards, a square in its middle.", above=0, at_most=1
    )
    floor_per_power: Value = value("ft²/MW", "Floor area of the buildings per power of the computers.", at_least=0)
    building_height: Value = value("ft", "Height of the buildings.", at_least=0)
    home_distance: Value = value("ft", "From the site's line to the nearest home's.", at_least=0)
    cooling_sound: Value = value(
        "", "Sound power of cooling per megawatt of heat, in dB(A) over 1 pW.", at_least=0, at_most=200, level=True
    )
    generation_sound: Value = value(
        "", "Sound power of a plant on site per megawatt made, in dB(A) over 1 pW.", at_least=0, at_most=200, level=True
    )
    generator_sound: Value = value(
        "",
        "Sound power of one backup generator in its enclosure, in dB(A) over 1 pW.",
        at_least=0,
        at_most=200,
        level=True,
    )
    sound_attenuation: Value = value(
        "", "What walls, parapets and ground take off the sound on its way, in dB.", at_least=0, at_most=200, level=True
    )
    closed_loop_water: Value = value(
        "L/kWh", "Most water that a closed loop tops up, where closed loops are asked for.", at_least=0
    )


@law
def sound_of_many(level: Decibel, count: Ratio) -> Ratio:
    """Sound power of equal sources together.

        L = L₁ + 10 log₁₀ n

    Args:
        level: Sound power level of one, in dB over 1 pW, a plain number [-].
        count: How many, or how many megawatts of a level per megawatt [-].
    Returns:
        Sound power level of all, in dB, a plain number [-]; minus infinity of none.

    Valid for sources that sound independently of each other.
    Source: beranek-1988, addition of levels.
    """
    return level + 10 * np.log10(np.maximum(count, 0))


@law
def sound_together(first: Decibel, second: Decibel) -> Ratio:
    """Level of two sounds at once.

        L = 10 log₁₀ (10^(L₁/10) + 10^(L₂/10))

    Args:
        first, second: Levels of either alone, in dB, plain numbers [-].
    Returns:
        Level of both, in dB, a plain number [-].

    Valid for sounds without a fixed phase between them.
    Source: beranek-1988, addition of levels.
    """
    return 10 * np.logaddexp(first * np.log(10) / 10, second * np.log(10) / 10) / np.log(10)


@law
def spread_distance(distance: Metre, radius: Metre) -> Metre:
    """Distance of the one point that is as loud as sources spread over a disc.

        r = a / √ln(1 / (1 − (a/d)²)), the mean of 1/r² over the disc

    Args:
        distance: From the middle of the disc to the listener [m].
        radius: Radius of the disc [m].
    Returns:
        Distance to put in the place of `distance` for all sources together [m]; 0 within the disc, where the nearest
        source decides.

    Valid for equal sources close together, disc and listener on one level.
    Source: iso-9613-2, sum over point sources; the integral is ours.
    """
    point = radius / np.sqrt(-np.log1p(-np.minimum((radius / distance) ** 2, 1)))
    return np.where(radius > 0, point, distance)[()]


@law
def sound_level(power: Decibel, distance: Metre, attenuation: Decibel) -> Ratio:
    """Sound pressure level from a source on hard ground.

        L = L_w − 10 log₁₀ (2π r²) − A = L_w − 20 log₁₀ r − 8 − A, r in metres

    Args:
        power: Sound power level of the source, in dB over 1 pW, a plain number [-].
        distance: From the source [m].
        attenuation: Walls, ground and directivity, in dB, a plain number [-].
    Returns:
        Level, in dB over 20 µPa, a plain number [-].

    Valid in the open, downwind, to a kilometre or so: beyond, air takes a few dB more. In free space 11 dB stand for
    the 8.
    Source: iso-9613-2, form of eq. 3 (L_w + D_c − A).
    """
    return power - 10 * np.log10(2 * np.pi * distance**2) - attenuation


@law
def quiet_distance(power: Decibel, limit: Decibel, attenuation: Decibel) -> Metre:
    """Distance at which a limit on sound is met.

        r = 10^((L_w − A − L) / 20) / √(2π)

    Args:
        power: Sound power level of the source, in dB over 1 pW, a plain number [-].
        limit: Level that is allowed, in dB, a plain number [-].
        attenuation: Walls, ground and directivity, in dB, a plain number [-].
    Returns:
        Least distance from the source [m].

    Valid as `sound_level` is, which it inverts.
    Source: iso-9613-2, form of eq. 3.
    """
    return 10 ** ((power - attenuation - limit) / 20) / np.sqrt(2 * np.pi)


@law
def setback_available(area: SquareMetre, built: Share) -> Metre:
    """From a square building in the middle of a square parcel to the parcel's line.

        s = √A (1 − √b) / 2

    Args:
        area: Area of the parcel [m²].
        built: Share of it that is built [-].
    Returns:
        Setback on every side [m].

    Valid for one parcel; a long or a broken one has less.
    Source: assumption, a square.
    """
    return np.sqrt(area) * (1 - np.sqrt(built)) / 2
