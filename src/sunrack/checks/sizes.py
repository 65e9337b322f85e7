"""Checks that the satellite can be built and fits its launch vehicle."""

from __future__ import annotations

from sunrack import launch, rack
from sunrack.requirement import Check, at_least, at_most
from sunrack.satellite import Design
from sunrack.scenario import Inputs

LEAST_POWER = 0.1  # share of a new cell's: with less, no fit of its ageing means anything


def closing(case: Inputs, flown: Design) -> tuple[Check, ...]:
    """The orbit exists, the cells outlast the life, and heat and mass close."""
    orbit, power, thermal, mass = flown.orbit, flown.power, flown.thermal, flown.mass
    coldest = case.thermal.coolant_supply - case.thermal.approach
    return (
        at_most(
            "orbit exists",
            "altitude has a sun-synchronous inclination",
            orbit.altitude,
            orbit.highest_altitude,
            "km",
            slug="sun_synchronous_orbit",
            title="Sun-synchronous orbit possible",
        ),
        at_least(
            "cells outlast the life",
            "share of their power left; the table of fluence ends at 2,000 km",
            power.degradation_factor,
            LEAST_POWER,
            "",
            slug="cell_life",
            title="Solar cells outlast the mission",
        ),
        at_least(
            "heat closes",
            "coldest panel is warmer than its sink",
            coldest,
            thermal.sink_temperature,
            "K",
            strict=True,
            slug="radiator_above_sink",
            title="Radiator above sink temperature",
        ),
        at_most(
            "mass closes",
            "share of dry mass that follows the total",
            mass.dependent_share,
            1.0,
            "",
            slug="mass_converges",
            title="Mass budget converges",
        ),
    )


def fitting(case: Inputs, flown: Design) -> tuple[Check, ...]:
    """One launch carries the satellite, and the fairing holds its largest parts."""
    mass, ride = flown.mass, flown.launch
    return (
        at_most(
            "mass fits vehicle",
            "one satellite, with margin, on one launch",
            mass.allocated,
            ride.payload_to_orbit,
            "kg",
            slug="mass_within_payload",
            title="Mass within payload capacity",
        ),
        at_least(
            "volume fits fairing",
            "satellites a launch by stowed volume",
            ride.satellites_by_volume,
            1.0,
            "",
            slug="volume_within_fairing",
            title="Volume within fairing",
        ),
        at_most(
            "rack fits fairing",
            "diagonal of its smallest face",
            rack.smallest_diagonal(case.rack.height, case.rack.width, case.rack.depth),
            case.launch.fairing_diameter,
            "m",
            slug="rack_within_fairing",
            title="Rack within fairing",
        ),
        at_most(
            "wing fits fairing",
            "width of the folded blanket against the fairing's length",
            case.power.blanket_width,
            launch.fairing_length(case.launch.fairing_volume, case.launch.fairing_diameter),
            "m",
            slug="wing_within_fairing",
            title="Folded wing within fairing",
        ),
    )
