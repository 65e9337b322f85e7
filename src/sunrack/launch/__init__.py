"""Launch: vehicles, what fits one, what it costs, how the price falls with the mass that has flown, and its carbon."""

from sunrack.launch.carbon import Footprint, carbon_rate, footprint
from sunrack.launch.fit import fairing_length, lots, satellites_by_mass, satellites_by_volume, whole_satellites
from sunrack.launch.price import (
    cumulative_mass,
    launched_power_price,
    learned_price,
    mass_to_reach_price,
    price_in_year,
    time_to_launch,
    year_of_price,
)
from sunrack.launch.sizing import Launch, Ride, dead_on_station, price_to_orbit, replenishment, size

__all__ = [
    "Footprint",
    "Launch",
    "Ride",
    "carbon_rate",
    "cumulative_mass",
    "dead_on_station",
    "fairing_length",
    "footprint",
    "launched_power_price",
    "learned_price",
    "lots",
    "mass_to_reach_price",
    "price_in_year",
    "price_to_orbit",
    "replenishment",
    "satellites_by_mass",
    "satellites_by_volume",
    "size",
    "time_to_launch",
    "whole_satellites",
    "year_of_price",
]
