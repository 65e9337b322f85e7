"""Checks of links, dose, attitude control, and the way up and down."""

from __future__ import annotations

import numpy as np

from sunrack import mass as mass_room
from sunrack.checks.names import at_least, at_most
from sunrack.requirement import Check
from sunrack.satellite import Design
from sunrack.scenario import Inputs
from sunrack.section import plain
from sunrack.units import maximum

APART = 10.0  # a wing's first frequency over the bandwidth of the attitude control, so that neither excites the other


def links(case: Inputs, flown: Design) -> tuple[Check, ...]:
    """The laser link closes, and the work is served in time."""
    link = flown.link
    return (
        at_least(
            "laser_link_margin",
            link.isl_margin,
            case.link.required_margin,
            "",
            "dB",
        ),
        at_least(
            "data_rate",
            link.workload_margin * link.workload_need,
            link.workload_need,
            "Gbit/s",
        ),
        at_most(
            "round_trip",
            link.relay_round_trip,
            case.link.workload_latency,
            "ms",
        ),
    )


def holding(case: Inputs, flown: Design) -> tuple[Check, ...]:
    """The rack bears its dose; thrust, wheels and wings hold the orbit and the attitude."""
    orbit, mass, dose = flown.orbit, flown.mass, flown.orbit.dose * case.finance.satellite_life
    return (
        at_most(
            "dose",
            dose,
            case.rack.dose_limit,
            "rad_Si",
        ),
        at_most(
            "thrust_exceeds_drag",
            maximum(orbit.drop_off_drag, orbit.drag) + flown.torques.dump_force,
            case.mass.thrust,
            "N",
        ),
        at_most(
            "wheel_torque",
            flown.torques.worst,
            case.mass.wheel_torque,
            "N·m",
        ),
        at_least(
            "wing_frequency",
            mass.wing_frequency,
            APART * case.mass.control_bandwidth,
            "Hz",
        ),
    )


def ending(case: Inputs, flown: Design) -> tuple[Check, ...]:
    """The fleet stands in time, and what is spent comes down in time and hits nobody."""
    orbit, mass, ride = flown.orbit, flown.mass, flown.launch
    late = plain(orbit.passive_lifetime, "year") - plain(orbit.disposal_limit, "year")  # of what dies on station
    return (
        at_most(
            "deployment_time",
            ride.fleet_time,
            case.finance.satellite_life,
            "month",
        ),
        at_most(
            "disposal_time",
            orbit.disposal_time,
            orbit.disposal_limit,
            "year",
        ),
        at_least(
            "disposal_probability",
            1 - np.where(late <= 0, 0.0, 1.0) * plain(ride.dead_on_station, ""),
            case.orbit.disposal_success,
            "",
        ),
        at_most(
            "casualty_risk",
            mass_room.casualty_expectation(
                mass=mass.dry,
                per_mass=case.mass.casualties_per_mass,
                uncontrolled=ride.dead_on_station if mass_room.is_controlled(case.mass) else 1.0,
            ),
            case.mass.casualty_limit,
            "",
        ),
    )
