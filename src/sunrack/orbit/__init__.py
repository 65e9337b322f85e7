"""The orbit: Sun-synchronous geometry, the Sun, the year of eclipses, air and drag, transfers, dose."""

from sunrack.orbit.days import Days, by_day, dates
from sunrack.orbit.dose import dose_rate, dose_rate_high, dose_rate_low
from sunrack.orbit.drag import air_density, climb_delta_v, decay_lifetime, drag_area, drag_force, solar_flux
from sunrack.orbit.eclipse import beta_angle, eclipse_fraction, eclipse_free_beta, penumbra_fraction, umbra_fraction
from sunrack.orbit.path import Orbit, Path, climb, drag, drifted, eclipses_in, settle, solve
from sunrack.orbit.sun import equation_of_time, mean_sun, sun_declination, sun_distance, sun_right_ascension
from sunrack.orbit.sun_synchronous import (
    air_speed,
    highest_sun_synchronous_altitude,
    local_time_drift,
    local_time_of_node,
    nodal_period,
    node_of_local_time,
    node_rate,
    orbital_period,
    orbital_speed,
    repeat_altitude,
    solar_inclination_rate,
    sun_synchronous_inclination,
)
from sunrack.orbit.transfer import local_time_hold, low_thrust_delta_v, low_thrust_time, perigee_delta_v
from sunrack.orbit.year import Year, clear_altitude, eclipse_free_altitude, seasons, smallest_beta, solve_year

__all__ = [
    "Days",
    "Orbit",
    "Path",
    "Year",
    "air_density",
    "air_speed",
    "beta_angle",
    "by_day",
    "clear_altitude",
    "climb",
    "climb_delta_v",
    "dates",
    "decay_lifetime",
    "dose_rate",
    "dose_rate_high",
    "dose_rate_low",
    "drag",
    "drag_area",
    "drag_force",
    "drifted",
    "eclipse_fraction",
    "eclipse_free_altitude",
    "eclipse_free_beta",
    "eclipses_in",
    "equation_of_time",
    "highest_sun_synchronous_altitude",
    "local_time_drift",
    "local_time_hold",
    "local_time_of_node",
    "low_thrust_delta_v",
    "low_thrust_time",
    "mean_sun",
    "nodal_period",
    "node_of_local_time",
    "node_rate",
    "orbital_period",
    "orbital_speed",
    "penumbra_fraction",
    "perigee_delta_v",
    "repeat_altitude",
    "seasons",
    "settle",
    "smallest_beta",
    "solar_flux",
    "solar_inclination_rate",
    "solve",
    "solve_year",
    "sun_declination",
    "sun_distance",
    "sun_right_ascension",
    "sun_synchronous_inclination",
    "umbra_fraction",
]
