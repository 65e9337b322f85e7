"""Whether the rules that are known let a region have the campus at all."""

from __future__ import annotations

from typing import Any

from sunrack.catalogue import by_word, records
from sunrack.ground.judgement import FAILS, verdict_of
from sunrack.ground.jurisdictions import judge_region
from sunrack.ground.project import rents
from sunrack.ground.region import Region
from sunrack.ground.zoning import SitePlan


def burns_gas(source: Any) -> bool:
    """Whether a source of power burns gas on the site; "bridge" is taken to.

    Raises:
        Unknown: No such source, with the nearest.
    """
    plants = {name: "efficiency" in record for name, record in records("generators").items()}
    return by_word({"grid": False, "bridge": True, **plants}, str(source), "source of power")


def refuses(plan: SitePlan, site: Region, region: str, *, power: Any, source: Any) -> bool:
    """Whether every jurisdiction of a region whose rules are known refuses the campus; False where none is known.

    A project that rents room in a standing hall has no campus that anybody could refuse. A moratorium that ends on a
    known day refuses nothing for good: each jurisdiction is judged when it is open again, and the months until then are
    the schedule's.

    Args:
        plan: The section `Ground` with its ranges as `<key>_low` and `<key>_high`: quantities, or SI numbers.
        site: A region's values, likewise: `pue` and `water`.
        region: The region of the catalogue.
        power: Power of the computers [W].
        source: The region's source of power, such as "grid".
    Raises:
        KeyError: No such region, with the nearest name.
    """
    if rents(plan, power):
        return False
    judged = judge_region(plan, site, region, power=power, burns_gas=burns_gas(source), on="open")
    return verdict_of(judged) == FAILS
