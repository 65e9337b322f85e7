"""Heat: what a radiator's faces see and absorb, its area along the coolant's way, its mass, pump and loop, and its
swings through an orbit."""

from sunrack.geometry import earth_view_factor
from sunrack.thermal.cooling import Cooling, pump_fraction, size
from sunrack.thermal.environment import absorbed_flux, net_flux, sink_temperature
from sunrack.thermal.heat_pump import best_lift, heat_pump_power
from sunrack.thermal.inputs import Thermal
from sunrack.thermal.loop import coolant_flow_per_heat, coolant_mass, loop_mass, pump_share
from sunrack.thermal.punctures import spare_needed, spare_odds
from sunrack.thermal.radiator import coolant_flow, effective_temperature, radiator_area, radiator_area_along_coolant
from sunrack.thermal.safe import bypass_mass, holding_power, settling_temperature
from sunrack.thermal.transient import Course, Swing, cooling_time, follow, orbit_course, safe_course

__all__ = [
    "Cooling",
    "Course",
    "Swing",
    "Thermal",
    "absorbed_flux",
    "best_lift",
    "bypass_mass",
    "coolant_flow",
    "coolant_flow_per_heat",
    "coolant_mass",
    "cooling_time",
    "earth_view_factor",
    "effective_temperature",
    "follow",
    "heat_pump_power",
    "holding_power",
    "loop_mass",
    "net_flux",
    "orbit_course",
    "pump_fraction",
    "pump_share",
    "radiator_area",
    "radiator_area_along_coolant",
    "safe_course",
    "settling_temperature",
    "sink_temperature",
    "size",
    "spare_needed",
    "spare_odds",
]
