"""The bill of masses, its growth and margin, the torques that size attitude control, and the closure: structure, tanks and propellant
follow from the total."""

from sunrack.mass.bill import Bill, Line, Mass, size
from sunrack.mass.closure import closed_dry_mass, propellant_mass, propellant_ratio, shield_mass
from sunrack.mass.entry import Entry, burn_thrust, casualty_expectation, entry, is_controlled
from sunrack.mass.torques import Torques, gravity_gradient_torque, hold, solar_pressure_torque, stored_momentum

__all__ = [
    "Bill",
    "Entry",
    "Line",
    "Mass",
    "Torques",
    "burn_thrust",
    "casualty_expectation",
    "closed_dry_mass",
    "entry",
    "gravity_gradient_torque",
    "hold",
    "is_controlled",
    "propellant_mass",
    "propellant_ratio",
    "shield_mass",
    "size",
    "solar_pressure_torque",
    "stored_momentum",
]
