"""Carbon of launching and making, spread over the rack's power and the satellite's life: what stands against the
ground's electricity.

Counted: what the vehicle burns, what making and leaking its propellants adds, what making the satellite and the rack
gives off; for the satellites at work, their spares, and those lost and rebuilt. Not counted: soot and alumina in the
stratosphere (whose warming may exceed that of the carbon dioxide many times over), ozone, what burns up on return,
making the vehicle, range and transport.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sunrack.launch.sizing import Launch
from sunrack.section import Result, shown
from sunrack.units import Kilogram, KilogramPerWattSecond, Second, Watt, law


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Footprint(Result):
    """Carbon dioxide and its equivalents, per kilowatt of rack at full power and year of life."""

    launch_per_kw_year: Any = shown("kg/kW/year", "propellants of the fleet's launches: burnt, made and leaked")
    satellite_per_kw_year: Any = shown("kg/kW/year", "making the satellite without its rack")
    rack_per_kw_year: Any = shown("kg/kW/year", "making the rack")
    carbon_per_kw_year: Any = shown("kg/kW/year", "launch, satellite and rack")


@law
def carbon_rate(carbon: Kilogram, power: Watt, life: Second) -> KilogramPerWattSecond:
    """What is given off once, spread over the energy of a life.

        c = C / (P t)

    Args:
        carbon: Given off at the start [kg].
        power: Of the rack [W].
        life: Over which it serves [s].
    Returns:
        Carbon per power and time [kg/W/s].

    Source: ohs-2025 (embodied carbon over the life of what it made).
    """
    return carbon / (power * life)


def footprint(
    inputs: Launch,
    *,
    launches: Any,
    satellites: Any,
    built: Any,
    satellite_mass: Any,
    satellite_carbon: Any,
    rack_carbon: Any,
    rack_power: Any,
    life: Any,
) -> Footprint:
    """Carbon of one satellite at work, with its share of the fleet's spares and losses.

    Args:
        inputs: The scenario's [launch].
        launches: Of the fleet, relaunches with them [-].
        satellites: At work [-].
        built: At work, spare and rebuilt [-].
        satellite_mass: Predicted dry mass without the rack [kg].
        satellite_carbon: Given off in making it, per its mass [-].
        rack_carbon: Given off in making a rack [kg].
        rack_power: Power of the rack at full load [W].
        life: Life in orbit [s].
    """
    flown = built / satellites
    burnt = inputs.carbon * (1 + inputs.carbon_upstream) * launches / satellites
    parts = [
        carbon_rate(carbon=one, power=rack_power, life=life)
        for one in (burnt, satellite_mass * satellite_carbon * flown, rack_carbon * flown)
    ]
    return Footprint(
        launch_per_kw_year=parts[0],
        satellite_per_kw_year=parts[1],
        rack_per_kw_year=parts[2],
        carbon_per_kw_year=sum(parts[1:], parts[0]),
    )
