"""The orbit of a scenario: its config, its answer, and the walk through this room's laws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sunrack.constants import ASTRONOMICAL_UNIT, DAY, YEAR
from sunrack.orbit.dose import doses
from sunrack.orbit.drag import air_density, climb_delta_v, decay_lifetime, drag_area, drag_force, solar_flux
from sunrack.orbit.sun_synchronous import (
    air_speed,
    highest_sun_synchronous_altitude,
    local_time_drift,
    nodal_period,
    orbital_period,
    orbital_speed,
    sun_synchronous_inclination,
)
from sunrack.orbit.transfer import local_time_hold, low_thrust_delta_v, low_thrust_time
from sunrack.orbit.year import Year, solve_year
from sunrack.section import Result, Section, Value, option, shown, value
from sunrack.units import Q, Ratio, Second, Share, is_bare, law, magnitude, minimum


class Orbit(Section):
    """A circular Sun-synchronous orbit, by altitude and local time."""

    altitude: Value = value("km", "Height of the circular orbit above the equatorial radius", above=0, at_most=36_000)
    local_time: Value = value(
        "hour", 'Mean local solar time of the ascending node, "06:00" or "6 hour"', at_least=0, at_most=24, clock=True
    )
    year: Value = value("", "Calendar year whose Sun is used", whole=True, at_least=1950, at_most=2100)
    shadow: Literal["cylinder", "umbra", "penumbra"] = option(
        "What counts as eclipse: cylinder, umbra (Sun wholly hidden) or penumbra (at all)"
    )
    solar_activity: Literal["low", "mean", "high"] = option(
        "Level of the Sun's activity, held, for the density of the air: low, mean or high"
    )
    drop_off_altitude: Value = value(
        "km", "Altitude at which the launcher lets go; the satellite raises itself from there", above=0, at_most=36_000
    )
    altitude_error: Value = value("km", "Error of the injection in semi-major axis", at_least=0, at_most=1_000)
    inclination_error: Value = value("deg", "Error of the injection in inclination", at_least=0, at_most=10)
    drag_coefficient: Value = value("", "Drag coefficient on the area projected ahead", above=0, at_most=10)
    shield_thickness: Value = value("mm", "Aluminium around the electronics, as a sphere", above=0, at_most=200)
    disposal_altitude: Value = value(
        "km",
        "Circular altitude to which the satellite lowers itself at its end, for drag to finish",
        above=100,
        at_most=36_000,
    )
    entry_perigee: Value = value(
        "km", "Height to which the last burn of a controlled entry lowers the perigee", at_least=-1000, at_most=120
    )
    disposal_success: Value = value(
        "", "Least share of satellites that must come down within the limit", at_least=0, at_most=1
    )
    disposal_limit: Value = value("year", "Time within which a dead satellite has to come down", above=0, at_most=100)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Track(Result):
    """The orbit and its year. Plain fields hold days: shape (…, 365), at noon of each; in a study those that may size
    the array."""

    altitude: Any = shown("km", "altitude above the equatorial radius")
    highest_altitude: Any = shown("km", "above it no circular Sun-synchronous orbit exists")
    inclination: Any = shown("deg", "Sun-synchronous inclination; nan where there is none")
    period: Any = shown("min", "Keplerian period")
    nodal_period: Any = shown("min", "time from node to node, with J2")
    speed: Any = shown("km/s", "orbital speed")
    sunlit_fraction: Any = shown("", "part of the year out of the chosen shadow")
    worst_day_sunlit_fraction: Any = shown("", "the same on the day with most eclipse")
    longest_eclipse: Any = shown("min", "longest eclipse of the year")
    eclipse_days: Any = shown("day", "days of the year with any eclipse")
    eclipses_per_year: Any = shown("", "revolutions of a year that meet the shadow")
    eclipses_in_life: Any = shown("", "the same over the satellite's life: cycles of the battery")
    minimum_beta: Any = shown("deg", "smallest angle of the year between Sun and orbit plane, without sign")
    mean_beta: Any = shown("deg", "mean over the year of that angle, without sign")
    mean_double_sine: Any = shown("", "mean over the year's days of |sin 2β|, β that angle")
    hottest_sun: Any = shown("", "sunlight at its strongest in the year over that at 1 au")
    local_time_drift: Any = shown(
        "min/year", "drift of the node's local time from the injection errors, if nothing is done"
    )
    hold_delta_v: Any = shown(
        "m/s/year", "to hold the local time: the Sun's pull on the plane, and the injection errors mended once"
    )
    disposal_delta_v: Any = shown("m/s", "low-thrust spiral down to the disposal altitude")
    dose: Any = shown(
        "rad_Si/year", "dose behind the shield, nominal: solar protons of a bad year (95 %) in every year", "rad/year"
    )
    dose_low: Any = shown("rad_Si/year", "dose if all is kind: half of the lower model, no solar protons", "rad/year")
    dose_high: Any = shown(
        "rad_Si/year", "dose if nothing is: twice the higher model, a bad year of solar protons", "rad/year"
    )
    air_density: Any = shown("kg/m³", "mean density of the air along the orbit")
    air_speed: Any = shown("km/s", "speed through air that turns with the Earth, root mean square")
    disposal_limit: Any = shown("year", "time allowed for it")
    day_eclipse_fraction: Any
    day_beta: Any
    day_sun_distance: Any
    day_number: Any


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Climb(Result):
    """The way up from drop-off, and the drag on it and on the orbit."""

    raise_delta_v: Any = shown("m/s", "low-thrust spiral from drop-off to the orbit, against drag")
    drag: Any = shown("N", "mean drag on the orbit")
    drop_off_drag: Any = shown("N", "drag at the drop-off altitude, which the thrust has to exceed")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Stay(Result):
    """What the satellite's mass decides: time to climb, drag to make up for, and time to come down without thrust."""

    raise_time: Any = shown("day", "time to spiral from drop-off to the orbit")
    drag_delta_v: Any = shown("m/s/year", "to make up for drag")
    passive_lifetime: Any = shown("year", "time to come down from the orbit by drag alone, activity held")
    disposal_time: Any = shown(
        "year",
        "time to come down by drag alone, in a quiet Sun, from the disposal altitude, or from the orbit if that is"
        " lower",
    )


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Path(Stay, Climb, Track):
    """All that is known of the orbit of a sized satellite."""


