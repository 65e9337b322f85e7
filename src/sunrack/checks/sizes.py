"""Checks that the satellite can be built and fits its launch vehicle."""

from __future__ import annotations

from sunrack import launch, rack
from sunrack.checks.names import at_least, at_most
from sunrack.requirement import Check
from sunrack.satellite import Design
from sunrack.scenario import Inputs

LEAST_POWER = 0.1  # share of a new cell's: with less, no fit of its ageing means anything


def closing(case: Inputs, flown: Design) -> tuple[Check, ...]:
    """The orbit exists, the cells outlast the life, and heat and mass close."""
    orbit, power, thermal, mass = flown.orbit, flown.power, flown.thermal, flown.mass
    coldest = case.thermal.coolant_supply - case.thermal.approach
    return (
        at_most(
            "sun_synchronous_orbit",
            orbit.altitude,
            orbit.highest_altitude,
            "km",
        ),
        at_least(
            "cell_life",
            power.degradation_factor,
            LEAST_POWER,
            "",
        ),
        at_least(
            "radiator_above_sink",
            coldest,
            thermal.sink_temperature,
            "K",
            strict=True,
        ),
        at_most(
            "mass_converges",
            mass.dependent_share,
            1.0,
            "",
        ),
    )


def fitting(case: Inputs, flown: Design) -> tuple[Check, ...]:
    """One launch carries the satellite, and the fairing holds its largest parts."""
    mass, ride = flown.mass, flown.launch
    return (
        at_most(
            "mass_within_payload",
            mass.allocated,
            ride.payload_to_orbit,
            "kg",
        ),
        at_least(
            "volume_within_fairing",
            ride.satellites_by_volume,
            1.0,
            "",
        ),
        at_most(
            "rack_within_fairing",
            rack.smallest_diagonal(case.rack.height, case.rack.width, case.rack.depth),
            case.launch.fairing_diameter,
            "m",
        ),
        at_most(
            "wing_within_fairing",
            case.power.blanket_width,
            launch.fairing_length(case.launch.fairing_volume, case.launch.fairing_diameter),
            "m",
        ),
    )
