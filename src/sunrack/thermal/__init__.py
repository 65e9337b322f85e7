"""Heat: what a radiator's faces see and absorb, its area along the coolant's way, its mass, pump and loop."""

from sunrack.geometry import earth_view_factor
from sunrack.thermal.cooling import Cooling, size
from sunrack.thermal.environment import absorbed_flux, net_flux, sink_temperature
from sunrack.thermal.heat_pump import best_lift, heat_pump_power
from sunrack.thermal.inputs import Thermal
from sunrack.thermal.radiator import coolant_flow, effective_temperature, radiator_area, radiator_area_along_coolant
from sunrack.thermal.transient import coldest_panel, hottest_panel

__all__ = [
    "Cooling",
    "Thermal",
    "absorbed_flux",
    "best_lift",
    "coldest_panel",
    "coolant_flow",
    "earth_view_factor",
    "effective_temperature",
    "heat_pump_power",
    "hottest_panel",
    "net_flux",
    "radiator_area",
    "radiator_area_along_coolant",
    "sink_temperature",
    "size",
]