@law
def eclipses_in(share: Share, period: Second, time: Second) -> Ratio:
    """Eclipses met in a time.

        N = share · t / T

    Args:
        share: Part of the revolutions that meet the shadow, mean of a year [-].
        period: Nodal period [s].
        time: Whole years, or long beside one [s].
    Returns:
        Count of eclipses [-].

    Valid for orbits that keep their local time.
    Source: wertz-larson-1999, ch. 5.
    """
    return share * time / period


def solve(inputs: Orbit, *, life: Any, local_time: Any = None, solved: Year | None = None) -> Track:
    """The orbit's geometry, its year before the Sun, drift, disposal, air and dose.

    An altitude without a Sun-synchronous inclination gives nan there and in all that follows from it, and no exception.

    Args:
        inputs: Keys of `Orbit`: quantities, or bare SI in a study.
        life: Of the satellite [s].
        local_time: In place of the inputs' own, if given [s].
        solved: The orbit's year where it is known, as in a study, which solves its orbits once and not once a design.
    """
    local_time = inputs.local_time if local_time is None else local_time
    altitude, disposal = inputs.altitude, minimum(inputs.altitude, inputs.disposal_altitude)
    inclination = sun_synchronous_inclination(altitude)
    nodal = nodal_period(altitude, inclination)
    year = solved or _year(inputs, inclination, local_time)
    one_year = _answer(YEAR, "s")
    dose = doses(magnitude(altitude, "m"), magnitude(inputs.shield_thickness, "m"), "nominal", "low", "high")
    errors = {"altitude_error": inputs.altitude_error, "inclination_error": inputs.inclination_error}
    return Track(
        altitude=altitude,
        highest_altitude=highest_sun_synchronous_altitude(0.0),
        inclination=inclination,
        period=orbital_period(altitude),
        nodal_period=nodal,
        speed=orbital_speed(altitude),
        sunlit_fraction=_answer(1 - year.mean_fraction, ""),
        worst_day_sunlit_fraction=_answer(1 - year.worst_day_fraction, ""),
        longest_eclipse=year.longest_fraction * nodal,
        eclipse_days=_answer(year.eclipse_days * DAY, "s"),
        eclipses_per_year=eclipses_in(year.eclipsed_share, nodal, one_year),
        eclipses_in_life=eclipses_in(year.eclipsed_share, nodal, life),
        minimum_beta=_answer(year.minimum_beta, "rad"),
        mean_beta=_answer(year.mean_beta, "rad"),
        mean_double_sine=_answer(year.mean_double_sine, ""),
        hottest_sun=_answer((ASTRONOMICAL_UNIT / year.nearest_sun) ** 2, ""),
        local_time_drift=local_time_drift(altitude, inclination, **errors),
        hold_delta_v=local_time_hold(altitude, inclination, local_time, life=life, **errors),
        disposal_delta_v=low_thrust_delta_v(altitude, disposal),
        dose=_answer(dose[0], "Gy/s"),
        dose_low=_answer(dose[1], "Gy/s"),
        dose_high=_answer(dose[2], "Gy/s"),
        air_density=air_density(altitude, solar_flux(inputs.solar_activity)),
        air_speed=air_speed(altitude, inclination),
        disposal_limit=inputs.disposal_limit,
        day_eclipse_fraction=year.day_fraction,
        day_beta=_answer(year.day_beta, "rad"),
        day_sun_distance=_answer(year.day_distance, "m"),
        day_number=year.day_number,
    )


