"""Checks of coolant, battery and radiator at work."""

from __future__ import annotations

from typing import Any

from sunrack.checks.names import at_least, at_most
from sunrack.requirement import Check
from sunrack.satellite import Design
from sunrack.scenario import Inputs
from sunrack.swing import through_orbit
from sunrack.thermal import spare_odds

ODDS = 0.95  # of enough spare area: what the Space Station's radiators were designed for (nasa-lewis-1993)


def coolant(case: Inputs, flown: Design) -> tuple[Check, ...]:
    """The coolant suits the rack, and stays liquid and cool."""
    thermal, cold = flown.thermal, through_orbit(case, flown, cold=True)
    return (
        at_least(
            "coolant_return_above_supply",
            case.thermal.coolant_return,
            case.thermal.coolant_supply,
            "K",
            strict=True,
        ),
        at_most(
            "coolant_within_rack_limit",
            case.thermal.coolant_supply,
            flown.rack.coolant_limit,
            "K",
        ),
        at_least(
            "coolant_flow",
            thermal.coolant_flow_per_heat,
            case.rack.coolant_flow_limit,
            "L/min/kW",
        ),
        at_most(
            "coolant_below_maximum",
            case.thermal.coolant_return,
            case.thermal.coolant_maximum,
            "K",
        ),
        at_least(
            "coolant_above_minimum",
            cold.coolant_coldest,
            case.thermal.coolant_minimum,
            "K",
        ),
    )


def battery(case: Inputs, flown: Design) -> tuple[Check, ...]:
    """The battery carries the longest eclipse, at its rate, for all its cycles."""
    orbit, power, stored = flown.orbit, flown.power, stored_energy(case, flown)
    return (
        at_least(
            "battery_covers_eclipse",
            stored,
            power.load_eclipse * orbit.longest_eclipse,
            "kWh",
        ),
        at_most(
            "battery_rate",
            power.battery_rate,
            case.power.battery_rate_limit,
            "1/hour",
        ),
        at_most(
            "battery_cycles",
            power.depth_of_discharge,
            power.depth_allowed,
            "",
        ),
    )


def radiator(case: Inputs, flown: Design) -> tuple[Check, ...]:
    """The spare area of the radiator lasts."""
    thermal = flown.thermal
    return (
        at_least(
            "radiator_spare",
            _odds(case, thermal.radiator_area),
            ODDS,
            "",
        ),
    )


def stored_energy(case: Inputs, flown: Design) -> Any:
    """What the battery holds when it is worn, with one string failed, and without its loss on the way out."""
    section = case.power
    usable = section.battery_efficiency**0.5 * (1 - section.battery_fade) * (1 - 1 / section.battery_strings)
    return flown.power.battery_energy * usable


def _odds(case: Inputs, area: Any) -> Any:
    section = case.thermal
    expected = {"rate": section.puncture_rate, "life": case.finance.satellite_life, "sections": section.valved_sections}
    return spare_odds(area=area, spare=section.puncture_margin, **expected)
