"""Electric power: the ledger of loads, the solar array, the battery that carries eclipses, and what they weigh and
cost."""

from sunrack.power.ageing import fluence_rate, power_after_fluence
from sunrack.power.array import (
    areal_power,
    array_area,
    array_power_required,
    charge_power,
    degraded,
    width_for,
    wing_span,
)
from sunrack.power.battery import battery_energy, depth_of_discharge, discharge_rate
from sunrack.power.cells import array_balance, cell_efficiency, cell_temperature, earth_load, light_on_array, sun_flux
from sunrack.power.covered import cover, covered_array_area
from sunrack.power.inputs import Power
from sunrack.power.loads import Ledger, by_mode, closed_power, ledger, loop_heat, thruster_power
from sunrack.power.supply import Supply, size

__all__ = [
    "Ledger",
    "Power",
    "Supply",
    "areal_power",
    "array_area",
    "array_balance",
    "array_power_required",
    "battery_energy",
    "by_mode",
    "cell_efficiency",
    "cell_temperature",
    "charge_power",
    "closed_power",
    "cover",
    "covered_array_area",
    "degraded",
    "depth_of_discharge",
    "discharge_rate",
    "earth_load",
    "fluence_rate",
    "ledger",
    "light_on_array",
    "loop_heat",
    "power_after_fluence",
    "size",
    "sun_flux",
    "thruster_power",
    "width_for",
    "wing_span",
]