def drag(track: Track, inputs: Orbit, *, area: Any) -> Any:
    """Mean drag on the orbit, of an area projected along the velocity and averaged over a revolution (attitude gives
    it).

    Args:
        track: From `solve`.
        inputs: Keys of `Orbit`.
        area: Mean projected area [m²].
    Returns:
        Force [N].
    """
    return drag_force(track.air_density, track.air_speed, area, inputs.drag_coefficient)


def climb(track: Track, inputs: Orbit, *, area: Any, thrust: Any) -> Climb:
    """The climb from drop-off against drag, all surfaces out as in service (feathering them would spare some).

    Args:
        track: From `solve`.
        inputs: Keys of `Orbit`.
        area: Mean projected area [m²].
        thrust: Of its thrusters, all power given to them [N].
    """
    flux, low = solar_flux(inputs.solar_activity), inputs.drop_off_altitude
    speed = air_speed(low, track.inclination)
    return Climb(
        raise_delta_v=climb_delta_v(low, track.altitude, area * inputs.drag_coefficient, flux, thrust),
        drag=drag(track, inputs, area=area),
        drop_off_drag=drag_force(air_density(low, flux), speed, area, inputs.drag_coefficient),
    )


def settle(track: Track, inputs: Orbit, *, climb: Climb, mass: Any, thrust: Any) -> Stay:
    """What needs the satellite's mass: the time to climb, Δv against drag, and how long it stays up without thrust.

    Args:
        track: From `solve`.
        inputs: Keys of `Orbit`.
        climb: From `climb`.
        mass: Of the satellite [kg].
        thrust: Of its thrusters, all power given to them [N].
    """
    flux = solar_flux(inputs.solar_activity)
    area = drag_area(climb.drag, track.air_density, track.air_speed)
    return Stay(
        raise_time=low_thrust_time(climb.raise_delta_v, thrust / mass),
        drag_delta_v=climb.drag / mass,
        passive_lifetime=decay_lifetime(track.altitude, area, mass, flux),
        disposal_time=decay_lifetime(minimum(track.altitude, inputs.disposal_altitude), area, mass, solar_flux("low")),
    )


def drifted(track: Track, inputs: Orbit, *, time: Any) -> tuple[Track, Track]:
    """The orbit after its local time has drifted early, and late, for a while: what the injection errors do to the
    eclipse year.

    Args:
        track: From `solve`.
        inputs: Keys of `Orbit`.
        time: For which the drift went on [s].
    Returns:
        The orbit at the earlier local time and at the later.
    """
    moved = track.local_time_drift * time
    early, late = (solve(inputs, life=time, local_time=inputs.local_time + sign * moved) for sign in (-1, 1))
    return early, late


def _year(inputs: Orbit, inclination: Any, local_time: Any) -> Year:
    """The eclipse year of the inputs, bare: days and moments are inner axes, so no law but a solver does it."""
    bare = (
        magnitude(inputs.altitude, "m"),
        magnitude(inclination, "rad"),
        magnitude(local_time, "s"),
        magnitude(inputs.year, ""),
    )
    return solve_year(*bare, inputs.shadow)


def _answer(si: Any, unit: str) -> Any:
    """An SI number as this mode has it: bare in a study, else a quantity."""
    return si if is_bare() else Q(si, unit)
