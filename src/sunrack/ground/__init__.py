"""Ground: what the same rack costs, and how long it waits, in a data centre of a real region."""

from sunrack.ground.money import generation_price, power_cost, waiting_compute, waiting_shell_built, waiting_uncommitted
from sunrack.ground.region import REGION_FIELDS, REGION_TEXTS, namespace, region_inputs, region_record, region_value, region_values
from sunrack.ground.schedule import GATES, binding_gate, critical_path, idle_time, refusals, time_to_power, triangular, zoning_time
from sunrack.ground.site import Ground, Site, build

__all__ = [
    "GATES",
    "REGION_FIELDS",
    "REGION_TEXTS",
    "Ground",
    "Site",
    "binding_gate",
    "build",
    "critical_path",
    "generation_price",
    "idle_time",
    "namespace",
    "power_cost",
    "refusals",
    "region_inputs",
    "region_record",
    "region_value",
    "region_values",
    "time_to_power",
    "triangular",
    "waiting_compute",
    "waiting_shell_built",
    "waiting_uncommitted",
    "zoning_time",
]
