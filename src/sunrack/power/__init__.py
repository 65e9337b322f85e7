"""Electric power: the ledger of loads, the solar array, the battery that carries eclipses, and what they weigh and cost."""

from sunrack.power.array import (
    areal_power,
    array_area,
    array_power_required,
    charge_power,
    degraded,
    width_for,
    wing_span,
)
from sunrack.power.battery import battery_energy, depth_of_discharge
from sunrack.power.cells import array_balance, cell_efficiency, cell_temperature, earth_load, light_on_array, sun_flux
from sunrack.power.inputs import Power
from sunrack.power.loads import Ledger, by_mode, ledger, loop_heat
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
    "degraded",
    "depth_of_discharge",
    "earth_load",
    "ledger",
    "light_on_array",
    "loop_heat",
    "size",
    "sun_flux",
    "width_for",
    "wing_span",
]
