"""The bill of masses, its growth and margin, and the closure: structure, tanks and propellant follow from the total."""

from sunrack.mass.bill import Bill, Line, Mass, size
from sunrack.mass.closure import closed_dry_mass, propellant_mass, propellant_ratio, shield_mass

__all__ = ["Bill", "Line", "Mass", "closed_dry_mass", "propellant_mass", "propellant_ratio", "shield_mass", "size"]
