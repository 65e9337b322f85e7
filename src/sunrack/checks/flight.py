"""Checks of links, dose, attitude control, and the way up and down."""

from __future__ import annotations

import numpy as np

from sunrack import mass as mass_room
from sunrack.checks.words import DOSE
from sunrack.requirement import Check, at_least, at_most
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
            "laser link closes",
            "margin at the chosen range",
            link.isl_margin,
            case.link.required_margin,
            "",
            "dB",
            slug="laser_link_margin",
            title="Optical link margin",
        ),
        at_least(
            "link serves the work",
            "rate of what is served least",
            link.workload_margin * link.workload_need,
            link.workload_need,
            "Gbit/s",
            slug="data_rate",
            title="Data rate covers the workload",
        ),
        at_most(
            "latency serves the work",
            "relayed round trip against what is left for it",
            link.relay_round_trip,
            case.link.workload_latency,
            "ms",
            slug="round_trip",
            title="Round trip within the workload's limit",
        ),
    )


def holding(case: Inputs, flown: Design) -> tuple[Check, ...]:
    """The rack bears its dose; thrust, wheels and wings hold the orbit and the attitude."""
    orbit, mass, dose = flown.orbit, flown.mass, flown.orbit.dose * case.finance.satellite_life
    return (
        at_most(
            DOSE,
            "over the satellite's life, behind its shield",
            dose,
            case.rack.dose_limit,
            "rad_Si",
            slug="dose",
            title="Ionising dose within tolerance",
        ),
        at_most(
            "thrust beats drag",
            "drag at drop-off or on the orbit, and what dumps momentum",
            maximum(orbit.drop_off_drag, orbit.drag) + flown.torques.dump_force,
            case.mass.thrust,
            "N",
            slug="thrust_exceeds_drag",
            title="Thrust exceeds drag",
        ),
        at_most(
            "wheels turn fast enough",
            "peak torque to follow or hold, with lean, sunlight and air, against one wheel's",
            flown.torques.worst,
            case.mass.wheel_torque,
            "N·m",
            slug="wheel_torque",
            title="Wheel torque covers the peak",
        ),
        at_least(
            "wings are stiff enough",
            "first frequency against ten times the bandwidth of the attitude control",
            mass.wing_frequency,
            APART * case.mass.control_bandwidth,
            "Hz",
            slug="wing_frequency",
            title="Wing frequency above the control bandwidth",
        ),
    )


def ending(case: Inputs, flown: Design) -> tuple[Check, ...]:
    """The fleet stands in time, and what is spent comes down in time and hits nobody."""
    orbit, mass, ride = flown.orbit, flown.mass, flown.launch
    late = plain(orbit.passive_lifetime, "year") - plain(orbit.disposal_limit, "year")  # of what dies on station
    return (
        at_most(
            "fleet stands in time",
            "time to launch it against a satellite's life",
            ride.fleet_time,
            case.finance.satellite_life,
            "month",
            slug="deployment_time",
            title="Deployment within satellite life",
        ),
        at_most(
            "disposal within 5 years",
            "decay after lowering, in a quiet Sun",
            orbit.disposal_time,
            orbit.disposal_limit,
            "year",
            slug="disposal_time",
            title="Disposal within the time limit",
        ),
        at_least(
            "disposal likely enough",
            "share that comes down in time; the dead on station fall by drag alone",
            1 - np.where(late <= 0, 0.0, 1.0) * plain(ride.dead_on_station, ""),
            case.orbit.disposal_success,
            "",
            slug="disposal_probability",
            title="Probability of disposal in time",
        ),
        at_most(
            "casualty risk acceptable",
            "casualties to be expected of one satellite's fall",
            mass_room.casualty_expectation(
                mass=mass.dry,
                per_mass=case.mass.casualties_per_mass,
                uncontrolled=ride.dead_on_station if mass_room.is_controlled(case.mass) else 1.0,
            ),
            case.mass.casualty_limit,
            "",
            slug="casualty_risk",
            title="Re-entry casualty expectation within limit",
        ),
    )
