"""Checks of coolant, battery and radiator at work."""

from __future__ import annotations

from typing import Any

from sunrack.requirement import Check, at_least, at_most
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
            "coolant warms in rack",
            "return above supply",
            case.thermal.coolant_return,
            case.thermal.coolant_supply,
            "K",
            strict=True,
            slug="coolant_return_above_supply",
            title="Coolant return above supply",
        ),
        at_most(
            "coolant suits rack",
            "supply within what rack and accelerators accept",
            case.thermal.coolant_supply,
            flown.rack.coolant_limit,
            "K",
            slug="coolant_within_rack_limit",
            title="Coolant supply within rack limit",
        ),
        at_least(
            "coolant flow suits rack",
            "volume of coolant for its heat, against what the rack asks for",
            thermal.coolant_flow_per_heat,
            case.rack.coolant_flow_limit,
            "L/min/kW",
            slug="coolant_flow",
            title="Coolant flow covers the rack's heat",
        ),
        at_most(
            "coolant stays cool",
            "return below the hottest usable",
            case.thermal.coolant_return,
            case.thermal.coolant_maximum,
            "K",
            slug="coolant_below_maximum",
            title="Coolant below maximum temperature",
        ),
        at_least(
            "coolant stays liquid",
            "coldest at the rack: new coating, cold season, eclipse",
            cold.coolant_coldest,
            case.thermal.coolant_minimum,
            "K",
            slug="coolant_above_minimum",
            title="Coolant above minimum temperature",
        ),
    )


def battery(case: Inputs, flown: Design) -> tuple[Check, ...]:
    """The battery carries the longest eclipse, at its rate, for all its cycles."""
    orbit, power, stored = flown.orbit, flown.power, stored_energy(case, flown)
    return (
        at_least(
            "power closes in eclipse",
            "worn battery with a failed string, emptied, against the longest eclipse",
            stored,
            power.load_eclipse * orbit.longest_eclipse,
            "kWh",
            slug="battery_covers_eclipse",
            title="Battery covers the longest eclipse",
        ),
        at_most(
            "battery keeps its rate",
            "discharge in eclipse against the fastest that the pack may give",
            power.battery_rate,
            case.power.battery_rate_limit,
            "1/hour",
            slug="battery_rate",
            title="Battery discharge rate within limit",
        ),
        at_most(
            "battery lasts its cycles",
            "depth of discharge used against that which lasts the count of eclipses",
            power.depth_of_discharge,
            power.depth_allowed,
            "",
            slug="battery_cycles",
            title="Battery depth of discharge within cycle life",
        ),
    )


def radiator(case: Inputs, flown: Design) -> tuple[Check, ...]:
    """The spare area of the radiator lasts."""
    thermal = flown.thermal
    return (
        at_least(
            "spare area lasts",
            "odds that it covers the punctures of the satellite's life",
            _odds(case, thermal.radiator_area),
            ODDS,
            "",
            slug="radiator_spare",
            title="Radiator area margin covers punctures",
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
