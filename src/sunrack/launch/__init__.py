"""Launch: vehicles, what fits one, what it costs, and how the price falls with the mass that has flown."""

from sunrack.launch.price import launched_power_price, learned_price, mass_to_reach_price, time_to_launch
from sunrack.launch.sizing import (
    Launch,
    Ride,
    lots,
    price_to_orbit,
    replenishment,
    satellites_by_mass,
    satellites_by_volume,
    size,
    whole_satellites,
)

__all__ = [
    "Launch",
    "Ride",
    "launched_power_price",
    "learned_price",
    "lots",
    "mass_to_reach_price",
    "price_to_orbit",
    "replenishment",
    "satellites_by_mass",
    "satellites_by_volume",
    "size",
    "time_to_launch",
    "whole_satellites",
]
