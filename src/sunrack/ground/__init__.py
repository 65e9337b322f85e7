"""Ground: what the same rack costs, and how long it waits, in a data centre of a real region."""

from sunrack.gates import refusals, triangular
from sunrack.ground.jurisdictions import (
    CONSTRAINTS,
    KNOWN_ON,
    VERDICTS,
    Finding,
    Judgement,
    judge_region,
    judge_site,
    jurisdictions_of,
    site_sound,
    verdict_of,
    worst,
)
from sunrack.ground.money import generation_price, power_cost, solar_price, waiting_compute, waiting_shell_built, waiting_uncommitted
from sunrack.ground.region import REGION_FIELDS, REGION_TEXTS, namespace, region_inputs, region_record, region_value, region_values, with_refusal
from sunrack.ground.schedule import GATES, Schedule, critical_path, idle_time, network, zoning_time
from sunrack.ground.site import Ground, Site, build
from sunrack.ground.sources import PLANT_FIELDS, plant_value, plant_values, plants_needed
from sunrack.ground.zoning import SitePlan, quiet_distance, setback_available, sound_level, sound_of_many, sound_together, spread_distance

__all__ = [
    "CONSTRAINTS",
    "GATES",
    "KNOWN_ON",
    "PLANT_FIELDS",
    "REGION_FIELDS",
    "REGION_TEXTS",
    "VERDICTS",
    "Finding",
    "Ground",
    "Judgement",
    "Schedule",
    "Site",
    "SitePlan",
    "build",
    "critical_path",
    "generation_price",
    "idle_time",
    "judge_region",
    "judge_site",
    "jurisdictions_of",
    "namespace",
    "network",
    "plant_value",
    "plant_values",
    "plants_needed",
    "power_cost",
    "quiet_distance",
    "refusals",
    "region_inputs",
    "region_record",
    "region_value",
    "region_values",
    "setback_available",
    "site_sound",
    "solar_price",
    "sound_level",
    "sound_of_many",
    "sound_together",
    "spread_distance",
    "triangular",
    "verdict_of",
    "waiting_compute",
    "waiting_shell_built",
    "waiting_uncommitted",
    "with_refusal",
    "worst",
    "zoning_time",
]
