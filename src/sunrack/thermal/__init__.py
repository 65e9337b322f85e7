"""Heat: what a radiator's faces see and absorb, its area along the coolant's way, its mass, pump and loop, and its swings through an orbit."""

from sunrack.geometry import earth_view_factor
from sunrack.thermal.cooling import Cooling, size
from sunrack.thermal.environment import absorbed_flux, net_flux, sink_temperature
from sunrack.thermal.heat_pump import best_lift, heat_pump_power
from sunrack.thermal.inputs import Thermal
from sunrack.thermal.punctures import spare_needed, spare_odds
from sunrack.thermal.radiator import coolant_flow, effective_temperature, radiator_area, radiator_area_along_coolant
from sunrack.thermal.transient import Swing, cooling_time, follow

__all__ = [
    "Cooling",
    "Swing",
    "Thermal",
    "absorbed_flux",
    "best_lift",
    "coolant_flow",
    "cooling_time",
    "earth_view_factor",
    "effective_temperature",
    "follow",
    "heat_pump_power",
    "net_flux",
    "radiator_area",
    "radiator_area_along_coolant",
    "sink_temperature",
    "size",
    "spare_needed",
    "spare_odds",
]
