"""Ground: what the same rack costs, and how long it waits, in a data centre of a real region."""

from sunrack.ground.jurisdictions import CONSTRAINTS, KNOWN_ON, VERDICTS, Finding, Judgement, judge_region, judge_site, jurisdictions_of, site_sound, worst
from sunrack.ground.money import generation_price, power_cost, waiting_compute, waiting_shell_built, waiting_uncommitted
from sunrack.ground.region import REGION_FIELDS, REGION_TEXTS, namespace, region_inputs, region_record, region_value, region_values, with_refusal
from sunrack.ground.schedule import GATES, binding_gate, critical_path, idle_time, refusals, time_to_power, triangular, zoning_time
from sunrack.ground.site import Ground, Site, build
from sunrack.ground.zoning import SitePlan, quiet_distance, setback_available, sound_level, sound_of_many, sound_together, spread_distance

__all__ = [
    "CONSTRAINTS",
    "GATES",
    "KNOWN_ON",
    "REGION_FIELDS",
    "REGION_TEXTS",
    "VERDICTS",
    "Finding",
    "Ground",
    "Judgement",
    "Site",
    "SitePlan",
    "binding_gate",
    "build",
    "critical_path",
    "generation_price",
    "idle_time",
    "judge_region",
    "judge_site",
    "jurisdictions_of",
    "namespace",
    "power_cost",
    "quiet_distance",
    "refusals",
    "region_inputs",
    "region_record",
    "region_value",
    "region_values",
    "setback_available",
    "site_sound",
    "sound_level",
    "sound_of_many",
    "sound_together",
    "spread_distance",
    "time_to_power",
    "triangular",
    "waiting_compute",
    "waiting_shell_built",
    "waiting_uncommitted",
    "with_refusal",
    "worst",
    "zoning_time",
]
