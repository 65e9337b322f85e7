"""The orbit of a scenario: its config, its answer, and the walk through this room's laws."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any, Literal

import numpy as np

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
from sunrack.section import Result, Section, option, shown, value
from sunrack.units import Quantity, Ratio, Second, Share, is_bare, law, magnitude, minimum, unit_of
from sunrack.values import Value


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
class Path(Result):
    """The orbit and its year. Plain fields hold days: shape (…, 365), at noon of each; in a study those that may size the array."""

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
    hottest_sun: Any = shown("", "sunlight at its strongest in the year over that at 1 au")
    local_time_drift: Any = shown(
        "min/year", "drift of the node's local time from the injection errors, if nothing is done"
    )
    hold_delta_v: Any = shown(
        "m/s/year", "to hold the local time: the Sun's pull on the plane, and the injection errors mended once"
    )
    raise_delta_v: Any = shown("m/s", "low-thrust spiral from drop-off to the orbit, against drag")
    drag: Any = shown("N", "mean drag on the orbit")
    drop_off_drag: Any = shown("N", "drag at the drop-off altitude, which the thrust has to exceed")
    disposal_delta_v: Any = shown("m/s", "low-thrust spiral down to the disposal altitude")
    dose: Any = shown("rad_Si/year", "dose behind the shield, nominal", "rad/year")
    dose_low: Any = shown("rad_Si/year", "dose if all is kind: half of the lower model, no solar protons", "rad/year")
    dose_high: Any = shown(
        "rad_Si/year", "dose if nothing is: twice the higher model, a bad year of solar protons", "rad/year"
    )
    air_density: Any = shown("kg/m³", "mean density of the air along the orbit")
    air_speed: Any = shown("km/s", "speed through air that turns with the Earth, root mean square")
    drag_delta_v: Any = shown("m/s/year", "to make up for drag")
    passive_lifetime: Any = shown("year", "time to come down from the orbit by drag alone, activity held")
    disposal_time: Any = shown(
        "year",
        "time to come down by drag alone, in a quiet Sun, from the disposal altitude, or from the orbit if that is lower",
    )
    disposal_limit: Any = shown("year", "time allowed for it")
    raise_time: Any = shown("day", "time to spiral from drop-off to the orbit")
    day_eclipse_fraction: Any
    day_beta: Any
    day_sun_distance: Any
    day_number: Any


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


def solve(inputs: Any, *, life: Any) -> Path:
    """The orbit's geometry, its year before the Sun, drift, transfers, air and dose.

    An altitude without a Sun-synchronous inclination gives nan there and in all that follows from it, and no exception.

    Args:
        inputs: Keys of `Orbit`: quantities, or bare SI in a study.
        life: Of the satellite [s].
    Returns:
        Path, in which `climb` adds drag to `raise_delta_v` and `settle` what needs the mass (nan until then).
    """
    altitude, disposal = inputs.altitude, minimum(inputs.altitude, inputs.disposal_altitude)
    inclination = sun_synchronous_inclination(altitude)
    nodal = nodal_period(altitude, inclination)
    year = getattr(inputs, "solved", None) or _year(
        inputs, inclination
    )  # a study solves its orbits once, not once a design
    one_year = _answer(YEAR, "s")
    dose = doses(magnitude(altitude, "m"), magnitude(inputs.shield_thickness, "m"), "nominal", "low", "high")
    errors = {"altitude_error": inputs.altitude_error, "inclination_error": inputs.inclination_error}
    return Path(
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
        hottest_sun=_answer((ASTRONOMICAL_UNIT / year.nearest_sun) ** 2, ""),
        local_time_drift=local_time_drift(altitude, inclination, **errors),
        hold_delta_v=local_time_hold(altitude, inclination, inputs.local_time, life=life, **errors),
        raise_delta_v=low_thrust_delta_v(inputs.drop_off_altitude, altitude),
        drag=_answer(np.nan, "N"),
        drop_off_drag=_answer(np.nan, "N"),
        disposal_delta_v=low_thrust_delta_v(altitude, disposal),
        dose=_answer(dose[0], "Gy/s"),
        dose_low=_answer(dose[1], "Gy/s"),
        dose_high=_answer(dose[2], "Gy/s"),
        air_density=air_density(altitude, solar_flux(inputs.solar_activity)),
        air_speed=air_speed(altitude, inclination),
        drag_delta_v=_answer(np.nan, "m/s²"),
        passive_lifetime=_answer(np.nan, "s"),
        disposal_time=_answer(np.nan, "s"),
        disposal_limit=inputs.disposal_limit,
        raise_time=_answer(np.nan, "s"),
        day_eclipse_fraction=year.day_fraction,
        day_beta=_answer(year.day_beta, "rad"),
        day_sun_distance=_answer(year.day_distance, "m"),
        day_number=year.day_number,
    )


def drag(path: Path, inputs: Any, *, area: Any) -> Any:
    """Mean drag on the orbit, of an area projected along the velocity and averaged over a revolution (attitude gives it).

    Args:
        path: From `solve`.
        inputs: Keys of `Orbit`.
        area: Mean projected area [m²].
    Returns:
        Force [N].
    """
    return drag_force(path.air_density, path.air_speed, area, inputs.drag_coefficient)


def climb(path: Path, inputs: Any, *, area: Any, thrust: Any) -> Path:
    """The path with its climb from drop-off against drag, all surfaces out as in service (feathering them would spare some).

    Args:
        path: From `solve`.
        inputs: Keys of `Orbit`.
        area: Mean projected area [m²].
        thrust: Of its thrusters, all power given to them [N].
    """
    flux, low = solar_flux(inputs.solar_activity), inputs.drop_off_altitude
    speed = air_speed(low, path.inclination)
    return replace(
        path,
        raise_delta_v=climb_delta_v(low, path.altitude, area * inputs.drag_coefficient, flux, thrust),
        drag=drag(path, inputs, area=area),
        drop_off_drag=drag_force(air_density(low, flux), speed, area, inputs.drag_coefficient),
    )


def settle(path: Path, inputs: Any, *, drag: Any, mass: Any, thrust: Any) -> Path:
    """The path with what needs the satellite's mass: Δv against drag, and how long it stays up without thrust.

    Args:
        path: From `solve`.
        inputs: Keys of `Orbit`.
        drag: Mean drag on the orbit, from `drag` [N].
        mass: Of the satellite [kg].
        thrust: Of its thrusters, all power given to them [N].
    """
    flux = solar_flux(inputs.solar_activity)
    area = drag_area(drag, path.air_density, path.air_speed)
    return replace(
        path,
        raise_time=low_thrust_time(path.raise_delta_v, thrust / mass),
        drag_delta_v=drag / mass,
        passive_lifetime=decay_lifetime(path.altitude, area, mass, flux),
        disposal_time=decay_lifetime(minimum(path.altitude, inputs.disposal_altitude), area, mass, solar_flux("low")),
    )


def drifted(path: Path, inputs: Any, *, time: Any) -> tuple[Path, Path]:
    """The orbit after its local time has drifted early, and late, for a while: what the injection errors do to the eclipse year.

    Args:
        path: From `solve`.
        inputs: Keys of `Orbit`.
        time: For which the drift went on [s].
    Returns:
        The path at the earlier local time and at the later.
    """
    moved = path.local_time_drift * time
    early, late = (
        SimpleNamespace(**(vars(inputs) | {"local_time": inputs.local_time + sign * moved})) for sign in (-1, 1)
    )
    return solve(early, life=time), solve(late, life=time)


def _year(inputs: Any, inclination: Any) -> Year:
    """The eclipse year of the inputs, bare: days and moments are inner axes, so no law but a solver does it."""
    bare = (
        magnitude(inputs.altitude, "m"),
        magnitude(inclination, "rad"),
        magnitude(inputs.local_time, "s"),
        magnitude(inputs.year, ""),
    )
    return solve_year(*bare, inputs.shadow)


def _answer(si: Any, unit: str) -> Any:
    """An SI number as this mode has it: bare in a study, else a quantity."""
    return si if is_bare() else Quantity(si, unit_of(unit))
