"""The bill of masses, its growth and margin, the torques that size attitude control, and the closure: structure, tanks
and propellant follow from the total."""

from sunrack.mass.bill import Bill, Line, Mass, size
from sunrack.mass.closure import closed_dry_mass, propellant_mass, propellant_ratio, shield_mass
from sunrack.mass.control import Torques, hold
from sunrack.mass.entry import Entry, burn_thrust, casualty_expectation, entry, is_controlled
from sunrack.mass.torques import gravity_gradient_torque, lasting_gravity_torque, solar_pressure_torque
from sunrack.mass.wheels import following_momentum, following_torque, stored_momentum, swinging_momentum
from sunrack.mass.wings import boom_areal_mass, boom_mass, stiffen

__all__ = [
    "Bill",
    "Entry",
    "Line",
    "Mass",
    "Torques",
    "boom_areal_mass",
    "boom_mass",
    "burn_thrust",
    "casualty_expectation",
    "closed_dry_mass",
    "entry",
    "following_momentum",
    "following_torque",
    "gravity_gradient_torque",
    "hold",
    "is_controlled",
    "lasting_gravity_torque",
    "propellant_mass",
    "propellant_ratio",
    "shield_mass",
    "size",
    "solar_pressure_torque",
    "stiffen",
    "stored_momentum",
    "swinging_momentum",
]
